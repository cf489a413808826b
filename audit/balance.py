"""Opening + received = resolved + pending: files and complaints of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import regex

from audit.checks import Judged, settle
from audit.claims import BALANCE, OPEN_BALANCE, SUM, Claim
from audit.figures import is_level, same_period, same_unit, value_of
from audit.intervals import point
from audit.register import Register
from audit.verdict import Judgement, judge
from audit.vocabulary import cues
from extract.fold import fold
from solieu.model import Observation

_BREAK = regex.compile(r"[.,;()\n]|\d")
_ROLES = ("to_process", "pending", "opening", "resolved", "received")


def balance_checks(register: Register) -> Iterator[Judged]:
    """Balances of one paragraph, note or table column that names its opening stock.

    Where pending is not stated the check asks for it: it can be recomputed, but
    nothing stands against it.
    """
    for roles in role_groups(register):
        if {"opening", "received"} <= roles.keys():
            yield from _checks(roles)


def role_groups(register: Register) -> Iterator[Mapping[str, Observation]]:
    """The figures of each role, for every paragraph, note or table column by unit."""
    for figures in [*register.notes_and_paragraphs.values(), *_columns(register)]:
        for same in _by_unit(figures):
            yield _roles_of(register, same)


def _columns(register: Register) -> Iterator[Sequence[Observation]]:
    columns: defaultdict[tuple[int, int], list[Observation]] = defaultdict(list)
    for table, figures in register.tables.items():
        for figure in figures:
            columns[table, figure.column].append(figure)
    yield from columns.values()


def _by_unit(figures: Sequence[Observation]) -> Sequence[Sequence[Observation]]:
    """Levels in one unit and period; complaints and denunciations stay apart."""
    groups: list[list[Observation]] = []
    for figure in figures:
        if not is_level(figure):
            continue
        for group in groups:
            if same_unit(group[0].unit, figure.unit) and same_period(group[0], figure):
                group.append(figure)
                break
        else:
            groups.append([figure])
    return groups


def _roles_of(register: Register, figures: Sequence[Observation]) -> Mapping[str, Observation]:
    """The figure of each role, by the words of its label; a role named twice is none.

    A part has no role of its own where its whole has the same: of "tiếp nhận 2.399
    (tiếp nhận trực tuyến 2.000)" only the whole counts.
    """
    roles = {figure.observation_id: role_of(register, figure) for figure in figures}
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for figure in figures:
        role = roles[figure.observation_id]
        if role and role != roles.get(figure.whole):
            found[role].append(figure)
    return {role: same[0] for role, same in found.items() if len(same) == 1}


def role_of(register: Register, figure: Observation) -> str:
    """The role that a figure's label or the words right before it give it, "" if none."""
    return _role(fold(figure.indicator)) or _role(_said_before(register, figure))


def _said_before(register: Register, figure: Observation) -> str:
    """The words before a figure since the last comma: "đã giải quyết 1.977 hồ sơ"."""
    if figure.table:
        return ""
    before = register.text[max(0, figure.span.start - 80) : figure.span.start]
    return _BREAK.split(fold(before))[-1]


@lru_cache(maxsize=4096)
def _role(label: str) -> str:
    words = cues().balance
    return next((role for role in _ROLES if any(cue in label for cue in words[role])), "")


def _checks(roles: Mapping[str, Observation]) -> Iterator[Judged]:
    opening, received = roles["opening"], roles["received"]
    if whole := roles.get("to_process"):
        claim = Claim("balance", "balance.to_process/1", whole, (opening, received), SUM)
        yield settle(claim, judge(claim), "sum")
    if "resolved" not in roles:
        return
    parts = (opening, received, roles["resolved"])
    if pending := roles.get("pending"):
        claim = Claim("balance", "balance.full/1", pending, parts, BALANCE)
        yield settle(claim, judge(claim))
        return
    claim = Claim("balance", "balance.open/1", received, parts, OPEN_BALANCE)
    left = value_of(opening) + value_of(received) - value_of(roles["resolved"])
    if left > 0:
        judgement = Judgement("suspect", point(left), left, reason="no_pending")
        yield settle(claim, judgement)
