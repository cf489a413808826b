"""audit.explain and audit.wording: sentences that can be sent to a report's author."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from fractions import Fraction as F

import pytest

from audit.audit import audit
from audit.vocabulary import FOLDER
from audit.wording import number, quantity
from solieu.model import Check
from tests.audit_builder import document, figure, say, table


def ratio(done: str, plan: str, percent: str) -> Check:
    (check,) = audit(
        document(
            say(
                f"Thu phí {done}/{plan}, đạt {percent}.",
                figure(done, "VND", indicator="thu phí"),
                figure(plan, "VND", measure="plan", indicator="thu phí"),
                figure(percent, "%", measure="pct_of_plan", indicator="thu phí"),
            )
        )
    )
    return check


def test_agreement_is_said_with_the_recomputation() -> None:
    check = ratio("11.112 triệu", "135.800 triệu đồng", "8,18%")

    assert check.explanation_vi == (
        "Thu phí: 11.112 triệu đồng / 135.800 triệu đồng = 8,1826%, "
        "khớp với số 8,18% nêu trong báo cáo."
    )
    assert check.explanation_en == (
        "Thu phí: 11,112 million VND / 135,800 million VND = 8.1826%, "
        "which agrees with the stated 8.18%."
    )


def test_agreement_within_rounding_gives_the_bounds() -> None:
    check = ratio("102 triệu", "50 triệu đồng", "203%")

    assert "= 204% (do các số đã làm tròn, kết quả có thể từ 200,99% đến 207,07%)" in (
        check.explanation_vi
    )


def test_truncation_is_a_harmless_reading() -> None:
    check = ratio("198.920 triệu", "2.130.000 triệu đồng", "9,33%")

    assert (check.verdict, check.severity) == ("truncated", "info")
    assert "= 9,3390%, làm tròn là 9,34%, còn báo cáo nêu 9,33%" in check.explanation_vi
    assert "cắt bớt thay vì làm tròn" in check.explanation_vi


def test_a_dropped_word_is_named_and_not_put_in() -> None:
    check = ratio("27 triệu", "2.000 đồng", "01%")

    assert check.repair == "2.000 đồng → 2.000 triệu đồng"
    assert "27 triệu đồng / 2.000 đồng = 1.350.000%" in check.explanation_vi
    assert "Nếu “2.000 đồng” được đọc là “2.000 triệu đồng” thì các số khớp" in (
        check.explanation_vi
    )
    assert "“2,000 VND” is read as “2,000 million VND”" in check.explanation_en
    assert check.formula == "27000000 / 2000 * 100 = 1"


def test_contradiction_gives_difference_and_repair() -> None:
    check = ratio("4.500 triệu", "60.000 triệu đồng", "5,7%")

    assert "không khớp với số 5,7% nêu trong báo cáo (chênh 1,8 điểm %)" in check.explanation_vi
    assert "Các số sẽ khớp nếu “5,7%” là “7,5%”." in check.explanation_vi
    assert "does not agree with the stated 5.7%" in check.explanation_en
    assert (check.stated, check.recomputed_low, check.recomputed_high) == (
        Decimal("5.7"),
        Decimal("7.499"),
        Decimal("7.501"),
    )


def test_not_checkable_has_no_figures_but_a_reason() -> None:
    check = ratio("0 triệu", "0 triệu đồng", "0%")

    assert (check.verdict, check.stated, check.recomputed_low, check.difference) == (
        "not_checkable",
        None,
        None,
        None,
    )
    assert "đều bằng 0" in check.explanation_vi


def test_growth_names_the_base_it_divides_by() -> None:
    (check,) = audit(
        document(
            say(
                "Lúa 6.194 ha, giảm 0,95% (-59 ha).",
                figure("6.194 ha", "ha", indicator="Diện tích lúa"),
                figure("0,95%", "%", measure="change", value=Decimal("-0.95")),
                figure("-59 ha", "ha", measure="change"),
            )
        )
    )

    assert "-59 ha / 6.253 ha (kỳ gốc) = -0,9435%" in check.explanation_vi


def test_places_of_two_figures_are_named() -> None:
    label = "Thu ngân sách trên địa bàn"
    (check,) = audit(
        document(
            say(
                f"{label} 20,864 tỷ đồng.",
                figure("20,864 tỷ đồng", "VND", indicator=label),
                footnote="3",
            ),
            table(
                f"TT | Chỉ tiêu | Thực hiện\n1 | {label} | 20.684",
                {2: {"unit": "VND", "magnitude": "triệu"}},
            ),
        )
    )

    assert check.explanation_vi.startswith(
        f"{label}: chú thích 3 nêu 20,864 tỷ đồng, bảng 1 (dòng 2) nêu 20.684 triệu đồng; "
        "hai số không khớp nhau (chênh 180 triệu đồng)."
    )
    assert (
        check.repair == "20,864 tỷ đồng → 20.684 triệu đồng | 20.684 triệu đồng → 20.864 triệu đồng"
    )


@pytest.mark.parametrize(
    ("value", "unit", "resolution", "vi", "en"),
    [
        ("11112000000", "VND", "1000000", "11.112 triệu đồng", "11,112 million VND"),
        ("13000000000", "VND", "1000000000", "13 tỷ đồng", "13 billion VND"),
        ("1895037200", "VND", "1", "1.895.037.200 đồng", "1,895,037,200 VND"),
        ("20500000", "VND", "100000", "20,5 triệu đồng", "20.5 million VND"),
        ("-5.2", "%", "0.1", "-5,2%", "-5.2%"),
        ("0.4", "percentage point", "0.1", "0,4 điểm phần trăm", "0.4 percentage points"),
        ("37", "hồ sơ", "1", "37 hồ sơ", "37 hồ sơ"),
        ("719.67", "t", "0.01", "719,67 tấn", "719.67 t"),
        ("2500000", "USD", "100000", "2,5 triệu USD", "2.5 million USD"),
        ("14", "", "1", "14", "14"),
    ],
)
def test_quantities_as_people_write_them(
    value: str, unit: str, resolution: str, vi: str, en: str
) -> None:
    amount, step = F(value), F(resolution)

    assert (quantity(amount, unit, step, "vi"), quantity(amount, unit, step, "en")) == (vi, en)


def test_numbers_never_show_a_negative_zero() -> None:
    assert number(F(-1, 1000), 2, "vi") == "0,00"
    assert number(F(-2, 3), 0, "en") == "-1"


def sentences() -> list[tuple[str, str, str]]:
    data = tomllib.loads((FOLDER / "sentences.toml").read_text("utf-8"))
    found = []
    for name, entry in data.items():
        variants = {name: entry} if "vi" in entry else {}
        variants |= {f"{name}.{k}": v for k, v in entry.items() if isinstance(v, dict)}
        found += [(key, texts["vi"], texts["en"]) for key, texts in variants.items()]
    return found


@pytest.mark.parametrize(("name", "vi", "en"), sentences())
def test_both_languages_say_the_same_and_blame_nobody(name: str, vi: str, en: str) -> None:
    blanks = re.compile(r"\{(\w+)\}")
    blame = re.compile(r"sai phạm|vi phạm|gian|sai số liệu|wrong|fraud|mistake\b|error", re.I)

    assert set(blanks.findall(vi)) == set(blanks.findall(en)), name
    assert not blame.search(vi) and not blame.search(en), name
    if name.split(".")[-1] == "inconsistent" or name == "inconsistent":
        contradiction = "không khớp" in vi and "not agree" in en
        assert contradiction, name


def test_ids_stay_and_tell_claims_apart() -> None:
    def ids(part: str) -> list[str]:
        said = say(
            f"Tổng 34 hồ sơ gồm 19 mới, {part} cũ.",
            figure("34 hồ sơ", "hồ sơ", observation_id="w", indicator="hồ sơ"),
            figure("19", "hồ sơ", observation_id="a", whole="w", indicator="mới"),
            figure(part, "hồ sơ", observation_id="b", whole="w", indicator="cũ"),
        )
        return [check.check_id for check in audit(document(said))]

    assert ids("15") == ids("15") != ids("16")  # another text is another document
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in ids("15"))
