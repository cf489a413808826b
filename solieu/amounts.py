"""Figures for people: with the separators and money words of their language."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from extract.exact import moved
from outputs.cells import decimal_text
from solieu.messages import Lang, say, texts

_WIDE = Context(prec=40_000)  # a cell may hold a number of thousands of digits
_MILLION = Decimal(1_000_000)


def number(value: Decimal, lang: Lang) -> str:
    """``value`` in full with thousands separated.

    >>> number(Decimal("-11112.50"), "vi"), number(Decimal("11112.5"), "en")
    ('-11.112,5', '11,112.5')
    """
    whole, _, part = decimal_text(value).partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{Decimal(whole.lstrip('-')):,f}"  # int() refuses more than 4,300 digits
    if lang == "vi":
        return sign + grouped.replace(",", ".") + ("," + part if part else "")
    return sign + grouped + ("." + part if part else "")


def amount(value: Decimal, unit: str, lang: Lang) -> str:
    """``value`` with its unit; whole millions of đồng are told in millions.

    >>> amount(Decimal("20684000000"), "VND", "vi"), amount(Decimal("8.18"), "%", "vi")
    ('20.684 triệu đồng', '8,18%')
    """
    told = moved(value, -6) if _scale(value, unit) == _MILLION else value
    return _with_unit(number(told, lang), value, unit, lang)


def interval(low: Decimal, high: Decimal, stated: Decimal, unit: str, lang: Lang) -> str:
    """What the parts allow, two digits finer than ``stated``, rounded outwards.

    >>> interval(Decimal("200.99"), Decimal("207.0707"), Decimal(203), "%", "vi")
    '200,99 – 207,08%'
    >>> interval(Decimal(34), Decimal(34), Decimal(37), "hồ sơ", "vi")
    '34 hồ sơ'
    """
    scale = _scale(stated, unit)
    step = _last_digit(_WIDE.divide(stated, scale)) / 100
    ends = (
        _WIDE.divide(low, scale).quantize(step, ROUND_FLOOR, _WIDE),
        _WIDE.divide(high, scale).quantize(step, ROUND_CEILING, _WIDE),
    )
    told = [number(end, lang) for end in ends]
    return _with_unit(" – ".join(dict.fromkeys(told)), stated, unit, lang)


def _last_digit(value: Decimal) -> Decimal:
    """Size of one unit of the last digit of ``value``, at most 1.

    >>> _last_digit(Decimal("8.18")), _last_digit(Decimal("11000"))
    (Decimal('0.01'), Decimal('1'))
    """
    _, _, part = decimal_text(value).partition(".")
    return Decimal(1).scaleb(-len(part))


def _scale(value: Decimal, unit: str) -> Decimal:
    whole_millions = unit == "VND" and value and decimal_text(value).endswith("000000")
    return _MILLION if whole_millions else Decimal(1)


def _with_unit(told: str, value: Decimal, unit: str, lang: Lang) -> str:
    if unit == "%":
        return told + "%"
    name = texts()[f"amount.{unit}"].text(lang) if f"amount.{unit}" in texts() else unit
    if _scale(value, unit) == _MILLION:
        name = f"{say('amount.million', lang)} {name}"
    return f"{told} {name}".rstrip()
