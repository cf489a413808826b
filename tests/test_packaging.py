"""The package's own face: what the wheel holds, what importing costs, what is exported."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import solieu

ROOT = Path(__file__).parent.parent
PACKAGES = ("solieu", "extract", "normalize", "audit", "outputs")

#: Modules that take long to load and that no start-up needs.
HEAVY = ("pandas", "numpy", "underthesea", "rapidfuzz", "pdfplumber", "pypdfium2", "docx", "lxml")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return frozenset(archive.namelist())


def tracked_or_new(package: str) -> set[str]:
    """The files of a package that belong in it, as they lie in the checkout."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_exactly_our_packages(wheel: frozenset[str]) -> None:
    ours = {name for name in wheel if ".dist-info/" not in name}

    assert ours == set().union(*(tracked_or_new(package) for package in PACKAGES))


def test_the_wheel_holds_the_word_lists_and_types(wheel: frozenset[str]) -> None:
    data = {name for name in wheel if name.endswith((".toml", ".csv"))}

    assert {"solieu/messages.toml", "outputs/columns.toml", "solieu/py.typed"} <= wheel
    for folder in ("extract/words/", "normalize/data/", "audit/words/"):
        assert any(name.startswith(folder) for name in data), folder


def test_the_wheel_holds_no_tests_and_no_leftovers(wheel: frozenset[str]) -> None:
    tops = {name.split("/")[0] for name in wheel}

    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    assert not [name for name in wheel if name.endswith((".pyc", ".tmp"))]


def test_the_command_is_installed(wheel: frozenset[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["scripts"] == {"solieu": "solieu.cli:main"}
    assert project["version"] == solieu.__version__
    assert any(name.endswith("/entry_points.txt") for name in wheel)


@pytest.mark.parametrize(
    "code",
    [
        "import solieu",
        "import solieu; solieu.__version__",
        "from solieu.cli import main; main(['--help'])",
        "from solieu.cli import main; main(['run', '--help', '--lang', 'vi'])",
        "from solieu.cli import main; main(['nonsense'])",
    ],
)
def test_starting_up_imports_nothing_heavy(code: str) -> None:
    told = f"{code}\nimport sys\nprint('loaded:', *sys.modules)"
    run = subprocess.run(
        (sys.executable, "-c", told), cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    loaded = run.stdout.rpartition("loaded: ")[2].split()

    assert "solieu" in loaded
    assert not {name.split(".")[0] for name in loaded} & {*HEAVY, *PACKAGES[1:]}


def test_importing_solieu_imports_only_itself() -> None:
    code = "import sys; before = set(sys.modules); import solieu; print(*set(sys.modules) - before)"
    run = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, capture_output=True, check=True, text=True
    )

    assert set(run.stdout.split()) == {"solieu", "solieu.version", "__future__"}


def test_the_face_is_what_it_says() -> None:
    assert set(dir(solieu)) == {"Report", "__version__", "export", "load", "read", "run"}
    assert callable(solieu.read) and callable(solieu.run)
    with pytest.raises(AttributeError, match="no attribute 'open'"):
        solieu.open  # noqa: B018
