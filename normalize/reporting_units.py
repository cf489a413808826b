"""Whose figures a report gives where it is not a territory: a company, a bank, a hospital."""

from __future__ import annotations

from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import alternation, strings
from normalize.office_words import office_words

_BRACKET = regex.compile(r"\s*\([^()]*\)")


def reporting_unit(issuer: str) -> str:
    """The issuer's name where the figures are its own, without what stands in brackets; "" else.

    Offices of the state speak of their territory, which ``area`` names; two companies are two
    series though both are in one province or in none.

    >>> reporting_unit("NGÂN HÀNG TMCP ĐÔNG HẢI (DHB)"), reporting_unit("Sở Tài chính")
    ('NGÂN HÀNG TMCP ĐÔNG HẢI', '')
    >>> reporting_unit("Ngân hàng Nhà nước chi nhánh tỉnh Nam Định")
    ''
    """
    if _names().match(fold(issuer)) is None:
        return ""
    return " ".join(_BRACKET.sub("", issuer).split())


@cache
def _names() -> regex.Pattern[str]:
    """Own figures: the beginnings of names in ``data/metadata.toml``."""
    own, other = (
        alternation(strings(office_words(), key)) for key in ("own_figures", "not_own_figures")
    )
    return regex.compile(rf"(?!(?:{other})(?!\p{{L}}))(?:{own})(?!\p{{L}})")
