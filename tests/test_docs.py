"""The two READMEs: what they show is what the program prints, and both say the same.

```console blocks: each `$ ` line is run, the lines below are what it prints; a line of
`...` stands for any lines. `make` is not run: its target must exist, and what `make demo`
shows is compared with the same steps done here. ```python blocks are doctests. Blocks for
PowerShell are only looked at. Nothing else may be fenced, so that nothing goes untested.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from outputs.columns import TABLES
from samples import show
from solieu.cli import main
from solieu.messages import Lang
from solieu.pipeline import RunResult
from solieu.show import failure_lines, notice_lines, run_lines

ROOT = Path(__file__).parent.parent
READMES: dict[str, Lang] = {"README.md": "en", "README.vi.md": "vi"}
LOCALES = {"en": "en_US.UTF-8", "vi": "vi_VN.UTF-8"}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE))


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; ``line`` is where its text begins."""

    readme: str
    line: int
    kind: str
    text: str

    @property
    def commands(self) -> list[tuple[str, str]]:
        """Each command of a console block with what is shown below it."""
        steps = re.split(r"^\$ ", self.text, flags=re.MULTILINE)
        assert not steps[0].strip(), f"{self}: output before the first command"
        return [(first, shown) for first, _, shown in (step.partition("\n") for step in steps[1:])]

    def __str__(self) -> str:
        return f"{self.readme}:{self.line}"


def blocks(readme: str) -> list[Block]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [
        Block(readme, text[: match.start(2)].count("\n") + 1, match[1], match[2])
        for match in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]


BLOCKS = [block for readme in READMES for block in blocks(readme)]
CONSOLE = [block for block in BLOCKS if block.kind == "console"]
PYTHON = [block for block in BLOCKS if block.kind == "python"]


@pytest.fixture(autouse=True)
def checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """A place that looks like the checkout to whoever follows the README, and may be filled."""
    shutil.copytree(ROOT / "samples" / "ward", tmp_path / "samples" / "ward")
    shutil.copytree(ROOT / "samples" / "other", tmp_path / "samples" / "other")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("block", CONSOLE, ids=str)
def test_commands_print_what_is_shown(
    block: Block, sample_run: Callable[[str], RunResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    lang = READMES[block.readme]
    monkeypatch.setenv("LANG", LOCALES[lang])
    for command, shown in block.commands:
        program, *arguments = shlex.split(command, comments=True)
        if program == "make":
            assert set(arguments) <= TARGETS, command
            printed = demo(sample_run("ward"), lang) if arguments == ["demo"] else None
        else:
            assert program == "solieu", f"{block}: {program} is not run by this test"
            printed = output_of(main, arguments)
        if printed is not None and shown.strip():
            assert like(shown, printed), f"{block}: $ {command}\n{printed}"


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_python_prints_what_is_shown(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", LOCALES[READMES[block.readme]])
    test = doctest.DocTestParser().get_doctest(block.text, {}, str(block), block.readme, block.line)
    told = io.StringIO()
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.write)

    assert result.attempted
    assert not result.failed, told.getvalue()


def output_of(run: Callable[[list[str]], object], arguments: list[str]) -> str:
    """All that is printed, warnings too, in the order a terminal shows it."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        run(arguments)
    return printed.getvalue()


def demo(result: RunResult, lang: Lang) -> str:
    """What `make demo` prints, for a run already done."""
    lines = [*failure_lines(result, lang), *notice_lines(result, lang), *run_lines(result, lang)]
    shown = output_of(lambda _: show.main(result.out), [])
    return ("\n".join(lines) + "\n" + shown).replace(str(result.out), "out")


def like(shown: str, printed: str) -> bool:
    """Whether ``printed`` is ``shown``, where a line of three dots is any lines."""
    parts = [
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + r"[ ]*\n"
        for line in shown.rstrip("\n").split("\n")
    ]
    return re.fullmatch("".join(parts), printed.rstrip("\n") + "\n") is not None


def test_like_takes_dots_for_any_lines_and_nothing_else() -> None:
    assert like("a\n...\nd\n", "a\nb\nc\nd\n")
    assert like("a\nb\n", "a\nb")
    assert not like("a\n...\nd\n", "a\nb\nc\n")
    assert not like("a.c\n", "abc\n")


# --- nothing untested, nothing left out ---------------------------------------


def test_every_block_is_of_a_kind_that_is_tested() -> None:
    assert {block.kind for block in BLOCKS} == {"console", "python", "powershell"}
    assert all(kinds("README.md") == kinds(readme) for readme in READMES)


def kinds(readme: str) -> list[str]:
    return [block.kind for block in blocks(readme)]


def test_both_readmes_run_the_same() -> None:
    english, vietnamese = (
        [
            block.text if block.kind != "console" else [command for command, _ in block.commands]
            for block in blocks(readme)
            if block.kind != "python"
        ]
        for readme in READMES
    )

    assert len(english) == len(vietnamese)
    for one, other in zip(english, vietnamese, strict=True):
        assert uncommented(one) == uncommented(other)


def uncommented(block: str | list[str]) -> list[str]:
    lines = block if isinstance(block, list) else block.splitlines()
    return [re.sub(r"\s*#.*", "", line) for line in lines]


def test_both_readmes_have_the_same_sections() -> None:
    outlines = [
        re.findall(r"^(#+) ", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
        for readme in READMES
    ]

    assert outlines[0] == outlines[1]


def test_the_windows_lines_do_what_make_does() -> None:
    (powershell,) = (b.text for b in BLOCKS if b.kind == "powershell" and b.readme == "README.md")
    for step in (
        "-m venv .venv",
        "-m pip install --editable . --group dev",
        "run samples/ward -o out",
        "-m samples.show out",
        "-m pytest",
    ):
        windows = powershell.replace("\\", "/")
        assert step in windows
        assert step in re.sub(r" --(quiet|disable-pip-version-check)", "", MAKEFILE)


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_tells_of_every_command_and_file(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")

    for command in ("run", "audit", "check", "export", "plot", "text", "parse"):
        assert f"`solieu {command}" in text or f"$ solieu {command}" in text
    for name in (*(f"{name}.csv" for name in TABLES), "datapackage.json", "manifest.json"):
        assert f"`{name}`" in text
    for suffix in (".txt", ".md", ".docx", ".pdf"):
        assert f"`{suffix}`" in text


def documents() -> list[Path]:
    return [path for folder in ("", "docs", "samples") for path in (ROOT / folder).glob("*.md")]


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_ci_runs_the_test_command_of_the_readme() -> None:
    (command,) = {
        command
        for block in CONSOLE
        for command, _ in block.commands
        if command.startswith("make test")
    }
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert re.search(rf"^{re.escape(command)}$", script, re.MULTILINE)
