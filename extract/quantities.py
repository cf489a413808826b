"""Quantities: numeral, magnitude, unit, comparator, as one written expression.

Grammar (folded text)::

    quantity   = [comparator] [sign] numeral [magnitude] [unit ["/" per]...] [after]
    compound   = numeral magnitude numeral magnitude ... | numeral magnitude "rưỡi"
    range      = quantity ("-" | "đến" | "tới") quantity
    pair       = quantity "/" quantity

A magnitude word, sign or separator that stands there is always consumed, or the
quantity is flagged: never a smaller number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

import regex

from extract.lexicon import alternation, mapping, units, words
from extract.masks import Mask
from extract.number_words import fraction_pattern, read_fraction, read_words
from extract.number_words import pattern as number_words_pattern
from extract.numerals import NUMERAL, Numeral, read_numeral
from extract.separators import Vote, decide
from extract.unit_nouns import known_counter, read_noun

Link = Literal["", "pair", "range", "compound"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity in a passage, as written; offsets are in the passage.

    ``value`` is scaled by its own magnitude, None where the digits are damaged.
    ``step`` is the size of one unit of the last written digit. ``unit`` is canonical
    ("VND", "ha", "hồ sơ"), "" where none is written. ``scale`` is the power of ten of
    the magnitude word, None where none is written. ``link`` says how it hangs on the
    quantity before it: "pair" after a slash, "range" after a dash. ``signed`` is -1 or
    1 where a sign is written. ``alternative`` is the other reading of an ambiguous
    separator. ``in_words`` marks a number in words.
    """

    start: int
    end: int
    digits_start: int
    digits_end: int
    numeral: Numeral
    value: Decimal | None
    step: Decimal | None
    scale: int | None
    unit: str
    unit_kind: Literal["", "money", "percent", "measure", "counter"]
    comparator: str
    signed: int
    link: Link
    flags: tuple[str, ...]
    alternative: Decimal | None = None
    in_words: bool = False


_MONEY = frozenset({"VND", "USD", "EUR", "JPY", "CNY", "KRW", "GBP", "SGD", "AUD", "THB"})
_PERCENT = frozenset({"%", "‰", "percentage point"})


@cache
def _magnitude() -> regex.Pattern[str]:
    found = units()
    return regex.compile(
        rf"[¹²³⁰⁴-⁹]*\s*(?P<word>{alternation([*found.money, *found.magnitudes, *found.slips])})"
        rf"(?![\w])(?!(?<=tỷ|tỉ)\s+(?:lệ|suất|trọng|giá|số))"
    )


@cache
def _measure() -> regex.Pattern[str]:
    found = units()
    ordered = sorted(found.measures, key=lambda word: (-len(word), word))
    parts = (
        regex.escape(word, literal_spaces=True) + (r"(?!\w)" if word[-1].isalpha() else "")
        for word in ordered
    )
    return regex.compile(rf"\s*(?P<word>{'|'.join(parts)})")


@cache
def _per() -> regex.Pattern[str]:
    per = alternation(units().per)
    return regex.compile(
        rf"\s*(?:/\s*|một |mỗi )(?P<word>{per})(?![\w])"
        rf"|\s*/\s*\d+ (?P<word>tháng|năm|ngày|giờ|tuần)(?![\w])"
        rf"|\s*(?:trên|/)\s*(?P<base>1\.?000|10\.?000|100\.?000|100|vạn|1 vạn|một vạn) "
        rf"(?P<noun>\w+)"
    )


@cache
def _comparators(side: str) -> dict[str, str]:
    return mapping(words("comparators"), side)


@cache
def _before() -> regex.Pattern[str]:
    found = _comparators("before")
    return regex.compile(rf"(?<![\w])(?P<word>{alternation(found)})\s*(?:là\s*|ở mức\s*)?$")


@cache
def _after() -> regex.Pattern[str]:
    found = _comparators("after")
    return regex.compile(rf"\s*(?P<word>{alternation(found)})(?!\w)")


_COMPARED = regex.compile(
    r"(?:cấp|phía|nói|nêu|kể|bên)\s+trên\s*$|(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém|nhanh|chậm|tốt)\s+hơn\s*$"
)
_RANGE = regex.compile(r"\s*(?:-|đến|tới|÷|~)\s*(?:dưới\s+|gần\s+)?")
_PAIR = regex.compile(r"\s*/\s*")
_HALF = regex.compile(r"\s*(?:rưỡi|rưởi)(?!\w)")
_COMPOUND = regex.compile(
    r"(?:,|\s+và)?\s+(?=\d{1,3}(?:[.,]\d+)?\s*(?:nghìn|ngàn|vạn|triệu|tr|tỷ|tỉ)(?!\w))"
)


