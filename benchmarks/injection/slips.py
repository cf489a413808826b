"""The slips that are made on purpose, one kind each, as typists make them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from benchmarks.injection.facts import MAGNITUDES, Fact, Facts, Mention, number
from benchmarks.injection.truth import range_of

_NUMBER = re.compile(r"[\d.,]*\d")
_AFTER = re.compile(r"\s*(nghìn|triệu|tỷ)")


@dataclass(frozen=True, slots=True)
class Slip:
    """``mention`` written as ``text``; the word after it may change too.

    ``scale`` is what one of the written number is worth then. ``follow`` is the
    magnitude word after the figure and what stands there instead, or nothing.
    """

    kind: str
    mention: Mention
    text: str
    scale: Fraction
    follow: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a slip may draw on: the document's facts, the text after each figure, and
    figures of the report before by fact."""

    facts: Facts
    after: Mapping[int, str]
    before: Mapping[Fact, Mention]


def _digits(text: str) -> tuple[str, str, str, int]:
    """What stands before the number, its digits, what follows, and its decimals."""
    match = _NUMBER.search(text)
    assert match
    whole, _, decimals = match[0].replace(".", "").partition(",")
    return text[: match.start()], whole + decimals, text[match.end() :], len(decimals)


def _written(lead: str, digits: str, tail: str, decimals: int, padded: bool) -> str:
    """The digits with separators as the report sets them; "" where it would not be a number."""
    if len(digits) <= decimals:
        return ""
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    if len(whole) > 1 and whole[0] == "0" and not (padded and len(whole) == 2):
        return ""
    grouped = whole if whole[0] == "0" else f"{int(whole):,}".replace(",", ".")
    return lead + grouped + ("," + part if part else "") + tail


def _edited(edit: Callable[[str, Random], str]) -> Callable[[Mention, Scene, Random], str]:
    def make(mention: Mention, scene: Scene, random: Random) -> str:
        lead, digits, tail, decimals = _digits(mention.text)
        new = edit(digits, random)
        return _written(lead, new, tail, decimals, digits[0] == "0") if new else ""

    return make


def _change(digits: str, random: Random) -> str:
    n = random.randrange(len(digits))
    return digits[:n] + random.choice([d for d in "0123456789" if d != digits[n]]) + digits[n + 1 :]


def _swap(digits: str, random: Random) -> str:
    places = [n for n in range(len(digits) - 1) if digits[n] != digits[n + 1]]
    if not places:
        return ""
    n = random.choice(places)
    return digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]


def _drop(digits: str, random: Random) -> str:
    n = random.randrange(len(digits))
    return digits[:n] + digits[n + 1 :]


def _double(digits: str, random: Random) -> str:
    n = random.randrange(len(digits))
    return digits[:n] + digits[n] + digits[n:]


def _separator(mention: Mention, scene: Scene, random: Random) -> str:
    """The decimal comma lost or moved, or written where the thousands part."""
    lead, digits, tail, decimals = _digits(mention.text)
    ways = []
    if decimals:
        ways.append(_written(lead, digits, tail, 0, False))
        ways.append(_written(lead, digits, tail, decimals + 1, False))
        ways.append(_written(lead, digits, tail, decimals - 1, False))
    elif "." in mention.text:
        ways.append(lead + digits[:-3] + "," + digits[-3:] + tail)
    ways = [way for way in ways if way]
    return random.choice(ways) if ways else ""


def _copied(mention: Mention, scene: Scene, random: Random) -> str:
    """The figure of a neighbour of the same sort."""
    like = [
        other.text
        for other in scene.facts.mentions
        if other.like == mention.like
        and _NUMBER.match(other.text.removeprefix("="))  # no bound: nothing contradicts it
        and other.scale == mention.scale
        and other.fact != mention.fact
        and 0 < abs(other.index - mention.index) <= 15
    ]
    return random.choice(like) if like else ""


def _stale(mention: Mention, scene: Scene, random: Random) -> str:
    """The figure of the report before, or that of last year beside it."""
    old = scene.before.get(mention.fact)
    return old.text if old is not None and old.scale == mention.scale else ""


