"""The input of a number: the same seed and number give the same bytes everywhere."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from benchmarks.fuzzing.mutate import MUTATIONS
from benchmarks.fuzzing.phrases import ROOT, document
from tests import workbooks

#: How often each kind is drawn.
WEIGHTS = {
    "phrases": 8,
    ".txt": 4,
    ".md": 2,
    ".csv": 1,
    ".docx": 5,
    ".xlsx": 4,
    ".xls": 2,
    ".ods": 3,
    ".html": 4,
    ".pdf": 4,
    ".doc": 1,
}


@dataclass(frozen=True, slots=True)
class Made:
    """One input: of what it was made, its suffix and its bytes."""

    kind: str
    suffix: str
    data: bytes


@cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Documents to change, by suffix: the samples and test files, and a small workbook."""
    places = (
        "samples/ward",
        "samples/other",
        "samples/every_format",
        "samples/formats",
        "tests/files",
    )
    files = [path for place in places for path in sorted((ROOT / place).iterdir())]
    found: dict[str, list[bytes]] = {suffix: [] for suffix in MUTATIONS}
    for path in files:
        if path.suffix in found and path.name != "README.md":
            found[path.suffix].append(path.read_bytes())
    page = workbooks.Page("Biểu 1", workbooks.rows(_GRID))
    found[".xls"].append(workbooks.xls(page))
    found[".xlsx"].append(workbooks.xlsx(page))
    found[".ods"].append(workbooks.ods(page))
    return {suffix: tuple(held) for suffix, held in found.items()}


_GRID = """
Biểu 1. Sản lượng một số cây trồng, tháng 5 năm 2026
Chỉ tiêu|Đơn vị|Kế hoạch năm|Thực hiện tháng 5|So với cùng kỳ (%)
Lúa|tấn|1200|310.5|104.2
   Lúa đông xuân|tấn|800|310.5|103.9
Ngô|tấn|95.4|12|98.7
Tổng số|tấn|1295.4|322.5|103.1
"""


def made(seed: int, number: int, only: str = "") -> Made:
    """Input ``number``; ``only`` one kind where it is named."""
    rng = random.Random(f"{seed}:{number}:{only}")
    kind = only or rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    if kind == "phrases":
        return Made(kind, ".txt", document(rng).encode("utf-8"))
    data = rng.choice(seeds()[kind])
    if kind in (".txt", ".md") and rng.random() < 0.7:
        data = _part(data, rng)
    data = MUTATIONS[kind](data, rng)
    return Made(kind, kind, data)


def _part(data: bytes, rng: random.Random) -> bytes:
    """Some lines of a text."""
    lines = data.splitlines(keepends=True)
    first = rng.randrange(len(lines))
    return b"".join(lines[first : first + rng.randint(1, 30)])
