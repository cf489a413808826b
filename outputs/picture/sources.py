"""Which reports the figures of a picture come from, in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from normalize.periods import bounds
from normalize.series import SeriesRow
from outputs.columns import table
from outputs.picture.calendar import day_name
from outputs.stored import Stored
from solieu.messages import Lang, say


@dataclass(frozen=True, slots=True)
class Sources:
    """Issuer and file name of each document, by its id."""

    issuers: dict[str, str]
    files: dict[str, str]

    @classmethod
    def of(cls, stored: Stored) -> Sources:
        """The documents of an output folder."""
        header = table("documents").header
        places = [header.index(name) for name in ("document_id", "issuer", "source")]
        held = [[str(row[at]) for at in places] for row in stored.rows("documents")]
        return cls(
            issuers={name: issuer for name, issuer, _ in reversed(held)},
            files={name: source for name, _, source in reversed(held)},
        )

    def told(self, rows: Iterable[SeriesRow], lang: Lang) -> str:
        """How many reports, whose, and from when to when.

        The documents are those that the rows name; their days are the vintages.
        """
        several = list(rows)
        documents = {row.document_id for row in several}
        issuers = Counter(filter(None, (self.issuers.get(one, "") for one in documents)))
        days = sorted({bounds(row.vintage).last for row in several if row.vintage})
        whose = ", ".join(sorted(issuers)[:3]) + (" …" if len(issuers) > 3 else "")
        when = ""
        if days:
            first, last = day_name(days[0], lang), day_name(days[-1], lang)
            when = first if first == last else f"{first} – {last}"
        parts = [say("plot.reports", lang, count=len(documents)), whose, when]
        told = " · ".join(part for part in parts if part)
        return say("plot.source", lang, told=told)
