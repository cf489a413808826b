"""The command line: arguments in, lines and an exit code out; nothing else.

Every command imports what it needs when it runs, so that ``--help`` is there at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from solieu.errors import SolieuError, UsageError
from solieu.messages import Lang, locale_lang, message, say
from solieu.version import VERSION

OK, DISAGREES, SOME_FAILED, CANNOT_RUN = 0, 1, 1, 2
_INTERRUPTED = 130  # what shells give for Ctrl-C

_NARROW, _WIDE = 80, 120


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` name and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    lang = _lang(given)
    try:
        options = _parser(lang).parse_args(given)
        command: Callable[[argparse.Namespace, Lang], int] = options.command
        return command(options, lang)
    except SystemExit as end:  # --help, --version or a wrong command line: already told
        return end.code if isinstance(end.code, int) else CANNOT_RUN
    except SolieuError as error:
        _complain(error.message(lang), lang)
        return CANNOT_RUN
    except KeyboardInterrupt:
        _complain(say("error.interrupted", lang), lang)
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough (| head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _run(options: argparse.Namespace, lang: Lang) -> int:
    from solieu.pipeline import Settings, run
    from solieu.progress import ProgressLine
    from solieu.show import failure_lines, notice_lines, run_lines

    progress = None if options.quiet else ProgressLine(sys.stderr, lang)
    try:
        settings = Settings(options.jobs, options.read_classified)
        result = run(options.paths, options.out, settings=settings, progress=progress)
    finally:
        if progress:
            progress.close()
    _print(failure_lines(result, lang), sys.stderr)
    if not options.quiet:
        _print(notice_lines(result, lang), sys.stderr)
        _print(run_lines(result, lang))
    return SOME_FAILED if result.failed else OK


def _check(options: argparse.Namespace, lang: Lang) -> int:
    from solieu.api import read
    from solieu.show import audit_lines

    report = read(_file(options.file), indicators=False, read_classified=options.read_classified)
    comments = report.annotate(options.annotate, lang=lang) if options.annotate else 0
    for problem in report.problems:
        print(f"{say('run.partial', lang)}: {report.source}: {problem}", file=sys.stderr)
    if not options.quiet:
        _print(audit_lines(report, lang, _width()))
        if options.annotate:
            print(say("annotate.done", lang, comments=comments, out=options.annotate))
    return DISAGREES if report.disagreements else OK


def _text(options: argparse.Namespace, lang: Lang) -> int:
    from extract.read import read

    path = _file(options.file)
    text = read(path, path.name, read_classified=options.read_classified).text
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    return OK


def _parse(options: argparse.Namespace, lang: Lang) -> int:
    from normalize.explain import explain
    from solieu.show import phrase_lines

    _print(phrase_lines(explain(options.phrase), lang, _width()))
    return OK


def _file(path: Path) -> Path:
    """``path``; a folder is refused with a word on the command for folders."""
    if path.is_dir():
        said = message("error.is_folder", path=path)
        raise UsageError(said.vi, said.en)
    return path


def _print(lines: Iterable[str], stream: TextIO | None = None) -> None:
    for line in lines:
        print(line, file=stream)


def _complain(text: str, lang: Lang) -> None:
    print(f"solieu: {say('error.label', lang)}: {text}", file=sys.stderr)


def _width() -> int:
    from shutil import get_terminal_size

    return min(max(get_terminal_size((100, 24)).columns, _NARROW), _WIDE)


def _speak_utf8() -> None:
    """Vietnamese on every console, and line ends that offsets can be counted in."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _lang(arguments: Sequence[str]) -> Lang:
    """The language of the messages, which the parser's own texts need beforehand."""
    for n, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            wanted = value or "".join(arguments[n + 1 : n + 2])
            if wanted in ("vi", "en"):
                return "vi" if wanted == "vi" else "en"
    return locale_lang(os.environ)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help texts with room for the word that stands for "usage:" in Vietnamese."""

    def __init__(self, prog: str) -> None:
        from shutil import get_terminal_size

        super().__init__(prog, width=max(get_terminal_size().columns - 6, _NARROW // 2))


class _Parser(argparse.ArgumentParser):
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


def _parser(lang: Lang) -> _Parser:
    parser = _new(lang, "solieu", say("help.description", lang))
    parser.epilog = say("help.epilog", lang)
    parser.set_defaults(quiet=False)
    _, options = _groups(parser, lang)
    _shared(options, lang)
    options.add_argument(
        "--version",
        action="version",
        version=f"solieu {VERSION}",
        help=say("help.version", lang),
    )
    commands = parser.add_subparsers(
        title=say("help.commands", lang),
        metavar=say("help.command", lang),
        required=True,
        dest="name",
    )

    def command(
        name: str, do: Callable[[argparse.Namespace, Lang], int], codes: str = ""
    ) -> tuple[argparse._ArgumentGroup, argparse._ArgumentGroup]:
        said = say(f"help.{name}", lang)
        sub = commands.add_parser(
            name,
            help=said,
            description=said[0].upper() + said[1:] + ".",
            epilog=say(codes, lang) if codes else None,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Formatter,
        )
        sub.lang = lang
        sub.set_defaults(command=do)
        arguments, sub_options = _groups(sub, lang)
        _shared(sub_options, lang)
        return arguments, sub_options

    arguments, options = command("run", _run, "help.run_codes")
    arguments.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help=say("help.paths", lang)
    )
    options.add_argument(
        "-o", "--out", metavar="OUT", required=True, type=Path, help=say("help.out", lang)
    )
    options.add_argument(
        "--jobs",
        metavar="N",
        type=_count,
        default=1,
        help=say("help.jobs", lang, default=1),
    )
    _secret(options, lang)
    arguments, options = command("check", _check, "help.check_codes")
    arguments.add_argument("file", metavar="FILE", type=Path, help=say("help.file", lang))
    options.add_argument(
        "--annotate", metavar="OUT.docx", type=Path, help=say("help.annotate", lang)
    )
    _secret(options, lang)
    arguments, options = command("text", _text)
    arguments.add_argument("file", metavar="FILE", type=Path, help=say("help.file", lang))
    _secret(options, lang)
    arguments, _ = command("parse", _parse)
    arguments.add_argument("phrase", metavar="PHRASE", help=say("help.phrase", lang))
    return parser


def _new(lang: Lang, name: str, description: str) -> _Parser:
    parser = _Parser(
        prog=name,
        description=description,
        add_help=False,
        allow_abbrev=False,
        formatter_class=_Formatter,
    )
    parser.lang = lang
    return parser


def _groups(
    parser: argparse.ArgumentParser, lang: Lang
) -> tuple[argparse._ArgumentGroup, argparse._ArgumentGroup]:
    arguments = parser.add_argument_group(say("help.arguments", lang))
    return arguments, parser.add_argument_group(say("help.options", lang))


def _shared(options: argparse._ArgumentGroup, lang: Lang) -> None:
    """Options that every command takes; those given before the command hold too."""
    later = argparse.SUPPRESS
    options.add_argument("-h", "--help", action="help", help=say("help.help", lang))
    options.add_argument("--lang", choices=("vi", "en"), default=later, help=say("help.lang", lang))
    options.add_argument(
        "-q", "--quiet", action="store_true", default=later, help=say("help.quiet", lang)
    )


def _secret(options: argparse._ArgumentGroup, lang: Lang) -> None:
    options.add_argument(
        "--read-classified", action="store_true", help=say("help.read_classified", lang)
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(text)
    return int(text)
