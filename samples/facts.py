"""One figure of a report: which one, how it is written, and the row of the truth."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from samples import numerals
from samples.figures import Figures, Indicator, MissingFigure, Plan
from samples.periods import Month

MILLION, BILLION = Decimal(10) ** 6, Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Style:
    """How one report writes its numbers."""

    percent_decimals: int
    pad_counts: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in a report; ``value`` in base units, ``text`` as it should be written."""

    key: str
    indicator: str
    group: str
    unit: str
    measure: str
    compare_to: str
    authority: str
    period: str
    comparator: str
    value: Decimal
    text: str


def fact(figures: Figures, report: Month, style: Style, key: str, what: str, form: str) -> Fact:
    """The figure ``what`` of an indicator in a report.

    ``m`` month (``md`` as the lower part of a fraction, ``ms`` a rate written as the
    share of one), ``pm`` month before, ``c`` cumulative, ``p`` plan (``p0`` the one it
    replaced, ``p2`` the city's), ``r`` per cent of plan (``r2`` of the city's), ``d``
    change on the month before, ``s`` share of the whole, ``more`` a revision's size,
    ``final`` a final figure. ``form`` is empty, ``tr`` (triệu) or ``ty`` (tỷ).
    """
    indicator = figures.indicators[key]
    maker = _Maker(figures, report, style, indicator)
    found = maker.make(what)
    return found if not form else _with_magnitude(found, form)


def direction(figures: Figures, report: Month, key: str) -> str:
    """``tăng`` or ``giảm`` on the month before."""
    now = figures.month(key, report, report)
    return "tăng" if now >= figures.month(key, report.previous(), report) else "giảm"


def _with_magnitude(found: Fact, form: str) -> Fact:
    if form == "tr":
        text = f"{numerals.grouped(numerals.trimmed(found.value / MILLION))} triệu"
    elif form == "ty":
        text = f"{numerals.grouped(numerals.trimmed(found.value / BILLION))} tỷ"
    else:
        raise ValueError(f"unknown form {form}")
    return Fact(**{name: getattr(found, name) for name in _FIELDS if name != "text"}, text=text)


_FIELDS = tuple(Fact.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class _Maker:
    figures: Figures
    report: Month
    style: Style
    indicator: Indicator

    def make(self, what: str) -> Fact:
        key, report, figures = self.indicator.key, self.report, self.figures
        measure = self.indicator.measure
        if what == "m":
            return self._level(figures.month(key, report, report), measure, self._period())
        if what in ("md", "ms"):
            measure = "denominator" if what == "md" else "share"
            return self._level(figures.month(key, report, report), measure, self._period())
        if what == "pm":
            before = report.previous()
            return self._level(figures.month(key, before, report), measure, str(before))
        if what == "c":
            value = figures.cumulative(key, report)
            return self._level(value, measure, report.cumulative_period())
        if what in ("p", "p0", "p2"):
            return self._planned(self._plan(what))
        if what in ("r", "r2"):
            return self._reached(self._plan("p2" if what == "r2" else "p"))
        if what == "d":
            return self._change()
        if what == "s":
            return self._share()
        if what == "more":
            before = report.previous()
            more = figures.month(key, before, report) - figures.first_published(key, before)
            return self._level(more, "change", str(before), compare_to="other")
        if what == "final":
            period, value = figures.final(key, report)
            return self._level(value, "actual", period)
        raise ValueError(f"unknown figure {key}:{what}")

    def _period(self) -> str:
        """The indicator's own window, or a day of its own."""
        windows = {
            "month": str(self.report),
            "window": self.report.window_period(),
            "asof": self.report.as_of_period(),
        }
        return windows.get(self.indicator.window, self.indicator.window)

    def _plan(self, what: str) -> Plan:
        key, report = self.indicator.key, self.report
        if what == "p0":
            return self.figures.earlier_plan(key, report)
        plan = self.figures.plan(key, report, "thành phố" if what == "p2" else "")
        if plan is None:
            raise MissingFigure(f"{key}: no plan in {report}")
        return plan

    def _planned(self, plan: Plan) -> Fact:
        found = self._level(plan.value, "plan", self.report.plan_period(), plan=plan)
        sign = {"=": "", ">": "> ", ">=": "≥ ", "<=": "≤ "}[plan.comparator]
        if not sign:
            return found
        fields = {name: getattr(found, name) for name in _FIELDS}
        return Fact(**{**fields, "comparator": plan.comparator, "text": sign + found.text})

    def _reached(self, plan: Plan) -> Fact:
        rate = self.indicator.unit == "%"
        period = str(self.report) if rate else self.report.cumulative_period()
        key, report = self.indicator.key, self.report
        done = (
            self.figures.month(key, report, report)
            if rate
            else self.figures.cumulative(key, report)
        )
        return self._percent(done / plan.value * 100, "pct_of_plan", period, plan=plan)

    def _change(self) -> Fact:
        now = self.figures.month(self.indicator.key, self.report, self.report)
        before = self.figures.month(self.indicator.key, self.report.previous(), self.report)
        change = (now - before) / before * 100
        found = self._percent(abs(change), "change", str(self.report), compare_to="prev")
        if change >= 0:
            return found
        fields = {name: getattr(found, name) for name in _FIELDS}
        return Fact(**{**fields, "value": -found.value})

    def _share(self) -> Fact:
        whole = self.figures.cumulative(self.indicator.part_of, self.report)
        share = self.figures.cumulative(self.indicator.key, self.report) / whole * 100
        return self._percent(share, "share", self.report.cumulative_period())

    def _percent(
        self, value: Decimal, measure: str, period: str, *,
        compare_to: str = "", plan: Plan | None = None,
    ) -> Fact:  # fmt: skip
        shown = numerals.percent(value, self.style.percent_decimals)
        return self._fact(shown, "%", measure, period, numerals.grouped(shown), compare_to, plan)

    def _level(
        self, value: Decimal, measure: str, period: str, *,
        compare_to: str = "", plan: Plan | None = None,
    ) -> Fact:  # fmt: skip
        indicator = self.indicator
        if indicator.unit == "%" and indicator.formula and measure != "plan":
            return self._percent(value, measure, period)
        text = numerals.grouped(value / indicator.scale)
        if self.style.pad_counts and _is_count(indicator, value):
            text = f"0{text}"
        return self._fact(value, indicator.unit, measure, period, text, compare_to, plan)

    def _fact(
        self, value: Decimal, unit: str, measure: str, period: str, text: str,
        compare_to: str, plan: Plan | None,
    ) -> Fact:  # fmt: skip
        key, part_of = self.indicator.key, self.indicator.part_of
        return Fact(
            key=key,
            indicator=self.figures.label(key, self.report),
            group=self.figures.label(part_of, self.report) if part_of else "",
            unit=unit,
            measure=measure,
            compare_to=compare_to,
            authority=plan.authority if plan else "",
            period=period,
            comparator="=",
            value=value,
            text=text,
        )


def _is_count(indicator: Indicator, value: Decimal) -> bool:
    physical = indicator.unit in ("VND", "%", "t", "ha", "tạ/ha")
    return not physical and Decimal(0) < value < Decimal(10)
