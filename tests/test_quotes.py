"""What is quoted around a figure: the whole sentence or row, or what stands about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import solieu
from audit.audit import audit
from normalize.observe import observe_text
from normalize.quotes import AROUND, GAP, LONGEST, QuotedRows, is_cut, quoted
from solieu.model import LedgerEntry, Observation, Recognition


@given(st.text("ab 5\n", max_size=LONGEST + 500), st.integers(0, LONGEST), st.data())
def test_what_is_quoted_stands_there_and_holds_the_figure(
    text: str, start: int, data: st.DataObject
) -> None:
    start = min(start, len(text))
    at = data.draw(st.integers(start, len(text)))

    told = quoted(text, start, len(text), at)

    bare = told.removeprefix(f"{GAP} ").removesuffix(f" {GAP}")
    assert bare in " ".join(text[start:].split())
    if len(text) - start <= LONGEST:
        assert told == " ".join(text[start:].split())
    else:
        assert len(told) <= 2 * AROUND + 4 and is_cut(told)


def _quoting(found: Recognition | solieu.Report) -> list[Observation | LedgerEntry]:
    return [*found.observations, *found.numbers]


def _long(count: int) -> str:
    """A sentence of ``count`` figures, all of them different."""
    return "Có " + "; ".join(f"tổ {n} thu {1000 + n} triệu đồng" for n in range(count)) + "."


def test_figures_of_a_sentence_without_end_are_quoted_with_what_stands_about_them() -> None:
    text = _long(300)

    found = observe_text(text, "2025-05")

    assert len(found.observations) == 300
    for one in _quoting(found):
        assert one.raw in one.context and len(one.context) <= 2 * AROUND + 4
        assert text[one.char_start : one.char_end] == one.raw


def test_a_sentence_of_usual_length_is_quoted_whole() -> None:
    text = _long(60)
    assert 1_500 < len(text) <= LONGEST

    assert {one.context for one in observe_text(text, "2025-05").observations} == {text}


def test_what_is_written_grows_as_the_text_does() -> None:
    def size(found: Recognition) -> int:
        return sum(len(one.context) for one in _quoting(found))

    assert size(observe_text(_long(800))) < 2.2 * size(observe_text(_long(400)))


def test_a_claim_in_a_sentence_without_end_is_checked() -> None:
    """The plan stands in a clause of its own: the two figures are of one sentence."""
    said = "thu ngân sách ước 648 tỷ đồng; kế hoạch giao 1.082 tỷ đồng, đạt {}% kế hoạch"
    filling = "; ".join(["các tổ dân phố tiếp tục tuyên truyền"] * 40)

    for stated, verdict in (("59,9", "consistent"), ("65,9", "inconsistent")):
        text = f"Trong kỳ {filling}; {said.format(stated)}; {filling}."
        assert len(text) > LONGEST
        (check,) = audit(observe_text(text, "2025"))
        assert check.verdict == verdict


# --- rows ---------------------------------------------------------------------------------


def _row(*texts: str) -> QuotedRows:
    return QuotedRows((0, 1, column, text) for column, text in enumerate(texts))


def test_a_row_is_quoted_whole() -> None:
    assert _row("Lúa", "12\n ha", "13").quote(0, 1, 0) == "Lúa | 12 ha | 13"


def test_of_a_long_row_its_name_and_the_cells_nearby() -> None:
    row = _row("Lúa", *(str(1000 + n) for n in range(999)))

    middle = row.quote(0, 500, 0)

    assert middle.startswith(f"Lúa | {GAP} | ") and middle.endswith(f" | {GAP}")
    assert " | 1498 | 1499 | 1500 | " in middle and len(middle) < 3 * AROUND
    assert row.quote(0, 0, 0).startswith("Lúa | 1000 | ")
    assert row.quote(0, 1, 0).startswith("Lúa | 1000 | ")
    assert row.quote(0, 999, 0).endswith(" | 1997 | 1998")


@pytest.mark.parametrize("cells", [1, 2, 3, 400])
def test_a_long_cell_is_quoted_about_its_figure(cells: int) -> None:
    text = _long(200)
    row = _row("Lúa", *[text] * cells)

    told = row.quote(0, 1, text.index("1150"))

    assert told.startswith("Lúa | ") and "thu 1150 triệu" in told and len(told) < 6 * AROUND


def test_a_merged_cell_stands_in_all_its_rows() -> None:
    rows = QuotedRows([(0, 2, 0, "Lúa"), (0, 1, 1, "5"), (1, 1, 1, "6")])

    assert rows.quote(0, 1, 0) == "Lúa | 5" and rows.quote(1, 1, 0) == "Lúa | 6"


def test_a_cell_of_a_whole_report_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"| Nội dung | Kết quả |\n|---|---|\n| Thu | {_long(300)} |\n", "utf-8")

    report = solieu.read(file)

    assert len(report.observations) >= 300 and report.observations[0].table == 1
    for one in _quoting(report):
        assert one.raw in one.context and len(one.context) < 6 * AROUND
