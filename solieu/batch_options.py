"""The options of the commands that read many documents, and what they mean."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from solieu.batch.settings import MEMORY, TIMEOUT, Limits, Settings, cores
from solieu.command_line import OK, SOME_FAILED, CommandSyntax, count, print_lines
from solieu.messages import Lang, say
from solieu.model import Ocr

if TYPE_CHECKING:
    from solieu.pipeline import Progress, RunResult
    from solieu.run_log import RunLog


def add_batch_options(syntax: CommandSyntax) -> None:
    """PATH..., -o OUT and how the work is done."""
    syntax.paths()
    syntax.out()
    lang, option = syntax.lang, syntax.options.add_argument
    for name, usual, sign in (
        ("jobs", cores(), "N"),
        ("timeout", TIMEOUT, "S"),
        ("memory", MEMORY, "MB"),
    ):
        told = say(f"help.{name}", lang, default=usual)
        option(f"--{name}", metavar=sign, type=count, default=usual, help=told)
    option("--no-cache", action="store_true", help=say("help.no_cache", lang))
    option("--recheck", action="store_true", help=say("help.recheck", lang))
    option("--scheduler", metavar="ADDRESS", default="", help=say("help.scheduler", lang))
    option("--log", metavar="FILE", type=Path, help=say("help.log", lang))
    option("--fail-fast", action="store_true", help=say("help.fail_fast", lang))
    option("--strict", action="store_true", help=say("help.strict", lang))
    option("--mapping", metavar="CSV", type=Path, help=say("help.mapping", lang))
    option("--areas", metavar="CSV", type=Path, help=say("help.areas", lang))
    syntax.read_classified()
    syntax.ocr()


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that the options ask for."""
    return Settings(
        jobs=options.jobs,
        read_classified=options.read_classified,
        limits=Limits(options.timeout, options.memory),
        cache=not options.no_cache,
        trust=not options.recheck,
        scheduler=options.scheduler,
        fail_fast=options.fail_fast,
        ocr=Ocr(options.ocr, options.ocr2),
        mapping=options.mapping,
        areas=options.areas,
    )


@contextmanager
def watched(options: argparse.Namespace, lang: Lang) -> Iterator[tuple[Progress, RunLog]]:
    """Who looks on: the line on the terminal and the log file.

    A polite request to stop (SIGTERM) is taken as Ctrl-C is: cleanly.
    """
    from solieu.progress import ProgressLine
    from solieu.run_log import RunLog

    lookers: list[Progress] = []
    line = None if options.quiet else ProgressLine(sys.stderr, lang)
    if line:
        lookers.append(line)
    try:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.default_int_handler)
        with RunLog.to(options.log) as log:
            lookers.append(log)
            yield _all(lookers), log
    finally:
        if line:
            line.close()


def _all(lookers: list[Progress]) -> Progress:
    def tell(event: object) -> None:
        for looker in lookers:
            looker(event)  # type: ignore[arg-type]

    return tell


def tell_result(
    options: argparse.Namespace, result: RunResult, lang: Lang, more: Callable[[], list[str]]
) -> int:
    """Print how a run went, ``more`` at its end; the exit code."""
    from solieu.show import failure_lines, notice_lines, run_lines

    print_lines(failure_lines(result, lang), sys.stderr)
    if not options.quiet:
        print_lines(notice_lines(result, lang), sys.stderr)
        print_lines(run_lines(result, lang))
        print_lines(more())
    totals = result.totals
    doubtful = totals.documents["partial"] or totals.numbers["unresolved"]
    return SOME_FAILED if result.failed or (options.strict and doubtful) else OK
