"""Digits that are no quantities: every rule of masks.toml holds for its own example."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import regex

from extract.fold import fold
from extract.intervals import Intervals
from extract.masks import MaskRule, compiled, find_masks, rules

RULES = [(table, rule, compiled(rule)) for table in ("mask", "cased") for rule in rules(table)]
EXAMPLES = [rule.example for _, rule, _ in RULES]
ROOT = Path(__file__).parent
LINES = [
    line
    for path in sorted([*(ROOT / "gold").rglob("*.txt"), *(ROOT / "corpus").rglob("*.tsv")])
    for line in path.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("table", "rule", "pattern"), RULES, ids=EXAMPLES)
def test_every_rule_matches_its_example(
    table: str, rule: MaskRule, pattern: regex.Pattern[str]
) -> None:
    text = rule.example if table == "cased" else fold(rule.example)
    match = pattern.search(text)

    assert match is not None
    assert any(char.isdigit() for char in match.group())
    assert rule.may_match(text)


@pytest.mark.parametrize(("table", "rule", "pattern"), RULES, ids=EXAMPLES)
def test_hints_hide_nothing(table: str, rule: MaskRule, pattern: regex.Pattern[str]) -> None:
    hidden = [
        match.group()
        for line in LINES
        if not rule.may_match(text := line if table == "cased" else fold(line))
        for match in pattern.finditer(text)
        if any(map(str.isdigit, match.group()))
    ]

    assert not hidden


@pytest.mark.parametrize(("table", "rule", "pattern"), RULES, ids=EXAMPLES)
def test_every_example_is_masked_with_its_reason(
    table: str, rule: MaskRule, pattern: regex.Pattern[str]
) -> None:
    reasons = {mask.reason for mask in find_masks(rule.example, fold(rule.example))}

    assert rule.reason in reasons


def masked(text: str) -> list[tuple[str, str]]:
    """What is masked in a sentence, and why."""
    return [(text[m.start : m.end], m.reason) for m in find_masks(text, fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Nghị quyết số 45, chi 45 tỷ đồng", [("Nghị quyết số 45", "legal_reference")]),
        ("Kế hoạch 27/KH-UBND, trồng 27 ha", [("27/KH-UBND", "legal_reference")]),
        ("Khu phố 7 có 7 hộ", [("Khu phố 7", "name")]),
        ("Tổ 3 hộ nghèo", []),  # "3 hộ" is a quantity: a counter follows
        ("Từ 16 - 60 tuổi có 950 người", [("Từ 16 - 60 tuổi", "descriptor")]),
        ("Gọi 0258.3822.999 trước 10 giờ", [("0258.3822.999", "phone"), ("trước 10 giờ", "time")]),
        ("Giống lúa LK7 đạt 65 tạ/ha", [("Giống lúa LK7", "name")]),
        ("đạt98% và tăng5 hộ", []),  # a verb glued to its figure is no name
        ("lô 12a, 30m đường", [("lô 12a", "name")]),
        ("Chi 3 tỷ đồng cho 4 trường", []),
    ],
)
def test_sentences(text: str, expected: list[tuple[str, str]]) -> None:
    assert masked(text) == expected


def test_masks_are_ordered_and_apart_and_hold_a_digit() -> None:
    text = "Số 12 Đường 5, tổ 9, gọi 0905123456, theo Luật số 08/2020/QH14, tại xã A1 " * 40

    found = find_masks(text, fold(text))

    assert len(found) > 100
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(any(char.isdigit() for char in text[m.start : m.end]) for m in found)


def test_text_without_digits_has_no_masks() -> None:
    assert find_masks("Điều lệ của Hội", "điều lệ của hội") == ()


def test_a_stretch_belongs_to_the_first_that_claims_it() -> None:
    taken = Intervals([(10, 20), (15, 25), (40, 50)])

    assert list(taken) == [(10, 25), (40, 50)]
    assert taken.claim(25, 40)
    assert not taken.claim(39, 41)
    assert taken.overlap(0, 11) == (10, 25)
    assert taken.overlap(0, 10) is None
    assert [taken.covers(at) for at in (9, 10, 49, 50)] == [False, True, True, False]
    taken.add(5, 45)
    assert list(taken) == [(5, 50)]
