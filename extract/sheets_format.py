"""Number formats of spreadsheets: a stored number as the sheet displays it.

The codes are those of ECMA-376 part 1, 18.8.31. Separators are Vietnamese (dot for
thousands, comma for decimals) whatever the computer that wrote the file: a workbook
stores none. Months are written in figures, years in full, so that a period can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from extract.exact import moved

GENERAL = "General"
# Codes that a file names by number only (ECMA-376 part 1, 18.8.30).
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: GENERAL, 13: GENERAL, 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "0.0E+0", 49: "@",
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<ampm>AM/PM|A/P)|(?P<exponent>E[+-])(?=0)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)|(?P<digit>[0#?])|(?P<rest>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)")
_SET_APART = re.compile(r"^- +")  # a minus sign before empty places
_ELAPSED = re.compile(r"[hHmMsS]+")
_TEN_DIGITS = Context(prec=10)  # what General shows in a column that is wide enough
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_SERIAL = 2_958_465  # 31 December 9999


@dataclass(frozen=True, slots=True)
class Section:
    """One of the sections of a code, for one kind of number."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of these kinds is in it."""
        return any(kind in kinds for kind, _ in self.tokens)


@dataclass(frozen=True, slots=True)
class Shown:
    """The text displayed, and the number in terms of its digits (None for a date)."""

    text: str
    stored: Decimal | None


def show(value: float | Decimal, code: str, *, since_1904: bool = False) -> Shown:
    """A number as a cell with this format displays it. Raises ValueError for no number (NaN).

    >>> show(1193484.7648, "#,##0"), show(0.0818, "0.00%").text, show(44012, "dd/mm/yyyy").text
    (Shown(text='1.193.485', stored=Decimal('1193484.7648')), '8,18%', '30/06/2020')
    """
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"no number: {value}")
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1)) if exact.adjusted() < 27 else exact
    sections = _sections(code)
    section, negative = _choose(sections, exact)
    if section.has("date", "elapsed", "ampm"):
        when = _date(exact, section, since_1904)
        return Shown(when, None) if when else Shown(_general(exact), exact)
    return _number(exact, section, negative)


def is_date(code: str) -> bool:
    """Whether a format displays a date or a time."""
    return _sections(code)[0].has("date", "elapsed", "ampm")


@cache
def _sections(code: str) -> tuple[Section, ...]:
    found: list[Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code or GENERAL):
        kind, text = match.lastgroup or "rest", match[match.lastgroup or 0]
        if kind == "rest" and text == ";":
            found.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if test := _CONDITION.match(text):
                condition = (test[1], Decimal(test[2]))
            elif money := _CURRENCY.match(text):
                tokens.append(("literal", money[1]))
            elif _ELAPSED.fullmatch(text):
                tokens.append(("elapsed", text.lower()))
        elif kind in ("quoted", "escaped"):
            tokens.append(("literal", text))
        elif kind == "space":
            tokens.append(("literal", " "))
        elif kind != "fill":
            tokens.append(({",": "comma", ".": "dot", "%": "percent"}.get(text, kind), text))
    found.append(Section(tuple(tokens), condition))
    return tuple(found)


def _choose(sections: tuple[Section, ...], value: Decimal) -> tuple[Section, bool]:
    """The section for this number, and whether a minus sign goes before it."""
    for section in sections:
        if section.condition is not None and _meets(value, *section.condition):
            return section, value < 0 and section is sections[0]
    if any(section.condition for section in sections):
        return next((s for s in reversed(sections) if not s.condition), sections[0]), value < 0
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], value < 0


