"""The samples' ward reports without their slips, and what their figures claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from benchmarks.injection.drafts import Draft
from benchmarks.injection.facts import Facts, Mention
from benchmarks.injection.truth import range_of
from samples.blocks import Report
from samples.compose import Composer, Settings, settings
from samples.facts import BILLION, MILLION, fact
from samples.figures import Figures, MissingFigure
from samples.periods import Month
from samples.slips import Slips

_MAGNITUDE = {"tr": MILLION, "ty": BILLION}
_SAME = {"md": "m", "ms": "m", "r2": "r2"}
_MEASURED = ("VND", "%", "t", "ha", "tạ/ha")


class _NoSlips(Slips):
    def __init__(self) -> None:
        self._open = []


class _Marking(Composer):
    """A composer that marks every figure it writes and makes no slip."""

    def __init__(self, figures: Figures, setting: Settings) -> None:
        super().__init__(figures, setting)
        self._slips = _NoSlips()
        self.facts = Facts()

    def _figure(self, where: str, key: str, what: str, form: str) -> str:
        setting = self._setting
        found = fact(self._figures, setting.period, setting.style, key, what, form)
        indicator = self._figures.indicators[key]
        scale = indicator.scale if found.unit == indicator.unit else Decimal(1)
        text, word = found.text, ""
        if form:
            text, word = found.text.split()
            scale = _MAGNITUDE[form]
        month = str(setting.period)
        if what == "pm":
            identity: tuple[str, ...] = (key, "m", str(setting.period.previous()))
        elif what in ("p", "p0", "p2"):
            identity = (key, what, str(found.value), setting.period.plan_period())
        else:
            identity = (key, _SAME.get(what, what), month)
        exact = found.unit not in _MEASURED or (found.unit == "VND" and scale == 1)
        place = "table" if where == "annex" else "note" if where.startswith("note") else "body"
        like = (found.unit, what, place)
        marked = self.facts.write(
            identity, text, scale=Fraction(scale), exact=exact, like=like, place=place
        )
        return f"{marked} {word}" if word else marked

    def make(self) -> Report:
        """The report, marked; the claims that its own figures make are noted."""
        report = self.report()
        self._claims()
        return report

    def _claims(self) -> None:
        facts, month = self.facts, str(self._setting.period)
        known = {m.fact for m in facts.mentions}

        def at(key: str, what: str) -> tuple[str, ...]:
            if what in ("p", "p2"):
                plans = [f for f in known if f[:2] == (key, what)]
                return plans[0] if plans else (key, what)
            return key, what, month

        for key, indicator in self._figures.indicators.items():
            done = (
                at(key, "m") if indicator.unit == "%" or at(key, "c") not in known else at(key, "c")
            )
            for what, plan in (("r", "p"), ("r2", "p2")):
                if {at(key, what), done, at(key, plan)} <= known:
                    facts.claim("ratio", at(key, what), done, at(key, plan))
            if (
                indicator.part_of
                and {at(key, "s"), at(key, "c"), at(indicator.part_of, "c")} <= known
            ):
                facts.claim("ratio", at(key, "s"), at(key, "c"), at(indicator.part_of, "c"))
            earlier = (key, "m", str(self._setting.period.previous()))
            if {at(key, "d"), at(key, "m"), earlier} <= known:
                self._change(key, earlier)
            for what in ("m", "c"):
                self._formula(key, what, at, known)
            for what in ("m", "c"):
                whole = at(indicator.part_of, what)
                if indicator.part_of and {at(key, what), whole} <= known:
                    facts.claim("within", at(key, what), whole)
        rice = [at(k, "m") for k in ("rice_out", "rice_area", "rice_yield")]
        if set(rice) <= known:
            facts.claim("product", rice[0], *rice[1:])

    def _change(self, key: str, earlier: tuple[str, ...]) -> None:
        month = self._setting.period
        falls = self._figures.month(key, month, month) < self._figures.month(
            key, month.previous(), month
        )
        rule = "fall" if falls else "growth"
        self.facts.claim(rule, (key, "d", str(month)), (key, "m", str(month)), earlier)

    def _formula(self, key, what, at, known) -> None:  # type: ignore[no-untyped-def]
        rule, *keys = self._figures.indicators[key].formula or ("",)
        stated, parts = at(key, what), [at(k, what) for k in keys]
        month = self._setting.period
        if stated not in known:
            return
        if rule == "sum":
            unwritten = [k for k, part in zip(keys, parts, strict=True) if part not in known]
            if not any(self._value(k, what, month) for k in unwritten):
                self.facts.claim("sum", stated, *(part for part in parts if part in known))
        elif rule == "less" and set(parts) <= known:
            self.facts.claim("difference", stated, *parts)
        elif rule == "rate" and set(parts) <= known:
            self.facts.claim("ratio", stated, *parts)
            self.facts.claim("within", parts[0], parts[1])
        elif rule == "closing":
            opening = {"os_pend": "os_open", "pet_doing": "pet_open"}[key]
            if {at(opening, what), *parts} <= known:
                self.facts.claim("balance", stated, at(opening, what), *parts)

    def _value(self, key: str, what: str, month: Month) -> Decimal:
        if what == "c":
            return self._figures.cumulative(key, month)
        return self._figures.month(key, month, month)


def reports() -> list[Draft]:
    """The twelve reports, as text and every third as Word, with claims across months."""
    made: list[tuple[Settings, Report, Facts]] = []
    for setting in settings():
        composer = _Marking(Figures(), setting)
        made.append((setting, composer.make(), composer.facts))
    drafts = []
    for n, (setting, report, facts) in enumerate(made):
        before = made[n - 1][2] if n else Facts()
        _across(facts, setting.period, before)
        others = [m for _, _, f in made if f is not facts for m in f.mentions]
        stale = {
            (*m.fact[:-1], str(setting.period)): m
            for m in before.mentions
            if m.fact[1] not in ("p", "p0", "p2")
        }
        form = "docx" if n % 3 == 2 else "txt"
        drafts.append(
            Draft(f"{setting.period}.{form}", form, facts, (), report, stale, _first(others))
        )
    return drafts


def _across(facts: Facts, month: Month, before: Facts) -> None:
    """Claims that need the report of the month before."""
    old, now, earlier = (
        {m.fact for m in before.mentions},
        {m.fact for m in facts.mentions},
        str(month.previous()),
    )
    here = str(month)
    for key, what, *rest in sorted(now, key=str):
        if rest != [here]:
            continue
        grown = what == "c" and (key, "m", here) in now and (key, "c", earlier) in old
        if grown and not month.opens_plan() and _adds(key, month):
            facts.claim("sum", (key, "c", here), (key, "c", earlier), (key, "m", here))
        if what == "d" and (key, "m", here) in now and (key, "m", earlier) in old | now:
            known = Figures()
            try:
                falls = known.month(key, month, month) < known.month(key, month.previous(), month)
            except MissingFigure:
                continue
            if not any(c.stated == (key, "d", here) for c in facts.claims):
                facts.claim(
                    "fall" if falls else "growth",
                    (key, "d", here),
                    (key, "m", here),
                    (key, "m", earlier),
                )
        opening = {"os_open": "os_pend", "pet_open": "pet_doing"}.get(key)
        if opening and what == "m" and (opening, "m", earlier) in old:
            facts.claim("same", (key, "m", here), (opening, "m", earlier))


def changed(drafts: Sequence[Draft]) -> Mapping[str, Sequence[Mention]]:
    """The figures, by report, in which the reports say something else than before, on purpose.

    A corrected month or plan, a final figure, and the cumulative figure that takes a
    correction in: a reader who has both reports must wonder, and should.
    """
    told: defaultdict[tuple[object, ...], list[tuple[str, Mention]]] = defaultdict(list)
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for draft in drafts:
        for mention in draft.facts.mentions:
            key, what, *_, period = mention.fact
            told[key, what, period].append((draft.name, mention))
            month = Month.of(period) if what == "c" else None
            if what == "final" or (month and not month.opens_plan() and not _adds(key, month)):
                found[draft.name].append(mention)
    for mentions in told.values():
        ranges = [range_of(mention) for _, mention in mentions]
        if max(low for low, _ in ranges) > min(high for _, high in ranges):
            for name, mention in mentions:
                found[name].append(mention)
    return found


def _adds(key: str, month: Month) -> bool:
    """Whether the cumulative figure is the last one plus the month, revisions apart."""
    known, last = Figures(), month.previous()
    if known.indicators[key].unit == "%":
        return False
    try:
        before = known.cumulative(key, last)
        return known.cumulative(key, month) == before + known.month(key, month, month)
    except MissingFigure:
        return False


def _first(mentions: list[Mention]) -> list[Mention]:
    """One mention of each fact of other reports is enough to compare with."""
    found: dict[object, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.fact, mention)
    return list(found.values())
