"""Stocks and flows: what is counted on a day, and what is summed up over time."""

from __future__ import annotations

from extract.lexicon import word_pattern


def is_stock(folded: str) -> bool:
    """True where folded words name what stands on a day and no sum over time.

    >>> is_stock("tổng dư nợ cho vay"), is_stock("doanh số thu nợ"), is_stock("tỷ lệ nợ xấu")
    (True, False, True)
    """
    return word_pattern("timing", "stocks").search(folded) is not None and not is_flow(folded)


def is_flow(folded: str) -> bool:
    """True where folded words name a sum over time."""
    return word_pattern("timing", "flows").search(folded) is not None
