"""Whether time grows as the text does: ``python -m benchmarks.hostile [FAMILY...] [--size N]``.

Each family is one short thing many times over, made against the patterns of this program:
what a search that tries again from every place likes least. A text of N characters (default
20,000) is read, understood and audited, then one twice and four times as long; printed is the
processor time, and by what it grew for each doubling (2 is linear). The slowest doubling of a
family counts; a family that takes more than a minute is given up and named.
"""

from __future__ import annotations

import argparse
import signal
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType

from solieu.model import DocumentInfo
from solieu.pipeline import recognise

SIZE, DOUBLINGS, LIMIT = 20_000, 2, 60

#: A piece that is said again until the text is long enough, with an opening and an end.
FAMILIES: dict[str, tuple[str, str, str]] = {
    "digits": ("", "9", ""),
    "digits and a unit": ("Thu ", "9", " tỷ đồng"),
    "dots": ("Thu 1", ".", "5 tỷ"),
    "commas": ("Thu 1", ",", "5 tỷ"),
    "grouped number": ("Thu 1", ".234", " tỷ"),
    "grouped by commas": ("Thu 1", ",234", " tỷ"),
    "grouped by blanks": ("Thu 1", " 234", " tỷ"),
    "thousands of numbers": ("Thu 1234", " 1234", " tỷ"),
    "mixed separators": ("Thu 1", ".234,5", " tỷ"),
    "blanks": ("Thu 1", " ", "tỷ"),
    "no-break blanks": ("Thu 1", "\u00a0", "tỷ"),
    "tabs": ("Thu 1", "\t", "tỷ"),
    "line ends": ("Thu 1", "\n", "tỷ"),
    "open brackets": ("Thu ", "(", "5 tỷ"),
    "brackets": ("Thu ", "(5)", " tỷ"),
    "brackets within": ("Thu 5 ", "((", "))"),
    "fractions": ("", "1/", "5"),
    "fractions of amounts": ("Thu ", "5 triệu/", "9 triệu đồng"),
    "ranges": ("Từ 5", " - 6", " tỷ"),
    "ranges in words": ("Từ 5", " đến 6", " tỷ"),
    "percentages": ("", "5%", ""),
    "percentages apart": ("", "5% ", ""),
    "signs": ("", "+-", "5%"),
    "magnitudes": ("Thu 5", " triệu", " đồng"),
    "compound": ("Thu 5", " tỷ 5 triệu", " đồng"),
    "units": ("Thu 5", " đồng", ""),
    "rates": ("Thu 5 đồng", "/người", ""),
    "trong đó": ("Thu 5 tỷ, ", "trong đó ", "5 tỷ"),
    "trong đó with figures": ("Thu 5 tỷ, ", "trong đó 5 tỷ, ", ""),
    "gồm": ("Thu 5 tỷ ", "gồm: 5 tỷ; ", ""),
    "lần lượt": ("Thu, chi ", "lần lượt đạt 5 tỷ và 6 tỷ, ", ""),
    "so với": ("Thu 5 tỷ ", "so với cùng kỳ ", "5%"),
    "tăng": ("Thu ", "tăng ", "5%"),
    "kế hoạch": ("Đạt 5% ", "kế hoạch ", ""),
    "dates": ("", "ngày 1 tháng 1 năm 2026 ", ""),
    "dates in digits": ("", "1/1/2026 ", ""),
    "dates glued": ("", "1/1/2026-", ""),
    "months": ("", "tháng 1, ", ""),
    "months in a row": ("các tháng 1", ", 2", " năm 2026"),
    "years": ("", "2025-", "2026"),
    "quarters": ("", "quý I/", "2026"),
    "times": ("", "7h30", ""),
    "document numbers": ("Số ", "1/", "NQ-HĐND"),
    "document signs": ("1/NQ", "-HĐND", ""),
    "laws": ("", "Điều 5 khoản 6 ", ""),
    "laws unended": ("Luật", " số", ""),
    "phones": ("", "0912.345.678 ", ""),
    "web addresses": ("http://a", ".vn/1", ""),
    "web address": ("", "www.", "vn"),
    "mails": ("", "a1@", "b.vn"),
    "codes": ("", "PC07", ""),
    "capitals": ("", "A1", ""),
    "letters without a blank": ("5 ", "a", ""),
    "letters of Vietnamese": ("5 ", "ắ", ""),
    "marks that combine": ("5 a", "\u0301", ""),
    "words": ("5 ", "việc phải làm ", ""),
    "words with a number at the end": ("", "việc phải làm ", "5 tỷ"),
    "capital words": ("5 ", "Phường ", ""),
    "names of places": ("", "phường Hòa An, ", "5 hộ"),
    "number words": ("", "hai mươi ", "hộ"),
    "number words of one number": ("", "trăm ", "hộ"),
    "number words with magnitudes": ("", "hai triệu ba trăm nghìn ", "đồng"),
    "fractions in words": ("", "một phần ", "hai"),
    "footnote marks": ("Thu 5 tỷ", "¹", ""),
    "footnote marks apart": ("Thu 5 tỷ", " ¹", ""),
    "list signs": ("", "- ", "Thu 5 tỷ"),
    "lists": ("", "- Thu 5 tỷ\n", ""),
    "numbered lists": ("", "1. Thu 5 tỷ\n", ""),
    "numbers of headings": ("", "1.", " Thu 5 tỷ"),
    "Roman numerals": ("", "I", " Thu 5 tỷ"),
    "inline lists": ("", "(1) thu 5 tỷ; ", ""),
    "letters of lists": ("", "a) thu 5 tỷ; ", ""),
    "bars": ("", "|", "5"),
    "cells": ("| a |", " 5 |", ""),
    "rows": ("", "| a | 5 |\n", ""),
    "rules of tables": ("| a | b |\n", "|---", "|\n| 5 | 6 |"),
    "stars": ("", "*", "5"),
    "underscores": ("", "_", "5"),
    "hashes": ("", "#", " 5"),
    "quotes": ("", '"', "5"),
    "colons": ("Thu", ":", " 5 tỷ"),
    "semicolons": ("Thu 5 tỷ", ";", ""),
    "dashes": ("Thu ", "–", " 5 tỷ"),
    "comparators": ("", ">", " 5 tỷ"),
    "comparators in words": ("", "không quá ", "5 tỷ"),
    "letterhead": ("", "ỦY BAN NHÂN DÂN\n", ""),
    "stamps": ("", "MẬT ", ""),
    "secret within": ("", "M Ậ T ", ""),
    "soft hyphens": ("Thu 5", "\u00ad", " tỷ"),
    "price bases": ("Thu 5 tỷ ", "theo giá so sánh 2010 ", ""),
    "tính đến": ("", "tính đến ", "ngày 5/6/2026 có 5 hộ"),
    "đạt and bằng": ("Thu 5 tỷ ", "đạt bằng ", "5%"),
    "counts": ("", "5 hộ ", ""),
    "counts with commas": ("", "5 hộ, ", ""),
    "sentences": ("", "Thu 5 tỷ. ", ""),
    "abbreviations": ("", "TP. ", "5 hộ"),
    "damaged": ("", "1..2 ", ""),
    "apostrophes": ("1", "'000", " hộ"),
    "exponents": ("5", "e9", " hộ"),
    "unit nouns": ("Có 5", " hộ nghèo", ""),
    "equal": ("5", " = 5", ""),
    "sums": ("5", " + 5", " = 10"),
    "balances": ("", "kỳ trước chuyển sang 5 hồ sơ, tiếp nhận 5 hồ sơ, giải quyết 5 hồ sơ; ", ""),
}  # fmt: skip


