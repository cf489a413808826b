"""A document that hangs, crashes, eats memory or reaches out costs only itself.

The workers are real. They are started with a reader that misbehaves on files of certain
names, as a fault of a library would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from solieu.batch import pool
from solieu.batch.document import Told
from solieu.batch.places import CACHE_VARIABLE
from solieu.pipeline import Limits, Settings, run
from tests.batch_archives import archive

TRESPASS = Path(__file__).with_name("trespass")

MISBEHAVING = """
import os, signal, socket, subprocess, sys, time
from dataclasses import replace
from pathlib import Path
from solieu.batch import document
original = document.produce

def produce(job, converted=None):
    name = Path(job.source).stem
    if name == "crash":
        os.abort()
    if name == "exit":
        os._exit(3)
    if name == "hang":
        while True:
            pass
    if name == "deaf":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        time.sleep(600)
    if name == "memory":
        held = bytearray(1 << 34)
    if name == "large":  # what it found does not fit beside its copy for the pipe
        found = original(job, converted)
        return replace(found, sections=(*found.sections, b"x" * (600 << 20)))
    if name == "deep":
        produce(job)
    if name == "network":
        socket.create_connection(("127.0.0.1", 9))
    if name == "program":
        subprocess.run(["touch", job.override.title])
    if name == "writes":
        Path(job.override.title).write_text("x")
    if name == "prints":
        print("x" * 100_000)
        os.write(1, b"y" * 100_000)
    return original(job, converted)

document.produce = produce
"""

SLOW = {"hang", "deaf"}
EXPECTED = {
    "crash": "died (code -6), perhaps as it needs more than 1024 MB",
    "exit": "died (code 3)",
    "hang": "given up after 2 seconds",
    "deaf": "given up after 2 seconds",
    "memory": "needs more than 1024 MB",
    "large": "needs more than 1024 MB",
    "deep": "RecursionError",
    "network": "RefusedError",
    "program": "RefusedError",
    "writes": "RefusedError",
}


@pytest.fixture(autouse=True)
def misbehaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    start = f"import json, sys; sys.path[:] = json.loads(sys.argv[1])\n{MISBEHAVING}\n"
    start += "from solieu.batch.child import main; main()"
    monkeypatch.setattr(pool, "_START", start)
    monkeypatch.setattr(pool, "_GRACE", 1)
    monkeypatch.setattr(pool, "_idle", {})
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    yield
    pool.end_idle()


def told_of(folder: Path, names: Iterable[str], limits: Limits) -> dict[str, Told]:
    """How it went with files of these names, by name; each says where it may not write."""
    rows = ["file,title"]
    for name in names:
        (folder / f"{name}.txt").write_text(f"Thu {name} 5 triệu đồng.", encoding="utf-8")
        rows.append(f"{name}.txt,{TRESPASS}")
    (folder / "metadata.csv").write_text("\n".join(rows), encoding="utf-8")
    result = run([folder], folder.parent / "out", settings=Settings(jobs=2, limits=limits))
    return {Path(one.source).stem: one for one in result.documents}


def test_what_crashes_or_reaches_out_costs_only_itself_and_is_named(tmp_path: Path) -> None:
    reports = archive(tmp_path / "in", 2)
    bad = EXPECTED.keys() - SLOW
    try:
        told = told_of(reports, sorted((*bad, "prints")), Limits(timeout=300, memory=1024))
        assert not TRESPASS.exists()
    finally:
        TRESPASS.unlink(missing_ok=True)

    for name in bad:
        assert told[name].status == "failed" and EXPECTED[name] in told[name].reason, name
    for name in ("prints", "tháng 01", "tháng 02"):
        assert told[name].status == "ok", told[name].reason


def test_what_hangs_is_given_up_though_it_does_not_listen(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    told = told_of(tmp_path / "in", sorted(SLOW), Limits(timeout=2, memory=1024))

    for name in SLOW:
        assert told[name].status == "failed" and EXPECTED[name] in told[name].reason, name
