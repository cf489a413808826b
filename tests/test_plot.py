"""solieu plot: what stands on pictures, and the files they are."""

from __future__ import annotations

import builtins
import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree
from matplotlib.image import imread

from normalize.series import OLD_TERRITORY
from outputs.choice import rows_of
from outputs.history import series_rows
from outputs.picture.calendar import ticks
from outputs.picture.draw import cut_axis
from outputs.picture.files import Wanted, plot_all, plot_indicator
from outputs.picture.panels import Panel, panels, worth_drawing
from outputs.stored import stored
from solieu.cli import main
from solieu.errors import UsageError
from solieu.pipeline import RunResult
from tests.stored_builder import Given, folder_with, point

PLACE = "phường Hòa An"
OLD = PLACE + OLD_TERRITORY


def panels_of(tmp_path: Path, *said: Given) -> tuple[Panel, ...]:
    for n, row in enumerate(said):
        row["observation_id"] = str(n)
    return panels(series_rows(stored(folder_with(tmp_path, series=said))))


def values(panel: Panel) -> list[list[Decimal]]:
    return [[spot.row.value for spot in stretch] for stretch in panel.stretches]


# --- what stands on a panel ------------------------------------------------------


def test_a_missing_month_is_a_gap(tmp_path: Path) -> None:
    (panel,) = panels_of(tmp_path, *(point(f"2026-{m:02}", str(m)) for m in (1, 2, 4, 5)))

    assert values(panel) == [[1, 2], [4, 5]]


@pytest.mark.parametrize(
    ("periods", "stretches"),
    [
        (["2025", "2026"], 1),
        (["2024", "2026"], 2),
        (["2025-Q4", "2026-Q1"], 1),
        (["2025-S2", "2026-S2"], 2),
        (["2025-12-16..2026-01-15", "2026-01-16..2026-02-15"], 1),
        (["..2026-01-21", "..2026-02-21"], 2),
    ],
)
def test_lines_join_only_what_follows(tmp_path: Path, periods: list[str], stretches: int) -> None:
    kind = {4: "A", 7: "Q" if "Q" in periods[0] else "S", 22: "range", 12: "as_of"}
    frequency = kind[len(periods[0])]

    (panel,) = panels_of(tmp_path, *(point(one, "1", frequency=frequency) for one in periods))

    assert len(panel.stretches) == stretches


def test_an_estimate_is_an_earlier_vintage_of_its_actual(tmp_path: Path) -> None:
    (panel,) = panels_of(
        tmp_path,
        point("2026-01", "10", measure="estimate", obs_status="E", vintage="2026-01-24"),
        point("2026-01", "12", vintage="2026-02-24"),
        point("2026-01", "12", vintage="2026-03-24", revision="2"),
        point("2026-02", "7", measure="estimate", obs_status="E", vintage="2026-02-24"),
    )

    january, february = panel.spots
    assert january.row.value == 12 and not january.estimated
    assert [row.value for row in january.earlier] == [10]  # the same figure again is no revision
    assert february.row.value == 7 and february.estimated and not february.earlier


def test_a_report_that_states_both_is_taken_at_its_actual_figure(tmp_path: Path) -> None:
    (panel,) = panels_of(
        tmp_path, point("2026-01", "12"), point("2026-01", "10", measure="estimate")
    )

    assert values(panel) == [[12]]


def test_what_must_not_be_joined_stands_apart(tmp_path: Path) -> None:
    said = [point("2025-06", "1", area=OLD), point("2025-07", "2")]
    (panel,) = panels_of(tmp_path, *said)
    assert values(panel) == [[2], [1]] and panel.row.area == PLACE

    for other in (
        {"area": "phường khác"},
        {"unit": "USD"},
        {"price_basis": "giá so sánh 2010"},
        {"frequency": "Q", "period": "2025-Q3"},
        {"measure": "change", "compare_to": "yoy"},
        {"indicator_id": "rev_other"},
        {"indicator": "Thu ngân sách [thành phố]"},
    ):
        found = panels_of(tmp_path, point("2025-07", "1"), point("2025-07", "2") | other)
        assert len(found) == 2, other


