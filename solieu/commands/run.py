"""``solieu run PATH... -o OUT``: everything under PATH, as tables in the folder OUT."""

from __future__ import annotations

import argparse
import sys

from solieu.batch.settings import cores
from solieu.command_line import OK, SOME_FAILED, Commands, count, print_lines
from solieu.messages import Lang, say


def add(commands: Commands) -> None:
    """What the command takes."""
    syntax = commands.add("run", _run, codes="help.run_codes")
    syntax.paths()
    syntax.out()
    told = say("help.jobs", commands.lang, default=cores())
    syntax.options.add_argument("--jobs", metavar="N", type=count, default=cores(), help=told)
    syntax.read_classified()


def _run(options: argparse.Namespace, lang: Lang) -> int:
    from solieu.pipeline import Settings, run
    from solieu.progress import ProgressLine
    from solieu.show import failure_lines, notice_lines, run_lines

    progress = None if options.quiet else ProgressLine(sys.stderr, lang)
    try:
        settings = Settings(jobs=options.jobs, read_classified=options.read_classified)
        result = run(options.paths, options.out, settings=settings, progress=progress)
    finally:
        if progress:
            progress.close()
    print_lines(failure_lines(result, lang), sys.stderr)
    if not options.quiet:
        print_lines(notice_lines(result, lang), sys.stderr)
        print_lines(run_lines(result, lang))
    return SOME_FAILED if result.failed else OK
