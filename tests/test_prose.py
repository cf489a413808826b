"""Prose to statements: clauses, lists, brackets, footnotes, bases, periods, labels."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from extract.fold import fold
from extract.quantities import find_quantities
from extract.separators import Vote
from normalize.clauses import Clause
from normalize.observe import observe, observe_text
from normalize.ordered import Ordered
from normalize.phrases import last_clause, render, strip, tokens
from normalize.sentences import Sentences, split_sentences
from normalize.statements import Statement
from solieu.model import Block, Document, DocumentInfo, Mark, Observation, Paragraph, Reading, Span


def rows(text: str, *fields: str, period: str = "2025") -> list[tuple[object, ...]]:
    """Chosen attributes of every observation of one paragraph."""
    found = observe_text(text, period).observations
    return [tuple(getattr(o, field) for field in fields) for o in found]


def note(body: str, mark: str, text: str) -> tuple[Observation, ...]:
    """The observations of a paragraph and of the footnote at ``mark`` in it."""
    joined = f"{body}\n\n{mark} {text}"
    first, second = Span(0, len(body)), Span(len(body) + 2, len(joined))
    at = body.index(mark)
    reading = Reading(
        "",
        "0" * 64,
        "txt",
        joined,
        (Paragraph(first), Paragraph(second, note="1")),
        marks=(Mark("1", Span(at, at + 1)), Mark("1", Span(second.start, second.start + 1))),
    )
    blocks = (
        Block("paragraph", (first,), paragraph=1),
        Block("note", (second,), note="1", anchor=at),
    )
    return observe(Document(reading, blocks), DocumentInfo(period="2025")).observations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the percentage speaks of the amount before it
        (
            "Thu ngân sách đạt 45 tỷ đồng, bằng 90% dự toán, tăng 12% so với cùng kỳ.",
            [("actual", ""), ("pct_of_plan", ""), ("change", "yoy")],
        ),
        ("Dư nợ giảm 2,5% so với tháng trước.", [("change", "prev")]),
        ("Sản lượng thóc bằng 104% cùng kỳ.", [("index", "yoy")]),
        ("Hộ nghèo còn 120 hộ, chiếm 3,1% tổng số hộ.", [("actual", ""), ("share", "")]),
        ("Tỷ lệ che phủ rừng đạt 41,2%.", [("rate", "")]),
        ("Ước cả năm trồng 35 ha.", [("estimate", "")]),
        ("Phấn đấu trồng 40 ha.", [("plan", "")]),
        # the left side is done, the right side is the plan
        (
            "Giải ngân 12/20 tỷ đồng, đạt 60% kế hoạch.",
            [("actual", ""), ("plan", ""), ("pct_of_plan", "")],
        ),
        # a base that stands at the start of the sentence holds for all of it
        (
            "So với tháng trước, thịt lợn tăng 3%, cá giảm 1%.",
            [("change", "prev"), ("change", "prev")],
        ),
        # a base that stands once, at the end of the list
        ("Gạo và ngô bằng 98% và 97% tháng trước.", [("index", "prev"), ("index", "prev")]),
        # a base that only the next change of the sentence names
        ("Lợn tăng 4%, bò tăng 2% so với cùng kỳ.", [("change", "yoy"), ("change", "yoy")]),
    ],
)
def test_measure_and_base(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text, "measure", "compare_to") == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Dư nợ giảm 2,5% so với cùng kỳ.", ["-2.5"]),
        ("Lợi nhuận âm 12 tỷ đồng.", ["-12000000000"]),
        ("Bắt 12 vụ, giảm 3 vụ so với cùng kỳ.", ["12", "-3"]),
    ],
)
def test_falls_and_losses_are_negative(text: str, values: list[str]) -> None:
    assert [value for (value,) in rows(text, "value")] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "listings", "groups"),
    [
        # an open list names some parts, a closed list all
        ("Gieo 90 ha cây màu, trong đó ngô 40 ha.", ["", "open"], ["", "cây màu"]),
        ("Gieo 90 ha cây màu, gồm: ngô 40 ha, lạc 50 ha.", ["", "closed", "closed"], None),
        (
            "Cấp 90 giấy phép (cấp mới 60 giấy phép, cấp đổi 30 giấy phép).",
            ["", "closed", "closed"],
            None,
        ),
        # what stands behind the bracket is no part
        ("Cấp 90 giấy phép (cấp mới 60 giấy phép), thu hồi 5 giấy phép.", ["", "closed", ""], None),
        # a sentence ends the list
        ("Gieo 90 ha màu, trong đó ngô 40 ha. Chăn nuôi 300 con lợn.", ["", "open", ""], None),
    ],
)
def test_lists(text: str, listings: list[str], groups: list[str] | None) -> None:
    found = observe_text(text, "2025").observations

    assert [o.listing for o in found] == listings
    assert [bool(o.whole) for o in found] == [bool(listing) for listing in listings]
    assert all(part.whole == found[0].observation_id for part in found if part.listing)
    if groups is not None:
        assert all(want.lower() in o.group.lower() for want, o in zip(groups, found, strict=True))


def test_a_part_takes_the_unit_of_its_whole_and_says_so() -> None:
    found = observe_text(
        "Tiếp nhận 90 hồ sơ, trong đó: đúng hạn 80; quá hạn 10.", "2025"
    ).observations

    assert [o.value for o in found] == [90, 80, 10]
    assert {o.unit for o in found} == {"hồ sơ"}
    assert ["unit_inherited" in o.flags for o in found] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Lúa, ngô và lạc đạt lần lượt 60, 45 và 21 tạ/ha.",
            ["lúa", "ngô", "lạc"],
        ),
        ("Đàn bò và đàn dê tăng lần lượt 3% và 5% so với cùng kỳ.", ["đàn bò", "đàn dê"]),
    ],
)
def test_lists_in_step(text: str, labels: list[str]) -> None:
    found = observe_text(text, "2025").observations

    assert [o.indicator.lower() for o in found] == labels
    assert len({o.unit for o in found}) == 1


def test_a_fraction_is_tied_to_its_numerator() -> None:
    above, below = observe_text("Có 15/18 thôn đạt chuẩn văn hóa.", "2025").observations

    assert [above.value, below.value] == [15, 18]
    assert below.measure == "denominator"
    assert below.fraction_of == above.observation_id


def test_a_footnote_speaks_of_the_figure_its_mark_hangs_on() -> None:
    body, *parts = note(
        "Xử phạt 9 trường hợp¹ vi phạm.", "¹", "Lấn chiếm 7 trường hợp; đổ rác 2 trường hợp."
    )

    assert [o.value for o in (body, *parts)] == [9, 7, 2]
    assert all(part.footnote == "1" for part in parts)
    assert all(part.group == body.indicator for part in parts)


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("Tháng 5/2025, thu 3 tỷ đồng.", "2025-05", [("2025-05", "stated")]),
        ("Thu 3 tỷ đồng.", "2025-05", [("2025-05", "document")]),
        ("Năm 2024, thu 3 tỷ đồng. Chi 2 tỷ đồng.", "2025", [("2024", "stated")] * 2),
        ("Thu 3 tỷ đồng.", "", [("", "")]),
    ],
)
def test_periods(text: str, period: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text, "period", "period_basis", period=period) == expected


@pytest.mark.parametrize(
    "unit",
    [
        "Thu ngân sách đạt 5 triệu đồng, tăng 5% so với cùng kỳ. ",
        "thôn Đông có 37 hộ, thôn Đoài 41 hộ, ",
        "cấp mới 19; thay đổi 4; ",
        "tăng 5%, bằng 98%, ",
        "12/",
        "Lan (5 con), mai (6 con; 7 con), ",
        "tăng 5 hộ, giảm 3 về số vụ, ",
    ],
)
def test_a_paragraph_of_a_thousand_figures_is_read_whole(unit: str) -> None:
    figures = observe_text(unit * 600, "2025")

    assert sum(entry.reason == "observation" for entry in figures.numbers) >= 600
    assert len({o.observation_id for o in figures.observations}) == len(figures.observations)
    assert all(a.span.end <= b.span.start for a, b in pairwise(figures.observations))


# --- the pieces ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Thu 5 tỷ. Chi 4 tỷ.", 2),
        ("Họp tại TP. Huế và TX. Hương Thủy.", 1),
        ("1. Thu 5 tỷ. Chi 4 tỷ.", 2),
        ("Đạt 5.200 đồng/kg! Vì sao?", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


def test_a_sentence_is_found_by_offset_and_quoted_in_one_line() -> None:
    sentences = Sentences("Thu  5\ntỷ. Chi 4 tỷ.")

    assert sentences.quote(0) == "Thu 5 tỷ."
    assert sentences.quote(14) == "Chi 4 tỷ."
    assert sentences.around(99) == (0, len(sentences.text))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Trong đó, tổng diện tích lúa đạt", "tổng diện tích lúa"),
        ("thực hiện", ""),
        ("đã phát hiện", "phát hiện"),  # half of a compound is not cut
        ("xây dựng nông thôn mới", "xây dựng nông thôn mới"),
    ],
)
def test_strip(text: str, label: str) -> None:
    assert render(text, strip(tokens(fold(text), 0, len(text)))) == label


def test_a_comma_before_a_verb_begins_a_clause_and_others_do_not() -> None:
    listed, verbs = "đường, điện, trường", "mở đường, trồng cây xanh"

    assert render(listed, last_clause(tokens(listed, 0, len(listed)))) == listed
    assert render(verbs, last_clause(tokens(verbs, 0, len(verbs)))) == "trồng cây xanh"


def test_a_clause_sums_up_its_figures() -> None:
    text = "thu 5 tỷ đồng, đạt 90%"
    first, second = (Statement(q, unit=q.unit) for q in find_quantities(text, text, (), Vote()))
    first.measure, second.measure = "actual", "pct_of_plan"
    clause = Clause()
    clause.add(first)
    clause.add(second)

    assert clause.units == {"VND", "%"}
    assert clause.last_ratio is second
    clause.remeasure("pct_of_plan", "share")
    assert (clause.says("share"), clause.says("pct_of_plan")) == (True, False)


def test_ordered_items_are_found_by_where_they_begin() -> None:
    spans = Ordered([Span(8, 9), Span(0, 4), Span(4, 6)])

    assert list(spans.within(0, 8)) == [Span(0, 4), Span(4, 6)]
    assert spans.at(8) == Span(8, 9)
    assert spans.at(5) is None
