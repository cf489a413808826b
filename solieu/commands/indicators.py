"""``solieu indicators OUT``: the labels that most want a person's decision."""

from __future__ import annotations

import argparse
from pathlib import Path

from solieu.command_line import OK, Commands, count, print_lines, terminal_width
from solieu.messages import Lang, say

_SHOWN = 20


def add(commands: Commands) -> None:
    """What the command takes."""
    lang = commands.lang
    syntax = commands.add("indicators", _indicators)
    told = say("help.results", lang)
    syntax.arguments.add_argument("folder", metavar="OUT", type=Path, help=told)
    told = say("help.limit", lang, default=_SHOWN)
    syntax.options.add_argument("--limit", metavar="N", type=count, default=_SHOWN, help=told)
    told = say("help.template", lang)
    syntax.options.add_argument("--template", metavar="CSV", type=Path, help=told)


def _indicators(options: argparse.Namespace, lang: Lang) -> int:
    from outputs.wanting import read_wanting, write_template
    from solieu.show_indicators import template_line, wanting_lines

    labels = read_wanting(options.folder)
    shown = labels[: options.limit]
    print_lines(wanting_lines(labels, shown, lang, terminal_width()))
    if options.template is not None:
        write_template(options.template, shown)
        print_lines([template_line(options.template, len(shown), lang)])
    return OK
