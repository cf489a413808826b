"""Objects as bytes: between processes, and on disk."""

from __future__ import annotations

import copyreg
import pickle
import zlib
from dataclasses import fields
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from solieu.model import (
    Block,
    Box,
    Cell,
    Check,
    LedgerEntry,
    Mark,
    Observation,
    Paragraph,
    Span,
)

_FAST = 1  # a third of the size; higher levels take several times as long for a tenth more


def pack(held: object) -> bytes:
    """``held`` as bytes."""
    return zlib.compress(pickle.dumps(held, pickle.HIGHEST_PROTOCOL), _FAST)


def unpack(packed: bytes) -> Any:
    """What was packed. Only for bytes that this program wrote itself."""
    return pickle.loads(zlib.decompress(packed))


def _boxes(held: dict[int, Box]) -> MappingProxyType[int, Box]:
    return MappingProxyType(held)


def _plainly(kind: type[Any]) -> None:
    """Pickle a frozen class by its fields: what dataclasses do themselves takes thrice as long."""
    names = [one.name for one in fields(kind)]
    held = attrgetter(*names) if len(names) > 1 else None

    def reduced(one: Any) -> tuple[type[Any], tuple[Any, ...]]:
        return kind, held(one) if held else (getattr(one, names[0]),)

    copyreg.pickle(kind, reduced)


def _as_tuple(one: tuple[Any, ...]) -> tuple[type[Any], tuple[Any, ...]]:
    return type(one), (*one,)


copyreg.pickle(Span, _as_tuple)
copyreg.pickle(Paragraph, _as_tuple)
copyreg.pickle(Cell, _as_tuple)
for _kind in (Box, Mark, Block, Observation, LedgerEntry, Check):
    _plainly(_kind)

# pickle does not know the read-only mapping that readings hold.
copyreg.pickle(MappingProxyType, lambda view: (_boxes, (dict(view),)))
