"""What is imported is declared, and what is declared is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = ("solieu", "extract", "normalize", "audit", "outputs")
OURS = {*PACKAGES, "samples", "tests", "benchmarks"}

#: Import names that are not their distribution's name.
IMPORTED_AS = {
    "python-calamine": "python_calamine",
    "python-docx": "docx",
    "python-oxmsg": "oxmsg",
    "sdmx1": "sdmx",
    "pillow": "PIL",
}

#: Tools that are run, plugins and types that are only read by type checkers.
NOT_IMPORTED = {"ruff", "mypy", "import-linter", "hatchling", "pandas-stubs", "lxml-stubs"} | {
    "types-regex",
    "pytest-xdist",  # an option of the command
    "onnxruntime",  # RapidOCR wants one of several engines
}


def declared(requirements: list[str]) -> set[str]:
    """Import names of the distributions required."""
    names = (re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in requirements)
    return {IMPORTED_AS.get(name, name) for name in names if name not in NOT_IMPORTED}


EXTRAS = PROJECT["project"]["optional-dependencies"]
EXTRA = [requirement for several in EXTRAS.values() for requirement in several]
RUNTIME = declared(PROJECT["project"]["dependencies"] + EXTRA)
DEVELOPMENT = declared(PROJECT["dependency-groups"]["dev"])


def imported(folder: str) -> Iterator[str]:
    """Third-party top-level modules that the code of a folder imports, at any depth."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                top = name.split(".")[0]
                if top not in OURS and top not in sys.stdlib_module_names:
                    yield top


@pytest.mark.parametrize("folder", PACKAGES)
def test_the_program_imports_only_what_it_requires(folder: str) -> None:
    assert set(imported(folder)) <= RUNTIME


@pytest.mark.parametrize("folder", sorted(OURS - set(PACKAGES)))
def test_tests_samples_and_benchmarks_import_only_what_is_declared(folder: str) -> None:
    assert set(imported(folder)) <= RUNTIME | DEVELOPMENT


def test_everything_required_is_used() -> None:
    used = {name for folder in OURS for name in imported(folder)}

    assert used >= RUNTIME | DEVELOPMENT
