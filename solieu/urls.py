"""Places that are no paths of this computer."""

from __future__ import annotations

import re
from pathlib import Path

_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")  # two letters or more: C:// is a drive


def is_url(place: str | Path) -> bool:
    """Whether this is a URL.

    >>> is_url("s3://archive/2026"), is_url("C://reports"), is_url("reports")
    (True, False, False)
    """
    return isinstance(place, str) and _URL.match(place) is not None


def path_or_url(text: str) -> str | Path:
    """A URL as it is, anything else as a path."""
    return text if is_url(text) else Path(text)
