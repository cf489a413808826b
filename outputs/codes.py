"""The code words of the tables in both languages: ``code_words.toml``.

For the codebook, the value labels of Stata and the legends of pictures.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _entries() -> dict[str, dict[str, dict[str, str]]]:
    text = files("outputs").joinpath("code_words.toml").read_text(encoding="utf-8")
    entries: dict[str, dict[str, dict[str, str]]] = tomllib.loads(text)
    return entries


def code_word(column: str, code: str, lang: str) -> str:
    """What ``code`` of the column called ``column`` means, in ``lang`` ("vi" or "en").

    >>> code_word("measure", "pct_of_plan", "vi"), code_word("frequency", "M", "en")
    ('tỷ lệ đạt kế hoạch (%)', 'month')
    """
    return _entries()[column][code][lang]
