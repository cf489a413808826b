"""The review page of a large archive in a browser: ``python -m benchmarks.review_page``.

The ward's samples, copied under new names until there are 200,000 figures and some 2,000
findings, as one page in headless Chromium. Each step is told as a ratio to the same step
on the page of the samples alone, so that it holds on another machine: what is virtual costs
the same however much there is. Beside it the size of the page against that of the tables.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from normalize.series import build
from outputs.results import Results
from outputs.review.page import page
from outputs.workpapers.findings import LOOK
from solieu.batch.gather import gathered
from solieu.batch.settings import DEFAULTS
from solieu.model import Check, DocumentRecord, Recognition
from tests.browser import MISSING, chromium

SAMPLES = Path(__file__).parent.parent / "samples"
FIGURES, FINDINGS = 200_000, 2_000
TURNS = 5

STEPS = {
    "choose a claim far down": "document.querySelector('#claims').scrollTop = 1e9;"
    "document.querySelector('#claims').lastChild; key('k'); key('j');",
    "filter by an indicator": "document.querySelector('#f-text').value = 'ngan sach';"
    "document.querySelector('#f-text').dispatchEvent(new Event('input'));",
    "show all claims": "for (const box of document.querySelectorAll('#verdicts input'))"
    "if (!box.checked) box.click();",
    "open the series": "document.querySelector('#tab-series').click();",
}


def enlarged(results: Results, figures: int) -> Results:
    """The documents of ``results`` again and again under new names, to so many figures."""
    records: list[DocumentRecord] = []
    count = turn = 0
    while count < figures:
        for record in results.records:
            if record.recognition and count < figures:
                records.append(copied(record, turn))
                count += len(record.recognition.observations)
        turn += 1
    known = [record.recognition for record in records if record.recognition]
    return replace(results, records=questioned(records), archive_checks=(), series=build(known))


def questioned(records: list[DocumentRecord]) -> tuple[DocumentRecord, ...]:
    """The records with as many findings as wanted: sound claims are called suspect."""
    found = sum(check.verdict in LOOK for record in records for check in record.checks)
    each = 1 + (FINDINGS - found) // len(records)
    made = []
    for record in records:
        some = [check for check in record.checks if check.verdict == "consistent"][:each]
        names = {check.check_id for check in some}
        checks = tuple(
            replace(check, verdict="suspect", severity="low") if check.check_id in names else check
            for check in record.checks
        )
        made.append(replace(record, checks=checks))
    return tuple(made)


def copied(record: DocumentRecord, turn: int) -> DocumentRecord:
    """A record as if it were another file."""
    assert record.recognition
    digest = sha256(f"{record.sha256}{turn}".encode()).hexdigest()
    old, new = record.sha256[:16], digest[:16]
    found: Recognition = record.recognition
    observations = tuple(
        replace(
            one,
            document_id=new,
            observation_id=one.observation_id.replace(old, new),
        )
        for one in found.observations
    )
    checks: tuple[Check, ...] = tuple(
        replace(
            check,
            check_id=sha256(f"{check.check_id}{turn}".encode()).hexdigest()[:16],
            document_id=new,
            observation_ids=tuple(name.replace(old, new) for name in check.observation_ids),
        )
        for check in record.checks
    )
    return replace(
        record,
        source=f"{turn:03}/{record.source}",
        sha256=digest,
        recognition=replace(found, observations=observations),
        checks=checks,
    )


def timed(driver: Any, path: Path) -> dict[str, float]:
    """Milliseconds of each step, the best of several turns."""
    best: dict[str, float] = {}
    for _ in range(TURNS):
        began = time.perf_counter()
        driver.get(path.as_uri())
        told = {"open the page": (time.perf_counter() - began) * 1000}
        for name, step in STEPS.items():
            told[name] = driver.execute_async_script(
                "const done = arguments[0];"
                "const key = (k) => document.body.dispatchEvent("
                "new KeyboardEvent('keydown', {key: k, bubbles: true}));"
                f"const began = performance.now(); {step}"
                "requestAnimationFrame(() => requestAnimationFrame("
                "() => done(performance.now() - began)));"
            )
        best = {name: min(taken, best.get(name, taken)) for name, taken in told.items()}
    memory = "return performance.memory.usedJSHeapSize / 1e6"
    best["memory, MB"] = driver.execute_script(memory)
    best["elements"] = driver.execute_script("return document.querySelectorAll('*').length")
    return best


def main() -> None:
    """Print a line for each step."""
    if MISSING:
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        with gathered([SAMPLES / "ward"], folder / "out", DEFAULTS) as found:
            small = found.results
        large = enlarged(small, FIGURES)
        paths = []
        for name, results in (("small", small), ("large", large)):
            began = time.perf_counter()
            data = page(results, {}, "0")
            taken = time.perf_counter() - began
            paths.append(folder / f"{name}.html")
            paths[-1].write_bytes(data)
            look = sum(check.verdict in LOOK for check in results.checks)
            told = f"{len(results.observations)} figures, {len(results.checks)} claims"
            size = f"{len(data) / 1e6:.1f} MB, written in {taken:.1f} s"
            print(f"{name}: {told}, {look} findings, {size}")
        with chromium(folder) as driver:
            before, after = (timed(driver, path) for path in paths)
        print(f"{'step':28} {'small':>9} {'large':>9}  ratio")
        for name in before:
            ratio = after[name] / (before[name] or 1)
            print(f"{name:28} {before[name]:9.1f} {after[name]:9.1f}  {ratio:.1f}")


if __name__ == "__main__":
    main()
