"""``solieu audit PATH... -o OUT``: tables, workbooks, annotated reports, the review page."""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction

from solieu.batch.settings import cores
from solieu.command_line import OK, SOME_FAILED, Commands, count, print_lines
from solieu.messages import Lang, say


def add(commands: Commands) -> None:
    """What the command takes."""
    syntax = commands.add("audit", _audit, codes="help.run_codes")
    syntax.paths()
    syntax.out()
    lang, option = commands.lang, syntax.options.add_argument
    told = say("help.jobs", lang, default=cores())
    option("--jobs", metavar="N", type=count, default=cores(), help=told)
    for name, usual in (("confidence", "95"), ("tolerable", "5"), ("expected", "1")):
        told = say(f"help.{name}", lang, default=usual)
        option(f"--{name}", metavar="%", type=_percent, default=_percent(usual), help=told)
    option("--seed", metavar="S", default="", help=say("help.seed", lang))
    syntax.read_classified()


def _audit(options: argparse.Namespace, lang: Lang) -> int:
    from outputs.workpapers.sampling import Plan
    from solieu.pipeline import Settings
    from solieu.progress import ProgressLine
    from solieu.show import failure_lines, notice_lines, run_lines
    from solieu.workpapers import audit

    progress = None if options.quiet else ProgressLine(sys.stderr, lang)
    try:
        done = audit(
            options.paths,
            options.out,
            plan=Plan(options.confidence, options.tolerable, options.expected, options.seed),
            settings=Settings(jobs=options.jobs, read_classified=options.read_classified),
            lang=lang,
            progress=progress,
        )
    finally:
        if progress:
            progress.close()
    print_lines(failure_lines(done.run, lang), sys.stderr)
    if not options.quiet:
        print_lines(notice_lines(done.run, lang), sys.stderr)
        print_lines(run_lines(done.run, lang))
        print_lines([say("audit.written", lang, names=", ".join(done.papers))])
    return SOME_FAILED if done.run.failed else OK


def _percent(text: str) -> Fraction:
    """A percentage as people write it, as a share: ``0,5`` or ``0.5%`` is 1/200."""
    try:
        return Fraction(text.strip().removesuffix("%").strip().replace(",", ".")) / 100
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(text) from error
