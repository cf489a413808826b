"""``solieu plot OUT``: pictures of the time series."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from solieu.command_line import OK, Commands
from solieu.commands.export import day
from solieu.errors import UsageError
from solieu.messages import Lang, message, say


def add(commands: Commands) -> None:
    """What the command takes."""
    lang = commands.lang
    syntax = commands.add("plot", _plot)
    syntax.arguments.add_argument("folder", metavar="OUT", type=Path, help=say("help.stored", lang))
    option = syntax.options.add_argument
    option("--indicator", metavar="ID", help=say("help.indicator", lang))
    option("--all", action="store_true", help=say("help.all", lang))
    option("-o", "--out", metavar="FILE", type=Path, help=say("help.plot_out", lang))
    option("--area", help=say("help.area", lang))
    option("--measure", help=say("help.measure", lang))
    option("--frequency", help=say("help.frequency", lang))
    option("--as-of", metavar="DATE", type=day, help=say("help.as_of", lang))


def _tell(lang: Lang, done: int, total: int) -> None:
    """A line that each picture writes anew; gone with the last one."""
    told = say("plot.progress", lang, done=done, total=total)
    shown = told if done < total else " " * len(told) + "\r"
    print(f"\r{shown}", end="", file=sys.stderr, flush=True)


def _plot(options: argparse.Namespace, lang: Lang) -> int:
    from outputs.picture.files import Wanted, plot_all, plot_indicator

    if options.all == (options.indicator is not None):
        said = message("plot.what")
        raise UsageError(said.vi, said.en)
    wanted = Wanted(
        options.indicator, options.measure, options.frequency, options.area, options.as_of
    )
    if not options.all:
        path = plot_indicator(options.folder, wanted, options.out, lang)
    else:
        watched = sys.stderr.isatty() and not options.quiet
        progress = partial(_tell, lang) if watched else None
        path = plot_all(options.folder, wanted, options.out, lang, progress)
    if not options.quiet:
        print(say("export.done", lang, path=path))
    return OK
