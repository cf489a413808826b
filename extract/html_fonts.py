"""Old Vietnamese encodings in web pages: told by the font a text is set in, else by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from extract.html_words import is_shown
from extract.legacy_fonts import FontCode, families, font_code
from extract.legacy_survey import Survey, by_font, survey
from extract.legacy_words import is_suspicious
from solieu.model import Notice

_FAMILY = re.compile(
    r"font(?:-family)?\s*:[^;{}]*?[\"']?(?P<name>[.\w][\w .-]*)[\"']?\s*(?:[,;}]|$)"
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAME = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<of>[\w-]+))?\Z", re.IGNORECASE)


@dataclass(slots=True)
class Letters:
    """Reads the texts of one page as today's Unicode, code point for code point."""

    _rules: dict[tuple[str, str], FontCode | None]
    _survey: Survey | None = None
    _used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element) -> Letters:
        """Look over a page: its fonts, and its words where no font tells."""
        held = etree.tostring(root, encoding="unicode").lower()
        letters = cls(_rules(root) if any(name in held for name in families()) else {})
        texts = [(element, text) for element, text in _texts(root) if not text.isascii()]
        left = [text for element, text in texts if letters._code(element) is None]
        if is_suspicious(" ".join(left)):
            letters._survey = survey(left)
        return letters

    def read(self, text: str, element: etree._Element) -> str:
        """The text of a node that stands directly in ``element``."""
        if text.isascii():
            return text
        code = self._code(element)
        if code is not None:
            self._used.add(code.encoding)
            return by_font(text, code)
        return self._survey.read(text).text if self._survey else text

    @property
    def encodings(self) -> str:
        """The old encodings that were read: ``tcvn3``, ``tcvn3+vni``; empty for none."""
        by_words = set(self._survey.name.split("+")) if self._survey else set()
        return "+".join(sorted((self._used | by_words) - {""}))

    def problems(self, source: str) -> tuple[Notice, ...]:
        """What a person should look at. Raises ReadError where most words stay unread."""
        if self._survey is None:
            return ()
        self._survey.check(source)
        return self._survey.problems()

    def _code(self, element: etree._Element | None) -> FontCode | None:
        """The encoding of the nearest font named around a text; a font of today is none."""
        while self._rules and element is not None:
            tag = str(element.tag)
            own = _named(element)
            if own is not None:
                return font_code(own)
            for name in element.get("class", "").split():
                for key in ((tag, name), ("", name)):
                    if key in self._rules:
                        return self._rules[key]
            if (tag, "") in self._rules:
                return self._rules[tag, ""]
            element = element.getparent()
        return None


def _named(element: etree._Element) -> str | None:
    """The font that an element itself names, first of its list."""
    if element.tag == "font" and element.get("face"):
        return element.get("face", "").split(",")[0].strip(" \"'")
    match = _FAMILY.search(element.get("style", ""))
    return match["name"] if match else None


def _rules(root: etree._Element) -> dict[tuple[str, str], FontCode | None]:
    """Fonts by (element, class) as the page's own style sheets give them."""
    rules: dict[tuple[str, str], FontCode | None] = {("html", ""): None}
    for sheet in root.iter("style"):
        for selectors, body in _RULE.findall(sheet.text or ""):
            match = _FAMILY.search(body)
            if match is None:
                continue
            for selector in selectors.split(","):
                simple = _NAME.match(selector.strip())
                if simple and (simple["tag"] or simple["of"]):
                    key = (simple["tag"] or "").lower(), simple["of"] or ""
                    rules[key] = font_code(match["name"])
    return rules


def _texts(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Every text of a page with the element it directly stands in."""
    found: list[tuple[etree._Element, str]] = []
    for element in root.iter("*"):
        if element.text and is_shown(element):
            found.append((element, element.text))
        parent = element.getparent()
        if element.tail and parent is not None and is_shown(parent):
            found.append((parent, element.tail))
    return found
