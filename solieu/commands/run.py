"""``solieu run PATH... -o OUT``: everything under PATH, as tables in the folder OUT."""

from __future__ import annotations

import argparse

from solieu.batch_options import add_batch_options, settings_of, tell_result, watched
from solieu.command_line import Commands
from solieu.messages import Lang


def add(commands: Commands) -> None:
    """What the command takes."""
    add_batch_options(commands.add("run", _run, codes="help.run_codes"))


def _run(options: argparse.Namespace, lang: Lang) -> int:
    from solieu.pipeline import run

    settings = settings_of(options)
    with watched(options, lang) as (progress, log):
        log.start(settings)
        result = run(options.paths, options.out, settings=settings, progress=progress)
        log.end(result.totals)
    return tell_result(options, result, lang, list)
