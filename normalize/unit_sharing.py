"""Units written once for several figures: from the whole, the list, the label.

"37 hồ sơ, trong đó: cấp mới 19; thay đổi: 4": nineteen what is said once. What is
taken from elsewhere is flagged ``unit_inherited``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from extract.lexicon import either, mapping, word_list, word_set, words
from extract.unit_nouns import counters_at
from extract.unit_words import divided
from normalize.segments import Segment
from normalize.statements import Statement
from normalize.unit_text import bracket_unit
from solieu.model import Measure

_MONEY = "VND"
_NEAR = 100  # figures with a unit on either side that one without may take it from
_ALWAYS_PERCENT: frozenset[Measure] = frozenset({"share", "rate", "pct_of_plan"})


# A word with a power ("Xm3") right behind a figure is a unit, known or not.
_UNKNOWN_UNIT = regex.compile(r"\s?[a-zđ]{1,4}[23²³](?!\w)")


@cache
def _counted() -> regex.Pattern[str]:
    """What stands before the counter in a label that says what is counted."""
    return regex.compile(rf"(?:(?:{either('units', 'totals')}) )?số (?P<amount>lượng )?")


@cache
def _bracket_before() -> regex.Pattern[str]:
    return regex.compile(
        r"(?P<bracket>\([^()\d]*(?:1\.?000[^()\d]*)?\))\s*:?\s*"
        rf"(?:{either('units', 'after_bracket')})?\s*$"
    )


@cache
def _used() -> regex.Pattern[str]:
    """What only people do: "100,7 triệu sử dụng Internet" is no money."""
    return regex.compile(rf"\s+(?:{either('units', 'done_by_people')})(?!\w)")


@cache
def _dimensions() -> dict[str, str]:
    return mapping(words("units"), "dimensions")


def share_units(
    folded: str, statements: Sequence[Statement], segments: Sequence[Segment], default: str
) -> None:
    """Fill the units that are not written beside their figure; ``default`` is the frame's."""
    _Sharing(folded, statements, segments, default).run()


class _Sharing:
    """One pass over the figures of a passage, with what it needs to know of all of them."""

    def __init__(
        self,
        folded: str,
        statements: Sequence[Statement],
        segments: Sequence[Segment],
        default: str,
    ) -> None:
        self.folded = folded
        self.statements = statements
        self.segments = segments
        self.default = default
        self.in_points = any(s.unit == "percentage point" for s in statements)
        self.clause_units: dict[int, str] = {}  # the first unit of a clause that is no ratio
        self.lenders: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.measured: dict[str, list[int]] = defaultdict(list)
        for i, statement in enumerate(statements):
            quantity = statement.quantity
            if quantity.unit and quantity.unit_kind != "percent" and statement.unit != "times":
                self.clause_units.setdefault(statement.clause, quantity.unit)
            if quantity.unit_kind in ("counter", "money"):
                self.lenders[segments[i].sentence, segments[i].depth].append(i)
            if statement.unit and (dimension := _dimension(statement)):
                self.measured[dimension].append(i)

    def run(self) -> None:
        for i, statement in enumerate(self.statements):
            if statement.quantity.is_fraction:
                continue  # a fraction of something has no unit of its own
            if not statement.unit:
                self._take_bracket(statement, self.segments[i])
            if statement.unit.startswith("/"):
                self._complete_rate(i, statement)
            elif statement.unit:
                self._narrow(statement)
            elif statement.quantity.scale is not None:
                own = self.clause_units.get(statement.clause)
                statement.unit = own or self._of_many(i, statement)
                statement.inherited_unit = not own and statement.unit not in ("", _MONEY)
            else:
                self._fill(i, statement)
            self.in_points = self.in_points or statement.unit == "percentage point"
        for i, statement in enumerate(self.statements):
            if statement.unit.startswith("/"):  # only a figure behind it says of what
                self._complete_rate(i, statement)

    def _fill(self, i: int, statement: Statement) -> None:
        """The unit from the label, from the dimension, from another figure, from the frame."""
        if _UNKNOWN_UNIT.match(self.folded, statement.quantity.end):
            return
        if unit := _counted_unit(statement) or self._of_dimension(i, statement):
            _inherit(statement, unit)
        elif (source := self._source(i, statement)) is not None:
            _inherit(statement, source.unit)
            if source.quantity.scale and statement.quantity.value:
                statement.scale = source.quantity.scale
        elif unit := _of_head(statement):
            _inherit(statement, unit)
        elif self.default and statement.measure not in _ALWAYS_PERCENT:
            _inherit(statement, self.default)

    def _of_many(self, i: int, statement: Statement) -> str:
        """ "5,5 triệu" alone is money, unless its label or the words behind it count something.

        "1.250 triệu Xm3" has a unit that is not known: none is better than another one.
        """
        if _UNKNOWN_UNIT.match(self.folded, statement.quantity.end):
            return ""
        if unit := _counted_unit(statement):
            return unit
        if dimension := _dimension(statement):
            return _dimensions()[dimension]
        if _used().match(self.folded, statement.quantity.end):
            before = self.statements[i - 1] if i else None
            counts = before is not None and before.quantity.unit_kind == "counter"
            return before.unit if before is not None and counts else ""
        return _head_noun(statement) or _MONEY

    def _take_bracket(self, statement: Statement, segment: Segment) -> None:
        """ "Thu ngân sách (triệu đồng): 1.250": the unit stands with the label."""
        quantity = statement.quantity
        if quantity.scale is not None:
            return
        match = _bracket_before().search(self.folded, segment.lead[0], quantity.start)
        unit = None
        if match is not None:
            unit = bracket_unit(match["bracket"].replace("đvt:", "").replace("đvt", ""))
        if unit is not None:
            _inherit(statement, unit.name)
            statement.scale = unit.scale

    def _complete_rate(self, i: int, statement: Statement) -> None:
        """ "số thuê bao đạt 91,9 trên 100 dân": what there are so many of stands in the label."""
        counted = _counted_unit(statement) or _head_noun(statement)
        if not counted:
            per = statement.unit
            near = self.statements[max(0, i - _NEAR) : i + _NEAR]
            known = (one.unit for one in near if one.unit.endswith(per))
            counted = next((unit for unit in known if unit != per), "").removesuffix(per)
        if counted:
            _inherit(statement, f"{counted}{statement.unit}")

    def _narrow(self, statement: Statement) -> None:
        """ "1.095 con (970con bò)": con, as the whole; "năng suất 55,92 tạ": per hectare."""
        of_percent = statement.measure == "change" and statement.clause >= 0
        of_percent = of_percent and self.statements[statement.clause].unit == "%"
        if statement.unit == "điểm" and (self.in_points or of_percent):
            _inherit(statement, "percentage point")
        if statement.unit == "tạ" and statement.label.lower().startswith(
            word_list("units", "yields")
        ):
            _inherit(statement, "tạ/ha")
        if 0 <= statement.whole < len(self.statements):
            whole = self.statements[statement.whole].unit
            if whole == "con" and statement.unit.startswith("con "):
                statement.unit = whole

    # --- whose unit it is ------------------------------------------------------------------

    def _source(self, i: int, statement: Statement) -> Statement | None:
        """The figure whose unit this one shares: its whole, its clause, a neighbour."""
        for index in (statement.whole, statement.clause if statement.clause != i else -1):
            if 0 <= index < len(self.statements):
                other = self.statements[index]
                if other.unit and other.quantity.unit_kind != "percent":
                    return other
        return next((other for other in self._neighbours(i) if _lends(other, statement)), None)

    def _neighbours(self, i: int) -> Iterator[Statement]:
        """Counts and amounts in the same brackets of the sentence, the later ones first."""
        lenders = self.lenders[self.segments[i].sentence, self.segments[i].depth]
        at = bisect_right(lenders, i)
        for index in lenders[at : at + _NEAR]:
            yield self.statements[index]
        at = bisect_left(lenders, i)
        for index in reversed(lenders[max(0, at - _NEAR) : at]):
            yield self.statements[index]

    def _of_dimension(self, i: int, statement: Statement) -> str:
        """ "sản lượng 281,3" after "sản lượng 719,67 tấn": the unit of the same dimension."""
        dimension = _dimension(statement)
        if not dimension:
            return ""
        measured = self.measured[dimension]
        at = bisect_left(measured, i)
        for index in reversed(measured[:at]):
            if self.statements[index].quantity.unit:
                return self.statements[index].unit
        later = bisect_right(measured, i)
        if later < len(measured):
            return self.statements[measured[later]].unit
        return _dimensions()[dimension] if statement.measure != "change" else ""


