"""The runs of a cell to Unicode, by the font they are set in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.legacy import decode
from extract.legacy_fonts import font_code
from extract.sheets_cells import Run


def decoded(runs: Sequence[Run]) -> list[Run]:
    """The runs with the text of legacy fonts (``.VnArial``, ``VNI-Times``) in Unicode.

    >>> decoded([Run("Tæng sè", ".VnArialH"), Run(" (tấn)", "Arial")])
    [Run(text='TỔNG SỐ', font='.VnArialH', shift=''), Run(text=' (tấn)', font='Arial', shift='')]
    """
    found = []
    for run in runs:
        code = font_code(run.font) if run.font else None
        if code is not None:
            text = decode(run.text, code.encoding, capitals=code.capitals)
            run = replace(run, text=text)
        found.append(run)
    return found