def test_a_plan_stands_beside_what_it_is_for(tmp_path: Path) -> None:
    (panel,) = panels_of(
        tmp_path,
        point("2025", "90", frequency="A"),
        point("2026", "100", frequency="A", measure="plan", vintage="2026-01-24",
              indicator="Thu ngân sách [HĐND phường]"),
        point("2026", "120", frequency="A", measure="plan", vintage="2026-07-24", revision="2",
              indicator="Thu ngân sách [HĐND phường]"),
        point("2026", "130", frequency="A", measure="plan",
              indicator="Thu ngân sách [thành phố]"),
    )  # fmt: skip

    ward, city = panel.plans
    assert [row.value for row in (*ward.earlier, ward.row)] == [100, 120]
    assert city.row.value == 130 and not city.earlier


def test_running_totals_begin_anew_with_each_year(tmp_path: Path) -> None:
    said = [
        point("2025-01", "1"), point("2025-02", "1"),
        point("2025-01..2025-02", "2", frequency="cumulative"),
        point("2025-Q1", "3", frequency="Q"),
        point("2025", "12", frequency="A", measure="plan"),
        point("2026-01", "5"), point("2026-01..2026-02", "9", frequency="cumulative"),
    ]  # fmt: skip
    found = panels_of(tmp_path, *said)

    (running,) = (panel for panel in found if panel.kind == "running")
    assert values(running) == [[1, 2, 3], [5, 9]]
    assert [spot.row.value for spot in running.plans] == [12]
    shown = worth_drawing(found)
    assert [(panel.kind, panel.frequency) for panel in shown] == [("periods", "M"), ("running", "")]


def test_months_alone_are_no_running_total(tmp_path: Path) -> None:
    found = panels_of(tmp_path, point("2026-01", "1"), point("2026", "9", frequency="A"))

    assert {panel.kind for panel in found} == {"periods"}


def test_no_figure_of_an_archive_is_left_out(sample_run: Callable[[str], RunResult]) -> None:
    rows = list(series_rows(stored(sample_run("ward").out)))

    found = panels(rows)

    drawn = {(row.period, row.measure, row.value) for panel in found for row in panel.rows}
    plans = {row.observation_id for row in rows if row.measure == "plan"}
    for row in rows:
        shown = (row.period, row.measure, row.value) in drawn or row.observation_id in plans
        # An estimate that its actual figure repeats is drawn once.
        again = {(row.period, one, row.value) for one in ("actual", "rate", "estimate")} & drawn
        assert shown or again


def test_zero_is_left_out_only_where_many_values_lie_close_together(tmp_path: Path) -> None:
    def cut(*several: str) -> bool:
        said = (point(f"2026-{m:02}", value) for m, value in enumerate(several, start=1))
        (panel,) = panels_of(tmp_path, *said)
        return cut_axis(panel)

    assert cut("95", "96", "95.5", "97")
    assert not cut("95", "96", "97")
    assert not cut("10", "96", "95.5", "97")
    assert not cut("-95", "96", "95.5", "97")
    assert cut("-95", "-96", "-95.5", "-97")


# --- axes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "months", "names"),
    [
        (date(2025, 7, 1), date(2025, 9, 30), 1, ["T7\n2025", "T8", "T9"]),
        (date(2025, 1, 1), date(2026, 12, 31), 1,
         ["T1\n2025", "T4", "T7", "T10", "T1\n2026", "T4", "T7", "T10"]),
        (date(2025, 4, 1), date(2026, 3, 31), 3, ["Quý 2\n2025", "Quý 3", "Quý 4", "Quý 1\n2026"]),
        (date(2025, 7, 1), date(2026, 6, 30), 6, ["6T cuối\n2025", "6T đầu\n2026"]),
        (date(2001, 1, 1), date(2005, 12, 31), 12, ["2001", "2002", "2003", "2004", "2005"]),
        (date(2000, 1, 1), date(2015, 12, 31), 12,
         ["2000", "2002", "2004", "2006", "2008", "2010", "2012", "2014"]),
    ],
)  # fmt: skip
def test_the_marks_of_the_calendar(first: date, last: date, months: int, names: list[str]) -> None:
    assert [tick.name for tick in ticks(first, last, months, 12, "vi")] == names


