"""A progress line for people who wait; nothing where nobody looks on."""

from __future__ import annotations

import time
from typing import TextIO

from solieu.messages import Lang, say

_WIDTH = 30
_PATIENCE = 1.0  # seconds: shorter work needs no progress line
_PACE = 0.1  # seconds between two drawings


class ProgressLine:
    """Draws ``[████░░░░] 12/80`` on ``stream`` if it is a terminal."""

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        """``stream`` is where to draw, ``lang`` the language of the words."""
        self._stream = stream
        self._lang = lang
        self._shown = stream.isatty()
        self._begin = time.monotonic()
        self._next = self._begin + _PATIENCE
        self._drawn = 0

    def __call__(self, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` documents are done."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + _PACE
        full = _WIDTH * done // total
        bar = "█" * full + "░" * (_WIDTH - full)
        self._draw(f"[{bar}] {say('run.progress', self._lang, done=done, total=total)}")

    def close(self) -> None:
        """Wipe the line, so that what follows stands alone."""
        if self._drawn:
            self._draw("")
            self._stream.write("\r")
            self._stream.flush()

    def _draw(self, line: str) -> None:
        self._stream.write("\r" + line.ljust(self._drawn))
        self._stream.flush()
        self._drawn = len(line)
