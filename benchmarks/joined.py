"""Which indicators workbooks of several years share: ``python -m benchmarks.joined FOLDER``.

For monthly workbooks of a statistics office that are not part of this project. Per subject
(consumer prices, industry, retail sales, crops): the ids that stand in several workbooks,
those that stand in one, and the labels without an id, with the ground from indicators.csv.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import solieu

#: Subject -> what the names of its figures begin with, and the ids that belong to it.
SUBJECTS = {
    "consumer prices": (("Chỉ số giá tiêu dùng", "Chỉ số giá vàng", "Chỉ số giá đô la"),
                        ("cpi", "gold_price", "usd_price", "core_inflation")),
    "industry": (("Chỉ số sản xuất công nghiệp", "Giá trị sản xuất công nghiệp", "Sản lượng "),
                 ("iip", "output_industry", "prod_")),
    "retail sales": (("Tổng mức bán lẻ",),
                     ("retail", "food_accommodation", "travel_services", "hotels_restaurants")),
    "crops": (("Diện tích ", "Năng suất ", "Sản lượng lúa", "Gieo ", "Thu hoạch "),
              ("rice_", "maize_", "sweet_potato", "cassava", "soybean", "peanut", "vegetable",
               "grain", "sugarcane", "cotton", "jute", "rush", "tobacco", "tea_", "coffee",
               "rubber_", "coconut", "pepper", "cashew")),
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """One subject: id -> workbooks it stands in, and label -> why it has no id."""

    shared: Mapping[str, frozenset[str]]
    alone: Mapping[str, str]
    unnamed: Mapping[str, str]


def subjects(folder: Path) -> dict[str, Subject]:
    """The subjects of all workbooks in ``folder``."""
    with tempfile.TemporaryDirectory() as room:
        solieu.run(sorted(folder.glob("*.xls*")), room)
        observations = _rows(Path(room) / "observations.csv")
        told = {
            (row["label"], row["group"], row["unit"]): row
            for row in _rows(Path(room) / "indicators.csv")
        }
    return {name: _subject(name, observations, told) for name in SUBJECTS}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _subject(
    name: str,
    observations: Iterable[Mapping[str, str]],
    told: Mapping[tuple[str, str, str], Mapping[str, str]],
) -> Subject:
    labels, ids = SUBJECTS[name]
    places: dict[str, set[str]] = defaultdict(set)
    unnamed: dict[str, str] = {}
    for row in observations:
        if row["indicator_id"]:
            if row["indicator_id"].startswith(ids):
                places[row["indicator_id"]].add(row["source"])
        elif row["indicator"].startswith(labels):
            why = told[row["indicator"], row["group"], row["unit"]]
            near = f", nearest {why['nearest_id']}" if why["nearest_id"] else ""
            unnamed[row["indicator"]] = f"{why['why']}{near}"
    shared = {one: frozenset(found) for one, found in places.items() if len(found) > 1}
    alone = {one: next(iter(found)) for one, found in places.items() if len(found) == 1}
    return Subject(shared, alone, unnamed)


def main() -> None:
    """Print what was joined and what was not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    for name, found in subjects(parser.parse_args().folder).items():
        print(f"{name}: {len(found.shared)} ids in several workbooks, {len(found.alone)} in one,")
        print(f"  {len(found.unnamed)} labels without an id")
        for one in sorted(found.shared):
            print(f"  + {one} ({len(found.shared[one])})")
        for one, source in sorted(found.alone.items()):
            print(f"  - {one}: only {source}")
        for label, why in sorted(found.unnamed.items()):
            print(f"  ? {label}: {why}")


if __name__ == "__main__":
    main()
