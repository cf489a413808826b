"""A list of labels with the indicator that each means: nothing is matched wrongly."""

from __future__ import annotations

import csv
from pathlib import Path

from normalize.indicators import match
from tests.test_near_synonyms import observation, recognition

LABELS = Path(__file__).parent / "labelled_labels.csv"

# Left alone though a person would know them: extra or other words.
MISSED = {
    "Số lao động được giải quyết việc làm mới",
    "Sản luợng lúa cả năm",
    "Tổng dư nợ tín dụng",
    "Tỷ lệ dân tham gia bảo hiểm y tế",
    "Xuất khẩu gạo lượng",
}


def test_labels_are_matched_rightly_or_not_at_all() -> None:
    with LABELS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    figures = [
        observation(row["label"], row["unit"], f"o-{number}", group=row["group"])
        for number, row in enumerate(rows)
    ]
    found = recognition(*figures)
    matched = match([found]).apply(found).observations
    pairs = [
        (row["label"], row["indicator_id"], one.indicator_id)
        for row, one in zip(rows, matched, strict=True)
    ]

    assert [pair for pair in pairs if pair[2] and pair[2] != pair[1]] == []
    assert {label for label, meant, told in pairs if meant and not told} == MISSED
