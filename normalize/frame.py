"""A frame: what a passage inherits from its headings, its list and its footnote mark."""

from __future__ import annotations

from normalize.periods import PeriodContext
from solieu.frozen import frozen


@frozen
class Frame:
    """What a passage inherits from around it.

    ``label`` and ``listing`` ("open", "closed" or "") come from the sentence that
    introduces a list, or from the phrase a footnote's mark hangs on (``note``);
    ``estimate`` and ``period`` from the same place; ``task`` says that the section lists
    tasks to come, so that figures are targets. ``unit`` is the unit of figures that have
    none, ``title`` the heading as a last resort for a label, ``topic`` what the document's
    title is about, ``season`` the period of a crop's figures, ``stock`` the day that was last
    said of a stock in this section, ``plan`` the period of the plan that a footnote's anchor
    names, ``head`` what the line that opens a list says is measured of its items.
    """

    context: PeriodContext
    label: str = ""
    listing: str = ""
    estimate: bool = False
    note: bool = False
    task: bool = False
    period: str = ""
    unit: str = ""
    title: str = ""
    topic: str = ""
    season: str = ""
    stock: str = ""
    plan: str = ""
    head: str = ""
