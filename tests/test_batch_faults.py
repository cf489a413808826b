"""Whatever stops a run: the output folder is whole, and the next run ends with the same bytes.

A run that is to die is a fork of this process (everything is loaded already) which an audit
hook kills, as ``kill -9`` does, at its n-th call of the system that touches a file.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from outputs.lock import locked
from outputs.staging import HIDDEN, Staging, finish
from solieu.batch.document import Gone, Job, produce
from solieu.batch.places import CACHE_VARIABLE, cache_folder
from solieu.batch.store import Store
from solieu.errors import UsageError
from solieu.model import DocumentInfo
from tests.batch_archives import HERE, archive, bytes_of, nothing_left, run_here

ROOT = Path(__file__).parent.parent
MOMENTS = 20
_TOUCHES = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.utime", "shutil.rmtree")

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


@pytest.fixture(autouse=True)
def fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))


def forked(work: Callable[[], object]) -> int:
    """Do ``work`` in a fork; how it ended, as ``os.waitstatus_to_exitcode`` tells it."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            work()
            code = 0
        except UsageError:
            code = 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def counting(touched: list[int], fatal: int = 0) -> None:
    """Count the touches of files from now on; the ``fatal`` one is the last."""

    def hook(event: str, _: object) -> None:
        if event in _TOUCHES:
            touched[0] += 1
            if touched[0] == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def visible(folder: Path) -> dict[str, bytes]:
    """The files of an output folder, a dead run's lock aside."""
    return {name: data for name, data in bytes_of(folder).items() if not name.startswith(".")}


@needs_fork
def test_killed_at_any_moment_a_run_leaves_old_or_new_and_goes_on(tmp_path: Path) -> None:
    reports = archive(tmp_path / "in", 2)
    old = bytes_of(run_here(reports, tmp_path / "old").out)
    archive(reports, 3, income=4100)
    new = bytes_of(run_here(reports, tmp_path / "new").out)
    assert old != new
    note = tmp_path / "touches"

    def disturbed(fatal: int, place: Path) -> int:
        os.environ[CACHE_VARIABLE] = str(place / "cache")
        touched = [0]
        counting(touched, fatal)
        run_here(reports, place / "out")
        return note.write_text(str(touched[0]))

    def fresh(name: str) -> Path:
        place = tmp_path / name
        (place / "out").mkdir(parents=True)
        for file, data in old.items():
            (place / "out" / file).write_bytes(data)
        return place

    assert forked(lambda: disturbed(0, fresh("undisturbed"))) == 0
    touches = int(note.read_text())
    moments = sorted(random.Random(7).sample(range(1, touches - 30), MOMENTS - 8))
    moments += range(touches - 30, touches, 4)  # where the files change places
    seen = set()
    for moment in moments:
        place = fresh(f"moment {moment}")
        out = place / "out"
        assert forked(lambda m=moment, p=place: disturbed(m, p)) == -signal.SIGKILL  # type: ignore[misc]
        if (out / HIDDEN / "commit.json").exists():
            seen.add("between")  # the new set counts, and whoever comes next puts it in place
            finish(out)
            assert visible(out) == new
        left = visible(out)
        assert left in (old, new), moment
        seen.add("old" if left == old else "new")

        assert forked(lambda p=place: disturbed(0, p)) == 0  # type: ignore[misc]

        assert bytes_of(out) == new
        assert nothing_left(out)
    assert seen >= {"old", "new"}


@needs_fork
def test_a_killed_command_takes_its_workers_with_it_and_goes_on(tmp_path: Path) -> None:
    reports = archive(tmp_path / "in", 6)
    whole = bytes_of(run_here(reports, tmp_path / "whole").out)
    out = tmp_path / "out"
    environment = {**os.environ, CACHE_VARIABLE: str(tmp_path / "second")}
    command = (sys.executable, "-m", "solieu", "run", str(reports), "-o", str(out), "-q")
    log = tmp_path / "log"

    started = subprocess.Popen((*command, "--log", str(log)), cwd=ROOT, env=environment)
    while not (log.exists() and '"document"' in log.read_text(encoding="utf-8")):
        assert started.poll() is None
        time.sleep(0.01)
    started.kill()
    started.wait()
    subprocess.run((*command, "--log", str(log)), cwd=ROOT, env=environment, check=True)

    assert bytes_of(out) == whole and nothing_left(out)
    assert '"cached": true' in log.read_text(encoding="utf-8")


@needs_fork
def test_a_full_disk_stops_the_run_and_harms_nothing(tmp_path: Path) -> None:
    import resource

    reports = archive(tmp_path / "in", 3)
    out = tmp_path / "out"
    before = bytes_of(run_here(reports, out).out)
    archive(reports, 4)

    def cramped() -> None:  # no file may grow beyond what the smallest table takes
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        run_here(reports, out)

    assert forked(cramped) == 2
    assert bytes_of(out) == before and nothing_left(out)

    after = bytes_of(run_here(reports, out).out)
    assert after != before
    assert after == bytes_of(run_here(reports, tmp_path / "undisturbed").out)


