"""The process that reads documents: jobs in by its standard input, products out.

Run by ``solieu.batch.pool``. It holds itself to the limits of time and memory where it can;
its parent ends it where it cannot.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from types import FrameType
from typing import IO, Any

from solieu.batch.document import Gone, Job, Product, produce_all, refused, unexpected
from solieu.batch.guard import guard
from solieu.batch.settings import Limits
from solieu.messages import message

_LENGTH = struct.Struct("<Q")
_MEGABYTE = 1024 * 1024


class TimeLimitError(BaseException):
    """The document took too long. No Exception, so that no reader takes it for damage."""


def send(stream: IO[bytes], held: object) -> None:
    """Write one object, and see it on its way."""
    data = pickle.dumps(held, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one object. Raises EOFError where the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Answer until the parent is gone."""
    given = sys.stdin.buffer
    # What a library prints must not get between our own frames.
    made = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    limits: Limits = receive(given)
    _hold_memory(limits)
    guard()
    _load()
    jobs: SimpleQueue[Sequence[Job]] = SimpleQueue()
    threading.Thread(target=_listen, args=(given, jobs), daemon=True).start()
    while True:
        for product in guarded(jobs.get(), limits):
            _tell(made, product, limits)


def _tell(made: IO[bytes], product: Product | Gone, limits: Limits) -> None:
    """Send a product; to pack it takes memory, too, as much again as it has."""
    try:
        send(made, product)
    except MemoryError:
        if isinstance(product, Gone):
            raise
        told = product.told
        del product
        send(made, _too_large(told.source, told.sha256, limits))


def _listen(given: IO[bytes], jobs: SimpleQueue[Sequence[Job]]) -> None:
    """Take jobs in; where the parent is gone, be gone too, whatever is being read."""
    try:
        while True:
            jobs.put(receive(given))
    except EOFError:
        os._exit(0)


def guarded(jobs: Sequence[Job], limits: Limits | None) -> Iterator[Product | Gone]:
    """The products of ``jobs``; one that breaks a limit, or our code, is a failed one."""
    left = list(jobs)
    while left:
        products = produce_all(tuple(left))
        job = left[0]
        try:
            while left:
                job = left[0]
                with _time_held(limits):
                    product = next(products)
                left.pop(0)
                yield product
        except TimeLimitError:
            left.pop(0)
            yield too_long(job, limits)
        except MemoryError:
            left.pop(0)
            yield too_large(job, limits)
        except Exception as error:
            left.pop(0)
            yield unexpected(job, error, traceback.format_exc())


def too_long(job: Job, limits: Limits | None) -> Product:
    """A document that was given up for its time."""
    seconds = limits.timeout if limits else 0
    return refused(job.source, message("error.timeout", seconds=seconds), "failed", job.sha256)


def too_large(job: Job, limits: Limits | None) -> Product:
    """A document that was given up for its memory."""
    return _too_large(job.source, job.sha256, limits)


def _too_large(source: str, sha256: str, limits: Limits | None) -> Product:
    megabytes = limits.memory if limits else 0
    return refused(source, message("error.memory", megabytes=megabytes), "failed", sha256)


def _load() -> None:
    """What every document needs: loading it is not the first one's fault."""
    import normalize.indicators
    import normalize.metadata
    import normalize.observe  # noqa: F401


def _hold_memory(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = limits.memory * _MEGABYTE
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


@contextmanager
def _time_held(limits: Limits | None) -> Iterator[None]:
    """Break what takes too long; only the system's own calls can hold out against it."""
    if limits is None or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_: int, __: FrameType | None) -> None:
        raise TimeLimitError

    signal.signal(signal.SIGALRM, ring)
    # Again every second: where Python ignores exceptions (callbacks) the first is lost.
    signal.setitimer(signal.ITIMER_REAL, limits.timeout, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
