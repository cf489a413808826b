"""Texts that nobody writes: work grows with their length and no faster, nothing breaks.

Work is counted as calls of functions, which is the same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from extract import limits
from normalize.observe import observe_text
from solieu.errors import ReadError
from solieu.model import DocumentInfo
from solieu.pipeline import recognise
from tests.word_builder import p, word

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
    "trong đó again and again": lambda n: "Thu 5 tỷ, " + "trong đó 5 tỷ, " * n,
    "numbers apart by blanks": lambda n: "Thu" + " 1234" * n + " tỷ",
    "threes apart by blanks": lambda n: "Thu 1" + " 234" * n + " tỷ",
    "months": lambda n: "tháng 1, " * n,
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


# --- searches that start again from every place --------------------------------------------
# A search is one call, however long it takes; so these are texts of a size that a search in
# time of the square would never come to the end of within the limit of a test run.

LONG: dict[str, str] = {
    "digits": "9" * 200_000,
    "digits and a unit": "Thu " + "9" * 200_000 + " tỷ",
    "dots": "Thu 1" + "." * 200_000 + "5 tỷ",
}


@pytest.mark.parametrize("kind", LONG)
def test_long_runs_of_one_sign_are_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LONG[kind], encoding="utf-8")

    found, _ = recognise(path, path.name, DocumentInfo())

    held = "".join(entry.raw for entry in found.numbers)
    assert sum(map(str.isdigit, held)) >= sum(map(str.isdigit, LONG[kind]))


# --- numbers in a row ----------------------------------------------------------------------

#: Text, the values, and whether it is doubtful that blanks part them.
BLANKS = [
    ("Thu 1 234 567 890 123 đồng.", ["1234567890123"], False),
    ("Thu 999 999 999 999 999 đồng.", ["999999999999999"], False),
    ("Dãy số: 1 234 567 890 123 456.", ["1", "234", "567", "890", "123", "456"], True),
    (
        "Dãy số: 111 222 333 444 555 666 777.",
        ["111", "222", "333", "444", "555", "666", "777"],
        True,
    ),
]


@pytest.mark.parametrize(("text", "values", "doubtful"), BLANKS)
def test_a_row_of_numbers_is_no_number(text: str, values: list[str], doubtful: bool) -> None:
    found = observe_text(text).observations

    assert [str(one.value) for one in found] == values
    assert {"ambiguous_separator" in one.flags for one in found} == {doubtful}


# --- limits --------------------------------------------------------------------------------


def refused(path: Path) -> ReadError:
    with pytest.raises(ReadError) as raised:
        recognise(path, path.name, DocumentInfo())
    return raised.value


def test_what_is_too_long_for_a_document_is_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LONGEST_TEXT", 20_000)
    monkeypatch.setattr(limits, "MOST_NUMBERS", 3_000)
    path = tmp_path / "a.txt"

    path.write_text("mot " * 25_000)  # one line, refused before it is decoded
    assert "100,000 bytes" in refused(path).en and "tối đa 20.000 ký tự" in refused(path).vi
    path.write_text("mot " * 6_000)
    assert "too long" in refused(path).en and "characters;" in refused(path).en
    path.write_text("5 " * 3_001)
    assert "more than 3,000 numbers" in refused(path).en and "3.000 con số" in refused(path).vi
    path.write_text("5 " * 100)
    assert len(recognise(path, path.name, DocumentInfo())[0].numbers) == 100


def test_word_tables_in_tables_are_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    cell = "<w:tbl><w:tr><w:tc>" + p("5 hộ"), "<w:p/></w:tc></w:tr></w:tbl>"
    for deep, figures in ((300, 300), (600, 0), (1_000, 0)):
        path.write_bytes(word(cell[0] * deep + cell[1] * deep))
        if figures:
            assert len(recognise(path, path.name, DocumentInfo())[0].observations) == figures
        else:
            assert "too deeply" in refused(path).en and "quá nhiều lớp" in refused(path).vi


def test_tables_in_tables_are_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<table><tr><td>5 hộ" * 20 + "</td></tr></table>" * 20, encoding="utf-8")
    recognise(path, path.name, DocumentInfo())
    path.write_text("<table><tr><td>5 hộ" * 400 + "</td></tr></table>" * 400, encoding="utf-8")
    assert "too deeply" in refused(path).en and "quá nhiều lớp" in refused(path).vi


def test_a_table_of_too_many_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<table><tr>" + "<td>5</td>" * 1_001 + "</tr></table>")

    assert "1000 columns" in refused(path).en