def find_quantities(
    text: str, folded: str, taken: Sequence[Mask], vote: Vote
) -> tuple[Quantity, ...]:
    """All quantities of a passage in order, outside the ``taken`` stretches.

    Spans lie in the passage and never overlap. Never raises on any text.
    """
    found: list[Quantity] = []
    blocked = sorted((mask.start, mask.end) for mask in taken)
    position = 0
    for damaged in _damaged(text, folded, blocked):
        found.append(damaged)
        blocked.append((damaged.start, damaged.end))
    while (match := NUMERAL.search(folded, position)) is not None:
        start, end = match.span()
        if folded[end - 1] in ".,":
            end -= 1
        hit = next(((a, b) for a, b in blocked if a < end and start < b), None)
        if hit is not None:
            position = max(hit[1], start + 1)
            continue
        quantity = _read(text, folded, start, end, vote)
        before = found[-1] if found and found[-1].value is not None else None
        quantity = _linked(folded, before, quantity)
        found.append(quantity)
        position = max(quantity.end, end)
    found = _fractions(folded, _shared(sorted(found, key=lambda quantity: quantity.start)))
    found.extend(_in_words(folded, blocked, found))
    return tuple(sorted(found, key=lambda quantity: quantity.start))


# A letter read for a digit, a doubled or a spaced separator: no reading is safe.
_DAMAGED = regex.compile(
    r"(?<![\w.,])(?:l[.,]\d{3}(?!\d)|\d+[.,]?\d*[SOoB]\d*(?=\s|[.,;)]|$)(?<!\d[Bo])|\d+(?:\.\.|,,)\d+"
    r"|\d+ [.,]\d+(?=\s*[^\W\d_]|\s*%))"
)


def _damaged(text: str, folded: str, blocked: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    """Figures whose digits are damaged: kept with their unit, without a value, flagged."""
    for match in _DAMAGED.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in blocked):
            continue
        magnitude = _magnitude().match(folded, end)
        last = magnitude.end() if magnitude is not None else end
        unit, last = _unit(text, folded, last, magnitude is not None)
        yield Quantity(
            start, last, start, end, Numeral(match.group()), None, None, None,
            unit or ("VND" if magnitude else ""), "measure" if unit else "", "=", 0, "",
            ("damaged_number",),
        )  # fmt: skip


def _read(text: str, folded: str, start: int, end: int, vote: Vote) -> Quantity:
    """One quantity whose digits are ``folded[start:end]``."""
    numeral = read_numeral(folded[start:end])
    scale: int | None = None
    last = end
    unit = ""
    found = units()
    slips: tuple[str, ...] = ()
    if regex.match(r"[.,]\s?%", folded, pos=last):
        last, slips = last + 1, ("stray_separator",)  # "95,%"
    last = _past_words(folded, last)
    bracket = _account_bracket(folded, start, last)
    match = _magnitude().match(folded, last + bracket)
    if match is not None and _is_magnitude(folded, match):
        word = match["word"]
        last = match.end()
        if word in found.money:
            scale, unit = found.money[word], "VND"
        elif word in found.slips:
            scale, slips = found.slips[word], ("misspelt_magnitude",)
        else:
            scale = found.magnitudes[word]
    else:
        bracket = 0
    if not unit:
        unit, last = _unit(text, folded, last, scale is not None)
    reading, other, flags = decide(numeral, unit, scale, vote)
    factor = Decimal(10) ** (scale or 0)
    value = None if reading is None else _plain(reading.value * factor, scale)
    step = None if reading is None else Decimal(1).scaleb(-reading.decimals) * factor
    if scale is not None and value is not None:
        value, step, last, unit = _compound(text, folded, value, step, last, unit, scale)
    comparator, signed = _before_number(folded, start)
    signed = -1 if bracket else signed
    begin = start
    if signed and (written := _SIGN.search(folded, max(0, start - 3), start)) is not None:
        begin = written.start()
    if (match := _after().match(folded, last)) is not None and comparator in ("=", ">", "<"):
        comparator = _comparators("after")[match["word"]]
    kind: Literal["", "money", "percent", "measure", "counter"]
    head = unit.split("/")[0]
    if head in _MONEY:
        kind = "money"
    elif head in _PERCENT:
        kind = "percent"
    elif not unit:
        kind = ""
    else:
        kind = "measure" if head in found.measures.values() else "counter"
    return Quantity(
        start=begin,
        end=last,
        digits_start=start,
        digits_end=end,
        numeral=numeral,
        value=value,
        step=step,
        scale=scale,
        unit=unit,
        unit_kind=kind,
        comparator=comparator,
        signed=signed,
        link="",
        flags=(*flags, *slips),
        alternative=None if other is None else other.value * factor,
    )


