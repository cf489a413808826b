"""Figures as a person writes them, in Vietnamese and English.

Vietnamese: dot for thousands, comma for decimals, money in triệu or tỷ đồng where its
digits allow. English: the reverse, ``million VND``. Never an exponent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal

import regex

from audit.claims import Claim
from audit.figures import resolution_of, value_of
from audit.vocabulary import units
from extract.fold import fold
from solieu.model import Observation

Lang = Literal["vi", "en"]

_UNIT_VI = {"VND": "đồng", "t": "tấn", "times": "lần", "percentage point": "điểm phần trăm"}
_UNIT_EN = {"percentage point": "percentage points", "tấn": "t", "lần": "times"}
_SCALES = {
    "vi": {10**9: "tỷ", 10**6: "triệu", 1: ""},
    "en": {10**9: "billion", 10**6: "million", 1: ""},
}
_LETTER = regex.compile(r"[^\W\d_]|%")
_MONEY_WORD = regex.compile(r"đ(?:ồng)?\b|vn[dđ]\b|usd|đô")


def number(value: Fraction, decimals: int, lang: Lang) -> str:
    """``value`` to so many decimals, halves away from zero, grouped as the language does.

    >>> number(Fraction("1234.5"), 2, "vi"), number(Fraction(-1, 8), 2, "en")
    ('1.234,50', '-0.13')
    """
    scaled = abs(value) * 10**decimals
    digits = str((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator))
    digits = digits.rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    group, point = (".", ",") if lang == "vi" else (",", ".")
    text = f"{int(whole):,}".replace(",", group) + (point + part if part else "")
    return "-" + text if value < 0 and digits.strip("0") else text


@lru_cache(maxsize=1000)
def decimals_of(resolution: Fraction) -> int:
    """The decimals a figure of this resolution is written with.

    >>> decimals_of(Fraction(1, 100)), decimals_of(Fraction(1000)), decimals_of(Fraction(0))
    (2, 0, 0)
    """
    decimals = 0
    while resolution != 0 and resolution * 10**decimals < 1 and decimals < 9:
        decimals += 1
    return decimals


def scale_of(unit: str, resolution: Fraction) -> int:
    """The magnitude money of this resolution is written in: 1, a million or a milliard."""
    if unit not in units().money or resolution < 1000:
        return 1
    return 10**9 if resolution >= 10**9 else 10**6


def quantity(value: Fraction, unit: str, resolution: Fraction, lang: Lang) -> str:
    """A value with its unit: ``11.112 triệu đồng``, ``8,18%``, ``37 hồ sơ``."""
    scale = scale_of(unit, resolution)
    digits = number(value / scale, decimals_of(resolution / scale), lang)
    return with_unit(digits, unit, scale, lang)


def with_unit(digits: str, unit: str, scale: int, lang: Lang) -> str:
    """Written digits followed by magnitude word and unit."""
    if unit == "%":
        return digits + "%"
    name = (_UNIT_VI if lang == "vi" else _UNIT_EN).get(unit, unit)
    return " ".join(word for word in (digits, _SCALES[lang][scale], name) if word)


def last_digit(observation: Observation) -> Fraction:
    """What one unit of the last written digit is worth, also for exact figures."""
    if observation.resolution is not None:
        return Fraction(observation.resolution)
    return resolution_of(observation)


def written(observation: Observation, lang: Lang) -> str:
    """The figure as the report writes it, its unit completed; in English translated."""
    value, resolution = value_of(observation), last_digit(observation)
    raw = " ".join(observation.raw.split())
    bare = _LETTER.search(raw) is None
    if lang == "en" or bare or value < 0:
        text = quantity(value, observation.unit, resolution, lang)
    elif observation.unit in units().money and not _MONEY_WORD.search(fold(raw)):
        text = with_unit(raw, observation.unit, 1, lang)
    else:
        text = raw
    return text if observation.comparator in ("=", "~") else f"{observation.comparator} {text}"


def result(value: Fraction, like: Observation, lang: Lang) -> str:
    """A recomputed value in the unit of ``like``, two decimals finer unless exact."""
    unit, resolution = like.unit, last_digit(like)
    scale = scale_of(unit, resolution)
    decimals = decimals_of(resolution / scale)
    scaled = value / scale
    for finer in range(decimals, decimals + 3):
        if (scaled * 10**finer).denominator == 1:
            return with_unit(number(scaled, finer, lang), unit, scale, lang)
    return with_unit(number(scaled, decimals + 2, lang), unit, scale, lang)


def rounded(value: Fraction, like: Observation, lang: Lang) -> str:
    """A recomputed value with as many digits as the stated figure has."""
    return quantity(value, like.unit, last_digit(like), lang)


def on_one_scale(figures: Sequence[Observation], lang: Lang) -> tuple[list[str], int, int]:
    """Bare numbers of figures in one unit, their common scale and decimals.

    For sums: ``18.239 + 2.291 + 27`` with "triệu đồng" said once.
    """
    unit = figures[0].unit
    finest = min(
        (last_digit(figure) for figure in figures if value_of(figure) != 0),
        default=Fraction(1),
    )
    scale = scale_of(unit, finest)
    decimals = decimals_of(finest / scale)
    texts = []
    for figure in figures:
        scaled = value_of(figure) / scale
        whole = scaled.denominator == 1
        texts.append(number(scaled, 0 if whole else decimals, lang))
    return texts, scale, decimals


_LONG_SUM = 15  # more terms than anybody adds up by hand from a sentence


def working(claim: Claim, value: Fraction, lang: Lang) -> str:
    """The recomputation as it can be redone by hand: ``19 + 4 + 11 = 34 hồ sơ``."""
    operands, name = claim.operands, claim.relation.name
    if name in ("sum", "difference", "balance"):
        texts, scale, decimals = on_one_scale(operands, lang)
        outcome = value / scale
        digits = number(outcome, 0 if outcome.denominator == 1 else decimals, lang)
        if len(texts) > _LONG_SUM:
            texts = [*texts[:6], "…", *texts[-3:]]
        right = with_unit(digits, claim.stated.unit or operands[0].unit, scale, lang)
        return f"{claim.relation.written(texts)} = {right}"
    texts = [written(operand, lang) for operand in operands]
    outcome_text = result(value, claim.stated, lang)
    if name in ("growth_from_change", "index_from_change"):
        level, change = (value_of(operand) for operand in operands)
        resolution = min(last_digit(operand) for operand in operands)
        base = quantity(level - change, operands[0].unit, resolution, lang)
        over = texts[1] if name == "growth_from_change" else texts[0]
        base += " (kỳ gốc)" if lang == "vi" else " (base)"
        return f"{over} / {base} = {outcome_text}"
    if name == "product":
        return f"{texts[0]} × {texts[1]} = {outcome_text}"
    return f"{claim.relation.written(texts)} = {outcome_text}"


def plain(value: Fraction) -> str:
    """A canonical decimal for formulas; only for values that came from Decimals."""
    for decimals in range(12):
        scaled = value * 10**decimals
        if scaled.denominator == 1:
            text = str(abs(scaled.numerator)).rjust(decimals + 1, "0")
            text = text[:-decimals] + "." + text[-decimals:] if decimals else text
            return "-" + text if value < 0 else text
    return str(value)


def formula(claim: Claim) -> str:
    """The formula with canonical figures in base units: ``19 + 4 + 11 = 37``."""
    if claim.relation.name == "nothing":
        return ""
    left = claim.relation.written([plain(value_of(operand)) for operand in claim.operands])
    tail = " * 100" if claim.relation.percent else ""
    if not claim.relation.sign:
        return left + tail
    return f"{left}{tail} {claim.relation.sign} {plain(value_of(claim.stated))}"
