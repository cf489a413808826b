"""Which paragraph introduces each list item: the last one above that ends with a colon."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.numbering import labels_of, list_sign


@dataclass(slots=True)
class Leads:
    """The introductions that are open, outermost first, each with its own list sign."""

    _open: list[tuple[str, int]] = field(default_factory=list)

    def of(self, index: int, text: str, *, item: bool) -> int:
        """The index of the block that introduces this one, -1 if none does.

        Blocks are told in reading order. A block that is no item ends all lists; an
        item ends those that items with its own sign introduced.

        >>> leads = Leads()
        >>> [leads.of(i, t, item=t[0] in "-+") for i, t in enumerate(
        ...     ["Trong đó:", "- Thu nội địa:", "+ Thuế", "+ Phí", "- Xuất khẩu"])]
        [-1, 0, 1, 1, 0]
        """
        sign = _sign(text) if item else ""
        if not item:
            self._open.clear()
        for i, (opened, _) in enumerate(self._open):
            if opened == sign:
                del self._open[i:]
                break
        lead = self._open[-1][1] if self._open else -1
        if text.rstrip("*_ ").endswith(":"):
            self._open.append((sign, index))
        return lead


def _sign(text: str) -> str:
    if sign := list_sign(text):
        return sign
    labels = labels_of(text)
    return str(labels[0].rank) if labels else "?"
