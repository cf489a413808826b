"""Figures of a scan that do not agree with each other may be misread: they are doubtful."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from normalize.scans import OCR_DOUBTFUL
from solieu.model import Check, Observation, Reading, Recognition

_AMISS = frozenset({"inconsistent", "unit_slip", "suspect"})


def with_doubts(recognition: Recognition, checks: Sequence[Check]) -> Recognition:
    """``recognition`` with all scanned figures of claims that do not agree flagged.

    Which of the figures is wrong, and whether the report or the reading is, is not told:
    the values stay as they are.
    """
    reading = recognition.document.reading
    amiss = {each for check in checks if check.verdict in _AMISS for each in check.observation_ids}
    if not amiss or not reading.scanned:
        return recognition
    starts = [word.span.start for word in reading.scanned]
    observations = tuple(
        replace(one, flags=(*one.flags, OCR_DOUBTFUL))
        if one.observation_id in amiss
        and OCR_DOUBTFUL not in one.flags
        and _is_scanned(one, reading, starts)
        else one
        for one in recognition.observations
    )
    return replace(recognition, observations=observations)


def _is_scanned(one: Observation, reading: Reading, starts: Sequence[int]) -> bool:
    at = bisect_left(starts, one.span.end)
    return at > 0 and reading.scanned[at - 1].span.end > one.span.start
