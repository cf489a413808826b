"""How fast figures are found in text: ``python -m benchmarks.recognition [CHARACTERS]``.

Text to observations, without reading files: one document of 10 kB, 100 kB and so on up to
CHARACTERS (default 1,000,000; 10,000,000 takes minutes), made of paragraphs of the text
samples in an order that mixes them evenly. Two ratios hold
on other machines: the time per character of each size against the smallest one (1 where
the time grows as the length does), and the whole step against one bare search for digits
in the same text. Last comes what the time is spent on.
"""

from __future__ import annotations

import cProfile
import hashlib
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path

import regex

from extract.structure import build
from normalize.observe import observe
from solieu.model import DocumentInfo, Paragraph, Reading, Span

SAMPLES = Path(__file__).parent.parent / "samples"
SMALLEST = 10_000
LARGEST = 1_000_000
ROUNDS = 3
SHOWN = 12
PARTED = "\n\n"  # between paragraphs, as all readers set it
_DIGITS = regex.compile(r"\d+(?:[.,]\d+)*")


def document_of(length: int) -> Reading:
    """A document of at least ``length`` characters, of paragraphs of the text samples."""
    files = sorted((SAMPLES / "ward").glob("*.txt")) + sorted((SAMPLES / "other").glob("*.txt"))
    lines = [
        line
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and "|" not in line
    ]
    lines.sort(key=lambda line: hashlib.sha256(line.encode()).digest())
    found: list[str] = []
    paragraphs: list[Paragraph] = []
    size = 0
    while size < length:
        line = lines[len(found) % len(lines)]
        found.append(line)
        paragraphs.append(Paragraph(Span(size, size + len(line))))
        size += len(line) + len(PARTED)
    return Reading("", "0" * 64, "txt", PARTED.join(found), tuple(paragraphs))


def recognise(reading: Reading) -> int:
    """The number of observations in a reading."""
    return len(observe(build(reading), DocumentInfo(period="2025-05")).observations)


def digits(reading: Reading) -> int:
    """One search for digits, the least that any reader of figures must do."""
    return sum(1 for _ in _DIGITS.finditer(reading.text))


def best(work: Callable[[Reading], int], reading: Reading) -> tuple[float, int]:
    """Best seconds of several rounds, and what the work returned."""
    seconds, result = float("inf"), 0
    for _ in range(ROUNDS if len(reading.text) < LARGEST else 1):
        start = time.perf_counter()
        result = work(reading)
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, result


def main(arguments: list[str]) -> None:
    """Print the table and the profile."""
    largest = int(arguments[0]) if arguments else LARGEST
    recognise(document_of(10 * SMALLEST))  # compile the patterns first
    print("characters  figures  characters/s  per character  against digits alone")
    length, first = SMALLEST, 0.0
    while length <= largest:
        reading = document_of(length)
        size = len(reading.text)
        seconds, figures = best(recognise, reading)
        bare, _ = best(digits, reading)
        first = first or seconds / size
        print(
            f"{size:10,}  {figures:7,}  {size / seconds:12,.0f}"
            f"  {seconds / size / first:13.2f}  {seconds / bare:20.0f}"
        )
        length *= 10
    profile = cProfile.Profile()
    profile.runcall(recognise, document_of(10 * SMALLEST))
    pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main(sys.argv[1:])
