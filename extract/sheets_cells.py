"""What every workbook reader returns: sheets with their filled cells, and the limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extract.cleaning import squeeze
from extract.marks import lowered, raised

# One step of indentation in a spreadsheet is about as wide as three blanks.
INDENT_STEP = 3
# Statistical tables stay far below both; a sheet beyond them holds raw data or damage.
MOST_COLUMNS = 1_000
MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One filled cell; rows and columns count from 0.

    ``text`` is what is displayed, in one line and in Unicode. ``stored`` is the number
    behind it, in terms of the digits displayed (8.18 behind ``8,18%``). ``indent`` is
    how far the text is set in, in blanks.
    """

    row: int
    column: int
    text: str
    stored: Decimal | None = None
    rows: int = 1
    columns: int = 1
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet in the order of its rows; ``problems`` say what of it is hidden or missing."""

    name: str
    cells: tuple[SheetCell, ...]
    hidden: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell's text in one font; ``shift`` is "superscript", "subscript" or ""."""

    text: str
    font: str = ""
    shift: str = ""


def cell_text(runs: Iterable[Run]) -> tuple[str, int]:
    """The text of a cell in one line, and the blanks before it.

    >>> cell_text([Run("  Diện tích rừng"), Run("1", shift="superscript")])
    ('Diện tích rừng¹', 2)
    """
    whole = "".join(_shifted(run) for run in runs)
    return squeeze(whole), len(whole) - len(whole.lstrip(" \u00a0"))


def _shifted(run: Run) -> str:
    """m² and footnote marks as the sheet shows them; raised words stay words."""
    if run.shift and run.text.strip().isdecimal():
        return raised(run.text) if run.shift == "superscript" else lowered(run.text)
    return run.text


@dataclass(slots=True)
class Budget:
    """How many cells may still be read of a workbook; ``wide`` notes columns left out."""

    cells: int = MOST_CELLS
    wide: bool = False

    def admits(self, column: int) -> bool:
        """Whether a filled cell in this column is still read; counts it if so."""
        if column >= MOST_COLUMNS:
            self.wide = True
            return False
        self.cells -= 1
        return self.cells >= 0


def named(name: str) -> str:
    """A sheet's name as messages give it."""
    return f"“{name}”"
