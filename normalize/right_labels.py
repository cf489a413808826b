"""Labels that stand right of their figure: "hoàn thành 66% mục tiêu doanh thu".

Who did it stands left; what was reached, of which plan, stands behind. Taken only where the
left side names nothing that is measured.
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from extract.intervals import Intervals
from extract.lexicon import either
from normalize.bare_labels import deed_length
from normalize.phrase_sets import Token, phrase_set
from normalize.phrases import label_tokens, noun_after


@cache
def _of_plan() -> regex.Pattern[str]:
    """ "kế hoạch (cả năm) (về)": what may stand between a percentage and what it is of."""
    plans, about = either("labels", "plans"), either("labels", "about")
    return regex.compile(
        rf"\s*(?:{plans})(?!\w)(?:\s(?:cả năm|năm|đề ra|đặt ra))*(?:\s(?:{about}))?\s"
    )


def measured_behind(folded: str, start: int, end: int, holes: Intervals) -> list[Token]:
    """The noun of measure that begins at ``start``: "(5,7 tỷ đồng) lợi nhuận trước thuế"."""
    found = noun_after(folded, start, end, holes)
    return found if phrase_set("measured").prefix(found, 0, len(found)) else []


def planned_behind(folded: str, start: int, end: int, holes: Intervals) -> list[Token]:
    """The noun of measure behind the word for a plan: "(66%) mục tiêu doanh thu"."""
    match = _of_plan().match(folded, start, end)
    return measured_behind(folded, match.end(), end, holes) if match else []


@lru_cache(maxsize=4096)  # figures of one clause have one label
def says_who(label: str) -> bool:
    """True where a label names nothing, a plan, or only who did something: "FPT", "Công ty".

    >>> says_who("FPT"), says_who("công ty Hải Nam"), says_who("doanh thu"), says_who("xây dựng")
    (True, True, False, False)
    """
    found = label_tokens(label)
    if not found or phrase_set("plans").prefix(found, 0, len(found)):
        return True
    if deed_length(label) or phrase_set("measured").prefix(found, 0, len(found)):
        return False
    body = phrase_set("bodies").prefix(found, 0, len(found)) > 0
    return body or all(word[:1].isupper() for word in label.split())
