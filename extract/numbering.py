"""Numbers of headings and lists: Phần I, A., I., Điều 1., 1., 1.1., a), (1), and list signs."""

from __future__ import annotations

import re
from functools import lru_cache

from solieu.frozen import frozen

# Order of levels in administrative documents: Nghị định 30/2020/NĐ-CP, annex I, part II.
# An article ("Điều 2.") of a resolution holds numbered points as a chapter does.
PART, ARTICLE, LETTER, ROMAN, NUMBER, DOTTED, SMALL, BRACKETED = 0, 5, 10, 20, 30, 40, 60, 70

# Combined alphabet: lists run a b c d đ e g h (Vietnamese) or a b c d e f g h.
_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")

_STARS = r"[*_]{0,3}"
_PART = re.compile(
    rf"{_STARS}(?:phần|chương)\s+(?:thứ\s+(?P<word>\w+)|(?P<roman>[IVXLC]+)|(?P<n>\d{{1,2}}))\b[.:]?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(rf"{_STARS}điều\s+(?P<n>\d{{1,3}})\s?[.:]{_STARS}\s+", re.IGNORECASE)
_COMPOUND = re.compile(
    rf"{_STARS}(?P<parts>(?:[IVXLC]{{1,5}}|[A-ZĐ]|[a-zđ]|\d{{1,2}})(?:\.\d{{1,2}}){{1,4}})[.)]?{_STARS}(?=\s)"
)
_SIMPLE = re.compile(
    rf"{_STARS}(?:(?P<upper>[IVXLC]{{1,6}}|[A-ZĐ])(?:\s?[./)]|\s?[-–])"
    rf"|(?P<number>\d{{1,2}})(?P<sign>\s?[./)]|-)"
    rf"|(?P<small>[a-zđ])[.)/]){_STARS}(?P<gap>\s+|(?=[A-ZĐÀ-Ỹ]))"
)
_IN_BRACKETS = re.compile(rf"{_STARS}\((?P<label>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\){_STARS}\s+")
_SIGN = re.compile(r"(?P<sign>[-+*•●▪–—])\s+")
_ANNEX = re.compile(
    rf"{_STARS}(?P<name>phụ\s+lục|phụ\s+biểu|biểu\s+số|biểu)\b\s*(?:số\s*)?"
    r"(?P<n>\d{1,2}|[ivxlc]{1,5}|[a-zđ])?(?P<tail>[-./]?[a-z]{0,2})(?![\wÀ-ỹ])",
    re.IGNORECASE,
)


@frozen
class Label:
    """A heading's number: its level, its parts as written, its place in the count.

    ``end`` is where the number ends and the heading's words begin.
    """

    rank: int
    parts: tuple[str, ...]
    value: int
    end: int


@lru_cache(maxsize=8)  # the steps of the structure ask about the same paragraph in turn
def labels_of(text: str) -> tuple[Label, ...]:
    """The readings of the number a paragraph begins with; "I." may be Roman or a letter.

    >>> [(label.rank, label.parts) for label in labels_of("3.1. Công tác nội vụ")]
    [(40, ('3', '1'))]
    >>> [label.value for label in labels_of("IV. QUỐC PHÒNG")], labels_of("1.238 hồ sơ")
    ([4], ())
    """
    if part := _PART.match(text):
        value = _part_value(part)
        return (Label(PART, (f"P{value}",), value, part.end()),) if value else ()
    if (article := _ARTICLE.match(text)) and _opens_words(text, article.end()):
        place = int(article["n"])
        return (Label(ARTICLE, (f"Điều {place}",), place, article.end()),)
    if compound := _COMPOUND.match(text):
        return tuple(_compound(text, compound))
    simple = _SIMPLE.match(text)
    if not simple:
        return ()
    if simple["small"]:
        return (Label(SMALL, (simple["small"],), letter_value(simple["small"]), simple.end()),)
    if not _opens_words(text, simple.end()):
        return ()
    if number := simple["number"]:
        rank = BRACKETED if simple["sign"].endswith(")") else NUMBER
        return (Label(rank, (str(int(number)),), int(number), simple.end()),)
    return tuple(_uppers(simple["upper"], simple.end(), glued=not simple["gap"]))


def annex_of(text: str) -> tuple[str, str] | None:
    """The kind ("phụ lục" or "biểu") and number of the annex a heading opens.

    The number is Arabic without leading zeros; "" where there is none.

    >>> annex_of("Phụ lục II"), annex_of("BIỂU SỐ 01"), annex_of("Biểu đồ giá")
    (('phụ lục', '2'), ('biểu', '1'), None)
    """
    match = _ANNEX.match(text)
    if not match:
        return None
    name = "phụ lục" if "lục" in match["name"].lower() else "biểu"
    number = (match["n"] or "").upper()
    if not number:
        return (name, "") if name == "phụ lục" and not text[match.end() :].strip("*_ :") else None
    if number.isdigit():
        number = str(int(number))
    elif value := roman_value(number):
        number = str(value)
    return name, number + match["tail"].strip("-./").lower()


def list_sign(text: str) -> str:
    """The sign or kind of number that makes a paragraph a list item, "" if it is none.

    >>> list_sign("- Sửa đường"), list_sign("(2) cấp mới"), list_sign("Sửa đường")
    ('-', '(1)', '')
    """
    if sign := _SIGN.match(text):
        return sign["sign"]
    return "(1)" if _IN_BRACKETS.match(text) else ""


def roman_value(roman: str) -> int:
    """Value of a Roman number in capitals, 0 if it is none in its usual form.

    >>> roman_value("XIV"), roman_value("IIX"), roman_value("VC")
    (14, 0, 0)
    """
    total = 0
    for letter, after in zip(roman, (*roman[1:], "I"), strict=True):
        digit = _ROMAN_DIGITS.get(letter, 0)
        total += -digit if _ROMAN_DIGITS.get(after, 0) > digit else digit
    return total if total > 0 and _to_roman(total) == roman else 0


def letter_value(letter: str) -> int:
    """Place of a letter in the combined alphabet, from 1."""
    return _ALPHABET.find(letter.lower()) + 1


def _to_roman(value: int) -> str:
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"))
    roman = ""
    for size, sign in (*signs, (4, "IV"), (1, "I")):
        count, value = divmod(value, size)
        roman += sign * count
    return roman


def _part_value(match: re.Match[str]) -> int:
    if match["n"]:
        return int(match["n"])
    if match["roman"]:
        return roman_value(match["roman"].upper())
    word = match["word"].lower()
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else 0


def _compound(text: str, match: re.Match[str]) -> list[Label]:
    """1.1, I.1, a.1: one level deeper for each further part; I.1 stands where 1. would."""
    if not _opens_words(text, match.end()):
        return []
    parts = tuple(match["parts"].split("."))
    deeper = len(parts) - 2
    if parts[0].isdigit():
        rank = DOTTED + deeper
    else:
        rank = SMALL + 1 + deeper if parts[0].islower() else NUMBER + deeper
    return [Label(rank, parts, int(parts[-1]), match.end())]


def _uppers(sign: str, end: int, *, glued: bool) -> list[Label]:
    if glued:  # "A.Nguyễn" is a name as often as a heading
        return []
    found = []
    if value := roman_value(sign):
        found.append(Label(ROMAN, (sign,), value, end))
    if len(sign) == 1:
        found.append(Label(LETTER, (sign,), letter_value(sign), end))
    return found


def _opens_words(text: str, start: int) -> bool:
    """Whether words follow as in a heading: a capital, a number of some length, a quote."""
    rest = text[start:].lstrip(" *_“\"'(")
    return bool(rest) and (rest[0].isupper() or rest[0].isdigit())
