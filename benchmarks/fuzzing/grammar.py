"""Sentences as reports have them, grown from rules (``grammar.toml``), then bent a little.

Words in any order (``phrases.py``) seldom reach the rules for whole sentences: a plan behind
its figure, parts behind a whole, a base behind a growth. Here a sentence is derived from its
rule; with a small probability a part of it is left out, doubled or swapped for another.
"""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path

from benchmarks.fuzzing.phrases import figure, lists, words

_HOLE = re.compile(r"\{([^{}]+)\}")
_DEEPEST, _ODD = 12, 0.03


@cache
def rules() -> dict[str, list[str]]:
    """A rule's name -> what it may become."""
    path = Path(__file__).with_name("grammar.toml")
    found: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _of_list(name: str) -> tuple[str, ...]:
    return lists().get(name) or words()


def grown(rule: str, rng: random.Random, deep: int = 0) -> str:
    """A text of a rule; now and then one of another rule in its place."""
    if rule == "figure":
        return figure(rng)
    if rule.startswith("list:"):
        return rng.choice(_of_list(rule.removeprefix("list:")))
    odd = rng.random()
    if odd < _ODD:
        rule = rng.choice(sorted(rules()))
    elif odd < 2 * _ODD:
        return ""
    elif odd < 3 * _ODD:
        return rng.choice(words())
    if deep > _DEEPEST:
        return ""
    shape = rng.choice(rules()[rule])
    made = _HOLE.sub(lambda hole: grown(hole[1], rng, deep + 1), shape)
    return made * 2 if rng.random() < _ODD / 3 else made


def sentences(rng: random.Random) -> str:
    """One or more documents of this grammar, one behind the other."""
    return "\n\n".join(grown("document", rng) for _ in range(rng.randint(1, 4)))
