"""Labels that say too little to stand alone, and what completes them.

"giải quyết vụ" is a deed without its object, "xảy ra vụ" an event that does not say what
happened, "hộ" a counter without its noun: each needs what the text named before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extract.lexicon import word_set
from normalize.phrase_sets import Token, phrase_set
from normalize.phrases import is_dimension, label_tokens, verb_length


def is_bare(unit: str) -> bool:
    """True for a counter that says nothing without other words ("vụ", "vụ, việc")."""
    return unit.strip(" ,") in word_set("labels", "bare_counters")


def _all_bare(words: list[str]) -> bool:
    return all(map(is_bare, words))


def is_bare_deed(label: str) -> bool:
    """ "giải quyết vụ việc": a verb and a counter that say nothing of what it was about."""
    words = label.lower().split()
    size = deed_length(label)
    return 0 < size < len(words) and _all_bare(words[size:])


def is_bare_event(label: str) -> bool:
    """ "xảy ra vụ": says nothing of what happened."""
    words = label.lower().split()
    events = word_set("labels", "events")
    rest = next((words[n:] for n in (2, 1) if " ".join(words[:n]) in events), None)
    return rest is not None and _all_bare(rest)


def without_event(label: str) -> str:
    """What happened, without the words that it did and how often; "" where only harm is named.

    >>> without_event("xảy ra vụ tai nạn giao thông"), without_event("Xảy ra vụ")
    ('tai nạn giao thông', '')
    """
    words = label.split()
    found = label_tokens(label)
    if len(found) != len(words):
        return label
    start = phrase_set("events").prefix(found, 0, len(found))
    while start < len(words) and (is_bare(words[start].lower()) or found[start].word == "số"):
        start += 1
    harm = phrase_set("harms").prefix(found, start, len(found))
    return "" if harm else " ".join(words[start:])


@lru_cache(maxsize=4096)  # figures of one clause have one label
def deed_length(label: str) -> int:
    """How many words at its front say what was done ("xuất khẩu", "thụ lý"); 0 if none."""
    return _deed(label_tokens(label))


def _deed(found: Sequence[Token]) -> int:
    """How many words say what was done, "đang" and the like before them included."""
    aside = phrase_set("auxiliaries").prefix(found, 0, len(found))
    rest = found[aside:]
    size = max(verb_length(rest), phrase_set("deeds").prefix(rest, 0, len(rest)))
    return aside + size if size else 0


def is_name(label: str) -> bool:
    """ "Trung Quốc": who it was, not what; a first word alone may begin with any capital."""
    words = label.split()
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def uncapitalised(label: str) -> str:
    """The label as it reads behind other words: a sentence's first capital goes, a name's stays.

    >>> uncapitalised("Lúa đông xuân"), uncapitalised("HRC"), uncapitalised("Nam Trực")
    ('lúa đông xuân', 'HRC', 'Nam Trực')
    """
    first, _, rest = label.partition(" ")
    if first[1:] != first[1:].lower() or rest[:1].isupper():
        return label
    return f"{label[:1].lower()}{label[1:]}"


def needs_topic(label: str, short: int) -> bool:
    """True where what the passage is about must be said with the label.

    Deeds and dimensions of at most ``short`` words want their object, names say only
    who; a short noun ("trâu", "cảnh cáo") is a kind that stands for itself.
    """
    if is_bare_deed(label):
        return True
    found = label_tokens(label)
    if len(found) > short:
        return False
    return _deed(found) > 0 or is_dimension(found) or is_name(label)