# --- files --------------------------------------------------------------------


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two years with a gap, a break, a plan, a revision."""
    said = [
        point("2025-05", "11000000000", area=OLD),
        point("2025-07", "12345678901", measure="estimate", obs_status="E"),
        point("2025-07", "12400000000", vintage="2026-03-02", revision="2"),
        point("2025-09", "9000000000"),
        point("2025-10", "9500000000"),
        point("2025-11", "18.4", measure="pct_of_plan", unit="%"),
        point("2026-01", "3", indicator_id="", indicator="- <b>Đất</b> & nhà", unit="hồ sơ"),
        point("2026-02", "4", indicator_id="", indicator="- <b>Đất</b> & nhà", unit="hồ sơ"),
    ]
    document = {"document_id": "a" * 16, "source": "bao-cao.docx", "issuer": "UBND phường Hòa An"}
    return folder_with(tmp_path / "out", series=said, documents=[document])


def test_a_png_is_a_picture_of_the_size_for_a_page(out: Path) -> None:
    path = plot_indicator(out, Wanted("rev_state_area"), None, "vi")

    assert path == out / "export" / "rev_state_area.png"
    dots = (imread(path)[:, :, :3] * 255).round().astype(int)
    high, wide, _ = dots.shape
    assert wide == 1720 and high > 700
    colours = {tuple(map(int, dot)) for dot in dots.reshape(-1, 3)}
    assert {(31, 90, 140), (110, 127, 147)} <= colours  # the new territory and the old


def test_an_svg_has_the_words_and_numbers_of_the_language(out: Path, tmp_path: Path) -> None:
    path = plot_indicator(out, Wanted("rev_state_area"), tmp_path / "a.svg", "vi")

    texts = texts_of(path.read_bytes())
    for shown in (
        "Thu ngân sách", "phường Hòa An · theo tháng (tỷ đồng)", "thực hiện", "9,5", "T7",
        "01/7/2025: đổi địa giới hành chính", "lần công bố trước", "địa giới cũ",
    ):  # fmt: skip
        assert shown in texts
    assert any(text.startswith("Nguồn: 1 báo cáo · UBND phường Hòa An") for text in texts)
    assert not re.search(rb"<dc:date|Matplotlib v", path.read_bytes())

    path = plot_indicator(out, Wanted("rev_state_area"), tmp_path / "a.svg", "en")
    texts = texts_of(path.read_bytes())
    assert "phường Hòa An · by month (billion VND)" in texts and "9.5" in texts


def texts_of(svg: bytes) -> list[str]:
    found = etree.fromstring(svg).findall(".//{http://www.w3.org/2000/svg}text")
    return ["".join(map(str, text.itertext())).strip() for text in found]


class Page(HTMLParser):
    """The tags of a page, what they point to, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = io.StringIO()
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [
            value or "" for name, value in attrs if name in ("href", "src", "xlink:href")
        ]

    def handle_data(self, data: str) -> None:
        self.text.write(data + "\n")


def test_a_page_of_one_indicator_has_every_figure_in_full(out: Path, tmp_path: Path) -> None:
    path = plot_indicator(out, Wanted("rev_state_area"), tmp_path / "a.html", "vi")

    page = Page(path.read_bytes())
    text = page.text.getvalue()
    for shown in ("12.345.678.901", "tháng 7/2025", "ước thực hiện", "02/3/2026", "bao-cao.docx"):
        assert shown in text
    assert "script" not in page.tags and "link" not in page.tags and page.tags.count("svg") == 1
    assert all(link.startswith("#") for link in page.links)  # nothing is fetched


