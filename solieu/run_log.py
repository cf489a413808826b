"""The log of a run for programs: one JSON object a line, with the time (UTC).

Events: ``start`` (version, settings), ``document`` for each input, ``end`` with counts or
``error`` with what stopped the run. Nothing of a document's text is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TextIO

from solieu.errors import SolieuError, UsageError
from solieu.messages import message
from solieu.version import VERSION

if TYPE_CHECKING:
    from outputs.archive_tables import Totals
    from solieu.batch.schedule import Event
    from solieu.batch.settings import Settings


class RunLog:
    """Writes events as they happen; to nowhere where nobody asked for it."""

    def __init__(self, stream: TextIO | None) -> None:
        """``stream`` is the open log file."""
        self._stream = stream

    @classmethod
    @contextmanager
    def to(cls, path: Path | None) -> Iterator[Self]:
        """The log in ``path``, added to what is there. Raises UsageError if that fails."""
        if path is None:
            yield cls(None)
            return
        try:
            stream = path.open("a", encoding="utf-8", newline="\n")
        except OSError as error:
            said = message("error.log", path=path, why=error.strerror or str(error))
            raise UsageError(said.vi, said.en) from error
        with stream:
            log = cls(stream)
            try:
                yield log
            except SolieuError as error:
                log.write("error", message=error.en)
                raise
            except BaseException as error:
                log.write("error", message=type(error).__name__)
                raise

    def start(self, settings: Settings) -> None:
        """The run begins."""
        self.write("start", version=VERSION, settings=asdict(settings))

    def __call__(self, event: Event) -> None:
        """One input is done."""
        told = event.kept.told
        self.write(
            "document",
            source=told.source,
            status=told.status,
            sha256=told.sha256,
            reason=told.reason,
            cached=event.recalled,
            done=event.tally.done,
            total=event.tally.total,
            **({"trace": event.trace} if event.trace else {}),
        )

    def end(self, totals: Totals) -> None:
        """The tables are written."""
        self.write(
            "end",
            documents=dict(totals.documents),
            rows=dict(totals.rows),
            unresolved=totals.numbers["unresolved"],
            checks=dict(totals.checks),
        )

    def write(self, event: str, **told: object) -> None:
        """One line, on its way at once: whoever watches a long run sees it."""
        if self._stream:
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            line = {"time": now, "event": event, **told}
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._stream.flush()
