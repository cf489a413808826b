"""`solieu audit`: workbooks, decisions picked up again, what the manifest tells."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest

from outputs.bilingual import words
from outputs.decision_files import DECISIONS_FILE, WORKBOOKS
from outputs.workpapers.sampling import Plan, draw
from solieu.cli import main
from solieu.errors import UsageError
from solieu.model import CheckKind, DocumentStatus, Measure, Severity, Verdict
from solieu.pipeline import Settings, run
from solieu.workpapers import audit

ROOT = Path(__file__).parent.parent
PERSON = ("decision", "reviewer", "reviewed_on", "note")

# Five claims that do not agree, a sum after "trong đó" that leaves parts out, and labels
# that would be formulas or markup if anybody let them.
REPORT = """\
UBND PHƯỜNG HÒA AN
Số: 12/BC-UBND

BÁO CÁO
Tình hình kinh tế - xã hội tháng 02/2026

1. Thu ngân sách 8.000 triệu/20.000 triệu đồng, đạt 41% kế hoạch.
2. =HYPERLINK("http://a.vn","Tổng số") hộ nghèo là 37 hộ, gồm: tổ 1 có 19 hộ, tổ 2 có 4 hộ, \
tổ 3 có 11 hộ.
3. Chi ngân sách 27 triệu/2.000 đồng, đạt 01% dự toán.
4. <script>alert(1)</script> Trồng rừng 612/1.150 ha, đạt 52,33% kế hoạch.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "bc"
    folder.mkdir()
    path = folder / "thang-02.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[c.value for c in row] for row in sheet.rows] for sheet in book}


def findings(path: Path) -> list[dict[str, Any]]:
    """The rows of the sheet of findings by the names in its second row."""
    _, names, *rows = sheets(path)["Phát hiện" if ".vi." in path.name else "Findings"]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_an_audit_writes_what_a_run_writes_and_workbooks(report: Path, tmp_path: Path) -> None:
    run([report.parent], tmp_path / "run")
    done = audit([report.parent], tmp_path / "audit")

    plain = {path.name for path in (tmp_path / "run").iterdir()}
    assert {path.name for path in (tmp_path / "audit").iterdir()} >= plain | set(done.papers)
    for name in plain - {"manifest.json"}:
        assert (tmp_path / "audit" / name).read_bytes() == (tmp_path / "run" / name).read_bytes()


def test_every_finding_has_its_row_with_all_its_parts(report: Path, tmp_path: Path) -> None:
    audit([report], tmp_path / "out")

    checks = {row["check_id"]: row for row in rows_of(tmp_path / "out" / "checks.csv")}
    look = {"inconsistent", "unit_slip", "suspect", "truncated"}
    for lang, name in WORKBOOKS.items():
        told = findings(tmp_path / "out" / name)
        wanted = {name for name, check in checks.items() if check["verdict"] in look}
        assert {row["check_id"] for row in told} == wanted and len(told) == len(wanted) >= 3
        for row in told:
            check = checks[row["check_id"]]
            assert row["explanation"] == check[f"explanation_{lang}"]
            assert check["formula"] in row["recomputation"]
            for part in ("criteria", "condition", "evidence", "harmless", "source", "verdict"):
                assert row[part], part
            assert [row[name] for name in PERSON] == [None] * 4


def test_the_gravest_finding_stands_first(report: Path, tmp_path: Path) -> None:
    audit([report], tmp_path / "out")

    weights = [row["severity"] for row in findings(tmp_path / "out" / WORKBOOKS["en"])]
    order = ["high", "medium", "low", "for information", "none"]
    assert weights == sorted(weights, key=order.index)


