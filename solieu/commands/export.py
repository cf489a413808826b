"""``solieu export OUT --to FORMAT``: the tables once more, for other programs."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from solieu.command_line import OK, Commands, print_lines
from solieu.messages import Lang, say

#: The keys of ``outputs.export.formats``, which takes too long to import for ``--help``.
FORMATS = ("xlsx", "sdmx-csv", "parquet", "duckdb", "wide", "stata", "excel-csv")


def add(commands: Commands) -> None:
    """What the command takes."""
    lang = commands.lang
    syntax = commands.add("export", _export, codes="help.export_formats")
    syntax.arguments.add_argument("folder", metavar="OUT", type=Path, help=say("help.stored", lang))
    syntax.options.add_argument("--to", choices=FORMATS, required=True, help=say("help.to", lang))
    told = say("help.export_out", lang)
    syntax.options.add_argument("-o", "--out", metavar="PATH", type=Path, help=told)
    told = say("help.as_of", lang)
    syntax.options.add_argument("--as-of", metavar="DATE", type=day, help=told)


def day(text: str) -> date:
    """A day as 2026-01-31; raises ArgumentTypeError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(text) from None


def _export(options: argparse.Namespace, lang: Lang) -> int:
    from outputs.export.formats import export

    done = export(options.folder, options.to, options.out, lang, options.as_of)
    if not options.quiet:
        notes = (f"{say('run.notice', lang)}: {one.text(lang)}" for one in done.notices)
        print_lines(notes, sys.stderr)
        print(say("export.done", lang, path=done.path))
    return OK
