"""What holds for every figure and every text, whatever the case tables happen to hold.

Shapes with two readings are set apart (``AMBIGUOUS``): one comma before exactly three digits
(``12,375``: a Vietnamese decimal or English thousands) must be read the Vietnamese way or
carry ``ambiguous_separator``; only before a bare đồng or won, which have no cents, it may be
taken for thousands. One dot before exactly three digits (``12.375``) is Vietnamese thousands, so no
decimal is written that way here; before a percent sign or points, which hardly reach a
thousand, it is not tested. All other shapes must be read exactly and without that flag.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from normalize.observe import observe_text
from solieu.model import Recognition

WORDS = Path(__file__).parent.parent / "extract" / "words"
FRAME = "Kết quả thực hiện được {} trong kỳ."
NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"

settings.register_profile("reading", deadline=None, max_examples=300, derandomize=True)
settings.load_profile("reading")


def _table(file: str, name: str) -> dict[str, str | int]:
    table = tomllib.loads((WORDS / file).read_text(encoding="utf-8"))[name]
    assert isinstance(table, dict)
    return table


MEASURES = {word: str(unit) for word, unit in _table("units.toml", "measures").items()}
MAGNITUDES = {word: int(power) for word, power in _table("magnitudes.toml", "magnitudes").items()}
MONEY = {word: int(power) for word, power in _table("magnitudes.toml", "money").items()}
# No report counts per cents in millions, and "tr" is short for triệu before a currency only.
RATIOS = frozenset({"%", "‰", "percentage point"})
HARDLY_THOUSANDS = RATIOS | {"điểm", "điểm cơ bản"}
CURRENCIES = {word: unit for word, unit in MEASURES.items() if unit in ("VND", "USD")}


@dataclass(frozen=True, slots=True)
class Unit:
    """How a unit is written behind a figure, and what it must come to."""

    written: str
    power: int
    unit: str


def _units() -> list[Unit]:
    # A bare voltage names a line or a station ("đường dây 35kV"), it measures nothing.
    plain = [Unit(word, 0, unit) for word, unit in MEASURES.items() if unit != "kV"]
    scaled = [
        Unit(f"{magnitude} {word}", power, unit)
        for magnitude, power in MAGNITUDES.items()
        for word, unit in (CURRENCIES if magnitude.startswith("tr.") or magnitude == "tr" else
                           MEASURES).items()
        if unit not in RATIOS
    ]  # fmt: skip
    return plain + scaled + [Unit(word, power, "VND") for word, power in MONEY.items()]


UNITS = _units()


def _groups(digits: str, mark: str) -> str:
    head = len(digits) % 3 or 3
    return mark.join([digits[:head], *re.findall("...", digits[head:])])


def _habit(group: str, point: str) -> Callable[[str, str], str]:
    def write(whole: str, decimals: str) -> str:
        return _groups(whole, group) + (point + decimals if decimals else "")

    return write


HABITS: dict[str, Callable[[str, str], str]] = {
    "Vietnamese": _habit(".", ","),
    "English": _habit(",", "."),
    "spaces": _habit(" ", ","),
    "no-break spaces": _habit(NBSP, ","),
    "narrow spaces": _habit(NARROW, ","),
    "thin spaces": _habit(THIN, ","),
    "bare with a comma": _habit("", ","),
    "bare with a dot": _habit("", "."),
}
AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
# One dot and three digits is read as thousands; four and more bare digits before a mark and
# three digits may have lost a mark. Neither is a decimal anybody writes on purpose.
UNWRITTEN = re.compile(r"[0-9]+\.[0-9]{3}|[0-9]{4,}[.,][0-9]{3}")


@st.composite
def figures(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A figure as written in some habit, and its value."""
    whole = str(draw(st.one_of(st.integers(0, 9_999), st.integers(0, 10**13))))
    decimals = draw(st.one_of(st.just(""), st.text("0123456789", min_size=1, max_size=4)))
    name = draw(st.sampled_from(sorted(HABITS)))
    written = HABITS[name](whole, decimals)
    if name != "Vietnamese" or decimals or whole.startswith("0"):
        assume(not UNWRITTEN.fullmatch(written) or whole == "0")
    return written, Decimal(f"{whole}.{decimals or 0}")


def _is_surely_decimal(written: str, value: Decimal, unit: Unit) -> bool:
    """Comma and three digits before tỷ or a percent sign is a decimal: nobody has 20,684 tỷ."""
    return value == Decimal(written.replace(",", ".")) and (unit.power >= 9 or unit.unit == "%")


