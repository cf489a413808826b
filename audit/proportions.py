"""Rates that are a part of all there is: none can exceed 100 %."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from audit.checks import Judged, settle
from audit.claims import WITHIN, Claim
from audit.figures import is_level, stands_for, value_of
from audit.register import Register
from audit.verdict import Judgement
from audit.vocabulary import cues
from solieu.model import Observation


def proportion_checks(register: Register) -> Iterator[Judged]:
    """One question for each known proportion above 100 %: on-time files, insured people.

    A question, since it hangs on the catalogue's understanding of the label.
    """
    for figure in register.observations:
        stated = is_level(figure) or figure.measure in ("rate", "share")
        if stated and figure.unit == "%" and figure.indicator_id in cues().proportions:
            inside, all_of_it = stands_for(figure, "rounded"), hundred(figure)
            if inside.low > 100:
                claim = Claim("part_of_whole", "part.proportion/1", all_of_it, (figure,), WITHIN)
                gap = inside.gap(stands_for(all_of_it, "rounded"))
                judgement = Judgement("suspect", inside, value_of(figure), gap, reason="proportion")
                yield settle(claim, judgement)


def hundred(share: Observation) -> Observation:
    """The whole of a share, which is not written anywhere: it is 100 % by what a share is."""
    return replace(
        share,
        value=Decimal(100),
        resolution=Decimal(0),
        raw="100%",
        comparator="=",
        indicator=share.group or share.indicator,
    )
