"""Labels: the noun phrase a figure is about, cut out of the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extract.lexicon import strings, words

_TOKEN = regex.compile(r"[^\W_]+(?:[-./][^\W_]+)*|[^\s\w]")
_LONGEST = 14  # words of a label; more is a clause, not a noun phrase
_LONGEST_NOUN = 9  # words of the noun after a counter


_PHRASE_STARTS = frozenset(["về", "của", "cho", "trong", "tại", "với", "để", "và", "theo", "đối", "từ", "do", "qua", "bằng"])


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark of folded text, by passage offset."""

    start: int
    end: int
    word: str


@cache
def _phrases(key: str) -> tuple[frozenset[tuple[str, ...]], int]:
    """The word sequences under ``key`` and the length of the longest."""
    found = frozenset(
        tuple(match.group() for match in _TOKEN.finditer(phrase))
        for phrase in strings(words("labels"), key)
    )
    return found, max(map(len, found))


def tokens(folded: str, start: int, end: int, holes: Iterable[tuple[int, int]] = ()) -> list[Token]:
    """The tokens in ``[start:end)``, without those in the ``holes`` and in brackets."""
    gaps = list(holes)
    depth = 0
    found = []
    for match in _TOKEN.finditer(folded, start, end):
        word = match.group()
        if word == "(":
            depth += 1
        elif word == ")" and depth:
            depth -= 1
            continue
        if depth or any(a <= match.start() < b for a, b in gaps):
            continue
        found.append(Token(match.start(), match.end(), word))
    return found


def _is_protected(found: Sequence[Token], front: bool) -> bool:
    """True where the edge word is half of a compound: "phát hiện" does not end in "hiện"."""
    phrases, longest = _phrases("protected")
    return any(
        tuple(token.word for token in (found[:size] if front else found[-size:])) in phrases
        for size in range(2, min(longest, len(found)) + 1)
    )


def _cut_front(found: Sequence[Token]) -> int:
    whole = _is_protected(found, front=True)
    for key, least in (("prefixes", 0), ("soft_prefixes", 2)):
        phrases, longest = _phrases(key)
        for size in range(min(longest, len(found) - least), int(whole), -1):
            if tuple(token.word for token in found[:size]) in phrases:
                return size
    return 0


def _cut_back(found: Sequence[Token]) -> int:
    whole = _is_protected(found, front=False)
    phrases, longest = _phrases("suffixes")
    return next(
        (
            size
            for size in range(min(longest, len(found)), int(whole), -1)
            if tuple(token.word for token in found[-size:]) in phrases
        ),
        0,
    )


def strip(found: list[Token]) -> list[Token]:
    """Cut what leads in and what leads over, again and again, until neither is there."""
    while found:
        if size := _cut_back(found):
            found = found[:-size]
        elif size := _cut_front(found):
            found = found[size:]
        else:
            break
    return found


def _starts(found: Sequence[Token], key: str) -> bool:
    phrases, longest = _phrases(key)
    return any(
        tuple(token.word for token in found[:size]) in phrases
        for size in range(1, min(longest, len(found)) + 1)
    )


def last_clause(found: list[Token]) -> list[Token]:
    """What stands after the last comma that begins a clause, opening adverbials dropped."""
    for i in range(len(found) - 1, -1, -1):
        if found[i].word == ":" and strip(found[i + 1 :]):
            found = found[i + 1 :]
            break
    pieces: list[list[Token]] = [[]]
    for token in found:
        if token.word in (",", ";", ":") or (token.word == "-" and not pieces[-1]):
            pieces.append([])
        else:
            pieces[-1].append(token)
    pieces = [piece for piece in pieces if piece]
    while len(pieces) > 1 and (_starts(pieces[0], "adverbials")):
        pieces = pieces[1:]
    begin = 0
    for i in range(1, len(pieces)):
        if _starts(pieces[i], "clause_starts") and strip(pieces[i]):
            begin = i
    kept = pieces[begin:]
    if not kept:
        return []
    first, last = kept[0][0].start, kept[-1][-1].end
    return [token for token in found if first <= token.start and token.end <= last]


def render(text: str, found: Sequence[Token]) -> str:
    """The tokens as written, in one line."""
    if not found:
        return ""
    parts = []
    previous = found[0].start
    for token in found:
        if token.start > previous:
            gap = text[previous : token.start]
            parts.append(" " if len(gap) != 1 or gap.isspace() else gap)
        parts.append(text[token.start : token.end])
        previous = token.end
    joined = " ".join("".join(parts).replace("*", " ").split())
    return regex.sub(r"\s+([,;:.])", r"\1", joined)


