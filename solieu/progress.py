"""A progress line for people who wait; nothing where nobody looks on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

from solieu.messages import Lang, say

if TYPE_CHECKING:
    from solieu.batch.schedule import Event, Tally

_WIDTH = 20
_PATIENCE = 1.0  # seconds: shorter work needs no progress line
_PACE = 0.1  # seconds between two drawings


class ProgressLine:
    """Draws ``[████░░░░] 12/80 files`` with rate, time left and counts, on a terminal."""

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        """``stream`` is where to draw, ``lang`` the language of the words."""
        self._stream = stream
        self._lang = lang
        self._shown = stream.isatty()
        self._begin = time.monotonic()
        self._next = self._begin + _PATIENCE
        self._drawn = 0

    def __call__(self, event: Event) -> None:
        """Tell how far the run is."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + _PACE
        tally = event.tally
        full = _WIDTH * tally.done // tally.total
        bar = "█" * full + "░" * (_WIDTH - full)
        counts = {name: tally.by_status[name] for name in ("ok", "partial", "failed")}
        told = say("run.progress", self._lang, done=tally.done, total=tally.total, **counts)
        self._draw(f"[{bar}] {told}{self._pace(tally, now - self._begin)}")

    def _pace(self, tally: Tally, seconds: float) -> str:
        """How fast it goes and for how long yet; known documents cost no time and say nothing."""
        fresh = tally.done - tally.kept
        if not fresh or seconds <= 0:
            return ""
        rate = fresh / seconds
        left = duration(int((tally.total - tally.done) / rate))
        return ", " + say("run.pace", self._lang, rate=f"{rate:.1f}", left=left)

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


def duration(seconds: int) -> str:
    """A length of time as a clock shows it.

    >>> duration(75), duration(7265)
    ('1:15', '2:01:05')
    """
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
