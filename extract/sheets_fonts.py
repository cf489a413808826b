"""The text of cells in Unicode: by the fonts of its runs, else by the letters themselves."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.cleaning import squeeze
from extract.legacy import decode
from extract.legacy_fonts import FontCode, font_code
from extract.legacy_survey import Survey, survey
from extract.legacy_tables import Encoding
from extract.legacy_words import WORD, is_modern
from extract.marks import lowered, raised
from extract.sheets_cells import Run, Sheet


@dataclass(slots=True)
class Texts:
    """Reads the runs of cells; ``used`` are the old encodings that fonts named."""

    used: set[Encoding] = field(default_factory=set)
    _decoded: bool = False

    def decoded(self) -> bool:
        """Whether anything was in an old encoding since this was last asked."""
        decoded, self._decoded = self._decoded, False
        return decoded

    def read(self, runs: Sequence[Run]) -> tuple[str, int]:
        """The text of a cell in one line, and the blanks before it.

        >>> Texts().read([Run("  DiÖn tÝch", ".VnArial"), Run("1", shift="superscript")])
        ('Diện tích¹', 2)
        """
        whole = "".join(self._run(run) for run in runs)
        return squeeze(whole), len(whole) - len(whole.lstrip(" \u00a0"))

    def _run(self, run: Run) -> str:
        if run.shift and run.text.strip().isdecimal():
            # m² and footnote marks as the sheet shows them; raised words stay words
            return raised(run.text) if run.shift == "superscript" else lowered(run.text)
        code = font_code(run.font) if run.font else None
        if code is None or run.text.isascii():
            return run.text.upper() if code and code.capitals else run.text
        self.used.add(code.encoding)
        self._decoded = True
        return _by_font(run.text, code)


def _by_font(text: str, code: FontCode) -> str:
    """Typed in an old font; but words may have been mended with a Unicode keyboard."""
    if not any(is_modern(word) for word in WORD.findall(text)):
        return decode(text, code.encoding, capitals=code.capitals)
    mixed = Survey((code.encoding,), plain=True, mixed=True, words=0).read(text).text
    return mixed.upper() if code.capitals else mixed


def by_letters(sheets: Sequence[Sheet], source: str) -> tuple[tuple[Sheet, ...], Survey]:
    """The sheets with old encodings read that no font names, and what was found.

    Raises ReadError where too many words are in an encoding that nobody knows.
    """
    found = survey(cell.text for sheet in sheets for cell in sheet.cells if cell.stored is None)
    if not found.encodings:
        return tuple(sheets), found
    read = []
    for sheet in sheets:
        cells = []
        decoded = sheet.decoded
        for cell in sheet.cells:
            if cell.stored is None and not cell.text.isascii():
                placed = found.read(cell.text).text
                decoded |= placed != cell.text
                cell = replace(cell, text=squeeze(unicodedata.normalize("NFC", placed)))
            cells.append(cell)
        read.append(replace(sheet, cells=tuple(cells), decoded=decoded))
    found.check(source)
    return tuple(read), found
