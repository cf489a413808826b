"""Bullets and numbers of lists that a file keeps apart from their lines.

Browsers and some converters write the signs of a list in another place of the file
than its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.pdf_grids import Grid
from extract.pdf_lines import Line

_SIGN = re.compile(r"[-+*•–—▪◦]|(?:\d{1,2}|[a-zđ])[.)]")
# Shares of the text size; signs hang 18-36 pt before their text.
_SAME_BASELINE, _REACH = 0.25, 3.0
Item = Line | Grid


def with_signs(items: Sequence[Item]) -> list[Item]:
    """The lines with signs that stand alone put before what stands to their right."""
    lines = [item for item in items if isinstance(item, Line)]
    signs = [line for line in lines if _SIGN.fullmatch(line.text)]
    pairs = [(sign, owner) for sign in signs if (owner := _owner(sign, lines))]
    if not pairs:
        return list(items)
    gone = {id(sign) for sign, _ in pairs}
    led = {id(owner): _led_by(sign, owner) for sign, owner in pairs}
    return [led.get(id(item), item) for item in items if id(item) not in gone]


def _owner(sign: Line, lines: Sequence[Line]) -> Line | None:
    right = [
        line
        for line in lines
        if abs(line.y - sign.y) < _SAME_BASELINE * sign.size
        and 0 < line.x0 - sign.x1 < _REACH * sign.size
    ]
    return min(right, key=lambda line: line.x0, default=None)


def _led_by(sign: Line, line: Line) -> Line:
    shift = len(sign.text) + 1
    return replace(
        line,
        text=f"{sign.text} {line.text}",
        x0=sign.x0,
        inner=line.x0,
        word=sign.x1 - sign.x0,
        digits=(*sign.digits, *((at + shift, box) for at, box in line.digits)),
        raised=tuple((start + shift, end + shift) for start, end in line.raised),
        scanned=(*sign.scanned, *(word.moved(shift) for word in line.scanned)),
    )
