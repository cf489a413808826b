"""solieu run: exit codes, what is printed where, what lies in the output folder."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import frictionless
import pytest

from outputs.columns import TABLES
from solieu.cli import main
from solieu.inputs import find_inputs
from tests.two_reports import GOOD, SLIP, bytes_of, rows_of, write

pytestmark = pytest.mark.usefixtures("english")


# --- run ---------------------------------------------------------------------


def test_run_writes_every_table_and_says_what_it_did(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kq"

    assert main(["run", str(reports), "-o", str(out)]) == 0

    told = capsys.readouterr()
    assert {path.name for path in out.iterdir()} == {
        *(f"{name}.csv" for name in TABLES), "datapackage.json", "manifest.json",
    }  # fmt: skip
    assert told.err == ""
    assert "Reports: 2 read, 0 with problems, 0 not read, 0 skipped" in told.out
    assert str(out) in told.out
    assert frictionless.validate(str(out / "datapackage.json")).flatten(["message"]) == []


def test_run_finds_the_figures(reports: Path, tmp_path: Path) -> None:
    main(["run", str(reports), "-o", str(tmp_path / "kq"), "-q"])

    rows = rows_of(tmp_path / "kq" / "observations.csv")
    found = {(row["source"], row["value"], row["unit"], row["period"]) for row in rows}
    assert {
        ("2026/tháng 02.txt", "12500000000", "VND", "2026-02"),
        ("2026/tháng 02.txt", "25", "%", "2026-02"),
        ("thang-03.md", "13500000000", "VND", "2026-03"),
        ("thang-03.md", "40", "hồ sơ", "2026-03"),
    } <= found
    for row in rows:
        text = GOOD if row["source"].endswith("txt") else SLIP
        assert text[int(row["char_start"]) : int(row["char_end"])] == row["raw"]


def test_the_ledger_accounts_for_every_digit(reports: Path, tmp_path: Path) -> None:
    main(["run", str(reports), "-o", str(tmp_path / "kq"), "-q"])

    held = set()
    for row in rows_of(tmp_path / "kq" / "numbers.csv"):
        if row["source"] == "thang-03.md":
            held |= set(range(int(row["char_start"]), int(row["char_end"])))
    digits = {match.start() for match in re.finditer(r"\d", SLIP)}
    assert digits <= held


def test_the_bytes_depend_on_the_files_alone(reports: Path, tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("mot", "hai", "ba"))
    files = [str(path) for path in sorted(reports.rglob("*.*"))]
    moved = tmp_path / "elsewhere" / "bao-cao"
    shutil.copytree(reports, moved)

    main(["run", str(reports), *files, "-o", str(one), "-q"])
    main(["run", *reversed(files), str(reports), "-o", str(two), "-q"])
    main(["run", str(moved), "-o", str(three), "-q", "--jobs", "2", "--lang", "vi"])

    assert bytes_of(one) == bytes_of(two) == bytes_of(three)


def test_running_again_changes_nothing(reports: Path) -> None:
    out = reports / "kq"
    main(["run", str(reports), "-o", str(out), "-q"])
    first = bytes_of(out)

    main(["run", str(reports), "-o", str(out), "-q"])
    other = reports.parent / "other"
    main(["run", str(reports), "-o", str(other), "-q"])

    assert bytes_of(out) == first == bytes_of(other)


def test_bad_inputs_have_their_row_and_the_rest_is_done(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(reports / "trong.txt", "")
    (reports / "hong.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    (reports / "ngat.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n")
    write(reports / "anh.jpg", "not a picture")
    write(reports / "ban-sao.txt", GOOD)
    write(reports / "a.txt", GOOD.replace("HÒA AN", "AN HÒA")).rename(reports / "a.pdf")
    (tmp_path / "rong").mkdir()
    out = tmp_path / "kq"

    code = main(["run", str(reports), str(tmp_path / "rong"), "khong-co.txt", "-o", str(out)])

    rows = {row["source"]: row for row in rows_of(out / "documents.csv")}
    assert code == 1
    assert {source: row["status"] for source, row in rows.items()} == {
        "2026/tháng 02.txt": "ok",
        "a.pdf": "partial",
        "anh.jpg": "skipped",
        "ban-sao.txt": "skipped",
        "hong.docx": "failed",
        "khong-co.txt": "failed",
        "ngat.pdf": "failed",
        "rong/": "failed",
        "thang-03.md": "ok",
        "trong.txt": "failed",
    }
    assert "2026/tháng 02.txt" in rows["ban-sao.txt"]["reason"]
    assert rows["ban-sao.txt"]["document_id"] == rows["2026/tháng 02.txt"]["document_id"]
    told = capsys.readouterr()
    for source, row in rows.items():
        assert (row["status"] == "ok") == (row["reason"] == "")
        assert (row["status"] == "ok") != (f": {source}: " in told.err)
        assert str(tmp_path) not in row["reason"]
    assert "Reports: 2 read, 1 with problems, 5 not read, 2 skipped" in told.out
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["documents"] == {"ok": 2, "partial": 1, "failed": 5, "skipped": 2}
    assert len(manifest["inputs"]) == 10


def test_files_left_out_for_one_reason_share_a_line(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.jpg", "b.jpg", "c.csv"):
        write(reports / name, name)

    assert main(["run", str(reports), "-o", str(tmp_path / "kq")]) == 0

    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Skipped: 3 of kind .csv, .jpg: not a kind of file that can be read")
    assert len(rows_of(tmp_path / "kq" / "documents.csv")) == 5


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_row(reports: Path, tmp_path: Path) -> None:
    (reports / "thang-03.md").chmod(0)

    assert main(["run", str(reports), "-o", str(tmp_path / "kq"), "-q"]) == 1


def test_a_copy_of_what_cannot_be_read_is_told_for_itself(reports: Path, tmp_path: Path) -> None:
    write(reports / "trong-1.txt", "")
    write(reports / "trong-2.txt", "")

    main(["run", str(reports), "-o", str(tmp_path / "kq"), "-q"])

    rows = rows_of(tmp_path / "kq" / "documents.csv")
    assert [row["status"] for row in rows if "trong" in row["source"]] == ["failed", "failed"]


def test_nothing_to_read_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rong").mkdir()
    out = tmp_path / "kq"

    code = main(["run", str(tmp_path / "rong"), "khong-co", "-o", str(out), "--lang", "vi"])

    assert code == 2
    told = capsys.readouterr().err
    assert "rong/: thư mục không có báo cáo nào đọc được" in told
    assert "khong-co: không tìm thấy" in told
    assert not out.exists()


def test_an_output_folder_that_is_a_file_is_refused(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = write(tmp_path / "kq", "mine")

    assert main(["run", str(reports), "-o", str(out)]) == 2

    assert "is a file" in capsys.readouterr().err
    assert out.read_text() == "mine"


def test_quiet_tells_only_what_went_wrong(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(reports / "trong.txt", "")
    write(reports / "anh.jpg", "")

    main(["-q", "run", str(reports), "-o", str(tmp_path / "kq")])

    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split(":")[1].strip() for line in told.err.splitlines()] == ["trong.txt"]


# --- metadata.csv ---------------------------------------------------------------


def test_metadata_overrides_what_the_report_says(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    above = "\ufefffile;area;period;ghi chú\r\n2026\\tháng 02.txt;phường An Hòa;2025-12;x\r\n"
    write(reports / "metadata.csv", above + "quên.txt;;;\r\n")
    write(reports / "2026" / "metadata.csv", "file,number,period\ntháng 02.txt,9/BC,2025-11\n")
    out = tmp_path / "kq"

    assert main(["run", str(reports), "-o", str(out)]) == 0

    row = rows_of(out / "documents.csv")[0]
    assert (row["area"], row["number"], row["period"]) == ("phường An Hòa", "9/BC", "2025-11")
    figures = rows_of(out / "observations.csv")
    here = [one for one in figures if one["source"].startswith("2026/")]
    assert {one["area"] for one in here} == {"phường An Hòa"}
    told = capsys.readouterr().err
    assert "quên.txt" in told and "“ghi chú”" in told
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [one["source"] for one in manifest["side_inputs"]] == [
        "2026/metadata.csv", "metadata.csv",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("thang-03.md,25/3/2026,", "25/3/2026"),
        ("thang-03.md,,tháng 3", "tháng 3"),
        ("thang-03.md,,\nthang-03.md,,", "line 3"),
        (",2026,", "line 2"),
    ],
)
def test_a_wrong_metadata_row_stops_the_run(
    reports: Path, capsys: pytest.CaptureFixture[str], row: str, told: str
) -> None:
    write(reports / "metadata.csv", f"file,issued,period\n{row}\n")

    assert main(["run", str(reports), "-o", str(reports / "kq")]) == 2

    assert told in capsys.readouterr().err
    assert not (reports / "kq").exists()


# --- which files ------------------------------------------------------------------


def test_hidden_files_and_our_own_are_left_out_silently(reports: Path) -> None:
    main(["run", str(reports), "-o", str(reports / "cu"), "-q"])
    write(reports / ".git" / "a.txt", GOOD)
    write(reports / "~$thang.docx", "lock")
    write(reports / "mau" / "observations.csv", "observation_id,value\n1,2\n")
    write(reports / "mau" / "checks.csv", "tên,số\na,2\n")

    sources = {one.source: one.status for one in find_inputs([reports]) if one.refusal}

    assert sources == {"mau/checks.csv": "skipped"}


def test_a_folder_may_be_its_own_output(reports: Path) -> None:
    assert main(["run", str(reports), "-o", str(reports), "-q"]) == 0
    first = bytes_of(reports)

    assert main(["run", str(reports), "-o", str(reports), "-q"]) == 0

    assert [row["status"] for row in rows_of(reports / "documents.csv")] == ["ok", "ok"]
    assert bytes_of(reports) == first


def test_equal_names_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    folders = [tmp_path / "2025" / "bc", tmp_path / "2026" / "bc"]
    for folder in folders:
        write(folder / "thang-01.txt", GOOD)
    write(folders[0] / "chi-mot.txt", GOOD)

    sources = [one.source for one in find_inputs(folders)]

    assert sources == ["2025/bc/thang-01.txt", "2026/bc/thang-01.txt", "chi-mot.txt"]
    assert sources == [one.source for one in find_inputs(reversed(folders))]


def test_names_are_composed_unicode(tmp_path: Path) -> None:
    write(tmp_path / "Ba\u0301o ca\u0301o.txt", GOOD)

    assert [one.source for one in find_inputs([tmp_path])] == ["Báo cáo.txt"]