def _plain(value: Decimal, scale: int | None) -> Decimal:
    """Drop the zeros that scaling left behind the point: 20.684 x 10^9 is 20684000000."""
    whole = value.to_integral_value()
    return whole if scale and value == whole else value


_SIGN = regex.compile(r"[-+]\s?$")
_BRACKETED_WORDS = regex.compile(
    r"\s*\((?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)[^()\d]{0,30}\)"
)
_AFTER_SHORT = regex.compile(r"\s*(?:đồng|đ|vnd|vnđ|usd|/|[,.;:)]|$)")


def _past_words(folded: str, end: int) -> int:
    """Behind "(ba)" in "03 (ba) bộ": the words of the figure itself, if a noun follows."""
    match = _BRACKETED_WORDS.match(folded, end)
    if match is None or not regex.match(r"\s+[^\W\d_]", folded, pos=match.end()):
        return end
    return match.end()


def _account_bracket(folded: str, start: int, end: int) -> int:
    """1 where the digits stand in the brackets accounts use for a minus: "(1.234) triệu"."""
    closed = folded[start - 1 : start] == "(" and folded[end : end + 1] == ")"
    return int(closed)


def _is_magnitude(folded: str, match: regex.Match[str]) -> bool:
    """ "tr" and "tđ" abbreviate other words too: they count glued or before a currency."""
    word = match["word"]
    if word not in ("tr", "tr.", "tđ"):
        return True
    return match.start("word") == match.start() or bool(_AFTER_SHORT.match(folded, match.end()))


def _unit(text: str, folded: str, position: int, scaled: bool) -> tuple[str, int]:
    """The unit that begins at ``position`` and where it ends; ("", position) if none."""
    found = units()
    match = _measure().match(folded, position)
    if match is not None and not _is_word_start(folded, match):
        match = None
    noun, noun_end = read_noun(text, folded, position, scaled or match is not None)
    if match is not None and match.end() >= noun_end:
        unit, last = found.measures[match["word"]], match.end()
    else:
        unit, last = noun, noun_end
    if not unit:
        return "", position
    divisors = []
    while (per := _per().match(folded, last)) is not None:
        if per["base"]:
            divisors.append(f"{per['base']} {per['noun']}")
        else:
            divisors.append(found.per[per["word"]])
        last = per.end()
    # "đồng/người/tháng" is another unit than "/năm"; "kg/người/6 tháng" is per person over
    # the figure's own period.
    spans = regex.search(r"/\s*\d+\s+\w+$", folded[position:last]) is not None
    kept = [d for i, d in enumerate(divisors) if i == 0 or d in ("năm", "tháng", "ngày")]
    return "/".join([unit, *(kept[:1] if spans else kept)]), last


def _is_word_start(folded: str, match: regex.Match[str]) -> bool:
    """One-letter units must not be the start of an abbreviation ("m." "g." are fine)."""
    word = match["word"]
    if word in ("đ", "m", "g", "h") and match.start("word") > match.start():
        return folded[match.end() : match.end() + 1] in ("", " ", ",", ".", ";", ")", "/", ":")
    if word in ("điểm", "công đất", "khối", "cân", "yên", "bạt", "lạng"):
        # also counters or parts of words: only where no longer noun follows
        return not regex.match(
            r"\s+(?:phần|trường|học|bưu|cầu|lượng|bằng)(?!\w)", folded, pos=match.end()
        )
    return True


def unit_follows(folded: str, position: int, *, counters: bool = True) -> bool:
    """True where a magnitude, a measure or (asked for) a known counter stands there."""
    if _magnitude().match(folded, position) or _measure().match(folded, position):
        return True
    return counters and known_counter(folded, position)


