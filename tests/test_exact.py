"""Values keep all their digits, from the text to the tables: Python's decimals keep 28."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.exact import in_full, minus, moved, plus, ten_to, times
from extract.number_words import read_words
from extract.sheets_format import show
from normalize.observe import observe_text
from outputs.cells import decimal_text
from outputs.scales import Scale, grouped
from solieu import run
from solieu.amounts import amount
from solieu.model import DocumentInfo
from solieu.pipeline import recognise
from tests import workbooks

WHOLE = st.from_regex(r"[1-9][0-9]{0,59}", fullmatch=True)
PART = st.from_regex(r"[0-9]{0,29}[1-9]", fullmatch=True).filter(lambda part: len(part) != 3)
SCALES = {"": 0, "nghìn ": 3, "triệu ": 6, "tỷ ": 9, "nghìn tỷ ": 12}


def _grouped(whole: str) -> str:
    head = len(whole) % 3 or 3
    return ".".join([whole[:head], *re.findall("...", whole[head:])])


def _scaled(whole: str, part: str, power: int) -> str:
    """The digits with the point moved by hand."""
    part = part.ljust(power, "0")
    whole, part = whole + part[:power], part[power:].rstrip("0")
    return f"{whole.lstrip('0') or '0'}{'.' if part else ''}{part}"


@given(WHOLE, PART, st.sampled_from(sorted(SCALES)), st.sampled_from(["đồng", "tấn"]))
def test_a_figure_in_a_text(whole: str, part: str, scale: str, unit: str) -> None:
    (one,) = observe_text(f"Thu {_grouped(whole)},{part} {scale}{unit}.").observations

    assert one.value is not None and one.resolution is not None
    assert decimal_text(one.value) == _scaled(whole, part, SCALES[scale])
    assert one.resolution == Decimal(f"1E{SCALES[scale] - len(part)}")


@given(WHOLE, PART, st.sampled_from(sorted(SCALES)))
def test_a_figure_whose_unit_stands_over_its_column(whole: str, part: str, scale: str) -> None:
    text = (
        f"| Chỉ tiêu | Thực hiện ({scale}đồng) | Tăng, giảm ({scale}đồng) |\n|---|---|---|\n"
        f"| Thu | {_grouped(whole)},{part} | -{_grouped(whole)},{part} |\n"
    )
    up, down = observe_table(text)

    assert decimal_text(up) == _scaled(whole, part, SCALES[scale])
    assert decimal_text(down) == f"-{_scaled(whole, part, SCALES[scale])}"


def observe_table(text: str) -> list[Decimal]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "a.md")
        path.write_text(text, "utf-8")
        found, _ = recognise(path, path.name, DocumentInfo())
    return [one.value for one in found.observations if one.value is not None]


LONG = "1234567890123456789012345678901234567"
CASES = [
    (f"Thu {_grouped(LONG)} đồng, giảm {_grouped(LONG)},5 đồng.", [LONG, f"-{LONG}.5"]),
    (f"Từ {_grouped(LONG)} - {_grouped('9' + LONG)} triệu đồng.",
     [f"{LONG}000000", f"9{LONG}000000"]),
    (f"Thu {_grouped(LONG)}/{_grouped('9' + LONG)} triệu đồng.",
     [f"{LONG}000000", f"9{LONG}000000"]),
    (f"Thu {_grouped(LONG)} tỷ 200 triệu đồng.", [f"{LONG}200000000"]),
    (f"Thu {_grouped(LONG)} tỷ rưỡi.", [f"{LONG}500000000"]),
    ("Thu một tỷ tỷ tỷ tỷ một trăm linh năm đồng.", ["1" + "0" * 33 + "105"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), CASES)
def test_figures_that_share_add_and_sink(text: str, values: list[str]) -> None:
    found = observe_text(text).observations

    assert [decimal_text(one.value) for one in found if one.value is not None] == values


@pytest.mark.parametrize("count", [30, 200_000])
def test_a_number_in_words_without_end_is_none(count: int) -> None:
    assert read_words("một" + " tỷ" * count) is None


DIGITS = st.decimals(allow_nan=False, allow_infinity=False, places=40) | st.decimals(
    allow_nan=False, allow_infinity=False
)


@given(DIGITS, DIGITS, st.integers(-400, 400))
def test_sums_and_products_are_those_of_fractions(a: Decimal, b: Decimal, power: int) -> None:
    if abs(a.adjusted()) > 400 or abs(b.adjusted()) > 400:
        return
    (x, p), (y, q), ten = a.as_integer_ratio(), b.as_integer_ratio(), ten_to(power)
    assert times(a, b).as_integer_ratio() == Decimal.as_integer_ratio(times(b, a))
    product, total = times(a, b).as_integer_ratio(), plus(a, b).as_integer_ratio()
    assert product[0] * p * q == x * y * product[1]
    assert total[0] * p * q == (x * q + y * p) * total[1]
    assert minus(total_ := plus(a, b), b) == a and plus(minus(a, b), b) == a and total_ is not None
    assert moved(a, power) == times(a, ten)
    assert in_full(a) == a and in_full(a, negative=True) == times(a, Decimal(-1))
    assert not in_full(Decimal("-0.00")).is_signed()


def test_cells_and_pictures_of_long_numbers() -> None:
    long = Decimal(f"0.{LONG}")

    assert show(long, "0.00%").stored == Decimal(f"{LONG[:2]}.{LONG[2:]}")
    assert Scale(9, "tỷ đồng", "vi").scaled(Decimal(LONG)) == Decimal(f"{LONG}E-9")
    assert grouped(Decimal("1" * 5_000), "vi").startswith("11.111.111")
    assert amount(Decimal(f"{LONG}000000"), "VND", "vi") == f"{_grouped(LONG)} triệu đồng"


def test_the_tables_have_every_digit(tmp_path: Path) -> None:
    """From a text and from a workbook that stores a number as text, into the CSV."""
    (tmp_path / "in").mkdir()
    text = f"Thu {_grouped(LONG)},{LONG[:30]} tỷ đồng."
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    page = workbooks.Page("1", workbooks.rows("Chỉ tiêu|Sản lượng (nghìn tấn)\nLúa|12.5\nNgô|7"))
    book = _with_value(workbooks.ods(page), "12.5", f"{LONG}.{LONG}")
    (tmp_path / "in" / "b.ods").write_bytes(book)

    run([tmp_path / "in"], tmp_path / "out")

    with (tmp_path / "out" / "observations.csv").open(encoding="utf-8", newline="") as stream:
        values = {(row["source"], row["value"]) for row in csv.DictReader(stream)}
    assert values == {
        ("a.txt", _scaled(LONG, LONG[:30], 9)),
        ("b.ods", _scaled(LONG, LONG, 3)),
        ("b.ods", "7000"),
    }


def _with_value(package: bytes, old: str, new: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as held, zipfile.ZipFile(made, "w") as out:
        for name in held.namelist():
            value = f'office:value="{old}"'.encode()
            out.writestr(name, held.read(name).replace(value, f'office:value="{new}"'.encode()))
    return made.getvalue()


# --- digits of other scripts ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values", "reasons"),
    [
        ("Có ໙ hộ.", [], ["unresolved"]),
        ("Có 5᠘7 hộ.", [], ["unresolved"]),
        ("Có 5.᠘7 hộ, 6 người.", ["6"], ["unresolved", "unresolved", "observation"]),
        ("Thu ٣٤ tỷ đồng.", [], ["unresolved"]),
        ("Có 𝟓 hộ.", [], ["unresolved"]),
        ("Có １２ hộ.", ["12"], ["observation"]),  # as wide as East Asian signs
        ("Thu １.２３４,5 tỷ đồng.", ["1234500000000"], ["observation"] * 3),
    ],
)
def test_digits_of_other_scripts_are_no_figures(
    text: str, values: list[str], reasons: list[str]
) -> None:
    found = observe_text(text)

    assert [decimal_text(one.value) for one in found.observations if one.value] == values
    assert [one.reason for one in found.numbers] == reasons