@pytest.mark.parametrize("harm", ["cut", "flipped", "emptied", "other"])
def test_a_damaged_entry_of_the_cache_is_done_again(tmp_path: Path, harm: str) -> None:
    reports = archive(tmp_path / "in", 3)
    sound = bytes_of(run_here(reports, tmp_path / "one").out)
    entries = [path for path in cache_folder().rglob("*") if path.is_file()]
    kinds = Counter(entry.kind for entry in Store(cache_folder()).entries())
    assert kinds["documents"] == kinds["readings"] == 3 and kinds["joined"]
    for path in entries:
        data = path.read_bytes()
        middle = len(data) // 2
        path.write_bytes(
            {
                "cut": data[:middle],
                "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
                "emptied": b"",
                "other": b"solieu entry 1\n" + b"\xff" * 40,
            }[harm]
        )

    again = run_here(reports, tmp_path / "two")

    assert bytes_of(again.out) == sound
    events = [again.documents[0].status]
    assert events == ["ok"]


def test_a_changed_rule_reads_the_text_again_and_not_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = archive(tmp_path / "in", 2)
    first = bytes_of(run_here(reports, tmp_path / "one").out)
    monkeypatch.setattr("solieu.batch.kept.rules_version", lambda: "other rules")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the file was read")

    monkeypatch.setattr("extract.read.read", never)
    recalled = []

    from solieu.pipeline import run

    run([reports], tmp_path / "two", settings=HERE, progress=lambda e: recalled.append(e.recalled))

    assert recalled == [False, False]
    assert bytes_of(tmp_path / "two") == first


def test_a_file_that_changes_while_it_is_read_is_read_as_it_is_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extract import read as reader

    reports = archive(tmp_path / "in", 1)
    later = archive(tmp_path / "later", 1, income=4300)
    (file,) = reports.iterdir()
    original = reader.read
    calls: list[Path] = []

    def read(path: Path, source: str, **given: object) -> object:
        reading = original(path, source, **given)  # type: ignore[arg-type]
        if not calls:  # somebody saves the report at this moment
            file.write_bytes((later / file.name).read_bytes())
        calls.append(path)
        return reading

    monkeypatch.setattr(reader, "read", read)
    result = run_here(reports, tmp_path / "out")

    assert len(calls) == 2
    assert bytes_of(result.out) == bytes_of(run_here(later, tmp_path / "expected").out)


def test_a_file_that_never_rests_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extract import read as reader

    reports = archive(tmp_path / "in", 2)
    restless = reports / "tháng 01.txt"
    original = reader.read

    def read(path: Path, source: str, **given: object) -> object:
        reading = original(path, source, **given)  # type: ignore[arg-type]
        if path == restless:
            with restless.open("a", encoding="utf-8") as stream:
                stream.write("\nThêm 1 dòng.\n")
        return reading

    monkeypatch.setattr(reader, "read", read)
    first, second = run_here(reports, tmp_path / "out").documents

    assert (first.status, second.status) == ("failed", "ok")
    assert "keeps changing" in first.reason


def test_a_job_about_another_content_is_given_back(tmp_path: Path) -> None:
    (file,) = archive(tmp_path / "in", 1).iterdir()
    other = hashlib.sha256(b"other").hexdigest()

    assert produce(Job(file, "a.txt", other, DocumentInfo())) == Gone("a.txt")
    assert produce(Job(tmp_path / "none", "a.txt", other, DocumentInfo())) == Gone("a.txt")


def test_a_file_that_may_not_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = archive(tmp_path / "in", 2)
    original = Path.open

    def denied(path: Path, *given: object, **more: object) -> object:
        if path.name == "tháng 01.txt":  # tests may run as root, whom no permission stops
            raise PermissionError(13, "Permission denied", str(path))
        return original(path, *given, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", denied)
    first, second = run_here(reports, tmp_path / "out").documents

    assert (first.status, second.status) == ("failed", "ok")
    assert "Permission denied" in first.reason


def test_a_clock_that_jumps_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = archive(tmp_path / "in", 3)
    sound = bytes_of(run_here(reports, tmp_path / "one").out)
    jumps = random.Random(3)
    for path in reports.iterdir():
        os.utime(path, (jumps.uniform(0, 4e9),) * 2)
    monkeypatch.setattr(time, "time", lambda: jumps.uniform(0, 4e9))
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "second"))

    assert bytes_of(run_here(reports, tmp_path / "two").out) == sound
    assert bytes_of(run_here(reports, tmp_path / "two").out) == sound


@needs_fork
def test_two_runs_into_one_folder_are_refused_but_a_dead_one_is_not_in_the_way(
    tmp_path: Path,
) -> None:
    reports = archive(tmp_path / "in", 1)
    out = tmp_path / "out"
    sign = tmp_path / "held"

    def hold() -> None:
        with locked(out):
            sign.touch()
            time.sleep(60)

    child = os.fork()
    if child == 0:
        try:
            hold()
        finally:
            os._exit(0)
    while not sign.exists():
        time.sleep(0.005)
    with pytest.raises(UsageError, match="Another run of solieu is writing"):
        run_here(reports, out)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

    assert run_here(reports, out).failed == 0
    assert nothing_left(out)


def test_a_set_that_is_not_committed_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")

    with pytest.raises(KeyboardInterrupt), Staging(tmp_path) as staging:
        staging.put("a.csv", b"new")
        raise KeyboardInterrupt

    assert bytes_of(tmp_path) == {"a.csv": b"old"} and nothing_left(tmp_path)
