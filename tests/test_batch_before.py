"""What the last run into a folder left for the next: used where it holds, noticed where not.

Every case disturbs something between two runs into one folder and compares the second with
a run into a copy of the folder that keeps and knows nothing.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from outputs import pieces
from outputs.decisions import read_decided
from outputs.pieces import PiecedTable, Seen
from outputs.staging import Staging, finish
from solieu.batch import before, kept
from solieu.batch.before import Before, Hashes
from solieu.batch.places import CACHE_VARIABLE
from solieu.batch.store import Store, sections_of
from solieu.errors import LostError, UsageError
from solieu.pipeline import RunResult, run
from tests.batch_archives import HERE, bytes_of, nothing_left, run_here
from tests.test_batch_faults import counting, forked, needs_fork, visible
from tests.test_batch_grown import decide, grown, ward


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(before, "_RESTED", -(10**12))  # files of these tests are seconds old
    return Store(tmp_path / "cache")


def entries(store: Store, kind: str) -> list[Path]:
    return [entry.path for entry in store.entries() if entry.kind == kind]


def undisturbed(reports: Path, copy: Path) -> dict[str, bytes]:
    """What a run gives that keeps and knows nothing but the decisions in ``copy``."""
    return bytes_of(run([reports], copy, settings=replace(HERE, cache=False)).out)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents whose lines are made anew from now on, by source."""
    found: list[str] = []
    lines = kept.Kept.lines

    def noted(one: kept.Kept, store: Store) -> object:
        found.append(one.told.source)
        return lines(one, store)

    monkeypatch.setattr(kept.Kept, "lines", noted)
    return found


def test_nothing_new_copies_the_tables_and_opens_no_report(
    tmp_path: Path, store: Store, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    first = bytes_of(run_here(reports, out).out)
    assert len(made) == 7
    made.clear()
    hashed: list[object] = []
    monkeypatch.setattr("hashlib.file_digest", lambda *given: hashed.append(given))

    assert bytes_of(run_here(reports, out).out) == first

    assert not made and not hashed


def test_one_more_report_makes_only_what_it_changes(
    tmp_path: Path, store: Store, made: list[str]
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    run_here(reports, out)
    made.clear()
    ward(reports, 3, place="BÌNH MINH")

    after = bytes_of(run_here(reports, out).out)

    assert "BÌNH MINH 2026-03.txt" in made and not [name for name in made if "HÒA AN" in name]
    assert after == undisturbed(reports, tmp_path / "fresh")


_WITHIN = 400  # bytes: in what follows the head of an entry, or among the rows of a table


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:_WITHIN])


def _flip(path: Path) -> None:
    data = path.read_bytes()
    at = min(_WITHIN, len(data) - 1)
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": _cut,
    "flipped": _flip,
    "emptied": lambda path: path.write_bytes(b""),
    "other": lambda path: path.write_bytes(b"solieu entry 1\n" + b"\xff" * 40),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
