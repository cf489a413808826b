"""Footnotes of a web page: a raised number and a paragraph below that link to each other.

So do Word, LibreOffice, pandoc and wikis save them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.html_words import words

_LABEL = re.compile(r"[\[(]?\s*(\d{1,3}|\*{1,3}|[a-z]|[ivx]{1,5})\s*[\])]?")
# The element that holds all paragraphs of one note: Word by style, LibreOffice by id.
_WHOLE = re.compile(
    r"mso-element\s*:\s*(?:foot|end)note(?!-)|^sd(?:foot|end)note\d+$|^(?:ftn|edn)\d+$"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class Notes:
    """``calls``: link element to number; ``bodies``: number to element; ``backs``: links back."""

    calls: dict[etree._Element, str] = field(default_factory=dict)
    bodies: dict[str, etree._Element] = field(default_factory=dict)
    backs: set[etree._Element] = field(default_factory=set)


def find_linked_notes(root: etree._Element) -> Notes:
    """The footnotes of a page, each call with the note it leads to."""
    places: dict[str, tuple[int, etree._Element]] = {}
    links: list[tuple[int, etree._Element]] = []
    for order, element in enumerate(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for name in (element.get("id"), element.get("name")):
            if name:
                places.setdefault(name, (order, element))
        if element.tag == "a" and _target(element):
            links.append((order, element))
    notes = Notes()
    by_body: dict[etree._Element, str] = {}
    for order, link in links:
        label = _LABEL.fullmatch(_text(link))
        there = places.get(_target(link))
        if label is None or there is None or there[0] < order:
            continue
        body = _body(there[1])
        if body is None:
            continue
        if body not in by_body:  # a further call of a note needs no link back of its own
            back = _link_back(body, set(_names(link)))
            if back is None:
                continue
            number = label[1] if label[1].isdecimal() and label[1] not in notes.bodies else ""
            by_body[body] = number or str(len(by_body) + 1)
            notes.bodies[by_body[body]] = body
            notes.backs.add(back)
        notes.calls[link] = by_body[body]
    return notes


def _target(link: etree._Element) -> str:
    href = link.get("href", "")
    return href.partition("#")[2] if "#" in href and not href.startswith("http") else ""


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip().lower()


def _names(link: etree._Element) -> Iterator[str]:
    """What a link back may point to: the call, what it holds, or the elements close around it."""
    around = [link, *link.iter("*")]
    parent = link.getparent()
    while parent is not None and parent.tag not in words().blocks:
        around.append(parent)
        parent = parent.getparent()
    for element in around:
        yield from filter(None, (element.get("id"), element.get("name")))


def _body(element: etree._Element) -> etree._Element | None:
    """The element that holds a whole note, from the place a call leads to."""
    while element.tag not in words().blocks:
        parent = element.getparent()
        if parent is None:
            return None
        element = parent
    if element.tag in _HEADINGS or element.tag in ("body", "html"):
        return None
    parent = element.getparent()
    if parent is not None and parent.tag == "div":
        named = (parent.get("style", ""), parent.get("id", ""))
        if any(_WHOLE.search(name) for name in named):
            return parent
    return element


def _link_back(body: etree._Element, names: set[str]) -> etree._Element | None:
    return next((link for link in body.iter("a") if _target(link) in names), None)
