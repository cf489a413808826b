"""Shares of one whole sum to 100: "nông nghiệp 12,4%, công nghiệp 50,1%, dịch vụ 37,5%"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from audit.checks import Judged, settle
from audit.claims import SUM, Claim
from audit.figures import place_of
from audit.labels import key
from audit.register import Register
from audit.verdict import judge
from audit.vocabulary import cues
from extract.fold import fold
from solieu.model import Observation

_NEAR = 5  # percentage points from 100 within which a list is taken for a complete one


def share_total_checks(register: Register) -> Iterator[Judged]:
    """One check for each list of at least three shares that comes near 100 %.

    Two shares may be of anything, and a list that falls far short of 100 names only some
    parts; one that is called a structure ("cơ cấu") can not exceed it.
    """
    groups: defaultdict[object, list[Observation]] = defaultdict(list)
    for share in register.observations:
        if share.measure != "share" or share.unit != "%":
            continue
        whole = share.whole or key(share.group)
        spot = (share.paragraph, share.table, share.column)
        groups[place_of(share), whole, spot, share.period].append(share)
    for shares in groups.values():
        distinct = {share.value for share in shares}
        if len(shares) > 2 and len(distinct) > 1:
            yield from _check(shares)


def _check(shares: Sequence[Observation]) -> Iterator[Judged]:
    total = sum((share.value or Decimal(0) for share in shares), Decimal(0))
    said = fold(shares[0].context)
    exceeds = total > 100 and any(cue in said for cue in cues().structure)
    if abs(total - 100) > _NEAR and not exceeds:
        return
    first = shares[0]
    # The whole is not written anywhere: it is 100 % by what a share is.
    hundred = replace(
        first,
        value=Decimal(100),
        resolution=Decimal(0),
        raw="100%",
        comparator="=",
        indicator=first.group or first.indicator,
    )
    claim = Claim("share", "share.hundred/1", hundred, tuple(shares), SUM)
    judgement = judge(claim)
    if judgement.verdict not in ("consistent", "truncated"):
        sure = all(share.listing == "closed" for share in shares)
        judgement = judgement if sure else replace(judgement, verdict="suspect", repairs=())
    yield settle(claim, judgement, "shares")
