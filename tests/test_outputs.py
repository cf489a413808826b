"""outputs: cells, tables, files, the data package, the manifest."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import get_args

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs import describe
from outputs.cells import decimal_text
from outputs.columns import TABLES, table
from outputs.datapackage import descriptor
from outputs.decisions import GONE_FILE
from outputs.grid import GridColumn, grid
from outputs.manifest import SideInput
from outputs.people import read_edited
from outputs.results import Results, write_results
from outputs.write import replace_files
from solieu.errors import UsageError
from solieu.model import (
    Box,
    Check,
    CheckKind,
    Comparator,
    CompareTo,
    Document,
    DocumentInfo,
    DocumentRecord,
    DocumentStatus,
    LedgerEntry,
    Measure,
    Observation,
    ObsStatus,
    Paragraph,
    PeriodBasis,
    Reading,
    Recognition,
    Severity,
    Span,
    Verdict,
)

ROOT = Path(__file__).parent.parent


def observation(n: int, value: str | None, raw: str, **changed: object) -> Observation:
    given = {
        "observation_id": f"aaaaaaaaaaaaaaaa-{n:04}",
        "document_id": "a" * 16,
        "source": "thang-01.txt",
        "area": "phường Hòa An",
        "section": "B.I.1",
        "indicator": "thu ngân sách",
        "indicator_id": "",
        "group": "",
        "measure": "actual",
        "compare_to": "",
        "target_authority": "",
        "period": "2026-01",
        "period_basis": "document",
        "comparator": "=",
        "value": None if value is None else Decimal(value),
        "unit": "VND",
        "resolution": Decimal("1E+6"),
        "exact": False,
        "obs_status": "A",
        "price_basis": "",
        "raw": raw,
        "context": f'Thu đạt "{raw}", vượt kế hoạch.',
        "page": 0,
        "paragraph": 3,
        "footnote": "",
        "table": 0,
        "row": 0,
        "column": 0,
        "char_start": n,
        "char_end": n + 1,
        "bbox": None,
        "flags": (),
        "span": Span(n, n + 1),
    }
    return Observation(**{**given, **changed})  # type: ignore[arg-type]


def entry(n: int, reason: str, observation_id: str = "") -> LedgerEntry:
    return LedgerEntry(
        "a" * 16, "thang-01.txt", Span(n, n + 1), n, n + 1, "1", reason, observation_id,
        page=0, paragraph=3, footnote="", table=0, row=0, column=0, context="Thu đạt",
    )  # fmt: skip


def check(name: str, verdict: Verdict, *observation_ids: str) -> Check:
    return Check(
        name, "a" * 16, "ratio", verdict, "none", Decimal("8.18"), Decimal("8.1822"),
        Decimal("8.183"), Decimal(0), "%", "thu ngân sách", "2026-01", observation_ids,
        "11112 / 135800", "Khớp.", "Agrees.",
    )  # fmt: skip


def results(*checks: Check, **changed: object) -> Results:
    reading = Reading("thang-01.txt", "a" * 64, "text", "…", (Paragraph(Span(0, 1)),), pages=0)
    found = Recognition(
        Document(reading, ()),
        DocumentInfo(title="Báo cáo tháng 01", issued="2026-01"),
        (
            observation(7, "1.1112E+10", "11.112 triệu đồng"),
            observation(2, None, "Đang thực hiện", flags=("ocr_doubtful", "unit_inherited")),
            observation(5, "-0.0", "0", page=2, table=1, row=4, column=2, bbox=Box(1, 2.5, 3, 4)),
        ),
        (
            entry(7, "observation", "aaaaaaaaaaaaaaaa-0007"),
            entry(1, "date"),
            entry(9, "unresolved"),
        ),
    )
    read = DocumentRecord("thang-01.txt", "ok", "", "a" * 64, "text", found, checks)
    lost = DocumentRecord("hong.pdf", "failed", "tệp hỏng (damaged)", "b" * 64)
    return Results(**{"records": (read, lost), **changed})  # type: ignore[arg-type]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# --- cells ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.1112E+10", "11112000000"),
        ("11112000.000", "11112000"),
        ("1E-7", "0.0000001"),
        ("-5.20", "-5.2"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("0E+3", "0"),
        ("100", "100"),
        ("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"),
    ],
)
def test_decimals_are_written_in_full(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_written_decimal_reads_back_as_itself(value: Decimal) -> None:
    text = decimal_text(value)

    assert Decimal(text) == value
    assert "E" not in text and text != "-0"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_never_written(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        decimal_text(Decimal(value))


# --- columns ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "column", "words"),
    [
        ("documents", "status", DocumentStatus),
        ("observations", "measure", Measure),
        ("observations", "compare_to", CompareTo),
        ("observations", "period_basis", PeriodBasis),
        ("observations", "comparator", Comparator),
        ("observations", "obs_status", ObsStatus),
        ("checks", "kind", CheckKind),
        ("checks", "verdict", Verdict),
        ("checks", "severity", Severity),
    ],
)
def test_the_vocabularies_are_those_of_the_model(name: str, column: str, words: object) -> None:
    (found,) = [each for each in table(name).columns if each.name == column]

    assert found.values == get_args(words)


def test_observations_have_the_columns_of_the_model_in_its_order() -> None:
    names = [field.name for field in fields(Observation)]

    assert list(table("observations").header) == names[: names.index("span")]


def test_indicators_have_the_columns_of_their_row() -> None:
    from normalize.indicators import How, IndicatorRow

    assert list(table("indicators").header) == list(IndicatorRow._fields)
    assert table("indicators").columns[6].values == get_args(How)


def test_series_have_the_columns_of_their_row() -> None:
    from normalize.period_calendar import Frequency
    from normalize.series import SeriesRow

    assert list(table("series").header) == [field.name for field in fields(SeriesRow)]
    assert table("series").columns[5].values == get_args(Frequency)


def test_every_reference_and_key_names_a_column() -> None:
    for name in TABLES:
        assert set(table(name).key) <= set(table(name).header)
        for column in table(name).columns:
            if column.refers:
                other, field = column.refers.split(".")
                assert field in table(other).header


def test_the_format_page_is_the_generators_output() -> None:
    assert (ROOT / "docs" / "format.md").read_text(encoding="utf-8") == describe.markdown()


# --- files ------------------------------------------------------------------


def test_rows_stand_in_reading_order_with_plain_values(tmp_path: Path) -> None:
    write_results(tmp_path, results(), "1.0")

    rows = rows_of(tmp_path / "observations.csv")
    assert [row["raw"] for row in rows] == ["Đang thực hiện", "0", "11.112 triệu đồng"]
    assert [row["value"] for row in rows] == ["", "0", "11112000000"]
    assert [row["resolution"] for row in rows] == ["1000000"] * 3
    assert [row["page"] for row in rows] == ["", "2", ""]
    assert [row["bbox"] for row in rows] == ["", "1.00 2.50 3.00 4.00", ""]
    assert rows[0]["flags"] == "ocr_doubtful unit_inherited"
    assert rows[2]["context"] == 'Thu đạt "11.112 triệu đồng", vượt kế hoạch.'
    assert {row["exact"] for row in rows} == {"false"}


def test_every_input_has_a_row(tmp_path: Path) -> None:
    write_results(tmp_path, results(), "1.0")

    lost, read = rows_of(tmp_path / "documents.csv")
    assert (lost["source"], lost["status"], lost["reason"]) == (
        "hong.pdf", "failed", "tệp hỏng (damaged)",
    )  # fmt: skip
    assert (lost["document_id"], lost["observations"]) == ("b" * 16, "")
    assert (read["title"], read["observations"], read["numbers"]) == ("Báo cáo tháng 01", "3", "3")


def test_the_files_are_utf8_with_lf_and_no_mark(tmp_path: Path) -> None:
    write_results(tmp_path, results(check("c1", "consistent")), "1.0")

    for path in tmp_path.iterdir():
        held = path.read_bytes()
        assert held.decode("utf-8") and b"\r" not in held and not held.startswith(b"\xef\xbb\xbf")


def test_the_package_passes_frictionless(tmp_path: Path) -> None:
    write_results(tmp_path, results(check("c1", "consistent", "aaaaaaaaaaaaaaaa-0007")), "1.0")

    report = frictionless.validate(str(tmp_path / "datapackage.json"))

    assert report.flatten(["title", "message"]) == []
    assert [task.name for task in report.tasks] == list(TABLES)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("observations.csv", "11112000000", "11.112,000"),
        ("observations.csv", "phường Hòa An", "phường Hòa An,1"),
        ("numbers.csv", "aaaaaaaaaaaaaaaa-0007", "aaaaaaaaaaaaaaaa-9999"),
        ("numbers.csv", "unresolved", "forgotten"),
        ("checks.csv", "consistent", "fine"),
        ("checks.csv", "aaaaaaaaaaaaaaaa,ratio", "cccccccccccccccc,ratio"),
        ("documents.csv", "thang-01.txt", "hong.pdf"),
    ],
)
def test_frictionless_finds_what_breaks_the_schema(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    write_results(tmp_path, results(check("c1", "consistent", "aaaaaaaaaaaaaaaa-0007")), "1.0")
    path = tmp_path / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_descriptor_holds_every_table_and_column() -> None:
    package = frictionless.Package.from_descriptor(descriptor())  # type: ignore[arg-type]

    assert [resource.name for resource in package.resources] == list(TABLES)
    for resource in package.resources:
        assert tuple(resource.schema.field_names) == table(resource.name or "").header


def test_the_manifest_counts_and_names_no_machine(tmp_path: Path) -> None:
    found = results(check("c1", "truncated"), side_inputs=(SideInput("metadata.csv", "c" * 64),))
    write_results(tmp_path, found, "1.2.3")

    text = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert set(told.pop("rules")) == {"checks", "code", "word_lists", "libraries"}
    assert told == {
        "program": "solieu",
        "version": "1.2.3",
        "settings": {},
        "documents": {"ok": 1, "partial": 0, "failed": 1, "skipped": 0},
        "rows": {
            "documents": 2, "observations": 3, "numbers": 3, "checks": 1, "series": 0,
            "indicators": 0,
        },
        "numbers": {"date": 1, "observation": 1, "unresolved": 1},
        "checks": {
            "consistent": 0, "truncated": 1, "inconsistent": 0, "unit_slip": 0, "suspect": 0,
            "not_checkable": 0,
        },
        "coverage": {
            "percentages": {"stated": 0, "checked": 0},
            "totals": {"stated": 0, "checked": 0},
        },
        "inputs": [
            {"source": "hong.pdf", "sha256": "b" * 64, "status": "failed"},
            {"source": "thang-01.txt", "sha256": "a" * 64, "status": "ok"},
        ],
        "side_inputs": [{"source": "metadata.csv", "sha256": "c" * 64}],
        "decisions": [],
        "workpapers": [],
    }  # fmt: skip


def test_a_failed_write_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    write_results(tmp_path, results(), "1.0")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(stream: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match="No space left") as caught:
        replace_files(tmp_path, {"documents.csv": lambda stream: None, "numbers.csv": full})

    assert "dung lượng đĩa" in caught.value.vi
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


# --- what people write --------------------------------------------------------


def decide(folder: Path, check_id: str, encoding: str = "utf-8", delimiter: str = ",") -> None:
    """Fill in the person columns of one check, as Excel would save them."""
    rows = rows_of(folder / "checks.csv")
    for row in rows:
        if row["check_id"] == check_id:
            row |= {"decision": "đúng là sai", "reviewer": "Lan", "note": "đã hỏi; chờ\ntrả lời"}
    with (folder / "checks.csv").open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(table("checks").header), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("utf-8-sig", "\t")]
)
def test_decisions_are_kept_over_reruns(tmp_path: Path, encoding: str, delimiter: str) -> None:
    found = results(check("c1", "inconsistent"), check("c2", "consistent"))
    write_results(tmp_path, found, "1.0")
    decide(tmp_path, "c1", encoding, delimiter)

    write_results(tmp_path, found, "1.0")

    first, second = rows_of(tmp_path / "checks.csv")
    assert (first["decision"], first["reviewer"], first["reviewed_on"], first["note"]) == (
        "đúng là sai", "Lan", "", "đã hỏi; chờ\ntrả lời",
    )  # fmt: skip
    assert second["decision"] == ""
    assert not (tmp_path / GONE_FILE).exists()


def test_a_decision_on_a_check_that_is_gone_is_put_aside_and_comes_back(tmp_path: Path) -> None:
    both = results(check("c1", "inconsistent"), check("c2", "consistent"))
    write_results(tmp_path, both, "1.0")
    decide(tmp_path, "c1")

    write_results(tmp_path, results(check("c2", "consistent")), "1.0")
    write_results(tmp_path, results(check("c2", "consistent")), "1.0")

    assert [row["check_id"] for row in rows_of(tmp_path / "checks.csv")] == ["c2"]
    assert [row["reviewer"] for row in rows_of(tmp_path / GONE_FILE)] == ["Lan"]

    write_results(tmp_path, both, "1.0")

    assert rows_of(tmp_path / "checks.csv")[0]["reviewer"] == "Lan"
    assert rows_of(tmp_path / GONE_FILE) == []


def test_an_unreadable_checks_file_stops_the_run_before_anything_is_lost(tmp_path: Path) -> None:
    (tmp_path / "checks.csv").write_bytes("mã;kết luận\n1;đúng\n".encode("utf-16"))

    with pytest.raises(UsageError, match="UTF-8"):
        write_results(tmp_path, results(), "1.0")

    assert [path.name for path in tmp_path.iterdir()] == ["checks.csv"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,area\na.txt,b\n", "no column “file”"),
        ("file,area\na.txt,b,c\n", "line 2: 3 cells"),
        ('file,area\n"a.txt,b\n', "line 2"),
        ("", "no column “file”"),
    ],
)
def test_malformed_files_of_people_are_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "metadata.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError) as caught:
        list(read_edited(path, "file"))

    assert told in caught.value.en and path.name in caught.value.vi


def test_blank_lines_and_short_rows_are_read_kindly(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    path.write_bytes("\ufefffile;area;period\r\na.txt; Hòa An \r\n\r\n;;\r\n".encode())

    assert list(read_edited(path, "file")) == [
        (2, {"file": "a.txt", "area": "Hòa An", "period": ""})
    ]


# --- the grid ----------------------------------------------------------------


def test_a_grid_wraps_inside_its_columns_and_keeps_every_word() -> None:
    columns = [GridColumn("#", 3, right=True), GridColumn("Số nêu", 10), GridColumn("Chỉ tiêu")]
    label = "tổng thu ngân sách nhà nước trên địa bàn phường"

    lines = grid(columns, [("1", "8,18%", label), ("12", "6%", "chi")], 40)

    assert lines == [
        " #  Số nêu  Chỉ tiêu",
        "──  ──────  ────────────────────────────",
        " 1  8,18%   tổng thu ngân sách nhà nước",
        "            trên địa bàn phường",
        "12  6%      chi",
    ]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_grid_fits_its_width_where_words_allow(width: int) -> None:
    columns = [GridColumn("a", 30), GridColumn("b", 30), GridColumn("c", lines=2)]
    rows = [("một hai ba bốn năm sáu bảy", "tám chín mười " * 2, "chỉ tiêu rất dài " * 9)]

    lines = grid(columns, rows, width)

    assert max(map(len, lines)) <= width
    assert "…" in lines[3] and "chỉ tiêu" in lines[2]
