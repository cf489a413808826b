"""Texts that nobody writes: work grows with their length and no faster, nothing breaks.

Work is counted as calls of functions, which is the same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from solieu.model import DocumentInfo
from solieu.pipeline import recognise

TEXTS: dict[str, Callable[[int], str]] = {
    "figures in one paragraph": lambda n: "; ".join(f"thu {1000 + i} triệu đồng" for i in range(n)),
    "list items": lambda n: "\n".join(f"- Thu {i} triệu đồng" for i in range(n)),
    "table rows": lambda n: "\n".join(f"| hộ nghèo | {i} | {2 * i} |" for i in range(n)),
    "fractions without end": lambda n: "1/" * n + "5",
    "dots": lambda n: "1." * n + "5",
    "dates": lambda n: "ngày 1 tháng 1 năm 2026 " * n,
    "brackets": lambda n: "(" * n + "5" + ")" * n,
    "openings": lambda n: "trong đó: " * n + "5 hộ",
    "footnote marks": lambda n: "\n\n".join(f"Thu 5 tỷ{'¹²³'[i % 3]} đồng" for i in range(n)),
    "words": lambda n: "Phường có nhiều việc phải làm trong năm tới và " * n,
}


def calls(path: Path, text: str) -> int:
    """Functions called to read, understand and audit a text."""
    path.write_text(text, encoding="utf-8")
    counted = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        recognise(path, path.name, DocumentInfo())
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("kind", TEXTS)
def test_twice_the_text_is_twice_the_work(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    recognise_once = TEXTS[kind](3)
    calls(path, recognise_once)  # what is loaded once is no work of the text

    half, whole = (calls(path, TEXTS[kind](n)) for n in (200, 400))

    assert whole < 2.4 * half


@pytest.mark.parametrize(
    "text",
    ["9" * 5_000, "Thu " + "1.234" * 2_000 + " tỷ", "0," + "0" * 5_000 + "1%", "1e9999999 đồng"],
)
def test_numbers_of_any_length_are_read_or_left_but_break_nothing(
    text: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")

    found, _ = recognise(path, path.name, DocumentInfo())

    held = "".join(entry.raw for entry in found.numbers)
    assert sum(sign.isdigit() for sign in held) >= sum(sign.isdigit() for sign in text)
