"""The words of ``words/html.toml``, ready for matching."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

# The running head and foot of a printed page, as LibreOffice saves them.
_PRINTED = ("header", "footer")
_PARTS = re.compile(r"[\s_-]+")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")


@dataclass(frozen=True, slots=True)
class Words:
    """Elements, roles and class words of what is left out; elements that are paragraphs."""

    elements: frozenset[str]
    roles: frozenset[str]
    classes: frozenset[str]
    blocks: frozenset[str]


@cache
def words() -> Words:
    """The word lists of the package, read once."""
    data = tomllib.loads((files("extract") / "words" / "html.toml").read_text(encoding="utf-8"))
    return Words(**{name: frozenset(listed) for name, listed in data.items()})


def is_shown(element: etree._Element) -> bool:
    """Whether a page shows an element's text at all; comments and scripts it does not."""
    return (
        isinstance(element.tag, str)
        and element.tag not in words().elements
        and "hidden" not in element.attrib
        and not _HIDING.search(element.get("style", "").lower())
    )


def is_frame(element: etree._Element) -> bool:
    """Whether an element frames the page: a menu, the site's footer, links to share it."""
    if element.get("role", "").lower() in words().roles:
        return True
    if element.get("title") in _PRINTED:
        return True
    named = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return not words().classes.isdisjoint(_PARTS.split(named))
