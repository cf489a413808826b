"""How fast figures are found in text: ``python -m benchmarks.recognition [CHARACTERS]``.

Text to observations, without reading files: the text samples, repeated to 10 kB, 100 kB
and so on up to CHARACTERS (default 1,000,000; 10,000,000 takes minutes). Two ratios hold
on other machines: the time per character of each size against the smallest one (1 where
the time grows as the length does), and the whole step against one bare search for digits
in the same text. Last comes what the time is spent on.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from pathlib import Path

import regex

from normalize.observe import observe_text

SAMPLES = Path(__file__).parent.parent / "samples"
SMALLEST = 10_000
LARGEST = 1_000_000
ROUNDS = 3
SHOWN = 12
_DIGITS = regex.compile(r"\d+(?:[.,]\d+)*")


def text_of(length: int) -> list[str]:
    """Paragraphs of the text samples, repeated until they hold ``length`` characters."""
    files = sorted((SAMPLES / "ward").glob("*.txt")) + sorted((SAMPLES / "other").glob("*.txt"))
    lines = [
        line
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and "|" not in line
    ]
    found: list[str] = []
    size = 0
    while size < length:
        line = lines[len(found) % len(lines)]
        found.append(line)
        size += len(line)
    return found


def recognise(paragraphs: list[str]) -> int:
    """Observations of all paragraphs, each read for itself."""
    return sum(len(observe_text(line, "2025-05").observations) for line in paragraphs)


def digits(paragraphs: list[str]) -> int:
    """One search for digits, the least that any reader of figures must do."""
    return sum(1 for line in paragraphs for _ in _DIGITS.finditer(line))


def best(work: object, paragraphs: list[str]) -> tuple[float, int]:
    """Best seconds of several rounds, and what the work returned."""
    assert callable(work)
    seconds, result = float("inf"), 0
    for _ in range(ROUNDS if len(paragraphs) < SMALLEST else 1):
        start = time.perf_counter()
        result = work(paragraphs)
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, result


def main(arguments: list[str]) -> None:
    """Print the table and the profile."""
    largest = int(arguments[0]) if arguments else LARGEST
    recognise(text_of(SMALLEST))  # compile the patterns first
    print("characters  figures  characters/s  per character  against digits alone")
    length, first = SMALLEST, 0.0
    while length <= largest:
        paragraphs = text_of(length)
        size = sum(map(len, paragraphs))
        seconds, figures = best(recognise, paragraphs)
        bare, _ = best(digits, paragraphs)
        first = first or seconds / size
        print(
            f"{size:10,}  {figures:7,}  {size / seconds:12,.0f}"
            f"  {seconds / size / first:13.2f}  {seconds / bare:20.0f}"
        )
        length *= 10
    profile = cProfile.Profile()
    profile.runcall(recognise, text_of(10 * SMALLEST))
    pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main(sys.argv[1:])
