"""Area times yield gives output: "115 ha, năng suất 62,58 tạ/ha, sản lượng 719,67 tấn"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from audit.checks import Judged, settle
from audit.claims import Claim, product_of
from audit.figures import compatible_periods, measure_class, sentence_of
from audit.labels import tokens
from audit.register import Register
from audit.verdict import judge
from audit.vocabulary import cues, units
from solieu.model import Observation

_REACH = 4  # figures between yield and output, e.g. what the yield was a year before
_CLASSES = ("level", "plan")

# Area, yield, output, and whether a contradiction between them may be believed.
Triples = Iterator[tuple[Observation, Observation, Observation, bool]]


def production_checks(register: Register) -> Iterator[Judged]:
    """One check for each yield with its area and output in a sentence or table."""
    for figures in register.notes_and_paragraphs.values():
        yield from _settled(_in_prose(figures))
    for figures in register.tables.values():
        yield from _settled(_in_rows(figures))
        yield from _settled(_in_columns(figures))


def _settled(triples: Triples) -> Iterator[Judged]:
    for area, rate, output, sure in triples:
        kg_per_ha, kg = units().per_hectare[rate.unit], units().mass[output.unit]
        relation = product_of(kg_per_ha / kg)
        claim = Claim("product", "product.yield/1", output, (area, rate), relation)
        judgement = judge(claim)
        if sure or judgement.verdict == "consistent":
            yield settle(claim, judgement)


def _in_prose(figures: Sequence[Observation]) -> Triples:
    """The area before a yield and the output after it, with nothing of their kind between.

    A contradiction is believed only where they are said in one breath; elsewhere the
    three may belong to different crops.
    """
    for n, rate in enumerate(figures):
        if not _is_yield(rate):
            continue
        area = _nearest(figures[max(0, n - _REACH) : n][::-1], rate, {"ha"})
        output = _nearest(figures[n + 1 : n + 1 + _REACH], rate, units().mass.keys())
        if area is None or output is None:
            continue
        yield area, rate, output, _in_one_breath(area, rate, output)


def _in_one_breath(area: Observation, rate: Observation, output: Observation) -> bool:
    """One statement, or one sentence in which the labels name the same crop."""
    if area.clause == rate.clause == output.clause >= 0:
        return True
    crop = tokens(rate.indicator) - _own_words()
    shared = crop & (tokens(area.indicator) | tokens(output.indicator))
    if not shared or not rate.context:
        return False
    return sentence_of(area) == sentence_of(rate) == sentence_of(output)


@cache
def _own_words() -> frozenset[str]:
    """The syllables of "diện tích", "năng suất" and "sản lượng" themselves."""
    words = (*cues().area, *cues().rate_of_yield, *cues().output)
    return frozenset(syllable for word in words for syllable in word.split())


def _nearest(
    figures: Sequence[Observation], rate: Observation, wanted: Collection[str]
) -> Observation | None:
    """The first figure in a wanted unit and of the yield's measure, before another yield."""
    for other in figures:
        if _is_yield(other) and measure_class(other) == measure_class(rate):
            return None
        if (
            other.unit in wanted
            and measure_class(other) == measure_class(rate)
            and compatible_periods(other, rate)
        ):
            return other
    return None


def _is_yield(observation: Observation) -> bool:
    return observation.unit in units().per_hectare and measure_class(observation) in _CLASSES


def _in_rows(figures: Sequence[Observation]) -> Triples:
    """Three rows below each other (diện tích, năng suất, sản lượng), column by column."""
    columns: dict[int, list[Observation]] = {}
    for figure in figures:
        columns.setdefault(figure.column, []).append(figure)
    for column in columns.values():
        for area, rate, output in zip(column, column[1:], column[2:], strict=False):
            close = output.row - area.row == 2
            if close and _belong_together(area, rate, output):
                yield area, rate, output, True


def _in_columns(figures: Sequence[Observation]) -> Triples:
    """Area, yield and output beside each other in one row."""
    for area, rate, output in zip(figures, figures[1:], figures[2:], strict=False):
        if area.row == rate.row == output.row and _belong_together(area, rate, output):
            yield area, rate, output, True


def _belong_together(area: Observation, rate: Observation, output: Observation) -> bool:
    measures = {measure_class(figure) for figure in (area, rate, output)}
    return (
        area.unit == "ha"
        and _is_yield(rate)
        and output.unit in units().mass
        and len(measures) == 1
        and area.period == rate.period == output.period
    )
