"""Keys of what is kept: nothing else has the same, and the same has no other."""

from __future__ import annotations

from hashlib import blake2b


def key_of(*parts: str) -> str:
    """The key of something that hangs on ``parts``."""
    told = "".join([f"{len(part)} {part}" for part in parts])
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
