"""What argparse says of a wrong command line, in the language of the user."""

from __future__ import annotations

import re

from solieu.messages import Lang, say

# The sentences of argparse that a user of our commands can meet (Python 3.11 to 3.14).
_SENTENCES = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "usage.missing"),
    (re.compile(r"unrecognized arguments: (?P<names>.+)"), "usage.unknown"),
    (re.compile(r"argument (?P<name>.+?): expected one argument"), "usage.value"),
    (
        re.compile(
            r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) "
            r"\(choose from (?P<choices>.+)\)"
        ),
        "usage.choice",
    ),
    (
        re.compile(r"argument (?P<name>--(jobs|timeout|memory|prune)): (?P<value>.+)"),
        "usage.number",
    ),
    (
        re.compile(r"argument (?P<name>--(confidence|tolerable|expected)): (?P<value>.+)"),
        "usage.percent",
    ),
    (re.compile(r"argument (?P<name>--as-of): (?P<value>.+)"), "usage.day"),
)


def told(detail: str, lang: Lang) -> str:
    """``detail``, a sentence of argparse, in ``lang``; unknown sentences stay as they are.

    >>> told("the following arguments are required: PATH, -o/--out", "vi")
    'thiếu PATH, -o/--out'
    """
    for sentence, key in _SENTENCES:
        if match := sentence.fullmatch(detail):
            return say(key, lang, **match.groupdict())
    return detail