def _total(mention: Mention, scene: Scene, random: Random) -> str:
    """A total that still holds an earlier figure of one of its parts."""
    sums = [c for c in scene.facts.claims if c.rule == "sum" and c.stated == mention.fact]
    if not sums:
        return ""
    known = {m.fact: m for m in scene.facts.mentions}
    part = known.get(random.choice(sums[0].operands))
    if part is None:
        return ""
    off = (
        number(part.text)[0] * part.scale * Fraction(random.choice([-20, -10, -5, 5, 10, 20]), 100)
    )
    value, last = number(mention.text)
    shown = value + off / mention.scale
    return _shown(mention, shown, last)


def _shown(mention: Mention, value: Fraction, last: Fraction) -> str:
    """A value with as many decimals as the mention has now."""
    if value < 0:
        return ""
    lead, _, tail, decimals = _digits(mention.text)
    scaled = int(value / last + Fraction(1, 2))
    return _written(lead, str(scaled).rjust(decimals + 1, "0"), tail, decimals, False)


def _wrong_base(mention: Mention, scene: Scene, random: Random) -> str:
    """The percentage of another plan or base of the same document."""
    ratios = [
        c
        for c in scene.facts.claims
        if c.rule in ("ratio", "growth", "fall") and c.stated == mention.fact
    ]
    if not ratios:
        return ""
    known = {m.fact: m for m in scene.facts.mentions}
    claim = ratios[0]
    over, under = (known[fact] for fact in claim.operands if fact in known)
    bases = [
        other
        for other in scene.facts.mentions
        if other.like == under.like and other.fact != under.fact and number(other.text)[0] > 0
    ]
    if not bases:
        return ""
    near = sorted(bases, key=lambda other: abs(other.index - mention.index))[:4]
    base = random.choice(near)
    value = 100 * number(over.text)[0] * over.scale / (number(base.text)[0] * base.scale)
    if claim.rule != "ratio":
        value = abs(value - 100)
    if not Fraction(1, 2) <= value < 300:
        return ""
    return _shown(mention, value, number(mention.text)[1])


def _index(mention: Mention, scene: Scene, random: Random) -> str:
    """An index where a growth belongs."""
    for claim in scene.facts.claims:
        if claim.stated == mention.fact and claim.rule in ("growth", "fall"):
            value, last = number(mention.text)
            return _shown(mention, 100 - value if claim.rule == "fall" else 100 + value, last)
    return ""


def _magnitude(mention: Mention, scene: Scene, random: Random) -> tuple[str, str] | None:
    """The magnitude word after a figure, and what is written instead."""
    match = _AFTER.match(scene.after.get(mention.index, ""))
    if match is None:
        return None
    rest = scene.after[mention.index][match.end() :].lstrip()
    before = scene.after.get(mention.index - 1, "")
    if rest.startswith("/") or before.startswith("/"):
        return None  # "11.112/135.800 triệu đồng" has one unit for both
    other = {"triệu": "tỷ", "tỷ": "triệu", "nghìn": "triệu"}[match[1]]
    return match[1], random.choice(["", other])


EDITS: Mapping[str, Callable[[Mention, Scene, Random], str]] = {
    "digit changed": _edited(_change),
    "digits swapped": _edited(_swap),
    "digit dropped": _edited(_drop),
    "digit doubled": _edited(_double),
    "separator confused": _separator,
    "neighbour's figure copied": _copied,
    "stale figure": _stale,
    "total not updated": _total,
    "% of the wrong base": _wrong_base,
    "index for growth": _index,
}
KINDS = (*EDITS, "magnitude word dropped or changed")


def slip_of(kind: str, mention: Mention, scene: Scene, random: Random) -> Slip | None:
    """A slip of this kind in this figure, None where there can be none."""
    if kind not in EDITS:
        follow = _magnitude(mention, scene, random)
        if follow is None:
            return None
        old, new = follow
        scale = mention.scale / MAGNITUDES[old] * (MAGNITUDES[new] if new else 1)
        return Slip(kind, mention, mention.text, scale, follow)
    text = EDITS[kind](mention, scene, random)
    if not text or range_of(mention, text) == range_of(mention):
        return None
    return Slip(kind, mention, text, mention.scale)


def candidates(facts: Facts) -> Sequence[Mention]:
    """Figures that a slip may be made in: all but bounds, which nothing contradicts."""
    return [m for m in facts.mentions if _NUMBER.match(m.text.removeprefix("="))]
