"""The second pass over labels: what only the whole passage tells.

A figure may return to one named before by fewer words ("giảm 53 người chết"), go on a
list of rates, or be a part of one of several counts that stand side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

import regex

from extract.lexicon import strings, word_set, words
from normalize.bare_labels import deed_length
from normalize.counted_again import counted_again
from normalize.denominators import name_denominators
from normalize.label_words import LabelWords
from normalize.paired_changes import name_paired_changes
from normalize.segments import Segment
from normalize.shared_predicates import share_predicates
from normalize.statements import Statement
from normalize.wholes import group_unsaid, settle_wholes

_LOOKBACK = 100  # figures; nobody returns further, and a list of thousands stays quick
_SHORT = 3  # words of a label that goes on a list of rates
_LISTED = 8  # the same where its first word tells what it stands beside
_ABOUT = regex.compile(r"\s*về\s+(?:số\s+)?(?P<noun>[^,;.()]+?)(?=\s*(?:$|[,;.()]|và |nhưng |so ))")


@cache
def _rates() -> tuple[str, ...]:
    return strings(words("labels"), "rates")


def finish_labels(
    folded: str, statements: Sequence[Statement], segments: Sequence[Segment], around: LabelWords
) -> None:
    """Complete the labels and groups of a passage whose figures are all read."""
    clauses: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        clauses[statement.clause].append(statement)
    for i, statement in enumerate(statements):
        if statement.parallel and statement.label:
            statement.label = f"{statement.label} ({statement.unit})"
        if statement.measure == "change":
            about = _ABOUT.match(folded[slice(*segments[i].tail)])
            if about is not None:
                statement.label = _named_again(statements, i, about["noun"])
            elif statement.clause == i and not around.lead(segments[i]):
                _return(statements, segments[i], around, clauses)
        elif statement.clause == i and statement.label.lower() in word_set("labels", "restated"):
            _restated(statements, i, clauses)
        elif statement.clause == i and _says_only_when(statement, segments[i], around):
            _same_deed(statements, segments, i, clauses)
    counted_again(statements, segments, around, clauses)
    made: set[int] = set()  # rates whose label was put together here
    for i, statement in enumerate(statements):
        goes_on = statement.measure == "rate" and statement.clause == i and around.lead(segments[i])
        if goes_on and (label := _same_rate(statements, segments, i, made)):
            _rename(clauses[i], label)
            made.add(i)
    share_predicates(statements, segments, around)
    name_paired_changes(folded, statements, segments, clauses)
    name_denominators(statements, segments, around)
    settle_wholes(statements, segments)
    _parts(statements)
    group_unsaid(statements)


def _before(statements: Sequence[Statement], i: int) -> Iterator[Statement]:
    """The figures before one, the nearest first."""
    for j in range(i - 1, max(-1, i - 1 - _LOOKBACK), -1):
        yield statements[j]


def _named_again(statements: Sequence[Statement], i: int, noun: str) -> str:
    """ "giảm 28% về số hộ": the label of the figure that counts or names the noun."""
    levels = [other for other in _before(statements, i) if other.measure != "change"]
    for other in levels:
        if other.unit == noun or other.label.lower().startswith((noun, f"số {noun}")):
            return other.label
    for other in levels:
        if noun in other.label.lower():
            return other.label
    return f"{noun} {statements[i].label}".strip()


def _return(
    statements: Sequence[Statement],
    segment: Segment,
    around: LabelWords,
    clauses: Mapping[int, Sequence[Statement]],
) -> None:
    """ "giảm 53 người chết": the figure of that unit whose label holds all the words."""
    noun = {token.word for token in around.tail(segment)}
    for other in _before(statements, segment.index):
        if (
            other.measure != "change"
            and other.quantity.unit == segment.quantity.unit
            and noun <= set(other.label.lower().split())
        ):
            _rename(clauses[segment.index], other.label)
            return


def _restated(
    statements: Sequence[Statement], i: int, clauses: Mapping[int, Sequence[Statement]]
) -> None:
    """ "Số ước thực hiện tháng 10 được tính lại là 212.967 triệu": the figure named before."""
    for other in _before(statements, i):
        if other.unit == statements[i].unit and other.measure in ("actual", "estimate"):
            _rename(clauses[i], other.label)
            return


def _says_only_when(statement: Statement, segment: Segment, around: LabelWords) -> bool:
    """ "Lũy kế 10 tháng ước đạt 1.075 tỷ đồng": a period and a verb, nothing that is measured."""
    if statement.measure not in ("actual", "estimate"):
        return False
    if statement.label.lower() in word_set("labels", "bare_deeds"):
        return True
    amount = statement.quantity.unit_kind in ("money", "measure")
    named = around.lead(segment) or around.tail(segment)
    return amount and not named and around.says_when(segment)


def _same_deed(
    statements: Sequence[Statement],
    segments: Sequence[Segment],
    i: int,
    clauses: Mapping[int, Sequence[Statement]],
) -> None:
    """ "Thu từ thuế tháng 8 là 597,8 tỷ; lũy kế thu 6.411 tỷ": of the same thing, so far."""
    label = statements[i].label.lower()
    deed = label.split()[-1] if label in word_set("labels", "bare_deeds") else ""
    for j, other in enumerate(_before(statements, i), start=1):
        level = other.measure in ("actual", "estimate") and other.unit == statements[i].unit
        if not level or other.clause != i - j or other.period == statements[i].period:
            continue
        if segments[i - j].sentence != segments[i].sentence:
            said = deed in other.label.lower().split() if deed else other.label
            if other.whole >= 0 or not said:  # a new sentence returns to the whole
                continue
        if other.label:
            _rename(clauses[i], other.label)
        return


def _rename(clause: Sequence[Statement], label: str) -> None:
    for statement in clause:
        statement.label = label


def _same_rate(
    statements: Sequence[Statement], segments: Sequence[Segment], i: int, made: Set[int]
) -> str:
    """ "công suất giường bệnh tuyến tỉnh 118%, tuyến huyện 94,5%": the second's whole label.

    ``made`` are the rates of the list that got theirs so; "" where ``i`` goes on no list.
    """
    label = statements[i].label
    own = label.split()
    if len(own) > _LISTED or not label or label.lower().startswith(_rates()):
        return ""
    for j, other in enumerate(_before(statements, i), start=1):
        if segments[i - j].sentence != segments[i].sentence:
            return ""
        rated = other.measure == "rate" and other.label.lower().startswith(_rates())
        if not rated or i - j in made:
            continue
        return _rate_of(other.label, own, is_part=statements[i].whole >= 0)
    return ""


def _rate_of(label: str, own: list[str], *, is_part: bool) -> str:
    """The label of a rate with the words of the next item of its list, "" if they do not fit."""
    head = label.split()
    if own[0].lower() in head:  # "tỷ lệ tiêm mũi 1 ...; mũi 2 ..."
        head = head[: head.index(own[0].lower())]
    elif len(own) > _SHORT or (own[0].isupper() and len(own) == 1):
        return ""
    elif deed_length(" ".join(own)):  # "tỷ lệ học sinh hoàn thành ...; tốt nghiệp THCS ..."
        said = [n for n in range(2, len(head)) if deed_length(" ".join(head[n:]))]
        head = head[: said[0]] if said else head
    elif not is_part and len(head) > len(own) + 1:
        head = head[: -len(own)]
    return " ".join([*head, *own])


def _parts(statements: Sequence[Statement]) -> None:
    """Parts take the name of their whole; of parallel counts, the one in their own unit."""
    parallel: dict[tuple[int, str], int] = {}
    for i, statement in enumerate(statements):
        if statement.parallel:
            parallel.setdefault((statement.clause, statement.unit), i)
    for statement in statements:
        if 0 <= statement.whole < len(statements):
            clause = statements[statement.whole].clause
            statement.whole = parallel.get((clause, statement.unit), statement.whole)
            statement.group = statements[statement.whole].label
