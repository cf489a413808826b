"""solieu check, text and parse, and what every command says: language, help, the terminal."""

from __future__ import annotations

import io
import os
import re
import string
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from solieu import messages
from solieu.batch.document import Told
from solieu.batch.kept import Kept
from solieu.batch.schedule import Event, Tally
from solieu.cli import main
from solieu.model import DocumentStatus
from solieu.progress import ProgressLine
from tests.two_reports import GOOD, SLIP, write

pytestmark = pytest.mark.usefixtures("english")

ROOT = Path(__file__).parent.parent

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
