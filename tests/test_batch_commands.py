"""Options of solieu run for pipelines, its log, and solieu cache."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from solieu.batch.places import CACHE_VARIABLE, cache_folder
from solieu.cli import main
from tests.batch_archives import archive, bytes_of, nothing_left


@pytest.fixture(autouse=True)
def fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))


def run(reports: Path, out: Path, *options: str) -> int:
    return main(["run", str(reports), "-o", str(out), "-q", "--lang", "en", *options])


def events(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_log_tells_every_document_and_nothing_of_their_text(tmp_path: Path) -> None:
    reports = archive(tmp_path / "in", 2)
    (reports / "trống.txt").write_bytes(b"")
    log = tmp_path / "log.jsonl"

    assert run(reports, tmp_path / "out", "--log", str(log)) == 1
    first = events(log)
    assert run(reports, tmp_path / "out", "--log", str(log)) == 1
    second = events(log)[len(first) :]

    assert [one["event"] for one in first] == ["start", *["document"] * 3, "end"]
    told = {one["source"]: (one["status"], one["cached"]) for one in second if "source" in one}
    assert told == {
        "tháng 01.txt": ("ok", True),
        "tháng 02.txt": ("ok", True),
        "trống.txt": ("failed", False),
    }
    assert first[-1]["documents"] == {"ok": 2, "failed": 1}
    assert "4.001" not in log.read_text(encoding="utf-8")
    assert all(str(one["time"]).endswith("+00:00") for one in first)


def test_fail_fast_stops_and_leaves_the_folder_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = archive(tmp_path / "in", 1)
    out = tmp_path / "out"
    run(reports, out)
    before = bytes_of(out)
    (reports / "trống.txt").write_bytes(b"")

    assert run(reports, out, "--fail-fast", "--log", str(tmp_path / "log")) == 1

    assert "trống.txt" in capsys.readouterr().err
    assert bytes_of(out) == before and nothing_left(out)
    assert events(tmp_path / "log")[-1]["event"] == "error"


def test_strict_minds_what_is_read_in_part(tmp_path: Path) -> None:
    reports = archive(tmp_path / "in", 1)
    assert run(reports, tmp_path / "out", "--strict") == 0
    (report,) = reports.iterdir()
    report.rename(report.with_suffix(".docx"))

    assert run(reports, tmp_path / "out") == 0
    assert run(reports, tmp_path / "out", "--strict") == 1


def test_without_cache_nothing_is_kept_anywhere(tmp_path: Path) -> None:
    reports = archive(tmp_path / "in", 2)
    run(reports, tmp_path / "kept")

    main(["cache", "--clear", "-q"])
    assert run(reports, tmp_path / "out", "--no-cache") == 0

    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "kept")
    assert nothing_left(tmp_path / "out")
    assert not [path for path in cache_folder().rglob("*") if path.is_file()]


def test_what_is_stamped_secret_never_goes_into_the_cache(tmp_path: Path) -> None:
    reports = archive(tmp_path / "in", 1)
    (report,) = reports.iterdir()
    report.write_text("MẬT\n\n" + report.read_text(encoding="utf-8"), encoding="utf-8")

    assert run(reports, tmp_path / "out", "--read-classified") == 0

    assert (tmp_path / "out" / "observations.csv").read_text("utf-8").count("\n") > 5
    assert not cache_folder().exists()
    assert nothing_left(tmp_path / "out")


def test_the_cache_is_shown_and_pruned_by_age(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(archive(tmp_path / "in", 2), tmp_path / "out")
    main(["cache", "--lang", "en"])
    assert "texts read: 2" in (shown := capsys.readouterr().out) and "figures found: 2" in shown
    old = time.time() - 40 * 86_400
    entries = sorted(path for path in cache_folder().rglob("*") if path.is_file())
    for path in entries[:3]:
        os.utime(path, (old, old))

    main(["cache", "--prune", "30", "--lang", "en"])

    assert "Deleted 3 entries" in capsys.readouterr().out
    assert sorted(path for path in cache_folder().rglob("*") if path.is_file()) == entries[3:]
    assert cache_folder().stat().st_mode & 0o077 == 0 or os.name != "posix"


def test_a_log_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = archive(tmp_path / "in", 1)

    assert run(reports, tmp_path / "out", "--log", str(tmp_path / "none" / "log")) == 2
    assert "Cannot write the log" in capsys.readouterr().err
