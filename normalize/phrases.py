"""Labels: the noun phrase a figure is about, cut out of the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import regex

from extract.intervals import Intervals
from extract.lexicon import either, strings, word_set, words
from normalize.phrase_sets import PhraseSet, Token, cut_tokens, made_of, phrase_set

_LONGEST = 14  # words of a label; more is a clause, not a noun phrase
_LONGEST_MEASURED = 20  # words of a label that begins with a noun of measure
_LONGEST_NOUN = 9  # words of the noun after a counter
_OVERLONG_NOUN = _LONGEST_NOUN + 4  # kept of a noun that has no place to cut it
_SYLLABLE = 8  # characters: the longest syllable and a blank
_LONGEST_ITEM = 3  # words of an item in a list of nouns
_SPACE_BEFORE_MARK = re.compile(" (?=[,;:.])")
_THEN = "thì"
NOTHING = Intervals()


def tokens(folded: str, start: int, end: int, holes: Intervals = NOTHING) -> list[Token]:
    """The tokens in ``[start:end)``, without those in the ``holes`` and in brackets."""
    found = cut_tokens(folded, start, end)
    if folded.find("(", start, end) >= 0:
        found = _outside_brackets(found)
    if holes.overlap(start, end) is not None:
        found = [token for token in found if not holes.covers(token.start)]
    return found


def _outside_brackets(found: Sequence[Token]) -> list[Token]:
    depth = 0
    outside = []
    for token in found:
        if token.word == "(":
            depth += 1
        elif token.word == ")" and depth:
            depth -= 1
        elif not depth:
            outside.append(token)
    return outside


@lru_cache(maxsize=4096)  # a clause has one label, and a dozen rules ask about its words
def label_tokens(label: str) -> tuple[Token, ...]:
    """The tokens of a finished label in lower case, by offset in it."""
    return tuple(tokens(label.lower(), 0, len(label)))


# Nobody opens a list this often in one sentence; each try costs the whole of its rest.
_COLONS = 8

# --- cutting what leads in and what leads over --------------------------------------------


def _cut_front(found: Sequence[Token], low: int, high: int) -> int:
    """How many words at the front are no part of the label.

    Half of a compound is not cut: "phát hiện" does not end in "hiện".
    """
    prefixes, soft = phrase_set("prefixes"), phrase_set("soft_prefixes")
    if not prefixes.may_begin(found, low) and not soft.may_begin(found, low):
        return 0
    least = phrase_set("protected").prefix(found, low, high, least=2) or 1
    return prefixes.prefix(found, low, high, least=least) or soft.prefix(
        found, low, high - 2, least=least
    )


def _cut_back(found: Sequence[Token], low: int, high: int) -> int:
    """How many words at the end lead over to the figure."""
    protected, suffixes = phrase_set("protected"), phrase_set("suffixes")
    if not suffixes.may_end(found, high):
        return 0
    least = protected.suffix(found, low, high, least=2) or 1
    size = suffixes.suffix(found, low, high, least=least)
    if size > 1 and protected.suffix(found, low, high - size + 1, least=2):
        size = suffixes.suffix(found, high - size + 1, high)  # "chứng chỉ đạt": not "chỉ đạt"
    return size


def strip(found: list[Token]) -> list[Token]:
    """Cut what leads in and what leads over, again and again, until neither is there."""
    low, high = 0, len(found)
    while low < high:
        if size := _cut_back(found, low, high):
            high -= size
        elif size := _cut_front(found, low, high):
            low += size
        else:
            break
    size = phrase_set("soft_suffixes").suffix(found, low, high)
    if not size or size == high - low:
        return found[low:high]
    return strip(found[low : high - size])


def _begins(found: Sequence[Token], key: str) -> bool:
    return phrase_set(key).prefix(found, 0, len(found)) > 0


def last_clause(found: list[Token]) -> list[Token]:
    """What stands after the last comma that begins a clause, opening adverbials dropped."""
    colons = [i for i, token in enumerate(found) if token.word == ":"]
    for i in reversed(colons[-_COLONS:]):
        if strip(found[i + 1 :]):
            found = found[i + 1 :]
            break
    pieces: list[list[Token]] = [[]]
    for token in found:
        if token.word in (",", ";", ":") or (token.word == "-" and not pieces[-1]):
            pieces.append([])
        else:
            pieces[-1].append(token)
    pieces = [piece for piece in pieces if piece]
    begin = 0
    while begin < len(pieces) - 1 and _is_aside(pieces[begin], pieces[begin + 1]):
        begin += 1
    first = begin
    for i in range(first + 1, len(pieces)):
        if is_measured(pieces[begin]):
            break
        if _begins(pieces[i], "clause_starts") and strip(pieces[i]):
            begin = i
    if begin >= len(pieces):
        return []
    start, end = pieces[begin][0].start, pieces[-1][-1].end
    return [token for token in found if start <= token.start and token.end <= end]


def _is_aside(piece: Sequence[Token], following: Sequence[Token]) -> bool:
    """An opening adverbial; "về ..." is one only where what follows names its own measure."""
    if not _begins(piece, "adverbials") or _begins(piece, "part_openers"):
        return False
    if not _begins(piece, "about"):
        return True
    return _begins(following, "adverbials") or is_measured(following)


def is_measured(piece: Sequence[Token]) -> bool:
    """ "kinh phí mua sắm": a noun of measure with nothing said of it yet.

    What follows its comma is more of the noun ("..., sửa chữa"), though it may look like a verb.
    """
    found = strip(list(piece))
    if not phrase_set("measured").prefix(found, 0, len(found)):
        return False
    said = phrase_set("predicates").phrases
    return not any((token.word,) in said for token in found)


# --- labels -----------------------------------------------------------------------------


def render(text: str, found: Sequence[Token]) -> str:
    """The tokens as written in ``text``, in one line."""
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
    return _closed(_SPACE_BEFORE_MARK.sub("", joined))


def _closed(label: str) -> str:
    """'Quỹ "Vì người nghèo': a quotation that the cutting left open is closed again."""
    if label.count("“") > label.count("”"):
        return f"{label}”"
    if label.count('"') % 2:
        return label[:-1].rstrip() if label.endswith('"') else f'{label}"'
    return label


def lead_label(
    folded: str, start: int, end: int, holes: Intervals, *, clauses: bool = True
) -> list[Token]:
    """The label in the words before a figure, as tokens; empty where there is none.

    ``clauses`` takes the last clause only; else commas join one long noun phrase.
    """
    found = tokens(folded, start, end, holes)
    if not found:
        return []
    found = _after_condition(last_clause(found) if clauses else found)
    found, before = strip(found), None
    while found != before:  # "đơn vị phối hợp với công an ra quân": one subject in another
        found, before = strip(after_subject(found)), found
    if phrase_set("bodies").holds(found):
        return []
    if _begins(found, "raises") and phrase_set("measured").prefix(found, 1, len(found)):
        found = found[1:]
    return strip(shortened(found))


def shortened(found: list[Token]) -> list[Token]:
    """The last part of a clause that is too long for a label, cut where a phrase begins.

    Syllables are written apart, so a cut anywhere else may fall inside a word.
    """
    if len(found) <= (_LONGEST_MEASURED if is_measured(found) else _LONGEST):
        return found
    starts = word_set("labels", "phrase_starts")
    for i in range(len(found) - _LONGEST, len(found) - 1):
        if found[i].word in starts or (i and found[i - 1].word == ","):
            return found[i:]
    return found


@cache
def _noun_end() -> regex.Pattern[str]:
    ends = word_set("labels", "noun_ends") - {"đạt"}
    attained = "|".join(f" {word}" for word in sorted(word_set("labels", "attained")))
    # "đạt và vượt kế hoạch" is said of the noun as one
    other = "|".join(sorted(ends))
    return regex.compile(rf"[,;:.()=]|(?<!\w)(?<!đạt và )(?:đạt(?!{attained})|{other})(?!\w)")


def noun_after(folded: str, start: int, end: int, holes: Intervals) -> list[Token]:
    """The rest of the noun phrase after a counter: "(01 hồ sơ) đăng ký môi trường"."""
    match = _noun_ends_at(folded, start, end)
    found = tokens(folded, start, match.start() if match else end, holes)
    if sum(token.word != "," for token in found) > _LONGEST_NOUN:
        starts = word_set("labels", "phrase_starts")
        cuts = [i for i in range(2, _LONGEST_NOUN + 1) if found[i].word in starts]
        found = found[: cuts[-1] if cuts else _words_end(found, _OVERLONG_NOUN)]
    high = len(found)
    while high and (size := _cut_back(found, 0, high)):
        if phrase_set("noun_keeps").suffix(found, 0, high):
            break
        high -= size
    return found[:high]


def _words_end(found: Sequence[Token], count: int) -> int:
    """Where the first ``count`` words end; commas are none."""
    for i, token in enumerate(found):
        count -= token.word != ","
        if not count:
            return i + 1
    return len(found)


def _next_end(folded: str, start: int, end: int) -> regex.Match[str] | None:
    """The next word or mark that may end a noun phrase; half of "lấn chiếm" does not."""
    protected = phrase_set("protected")
    for match in _noun_end().finditer(folded, start, end):
        before = [*cut_tokens(folded, max(start, match.start() - _SYLLABLE), match.end())]
        if protected.suffix(before, 0, len(before), least=2) == 0:
            return match
    return None


def _noun_ends_at(folded: str, start: int, end: int) -> regex.Match[str] | None:
    """Where the noun phrase ends: a comma between nouns of one list does not end it."""
    match = _next_end(folded, start, end)
    listed = False
    while match is not None and match.group() == ",":
        if not (
            _goes_on(folded, start, match.end(), end)
            or _names_another(folded, start, match.end(), end)
            or (listed and _ends_list(folded, match.end(), end))
        ):
            break
        listed, start = True, match.end()
        match = _next_end(folded, start, end)
    return match


def _ends_list(folded: str, comma: int, end: int) -> bool:
    """The last item of a list of nouns, with what is said of all of them."""
    item = tokens(folded, comma, end)
    return bool(item) and not _begins(item, "clause_starts") and not folded[comma:end].isdigit()


def _goes_on(folded: str, start: int, comma: int, end: int) -> bool:
    """ "cơ quan, đơn vị, trường học": short nouns before and after the comma, with another item.

    A single comma may as well begin a clause ("45 hộ, đời sống được nâng lên"), so a list
    has two of them, or one and "và".
    """
    before = tokens(folded, start, comma - 1)
    if not before or len(before) > _LONGEST_ITEM:
        return False
    rest = folded[comma:end]
    match = _next_item().match(rest)
    if match is None:
        return False
    item = tokens(rest, 0, match.end("item"))
    return 0 < len(item) <= _LONGEST_ITEM and not _begins(item, "clause_starts")


def _names_another(folded: str, start: int, comma: int, end: int) -> bool:
    """ "vụ buôn bán, vận chuyển hàng cấm", "xã, thị trấn có trường": one more of its kind.

    A further act behind an act, or a noun that is counted itself.
    """
    before, item = tokens(folded, start, comma - 1), tokens(folded, comma, end)
    if _begins(before, "acts"):
        return _begins(item, "acts")
    return len(before) <= _LONGEST_ITEM and _counted().prefix(item, 0, len(item)) > 0


@cache
def _counted() -> PhraseSet:
    """Nouns of people and bodies: in a list of them each could be counted."""
    return made_of([*strings(words("counters"), "people"), *strings(words("counters"), "bodies")])


@cache
def _next_item() -> regex.Pattern[str]:
    return regex.compile(r"(?P<item>[^,;:.()\d]+?)(?:,| và )(?=[^\d]*$|[^,\d]*[,.;])")


def complement_after(folded: str, start: int, end: int, holes: Intervals) -> list[Token]:
    """For whom, where or by what, after a noun that says too little ("phần quà | cho hộ nghèo").

    ``start`` is the end of the noun; what stands between is nothing but space.
    """
    match = _complement().match(folded, start, end)
    if match is None:
        return []
    rest = noun_after(folded, match.end(), end, holes)
    if phrase_set("scopes").holds(rest):
        return []
    return [*tokens(folded, match.start(), match.end(), holes), *rest] if rest else []


@cache
def _complement() -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?:{either('labels', 'complements')})(?=\s)")


def after_subject(found: list[Token]) -> list[Token]:
    """ "Cảnh sát giao thông đã lập biên bản" is about what was done."""
    for i in range(len(found) - 2, 0, -1):
        if found[i].word == "đã" and found[i + 1].word != "qua":
            return found if _is_grown(found[:i]) or _is_done(found[:i]) else found[i + 1 :]
    for i in range(len(found) - 2, 0, -1):
        if (size := phrase_set("aims").prefix(found, i, len(found))) and i + size < len(found):
            return found[i + size :]
    if i := phrase_set("bodies").prefix(found, 0, len(found)):
        protected = phrase_set("protected")
        while i < len(found):
            compound = protected.prefix(found, i, len(found), least=2)
            size = verb_length(found, i)  # "cấp huyện" is no deed, "kết nạp mới" is one
            if size > 1 or (size and size >= compound) or makes(found, i):
                return found[i:]
            measured = phrase_set("measured").prefix(found, i, len(found))
            if measured and not is_dimension(found[i:]):
                return found[i:]  # "ngân hàng có doanh số cho vay"
            i += max(compound, measured, 1)
    return found


def _after_condition(found: list[Token]) -> list[Token]:
    """ "nếu loại trừ yếu tố giá thì tăng": what stands before "thì" is no subject."""
    if not _begins(found, "conditions"):
        return found
    then = max((i for i, token in enumerate(found) if token.word == _THEN), default=-1)
    return found[then + 1 :]


def _is_grown(subject: Sequence[Token]) -> bool:
    """ "Ngô đã trồng 8.097 ha": the crop itself, not somebody who planted."""
    return phrase_set("crops").prefix(subject, 0, len(subject)) > 0


def _is_done(subject: Sequence[Token]) -> bool:
    """ "thu hồi nợ đã xử lý rủi ro", "số tiền đã giải ngân": nobody who did it, but what it is."""
    if _counted().prefix(subject, 0, len(subject)):
        return False  # "tổ chức đảng đã kết nạp"
    return verb_length(subject) > 0 or is_measured(subject)


def verb_length(found: Sequence[Token], start: int = 0) -> int:
    """How many words from ``start`` are a report verb ("thu giữ", "tiếp nhận"); 0 if none."""
    return phrase_set("clause_starts", without="not_verbs").prefix(found, start, len(found))


def makes(found: Sequence[Token], start: int = 0) -> bool:
    """ "sản xuất", "nuôi": verbs where somebody stands before them, nouns elsewhere."""
    size = phrase_set("makes").prefix(found, start, len(found))
    return size > 0 and phrase_set("protected").prefix(found, start, len(found)) <= size


def is_harm(found: Sequence[Token]) -> bool:
    """True for "làm chết", "bị thương"."""
    return phrase_set("harms").holds(found)


# --- dimensions ---------------------------------------------------------------------------


def is_dimension(found: Sequence[Token]) -> bool:
    """True for "sản lượng", "tổng số tiền": a dimension without its thing."""
    return phrase_set("dimensions").holds(found)


@cache
def _dimension_start() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{either('labels', 'dimensions')}) ")


@cache
def _compound() -> regex.Pattern[str]:
    return regex.compile(rf"(?:tổng )?(?:{either('labels', 'not_dimensions')})(?!\w)")


def drop_dimension(label: str) -> str:
    """ "Diện tích lúa" is about "lúa"."""
    if _compound().match(label.lower()):
        return label
    match = _dimension_start().match(label.lower())
    return label[match.end() :] if match else label


@cache
def _dimensioned() -> regex.Pattern[str]:
    whole, spaced = (either("labels", key) for key in ("dimensioned", "dimensioned_before_space"))
    return regex.compile(rf"(?:{whole})|(?:{spaced}) ")


def has_dimension(label: str) -> bool:
    """True where a label says itself which dimension of its thing it means."""
    return _dimensioned().search(label.lower()) is not None


@cache
def implied_dimensions() -> dict[str, str]:
    """Canonical unit -> the dimension it implies, as written."""
    table = words("labels")["implied"]
    if not isinstance(table, dict):
        raise TypeError("labels.toml: [implied] is a table")
    return {str(unit): str(name) for unit, name in table.items()}
