"""One process that tries inputs, telling of each before and after: it may not survive one."""

from __future__ import annotations

import hashlib
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
from solieu.batch.document import Gone, Job, produce
from solieu.batch.packing import unpack
from solieu.model import DocumentInfo, DocumentRecord

#: Processor seconds that one input may take: no input is larger than some hundred kB.
LONGEST = 30
MEMORY = 3 << 30


class TooLongError(BaseException):
    """The input took too long."""


def _ring(_: int, __: FrameType | None) -> None:
    raise TooLongError


def tried(one: Made, path: Path) -> tuple[str, str, str]:
    """Status, what is wrong ("" for nothing) and where."""
    path.write_bytes(one.data)
    job = Job(path, path.name, hashlib.sha256(one.data).hexdigest(), DocumentInfo())
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        product = produce(job)
    except TooLongError:
        return "", "too long", traceback.format_exc()
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__} in {Path(where.filename).name}:{where.name}"
        return "", told, traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if isinstance(product, Gone):
        return "", "taken for changed", ""
    record: DocumentRecord = unpack(product.sections[-1])
    found = list(faults(record))
    return record.status, "; ".join(found[:1]), "\n".join(found)


def main(arguments: list[str]) -> None:
    """SEED FIRST STEP ONLY: inputs FIRST, FIRST + STEP, ... until the end."""
    seed, number, step, only = int(arguments[0]), int(arguments[1]), int(arguments[2]), arguments[3]
    os.environ["PATH"] = ""  # no LibreOffice: its time is not ours
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _ring)
    with tempfile.TemporaryDirectory() as place:
        while True:
            one = made(seed, number, only)
            _say({"begin": number, "kind": one.kind, "size": len(one.data)})
            begin = time.process_time()
            status, wrong, where = tried(one, Path(place, f"a{one.suffix}"))
            seconds = time.process_time() - begin
            _say({"end": number, "status": status, "wrong": wrong, "where": where, "cpu": seconds})
            number += step


def _say(held: dict[str, object]) -> None:
    print(json.dumps(held), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
