"""What several test modules share: one run over each folder of samples, steady examples.

Hypothesis tries the same examples every time, so that a test passes or fails for all.
`pytest --hypothesis-profile=default` looks for new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from samples.remake import produce
from solieu.batch.places import CACHE_VARIABLE
from solieu.pipeline import RunResult
from tests.two_reports import GOOD, SLIP, write

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads what a user keeps, or leaves anything there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], RunResult]:
    """The run over one folder of samples, done once in a session; ``out`` is its folder."""
    done: dict[str, RunResult] = {}

    def run(name: str) -> RunResult:
        if name not in done:
            done[name] = produce(name, tmp_path_factory.mktemp("samples") / name)
        return done[name]

    return run


@pytest.fixture(scope="session")
def ward(sample_run: Callable[[str], RunResult]) -> Path:
    """The output folder of twelve monthly reports."""
    return sample_run("ward").out


@pytest.fixture
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