@pytest.mark.parametrize("kind", ["folders", "documents", "joined"])
def test_what_was_damaged_is_made_again(
    kind: str, damage: Callable[[Path], object], tmp_path: Path, store: Store
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    run_here(reports, out)
    harmed = entries(store, kind)
    assert harmed
    for path in harmed:
        damage(path)
    # A further report wants more of the others than a run with nothing new does.
    ward(reports, 6)
    (out / "numbers.csv").unlink()

    after = bytes_of(run_here(reports, out).out)

    assert after == undisturbed(reports, tmp_path / "fresh")
    assert nothing_left(out)
    assert all(map(sections_of, entries(store, "documents")))
    assert len(entries(store, "documents")) == 8


def _edit(path: Path) -> None:
    """Another digit, the same size, and the time put back: only the system knows."""
    told = path.stat()
    data = path.read_bytes()
    at = max(data.rfind(digit) for digit in b"123456789")
    path.write_bytes(data[:at] + b"0" + data[at + 1 :])
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def _copied_back(path: Path) -> None:
    other = path.with_name("other")
    shutil.copy2(path, other)
    other.replace(path)


HARMS: dict[str, Callable[[Path], object]] = {
    "edited": _edit,
    "cut": _cut,
    "deleted": lambda path: path.unlink(),
    "another file of the same content": _copied_back,
    "another time": lambda path: os.utime(path, (1e9, 1e9)),
}
TABLES = ("documents", "numbers", "series", "indicators", "manifest")


@pytest.mark.parametrize(
    ("name", "harm"),
    [*(("observations", harm) for harm in HARMS), *((name, "edited") for name in TABLES)],
)
def test_tables_that_somebody_touched_are_not_copied_from(
    name: str, harm: str, tmp_path: Path, store: Store
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    sound = bytes_of(run_here(reports, out).out)
    (path,) = out.glob(f"{name}.*")
    HARMS[harm](path)

    assert bytes_of(run_here(reports, out).out) == sound


def test_a_table_that_changes_while_it_is_copied_from_is_made_anew(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    run_here(reports, out)
    ward(reports, 6)
    expected = undisturbed(reports, tmp_path / "fresh")
    close = PiecedTable.close
    closed: list[PiecedTable] = []

    def disturbed(table: PiecedTable) -> None:
        if not closed:
            _edit(out / "numbers.csv")
        closed.append(table)
        close(table)

    monkeypatch.setattr(PiecedTable, "close", disturbed)

    assert bytes_of(run_here(reports, out).out) == expected


def test_a_table_cut_short_while_it_is_copied_from_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"one\ntwo\n")
    with (tmp_path / "next").open("wb") as stream:
        table = PiecedTable(stream, tmp_path / "a.csv", Seen.at(tmp_path / "a.csv"))
        assert table.write("new\n") == (0, 4)
        assert [table.copy(piece) for piece in (_piece(0, 4), _piece(4, 4))] == [(4, 4), (8, 4)]
        table.copy(_piece(4, 8))
        with pytest.raises(LostError, match=r"a\.csv was changed"):
            table.close()
    assert (tmp_path / "next").read_bytes().startswith(b"new\none\ntwo\n")


def _piece(start: int, length: int) -> pieces.Piece:
    return pieces.Piece(start, length)


def test_a_table_that_changes_just_after_it_was_written_is_not_copied_from(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    sound = bytes_of(run_here(reports, tmp_path / "sound").out)
    commit = Staging.commit

    def disturbed(staging: Staging) -> None:
        commit(staging)
        _cut(out / "numbers.csv")

    with monkeypatch.context() as patched:
        patched.setattr(Staging, "commit", disturbed)
        run_here(reports, out)
    wrote = Before.of(out, store).wrote.still_in(out)
    assert "series.csv" in wrote.tables and "numbers.csv" not in wrote.tables

    assert bytes_of(run_here(reports, out).out) == sound


@pytest.mark.parametrize("way", ["moved", "older", "another archive", "one more file"])
def test_a_folder_that_is_not_the_one_of_the_last_run(
    way: str, tmp_path: Path, store: Store
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    run_here(reports, out)
    if way == "moved":
        (tmp_path / "elsewhere").mkdir()
        out = out.rename(tmp_path / "elsewhere" / "out")
        reports = reports.rename(tmp_path / "elsewhere" / "in")
    elif way == "older":  # a backup is put back
        shutil.copytree(out, tmp_path / "backup")
        ward(reports, 6)
        run_here(reports, out)
        shutil.rmtree(out)
        shutil.copytree(tmp_path / "backup", out)
    elif way == "another archive":
        other = ward(tmp_path / "other", 3, place="TÂN LẬP").parent
        run_here(other, out)
    else:
        (out / "của tôi.txt").write_text("giữ nguyên", encoding="utf-8")

    after = bytes_of(run_here(reports, out).out)

    assert after.pop("của tôi.txt", "giữ nguyên".encode()) == "giữ nguyên".encode()
    assert after == undisturbed(reports, tmp_path / "fresh")


def test_decisions_are_remembered_as_they_stand_in_the_file(tmp_path: Path, store: Store) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    run_here(reports, out)
    first = decide(out, ' "đã hỏi",\nhai dòng ')
    for _ in range(2):  # read from the file, then remembered
        run_here(reports, out)
        wrote = Before.of(out, store).wrote.still_in(out)
        assert wrote.decided == read_decided(out).rows
        assert wrote.decided.keys() == {first}
        assert read_decided(out, wrote) == read_decided(out)
    shutil.copytree(out, tmp_path / "fresh")
    ward(reports, 6)

    after = bytes_of(run_here(reports, out).out)

    assert after == undisturbed(reports, tmp_path / "fresh")
    assert "hai dòng" in after["checks.csv"].decode()
    decide(out, "đã trả lời")
    run_here(reports, out)
    assert "đã trả lời" in (out / "checks.csv").read_text(encoding="utf-8")


def test_a_report_that_changed_without_a_trace_in_size_and_time_is_read(
    tmp_path: Path, store: Store
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    first = bytes_of(run_here(reports, out).out)
    _edit(reports / "HÒA AN 2026-02.txt")

    after = bytes_of(run_here(reports, out).out)

    assert after != first
    assert after == undisturbed(reports, tmp_path / "fresh")


def test_a_file_hashed_just_after_it_was_written_is_hashed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một", encoding="utf-8")
    written = path.stat().st_mtime_ns

    def remembered(now: int) -> bool:
        monkeypatch.setattr("time.time_ns", lambda: now)
        hashes = Hashes(Before())
        hashes.of(path)
        return bool(hashes.found)

    assert remembered(written + 60_000_000_000)
    assert not remembered(written + 1_000_000_000)
    assert not remembered(written - 60_000_000_000)  # the clock went back
    with pytest.raises(FileNotFoundError):
        Hashes(Before()).of(tmp_path / "none")


def test_without_trust_everything_is_looked_at(
    tmp_path: Path, store: Store, made: list[str]
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    first = bytes_of(run_here(reports, out).out)
    made.clear()

    again = run([reports], out, settings=replace(HERE, trust=False))

    assert bytes_of(again.out) == first
    assert len(made) == 7


def test_results_in_memory_name_what_went_and_the_next_run_makes_it(
    tmp_path: Path, store: Store
) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    run_here(reports, out)
    for path in entries(store, "documents"):  # at their ends, where a run never looks
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    found = run_here(reports, out)
    with pytest.raises(UsageError, match="Run again"):
        _ = found.records

    again: RunResult = run_here(reports, out)
    while True:  # one entry at a time is found out
        try:
            assert len(again.records) == 7
            break
        except LostError:
            again = run_here(reports, out)


@needs_fork
def test_killed_at_any_moment_a_run_that_copies_goes_on(tmp_path: Path, store: Store) -> None:
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    old = bytes_of(run_here(reports, out).out)
    shutil.copytree(tmp_path / "cache", tmp_path / "kept")
    ward(reports, 6)
    new = undisturbed(reports, tmp_path / "fresh")
    note = tmp_path / "touches"

    def disturbed(fatal: int) -> int:
        touched = [0]
        counting(touched, fatal)
        run_here(reports, out)
        return note.write_text(str(touched[0]))

    def as_it_was() -> None:
        shutil.rmtree(out)
        shutil.rmtree(tmp_path / "cache")
        shutil.copytree(tmp_path / "kept", tmp_path / "cache")
        ward(reports, 6).unlink()
        assert bytes_of(run_here(reports, out).out) == old
        ward(reports, 6)

    assert forked(lambda: disturbed(0)) == 0
    touches = int(note.read_text())
    assert bytes_of(out) == new
    for moment in (touches // 2, *range(touches - 36, touches, 6)):
        as_it_was()
        assert forked(lambda m=moment: disturbed(m)) == -signal.SIGKILL  # type: ignore[misc]
        finish(out)
        assert visible(out) in (old, new), moment

        assert forked(lambda: disturbed(0)) == 0

        assert bytes_of(out) == new and nothing_left(out), moment
