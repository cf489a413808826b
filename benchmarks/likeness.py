"""What cutting labels into words is worth: ``python -m benchmarks.likeness``.

A list of labels with the indicator each means (empty: none of the catalogue) is matched in
four ways: by names alone, with words of scope left out, by likeness of syllables, and by
likeness of the words that underthesea cuts. Printed for each: right, wrong (another
indicator, or one where there is none) and missed.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from normalize.catalogue import catalogue
from normalize.indicators import Key, _allowed, _by_name
from normalize.labels import variants, without_neutral
from normalize.likeness import Likeness

LABELS = Path(__file__).parent.parent / "tests" / "labelled_labels.csv"


class _Syllables(Likeness):
    """Likeness on single syllables instead of words."""

    def _cut(self, text: str) -> tuple[str, ...]:
        return without_neutral(tuple(text.split(" ")))

    def _slip(self, word: str, known: str) -> bool:
        return super()._slip(f"_ {word}", f"_ {known}")


def main() -> None:
    """Match the list in every way and print the counts."""
    known = catalogue()
    with LABELS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    def named(row: dict[str, str], *, scope: bool) -> str:
        found = _by_name(_key(row), known)
        return found.indicator_id if scope or found.how != "fuzzy" else ""

    def alike(row: dict[str, str], likeness: Likeness) -> str:
        by_name = named(row, scope=True)
        allowed = partial(_allowed, _key(row), known)
        return by_name or likeness.best(variants(row["label"]), allowed).indicator_id

    ways: dict[str, Callable[[dict[str, str]], str]] = {
        "names": partial(named, scope=False),
        "words of scope": partial(named, scope=True),
        "syllables": partial(alike, likeness=_Syllables(known.short)),
        "words": partial(alike, likeness=Likeness(known.short)),
    }
    for name, way in ways.items():
        told: Counter[str] = Counter()
        wrong = []
        for row in rows:
            meant, found = row["indicator_id"], way(row)
            told["right" if found == meant else "wrong" if found else "missed"] += 1
            if found and found != meant:
                wrong.append(f"{row['label']} -> {found}")
        print(
            f"{name:15} {told['right']:3} right, {told['wrong']:2} wrong, {told['missed']:2} missed"
        )
        for line in wrong:
            print(f"    {line}")


def _key(row: dict[str, str]) -> Key:
    return Key(row["label"], row["group"], row["unit"], relative=False)


if __name__ == "__main__":
    main()
