"""Wholes and their parts, as far as the text ties them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

import regex

from audit.balance import role_of
from audit.figures import addable, compatible_periods, measure_class, place_of
from audit.labels import key
from audit.register import Register
from audit.vocabulary import cues
from extract.fold import fold
from solieu.model import Observation

# How surely a list of parts is complete: "complete" after gồm, "closed" where a colon
# or brackets open it, "open" after trong đó, "" where nothing says so.
Listing = Literal["complete", "closed", "open", ""]

_STAGES = frozenset({"opening", "resolved", "pending"})
_LONGEST_OPENING = 200  # characters between a whole and the first of its parts
_TAIL = 60  # characters of an item behind its figure: "4,9 ha, tăng 2% (+3 ha)..."
_OPENS_NESTED = regex.compile(r"^[^;.\n]*trong đó")
_ENDS_NESTED = regex.compile(r"[;\n]|\.\s")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and its parts of one place, in reading order.

    ``mixed`` says that among the items tied to the whole some count something else, so
    that the rest cannot be expected to add up to it. ``unsure``: that they are its parts
    is shown only by what one slip would make of them, so that nothing contradicts.
    ``goes_on``: the list surely does not name all parts; it ends in dots, or what it divides
    is a larger figure than the one it hangs on.
    """

    whole: Observation
    parts: tuple[Observation, ...]
    listing: Listing
    mixed: bool
    unsure: bool = False
    goes_on: bool = False


def breakdowns(register: Register) -> Iterator[Breakdown]:
    """Every whole with its parts, units and measures told apart.

    In "27 lượt/24 người (thường xuyên: 23 lượt/23 người)" each part goes to the whole
    of its own unit, whichever of them the list hangs on.
    """
    groups: defaultdict[tuple[str, tuple[str, str, int]], list[Observation]] = defaultdict(list)
    mixed: set[tuple[str, tuple[str, str, int]]] = set()
    labels = _levels_by_label(register)
    for part in register.observations:
        tied = _whole_of(register, part, labels)
        if tied is not None and _other_quantity(part, tied):
            tied = _of_its_quantity(register, part, tied)
        if tied is None or measure_class(part) != measure_class(tied):
            continue
        if _other_stage(part, tied):
            continue
        whole = _of_its_unit(register, part, tied)
        spot = (*place_of(part), part.column)
        if whole is None:
            mixed.add((tied.observation_id, spot))
        elif compatible_periods(part, whole):
            groups[whole.observation_id, spot].append(part)
    for (whole_id, spot), parts in groups.items():
        whole = register.by_id[whole_id]
        listing = _listing(register, whole, parts)
        own = _of_one_stage(register, _until_the_end(register, parts))
        own = _without_nested(register, own)
        yield Breakdown(
            whole,
            tuple(own),
            listing,
            mixed=(whole_id, spot) in mixed or _several_quantities(register, own),
            goes_on=_goes_on(register, own[-1]),
        )


def _other_quantity(part: Observation, whole: Observation) -> bool:
    """Whether the labels name different quantities: an output is no part of an area."""
    of_part, of_whole = _quantities_in(part.indicator), _quantities_in(whole.indicator)
    return any(of_part) and any(of_whole) and of_part != of_whole


def _of_its_quantity(
    register: Register, part: Observation, tied: Observation
) -> Observation | None:
    """The figure beside a whole that is of the part's quantity.

    "31 người chết, 72 người bị thương; trong đó đường bộ 29 người chết, 70 người bị thương"
    """
    beside = [
        other
        for other in register.companions(tied)
        if other.span.end <= part.span.start
        and other.observation_id != part.observation_id
        and not other.whole
        and _quantities_in(other.indicator) == _quantities_in(part.indicator)
        and measure_class(other) == measure_class(part)
        and addable(part.unit, other.unit)
    ]
    return beside[-1] if beside and not part.table else None


@lru_cache(maxsize=4096)
def _quantities_in(label: str) -> tuple[bool, ...]:
    """Which of the quantities that are no part of each other a label names."""
    folded = fold(label)
    return tuple(_has(folded, names) for names in cues().quantities)


def _until_the_end(register: Register, parts: Sequence[Observation]) -> Sequence[Observation]:
    """The parts up to the item that ends its list: items end in ";", the last one in ".".

    What is listed below it belongs to something else, though it looks the same; so does
    what is said of the whole place again: "..., Mông 250 hộ, toàn xã có 665 hộ nghèo".
    """
    goes_on = False
    for n, (part, following) in enumerate(pairwise(parts)):
        if part.table:
            continue
        if part.paragraph == following.paragraph:
            if _has(register.between(part, following), cues().everywhere):
                return parts[: n + 1]
            continue
        after = register.text[part.span.end : following.span.start]
        item = after.split("\n", 1)[0].rstrip()
        if goes_on and item.endswith("."):
            return parts[: n + 1]
        goes_on = goes_on or item.endswith(";")
    return parts


