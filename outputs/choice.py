"""Which series somebody means who names an indicator by its id or its words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from extract.fold import fold
from normalize.series import SeriesRow
from solieu.errors import UsageError
from solieu.messages import message

_SUGGESTED = 5


def rows_of(rows: Iterable[SeriesRow], indicator: str) -> list[SeriesRow]:
    """The rows of the indicator meant: by id, else by its whole name, else by a part of it.

    Case never counts; diacritics do not where nothing fits with them. Raises UsageError
    where nothing is called so, or a part is in several names; it tells which come near.
    """
    held = list(rows)
    by_id = [row for row in held if row.indicator_id == indicator]
    if indicator and by_id:
        return by_id
    wanted, plain = fold(indicator).strip(), bare(indicator).strip()
    for fits in (
        lambda name: name == indicator,
        lambda name: fold(name) == wanted,
        lambda name: bare(name) == plain,
        lambda name: wanted in fold(name),
        lambda name: plain in bare(name),
    ):
        found = [row for row in held if fits(row.indicator)]
        # One indicator has several names where its plan's authority is added in brackets.
        meant = {row.indicator_id or fold(row.indicator) for row in found}
        if len(meant) == 1:
            return _whole(held, found)
        if found:
            raise _usage("series.several", indicator, found)
    raise _usage("series.none", indicator, _near(held, wanted))


def bare(text: str) -> str:
    """Folded and without diacritics, as people type who have no Vietnamese keyboard.

    >>> bare("Đất nông nghiệp")
    'dat nong nghiep'
    """
    apart = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _whole(held: Sequence[SeriesRow], found: Sequence[SeriesRow]) -> list[SeriesRow]:
    known = found[0].indicator_id
    return [row for row in held if row.indicator_id == known] if known else list(found)


def _near(held: Sequence[SeriesRow], wanted: str) -> list[SeriesRow]:
    from rapidfuzz import process

    by_name = {row.indicator: row for row in held}
    folded = {name: fold(name) for name in by_name}
    near = process.extract(wanted, folded, limit=_SUGGESTED)
    return [by_name[name] for _, _, name in near]


def _usage(key: str, indicator: str, rows: Iterable[SeriesRow]) -> UsageError:
    counts = Counter((row.indicator_id, row.indicator) for row in rows)
    names = [f"{f'{known}: ' if known else ''}{name}" for (known, name), _ in counts.most_common()]
    shown = "; ".join(names[:_SUGGESTED]) + (" ..." if len(names) > _SUGGESTED else "")
    said = message(key, indicator=indicator, names=shown or "-")
    return UsageError(said.vi, said.en)
