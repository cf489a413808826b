"""A second process that reads the same input under another hash seed: the bytes must be equal."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from solieu.batch.document import Gone, Job, Product, produce
from solieu.model import DocumentInfo


def job_of(path: Path) -> Job:
    """The job about a file as it is now."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Job(path, path.name, digest, DocumentInfo())


def bytes_of(product: Product | Gone) -> str:
    """A hash of all that a document adds to a run."""
    assert isinstance(product, Product)
    # Pickles of equal objects differ by who shares what; the lines are what is written.
    return hashlib.sha256(repr((product.told, product.sections[0])).encode()).hexdigest()


class Twin:
    """The process; started when it is first asked, and anew where it has died."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self._process: subprocess.Popen[str] | None = None

    def reads(self, path: Path) -> str:
        """What the file gives there, as ``bytes_of``; "" where the process did not live."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                (sys.executable, "-m", "benchmarks.fuzzing.twin"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env={**os.environ, "PYTHONHASHSEED": "20261123", "PYTHONUTF8": "1"},
            )
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


def main() -> None:
    """A path on each line of the input, a hash on each of the output."""
    for line in sys.stdin:
        print(bytes_of(produce(job_of(Path(line.rstrip("\n"))))), flush=True)


if __name__ == "__main__":
    main()
