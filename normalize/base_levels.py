"""Levels that a figure is compared with: "thấp hơn mức 1,93% của năm trước".

They are levels of another period, a norm or another territory, not the difference to it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from extract.comparators import is_margin
from extract.lexicon import either, holds, word_set
from extract.periods_mention import PeriodMention
from normalize.periods import PeriodContext, resolve
from normalize.scene import Scene
from normalize.statements import Statement

_LONGEST = 80  # characters between "hơn mức" and its figure


@cache
def _level() -> regex.Pattern[str]:
    """ "cao hơn mức tăng", "so với mức quy định tối thiểu": read backwards from the figure."""
    than, nouns = (either("levels", key, backwards=True) for key in ("than", "nouns"))
    return regex.compile(
        rf"(?r)(?<!\w)(?:{than})\s+(?:{nouns})(?P<said>(?:\s[^\d,;.:()]{{0,{_LONGEST}}})?)\s*$"
    )


@cache
def _growth() -> regex.Pattern[str]:
    up, down = either("levels", "up"), either("levels", "down")
    return regex.compile(rf"(?<!\w)(?:(?P<up>{up})|(?P<down>{down}))(?!\w)")


@cache
def _norm() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either('levels', 'norms')})(?!\w)")


def said_of_level(scene: Scene) -> str | None:
    """The words between "hơn mức" and the figure, "" for none; None where it is no such level."""
    if scene.quantity.unit == "percentage point":  # a difference whatever stands before it
        return None
    if is_margin(scene.folded, scene.quantity.digits_start, scene.quantity.end):
        return None
    low = scene.segment.lead[0]
    if not holds(scene.folded[low : scene.quantity.start], "levels", "than"):
        return None
    match = _level().search(scene.folded, low, scene.quantity.start)
    return None if match is None else match["said"].strip()


def measure_base_level(statement: Statement, scene: Scene, said: str) -> None:
    """Decide about a level that the clause before it is compared with."""
    if growth := _growth().search(said):
        statement.set_change(1 if growth["up"] is not None else -1, "yoy")
    elif _norm().search(said) is not None:
        statement.measure = "plan"
    elif scene.is_ratio:
        level = scene.clause.rate
        statement.measure = level.measure if level is not None else "rate"
    else:
        statement.measure = "actual"


def period_of_base(mention: PeriodMention | None, period: str, context: PeriodContext) -> str:
    """The period said behind ("của năm trước", seen from ``period``), "" if none is."""
    if mention is None:
        return ""
    if mention.kind == "edge" and mention.year and not (mention.month or mention.quarter):
        return f"{mention.year:04}"
    return resolve(mention, replace(context, sentence=period or context.sentence)) or ""


def label_of_base(label: str, said: str) -> str:
    """The label of a level of another territory or of a norm: with the words that say whose."""
    words = [word for word in said.split() if word not in word_set("levels", "bare")]
    return label if not words or _growth().search(said) else f"{label} {' '.join(words)}".strip()
