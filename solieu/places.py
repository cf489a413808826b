"""Where a figure stands, in words for somebody who opens the report."""

from __future__ import annotations

from solieu.messages import Lang, say
from solieu.model import LedgerEntry, Observation


def place(one: Observation | LedgerEntry, lang: Lang, section: str = "") -> str:
    """Section or footnote or table row, then the page.

    The paragraph where the file has no pages and no section is known. ``section`` is
    that of an entry of the ledger, which does not know it.
    """
    heading = one.section if isinstance(one, Observation) else section
    parts = []
    if one.table:
        parts.append(say("check.table", lang, table=one.table, row=one.row))
    elif one.footnote:
        parts.append(say("check.note", lang, number=one.footnote))
    elif heading:
        parts.append(heading)
    elif one.paragraph and not one.page:
        parts.append(say("check.paragraph", lang, paragraph=one.paragraph))
    if one.page:
        parts.append(say("check.page", lang, page=one.page))
    return ", ".join(parts)
