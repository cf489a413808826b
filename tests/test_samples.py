"""Every sample through the whole program: tables, series, formats, slips.

What is known to differ from the truth stands in sample_differences.toml with its reason.
Every list there is exact: an entry that no longer holds fails as loudly as a new difference.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from samples.remake import EXPECTED, FOLDERS, SAMPLES, TABLES
from solieu.pipeline import RunResult

Row = Mapping[str, str]
Run = Callable[[str], RunResult]

KNOWN = tomllib.loads(
    Path(__file__).with_name("sample_differences.toml").read_text(encoding="utf-8")
)
FINDINGS = ("inconsistent", "unit_slip", "truncated", "suspect")


@cache
def table(path: Path) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def known(kind: str) -> Counter[str]:
    """The listed differences of one kind and how often each is met; all say why."""
    listed: Counter[str] = Counter()
    for entry in KNOWN[kind]:
        assert entry["reason"].strip(), entry
        listed.update(entry["places"])
    return listed


# --- the tables, byte for byte ----------------------------------------------


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("file", TABLES)
def test_tables_are_the_expected_ones(sample_run: Run, name: str, file: str) -> None:
    made = (sample_run(name).out / file).read_bytes()
    expected = (EXPECTED / name / file).read_bytes()

    assert made.splitlines() == expected.splitlines(), "python -m samples.remake shows a diff"
    assert made == expected


@pytest.mark.parametrize("name", FOLDERS)
def test_every_report_is_read_whole(sample_run: Run, name: str) -> None:
    read = {row["source"]: row for row in table(sample_run(name).out / "documents.csv")}
    reports = {
        path.name
        for path in (SAMPLES / name).iterdir()
        if path.suffix in (".txt", ".md", ".docx", ".pdf")
    }

    assert {source for source, row in read.items() if row["status"] == "ok"} == reports
    assert all(int(read[source]["observations"]) > 0 for source in reports)


# --- twelve months against the truth ----------------------------------------

MEANING = ("unit", "measure", "compare_to", "period")


def test_every_figure_of_the_truth_is_read(sample_run: Run) -> None:
    found = truth_differences(sample_run("ward").out)

    assert found == known("truth")


def truth_differences(out: Path) -> Counter[str]:
    """Place, key and field of the figures that are read otherwise than the truth says."""
    truth = table(SAMPLES / "ward" / "truth.csv")
    read = table(out / "observations.csv")
    differences: Counter[str] = Counter()
    for figure, observation in paired(truth, read):
        fields = [name for name in MEANING if observation and observation[name] != figure[name]]
        for field in fields if observation else ["missing"]:
            differences[f"{figure['where']} {figure['key']}: {field}"] += 1
    return differences


def paired(truth: Iterable[Row], read: Iterable[Row]) -> list[tuple[Row, Row | None]]:
    """Each figure of the truth with an observation of its own: same file and value, in the
    annex or not, and as like in meaning as one is left."""
    free: dict[tuple[str, Decimal, bool], list[Row]] = defaultdict(list)
    for row in read:
        if row["value"]:
            free[row["source"], Decimal(row["value"]), bool(row["table"])].append(row)
    waiting = list(truth)
    pairs: list[tuple[Row, Row | None]] = []
    for allowed in range(len(MEANING) + 1):
        left = []
        for figure in waiting:
            place = (figure["file"], Decimal(figure["value_written"]), figure["where"] == "annex")
            for row in free[place]:
                if sum(row[name] != figure[name] for name in MEANING) == allowed:
                    free[place].remove(row)
                    pairs.append((figure, row))
                    break
            else:
                left.append(figure)
        waiting = left
    return pairs + [(figure, None) for figure in waiting]


def test_the_months_join_to_time_series(sample_run: Run) -> None:
    """For each line of the annex: all its figures, all vintages, and nothing else."""
    found = series_differences(sample_run("ward").out)

    assert found == known("series")


def series_differences(out: Path) -> Counter[str]:
    """Key, measure, file and period of the cells that differ from the truth."""
    truth = table(SAMPLES / "ward" / "truth.csv")
    names = {row["document_id"]: row["source"] for row in table(out / "documents.csv")}
    series = [
        row | {"file": names[row["document_id"]]} for row in map(dict, table(out / "series.csv"))
    ]
    keys = {row["key"] for row in truth if row["where"] == "annex"}
    differences: Counter[str] = Counter()
    for key in sorted(keys):
        ours = [row for row in truth if row["key"] == key]
        indicator = indicator_of([row for row in ours if row["where"] == "annex"], series)
        assert indicator, f"{key} has no indicator_id"
        theirs = [row for row in series if row["indicator_id"] == indicator]
        for measure in ("estimate", "plan", "pct_of_plan", "change"):
            wanted, found = cells(ours, measure, "value_written"), cells(theirs, measure, "value")
            for cell in wanted | found:
                if wanted.get(cell) != found.get(cell):
                    differences[" ".join((key, measure, *cell))] += 1
    return differences


def indicator_of(truth: Iterable[Row], series: Iterable[Row]) -> str:
    """The canonical indicator that most figures of the truth are filed under."""
    filed: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in series:
        place = (row["file"], row["measure"], row["period"], row["unit"])
        filed[*place, str(Decimal(row["value"]))].add(row["indicator_id"])
    votes = Counter(
        name
        for row in truth
        for name in filed[
            row["file"],
            row["measure"],
            row["period"],
            row["unit"],
            str(Decimal(row["value_written"])),
        ]
        if name
    )
    return votes.most_common(1)[0][0] if votes else ""


def cells(rows: Iterable[Row], measure: str, value: str) -> dict[tuple[str, str], set[Decimal]]:
    held: dict[tuple[str, str], set[Decimal]] = defaultdict(set)
    for row in rows:
        if row["measure"] == measure:
            held[row["file"], row["period"]].add(Decimal(row[value]))
    return held


def monthly(out: Path, indicator: str, measure: str) -> list[Row]:
    return [
        row
        for row in table(out / "series.csv")
        if row["indicator_id"] == indicator and row["measure"] == measure
    ]


def test_a_raised_plan_is_a_new_vintage(sample_run: Run) -> None:
    plans = monthly(sample_run("ward").out, "output_services", "plan")
    told = [
        (row["vintage"], row["value"], row["latest"]) for row in plans if row["period"] == "2026"
    ]

    assert told == [
        ("2026-01-26", "1940000000000", "false"),
        ("2026-02-26", "1940000000000", "false"),
        ("2026-03-25", "1940000000000", "false"),
        ("2026-04-24", "1940000000000", "false"),
        ("2026-05-26", "2015000000000", "false"),
        ("2026-06-24", "2015000000000", "true"),
    ]


def test_a_corrected_estimate_is_a_second_vintage(sample_run: Run) -> None:
    rows = monthly(sample_run("ward").out, "output_industry_construction", "estimate")
    october = [row for row in rows if row["period"] == "2025-10"]

    assert [(row["vintage"], row["value"], row["revision"], row["latest"]) for row in october] == [
        ("2025-10", "211767000000", "1", "false"),
        ("2025-11-25", "212967000000", "2", "true"),
    ]


def test_a_renamed_indicator_stays_one_series(sample_run: Run) -> None:
    rows = monthly(sample_run("ward").out, "output_agriculture", "estimate")
    months = [row for row in rows if row["frequency"] == "M"]

    assert [row["period"] for row in months] == MONTHS
    assert len({(row["area"], row["indicator"], row["unit"]) for row in months}) == 1


def test_a_missing_month_is_a_gap(sample_run: Run) -> None:
    rows = monthly(sample_run("ward").out, "social_insurance_coverage", "estimate")
    months = [row["period"] for row in rows if row["frequency"] == "M"]

    assert months == [month for month in MONTHS if month != "2025-10"]


MONTHS = [
    *(f"2025-{month:02}" for month in range(7, 13)),
    *(f"2026-{month:02}" for month in range(1, 7)),
]


# --- one report three times --------------------------------------------------


@pytest.mark.parametrize("other", ["2026-06.docx", "2026-06.pdf"])
def test_a_report_reads_the_same_in_every_format(sample_run: Run, other: str) -> None:
    rows = table(sample_run("formats").out / "observations.csv")
    text, same = (
        Counter(
            tuple(
                row[name] for name in ("value", "unit", "measure", "period", "indicator", "group")
            )
            for row in rows
            if row["source"] == source
        )
        for source in ("2026-06.txt", other)
    )

    assert sum(text.values()) > 150
    assert (text - same, same - text) == (Counter(), Counter())


# --- what the audit finds -----------------------------------------------------


class Audited:
    """The checks of one folder, and which of them a slip is part of."""

    def __init__(self, name: str, out: Path) -> None:
        self.slips = table(SAMPLES / name / "slips.csv")
        self.sources = {row["document_id"]: row["source"] for row in table(out / "documents.csv")}
        self.checks = table(out / "checks.csv")
        self.figures = {row["observation_id"]: row for row in table(out / "observations.csv")}

    def touching(self, slip: Row) -> list[Row]:
        """The checks that rest on the figure of a slip."""
        return [check for check in self.checks if self._rests_on(check, slip)]

    def missed(self) -> Counter[str]:
        """The slips that no check finds as it should."""
        missed: Counter[str] = Counter()
        for slip in self.slips:
            expected = (slip["kind"], slip["verdict"])
            if expected not in {(one["kind"], one["verdict"]) for one in self.touching(slip)}:
                missed[f"{slip['file']} {slip['where']}: {slip['written']}"] += 1
        return missed

    def alarms(self) -> Counter[str]:
        """The findings that no slip explains."""
        touched = {check["check_id"] for slip in self.slips for check in self.touching(slip)}
        return Counter(
            f"{self.sources[check['document_id']]} {check['kind']}: {check['indicator']}"
            for check in self.checks
            if check["verdict"] in FINDINGS and check["check_id"] not in touched
        )

    def of_its_files(self, listed: Counter[str]) -> Counter[str]:
        """What is listed of this folder: places begin with the name of a file."""
        sources = set(self.sources.values())
        return Counter({place: n for place, n in listed.items() if place.split()[0] in sources})

    def _rests_on(self, check: Row, slip: Row) -> bool:
        figures = (self.figures.get(name) for name in check["observation_ids"].split())
        return any(figure and self._is(figure, slip) for figure in figures)

    def _is(self, figure: Row, slip: Row) -> bool:
        """Whether this is the figure of the slip: its file, its place, its very characters."""
        if figure["source"] != slip["file"]:
            return False
        digits = re.search(r"\d.*", slip["written"])
        if not digits:  # in words, which stand beside the figure
            return slip["written"] in figure["context"]
        there = re.search(rf"(?<![\d.,]){re.escape(digits[0])}(?!\d|[.,]\d)", figure["raw"])
        in_place = "key" not in slip or (slip["where"] == "annex") == bool(figure["table"])
        return bool(there) and in_place


@pytest.fixture(params=["ward", "other"])
def audited(sample_run: Run, request: pytest.FixtureRequest) -> Audited:
    name: str = request.param
    return Audited(name, sample_run(name).out)


def test_every_slip_is_found(audited: Audited) -> None:
    assert audited.missed() == audited.of_its_files(known("missed"))


def test_nothing_else_is_called_wrong(audited: Audited) -> None:
    assert audited.alarms() == audited.of_its_files(known("alarm"))


@pytest.mark.parametrize(
    "file",
    ["2025-11.pdf", "2026-01.txt", "2026-05.pdf"],
)
def test_what_later_reports_correct_is_a_question(sample_run: Run, file: str) -> None:
    """revisions.csv and plans.csv: two figures are corrected, one plan is raised."""
    audit = Audited("ward", sample_run("ward").out)
    verdicts = {
        check["verdict"]
        for check in audit.checks
        if check["kind"] == "continuity" and audit.sources[check["document_id"]] == file
    }

    assert verdicts - {"consistent"} == {"suspect"}
