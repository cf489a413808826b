"""normalize.explain: every number of a phrase with the rule behind each of its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.explain import Explained, explain

Step = tuple[str, str, str]


def steps_of(phrase: str, raw: str) -> list[Step]:
    told: Explained = next(one for one in explain(phrase) if one.raw == raw)
    return [(step.words, step.result, step.rule) for step in told.steps]


# A phrase, one of its numbers, and a step that must be told of it.
CASES: tuple[tuple[str, str, Step], ...] = (
    ("thu 1.234 hộ", "1.234 hộ", ("1.234", "1234", "numerals: unit")),
    ("đạt 8,18% kế hoạch", "8,18%", ("8,18", "8.18", "numerals: shape")),
    ("được 1.234 tấn", "1.234 tấn", ("1.234", "1234", "numerals: habit")),
    ("thu 7,5 ha, 3,6 ha và 1,234 ha", "1,234 ha", ("1,234", "1.234", "numerals: document")),
    ("thu 2.641.5513 kg", "2.641.5513 kg", ("2.641.5513", "", "numerals: damaged")),
    ("thu 5 tỷ đồng", "5 tỷ đồng", ("tỷ đồng", "× 10^9 VND", "magnitudes.toml + units.toml")),
    (
        "thu 2 tỷ 300 triệu đồng",
        "2 tỷ 300 triệu đồng",
        ("tỷ 300 triệu đồng", "2300000000 VND", "magnitudes.toml + units.toml"),
    ),
    ("có 15 hộ nghèo", "15 hộ", ("hộ", "hộ", "counters.toml")),
    ("trồng 4 ha", "4 ha", ("ha", "ha", "units.toml")),
    ("hỗ trợ khoảng 40 hộ", "40 hộ", ("khoảng", "~", "comparators.toml")),
    ("có 40 hộ trở lên", "40 hộ", ("trở lên", ">=", "comparators.toml")),
    ("lợi nhuận: -5 tỷ đồng", "-5 tỷ đồng", ("-", "-1", "extract.comparators")),
    ("có hai mươi ba hộ", "hai mươi ba hộ", ("hai mươi ba hộ", "23", "numbers.toml")),
    ("sản lượng ước 40 tấn", "40 tấn", ("ước", "est", "cues.toml")),
    ("sản lượng ước 40 tấn", "40 tấn", ("", "estimate", "normalize.levels")),
    ("thu đạt 8% dự toán", "8%", ("dự toán", "plan", "normalize.bases")),
    ("thu đạt 8% dự toán", "8%", ("", "pct_of_plan", "normalize.percents")),
    ("tăng 5% so với cùng kỳ", "5%", ("so với cùng kỳ", "yoy", "normalize.bases")),
    ("thu 5 triệu đồng, vượt 2,5", "2,5", ("", "VND", "normalize.unit_sharing")),
    ("thu 3 triệu/5 triệu đồng", "5 triệu đồng", ("", "pair", "extract.linked")),
    ("sản lượng lúa đạt 40 tấn", "40 tấn", ("sản lượng lúa", "lead", "normalize.labelling")),
    ("sửa 40 cây cầu", "40 cây", ("sửa cây cầu", "lead + tail", "normalize.labelling")),
    (
        "tháng 5/2024 thu 40 tấn",
        "40 tấn",
        ("tháng 5/2024", "2024-05", "periods.toml: month"),
    ),
    ("tháng 5/2024 thu 40 tấn", "2024", ("tháng 5/2024", "period", "periods.toml: month")),
    (
        "gọi số điện thoại 0225.3876.543",
        "0225",
        ("điện thoại 0225.3876.543", "phone", "masks.toml"),
    ),
)


@pytest.mark.parametrize(("phrase", "raw", "step"), CASES)
def test_the_rule_behind_a_word_is_named(phrase: str, raw: str, step: Step) -> None:
    words, result, rule = step
    told = steps_of(phrase, raw)

    assert [found for found in told if found[:2] == (words, result) and rule in found[2]], told


@given(st.text(alphabet="0123456789.,%/ ()-+tỷđồngtăngkếhoạchnăm2024\n", max_size=80))
def test_any_phrase_can_be_explained(phrase: str) -> None:
    for one in explain(phrase):
        assert one.steps, one