@settings(max_examples=1500)
@given(figures(), st.sampled_from(UNITS))
@example(("2.810.000", Decimal(2_810_000)), Unit("triệu đồng", 6, "VND"))
@example(("20,684", Decimal("20.684")), Unit("tỷ đồng", 9, "VND"))
@example(("80,998", Decimal("80.998")), Unit("%", 0, "%"))
def test_figure_in_any_habit_reads_back_exactly(figure: tuple[str, Decimal], unit: Unit) -> None:
    written, value = figure
    assume(not AMBIGUOUS.fullmatch(written) or _is_surely_decimal(written, value, unit))
    assume(not re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", written) or unit.unit not in HARDLY_THOUSANDS)

    found = observe_text(FRAME.format(f"{written} {unit.written}")).observations

    assert [(o.value, o.unit) for o in found] == [(value.scaleb(unit.power), unit.unit)]
    assert "ambiguous_separator" not in found[0].flags


@given(
    st.integers(1, 999),
    st.integers(0, 999),
    st.sampled_from(UNITS),
)
def test_comma_before_three_digits_is_a_decimal_or_flagged(
    whole: int, rest: int, unit: Unit
) -> None:
    written = f"{whole},{rest:03}"
    readings = {Decimal(f"{whole}.{rest:03}"), Decimal(f"{whole}{rest:03}")}

    (found,) = observe_text(FRAME.format(f"{written} {unit.written}")).observations

    assert found.value in {value.scaleb(unit.power) for value in readings}
    if "ambiguous_separator" not in found.flags and not (
        unit.power == 0 and unit.unit in ("VND", "KRW")
    ):
        assert found.value == Decimal(f"{whole}.{rest:03}").scaleb(unit.power)


@given(st.integers(1, 9), st.sampled_from([u for u in UNITS if u.power == 0]))
def test_zero_padded_figure_is_the_figure(digit: int, unit: Unit) -> None:
    found = observe_text(FRAME.format(f"0{digit} {unit.written}")).observations

    assert [(o.value, o.unit) for o in found] == [(Decimal(digit), unit.unit)]


@given(
    st.integers(1, 999),
    st.integers(1, 999),
    st.sampled_from([("tỷ", "triệu", 9, 6), ("triệu", "nghìn", 6, 3), ("tỉ", "triệu", 9, 6)]),
    st.sampled_from(sorted(CURRENCIES)),
)
def test_compound_amount_is_the_sum_of_its_parts(
    high: int, low: int, words: tuple[str, str, int, int], currency: str
) -> None:
    large, small, power, lesser = words

    text = FRAME.format(f"{high} {large} {low} {small} {currency}")
    found = observe_text(text).observations

    value = Decimal(high).scaleb(power) + Decimal(low).scaleb(lesser)
    assert [(o.value, o.unit) for o in found] == [(value, CURRENCIES[currency])]


# --- any text at all --------------------------------------------------------

FRAGMENTS = [
    "1.238", "11.112", "20,684", "1,234,567", "1,042.5", "7.2", "06", "02", "0", "2 314 508",
    "5\u00a0983", "2.641.5513", "1..2", "1/3", "27 lượt/24 người", "33/ 31,5", "1.238/1.238",
    "19/01/2026", "21h15", "2021 - 2025", "60 - 74 tuổi", "9 - 9,5", "17/NQ-HĐND", "118/2025/NĐ-CP",
    "Điều 8", "0912.345.678", "ISO 9001:2015", "PC07", "đất 5%", "lần thứ 14", "số 6", "Km 812+300",
    "triệu", "tỷ", "nghìn tỷ", "tr.đ", "trđ", "vạn", "rưỡi", "đồng", "đ", "USD", "%", "‰", "ha",
    "tạ/ha", "đồng/kg", "m2", "m²", "kWh", "lần", "lần/ngày", "điểm phần trăm", "hồ sơ", "hộ",
    "người", "vụ", "con", "KH", "ước", "đạt", "bằng", "tăng", "giảm", "vượt", "hụt", "gấp", "chiếm",
    "tỷ lệ", "còn", "so với cùng kỳ", "so với tháng trước", "kế hoạch", "dự toán tỉnh giao",
    "trong đó", "gồm", "lần lượt", "tương ứng", "khoảng", "trên", "dưới", "không quá", "trở lên",
    "từ", "đến", "tính đến ngày", "quý I/2025", "6 tháng đầu năm", "lũy kế 9 tháng", "năm 2024",
    "tháng 8", "hai mươi mốt", "năm trăm linh ba", "ba phần tư", "mười lăm", "một",
    "giá so sánh 2010", ">", "≥", "<", "~", "-", "–", "+", "(", ")", "(-673 ha)", "(1.234)", ",",
    ";", ":", ".", "/", "|", "\n", " ", "¹", "a)", "1.", "2.1.", "thu ngân sách", "diện tích lúa",
    "đàn trâu",
]  # fmt: skip
PIECED = st.lists(st.sampled_from(FRAGMENTS), max_size=25).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts))
)
ANY_TEXT = st.one_of(PIECED, st.text(max_size=80), st.text("0123456789.,/-% đhatrkm", max_size=40))
PERIODS = st.sampled_from(["", "2026", "2026-01", "2025-Q3", "2025-S1", "2025-01..2025-09"])


def _spans_are_apart(found: Recognition) -> bool:
    spans = sorted(o.span for o in found.observations)
    return all(a.end <= b.start for a, b in pairwise(spans))


@settings(max_examples=800)
@given(ANY_TEXT, PERIODS)
def test_reading_never_fails_and_accounts_for_every_digit(text: str, period: str) -> None:
    found = observe_text(text, period)
    source = found.document.text

    assert _spans_are_apart(found)
    for o in found.observations:
        assert 0 <= o.span.start < o.span.end <= len(source)
        assert source[o.span.start : o.span.end] == o.raw
        assert source[o.char_start : o.char_end] == o.raw
    for run in re.finditer(r"[0-9]+", source):
        rows = [e for e in found.numbers if e.span.start < run.end() and run.start() < e.span.end]
        assert len(rows) == 1, (run[0], [(e.raw, e.reason) for e in rows])
    ids = {o.observation_id for o in found.observations}
    assert len(ids) == len(found.observations)
    for entry in found.numbers:
        assert (entry.reason == "observation") == (entry.observation_id in ids)


@settings(max_examples=300)
@given(PIECED, PERIODS)
def test_reading_twice_gives_the_same(text: str, period: str) -> None:
    assert observe_text(text, period) == observe_text(text, period)
