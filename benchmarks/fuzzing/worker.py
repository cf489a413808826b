"""One process that tries inputs, telling of each before and after: it may not survive one."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import FrameType

from benchmarks.fuzzing.faults import faults
from benchmarks.fuzzing.inputs import Made, made
from benchmarks.fuzzing.papers import explained, papers
from benchmarks.fuzzing.twin import Twin, bytes_of, job_of
from solieu.batch.document import Gone, produce
from solieu.batch.packing import unpack
from solieu.model import DocumentRecord

#: Processor seconds after which an input is given up. What may take them is a large one: a
#: document may take so many, and more for each character and figure that was read.
LONGEST, SOME, CHARACTER, FIGURE = 280, 10, 100e-6, 2e-3
MEMORY = 3 << 30
#: One input in so many is read a second time, by a process with another hash seed; of one in
#: so many the papers of an audit are made.
AGAIN, PAPERS = 8, 4


class TooLongError(BaseException):
    """The input took too long."""


def _ring(_: int, __: FrameType | None) -> None:
    raise TooLongError


def tried(
    one: Made, path: Path, twin: Twin | None = None, paper: bool = True
) -> tuple[str, str, str]:
    """Status, what is wrong ("" for nothing) and where."""
    path.write_bytes(one.data)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        return _tried(one, path, twin, paper)
    except TooLongError:
        return "", "too long", traceback.format_exc()
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__} in {Path(where.filename).name}:{where.name}"
        return "", told, traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _tried(one: Made, path: Path, twin: Twin | None, paper: bool) -> tuple[str, str, str]:
    begin = time.process_time()
    product = produce(job_of(path))
    seconds = time.process_time() - begin
    if isinstance(product, Gone):
        return "", "taken for changed", ""
    record: DocumentRecord = unpack(product.sections[-1])
    found = list(faults(record))
    if seconds > _allowed(record):
        found.append(f"slow: {seconds:.0f} s")
    if paper:
        found += papers(record, path)
        if one.kind in ("phrases", "sentences"):
            explained(one.data.decode("utf-8", "replace"))
    if twin is not None and twin.reads(path) != bytes_of(product):
        found.append("read again it gives other bytes")
    return record.status, "; ".join(found[:1]), "\n".join(found)


def _allowed(record: DocumentRecord) -> float:
    found = record.recognition
    if found is None:
        return SOME
    return SOME + CHARACTER * len(found.document.text) + FIGURE * len(found.numbers)


def main(arguments: list[str]) -> None:
    """SEED FIRST STEP ONLY: inputs FIRST, FIRST + STEP, ... until the end."""
    seed, number, step, only = int(arguments[0]), int(arguments[1]), int(arguments[2]), arguments[3]
    os.environ["PATH"] = ""  # no LibreOffice: its time is not ours
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _ring)
    twin = Twin()
    with tempfile.TemporaryDirectory() as place:
        while True:
            one = made(seed, number, only)
            _say({"begin": number, "kind": one.kind, "size": len(one.data)})
            begin = time.process_time()
            again = twin if number % AGAIN == 0 else None
            path = Path(place, f"a{one.suffix}")
            status, wrong, where = tried(one, path, again, number % PAPERS == 0)
            seconds = time.process_time() - begin
            _say({"end": number, "status": status, "wrong": wrong, "where": where, "cpu": seconds})
            number += step


def _say(held: dict[str, object]) -> None:
    print(json.dumps(held), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
