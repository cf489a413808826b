"""Objects as bytes: between processes, and on disk."""

from __future__ import annotations

import copyreg
import pickle
import zlib
from types import MappingProxyType
from typing import Any

from solieu.model import Box

_FAST = 1  # a third of the size; higher levels take several times as long for a tenth more


def pack(held: object) -> bytes:
    """``held`` as bytes."""
    return zlib.compress(pickle.dumps(held, pickle.HIGHEST_PROTOCOL), _FAST)


def unpack(packed: bytes) -> Any:
    """What was packed. Only for bytes that this program wrote itself."""
    return pickle.loads(zlib.decompress(packed))


def _boxes(held: dict[int, Box]) -> MappingProxyType[int, Box]:
    return MappingProxyType(held)


# pickle does not know the read-only mapping that readings hold.
copyreg.pickle(MappingProxyType, lambda view: (_boxes, (dict(view),)))
