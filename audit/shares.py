"""Shares of one whole sum to 100: "nông nghiệp 12,4%, công nghiệp 50,1%, dịch vụ 37,5%"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from audit.checks import Judged, settle
from audit.claims import SUM, Claim
from audit.figures import place_of, sentence_of
from audit.labels import key
from audit.proportions import hundred
from audit.register import Register
from audit.verdict import judge
from audit.vocabulary import cues
from extract.fold import fold
from solieu.model import Observation

_NEAR = 5  # percentage points from 100 within which a list is taken for a complete one
_TAXES = 10  # what product taxes take of a GRDP: about 9 % in the national accounts


def share_total_checks(register: Register) -> Iterator[Judged]:
    """One check for each list of at least three shares that comes near 100 %.

    Two shares may be of anything, and a list that falls far short of 100 names only some
    parts, unless these are the sectors of an economy, which have nothing but product taxes
    beside them. A list that is called a structure ("cơ cấu") can not exceed 100.
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
        if len(shares) > 2 and len(distinct) > 1 and not _complete_in_a_sentence(shares):
            yield from _check(shares)


def _complete_in_a_sentence(shares: Sequence[Observation]) -> bool:
    """Whether some of them, in a sentence of their own, make up 100 already.

    "... chiếm 44,3% tổng dư nợ. Dư nợ ngắn hạn chiếm 58%; trung, dài hạn chiếm 42%."
    """
    totals: defaultdict[object, Decimal] = defaultdict(Decimal)
    for share in shares:
        totals[sentence_of(share)] += share.value or Decimal(0)
    return len(totals) > 1 and any(total == 100 for total in totals.values())


def _check(shares: Sequence[Observation]) -> Iterator[Judged]:
    total = sum((share.value or Decimal(0) for share in shares), Decimal(0))
    said = fold(shares[0].context)
    structure = any(cue in said for cue in cues().structure)
    exceeds = total > 100 and structure
    lacks = total < 100 - _TAXES and structure and _of_economy(shares)
    if abs(total - 100) > _NEAR and not exceeds and not lacks:
        return
    claim = Claim("share", "share.hundred/1", hundred(shares[0]), tuple(shares), SUM)
    judgement = judge(claim)
    if judgement.verdict not in ("consistent", "truncated"):
        sure = not lacks and all(share.listing == "closed" for share in shares)
        judgement = judgement if sure else replace(judgement, verdict="suspect", repairs=())
    yield settle(claim, judgement, "shares")


def _of_economy(shares: Sequence[Observation]) -> bool:
    """Whether each sector of the economy has one share of its own."""
    labels = [fold(share.indicator) for share in shares]
    named = [
        [n for n, label in enumerate(labels) if any(word in label for word in words)]
        for words in cues().sectors
    ]
    return all(len(found) == 1 for found in named) and len({n for (n,) in named}) == len(named)
