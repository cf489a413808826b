"""``solieu parse "PHRASE"``: how a phrase is understood."""

from __future__ import annotations

import argparse

from solieu.command_line import OK, Commands, print_lines, terminal_width
from solieu.messages import Lang, say


def add(commands: Commands) -> None:
    """What the command takes."""
    syntax = commands.add("parse", _parse)
    told = say("help.phrase", commands.lang)
    syntax.arguments.add_argument("phrase", metavar="PHRASE", help=told)


def _parse(options: argparse.Namespace, lang: Lang) -> int:
    from normalize.explain import explain
    from solieu.show_phrase import phrase_lines

    print_lines(phrase_lines(explain(options.phrase), lang, terminal_width()))
    return OK
