"""Monthly workbooks of three years under the same ids; they are no part of this project.

Set SOLIEU_CORPUS to a folder with the monthly workbooks of a statistics office (one each of
2004, 2008 and 2020) to run it: CI has none and leaves it out.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CORPUS = os.environ.get("SOLIEU_CORPUS", "")

pytestmark = pytest.mark.skipif(not CORPUS, reason="SOLIEU_CORPUS names no folder of workbooks")

IN_ALL = {
    "consumer prices": [
        "cpi", "cpi_food", "cpi_staples", "cpi_foodstuff", "cpi_beverages_tobacco",
        "cpi_clothing", "cpi_housing", "cpi_household", "cpi_health", "cpi_education",
        "cpi_other", "gold_price_index", "usd_price_index",
    ],
    "industry": [
        "prod_beer", "prod_cement", "prod_cigarettes", "prod_coal", "prod_crude_oil",
        "prod_electricity", "prod_lpg", "prod_motorbikes", "prod_natural_gas", "prod_seafood",
        "prod_tv",
    ],
    "retail sales": ["retail_services_turnover"],
    "crops": ["rice_area_winter_spring", "rice_yield_winter_spring", "rice_output_winter_spring"],
}  # fmt: skip

# What is not one series, and why: the ids that stand for the two sides.
APART = {
    "consumer prices": [
        ("cpi_transport_post", "cpi_transport"),  # one group became two in 2009
        ("cpi_culture_sport", "cpi_culture"),  # tourism was added in 2009
    ],
    "industry": [("output_industry", "iip")],  # gross output at prices of 1994, an index
    "retail sales": [
        ("retail_trade", "retail_goods"),  # the classification of 1993
        ("hotels_restaurants", "food_accommodation"),
    ],
    "crops": [],
}


@pytest.mark.parametrize("name", IN_ALL)
def test_three_years_share_their_ids(name: str) -> None:
    from benchmarks.joined import subjects

    found = subjects(Path(CORPUS))[name]

    assert [one for one in IN_ALL[name] if len(found.shared.get(one, ())) != 3] == []
    for first, second in APART[name]:
        everywhere = [found.shared.get(one, {found.alone.get(one, "")}) for one in (first, second)]
        assert all(everywhere) and not set(everywhere[0]) & set(everywhere[1]), (first, second)
