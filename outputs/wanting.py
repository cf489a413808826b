"""What of indicators.csv most wants a person's decision, and a mapping.csv to write it in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from outputs.people import read_edited
from outputs.write import csv_content, replace_files
from solieu.errors import UsageError

#: The columns of a mapping.csv; the last four only inform.
TEMPLATE = (
    "label", "group", "unit", "issuer", "years", "indicator_id", "indicator", "note",
    "observations", "how", "nearest_id", "nearest_score",
)  # fmt: skip

_SETTLED = ("exact", "synonym", "by hand")


@dataclass(frozen=True, slots=True)
class Wanting:
    """A label without an indicator, or with one that was only taken by likeness."""

    label: str
    group: str
    unit: str
    how: str
    why: str
    indicator_id: str
    nearest_id: str
    nearest_score: str
    observations: int
    documents: int


def read_wanting(folder: Path) -> tuple[Wanting, ...]:
    """The labels of a results folder that want a decision, by observations affected.

    Raises UsageError where the folder holds no indicators.csv.
    """
    path = folder / "indicators.csv"
    if not path.is_file():
        raise UsageError(
            f"Thư mục {folder} không có indicators.csv; hãy chạy solieu run trước.",
            f"The folder {folder} has no indicators.csv; run solieu run first.",
        )
    found = [
        Wanting(
            cells["label"],
            cells["group"],
            cells["unit"],
            cells["how"],
            cells["why"],
            cells["indicator_id"],
            cells["nearest_id"],
            cells["nearest_score"],
            int(cells["observations"]),
            int(cells["documents"]),
        )
        for _, cells in read_edited(path, "why")
        if cells["label"] and cells["how"] not in _SETTLED
    ]
    return tuple(sorted(found, key=_order))


def _order(one: Wanting) -> tuple[int, int, str, str, str]:
    return -one.observations, -one.documents, one.label, one.group, one.unit


def write_template(path: Path, labels: tuple[Wanting, ...]) -> None:
    """A mapping.csv with a row for each label, to be filled in at ``indicator_id``.

    Raises UsageError where the file is there already: it may hold somebody's work.
    """
    if path.exists():
        raise UsageError(
            f"{path} đã có, không ghi đè. Hãy chọn tên khác.",
            f"{path} is there already and is not replaced. Choose another name.",
        )
    rows = [
        (
            one.label, one.group, one.unit, "", "", "", "", "",
            str(one.observations), one.how, one.indicator_id or one.nearest_id, one.nearest_score,
        )
        for one in labels
    ]  # fmt: skip
    replace_files(path.parent, {path.name: csv_content(TEMPLATE, rows)})