def _without_nested(register: Register, parts: Sequence[Observation]) -> Sequence[Observation]:
    """Parts less those of a part: "thép xây dựng 42 tấn, trong đó xuất khẩu 6 tấn; thép ống".

    What "trong đó" opens inside the list lasts up to the semicolon or the end of the sentence.
    """
    kept, nested = list(parts[:1]), False
    for before, part in pairwise(parts):
        between = register.between(before, part)
        if part.table or _ENDS_NESTED.search(between):
            nested = False
        nested = nested or (not part.table and _OPENS_NESTED.search(between) is not None)
        if not nested:
            kept.append(part)
    return kept


def _several_quantities(register: Register, parts: Sequence[Observation]) -> bool:
    """Whether items bear two figures: revenue and profit, the month and the months so far."""
    named = {_quantities_in(part.indicator) for part in parts}
    if len({quantities for quantities in named if any(quantities)}) > 1:
        return True
    return any(
        not part.table
        and _has(register.between(before, part), cues().cumulative)
        and register.rank[part.observation_id] == register.rank[before.observation_id] + 1
        for before, part in pairwise(parts)
    )


def _goes_on(register: Register, last: Observation) -> bool:
    """Whether dots behind the last item say that there are more."""
    after = register.text[last.span.end :].split("\n", 1)[0]
    return not last.table and any(dots in after[:_TAIL] for dots in cues().goes_on)


def _of_one_stage(register: Register, parts: Sequence[Observation]) -> Sequence[Observation]:
    """Parts by kind without those by stage: "984 trực tuyến, 37 trực tiếp; đã giải quyết 1.043".

    A list of stages alone ("đã giải quyết 5, đang giải quyết 7") does divide its whole.
    """
    kinds = [part for part in parts if role_of(register, part) not in _STAGES]
    return kinds if len(kinds) > 1 else parts


def _other_stage(part: Observation, whole: Observation) -> bool:
    """Whether files at another stage are named: what is pending is no part of the resolved."""
    return _stages_in(part.indicator) == (True, False) and _stages_in(whole.indicator) == (
        False,
        True,
    )


@lru_cache(maxsize=4096)
def _stages_in(label: str) -> tuple[bool, ...]:
    """Whether a label speaks of what is pending, of what is resolved."""
    words, folded = cues().balance, fold(label)
    return tuple(any(cue in folded for cue in words[name]) for name in ("pending", "resolved"))


def _levels_by_label(register: Register) -> dict[str, list[Observation]]:
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for observation in register.observations:
        found[key(observation.indicator)].append(observation)
    return found


def _whole_of(
    register: Register, part: Observation, labels: dict[str, list[Observation]]
) -> Observation | None:
    """The whole a part is tied to, or the nearest figure before it that its group names."""
    if part.whole:
        return register.by_id.get(part.whole)
    if not part.group:
        return None
    before = [
        other
        for other in labels.get(key(part.group), ())
        if other.span.end <= part.span.start
        and measure_class(other) == measure_class(part)
        and addable(part.unit, other.unit)
        and bool(other.table) == bool(part.table)
        and other.table == part.table
        and other.column == part.column
    ]
    return before[-1] if before else None


def _of_its_unit(register: Register, part: Observation, whole: Observation) -> Observation | None:
    """The whole itself, or the figure beside it that is in the part's unit."""
    if addable(part.unit, whole.unit):
        return whole
    beside = [
        other
        for other in register.companions(whole)
        if other.observation_id not in (part.observation_id, whole.observation_id)
        and other.span.start < part.span.start
        and not other.whole
        and measure_class(other) == measure_class(part)
        and addable(part.unit, other.unit)
        and not other.table
    ]
    return min(beside, key=lambda o: abs(o.span.start - whole.span.start), default=None)


_ENUMERATED = regex.compile(r"trong đó\s*:")


def _listing(register: Register, whole: Observation, parts: Sequence[Observation]) -> Listing:
    """How the list was opened, by the words in between, else by the tie itself."""
    opening = register.between(whole, parts[0])
    if not opening or len(opening) > _LONGEST_OPENING:
        return _strongest(parts)
    if _has(opening, cues().partial):
        return "open"
    if is_complete(opening):
        return "complete"
    if _ENUMERATED.search(opening):
        return "closed" if len(parts) > 2 else "open"
    if "trong đó" in opening:
        return "open"
    return _strongest(parts) or ("closed" if "(" in opening or ":" in opening else "")


def is_complete(text: str) -> bool:
    """Whether folded words announce a complete list."""
    return _has(text, cues().complete)


def _strongest(parts: Sequence[Observation]) -> Listing:
    if any(part.listing == "closed" for part in parts):
        return "closed"
    return "open" if any(part.listing == "open" for part in parts) else ""


def _has(text: str, words: tuple[str, ...]) -> bool:
    return _one_of(words).search(text) is not None


@cache
def _one_of(words: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, words))})(?!\w)")
