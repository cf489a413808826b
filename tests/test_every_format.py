"""One report in every format of an archive gives the same figures (samples/every_format)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from samples.compare_formats import FILES, can_be_read, differences, line, observations, shown
from samples.to_formats import EVERY, NAME
from solieu.model import Observation


@pytest.fixture(scope="module")
def text() -> Sequence[Observation]:
    return observations(f"formats/{NAME}.txt")


@pytest.mark.parametrize("file", FILES)
def test_a_format_gives_the_figures_its_table_says(file: str, text: Sequence[Observation]) -> None:
    if not can_be_read(file):
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer)")

    assert line(file, differences(file, text)) in shown(), "python -m samples.compare_formats"


def test_every_file_has_a_row() -> None:
    made = {f"{EVERY.name}/{path.name}" for path in EVERY.iterdir() if path.suffix != ".md"}

    assert made <= set(FILES)
    assert all(f"`{file}`" in shown() for file in FILES)


def test_no_value_unit_measure_period_or_indicator_differs() -> None:
    fields = [row.split("|")[4] for row in shown().splitlines()[2:]]

    assert len(fields) == len(FILES)
    assert not [f for f in fields if any(w in f for w in ("value", "unit", "period", "indicator"))]
