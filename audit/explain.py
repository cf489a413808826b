"""Sentences for a report's author: the template for a verdict, filled with figures."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import regex

from audit.claims import Claim
from audit.figures import place_of, stands_for, value_of
from audit.repair import Repair
from audit.verdict import Judgement
from audit.vocabulary import FOLDER, units
from audit.wording import Lang, last_digit, quantity, result, rounded, with_unit, working, written
from solieu.model import Observation

_DIGITS = regex.compile(r"\d[\d.]*(?:,\d+)?")
_PLACES: dict[str, dict[Lang, str]] = {
    "body": {"vi": "phần nội dung", "en": "the text"},
    "note": {"vi": "chú thích {number}", "en": "footnote {number}"},
    "table": {"vi": "bảng {number} (dòng {row})", "en": "table {number} (row {row})"},
}


@dataclass(frozen=True, slots=True)
class Link:
    """Findings of one cause: ``figure`` is the one that all of them involve.

    ``cause`` is the check_id of the finding that tells the cause, empty there;
    ``follows`` is how many findings follow from this one.
    """

    figure: Observation | None = None
    cause: str = ""
    follows: int = 0


_ALONE = Link()


@cache
def _sentences() -> Mapping[str, Mapping[Lang, str]]:
    data = tomllib.loads((FOLDER / "sentences.toml").read_text("utf-8"))
    flat: dict[str, Mapping[Lang, str]] = {}
    for name, entry in data.items():
        if "vi" in entry:
            flat[name] = {"vi": entry["vi"], "en": entry["en"]}
            entry = {key: value for key, value in entry.items() if key not in ("vi", "en")}
        for variant, texts in entry.items():
            flat[f"{name}.{variant}"] = {"vi": texts["vi"], "en": texts["en"]}
    return flat


def explain(claim: Claim, judgement: Judgement, topic: str, lang: Lang, link: Link = _ALONE) -> str:
    """What was found, in one or two sentences that can be sent on as they stand.

    ``topic`` picks the family of sentences (``sum``, ``agreement`` ...); the verdict,
    or the reason where there is one, picks the sentence. ``link`` names the finding
    that this one follows from, or says that others follow from it.
    """
    variant = judgement.reason or judgement.verdict
    sentences = _sentences()
    names = (f"{topic}.{variant}", f"{topic}.{judgement.verdict}", variant)
    if judgement.verdict == "not_checkable":
        names = (f"{topic}.{variant}", f"not_checkable.{variant}", variant)
    name = next(name for name in names if name in sentences)
    said = sentences[name][lang].format_map(_Blanks(claim, judgement, lang))
    return said + _linked(link, lang)


def _linked(link: Link, lang: Lang) -> str:
    if link.figure is None:
        return ""
    blanks = {"figure": written(link.figure, lang), "cause": link.cause, "count": link.follows}
    name = "linked.consequence" if link.cause else "linked.cause"
    return _sentences()[name][lang].format_map(blanks)


class _Blanks(dict[str, str]):
    """The blanks of a sentence, each filled when it is asked for."""

    def __init__(self, claim: Claim, judgement: Judgement, lang: Lang) -> None:
        super().__init__()
        self.claim, self.judgement, self.lang = claim, judgement, lang

    def __missing__(self, name: str) -> str:
        claim, judgement, lang = self.claim, self.judgement, self.lang
        stated, other = claim.stated, (claim.operands or (claim.stated,))[0]
        repairs = judgement.repairs
        match name:
            case "what":
                return label_of(stated)
            case "item":
                return label_of(other)
            case "stated":
                return written(stated, lang)
            case "other" | "part":
                return written(other, lang)
            case "words":
                return " ".join(other.raw.split())
            case "base":
                return written(claim.operands[-1], lang)
            case "operands":
                return ", ".join(written(operand, lang) for operand in claim.operands)
            case "period" | "period2":
                return (stated if name == "period" else claim.operands[-1]).period
            case "place" | "place2":
                return _place(stated if name == "place" else other, lang)
            case "working":
                return working(claim, _exactly(judgement), lang)
            case "rounded":
                return rounded(_exactly(judgement), stated, lang)
            case "gap":
                return _gap(claim, judgement, lang)
            case "range":
                return _range(claim, judgement, lang)
            case "hint":
                return _hint(judgement, lang)
            case "old" | "new":
                return _repaired(repairs[0], name, lang)
            case "old2" | "new2":
                return _repaired(repairs[1], name[:-1], lang)
        raise KeyError(name)


def label_of(observation: Observation) -> str:
    """The indicator as a sentence begins with it; the group where a label is short."""
    label = " ".join(observation.indicator.split()) or "Số liệu"
    group = " ".join(observation.group.split())
    if group and group.casefold() != label.casefold() and len(label.split()) < 3:
        label = f"{group} - {label}"
    return label[:1].upper() + label[1:]


def _exactly(judgement: Judgement) -> Fraction:
    assert judgement.exactly is not None
    return judgement.exactly


def _place(observation: Observation, lang: Lang) -> str:
    kind, number = place_of(observation)
    return _PLACES[kind][lang].format(number=number, row=observation.row)


def _gap(claim: Claim, judgement: Judgement, lang: Lang) -> str:
    """The difference at face value; figures may be rounded, the reader subtracts."""
    distance = abs(_exactly(judgement) - value_of(claim.stated))
    text = result(distance, claim.stated, lang)
    if claim.stated.unit != "%":
        return text
    points = text.removesuffix("%")
    return f"{points} điểm %" if lang == "vi" else f"{points} percentage points"


def _range(claim: Claim, judgement: Judgement, lang: Lang) -> str:
    """The bounds of the result, said only where the face value alone would mislead."""
    recomputed, exactly = judgement.recomputed, judgement.exactly
    if recomputed is None or exactly is None or recomputed.low == recomputed.high:
        return ""
    agrees_at_face_value = exactly in stands_for(claim.stated, "rounded")
    if agrees_at_face_value or judgement.verdict != "consistent":
        return ""
    low = result(recomputed.low, claim.stated, lang)
    high = result(recomputed.high, claim.stated, lang)
    return _sentences()["range"][lang].format(low=low, high=high)


def _hint(judgement: Judgement, lang: Lang) -> str:
    repairs = judgement.repairs[1:] if judgement.verdict == "unit_slip" else judgement.repairs
    if not repairs:
        return ""
    blanks = {}
    for n, repair in enumerate(repairs[:2]):
        suffix = str(n + 1) if n else ""
        blanks["old" + suffix] = _repaired(repair, "old", lang)
        blanks["new" + suffix] = _repaired(repair, "new", lang)
    name = "hint" if len(repairs) == 1 else "hint_two"
    if name == "hint" and f"hint.{repairs[0].kind}" in _sentences():
        name = f"hint.{repairs[0].kind}"
        if (source := repairs[0].source) is not None:
            blanks |= {"source": written(source, lang), "of": label_of(source)}
    return _sentences()[name][lang].format_map(blanks)


def _repaired(repair: Repair, which: str, lang: Lang) -> str:
    figure, resolution = repair.observation, repair.resolution
    if which == "old":
        return written(figure, lang)
    if repair.kind == "magnitude" and lang == "vi" and (text := _other_word(repair)):
        return text
    if resolution == 0:
        resolution = last_digit(figure)
        if repair.kind == "magnitude":
            resolution *= abs(repair.value / value_of(figure))
    return quantity(repair.value, figure.unit, resolution, lang)


def _other_word(repair: Repair) -> str:
    """The written digits with another magnitude word: "21,534 triệu" to "21,534 tỷ"."""
    figure = repair.observation
    digits = _DIGITS.search(figure.raw)
    if digits is None or figure.unit not in units().money:
        return ""
    shown = Fraction(digits.group().replace(".", "").replace(",", "."))
    scale = repair.value / shown if shown else 0  # a cell may show 0 for 100 thousand
    if scale not in (1, 10**6, 10**9):
        return ""
    return with_unit(digits.group(), figure.unit, int(scale), "vi")


def repair_text(judgement: Judgement) -> str:
    """The ``repair`` column: ``2.000 đồng → 2.000 triệu đồng``, two joined by a bar."""
    return " | ".join(
        f"{_repaired(repair, 'old', 'vi')} → {_repaired(repair, 'new', 'vi')}"
        for repair in judgement.repairs
    )