@cache
def _doubtful() -> frozenset[str]:
    """Counters that begin other words, too: "cấp" counts levels, but see "cấp giấy phép"."""
    return word_set("nouns", "weak") | word_set("labels", "clause_starts")


def _of_head(statement: Statement) -> str:
    """ "Doanh nghiệp thành lập mới 2.104": what a label that is a counter noun counts."""
    reading = statement.quantity.numeral.default
    whole = reading is not None and not reading.decimals
    if not whole or statement.measure not in ("actual", "plan", "estimate"):
        return ""
    return _head_noun(statement)


def _counted_unit(statement: Statement) -> str:
    """ "Số bác sĩ/vạn dân": what a label that says "number of" counts, and per what."""
    label = statement.label.lower()
    match = _counted().match(label)
    if match is None:
        return ""
    ends = (match.end(), match.start("amount") if match["amount"] else match.end())
    known = ((unit, end) for end in ends for unit in counters_at(label, end))
    unit, end = next(known, ("", 0))
    return divided(unit, label, end + len(unit))[0] if unit else ""


def _head_noun(statement: Statement) -> str:
    """The counter noun that a label begins with, "" if it begins with none."""
    label = statement.label.lower()
    heads = (word for word in counters_at(label, 0) if label.startswith(" ", len(word)))
    return next((word for word in heads if word not in _doubtful()), "")


def _inherit(statement: Statement, unit: str) -> None:
    statement.unit, statement.inherited_unit = unit, True


def _lends(other: Statement, statement: Statement) -> bool:
    """True where a figure without a unit goes on the list of ``other``."""
    if other.quantity.link == "pair" and other.measure == statement.measure:
        return False
    if other.quantity.unit_kind == "counter":
        return statement.quantity.unit_kind == ""
    listed = bool(other.group) and other.group == statement.group
    return (listed and other.listing == statement.listing) or not statement.quantity.value


def _dimension(statement: Statement) -> str:
    """The dimension that a label begins with ("Tổng sản lượng lúa"), "" if none."""
    label = statement.label.lower()
    for total in word_list("units", "totals"):
        label = label.removeprefix(f"{total} ")
    return next((name for name in _dimensions() if label.startswith(name)), "")
