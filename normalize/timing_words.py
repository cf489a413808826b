"""Patterns of the words around a period that say which figures it governs (``timing.toml``)."""

from __future__ import annotations

from functools import cache

import regex

from extract.lexicon import either, word_set
from extract.word_patterns import WordPattern


@cache
def crop() -> WordPattern:
    """A crop by its season; a figure may be glued to it."""
    crops, seasons = either("timing", "crops"), either("timing", "seasons")
    return WordPattern(
        rf"(?<!\w)(?<!so với )(?<!so )(?:{crops})\s+(?:{seasons})(?![^\W\d])",
        word_set("timing", "crops"),
    )


@cache
def foreseen() -> regex.Pattern[str]:
    """Before the last day of a year: what the whole year is expected to bring; read backwards."""
    return regex.compile(rf"(?r)(?<!\w)(?:{either('timing', 'foreseen', backwards=True)})\s*")


@cache
def handed_on() -> regex.Pattern[str]:
    """ "chuyển nguồn sang năm 2025": where it goes to, not what it is of; read backwards."""
    return regex.compile(rf"(?r)(?:{either('timing', 'handed_on')})\s+(?:\w+\s+){{0,3}}sang\s+")


@cache
def goes_on() -> regex.Pattern[str]:
    """An opening that goes on about the sentence before."""
    return regex.compile(rf"[\s*+-]*(?:{either('timing', 'goes_on')})(?!\w)")


@cache
def parts_period() -> regex.Pattern[str]:
    """Behind a figure: a cause or another figure follows, with a period of its own."""
    return regex.compile(rf"(?<!\w)(?:{either('timing', 'parts_period')})(?!\w)")


@cache
def stands_for_norm() -> regex.Pattern[str]:
    """A norm or programme that is called by its years; up to the end of what is searched."""
    return regex.compile(rf"(?<!\w)(?:{either('timing', 'dated_norms')})(?!\w)[^,;.:]*$")


@cache
def leads_to_figure() -> regex.Pattern[str]:
    """What may stand between the years of a plan or term and their figure."""
    words = either("timing", "between_span_and_figure")
    return regex.compile(rf"\)?\s*(?::|(?:(?:{words})\s+)+)\s*(?:(?:{words})\s+)*(?=[\d>≥~])")


@cache
def source() -> regex.Pattern[str]:
    """What may stand before the adverbial that opens a sentence: by whom, in other words."""
    says, lead_ins = either("timing", "says"), either("timing", "lead_ins")
    return regex.compile(rf"^(?:(?:{lead_ins}),? ?)?(?:(?:{says}) [^,;:]{{2,80}}, ?)?")


@cache
def stock_date() -> regex.Pattern[str]:
    """Words right before a day; read backwards, so that the passage is not searched."""
    dates, day = (either("timing", key, backwards=True) for key in ("stock_dates", "day"))
    return regex.compile(rf"(?r)(?:{dates})\s*(?:{day})?\s*")
