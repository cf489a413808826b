"""How a command line is read and written about: parsers that speak the user's language."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TextIO

from solieu.errors import UsageError
from solieu.messages import Lang, locale_lang, message, say
from solieu.urls import path_or_url

OK, DISAGREES, SOME_FAILED, CANNOT_RUN = 0, 1, 1, 2
INTERRUPTED = 130  # what shells give for Ctrl-C

_NARROW, _WIDE = 80, 120

#: Does what a command promises and gives its exit code.
Do = Callable[[argparse.Namespace, Lang], int]


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help texts with room for the word that stands for "usage:" in Vietnamese."""

    def __init__(self, prog: str) -> None:
        from shutil import get_terminal_size

        super().__init__(prog, width=max(get_terminal_size().columns - 6, _NARROW // 2))


class Parser(argparse.ArgumentParser):
    """A parser whose own words are in the language asked for."""

    lang: Lang = "en"

    def error(self, detail: str) -> NoReturn:
        """Tell what is wrong with the command line and end with code 2."""
        from solieu.usage import told

        text = say("usage.error", self.lang, detail=told(detail, self.lang), program=self.prog)
        print(text, file=sys.stderr)
        raise SystemExit(CANNOT_RUN)

    def format_usage(self) -> str:
        """The usage line, which argparse would begin in English."""
        return super().format_usage().replace("usage: ", say("help.usage", self.lang), 1)

    def format_help(self) -> str:
        """The whole help, its first line as in ``format_usage``."""
        return super().format_help().replace("usage: ", say("help.usage", self.lang), 1)


@dataclass(frozen=True, slots=True)
class Commands:
    """Where a command says its name, its arguments and its options."""

    lang: Lang
    _parsers: argparse._SubParsersAction[Parser]

    def add(self, name: str, do: Do, codes: str = "") -> CommandSyntax:
        """The command ``name``, carried out by ``do``.

        Its help is the message ``help.NAME``; ``codes`` is the key of the message that
        tells its exit codes.
        """
        said = say(f"help.{name}", self.lang)
        sub = self._parsers.add_parser(
            name,
            help=said,
            description=said[0].upper() + said[1:] + ".",
            epilog=say(codes, self.lang) if codes else None,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Formatter,
        )
        sub.lang = self.lang
        sub.set_defaults(command=do)
        arguments, options = groups(sub, self.lang)
        shared_options(options, self.lang)
        return CommandSyntax(self.lang, arguments, options)


@dataclass(frozen=True, slots=True)
class CommandSyntax:
    """The arguments and options of one command."""

    lang: Lang
    arguments: argparse._ArgumentGroup
    options: argparse._ArgumentGroup

    def paths(self) -> None:
        """PATH...: files, folders and archives."""
        told = say("help.paths", self.lang)
        self.arguments.add_argument("paths", metavar="PATH", nargs="+", type=path_or_url, help=told)

    def file(self) -> None:
        """FILE: one report."""
        told = say("help.file", self.lang)
        self.arguments.add_argument("file", metavar="FILE", type=Path, help=told)

    def out(self) -> None:
        """-o OUT: the folder written."""
        told = say("help.out", self.lang)
        self.options.add_argument(
            "-o", "--out", metavar="OUT", required=True, type=path_or_url, help=told
        )

    def read_classified(self) -> None:
        """--read-classified: documents stamped secret are read too."""
        told = say("help.read_classified", self.lang)
        self.options.add_argument("--read-classified", action="store_true", help=told)

    def ocr(self) -> None:
        """--ocr and --ocr2: how scanned pages are read."""
        told = say("help.ocr", self.lang, default="auto")
        modes = ("auto", "never", "again")
        self.options.add_argument("--ocr", choices=modes, default="auto", help=told)
        told = say("help.ocr2", self.lang)
        self.options.add_argument("--ocr2", action="store_true", help=told)


def groups(
    parser: argparse.ArgumentParser, lang: Lang
) -> tuple[argparse._ArgumentGroup, argparse._ArgumentGroup]:
    """The headings for arguments and for options."""
    arguments = parser.add_argument_group(say("help.arguments", lang))
    return arguments, parser.add_argument_group(say("help.options", lang))


def shared_options(options: argparse._ArgumentGroup, lang: Lang) -> None:
    """Options that every command takes; those given before the command hold too."""
    later = argparse.SUPPRESS
    options.add_argument("-h", "--help", action="help", help=say("help.help", lang))
    options.add_argument("--lang", choices=("vi", "en"), default=later, help=say("help.lang", lang))
    options.add_argument(
        "-q", "--quiet", action="store_true", default=later, help=say("help.quiet", lang)
    )


def new_parser(lang: Lang, name: str) -> Parser:
    """A parser for the program ``name`` without any argument yet."""
    parser = Parser(
        prog=name,
        description=say("help.description", lang),
        add_help=False,
        allow_abbrev=False,
        formatter_class=_Formatter,
    )
    parser.lang = lang
    return parser


def count(text: str) -> int:
    """A number of at least 1; raises ArgumentTypeError for anything else."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(text)
    return int(text)


def one_file(path: Path) -> Path:
    """``path``, or the member of a ZIP archive that it leads into, unpacked for the time.

    A folder is refused with a word on the command for folders.
    """
    if path.is_dir():
        said = message("error.is_folder", path=path)
        raise UsageError(said.vi, said.en)
    if not path.exists():
        from solieu.archive_member import member_at

        return member_at(path) or path
    return path


def print_lines(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """``lines`` on ``stream``, by default the standard output."""
    for line in lines:
        print(line, file=stream)


def complain(text: str, lang: Lang) -> None:
    """One line on the standard error that says what stopped the program."""
    print(f"solieu: {say('error.label', lang)}: {text}", file=sys.stderr)


def terminal_width() -> int:
    """Columns to lay tables out in."""
    from shutil import get_terminal_size

    return min(max(get_terminal_size((100, 24)).columns, _NARROW), _WIDE)


def speak_utf8() -> None:
    """Vietnamese on every console, and line ends that offsets can be counted in."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def lang_of(arguments: Sequence[str]) -> Lang:
    """The language of the messages, which the parser's own texts need beforehand."""
    for n, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            wanted = value or "".join(arguments[n + 1 : n + 2])
            if wanted in ("vi", "en"):
                return "vi" if wanted == "vi" else "en"
    return locale_lang(os.environ)