def test_nothing_from_a_report_becomes_a_formula(report: Path, tmp_path: Path) -> None:
    audit([report], tmp_path / "out")

    for name in WORKBOOKS.values():
        book = openpyxl.load_workbook(tmp_path / "out" / name)
        formulas = [
            (sheet.title, cell.value)
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        # The three cells that count what the testers enter.
        assert len(formulas) == 3
        assert {title for title, _ in formulas} <= {"Mẫu kiểm tra", "Sample"}
        assert not any("HYPERLINK" in str(value) for _, value in formulas)
    told = json.dumps(findings(tmp_path / "out" / WORKBOOKS["en"]), ensure_ascii=False)
    assert "=HYPERLINK" in told


def test_the_sample_is_the_one_anybody_would_draw(report: Path, tmp_path: Path) -> None:
    plan = Plan(Fraction(90, 100), Fraction(30, 100), Fraction(0), "2026")
    audit([report], tmp_path / "out", plan=plan)

    ids = [row["observation_id"] for row in rows_of(tmp_path / "out" / "observations.csv")]
    rows = sheets(tmp_path / "out" / WORKBOOKS["en"])["Sample"]
    listed = [row[1] for row in rows if row[1] in set(ids)]
    assert 0 < len(listed) < len(ids)
    assert listed == list(draw(ids, len(listed), "2026"))
    told = {row[0]: row[1] for row in rows if row[0]}
    assert told["Confidence"] == "90%" and told["Tolerable rate of errors"] == "30%"
    assert told["Random seed"].startswith("2026:")
    settings = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["settings"]
    assert settings["sample_seed"] == "2026" and settings["sample_confidence"] == "9/10"


def test_what_could_not_be_read_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "bc"
    folder.mkdir()
    (folder / "a.txt").write_text("Giá điện tăng 2,3 lần; sản lượng 1.234 tấn.", encoding="utf-8")
    audit([folder], tmp_path / "out")

    unread = sheets(tmp_path / "out" / WORKBOOKS["en"])["Not extracted"]
    flagged = {
        (row["raw"], flag)
        for row in rows_of(tmp_path / "out" / "observations.csv")
        for flag in row["flags"].split()
        if flag not in ("unit_inherited", "legacy_encoding")
    }
    assert flagged
    assert {row[3] for row in unread[1:]} == {raw for raw, _ in flagged}


def test_every_word_of_the_model_has_a_text() -> None:
    texts = words("outputs.workpapers")

    for section, names in (
        ("kind", get_args(CheckKind)),
        ("criteria", get_args(CheckKind)),
        ("severity", get_args(Severity)),
        ("measure", get_args(Measure)),
        ("status", get_args(DocumentStatus)),
    ):
        assert {f"{section}.{name}" for name in names} <= set(texts), section
    harmless = {key.removeprefix("harmless.") for key in texts if key.startswith("harmless.")}
    assert harmless == set(get_args(Verdict)) - {"consistent", "not_checkable"}


def test_the_same_input_gives_the_same_bytes(report: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples" / "other", tmp_path / "bc", dirs_exist_ok=True)
    for name, jobs in (("a", 1), ("b", 2)):
        settings = Settings(jobs=jobs)
        audit([report.parent], tmp_path / name, settings=settings)

    assert held(tmp_path / "a") == held(tmp_path / "b")


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


# --- decisions ------------------------------------------------------------------------


def decided(folder: Path) -> dict[str, tuple[str, ...]]:
    return {
        row["check_id"]: tuple(row[name] for name in PERSON)
        for row in rows_of(folder / "checks.csv")
        if any(row[name] for name in PERSON)
    }


def write_decisions(path: Path, rows: Mapping[str, tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["check_id", *PERSON])
        writer.writerows([name, *texts] for name, texts in rows.items())


def check_ids(folder: Path) -> Iterator[str]:
    return (row["check_id"] for row in rows_of(folder / "checks.csv"))


@pytest.mark.parametrize("beside", [False, True], ids=["in the output", "beside the inputs"])
@pytest.mark.parametrize("command", [run, audit], ids=["run", "audit"])
def test_exported_decisions_are_picked_up(
    report: Path, tmp_path: Path, beside: bool, command: Any
) -> None:
    out = tmp_path / "out"
    command([report.parent], out)
    one, two, *_ = check_ids(out)
    made = {one: ("sửa", "Lan", "2026-03-01", "hỏi; rồi"), two: ("", "", "", "'=1+1")}
    write_decisions((report.parent if beside else out) / DECISIONS_FILE, made)
    command([report.parent], out)

    assert decided(out) == {one: made[one], two: ("", "", "", "=1+1")}
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert [file["source"] for file in manifest["decisions"]] == [DECISIONS_FILE]
    assert [row["source"] for row in rows_of(out / "documents.csv")] == ["thang-02.txt"]
    before = held(out)
    command([report.parent], out)
    assert held(out) == before


def test_an_old_export_does_not_undo_a_newer_decision(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([report], out)
    one, two, *_ = check_ids(out)
    write_decisions(out / DECISIONS_FILE, {one: ("sửa", "Lan", "", ""), two: ("sửa", "", "", "")})
    run([report], out)
    text = (out / "checks.csv").read_text("utf-8")
    assert text.count("sửa,Lan,,") == 1
    (out / "checks.csv").write_text(text.replace("sửa,Lan,,", "thôi,Lan,,"), encoding="utf-8")

    assert run([report], out).notices == ()
    assert decided(out)[one] == ("thôi", "Lan", "", "")

    write_decisions(out / DECISIONS_FILE, {one: ("đã sửa", "Lan", "", "")})
    (notice,) = run([report], out).notices
    assert decided(out)[one][0] == "đã sửa" and decided(out)[two][0] == "sửa"
    assert "thôi · Lan" in notice.vi and one in notice.en


def test_of_two_dated_decisions_the_later_counts(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([report], out)
    one, *_ = check_ids(out)
    write_decisions(out / DECISIONS_FILE, {one: ("mới", "A", "2026-05-02", "")})
    run([report], out)
    write_decisions(out / DECISIONS_FILE, {one: ("cũ", "B", "2026-05-01", "")})
    (notice,) = run([report], out).notices

    assert decided(out)[one] == ("mới", "A", "2026-05-02", "")
    assert "cũ · B" in notice.vi


@pytest.mark.parametrize("lang", WORKBOOKS)
def test_decisions_in_a_workbook_are_picked_up(report: Path, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "out"
    audit([report], out)
    path = out / WORKBOOKS[lang]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    names = [cell.value for cell in sheet[2]]
    for name, text in zip(PERSON, ("đúng là nhầm", "Minh", "2026-03-09", "đã báo"), strict=True):
        sheet.cell(4, names.index(name) + 1).value = text
    check_id = sheet.cell(4, names.index("check_id") + 1).value
    book.save(path)
    audit([report], out)

    assert decided(out) == {check_id: ("đúng là nhầm", "Minh", "2026-03-09", "đã báo")}
    for name in WORKBOOKS.values():
        (row,) = [row for row in findings(out / name) if row["decision"]]
        assert (row["check_id"], row["note"]) == (check_id, "đã báo")


def test_a_decision_on_a_check_no_longer_made_is_kept(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([report], out)
    write_decisions(out / DECISIONS_FILE, {"0000000000000000": ("ý kiến", "", "", "")})
    run([report], out)

    (row,) = rows_of(out / "checks-gone.csv")
    assert (row["check_id"], row["decision"]) == ("0000000000000000", "ý kiến")


@pytest.mark.parametrize("name", [DECISIONS_FILE, *WORKBOOKS.values()])
def test_decisions_that_cannot_be_read_stop_the_run(
    report: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    audit([report], out)
    (out / name).write_bytes(b"PK\x03\x04 spoiled" if name.endswith("xlsx") else b"a,b\n1,2\n")
    before = held(out)

    with pytest.raises(UsageError, match=name.replace(".", r"\.")):
        audit([report], out)
    assert held(out) == before


# --- the command ----------------------------------------------------------------------


def test_what_an_audit_wrote_is_not_read_as_reports(report: Path, tmp_path: Path) -> None:
    audit([report.parent], report.parent / "kq")
    audit([report.parent], tmp_path / "out")

    rows = rows_of(tmp_path / "out" / "documents.csv")
    assert [row["source"] for row in rows] == ["thang-02.txt"]


def test_the_command_says_what_it_wrote(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["audit", str(report), "-o", str(tmp_path / "out"), "--lang", "vi"]

    assert main([*arguments, "--tolerable", "7,5", "--expected", "0%", "--seed", "x"]) == 0

    assert "Hồ sơ rà soát: " in capsys.readouterr().out
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["settings"]["sample_tolerable_rate"] == "3/40"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--confidence", "100"], "confidence"),
        (["--tolerable", "0"], "tolerable"),
        (["--expected", "4.9"], "three quarters"),
        (["--expected", "ít"], "must be a percentage"),
    ],
)
def test_an_impossible_sample_is_refused_before_anything_is_read(
    report: Path,
    tmp_path: Path,
    options: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["audit", str(report), "-o", str(tmp_path / "out"), "--lang", "en", *options]

    assert main(arguments) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_manifest_lets_somebody_repeat_the_run(report: Path, tmp_path: Path) -> None:
    audit([report], tmp_path / "out")

    told = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert told["rules"]["checks"] == list(get_args(CheckKind))
    units = (ROOT / "extract" / "words" / "units.toml").read_bytes().replace(b"\r\n", b"\n")
    lists = told["rules"]["word_lists"]
    assert lists["extract/words/units.toml"] == hashlib.sha256(units).hexdigest()
    assert "normalize/data/indicators.csv" in lists
    assert set(told["rules"]["code"]) == {"extract", "normalize", "audit"}
    assert told["rules"]["libraries"]["pypdfium2"]
    assert told["inputs"][0]["sha256"] == hashlib.sha256(report.read_bytes()).hexdigest()
    for paper in told["workpapers"]:
        data = (tmp_path / "out" / paper["source"]).read_bytes()
        assert paper["sha256"] == hashlib.sha256(data).hexdigest()