def test_the_page_of_all_series_draws_each_and_hides_no_single_one(out: Path) -> None:
    page = Page(plot_all(out, Wanted(), None, "vi").read_bytes())

    assert page.tags.count("svg") == 2 and "script" not in page.tags and "b" in page.tags
    assert all(link.startswith("#") for link in page.links)
    text = page.text.getvalue()
    assert "- <b>Đất</b> & nhà" in text  # as text, not as a tag
    assert "Chỉ tiêu chỉ có một kỳ" in text and "18,4" in text


@pytest.mark.parametrize("name", ["a.png", "a.svg", "a.html"])
def test_the_same_figures_give_the_same_bytes(out: Path, tmp_path: Path, name: str) -> None:
    first, second = (
        plot_indicator(out, Wanted("rev_state_area"), tmp_path / n / name, "vi") for n in "12"
    )

    assert first.read_bytes() == second.read_bytes()
    if name == "a.html":
        pages = [plot_all(out, Wanted(), tmp_path / n / name, "vi").read_bytes() for n in "12"]
        assert pages[0] == pages[1]


# --- what is meant ------------------------------------------------------------


def test_an_indicator_is_named_by_id_or_words(out: Path) -> None:
    rows = list(series_rows(stored(out)))

    def names(indicator: str) -> set[str]:
        return {row.indicator for row in rows_of(rows, indicator)}

    for known in ("rev_state_area", "Thu ngân sách", "thu NGÂN sách", "thu ngan sach", "ngân"):
        assert names(known) == {"Thu ngân sách"}
    with pytest.raises(
        UsageError, match=r"No series is called “thu nội địa”\. Near to it: rev_state"
    ):
        rows_of(rows, "thu nội địa")
    with pytest.raises(UsageError, match="several indicators"):
        rows_of(rows, "a")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "one of the two"),
        (["--all", "--indicator", "x"], "one of the two"),
        (["--indicator", "rev_state_area", "-o", "a.pdf"], "must be one of .png, .svg, .html"),
        (["--all", "-o", "a.png"], "must be one of .html"),
        (["--all", "--area", "Hà Nội"], "nothing to draw"),
        (["--indicator", "rev_state_area", "--measure", "plan"], "nothing to draw"),
        (["--indicator", "rev_state_area", "--as-of", "2000-01-01"], "No series is called"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    out: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["plot", str(out), "--lang", "en", *arguments]) == 2

    assert told in capsys.readouterr().err
    assert not (out / "export").exists()


def test_the_command_draws_what_is_asked_for(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = out / "export" / "a.svg"
    arguments = ["--indicator", "rev_state_area", "--measure", "pct_of_plan", "-o", str(path)]

    assert main(["plot", str(out), *arguments, "--lang", "en"]) == 0

    assert capsys.readouterr().out == f"Written: {path}\n"
    assert "percentage of plan" in path.read_text(encoding="utf-8")


def test_too_many_places_are_not_drawn_into_one_picture(tmp_path: Path) -> None:
    said = (point("2026-01", "1", area=f"xã {n}") for n in range(13))
    out = folder_with(tmp_path, series=said)

    with pytest.raises(UsageError, match="13 panels, more than 12"):
        plot_indicator(out, Wanted("rev_state_area"), None, "vi")
    assert plot_indicator(out, Wanted("rev_state_area", area="xa 7"), None, "vi").exists()


def test_without_matplotlib_it_is_told_what_to_install(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.split(".")[0] == "matplotlib":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return found(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r'pip install "solieu\[charts\]"'):
        plot_indicator(out, Wanted("rev_state_area"), None, "vi")

    assert not list((out / "export").iterdir())
