"""solieu.cli: exit codes, what is printed where, what lies in the output folder."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import string
import subprocess
import sys
from collections import Counter
from pathlib import Path

import frictionless
import pytest

from outputs.columns import TABLES
from solieu import messages
from solieu.batch.document import Told
from solieu.batch.kept import Kept
from solieu.batch.schedule import Event, Tally
from solieu.cli import main
from solieu.inputs import find_inputs
from solieu.model import DocumentStatus
from solieu.progress import ProgressLine

ROOT = Path(__file__).parent.parent

GOOD = """\
ỦY BAN NHÂN DÂN
PHƯỜNG HÒA AN

Số: 07/BC-UBND

Hòa An, ngày 25 tháng 02 năm 2026

BÁO CÁO
Tình hình kinh tế - xã hội tháng 02 năm 2026

I. KINH TẾ

1. Thu ngân sách đạt 12.500 triệu/50.000 triệu đồng, đạt 25% dự toán.

2. Trong tháng tiếp nhận 40 hồ sơ, gồm: 25 hồ sơ trực tuyến, 15 hồ sơ trực tiếp.
"""

# 13.500 of 50.000 is 27 %.
SLIP = GOOD.replace("12.500", "13.500").replace("tháng 02 năm", "tháng 03 năm")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A locale that is not Vietnamese, and a terminal of known width."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with two good reports, one of them in a subfolder."""
    folder = tmp_path / "bao-cao"
    write(folder / "2026" / "tháng 02.txt", GOOD)
    write(folder / "thang-03.md", SLIP)
    return folder


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


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


# --- check, text, parse --------------------------------------------------------------


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (SLIP, 1)])
def test_check_tells_by_its_exit_code(tmp_path: Path, text: str, code: int) -> None:
    assert main(["check", str(write(tmp_path / "a.txt", text)), "-q"]) == code


def test_check_shows_the_claims_and_explains_the_slip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(write(tmp_path / "a.txt", SLIP)), "--lang", "vi"])

    told = capsys.readouterr().out
    table, _, rest = told.partition("Cần xem lại")
    assert re.search(r"KHÔNG KHỚP +I\.1 +25% +26,99 – 27,01%", table)
    assert re.search(r" khớp +I\.2 +40 hồ sơ +40 hồ sơ", table)
    assert "không khớp" in rest and "13.500" in rest and "27" in rest
    assert re.search(r"\d+ khẳng định: \d+ khớp, 1 không khớp\.", rest)
    assert max(map(len, told.splitlines())) <= 100


@pytest.mark.parametrize("columns", [40, 80, 100, 300])
def test_check_fits_the_terminal(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))

    main(["check", str(write(tmp_path / "a.txt", SLIP)), "--lang", "vi"])

    table, _, _ = capsys.readouterr().out.rpartition("\n\n")
    assert max(map(len, table.splitlines())) <= min(max(columns, 80), 120)


def test_check_of_a_report_without_claims(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(write(tmp_path / "a.txt", "Trời nắng, không có gì.\n"))]) == 0

    assert "No claim that could be checked." in capsys.readouterr().out


def test_text_prints_what_the_offsets_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["text", str(write(tmp_path / "a.txt", GOOD))]) == 0

    told = capsys.readouterr().out
    assert "Thu ngân sách đạt 12.500 triệu/50.000 triệu đồng" in told and told.endswith("\n")


def test_parse_shows_how_a_phrase_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("normalize.explain")

    assert main(["parse", "11.112 triệu/135.800 triệu đồng, đạt 8,18%"]) == 0

    told = capsys.readouterr().out
    assert re.search(r"11\.112 triệu .*11112000000 +VND", told)
    assert re.search(r"8,18% +pct_of_plan +8\.18 +%", told)


@pytest.mark.parametrize("command", ["check", "text"])
def test_what_cannot_be_read_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    empty = write(tmp_path / "trong.txt", "")
    for path in (empty, tmp_path, tmp_path / "khong-co.docx"):
        assert main([command, str(path)]) == 2

        told = capsys.readouterr()
        assert told.err.startswith("solieu: Error: ") and told.out == ""
        assert path.name in told.err


