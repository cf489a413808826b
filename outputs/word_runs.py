"""Cuts in the runs of a Word file, so that a comment can hold one figure and no more."""

from __future__ import annotations

from bisect import bisect_right
from copy import deepcopy

from lxml import etree

from extract.docx_package import W

_R, _T, _RPR = W + "r", W + "t", W + "rPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Cuts:
    """The cuts made so far; places are always given as they were before the first cut."""

    def __init__(self) -> None:
        """Nothing is cut yet."""
        # The fragments of an element, by the offset each begins at.
        self._fragments: dict[etree._Element, list[tuple[int, etree._Element]]] = {}

    def runs(
        self, first: tuple[etree._Element, int], last: tuple[etree._Element, int]
    ) -> tuple[etree._Element, etree._Element]:
        """The first and the last run of a stretch that begins and ends with them.

        ``first`` is the child of a run in which the stretch begins, and the character it
        begins with; ``last`` that in which it ends, and the character after its last.
        The text stays the same; a cut run keeps its properties on both sides.
        """
        begin = self._cut_before(*first)
        end = self._cut_after(*last)
        return _parent(begin), _parent(end)

    def _cut_before(self, element: etree._Element, at: int) -> etree._Element:
        """The fragment that begins with character ``at``; it begins its run too."""
        start, fragment = self._fragment(element, at)
        if start < at:
            fragment = self._split(element, fragment, at - start, at)
        previous = fragment.getprevious()
        if previous is not None and previous.tag != _RPR:
            _split_run(fragment)
        return fragment

    def _cut_after(self, element: etree._Element, end: int) -> etree._Element:
        """The fragment that ends before character ``end``; it ends its run too."""
        start, fragment = self._fragment(element, end - 1)
        if fragment.tag == _T and end - start < len(fragment.text or ""):
            self._split(element, fragment, end - start, end)
        after = fragment.getnext()
        if after is not None:
            _split_run(after)
        return fragment

    def _fragment(self, element: etree._Element, at: int) -> tuple[int, etree._Element]:
        """The fragment with character ``at``, and the offset that it begins at."""
        fragments = self._fragments.setdefault(element, [(0, element)])
        return fragments[bisect_right(fragments, at, key=lambda one: one[0]) - 1]

    def _split(
        self, element: etree._Element, fragment: etree._Element, here: int, at: int
    ) -> etree._Element:
        """Cut a fragment of text before its character ``here``, ``at`` of the element."""
        text = fragment.text or ""
        rest = deepcopy(fragment)
        rest.tail = None
        fragment.text, rest.text = text[:here], text[here:]
        for part in (fragment, rest):
            part.set(_SPACE, "preserve")
        fragment.addnext(rest)
        fragments = self._fragments[element]
        fragments.insert(bisect_right(fragments, at, key=lambda one: one[0]), (at, rest))
        return rest


def _split_run(child: etree._Element) -> None:
    """Let a new run with the same properties begin with ``child``."""
    run = _parent(child)
    rest = run.makeelement(_R)
    run.addnext(rest)  # first, so that it speaks of the same vocabulary
    for name, value in run.items():
        rest.set(name, value)
    properties = run.find(_RPR)
    if properties is not None:
        rest.append(deepcopy(properties))
    for moved in [child, *child.itersiblings()]:
        rest.append(moved)


def _parent(element: etree._Element) -> etree._Element:
    run = element.getparent()
    assert run is not None and run.tag == _R
    return run
