"""Ranking tables over several pages: not one figure lost, none under a wrong name or place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.fold import fold
from extract.pdf import read_pdf
from extract.structure import build
from normalize.metadata import describe
from normalize.observe import observe
from solieu.model import Observation
from tests.ranking_tables import LAYOUTS, Fact, Ranking


def says(observation: Observation, fact: Fact) -> bool:
    label = fold(observation.indicator).replace(",", "")
    return (
        observation.area.endswith(fact.place)
        and (observation.value, observation.unit) == (fact.value, fact.unit)
        and observation.period == fact.period
        and all(word in label for word in fold(fact.words).replace(",", "").split())
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_cell_is_read_as_it_was_printed(
    layout: Callable[[], Ranking], tmp_path: Path
) -> None:
    made = layout()
    path = tmp_path / "xep-hang.pdf"
    made.write(path)
    document = build(read_pdf(path, path.name, "0" * 64))
    found = [
        one for one in observe(document, describe(document)).observations if one.value is not None
    ]

    left = list(found)
    missing = []
    for fact in made.facts:
        one = next((one for one in left if says(one, fact)), None)
        if one is None:
            missing.append(fact)
        else:
            left.remove(one)
    assert missing == []
    assert left == []  # nothing else: no row number, no head, no page number
    assert len(document.tables) == 1