def _compound(
    text: str,
    folded: str,
    value: Decimal,
    step: Decimal | None,
    last: int,
    unit: str,
    scale: int,
) -> tuple[Decimal, Decimal | None, int, str]:
    """ "1 tỷ 200 triệu đồng", "1 triệu rưỡi": parts of one value, each smaller."""
    if (half := _HALF.match(folded, last)) is not None and not unit:
        value += Decimal(10) ** scale / 2
        unit, last = _unit(text, folded, half.end(), True)
        return value, Decimal(10) ** scale / 10, last, unit
    while not unit and (gap := _COMPOUND.match(folded, last)) is not None:
        number = NUMERAL.match(folded, gap.end())
        magnitude = None if number is None else _magnitude().match(folded, number.end())
        if number is None or magnitude is None or magnitude["word"] not in units().magnitudes:
            break
        part_scale = units().magnitudes[magnitude["word"]]
        reading = read_numeral(number.group()).default
        if reading is None:
            break
        if part_scale > scale and scale == 3:  # "262 nghìn 800 tỷ": thousands of tỷ
            value = (value + reading.value) * Decimal(10) ** part_scale
            step = Decimal(1).scaleb(-reading.decimals) * Decimal(10) ** part_scale
            scale = part_scale
            unit, last = _unit(text, folded, magnitude.end(), True)
            continue
        if part_scale >= scale:
            break
        value += reading.value * Decimal(10) ** part_scale
        step = Decimal(1).scaleb(-reading.decimals) * Decimal(10) ** part_scale
        scale = part_scale
        unit, last = _unit(text, folded, magnitude.end(), True)
    return value, step, last, unit


def _before_number(folded: str, start: int) -> tuple[str, int]:
    """Comparator and written sign in front of the digits."""
    left = folded[max(0, start - 40) : start]
    signed = 0
    if left.endswith(("(- ", "(+ ")):
        return "=", -1 if left.endswith("- ") else 1
    if left.endswith(("-", "+")):
        rest = left[:-1].rstrip()
        glued_bullet = start - 1 == 0
        if not glued_bullet and (not rest or rest[-1] in "(:;," or left[-2:-1] == " "):
            if not (rest and rest[-1].isdigit()) and (rest or left[:-1]):
                signed = -1 if left.endswith("-") else 1
                left = left[:-1]
    match = _before().search(left)
    comparator = "="
    if match is not None and (match["word"].startswith("không") or _COMPARED.search(left) is None):
        comparator = _comparators("before")[match["word"]]
        left = left[: match.start()]
    if regex.search(r"(?<!\w)âm\s*$", left):
        signed = -1
    return comparator, signed


def _linked(folded: str, before: Quantity | None, quantity: Quantity) -> Quantity:
    """Mark a quantity that follows another after a slash or a range dash."""
    if before is None or before.end > quantity.start:
        return quantity
    gap = folded[before.end : quantity.digits_start]
    if _PAIR.fullmatch(folded, before.end, quantity.digits_start):
        return replace(quantity, link="pair", signed=0, start=quantity.digits_start)
    if gap and _RANGE.fullmatch(folded, before.end, quantity.digits_start):
        if before.value is None or quantity.value is None or before.link == "range":
            return quantity
        scale = quantity.scale if before.scale is None and not before.unit else None
        low = before.value * Decimal(10) ** (scale or 0)
        same = before.unit in ("", quantity.unit, quantity.unit.split("/")[0])
        if same and low < quantity.value:
            return replace(quantity, link="range", signed=0, start=quantity.digits_start)
    return quantity


def _shared(found: list[Quantity]) -> list[Quantity]:
    """Fill what a pair or range writes once: unit and magnitude stand at the right."""
    result = list(found)
    for i in range(len(result) - 1, 0, -1):
        right, left = result[i], result[i - 1]
        if right.link == "range":
            result[i] = right = replace(
                right, comparator="<=" if right.comparator in ("=", "~") else right.comparator
            )
            left = replace(left, comparator=">=")
            result[i - 1] = left
        if right.link not in ("pair", "range"):
            continue
        result[i - 1] = _filled(left, right)
    return result


_FRACTION_BEFORE = regex.compile(
    r"(?<!\w)(?:hơn|gần|khoảng|bằng|chiếm|còn|giảm|tăng|trên|dưới|xấp xỉ|đạt)\s*$"
)


