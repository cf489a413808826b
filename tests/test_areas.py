"""areas.csv: the communes that a person lists, each with its days, are obeyed in every table."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

import solieu
from normalize.areas import kind_of
from normalize.series import OLD_TERRITORY
from normalize.territories import Settled, Territories, Territory
from solieu.cli import main
from solieu.errors import UsageError
from tests import workbooks

HEAD = "code,name,level,parent,valid_from,valid_to,successor,change,aliases"
REPORT = (
    "ỦY BAN NHÂN DÂN\n{who}\n\n{place}, ngày {day:02} tháng {month:02} năm {year}\n\n"
    "BÁO CÁO\nTình hình kinh tế - xã hội tháng {month:02} năm {year}\n\n"
    "1. Tổng đàn lợn có {pigs} con.\n"
)
DAYS = {"2025-05": 410, "2025-06": 415, "2025-08": 890, "2025-09": 900}


def reports(folder: Path, who: str, days: dict[str, int] = DAYS, prefix: str = "") -> Path:
    """Monthly reports of one place on both sides of the reform."""
    folder.mkdir(exist_ok=True)
    for month, pigs in days.items():
        year, number = map(int, month.split("-"))
        text = REPORT.format(
            who=who.upper(), place="Nơi ấy", day=25, month=number, year=year, pigs=pigs
        )
        (folder / f"{prefix}{month}.txt").write_text(text, encoding="utf-8")
    return folder


def listed(folder: Path, *lines: str, head: str = HEAD, name: str = "areas.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def pigs(out: Path) -> dict[str, list[tuple[str, str]]]:
    """Series of pigs by area."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows(out / "series.csv"):
        found.setdefault(row["area"], []).append((row["period"], row["value"]))
    return found


def series_of(tmp_path: Path, who: str, *lines: str) -> dict[str, list[tuple[str, str]]]:
    folder = reports(tmp_path / "in", who)
    if lines:
        listed(folder, *lines)
    solieu.run(folder, tmp_path / "out")
    return pigs(tmp_path / "out")


NANG = "xã An Phú, thành phố Đà Nẵng"
BEFORE = [("2025-05", "410"), ("2025-06", "415")]
AFTER = [("2025-08", "890"), ("2025-09", "900")]


def test_without_a_list_nothing_is_joined_over_the_reform(tmp_path: Path) -> None:
    assert series_of(tmp_path, "xã An Phú") == {
        "xã An Phú": AFTER,
        "xã An Phú" + OLD_TERRITORY: BEFORE,
    }


def test_a_commune_that_takes_the_name_of_one_of_its_parts_is_another(tmp_path: Path) -> None:
    found = series_of(
        tmp_path,
        "xã An Phú",
        "00011,An Phú,xã,31,2004-01-01,2025-06-30,00021,whole,",
        "00021,An Phú,xã,31,2025-07-01,,,,",
    )

    assert found == {
        "xã An Phú, thành phố Hải Phòng": AFTER,
        "xã An Phú, thành phố Hải Phòng" + OLD_TERRITORY: BEFORE,
    }
    told = rows(tmp_path / "out" / "documents.csv")
    assert {row["area"] for row in told} == {"xã An Phú, thành phố Hải Phòng"}
    figures = rows(tmp_path / "out" / "observations.csv")
    assert {row["area"] for row in figures} == {"xã An Phú, thành phố Hải Phòng"}


def test_a_commune_that_the_reform_left_alone_is_one_series_and_that_is_told(
    tmp_path: Path,
) -> None:
    folder = reports(tmp_path / "in", "xã An Phú")
    listed(folder, "00011,An Phú,xã,31,2004-01-01,,,,")

    result = solieu.run(folder, tmp_path / "out")

    assert pigs(tmp_path / "out") == {"xã An Phú, thành phố Hải Phòng": BEFORE + AFTER}
    (notice,) = result.notices
    assert "xã An Phú, thành phố Hải Phòng" in notice.vi and "nối liền" in notice.vi
    assert "joined" in notice.en and "areas.csv" in notice.en
    held = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert [one["source"] for one in held["side_inputs"]] == ["areas.csv"]


