"""Quantities as written: numeral, magnitude, unit, comparator, sign, links, words."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from extract.fold import fold
from extract.masks import Mask
from extract.number_words import read_words
from extract.numerals import read_numeral
from extract.quantities import find_quantities
from extract.quantity import Quantity
from extract.separators import Vote, vote
from extract.unit_words import read_unit

VI = Vote(vi=9)


def quantities(text: str, habit: Vote = VI) -> tuple[Quantity, ...]:
    return find_quantities(text, fold(text), (), habit)


def one(text: str, habit: Vote = VI) -> Quantity:
    (quantity,) = quantities(text, habit)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("1.250 hộ", "1250", "hộ", "counter"),
        ("1.250,5 triệu đồng", "1250500000", "VND", "money"),
        ("20,684 tỷ đồng", "20684000000", "VND", "money"),
        ("15tr.đ", "15000000", "VND", "money"),
        ("5 tr đồng", "5000000", "VND", "money"),
        ("3 tr", "3000000", "", ""),  # no currency, but nothing else either
        ("2,5 vạn người", "25000", "người", "counter"),
        ("1 tỷ 200 triệu đồng", "1200000000", "VND", "money"),
        ("1 triệu rưỡi đồng", "1500000", "VND", "money"),
        ("262 nghìn 800 tỷ đồng", "262800000000000", "VND", "money"),
        ("62,5 tạ/ha", "62.5", "tạ/ha", "measure"),
        ("4 triệu đồng/người/tháng", "4000000", "VND/người/tháng", "money"),
        ("30 kg/người/6 tháng", "30", "kg/người", "measure"),
        ("12,5 bác sĩ/vạn dân", "12.5", "bác sĩ/vạn dân", "counter"),
        ("95,%", "95", "%", "percent"),
        ("0,7 điểm phần trăm", "0.7", "percentage point", "percent"),
        ("03 (ba) bộ", "3", "bộ", "counter"),
        ("12 ghế nhựa", "12", "ghế nhựa", "counter"),
        ("07 nong tằm", "7", "nong tằm", "counter"),  # no list knows it: the noun phrase
        ("8 m.", "8", "m", "measure"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str, kind: str) -> None:
    quantity = one(text)

    assert (quantity.value, quantity.unit, quantity.unit_kind) == (Decimal(value), unit, kind)


@pytest.mark.parametrize(
    ("text", "comparator", "signed"),
    [
        ("5 hộ", "=", 0),
        ("trên 5 hộ", ">", 0),
        ("ít nhất là 5 hộ", ">=", 0),
        ("không quá 5 hộ", "<=", 0),
        ("khoảng hơn 5 hộ", ">", 0),
        ("cấp trên 5 hộ", "=", 0),  # "trên" is a place
        ("cao hơn 5 hộ", "=", 0),  # "hơn" is a degree
        ("5 hộ trở lên", ">=", 0),
        ("là -5 tỷ đồng", "=", -1),
        ("(- 5 tỷ đồng)", "=", -1),
        ("kết quả: +5 tỷ đồng", "=", 1),
        ("âm 5 tỷ đồng", "=", -1),
        ("(5) tỷ đồng", "=", -1),  # brackets of accounts
        ("- 5 hộ", "=", 0),  # a bullet
        ("khóa A-5 hộ", "=", 0),
    ],
)
def test_comparator_and_sign(text: str, comparator: str, signed: int) -> None:
    quantity = one(text)

    assert (quantity.comparator, quantity.signed) == (comparator, signed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # both sides of a pair share magnitude and unit
        ("3/5 triệu đồng", [("3000000", "VND", ""), ("5000000", "VND", "pair")]),
        ("12 vụ/15 đối tượng", [("12", "vụ", ""), ("15", "đối tượng", "pair")]),
        ("5 - 7 triệu đồng", [("5000000", "VND", ""), ("7000000", "VND", "range")]),
        ("từ 20 đến dưới 30%", [("20", "%", ""), ("30", "%", "range")]),
        ("30 - 20 ha", [("30", "", ""), ("20", "ha", "")]),  # no range runs downwards
        ("bằng hơn 1/5 diện tích", [("0.2", "", "")]),
        ("gần 1/3 số hộ", [("0.3333", "", "")]),
        ("họp 2/3 cuộc", [("2", "cuộc", ""), ("3", "cuộc", "pair")]),
    ],
)
def test_linked_figures(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(str(q.value), q.unit, q.link) for q in quantities(text)]

    assert found == expected


def test_a_range_is_two_bounds() -> None:
    low, high = quantities("5 - 7 triệu đồng")

    assert (low.comparator, high.comparator) == (">=", "<=")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("có hai mươi mốt hộ", "21", "hộ"),
        ("thu mười ba tỷ, năm trăm triệu đồng", "13500000000", "VND"),
        ("trồng ba phần tư diện tích", "0.75", ""),
        ("giảm ba phần trăm", "3", "%"),
    ],
)
def test_numbers_in_words(text: str, value: str, unit: str) -> None:
    quantity = one(text)

    assert quantity.in_words
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "1.200 đồng (Một nghìn hai trăm đồng)",
        "1.200 đồng, viết bằng chữ là: một nghìn hai trăm",
    ],
)
def test_words_that_say_their_figure_again_are_no_second_figure(text: str) -> None:
    assert one(text).value == 1200


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("một trăm linh năm", 105),
        ("chín mươi tư nghìn", 94000),
        ("ba nghìn tỷ", 3 * 10**12),
        ("một triệu rưỡi", 1500000),
        ("hai ba", None),
        ("rưỡi nghìn", None),
    ],
)
def test_number_words(words: str, value: int | None) -> None:
    assert read_words(words) == value


@pytest.mark.parametrize("text", ["2.641.5513 đồng", "l.250 đồng", "12..5 ha", "3 ,5 ha", "1O5 hộ"])
def test_damaged_digits_have_a_flag_and_no_value(text: str) -> None:
    found = quantities(text)

    assert found[0].flags == ("damaged_number",)
    assert found[0].value is None


@pytest.mark.parametrize(
    ("text", "habit", "value", "doubt"),
    [
        ("1,250 hộ", VI, 1250, False),  # households come whole
        ("1,250%", VI, Decimal("1.250"), False),  # ratios have decimals
        ("1,250 tấn", Vote(en=5), 1250, False),
        ("1,250 tấn", VI, Decimal("1.250"), False),
        ("1,250 tấn", Vote(vi=2, en=5), 1250, True),
        ("1,250 tấn", Vote(), Decimal("1.250"), True),
        ("1.250 ha", Vote(vi=1, en=5, grouped=2), Decimal("1.250"), True),
        ("1.250 ha", Vote(vi=1, en=5), 1250, True),  # "7.2 ha" tells nothing of thousands
    ],
)
def test_an_open_separator_follows_unit_and_document(
    text: str, habit: Vote, value: Decimal | int, doubt: bool
) -> None:
    quantity = one(text, habit)

    assert quantity.value == value
    assert ("ambiguous_separator" in quantity.flags) is doubt
    assert (quantity.alternative is not None) is doubt


def test_the_vote_counts_only_numerals_that_prove_a_habit() -> None:
    assert vote(["1.200.300 đồng, 5,25% và 1,200.50 USD; 1.200 hộ"]) == Vote(2, 1, 1)


@pytest.mark.parametrize(
    ("text", "damaged"), [("1.895.037", False), ("0.895.037", True), ("1.23.456", True)]
)
def test_groups_of_a_numeral(text: str, damaged: bool) -> None:
    assert read_numeral(text).damaged is damaged


def test_masked_digits_are_not_read() -> None:
    text = "tổ 5 có 7 hộ"

    (quantity,) = find_quantities(text, text, (Mask(0, 4, "name"),), VI)

    assert (quantity.value, quantity.unit) == (Decimal(7), "hộ")


def test_spans_are_ordered_and_apart() -> None:
    text = "thu 5/7 tỷ đồng, chi 3 - 4 tỷ; hai mươi hộ (mười người), 12 ha. " * 30

    found = quantities(text)

    assert len(found) > 150
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_unit_stops_before_a_verb() -> None:
    assert read_unit("5 hộ đạt chuẩn", "5 hộ đạt chuẩn", 1, scaled=False) == ("hộ", 4)
    assert read_unit("5 đạt chuẩn", "5 đạt chuẩn", 1, scaled=False) == ("", 1)
