"""Where things are kept: the cache of this user, and the work of a run in its output folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from outputs.staging import HIDDEN
from solieu.batch.settings import Settings

#: Names another folder for the cache.
CACHE_VARIABLE = "SOLIEU_CACHE"


def cache_folder() -> Path:
    """The cache: ``$SOLIEU_CACHE``, else where the system keeps caches of programs.

    That is ``$XDG_CACHE_HOME`` or ``~/.cache`` (XDG Base Directory), ``~/Library/Caches``
    on macOS, ``%LOCALAPPDATA%`` on Windows.
    """
    if named := os.environ.get(CACHE_VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "solieu"


def work_folder(out: Path, settings: Settings) -> tuple[Path, bool]:
    """Where a run keeps what it has, and whether only until it is done.

    What documents stamped secret say never goes into the cache.
    """
    if settings.cache and not settings.read_classified:
        return cache_folder(), False
    return out / HIDDEN / "work", True