def _fractions(folded: str, found: list[Quantity]) -> list[Quantity]:
    """ "bằng hơn 1/5 diện tích": a number below one, not a pair of counts."""
    result: list[Quantity] = []
    for quantity in found:
        left = result[-1] if result else None
        if (
            left is not None
            and quantity.link == "pair"
            and _is_fraction(folded, left, quantity)
            and left.value is not None
            and quantity.value
        ):
            value = left.value / quantity.value
            exact = value * quantity.value == left.value
            result[-1] = replace(
                left,
                end=quantity.digits_end,
                digits_end=quantity.digits_end,
                value=value if exact else round(value, 4),
                numeral=replace(left.numeral, text=folded[left.digits_start : quantity.digits_end]),
                step=None,
                unit="",
                unit_kind="",
                flags=() if exact else ("rounded_fraction",),
            )
        else:
            result.append(quantity)
    return result


def _is_fraction(folded: str, left: Quantity, right: Quantity) -> bool:
    digits = (
        folded[left.digits_start : left.digits_end],
        folded[right.digits_start : right.digits_end],
    )
    if not all(d.isdigit() and not d.startswith("0") and len(d) <= 2 for d in digits):
        return False
    low, high = int(digits[0]), int(digits[1])
    if not low < high <= 10 or right.unit in units().counters or right.unit_kind == "measure":
        return False
    if regex.match(r"\s*(?:số|diện tích|tổng|dân số)(?!\w)", folded, pos=right.digits_end):
        return True
    return _FRACTION_BEFORE.search(folded, 0, left.start) is not None


def _filled(left: Quantity, right: Quantity) -> Quantity:
    if left.unit and not (right.link == "range" and right.unit.startswith(f"{left.unit}/")):
        return left
    if left.scale is None and right.scale is not None and left.value is not None:
        factor = Decimal(10) ** right.scale
        left = replace(
            left,
            value=_plain(left.value * factor, right.scale),
            step=None if left.step is None else left.step * factor,
            alternative=None if left.alternative is None else left.alternative * factor,
            scale=right.scale,
        )
    elif left.scale is not None and right.unit_kind not in ("money", ""):
        return left
    return replace(left, unit=right.unit, unit_kind=right.unit_kind)


def _in_words(
    folded: str, blocked: Sequence[tuple[int, int]], found: Sequence[Quantity]
) -> list[Quantity]:
    """Numbers written in words alone; the unit is read as after digits."""
    result = []
    for match in number_words_pattern().finditer(folded):
        start, end = match.span()
        spans = [*blocked, *((q.start, q.end) for q in found)]
        if any(a < end and start < b for a, b in spans):
            continue
        value = read_words(match.group())
        if value is None or value < 10 or _repeats(folded, start, found):
            continue
        unit, last = _unit(folded, folded, end, value >= 1000)
        result.append(
            Quantity(
                start,
                last,
                start,
                end,
                Numeral(match.group()),
                value,
                Decimal(1),
                None,
                unit,
                "money" if unit in _MONEY else "counter" if unit else "",
                _before_number(folded, start)[0],
                0,
                "",
                (),
                None,
                True,
            )  # fmt: skip
        )
    for match in fraction_pattern().finditer(folded):
        start, end = match.span()
        spans = [*blocked, *((q.start, q.end) for q in found)]
        if any(a < end and start < b for a, b in spans) or _repeats(folded, start, found):
            continue
        value, unit = read_fraction(match)
        if not unit and value >= 1:
            continue
        exact = value == round(value, 4)
        result.append(
            Quantity(
                start, end, start, end, Numeral(f"{match['a']}/{match['b']}"), round(value, 4) if not exact else value,
                None, None, unit, "percent" if unit else "", _before_number(folded, start)[0], 0, "",
                () if exact else ("rounded_fraction",), None, True,
            )
        )  # fmt: skip
    return result


def _repeats(folded: str, start: int, found: Sequence[Quantity]) -> bool:
    """True for words in a bracket right behind their figure: "4.977 đồng (Bốn nghìn ...)"."""
    before = max((q.end for q in found if q.end <= start), default=-1)
    return (
        before >= 0
        and regex.fullmatch(
            r"\s*\(\s*(?:bằng chữ\s*:?\s*)?|\s*[(,;]?\s*(?:viết\s+)?bằng chữ\s*(?:là)?\s*:?\s*",
            folded[before:start],
        )
        is not None
    )
