"""The sample reports are what the builder writes, and they agree but for the known slips."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import pypdfium2
import pytest

from samples.build import FORMATS, built
from samples.compose import Composer, settings
from samples.figures import WARD, Figures

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (WARD / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


TRUTH = rows("truth.csv")
SLIPS = rows("slips.csv")


def text_of(path: Path) -> str:
    """All words and figures of a report, whatever its format."""
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8")
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as word:
            parts = [word.read(f"word/{name}.xml").decode() for name in ("document", "footnotes")]
        return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", "\n".join(parts)))
    pdf = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_files_are_what_the_builder_writes() -> None:
    changed = [path.name for path, content in built().items() if path.read_bytes() != content]

    assert changed == []


@pytest.mark.parametrize("file", sorted({row["file"] for row in TRUTH}))
def test_every_figure_of_the_truth_is_written(file: str) -> None:
    text = " ".join(text_of(WARD / file).replace("&gt;", ">").split())
    missing = [row["text"] for row in TRUTH if row["file"] == file and row["text"] not in text]

    assert missing == []


def test_only_the_slips_differ_from_the_truth() -> None:
    written = [
        (row["file"], row["where"], row["key"], row["text"])
        for row in TRUTH
        if row["value"] != row["value_written"]
    ]
    listed = [(row["file"], row["where"], row["key"], row["written"]) for row in SLIPS]

    assert sorted(written) == sorted(listed)


def cells(measure: str) -> dict[tuple[str, str, str, str], Decimal]:
    """Value by report, authority, key and period."""
    return {
        (row["report"], row["target_authority"], row["key"], row["period"]): Decimal(row["value"])
        for row in TRUTH
        if row["measure"] == measure
    }


def levels() -> dict[tuple[str, str, str], Decimal]:
    """Realised value by report, key and period, whatever the measure is called."""
    return {
        (row["report"], row["key"], row["period"]): Decimal(row["value"])
        for row in TRUTH
        if row["measure"] in ("estimate", "actual", "rate", "denominator")
    }


def stated(measure: str) -> Iterator[tuple[Row, Decimal, int]]:
    for row in TRUTH:
        if row["measure"] == measure and row["unit"] == "%":
            value = Decimal(row["value"])
            decimals = 1 if row["report"] in ("2025-11", "2026-04") else 2
            yield row, value, decimals


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def test_per_cent_of_plan_is_rounded_half_up() -> None:
    plans, done = cells("plan"), levels()
    checked = 0
    for row, value, decimals in stated("pct_of_plan"):
        year = "2025-S2" if row["report"] < "2026" else "2026"
        plan = plans.get((row["report"], row["target_authority"], row["key"], year))
        level = done.get((row["report"], row["key"], row["period"]))
        if plan is None or level is None:  # the city's plan is not written in the report
            continue
        checked += 1
        assert rounded(level / plan * 100, decimals) == value, row
    assert checked > 200


def test_change_is_against_the_month_before() -> None:
    changes = {
        (row["report"], row["key"]): (value, places) for row, value, places in stated("change")
    }
    months = sorted({row["report"] for row in TRUTH})
    known: dict[tuple[str, str], Decimal] = {}
    for report in months:  # a revision replaces its figure from its report on
        for row in TRUTH:
            if row["report"] == report and row["measure"] == "estimate":
                known[row["key"], row["period"]] = Decimal(row["value"])
        before = months[months.index(report) - 1]
        for (place, key), (value, places) in changes.items():
            if place == report:
                then, now = known[key, before], known[key, report]
                assert rounded((now - then) / then * 100, places) == value, (report, key)
    assert len(changes) > 8


def test_parts_add_to_their_total() -> None:
    parts: dict[tuple[str, str, str, str], dict[str, Decimal]] = defaultdict(dict)
    indicators = {row["key"]: row for row in rows("indicators.csv")}
    for row in TRUTH:
        whole = indicators[row["key"]]["part_of"]
        sums = whole and indicators[whole]["formula"].startswith("sum")
        if sums and row["measure"] in ("actual", "estimate", "plan") and row["where"] != "annex":
            place = (row["report"], whole, row["period"], row["measure"])
            parts[place][row["key"]] = Decimal(row["value"])
    totals = levels()
    plans = cells("plan")
    checked = 0
    for (report, whole, period, measure), found in parts.items():
        names = indicators[whole]["formula"].split()[1:]
        if len(found) < len(names) - 1:  # "trong đó" with some of the parts
            continue
        if measure == "plan":
            total = plans[report, "", whole, period]
        else:
            total = totals[report, whole, period]
        zero = len(found) < len(names)  # "chưa phát sinh", no figure
        assert sum(found.values()) == total or zero, (report, whole, period)
        checked += 1
    assert checked > 60


def test_cumulative_figures_grow_by_the_month() -> None:
    annex: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for row in TRUTH:
        if row["where"] == "annex" and row["measure"] == "estimate" and row["unit"] != "%":
            annex[row["key"], row["report"]].append(Decimal(row["value"]))
    months = sorted({row["report"] for row in TRUTH})
    for (key, report), figures in annex.items():
        if len(figures) == 1:
            continue
        month, cumulative = figures
        before = annex[key, months[months.index(report) - 1]][-1]
        revised = 1_200_000_000 if (key, report) == ("ind", "2025-11") else 0
        assert before + month + revised == cumulative, (key, report)


def test_dossiers_balance_and_carry_over() -> None:
    figures = {(row["report"], row["key"]): int(Decimal(row["value"])) for row in TRUTH
               if row["key"].startswith(("os_", "pet_")) or row["key"] == "pet"}  # fmt: skip
    pending = {"os": 0, "pet": 0}
    for report in sorted({row["report"] for row in TRUTH}):
        opened, received, resolved, left = (
            figures[report, f"os_{name}"] for name in ("open", "recv", "resolved", "pend")
        )
        assert (opened, opened + received - resolved) == (pending["os"], left)
        pending["os"] = left
        opened, resolved, left = (
            figures[report, f"pet_{name}"] for name in ("open", "done", "doing")
        )
        assert (opened, opened + figures[report, "pet"] - resolved) == (pending["pet"], left)
        pending["pet"] = left


def test_word_samples_have_real_footnotes_and_merged_heads() -> None:
    for path in [*WARD.glob("*.docx"), *FORMATS.glob("*.docx")]:
        with zipfile.ZipFile(path) as word:
            body, notes = (word.read(f"word/{name}.xml") for name in ("document", "footnotes"))
        assert body.count(b"<w:footnoteReference ") == notes.count(b"<w:footnoteRef/>") >= 9
        annex = docx.Document(str(path)).tables[-1]
        assert annex.cell(0, 0)._tc is annex.cell(1, 0)._tc
        assert annex.cell(0, 4)._tc is annex.cell(0, 5)._tc


@pytest.mark.parametrize(
    "path", [WARD / "2025-11.pdf", WARD / "2026-05.pdf", FORMATS / "2026-06.pdf"]
)
def test_pdf_samples_are_not_older_than_the_wording(path: Path) -> None:
    (setting,) = (entry for entry in settings() if str(entry.period) == path.stem)
    report = Composer(Figures(), setting).report()
    wanted = Counter(words(" ".join([*(block.text for block in report.blocks), *report.notes])))

    assert wanted - Counter(words(text_of(path))) == Counter()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)