# --- language, help, wrong commands ------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "arguments", "word"),
    [
        ({"LANG": "vi_VN.UTF-8"}, [], "Cách dùng"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN"}, [], "Cách dùng"),
        ({"LANG": "vi_VN", "LC_MESSAGES": "C"}, [], "usage"),
        ({"LANG": "vi_VN"}, ["--lang", "en"], "usage"),
        ({"LANG": "C"}, ["--lang=vi"], "Cách dùng"),
        ({}, [], "usage"),
    ],
)
def test_the_language_is_the_locales_or_the_one_asked_for(
    environment: dict[str, str],
    arguments: list[str],
    word: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("LANG")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert main([*arguments, "--help"]) == 0

    assert capsys.readouterr().out.startswith(word)


@pytest.mark.parametrize("command", ["run", "check", "text", "parse", "cache"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_command_has_help_in_both_languages(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help", "--lang", lang]) == 0

    told = capsys.readouterr().out
    english = {"usage:", "options:", "arguments:", "show"} & set(told.split())
    assert bool(english) == (lang == "en")
    assert max(map(len, told.splitlines())) <= 100


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "thiếu LỆNH"),
        (["run"], "thiếu PATH, -o/--out"),
        (["run", "a", "-o"], "-o/--out cần một giá trị"),
        (["run", "a", "-o", "b", "--jobs", "0"], "--jobs phải là số nguyên từ 1 trở lên"),
        (["run", "a", "-o", "b", "--nhanh"], "không có tùy chọn hay đối số --nhanh"),
        (["chay"], "LỆNH không nhận giá trị 'chay'"),
        (["check", "a", "--lang", "fr"], "--lang không nhận giá trị 'fr'"),
    ],
)
def test_a_wrong_command_line_is_told_in_the_users_words(
    arguments: list[str],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")

    assert main(arguments) == 2

    said = capsys.readouterr().err
    assert told in said and "--help" in said and "argument" not in said


def test_every_message_takes_the_same_values_in_both_languages() -> None:
    for key, message in messages.texts().items():
        vi, en = (
            {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for text in (message.vi, message.en)
        )
        assert vi == en, key
        assert message.vi.strip() and message.en.strip()


def test_every_message_is_used_and_every_used_one_is_there() -> None:
    paths = [path for name in ("solieu", "outputs") for path in (ROOT / name).rglob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in paths)
    built: tuple[str, ...] = ("help.", "verdict.", "metadata.", "amount.", "counted.", "check.")
    built += ("run.", "cache.", "scale.", "unit.", "xlsx.note_", "stata.", "export.")
    built += ("plot.", "reach.", "mapping.", "indicators.", "areas.")

    for key in messages.texts():
        assert f'"{key}"' in code or f"'{key}'" in code or key.startswith(built), key
    named = re.findall(r"\b(?:say|message)\(\s*[\"']([a-z_]+\.[a-zA-Z_]+)[\"']", code)
    assert set(named) <= set(messages.texts())


# --- the terminal ----------------------------------------------------------------------


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def progress(done: int, total: int) -> Event:
    """What a run tells after ``done`` files, of which one was known from before."""
    counts: Counter[DocumentStatus] = Counter({"ok": done - 1, "failed": 1})
    kept = Kept(Told("a.txt", "ok", ""))
    return Event(kept, False, Tally(done, total, 1, counts))


def test_progress_is_drawn_on_a_terminal_after_a_second_and_wiped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    stream = Terminal()
    line = ProgressLine(stream, "vi")

    line(progress(1, 10))
    early = stream.getvalue()
    now = 2.0
    line(progress(5, 10))
    drawn = stream.getvalue()
    line.close()

    assert early == ""
    assert drawn.endswith(
        f"[{'█' * 10}{'░' * 10}] 5/10 tệp: 4 đọc được, 0 có vấn đề, 1 không đọc được, "
        "2.0 tệp/giây, còn 0:02"
    )
    assert stream.getvalue().endswith("\r") and stream.getvalue().split("\r")[-2].strip() == ""


def test_progress_is_silent_where_nobody_looks_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    stream = io.StringIO()
    line = ProgressLine(stream, "en")
    now = 100.0

    line(progress(5, 10))
    line.close()

    assert stream.getvalue() == ""


def test_as_a_program_it_speaks_utf8_everywhere(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", GOOD)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LANG": "vi_VN.UTF-8"}

    run = subprocess.run(
        (sys.executable, "-m", "solieu", "text", str(path)),
        cwd=ROOT, env=environment, capture_output=True, check=True,
    )  # fmt: skip

    assert "Hòa An, ngày 25" in run.stdout.decode("utf-8")
    assert b"\r" not in run.stdout


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", GOOD * 5000)
    command = f'"{sys.executable}" -m solieu text "{path}" | head -1'

    run = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=True)

    assert run.stderr == b""
