"""What joining many documents costs: ``python -m benchmarks.gathering [SIZE...]``.

The twelve sample reports of the ward are read once; then a store is filled with as many
documents as wanted, each one of the twelve under another name and for another area, without
reading them again. Measured is what a run does after reading, each time in a process of its
own: for the first time, once more with all known, and with one more report. Last, the case
that knows least: all reports of one place and year, where one more touches every claim.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from samples.figures import WARD
from solieu.batch.document import Product, Told, packed
from solieu.batch.kept import Kept
from solieu.batch.packing import pack
from solieu.batch.store import Store
from solieu.model import Check, DocumentRecord
from solieu.pipeline import Settings, run

SIZES = (250, 1000, 2000)

# Runs in a process of its own: what it prints is one line of JSON.
GATHER = """
import json, sys, time
from pathlib import Path
from benchmarks.peak import peak_mb
from outputs.archive_tables import Beside, write_tables
from outputs.decisions import Decided
from outputs.staging import Staging
from outputs.waiting_lines import DocumentToWrite
from solieu.batch.before import Before, Hashes, after
from solieu.batch.across import across
from solieu.batch.packing import unpack
from solieu.batch.store import Store
store, out = Store(Path(sys.argv[1])), Path(sys.argv[3])
kept = unpack(Path(sys.argv[2]).read_bytes())
start = time.process_time()
before = Before.of(out, store)
documents = [DocumentToWrite(one.told.source, one.told.sha256, one.told.status,
    lambda one=one: one.lines(store), one.key) for one in kept]
with Staging(out) as staging:
    totals, wrote = write_tables(staging, documents,
        across(kept, store, Path(sys.argv[4]), {}), Decided({}), Beside("", {}, ()), gone=False,
        before=before.wrote.still_in(out))
    staging.commit()
after(Hashes(before), kept, wrote, staging.left, out).put(out, store)
print(json.dumps({"cpu": time.process_time() - start, "rows": dict(totals.rows),
    "mb": peak_mb()}))
"""


def filled(store: Store, base: list[DocumentRecord], numbers: range, each: int = 12) -> list[Kept]:
    """A document in the store for each of ``numbers``, ``each`` of an area."""
    return [_keep(store, base[n % len(base)], n, n // each + 1) for n in numbers]


def _keep(store: Store, record: DocumentRecord, number: int, place: int) -> Kept:
    from normalize.indicators import match

    own = _renamed(record, number, f"phường Số {place}, thành phố Hải Lâm")
    assert own.recognition
    found = own.recognition
    told = Told(own.source, own.status, own.reason, own.sha256)
    product = Product(told, packed(own, match([found]).rows))
    key = sha256(own.source.encode()).hexdigest()
    store.put("documents", key, (pack(told), *product.sections))
    return Kept(told, key)


def _renamed(record: DocumentRecord, number: int, area: str) -> DocumentRecord:
    """The same report as another document: other name, content hash, ids and area."""
    assert record.recognition
    found, source = record.recognition, f"{number:05}/{record.source}"
    hashed = sha256(source.encode()).hexdigest()
    old, new = record.sha256[:16], hashed[:16]

    def own(name: str) -> str:
        return name.replace(old, new)

    def ids_of(name: str) -> dict[str, Any]:
        return {"observation_id": own(name), "document_id": new, "source": source}

    def of_check(check: Check) -> Check:
        ids = tuple(map(own, check.observation_ids))
        return replace(
            check, check_id=f"{number:05}{check.check_id}", document_id=new, observation_ids=ids
        )

    reading = replace(found.document.reading, source=source, sha256=hashed)
    recognition = replace(
        found,
        document=replace(found.document, reading=reading),
        info=replace(found.info, area=area),
        observations=tuple(
            replace(
                one,
                observation_id=own(one.observation_id),
                document_id=new,
                source=source,
                area=area,
            )
            for one in found.observations
        ),
        numbers=tuple(replace(one, **ids_of(one.observation_id)) for one in found.numbers),
    )
    checks = tuple(map(of_check, record.checks))
    return replace(record, source=source, sha256=hashed, recognition=recognition, checks=checks)


def joined(room: Path, kept: list[Kept], name: str) -> float:
    """Join documents of the store in ``room``; milliseconds for each."""
    (room / "kept").write_bytes(pack(sorted(kept, key=lambda one: one.told.source)))
    places = (room / "store", room / "kept", room / "out", room)
    done = subprocess.run(
        (sys.executable, "-c", GATHER, *map(str, places)),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told = json.loads(done.stdout)
    each = 1000 * float(told["cpu"]) / len(kept)
    print(
        f"{len(kept):5} documents, {told['rows']['observations']:7} figures, {name:<22}"
        f"{each:6.1f} ms each, {told['cpu']:6.1f} s in all, peak {told['mb']:4.0f} MB",
        flush=True,
    )
    return each


def grown(room: Path, base: list[DocumentRecord], size: int, each: int = 12) -> float:
    """An archive joined, joined again, and with one more; milliseconds for each known one."""
    store = Store(room / "store")
    kept = filled(store, base, range(size), each)
    joined(room, kept, "for the first time")
    known = joined(room, kept, "all known")
    kept += filled(store, base, range(size, size + 1), each)
    joined(room, kept, "known, and one more")
    shutil.rmtree(room / "store")
    return known


def main(arguments: list[str]) -> None:
    """Measure joining as many documents as named."""
    sizes = [int(one) for one in arguments] or SIZES
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        result = run([WARD], room / "base", settings=Settings(jobs=1, limits=None))
        base = [record for record in result.records if record.recognition]
        costs = [grown(room, base, size) for size in sizes]
        growth = ", ".join(f"{cost / costs[0]:.2f}" for cost in costs)
        print(f"time for each known report, against {sizes[0]} reports: {growth}")
        print("all of one place and one year:")
        grown(room, base, sizes[0], sizes[0] + 1)


if __name__ == "__main__":
    main(sys.argv[1:])
