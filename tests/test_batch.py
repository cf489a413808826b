"""The batch: many documents in bounded memory, and the same bytes whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from outputs.results import write_results
from solieu.batch import disk_sort
from solieu.pipeline import RunResult, Settings, run
from solieu.version import VERSION

SAMPLES = Path(__file__).parent.parent / "samples"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("name", ["ward", "other"])
def test_one_document_at_a_time_gives_what_all_in_memory_give(
    name: str, sample_run: Callable[[str], RunResult], tmp_path: Path
) -> None:
    result = sample_run(name)

    write_results(tmp_path, result.results, VERSION)

    assert bytes_of(tmp_path) == bytes_of(result.out)


def test_what_is_sorted_on_disk_is_sorted_as_in_memory(
    sample_run: Callable[[str], RunResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_sort.DiskSort.__init__, "__defaults__", (7,))

    run([SAMPLES / "ward"], tmp_path, settings=Settings(jobs=1))

    assert bytes_of(tmp_path) == bytes_of(sample_run("ward").out)
