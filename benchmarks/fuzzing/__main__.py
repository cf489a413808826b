"""Try inputs at random: ``python -m benchmarks.fuzzing [--minutes M] [--seed N] [--only KIND]``.

Samples of every format are changed at random, and texts put together from the word lists;
each is read, understood, audited and rendered as in a run. A finding is an error of our own
code, a process that dies, more than 30 processor seconds, or a result in which something
does not hold (``faults.py``): digits without a row, spans out of the text, a value that has
not the digits that are written. Some are read a second time under another hash seed
(``twin.py``), of some the papers of an audit are made (``papers.py``). A finding is kept in
``--keep`` with where it happened. ``--input N`` tries one input again.
"""

from __future__ import annotations

import argparse
import json
import queue
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from benchmarks.fuzzing.inputs import WEIGHTS, made

_SILENT = 900  # seconds without a word: on a busy machine an input may take long


@dataclass
class Tally:
    """What was tried."""

    seconds: float = 0
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0, 0)

    def lines(self) -> list[str]:
        """For people."""
        return [
            f"{self.kinds.total()} inputs, {self.seconds / 60:.1f} processor minutes; slowest: "
            f"{self.slowest[0]:.1f} s (input {self.slowest[1]})",
            "kinds: " + ", ".join(f"{kind} {count}" for kind, count in self.kinds.most_common()),
            "status: " + ", ".join(f"{one} {count}" for one, count in self.statuses.most_common()),
            *(f"FOUND {count} x {what}" for what, count in self.findings.most_common()),
        ]


def _listen(stream: IO[str], told: queue.Queue[str | None]) -> None:
    for line in stream:
        told.put(line)
    told.put(None)


def fuzz(options: argparse.Namespace) -> Tally:
    """Try inputs until the processor minutes are used up; a worker that dies is replaced."""
    tally, number = Tally(), options.first
    while tally.seconds < options.minutes * 60:
        number = _one_worker(options, tally, number)
    return tally


def _one_worker(options: argparse.Namespace, tally: Tally, number: int) -> int:
    command = [sys.executable, "-m", "benchmarks.fuzzing.worker", str(options.seed), str(number)]
    worker = subprocess.Popen(
        [*command, "1", options.only],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert worker.stdout is not None
    told: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_listen, args=(worker.stdout, told), daemon=True).start()
    try:
        while tally.seconds < options.minutes * 60:
            try:
                line = told.get(timeout=_SILENT)
            except queue.Empty:
                _found(options, tally, number, "silent for too long", "")
                return number + 1
            if line is None:
                _found(options, tally, number, f"the process died ({worker.wait()})", "")
                return number + 1
            held = json.loads(line)
            if "begin" in held:
                number = held["begin"]
                tally.kinds[held["kind"]] += 1
            else:
                _ended(options, tally, number, held)
    finally:
        worker.kill()
        worker.wait()
    return number + 1


def _ended(options: argparse.Namespace, tally: Tally, number: int, held: dict[str, object]) -> None:
    seconds = float(str(held["cpu"]))
    tally.seconds += seconds
    tally.slowest = max(tally.slowest, (seconds, number))
    tally.statuses[str(held["status"]) or "none"] += 1
    if held["wrong"]:
        _found(options, tally, number, str(held["wrong"]), str(held["where"]))
    if tally.kinds.total() % 200 == 0:
        print(f"{time.strftime('%H:%M:%S')} " + " | ".join(tally.lines()), flush=True)


def _found(options: argparse.Namespace, tally: Tally, number: int, what: str, where: str) -> None:
    tally.findings[what] += 1
    one = made(options.seed, number, options.only)
    options.keep.mkdir(parents=True, exist_ok=True)
    place = options.keep / f"{options.seed}-{number}"
    place.with_suffix(one.suffix).write_bytes(one.data)
    place.with_suffix(".found").write_text(f"{what}\n{where}\n", encoding="utf-8")
    print(f"FOUND {what}: input {number} ({one.kind}, {len(one.data)} bytes)", flush=True)


def main() -> None:
    """The command."""
    syntax = argparse.ArgumentParser(description=__doc__)
    syntax.add_argument("--minutes", type=float, default=60, help="processor minutes")
    syntax.add_argument("--seed", type=int, default=1)
    syntax.add_argument("--first", type=int, default=0, help="number of the first input")
    syntax.add_argument("--only", choices=sorted(WEIGHTS), default="")
    syntax.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    syntax.add_argument("--input", type=int, help="try this one and show it")
    options = syntax.parse_args()
    if options.input is not None:
        _again(options)
        return
    for line in fuzz(options).lines():
        print(line)


def _again(options: argparse.Namespace) -> None:
    from benchmarks.fuzzing.twin import Twin
    from benchmarks.fuzzing.worker import tried

    one = made(options.seed, options.input, options.only)
    path = options.keep / f"{options.seed}-{options.input}{one.suffix}"
    options.keep.mkdir(parents=True, exist_ok=True)
    try:
        print(path, *tried(one, path, Twin()), sep="\n")
    except KeyboardInterrupt:
        traceback.print_exc()


if __name__ == "__main__":
    main()