def lead_label(
    text: str,
    folded: str,
    start: int,
    end: int,
    holes: Iterable[tuple[int, int]],
    *,
    clauses: bool = True,
) -> list[Token]:
    """The label in the words before a figure, as tokens; empty where there is none.

    ``clauses`` takes the last clause only; else commas join one long noun phrase.
    """
    found = tokens(folded, start, end, holes)
    if not found:
        return []
    found = strip(after_subject(strip(last_clause(found) if clauses else found)))
    if tuple(token.word for token in found) in _phrases("bodies")[0]:
        return []
    return strip(_shortened(found))


def _shortened(found: list[Token]) -> list[Token]:
    """The last part of a clause that is too long for a label, cut where a phrase begins.

    Syllables are written apart, so a cut anywhere else may fall inside a word.
    """
    if len(found) <= _LONGEST:
        return found
    begins = [
        i
        for i, token in enumerate(found)
        if (token.word in _PHRASE_STARTS or (i and found[i - 1].word == ","))
        and 2 <= len(found) - i <= _LONGEST
    ]
    return found[begins[0] :] if begins else found


@cache
def _noun_end() -> regex.Pattern[str]:
    return regex.compile(
        r"[,;:.()=]|(?<!\w)(?:đạt(?! chuẩn| danh hiệu| yêu cầu| tiêu chí)|bằng|tăng|giảm|chiếm|so với|so cùng kỳ|trong đó|gồm|bao gồm|là|vượt"
        r"|ước|với tổng|với số|với|nhưng|còn|từ ngày|đến ngày|và đạt|theo|tại|do|để|nhằm|cho|trên địa bàn"
        r"|nâng|tương đương|tương ứng|thì|mà|khi|trong)(?!\w)"
    )


def noun_after(folded: str, start: int, end: int, holes: Iterable[tuple[int, int]]) -> list[Token]:
    """The rest of the noun phrase after a counter: "(01 hồ sơ) đăng ký môi trường"."""
    match = _noun_end().search(folded, start, end)
    found = tokens(folded, start, match.start() if match else end, holes)
    if len(found) > _LONGEST_NOUN:
        stops = [
            i for i, t in enumerate(found) if t.word in _PHRASE_STARTS and 2 <= i <= _LONGEST_NOUN
        ]
        found = found[: stops[-1]] if stops else found[: _LONGEST_NOUN + 4]
    while found and (size := _cut_back(found)):
        found = found[:-size]
    return found


def after_subject(found: list[Token]) -> list[Token]:
    """ "Cảnh sát giao thông đã lập biên bản" is about what was done."""
    for i in range(len(found) - 2, 0, -1):
        if found[i].word == "đã" and found[i + 1].word != "qua":
            return found[i + 1 :]
    if _starts(found, "bodies"):
        for i in range(1, len(found)):
            if verb_length(found[i:]) and not _is_protected(found[i:], front=True):
                return found[i:]
    return found


def verb_length(found: Sequence[Token]) -> int:
    """How many words at the front are a report verb ("thu giữ", "tiếp nhận"); 0 if none."""
    phrases, longest = _phrases("clause_starts")
    none, _ = _phrases("not_verbs")
    return next(
        (
            size
            for size in range(min(longest, len(found)), 0, -1)
            if tuple(token.word for token in found[:size]) in phrases - none
        ),
        0,
    )


def is_harm(found: Sequence[Token]) -> bool:
    """True for "làm chết", "bị thương"."""
    phrases, _ = _phrases("harms")
    return tuple(token.word for token in found) in phrases


def is_dimension(found: Sequence[Token]) -> bool:
    """True for "sản lượng", "tổng số tiền": a dimension without its thing."""
    phrases, _ = _phrases("dimensions")
    return tuple(token.word for token in found) in phrases


def drop_dimension(label: str) -> str:
    """ "Diện tích lúa" is about "lúa"."""
    lowered = label.lower()
    names = sorted(
        (" ".join(phrase) for phrase in _phrases("dimensions")[0]), key=len, reverse=True
    )
    for name in names:
        if lowered.startswith(name + " "):
            return label[len(name) + 1 :]
    return label


@cache
def implied_dimensions() -> dict[str, str]:
    """Unit -> the dimension it implies."""
    table = words("labels")["implied"]
    if not isinstance(table, dict):
        raise TypeError("labels.toml: [implied] is a table")
    return {str(unit): str(name) for unit, name in table.items()}
