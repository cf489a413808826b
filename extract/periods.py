"""Find every period and date expression in a passage of folded Vietnamese text.

Atoms come from the grammar; here neighbours are joined into ranges ("từ ... đến ..."),
"đến" makes an as-of date, and the words before a mention say whether it can be a
figure's own period or only a base of comparison, a plan's year or a document's date.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from extract.periods_atoms import Atom, find_atoms
from extract.periods_grammar import Grammar, grammar
from extract.periods_mention import PeriodKind, PeriodMention, PeriodRole, PeriodUnit

__all__ = [
    "PeriodKind",
    "PeriodMention",
    "PeriodRole",
    "PeriodUnit",
    "find_periods",
    "sole_periods",
]

_BEFORE = 90  # characters of left context that decide a role: one document reference
_LONGEST_RANGE = 2  # years; "03/02/1930 - 03/02/2026" is an anniversary


@lru_cache(maxsize=512)  # one passage is asked for by the ledger, the frames and the prose
def find_periods(text: str, *, header: bool = False) -> tuple[PeriodMention, ...]:
    """Return the mentions in ``text``, in order, none overlapping.

    ``text`` is folded (``extract.fold.fold``); offsets are into it and thereby into the
    source. ``header`` says that the text is the head of a table or a title, where a
    bare ``2025`` or ``T1/2026`` is a period; in a sentence it need not be.

    >>> [(m.kind, m.start, m.end) for m in find_periods("thu tháng 5 và 5 tháng đầu năm 2023")]
    [('month', 4, 11), ('months', 15, 35)]
    """
    rules = grammar()
    if not header and not rules.hint.search(text):
        return ()
    joined = _join(rules, text, find_atoms(rules, text, header))
    placed = [_place(rules, text, atom) for atom in joined]
    kept = [atom.mention for atom in placed if atom is not None]
    return tuple(_share_years(rules, text, _carry(rules, text, kept)))


def sole_periods(line: str) -> tuple[PeriodMention, ...]:
    """The mentions of a folded heading or caption; none where it holds other digits too.

    >>> len(sole_periods("số lượt khách 9 tháng năm 2018")), len(sole_periods("5 xã năm 2018"))
    (1, 0)
    """
    mentions = find_periods(line, header=True)
    rest = line
    for mention in reversed(mentions):
        rest = rest[: mention.start] + rest[mention.end :]
    return () if any(map(str.isdigit, rest)) else mentions


# --- ranges -----------------------------------------------------------------


def _join(rules: Grammar, text: str, atoms: list[Atom]) -> list[Atom]:
    joined: list[Atom] = []
    for atom in atoms:
        merged = _range(rules, text, joined[-1], atom) if joined else None
        if merged is None:
            joined.append(atom)
        else:
            joined[-1] = merged
    return joined


def _range(rules: Grammar, text: str, first: Atom, second: Atom) -> Atom | None:
    a, b = first.mention, second.mention
    gap = text[a.end : b.start]
    if second.name == "now":
        return _to_now(rules, text, first, b) if not gap.strip(" ,") else None
    if a.end_day or a.to_now or not rules.joins.fullmatch(gap):
        return None
    start = _since(rules, text, a.start)
    told = start < a.start
    if first.name == "edge" and a.part == "first" and a.month is None and not a.unit:
        if b.kind in ("day", "month", "quarter", "edge") and told:
            return Atom("range", _year_to(a, b, start))
        return None
    if not told and "-" not in gap and "bare" in first.name:
        return None
    both = (a.kind, b.kind)
    if both == ("day", "day"):
        if not told and first.name == second.name == "bare_day_month":
            return None  # "5/7 - 6/7" may be two fractions
        return Atom("range", _day_range(a, b, start))
    if both == ("month", "month") and a.month and b.month:
        return Atom("range", _between(a, b, start, "months"))
    if both == ("quarter", "quarter") and a.quarter and b.quarter and a.quarter < b.quarter:
        month = 3 * a.quarter - 2
        last = replace(b, month=3 * b.quarter)
        return Atom("range", _between(replace(a, month=month, quarter=None), last, start, "months"))
    if both == ("year", "year") and a.year and b.year and a.year < b.year:
        return Atom("range", replace(a, start=start, end=b.end, kind="span", end_year=b.year))
    return None


def _to_now(rules: Grammar, text: str, first: Atom, now: PeriodMention) -> Atom | None:
    """ "từ ngày 15/12/2025 đến nay", "từ đầu năm đến nay", "lũy kế đến nay"."""
    a = first.mention
    start = _since(rules, text, a.start)
    if first.name == "so_far":
        return Atom("now", replace(now, start=a.start))
    of_year = a.kind == "edge" and a.part == "first" and not (a.unit or a.month or a.quarter)
    if start == a.start and not of_year:  # "đầu năm 2025 tới nay" does without "từ"
        return None
    if a.kind == "edge" and a.part == "first":
        kind: PeriodKind = "year_to_date" if of_year else "current"
        return Atom("range", replace(a, start=start, end=now.end, kind=kind, to_now=True))
    if a.kind == "day":
        kind = "day_range"
    elif a.kind in ("month", "year", "quarter"):
        kind = "months"
    else:
        return None
    return Atom("range", replace(a, start=start, end=now.end, kind=kind, to_now=True))


def _since(rules: Grammar, text: str, start: int) -> int:
    """Where the mention begins with the "từ" before it; ``start`` if there is none."""
    found = rules.since.search(text, max(0, start - 24), start)
    return found.start() if found else start


def _day_range(a: PeriodMention, b: PeriodMention, start: int) -> PeriodMention:
    made = _between(a, b, start, "day_range")
    if a.year and b.year and b.year - a.year > _LONGEST_RANGE:
        return replace(made, kind="span", role="event")
    return made


def _between(a: PeriodMention, b: PeriodMention, start: int, kind: PeriodKind) -> PeriodMention:
    return replace(
        a,
        start=start,
        end=b.end,
        kind=kind,
        end_year=b.year,
        end_month=b.month,
        end_day=b.day,
        shift=a.shift if a.shift is not None else b.shift,
    )


def _year_to(a: PeriodMention, b: PeriodMention, start: int) -> PeriodMention:
    last = 3 * b.quarter if b.quarter else b.month
    return replace(
        a,
        start=start,
        end=b.end,
        kind="year_to_date",
        year=a.year or b.year,
        end_year=b.year,
        end_month=last,
        end_day=b.day,
        part="",
    )


# --- what the words before make of it ---------------------------------------


def _place(rules: Grammar, text: str, atom: Atom) -> Atom | None:
    """Give a mention its role; None drops what only looked like a date."""
    mention = atom.mention
    role = _role(rules, text, mention)
    if atom.name in ("range", "now"):
        return _with_role(atom, mention, role)
    since = _since(rules, text, mention.start)
    if since < mention.start:
        return _open(atom, mention, since, text)
    until = rules.until.search(text, max(0, mention.start - 60), mention.start)
    if until and role in ("own", "document"):
        made = _as_of(mention, until.start(), until.group())
        if made is not None:
            return Atom("until", replace(made, role=_role(rules, text, made)))
    if atom.name == "bare_day_month" and role != "event":
        return None  # a fraction
    if mention.kind == "current" and text[: mention.start].endswith("trong "):
        mention = replace(mention, start=mention.start - len("trong "))
    return _with_role(atom, mention, role)


def _with_role(atom: Atom, mention: PeriodMention, role: PeriodRole) -> Atom:
    """Most mentions keep their role, and copies are dear."""
    if mention is atom.mention and role == mention.role:
        return atom
    return Atom(atom.name, replace(mention, role=role))


def _open(atom: Atom, mention: PeriodMention, since: int, text: str) -> Atom | None:
    """A "từ" with no end: since that day, or the year to date."""
    if mention.kind == "edge" and mention.part == "first" and not mention.unit:
        event = text[since : mention.start].startswith("ngay")
        made = replace(mention, start=since, kind="year_to_date", part="", to_now=True)
        return Atom(atom.name, replace(made, role="event" if event else "own"))
    if mention.kind in ("day", "month", "year", "quarter"):
        return Atom(atom.name, replace(mention, start=since, kind="since"))
    return Atom(atom.name, mention)


def _as_of(mention: PeriodMention, start: int, cue: str) -> PeriodMention | None:
    if mention.kind == "year" and "hết" not in cue and "thời điểm" not in cue:
        # "đến năm 2030": the year of a target, not the sum up to it
        return replace(mention, start=start)
    if cue.startswith(("kỳ", "kì")) and mention.kind != "day":
        return None  # "kỳ 12/2025" is that month, "tiến độ kỳ 25/10" runs up to the day
    if mention.kind == "edge" and (mention.part == "last" or mention.month):
        return replace(mention, start=start, kind="as_of", part="")
    if mention.kind in ("day", "month", "quarter", "year"):
        return replace(mention, start=start, kind="as_of")
    return None


def _role(rules: Grammar, text: str, mention: PeriodMention) -> PeriodRole:
    if mention.role != "own":
        return mention.role
    low = max(0, mention.start - _BEFORE)
    for role, pattern in rules.roles:
        if role == "document" and mention.kind not in ("day", "since"):
            continue
        if role == "event" and mention.kind != "day":
            continue
        if role == "prices" and mention.kind != "year":
            continue
        if pattern.search(text, low, mention.start):
            return role
    return "own"


# --- neighbours -------------------------------------------------------------


def _carry(rules: Grammar, text: str, mentions: list[PeriodMention]) -> list[PeriodMention]:
    """Merge "lũy kế" with the period it stands before."""
    merged: list[PeriodMention] = []
    for mention in mentions:
        before = merged[-1] if merged else None
        if (
            before is not None
            and before.kind == "cumulative"
            and mention.kind in ("as_of", "year_to_date", "months", "half", "year", "duration")
            and rules.carries.fullmatch(text, before.end, mention.start)
        ):
            merged[-1] = _cumulative(before, mention)
        else:
            merged.append(mention)
    return merged


def _cumulative(before: PeriodMention, mention: PeriodMention) -> PeriodMention:
    whole = replace(mention, start=before.start)
    if mention.kind == "as_of" and mention.day is None and not mention.to_now:
        month = 3 * mention.quarter if mention.quarter else mention.month
        if month:
            return replace(whole, kind="year_to_date", month=None, quarter=None, end_month=month)
    return whole


def _share_years(rules: Grammar, text: str, mentions: list[PeriodMention]) -> list[PeriodMention]:
    """ "tháng 5 và 5 tháng đầu năm 2023": the year is said once, at the end."""
    for i in range(len(mentions) - 2, -1, -1):
        a, b = mentions[i], mentions[i + 1]
        if a.year is None and a.shift is None and {a.kind, b.kind} <= _DATED and not a.end_year:
            year = b.year
            if a.month and b.month and a.month > b.month:
                continue  # "tháng 12 và tháng 01 năm 2026": two years
            if year and rules.shares.fullmatch(text, a.end, b.start):
                mentions[i] = replace(a, year=year)
    return mentions


_DATED = frozenset({"day", "month", "months", "quarter", "half"})
