"""``solieu audit PATH... -o OUT``: tables, workbooks, annotated reports, the review page."""

from __future__ import annotations

import argparse
from fractions import Fraction

from solieu.batch_options import add_batch_options, settings_of, tell_result, watched
from solieu.command_line import Commands
from solieu.messages import Lang, say


def add(commands: Commands) -> None:
    """What the command takes."""
    syntax = commands.add("audit", _audit, codes="help.run_codes")
    add_batch_options(syntax)
    lang, option = commands.lang, syntax.options.add_argument
    for name, usual in (("confidence", "95"), ("tolerable", "5"), ("expected", "1")):
        told = say(f"help.{name}", lang, default=usual)
        option(f"--{name}", metavar="%", type=_percent, default=_percent(usual), help=told)
    option("--seed", metavar="S", default="", help=say("help.seed", lang))


def _audit(options: argparse.Namespace, lang: Lang) -> int:
    from outputs.workpapers.sampling import Plan
    from solieu.workpapers import audit

    settings = settings_of(options)
    plan = Plan(options.confidence, options.tolerable, options.expected, options.seed)
    with watched(options, lang) as (progress, log):
        log.start(settings)
        done = audit(
            options.paths, options.out, plan=plan, settings=settings, lang=lang, progress=progress
        )
        log.end(done.run.totals)
    names = ", ".join(done.papers)
    written = say("audit.written", lang, names=names, count=done.annotated)
    return tell_result(options, done.run, lang, lambda: [written])


def _percent(text: str) -> Fraction:
    """A percentage as people write it, as a share: ``0,5`` or ``0.5%`` is 1/200."""
    try:
        return Fraction(text.strip().removesuffix("%").strip().replace(",", ".")) / 100
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(text) from error
