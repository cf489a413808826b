"""List labels of a web page as a browser counts them: "1. ", "a. ", "- "."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from extract.html_words import is_shown

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def item_labels(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every child of a list with the label it shows; "" for what is no item."""
    items = dict.fromkeys(child for child in element if child.tag == "li" and is_shown(child))
    ordered = element.tag == "ol"
    step = -1 if "reversed" in element.attrib else 1
    count = _whole(element.get("start")) if ordered else None
    if count is None:
        count = len(items) if step < 0 else 1
    for child in element:
        if child not in items:
            yield child, ""
            continue
        value = _whole(child.get("value"))
        count = count if value is None else value
        yield child, _label(element, child, count) if ordered else _bullet(element, child)
        count += step


def _bullet(element: etree._Element, item: etree._Element) -> str:
    return "" if "none" in (_style(item), _style(element)) else "- "


def _label(element: etree._Element, item: etree._Element, count: int) -> str:
    form = _style(item) or _style(element) or item.get("type") or element.get("type") or "1"
    if form == "none":
        return ""
    write = _FORMS.get(form)
    return f"{write(count)}. " if write and count > 0 else f"{count}. "


def _style(element: etree._Element) -> str:
    match = _STYLE.search(element.get("style", "").lower())
    return match[1] if match else ""


def _whole(value: str | None) -> int | None:
    text = (value or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None


def _letters(count: int) -> str:
    text = ""
    while count:
        count, rest = divmod(count - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _roman(count: int) -> str:
    if count > 3999:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        text += sign * times
    return text


_FORMS: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "lower-alpha": _letters,
    "lower-latin": _letters,
    "i": _roman,
    "lower-roman": _roman,
    "A": lambda count: _letters(count).upper(),
    "upper-alpha": lambda count: _letters(count).upper(),
    "upper-latin": lambda count: _letters(count).upper(),
    "I": lambda count: _roman(count).upper(),
    "upper-roman": lambda count: _roman(count).upper(),
}
