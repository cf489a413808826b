"""The work on a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from solieu.batch.engines import Engine
from solieu.batch.settings import Settings


@contextmanager
def dask_engine(settings: Settings) -> Iterator[Engine]:
    """The engine of the scheduler at an address."""
    raise NotImplementedError
    yield
