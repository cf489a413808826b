"""areas.csv: the communes, or other places, that a person knows, each with its days.

Columns: ``code`` and ``name``, and any of ``level, parent, valid_from, valid_to, successor,
change, aliases``. Further columns are for people. What it means: docs/format.md.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from extract.fold import fold
from outputs.people import read_edited
from solieu.batch.packing import pack, unpack
from solieu.errors import UsageError
from solieu.inputs import AREAS_FILE, Input, folders_of, name_of
from solieu.messages import Message, message

if TYPE_CHECKING:  # normalize loads word lists, and most runs have no areas.csv
    from normalize.territories import Change, Doubt, Territories, Territory

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_COLUMNS = (
    *("code", "name", "level", "parent", "valid_from", "valid_to"),
    *("successor", "change", "aliases"),
)
_DAY = timedelta(days=1)
_NAMED = 5  # places that a notice names


@dataclass(frozen=True, slots=True)
class AreaFile:
    """One areas.csv; ``source`` is its name in the results, ``packed`` its rows."""

    source: str
    sha256: str
    packed: bytes


@lru_cache(maxsize=8)
def territories_in(packed: bytes) -> Territories:
    """The list in ``AreaFile.packed``; made once in each process."""
    from normalize.territories import Territories

    rows: tuple[Territory, ...] = unpack(packed)
    return Territories(rows)


class AreaFiles:
    """The areas.csv of the folders that inputs lie in, or the one given by name for all.

    Of several in nested folders the nearest to a report holds for it, alone.
    """

    def __init__(self, inputs: Iterable[Input], given: Path | None = None) -> None:
        """Reads the files; raises UsageError for one that is not well formed."""
        self._files: dict[Path, AreaFile | None] = {}
        self._given = read_areas(given, name_of(Path(given.name))) if given else None
        self._of = {one.source: self._found(one) for one in inputs if not one.refusal}

    def of(self, source: str) -> bytes:
        """The list that holds for the report of this name; empty where there is none."""
        held = self._of.get(source)
        return held.packed if held else b""

    @property
    def files(self) -> tuple[AreaFile, ...]:
        """The files read."""
        return tuple(held for held in (*self._files.values(), self._given) if held)

    def notices(self, left: Iterable[tuple[str, Doubt | None]]) -> tuple[Message, ...]:
        """What a person should know: series joined over the reform because a list says so,
        and the places of reports that are ``left`` as they are written, with why."""
        told = [
            message("areas.joined", file=held.source, places=_some(over))
            for held in self.files
            if (over := sorted(set(territories_in(held.packed).over_the_reform())))
        ]
        places: dict[str, set[str]] = defaultdict(set)
        for place, why in left:
            places[why or "unknown"].add(place)
        told += (
            message(f"areas.{why}", places=_some(sorted(places[why]))) for why in sorted(places)
        )
        return tuple(told)

    def _found(self, one: Input) -> AreaFile | None:
        if self._given:
            return self._given
        within = folders_of(one.path, one.root)
        return next((held for folder in within if (held := self._in(folder, one.root))), None)

    def _in(self, folder: Path, root: Path) -> AreaFile | None:
        if folder not in self._files:
            file = folder / AREAS_FILE
            there = file.is_file()
            source = name_of(file.relative_to(root))
            self._files[folder] = read_areas(file, source) if there else None
        return self._files[folder]


def _some(places: Sequence[str]) -> Message:
    """The number of places and the first of them."""
    key = "areas.places_more" if len(places) > _NAMED else "areas.places"
    return message(key, count=len(places), first="; ".join(places[:_NAMED]))


# --- one file ----------------------------------------------------------------------------


def read_areas(path: Path, source: str) -> AreaFile:
    """The list in a file. Raises UsageError, naming file and line, where it is not sound:
    a wrong territory would join series that nobody sees to be two."""
    rows: list[tuple[int, Territory]] = []
    for line, cells in read_edited(path, "code"):
        given = {name: " ".join(cells.get(name, "").split()) for name in _COLUMNS}
        rows.append((line, _territory(given, source, line)))
    if not rows:
        raise _refused("no_rows", source, 1)
    _tell_apart(rows, source)
    _find_others(rows, source)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return AreaFile(source, sha256, pack(tuple(row for _, row in rows)))


def _territory(given: Mapping[str, str], source: str, line: int) -> Territory:
    from normalize.territories import Territory

    for column in ("code", "name"):
        if not given[column]:
            raise _refused(f"no_{column}", source, line)
    first, last = (_date(given[name], source, line) for name in ("valid_from", "valid_to"))
    if first and last and last < first:
        raise _refused("ends_before", source, line, first=first, last=last)
    name = _name(given, source, line)
    _exists(name, given["parent"], last, source, line)
    successors = tuple(_parts(given["successor"]))
    change = given["change"].lower()
    return Territory(
        code=given["code"],
        name=name,
        parent=given["parent"],
        valid_from=first,
        valid_to=last,
        successors=successors,
        change=_change(change, successors, last, source, line),
        aliases=tuple(_parts(given["aliases"])),
    )


def _parts(text: str) -> Iterator[str]:
    yield from (part.strip() for part in text.split("|") if part.strip())


def _name(given: Mapping[str, str], source: str, line: int) -> str:
    """The name with its kind in lower case before it."""
    from normalize.areas import kind_of, kinds

    name, level = given["name"], fold(given["level"])
    if level and level not in kinds():
        known = ", ".join(sorted(kinds()))
        raise _refused("level", source, line, value=given["level"], known=known)
    written = kind_of(name)
    if written and level and written != level:
        raise _refused("two_levels", source, line, name=name, level=level)
    kind = written or level
    if not kind:
        raise _refused("no_level", source, line, name=name)
    bare = name.split(" ", len(kind.split(" ")))[-1] if fold(name).startswith(kind) else name
    if written and bare == name:  # "TP. Huế"
        bare = name.partition(" ")[2]
    return f"{kind} {bare}"


def _exists(name: str, parent: str, last: date | None, source: str, line: int) -> None:
    """Districts, and towns and cities within provinces, were abolished by the reform."""
    from normalize.areas import REFORM, kind_of

    kind = kind_of(name)
    abolished = kind in ("quận", "huyện", "thị xã", "thị trấn") or (
        kind == "thành phố" and bool(parent)
    )
    if abolished and (last is None or last >= REFORM):
        raise _refused("abolished", source, line, name=name, last=REFORM - _DAY)


def _date(text: str, source: str, line: int) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else _no_date(text)
    except ValueError as error:
        raise _refused("date", source, line, value=text) from error


def _no_date(text: str) -> date:
    raise ValueError(text)


def _change(
    change: str, successors: Sequence[str], last: date | None, source: str, line: int
) -> Change:
    from normalize.territories import Change

    if change not in get_args(Change):
        raise _refused("change", source, line, value=change)
    if successors and not (change and last):
        raise _refused("successor_bare", source, line)
    if change and not successors:
        raise _refused("change_bare", source, line, value=change)
    if change == "none" and len(successors) > 1:
        raise _refused("several_successors", source, line)
    return cast("Change", change)


def _tell_apart(rows: Sequence[tuple[int, Territory]], source: str) -> None:
    """No code means two territories on one day."""
    by_code: dict[str, list[tuple[int, Territory]]] = defaultdict(list)
    for line, one in rows:
        by_code[one.code].append((line, one))
    for same in by_code.values():
        same.sort(key=lambda held: (held[1].valid_from or date.min, held[0]))
        for (above, earlier), (line, later) in pairwise(same):
            if earlier.meets(later):
                line, above = max(line, above), min(line, above)
                raise _refused("overlap", source, line, code=later.code, above=above)


def _find_others(rows: Sequence[tuple[int, Territory]], source: str) -> None:
    """Parents and successors are in the list, or provinces, on the day they are wanted."""
    from normalize.territories import Territories

    known = Territories([one for _, one in rows])
    for line, one in rows:
        if one.parent and known.parent(one) is None:
            when = one.valid_to or message("areas.today")
            raise _refused("parent", source, line, code=one.parent, when=when)
        if one.parent == one.code:
            raise _refused("own_parent", source, line, code=one.code)
        for code in one.successors:
            assert one.valid_to is not None  # _change
            if known.at(code, one.valid_to + _DAY) is None:
                raise _refused("successor", source, line, code=code, when=one.valid_to + _DAY)


def _refused(key: str, source: str, line: int, **values: object) -> UsageError:
    said = message(f"areas.{key}", file=source, line=line, **values)
    return UsageError(said.vi, said.en)
