"""The command line: arguments in, lines and an exit code out; nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from solieu.command_line import (
    CANNOT_RUN,
    INTERRUPTED,
    OK,
    SOME_FAILED,
    Commands,
    Do,
    Parser,
    complain,
    groups,
    lang_of,
    new_parser,
    shared_options,
    speak_utf8,
)
from solieu.commands import ALL
from solieu.errors import SolieuError, StoppedError
from solieu.messages import Lang, say
from solieu.version import VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` name and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak_utf8()
    lang = lang_of(given)
    try:
        options = _parser(lang).parse_args(given)
        command: Do = options.command
        return command(options, lang)
    except SystemExit as end:  # --help, --version or a wrong command line: already told
        return end.code if isinstance(end.code, int) else CANNOT_RUN
    except SolieuError as error:
        complain(error.message(lang), lang)
        return SOME_FAILED if isinstance(error, StoppedError) else CANNOT_RUN
    except KeyboardInterrupt:
        complain(say("error.interrupted", lang), lang)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough (| head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _parser(lang: Lang) -> Parser:
    parser = new_parser(lang, "solieu")
    parser.epilog = say("help.epilog", lang)
    parser.set_defaults(quiet=False)
    _, options = groups(parser, lang)
    shared_options(options, lang)
    told = say("help.version", lang)
    options.add_argument("--version", action="version", version=f"solieu {VERSION}", help=told)
    parsers = parser.add_subparsers(
        title=say("help.commands", lang),
        metavar=say("help.command", lang),
        required=True,
        dest="name",
    )
    for command in ALL:
        command.add(Commands(lang, parsers))
    return parser
