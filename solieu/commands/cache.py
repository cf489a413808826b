"""``solieu cache``: what is kept of earlier runs, and how to be rid of it."""

from __future__ import annotations

import argparse
import time
from collections import Counter

from solieu.command_line import OK, Commands, count, print_lines
from solieu.messages import Lang, say

_DAY = 24 * 60 * 60
_MEGABYTE = 1024 * 1024


def add(commands: Commands) -> None:
    """What the command takes."""
    syntax = commands.add("cache", _cache)
    told = say("help.prune", commands.lang)
    syntax.options.add_argument("--prune", metavar="DAYS", type=count, help=told)
    syntax.options.add_argument(
        "--clear", action="store_true", help=say("help.clear", commands.lang)
    )


def _cache(options: argparse.Namespace, lang: Lang) -> int:
    from solieu.batch.places import cache_folder
    from solieu.batch.store import KINDS, Store

    store = Store(cache_folder())
    if options.clear or options.prune:
        days = 0 if options.clear else options.prune
        gone, freed = store.prune(time.time() - days * _DAY if days else float("inf"))
        print(say("cache.pruned", lang, count=gone, size=f"{freed / _MEGABYTE:.1f}"))
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for entry in store.entries():
        counts[entry.kind] += 1
        sizes[entry.kind] += entry.size
    if not options.quiet:
        print_lines([say("cache.folder", lang, folder=store.folder)])
        print_lines(
            say(f"cache.{kind}", lang, count=counts[kind], size=f"{sizes[kind] / _MEGABYTE:.1f}")
            for kind in KINDS
        )
    return OK