def _meets(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _general(value: Decimal) -> str:
    if value == value.to_integral_value():
        return f"{value:f}"
    return f"{_TEN_DIGITS.create_decimal(value).normalize():f}".replace(".", ",")


def _number(value: Decimal, section: Section, negative: bool) -> Shown:
    slash = any(kind == "rest" and text == "/" for kind, text in section.tokens)
    if section.has("general") or slash or section.has("exponent"):
        plain = _general(value.copy_abs())
        words = "".join(t for kind, t in section.tokens if kind == "literal")
        return Shown(("-" if negative else "") + plain + words.rstrip(), value)
    if not section.has("digit"):  # only words: "-" for nought, or nothing at all
        text = "".join(t for kind, t in section.tokens if kind in ("literal", "rest"))
        return Shown(text.strip(), value)
    tokens, scale = _scaled(section)
    value = moved(value, scale)
    decimals = _decimals(tokens)
    # As many digits as there are: a double has some 310, and each % of the code adds two.
    wide = Context(prec=max(value.adjusted(), 0) + decimals + 2)
    digits = f"{value.copy_abs().quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, wide):f}"
    whole, _, fraction = digits.partition(".")
    text = _SET_APART.sub("-", _filled(tokens, whole, fraction).strip())
    text = f"0{text}" if text.startswith(",") else text
    if negative and any(char in "123456789" for char in digits):
        text = f"-{text}"
    return Shown(text, value)


def _scaled(section: Section) -> tuple[list[tuple[str, str]], int]:
    """The tokens without the commas that divide by a thousand, and the shift they make."""
    tokens = list(section.tokens)
    scale = 2 * sum(kind == "percent" for kind, _ in tokens)
    dot = next((i for i, (kind, _) in enumerate(tokens) if kind == "dot"), len(tokens))
    digits = [i for i, (kind, _) in enumerate(tokens[:dot]) if kind == "digit"]
    last = digits[-1] if digits else dot
    while last + 1 < len(tokens) and tokens[last + 1][0] == "comma":
        del tokens[last + 1]
        scale -= 3
    return tokens, scale


def _decimals(tokens: list[tuple[str, str]]) -> int:
    dot = next((i for i, (kind, _) in enumerate(tokens) if kind == "dot"), len(tokens))
    return sum(kind == "digit" for kind, _ in tokens[dot:])


def _filled(tokens: list[tuple[str, str]], whole: str, fraction: str) -> str:
    """The digits put in their places, the literals kept between them."""
    dot = next((i for i, (kind, _) in enumerate(tokens) if kind == "dot"), len(tokens))
    grouped = any(kind == "comma" for kind, _ in tokens[:dot])
    places = [text for kind, text in tokens[:dot] if kind == "digit"]
    left = "" if whole == "0" else whole
    left = left.rjust(len(places), "\0")
    extra = len(left) - len(places)
    out: list[str] = []
    at = 0  # how many digits of the whole part are written
    for kind, text in tokens[:dot]:
        if kind == "digit":
            take = 1 + (extra if at == 0 else 0)
            for digit in left[at : at + take]:
                if digit != "\0" or text == "0":
                    out.append("0" if digit == "\0" else digit)
                    if grouped and (len(left) - at) % 3 == 1 and len(left) - at > 1:
                        out.append(".")
                at += 1
        elif kind in ("literal", "rest", "percent"):
            out.append(text)
    return "".join(out) + _fraction(tokens[dot:], fraction)


def _fraction(tokens: list[tuple[str, str]], fraction: str) -> str:
    places = [text for kind, text in tokens if kind == "digit"]
    kept = len(places)
    while kept and places[kept - 1] != "0" and fraction[kept - 1] == "0":
        kept -= 1
    out: list[str] = []
    at = 0
    for kind, text in tokens:
        if kind == "dot":
            out.append("," if kept else "")
        elif kind == "digit":
            if at < kept:
                out.append(fraction[at])
            at += 1
        elif kind in ("literal", "rest", "percent"):
            out.append(text)
    return "".join(out)


def _date(serial: Decimal, section: Section, since_1904: bool) -> str:
    """A day serial as the section writes it, "" where it is no day of the calendar."""
    if not 0 <= serial <= _LAST_SERIAL:
        return ""
    epoch = _EPOCH_1904 if since_1904 else _EPOCH
    try:
        when = epoch + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return ""
    out: list[str] = []
    clock = False  # an m after hours is minutes
    for i, (kind, text) in enumerate(section.tokens):
        low = text.lower()
        if kind == "elapsed":
            out.append(f"{int(serial * 24)}" if low[0] == "h" else f"{when.minute:02}")
            clock = True
        elif kind == "date":
            minutes = low[0] == "m" and (clock or _before_seconds(section.tokens, i))
            out.append(f"{when.minute:02}" if minutes else _date_part(when, low))
            clock = low[0] == "h"
        elif kind in ("literal", "rest", "dot", "comma"):
            out.append(text)
    return re.sub(r"\s+", " ", "".join(out)).strip(" ,-/")


def _before_seconds(tokens: tuple[tuple[str, str], ...], index: int) -> bool:
    following = next((text for kind, text in tokens[index + 1 :] if kind == "date"), "")
    return following[:1].lower() == "s"


def _date_part(when: datetime, code: str) -> str:
    if code[0] == "y":
        return f"{when.year:04}"
    if code[0] == "m":
        return f"{when.month}" if code == "m" else f"{when.month:02}"
    if code[0] == "d":
        return "" if len(code) > 2 else f"{when.day:0{len(code)}}"
    if code[0] == "h":
        return f"{when.hour:02}"
    return f"{when.second:02}"
