"""With all that people add beside the reports, the same files give the same bytes: whatever the
order they are named in, the number of workers, what is known from before, and where a run was
stopped."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from solieu.batch.places import CACHE_VARIABLE
from solieu.pipeline import Event, Settings, run
from tests.batch_archives import archive, bytes_of

MONTHS = 6
AREAS = """code,name,level,parent,valid_from,valid_to,successor,change,aliases
00011,Hòa An,phường,48,2025-07-01,,,,P. Hòa An|Hoà An
00012,Hòa Bình,xã,48,2025-07-01,,,,
"""
MAPPING = """label,indicator_id,indicator
Tiếp nhận hồ sơ,files_received,Hồ sơ tiếp nhận
"""
METADATA = """file,area,issued,title
tháng 02.txt,xã Hòa Bình,2026-02-27,
2026/tháng 03.txt,,2026-03-30,Báo cáo tháng 3
"""


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """An archive in two folders, one copy in it, with everything that people add."""
    folder = archive(tmp_path / "in", MONTHS)
    later = folder / "2026"
    later.mkdir()
    for path in sorted(folder.glob("*.txt"))[2:4]:
        path.rename(later / path.name)
    (folder / "bản sao.txt").write_bytes((folder / "tháng 01.txt").read_bytes())
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04 broken")
    for name, text in (("areas", AREAS), ("mapping", MAPPING), ("metadata", METADATA)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    run([folder], tmp_path / "first", settings=Settings(jobs=1, limits=None, cache=False))
    with (tmp_path / "first" / "checks.csv").open(encoding="utf-8", newline="") as stream:
        checks = [row["check_id"] for row in csv.DictReader(stream)]
    decided = "".join(f"{one},đã hỏi lại,An,2026-07-01\n" for one in checks[:3])
    (folder / "decisions.csv").write_text(
        f"check_id,decision,reviewer,reviewed_on\n{decided}", encoding="utf-8"
    )
    return [folder, later, *sorted(folder.glob("*.txt")), folder / "hỏng.docx"]


def named(paths: list[Path], out: Path, settings: Settings) -> dict[str, bytes]:
    run(paths, out, settings=settings)
    return bytes_of(out)


HERE = Settings(jobs=1, limits=None)
WAYS: dict[str, Callable[[list[Path]], tuple[list[Path], Settings]]] = {
    "again": lambda paths: (paths, HERE),
    "nothing kept": lambda paths: (paths, Settings(jobs=1, limits=None, cache=False)),
    "two workers": lambda paths: (paths, Settings(jobs=2, cache=False)),
    "three workers, backwards": lambda paths: (paths[::-1], Settings(jobs=3, cache=False)),
    "shuffled": lambda paths: (random.Random(5).sample(paths, len(paths)), HERE),
}


def test_the_same_files_give_the_same_bytes(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    first = named(reports, tmp_path / "out", HERE)
    assert {"series.csv", "checks.csv", "manifest.json"} <= first.keys()
    text = "".join(data.decode() for data in first.values())
    for heard in ("thành phố Đà Nẵng", "files_received", "2026-03-30", "đã hỏi lại", "areas.csv"):
        assert heard in text, heard

    for way, chosen in WAYS.items():
        paths, settings = chosen(reports)
        assert named(paths, tmp_path / "other" / way, settings) == first, way

    assert named(reports, tmp_path / "out", HERE) == first  # into the same folder


class StoppedError(Exception):
    """The run was stopped here."""


@pytest.mark.parametrize("documents", [1, 4])
def test_a_run_that_was_stopped_ends_with_the_same_bytes(
    documents: int, reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    done = 0

    def stop(_: Event) -> None:
        nonlocal done
        done += 1
        if done == documents:
            raise StoppedError

    with pytest.raises(StoppedError):
        run(reports, tmp_path / "out", settings=HERE, progress=stop)
    assert not (tmp_path / "out" / "series.csv").exists()

    resumed = named(reports, tmp_path / "out", HERE)

    assert resumed == named(reports, tmp_path / "whole", Settings(jobs=1, limits=None, cache=False))


def test_what_a_person_adds_is_not_taken_from_the_cache(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    named(reports, tmp_path / "out", HERE)
    folder = reports[0]
    changes = {
        "areas.csv": (AREAS, AREAS.replace(",48,", ",31,")),
        "mapping.csv": (MAPPING, MAPPING.replace("files_received", "files_in")),
        "metadata.csv": (METADATA, METADATA.replace("2026-03-30", "2026-03-29")),
    }
    for name, (before, after) in changes.items():
        (folder / name).write_text(after, encoding="utf-8")
        kept = named(reports, tmp_path / "out", HERE)
        fresh = named(reports, tmp_path / name, Settings(jobs=1, limits=None, cache=False))
        (folder / name).write_text(before, encoding="utf-8")

        assert kept == fresh, name