def test_a_row_without_days_joins_nothing(tmp_path: Path) -> None:
    assert series_of(tmp_path, "xã An Phú", "00011,An Phú,xã,,,,,,") == {
        "xã An Phú": AFTER,
        "xã An Phú" + OLD_TERRITORY: BEFORE,
    }


def test_the_same_extent_under_another_name_and_parent_is_one_series(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", "xã Đông", {"2025-05": 410}, "a")
    reports(folder, "phường Đông Sơn", {"2025-08": 890}, "b")
    listed(
        folder,
        "00011,Đông,xã,H9,2004-01-01,2025-06-30,00012,none,",
        "00012,Phường Đông Sơn,,48,2025-07-01,,,,",
        "H9,Hòa Vang,huyện,48,2004-01-01,2025-06-30,,,",
    )

    solieu.run(folder, tmp_path / "out")

    assert pigs(tmp_path / "out") == {
        "phường Đông Sơn, thành phố Đà Nẵng": [("2025-05", "410"), ("2025-08", "890")]
    }
    assert [row["area"] for row in rows(tmp_path / "out" / "documents.csv")] == [
        "xã Đông, huyện Hòa Vang",
        "phường Đông Sơn, thành phố Đà Nẵng",
    ]


def test_a_figure_of_another_place_in_the_text_is_settled_too(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    grid = "Hộ nghèo tháng 8 năm 2025||\nXã, phường|Số hộ nghèo (hộ)\n"
    page = workbooks.Page("1", workbooks.rows(grid + "Xã Mường Hum|120\nPhường Sa Pa|15"))
    (folder / "2025-08.xlsx").write_bytes(workbooks.xlsx(page))
    listed(folder, "00031,Mường Hum,xã,15,2025-07-01,,,,", "00032,Sa Pa,phường,15,2025-07-01,,,,")

    solieu.run(folder, tmp_path / "out")

    assert [(row["area"], row["value"]) for row in rows(tmp_path / "out" / "observations.csv")] == [
        ("xã Mường Hum, tỉnh Lào Cai", "120"),
        ("phường Sa Pa, tỉnh Lào Cai", "15"),
    ]


def test_what_the_list_cannot_tell_is_left_and_told(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", "xã Tân Lập", {"2025-08": 1}, "a")
    reports(folder, "xã Cũ", {"2025-09": 2}, "b")
    reports(folder, "xã Lạ", {"2025-09": 3}, "c")
    listed(
        folder,
        "1,Tân Lập,xã,19,2025-07-01,,,,",
        "2,Tân Lập,xã,14,2025-07-01,,,,",
        "3,Cũ,xã,14,2004-01-01,2025-06-30,,,",
    )

    result = solieu.run(folder, tmp_path / "out")

    assert set(pigs(tmp_path / "out")) == {"xã Tân Lập", "xã Cũ", "xã Lạ"}
    said = [one.en for one in result.notices]
    assert len(said) == 3
    for word, told in zip(("xã Cũ", "xã Tân Lập", "xã Lạ"), said, strict=True):
        assert word in told
    # Named in metadata.csv, it is the one of that province.
    (folder / "metadata.csv").write_text(
        'file,area\na2025-08.txt,"xã Tân Lập, tỉnh Sơn La"\n', encoding="utf-8"
    )
    solieu.run(folder, tmp_path / "out")
    assert "xã Tân Lập, tỉnh Sơn La" in pigs(tmp_path / "out")


def test_a_file_by_name_holds_instead_and_a_change_of_it_is_seen(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", "xã An Phú")
    listed(folder, "00011,An Phú,xã,31,2004-01-01,,,,")
    given = listed(tmp_path, "00011,An Phú,xã,48,2004-01-01,,,,", name="danh mục.csv")
    out = tmp_path / "out"

    assert main(["run", str(folder), "-o", str(out), "--areas", str(given), "-q"]) == 0
    assert set(pigs(out)) == {"xã An Phú, thành phố Đà Nẵng"}

    listed(tmp_path, "00011,An Phú,xã,48,2025-07-01,,,,", name="danh mục.csv")
    solieu.run(folder, out, areas=given)
    assert set(pigs(out)) == {NANG, NANG + OLD_TERRITORY}


def test_the_nearest_list_holds(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", "xã An Phú", {"2025-08": 1})
    reports(folder / "b", "xã An Phú", {"2025-09": 2})
    listed(folder, "1,An Phú,xã,31,2025-07-01,,,,")
    listed(folder / "b", "1,An Phú,xã,48,2025-07-01,,,,")

    solieu.run(folder, tmp_path / "out")

    assert pigs(tmp_path / "out") == {
        "xã An Phú, thành phố Hải Phòng": [("2025-08", "1")],
        "xã An Phú, thành phố Đà Nẵng": [("2025-09", "2")],
    }


def test_in_memory_and_on_disk_are_the_same_series(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", "xã An Phú")
    listed(folder, "00011,An Phú,xã,31,2004-01-01,,,,")

    result = solieu.run(folder, tmp_path / "out")

    held = {row.area for row in result.results.series}
    assert held == set(pigs(tmp_path / "out")) == {"xã An Phú, thành phố Hải Phòng"}


# --- rows that are refused -----------------------------------------------------------------

REFUSED = {
    "no code": (",An Phú,xã,,,,,,", "dòng 2: thiếu mã", "line 2: no code"),
    "no name": ("1,,xã,,,,,,", "dòng 2: thiếu tên", "line 2: no name"),
    "no level": ("1,An Phú,,,,,,,", "xã, phường hay cấp nào", "is “An Phú” a xã"),
    "a level that is none": ("1,An Phú,làng,,,,,,", "không có cấp “làng”", "no level “làng”"),
    "two levels": ("1,Phường An Phú,xã,,,,,,", "không hợp với cấp “xã”", "the level “xã”"),
    "a date of Excel": ("1,An Phú,xã,,01/07/2025,,,,", "“01/07/2025”", "“01/07/2025”"),
    "no such day": ("1,An Phú,xã,,2025-02-30,,,,", "“2025-02-30”", "“2025-02-30”"),
    "an end before the beginning": (
        "1,An Phú,xã,,2025-07-01,2025-06-30,,,", "trước ngày đầu", "before its first day",
    ),
    "no such parent": ("1,An Phú,xã,1,2025-07-01,,,,", "là cấp trên của chính nó", "own parent"),
    "a parent that ended": ("1,An Phú,xã,02,2025-07-01,,,,", "cấp trên mã 02", "of code 02"),
    "a district of today": ("1,An Phú,huyện,,2004-01-01,,,,", "muộn nhất 2025-06-30", "2025-06-30"),
    "a city within a province of today": ("1,Sa Pa,thành phố,15,,,,,", "2025-06-30", "2025-06-30"),
    "a change that is none": ("1,A,xã,,,2025-06-30,31,moved,", "“moved”", "“moved”"),
    "a successor without a change": ("1,A,xã,,,2025-06-30,31,,", "và change", "and change"),
    "a change without a successor": ("1,A,xã,,,2025-06-30,,whole,", "phải ghi", "successor"),
    "one extent, two successors": ("1,A,xã,,,2025-06-30,31|48,none,", "một successor", "one succ"),
    "no such successor": ("1,A,xã,,,2025-06-30,99,whole,", "mã 99", "of code 99"),
    "more cells than columns": ("1,A,xã,,,,,,,,", "dòng 2", "line 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_row_is_refused_by_file_and_line(name: str, tmp_path: Path) -> None:
    line, vi, en = REFUSED[name]
    folder = reports(tmp_path / "in", "xã An Phú", {"2025-08": 1})
    listed(folder, line)

    with pytest.raises(UsageError) as raised:
        solieu.run(folder, tmp_path / "out")

    assert raised.value.vi.startswith("areas.csv, dòng 2") and vi in raised.value.vi
    assert raised.value.en.startswith("areas.csv, line 2") and en in raised.value.en
    assert not (tmp_path / "out").exists()


def test_two_rows_of_one_code_and_day_are_refused(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", "xã An Phú", {"2025-08": 1})
    listed(folder, "1,A,xã,,2004-01-01,2025-07-01,,,", "1,B,xã,,2025-07-01,,,,")

    with pytest.raises(UsageError, match="line 3: the code 1 stands in line 2"):
        solieu.run(folder, tmp_path / "out")


def test_a_list_without_rows_or_codes_is_refused(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", "xã An Phú", {"2025-08": 1})
    listed(folder)
    with pytest.raises(UsageError, match="no rows"):
        solieu.run(folder, tmp_path / "out")
    listed(folder, "An Phú", head="name")
    with pytest.raises(UsageError, match="no column “code”"):
        solieu.run(folder, tmp_path / "out")


# --- the list itself ----------------------------------------------------------------------


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


LIST = Territories(
    [
        Territory("a", "xã A", "D", None, date(2008, 7, 31), ("b",), "none", ("A xã",)),
        Territory("b", "phường A", "19", date(2008, 8, 1), date(2025, 6, 30), ("c",), "none"),
        Territory("c", "phường A", "19", date(2025, 7, 1)),
        Territory("d", "xã D", "19", date(2004, 1, 1), date(2025, 6, 30), ("c",), "part"),
        Territory("e", "xã E", "19", date(2025, 7, 1)),
        Territory("f", "xã E", "19", date(2025, 7, 1)),
        Territory("D", "huyện Đ", "19", date(2004, 1, 1), date(2025, 6, 30)),
    ]
)
UP = ", tỉnh Thái Nguyên"
SETTLED = [
    ("xã A", "2007-05-01", "xã A, huyện Đ", "phường A" + UP),
    ("xã A, tỉnh Thái Nguyên", "2007-05-01", "xã A, huyện Đ", "phường A" + UP),
    ("A xã", "", "xã A, huyện Đ", "phường A" + UP),
    ("phường A", "2010-01-01", "phường A" + UP, "phường A" + UP),
    ("Phường A", "2026-01-01", "phường A" + UP, "phường A" + UP),
    ("xã D", "2010-01-01", "xã D" + UP, "xã D" + UP + OLD_TERRITORY),
]


@pytest.mark.parametrize(("place", "on", "area", "series"), SETTLED)
def test_a_place_on_a_day_is_a_territory(place: str, on: str, area: str, series: str) -> None:
    assert LIST.settle(place, day(on)) == Settled(area, series)


@pytest.mark.parametrize(
    ("place", "on", "doubt"),
    [
        ("xã D", "2026-01-01", "not_then"),
        ("xã E", "2026-01-01", "several"),
        ("phường A", "", "several"),
        ("xã B", "2026-01-01", None),
        ("xã D, tỉnh Lào Cai", "2010-01-01", None),
    ],
)
def test_a_place_that_the_list_cannot_tell(place: str, on: str, doubt: str | None) -> None:
    assert LIST.settle(place, day(on)) == doubt


def test_two_of_one_name_bear_their_codes() -> None:
    named = Territories(
        [
            Territory("1", "xã E", "19", date(2025, 7, 1), aliases=("xã E phía đông",)),
            Territory("2", "xã E", "19", date(2025, 7, 1)),
        ]
    )

    found = named.settle("xã E phía đông", date(2026, 1, 1))

    assert found == Settled("xã E, tỉnh Thái Nguyên [1]", "xã E, tỉnh Thái Nguyên [1]")


def test_the_example_is_sound(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / "samples" / "areas.csv"
    reports = example.parent / "ward"

    solieu.run([reports / "2025-07.txt", reports / "2025-08.txt"], tmp_path, areas=example)

    assert {row["area"] for row in rows(tmp_path / "series.csv")} == {"phường Vĩnh Hưng Đông"}
    assert all(kind_of(f"{row['level']} {row['name']}") == row["level"] for row in rows(example))
