"""Which territory a place name means on a day, by a list that a person supplies.

Names and codes of communes are both used again for other territories, so a name means a
territory only together with a day, and two territories of one name are two series. Only
where the list says so is a territory the same one under another name, code or parent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from extract.fold import fold
from normalize.areas import REFORM, before, provinces
from normalize.period_calendar import bounds
from normalize.vintage import vintage_of
from solieu.model import Recognition

#: What became of a territory: "none" is the same extent under another name, code or parent,
#: "whole" became all of it part of its successor, "part" was divided.
Change = Literal["", "none", "whole", "part"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Territory:
    """One place in one extent, from ``valid_from`` to ``valid_to`` inclusive.

    Without ``valid_to`` it still is; without ``valid_from`` it is not said since when.
    ``name`` begins with the kind in lower case ("phường An Lạc"); ``parent`` is the code of
    the place above it; ``successors`` are the codes of what it became the day after.
    """

    code: str
    name: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    change: Change = ""
    aliases: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether it is this territory on that day, as far as the list says."""
        since = self.valid_from is None or self.valid_from <= day
        return since and (self.valid_to is None or day <= self.valid_to)

    def meets(self, other: Territory) -> bool:
        """Whether there is a day on which both are valid."""
        first = max(self.valid_from or date.min, other.valid_from or date.min)
        return first <= min(self.valid_to or date.max, other.valid_to or date.max)

    @property
    def last(self) -> date:
        """The last day on which it is valid."""
        return self.valid_to or date.max


@dataclass(frozen=True, slots=True)
class Settled:
    """What a place name means: ``area`` for people, ``series`` the territory it is."""

    area: str
    series: str


#: Why a place that the list has is left as it is written: several are meant, or none then.
Doubt = Literal["several", "not_then"]


class Territories:
    """A list of territories, by their names."""

    def __init__(self, listed: Sequence[Territory]) -> None:
        """``listed`` must be sound: see ``solieu.area_files``."""
        self._listed = tuple(listed)
        self._by_code: dict[str, list[Territory]] = defaultdict(list)
        self._by_name: dict[str, list[Territory]] = defaultdict(list)
        for one in (*listed, *_provinces()):
            self._by_code[one.code].append(one)
        for one in listed:
            for name in {fold(name) for name in (one.name, *one.aliases)}:
                self._by_name[name].append(one)
        self._shared = self._names_of_several()

    def settle(self, place: str, day: date | None) -> Settled | Doubt | None:
        """The territory of ``place`` ("phường X, thành phố Y") in a report of ``day``.

        None where the list has no such place, a Doubt where it is left as it is.
        """
        own, _, upper = place.partition(", ")
        named = self._by_name.get(fold(place)) or [
            one
            for one in self._by_name.get(fold(own), ())
            if not upper or self._lies_in(one, upper)
        ]
        if not named:
            return None
        meant = [one for one in named if day is None or one.valid_on(day)]
        if len(meant) != 1:
            return "several" if meant else "not_then"
        return Settled(self._called(meant[0]), self._series(meant[0], day))

    def over_the_reform(self) -> Iterator[str]:
        """The territories that the list says the reform of 2025-07-01 left as they were."""
        for one in self._listed:
            follower = self.follower(one)
            since = one.valid_from is not None and one.valid_from < REFORM
            if since and (one.valid_to is None or one.valid_to >= REFORM):
                yield self._called(one)
            elif one.valid_to == REFORM - _DAY and one.change == "none" and follower:
                yield self._called(follower)

    def follower(self, one: Territory) -> Territory | None:
        """What a territory became: its first successor on the day after its end."""
        if one.valid_to is None or not one.successors:
            return None
        return self.at(one.successors[0], one.valid_to + _DAY)

    def at(self, code: str, day: date) -> Territory | None:
        """The territory of a code on a day: one of the list before one that is shipped."""
        return next((one for one in self._by_code.get(code, ()) if one.valid_on(day)), None)

    def parent(self, one: Territory) -> Territory | None:
        """The place above, as it was on the last day."""
        return self.at(one.parent, one.last) if one.parent else None

    def _lies_in(self, one: Territory, upper: str) -> bool:
        """Whether a place of this name is anywhere above, at any time."""
        wanted, codes, met = fold(upper), {one.parent}, set[str]()
        while codes := codes - met - {""}:
            above = [each for code in codes for each in self._by_code.get(code, ())]
            if any(wanted in map(fold, (each.name, *each.aliases)) for each in above):
                return True
            met |= codes
            codes = {each.parent for each in above}
        return False

    def _series(self, one: Territory, day: date | None) -> str:
        """The name of its series: the same for what is the same territory."""
        undated = one.valid_from is None and one.valid_to is None
        if undated and day is not None and day < REFORM:
            return self._called(one) + before(REFORM)  # nobody says that it stayed the same
        met = {one}
        while one.change == "none" and (follower := self.follower(one)) and follower not in met:
            one = follower
            met.add(one)
        return self._called(one) + (before(one.valid_to + _DAY) if one.valid_to else "")

    def _called(self, one: Territory) -> str:
        """Its name and that of the place above; with its code where others are called so."""
        name = self._name(one)
        return f"{name} [{one.code}]" if (name, one.valid_to) in self._shared else name

    def _name(self, one: Territory) -> str:
        above = self.parent(one)
        return f"{one.name}, {above.name}" if above else one.name

    def _names_of_several(self) -> frozenset[tuple[str, date | None]]:
        codes: dict[tuple[str, date | None], set[str]] = defaultdict(set)
        for one in self._listed:
            codes[self._name(one), one.valid_to].add(one.code)
        return frozenset(key for key, held in codes.items() if len(held) > 1)


def _provinces() -> Iterator[Territory]:
    for one in provinces():
        name = f"{one.kind} {one.name}"
        yield Territory(one.code, name, "", one.valid_from, one.valid_to)


# --- one report ------------------------------------------------------------------------


def settled(
    recognition: Recognition, listed: Territories
) -> tuple[Recognition, Mapping[str, str], tuple[tuple[str, Doubt | None], ...]]:
    """A report with its places as the list calls them.

    Beside it: by these places, what their series are called; and the places that are left
    as they are written, with why.
    """
    vintage = vintage_of(recognition)
    day = bounds(vintage).last if vintage else None
    found = {place: listed.settle(place, day) for place in _places(recognition)}
    known = {place: one for place, one in found.items() if isinstance(one, Settled)}
    called = {place: one.area for place, one in known.items() if one.area != place}
    info = recognition.info
    moved = replace(
        recognition,
        info=replace(info, area=called.get(info.area, info.area)),
        observations=tuple(
            replace(one, area=called[one.area]) if one.area in called else one
            for one in recognition.observations
        ),
    )
    left = tuple(
        (place, one) for place, one in sorted(found.items()) if not isinstance(one, Settled)
    )
    return moved, {one.area: one.series for one in known.values()}, left


def _places(recognition: Recognition) -> Iterable[str]:
    places = {recognition.info.area, *(one.area for one in recognition.observations)}
    return sorted(places - {""})