def text_of(family: str, size: int) -> str:
    """A text of a family of about ``size`` characters."""
    opening, piece, end = FAMILIES[family]
    return opening + piece * (size // len(piece)) + end


class GivenUpError(BaseException):
    """A text took too long."""


def seconds(read: Callable[[], object]) -> float:
    """Processor seconds; raises GivenUpError after a minute of them."""

    def ring(_: int, __: FrameType | None) -> None:
        raise GivenUpError

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    begin = time.process_time()
    try:
        read()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begin


def measured(family: str, size: int, path: Path) -> list[float]:
    """Processor seconds of texts of ``size`` and its doublings; ends where one is given up."""
    found: list[float] = []
    for doubling in range(DOUBLINGS + 1):
        path.write_text(text_of(family, size << doubling), encoding="utf-8")
        try:
            found.append(seconds(lambda: recognise(path, path.name, DocumentInfo())))
        except GivenUpError:
            break
    return found


def main() -> None:
    """Measure the families named, or all."""
    syntax = argparse.ArgumentParser(description=__doc__)
    syntax.add_argument("families", nargs="*", metavar="FAMILY")
    syntax.add_argument("--size", type=int, default=SIZE)
    options = syntax.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "a.txt")
        measured("sentences", 1000, path)  # what is loaded once
        for family in options.families or FAMILIES:
            times = measured(family, options.size, path)
            steps = [b / max(a, 0.001) for a, b in pairwise(times)]
            grown = f"x {max(steps):4.1f}" if steps else ""
            told = "GIVEN UP" if len(times) <= DOUBLINGS else ""
            print(
                f"{family:32} {' '.join(f'{t:7.2f}' for t in times)} s  {grown} {told}", flush=True
            )


if __name__ == "__main__":
    main()
