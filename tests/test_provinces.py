"""The provinces against an independent table: vietnamadminunits 1.0.4, as underthesea ships it.

That table has the codes and names of the 63 provinces until 30 June 2025, of the 34 since,
and which became which (202/2025/QH15).
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from normalize.areas import REFORM, provinces


def table() -> dict[str, Any]:
    found = find_spec("underthesea")
    path = Path(found.origin or "").parent / "address" / "data" / "mapping.json" if found else None
    if path is None or not path.is_file():
        pytest.skip("underthesea ships no table of provinces here")
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held


def valid_on(day: date) -> dict[str, str]:
    return {one.code: f"{one.kind} {one.name}".lower() for one in provinces() if one.valid_on(day)}


def told(held: dict[str, dict[str, str]]) -> dict[str, str]:
    return {one["code"]: one["name"].lower() for one in held.values()}


def test_the_63_provinces() -> None:
    assert valid_on(REFORM - timedelta(days=1)) == told(table()["old_province_names"])


def test_the_34_provinces() -> None:
    assert valid_on(REFORM) == told(table()["province_names"])


def test_what_became_of_each() -> None:
    held = table()
    old, new = held["old_province_names"], held["province_names"]
    became = {old[was]["code"]: new[now]["code"] for was, now in held["province_mapping"].items()}
    last = [one for one in provinces() if one.valid_on(REFORM - timedelta(days=1))]

    assert {one.code: one.successor or one.code for one in last} == became
