"""An archive that grows or changes: a run over what is known ends as an undisturbed one.

Every case is run over an archive, changed, run again with all that was kept, and compared
with a run into a copy of the folder that keeps and knows nothing.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from audit.archive import ReportFacts, facts_of, judged_in, parts_of
from audit.checks import Judged
from audit.vintages import Part
from solieu.batch import between, labels
from solieu.batch.places import CACHE_VARIABLE
from solieu.batch.store import Store
from solieu.pipeline import RunResult, run
from tests.batch_archives import HERE, archive, bytes_of, run_here

WARD = """ỦY BAN NHÂN DÂN
PHƯỜNG {place}

{place}, ngày 25 tháng {month:02} năm {year}

BÁO CÁO
Tình hình kinh tế - xã hội tháng {month:02} năm {year}

1. Thu ngân sách tháng {month:02}/{year} đạt {income} triệu đồng. Lũy kế {month} tháng thu
ngân sách đạt {total} triệu đồng, cùng kỳ năm {before} đạt {earlier} triệu đồng.

2. {label} băng rôn tuyên truyền phòng dịch được {hung} băng rôn.

3. Tổng đàn dê có {goats} con. Dân số thành phố Hải Lâm là {people} người.
"""


def ward(
    folder: Path,
    month: int,
    *,
    year: int = 2026,
    place: str = "HÒA AN",
    label: str = "Số lượt treo",
    total: int | None = None,
    name: str = "",
) -> Path:
    """One report of an invented ward, whose figures agree with those of other months."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name or place} {year}-{month:02}.txt"
    path.write_text(
        WARD.format(
            place=place, month=month, year=year, before=year - 1, label=label,
            income=4000, total=4000 * month if total is None else total,
            earlier=3900 * month, hung=30 + month, goats=40 + month, people=1_200_000 + year,
        ),
        encoding="utf-8",
    )  # fmt: skip
    return path


def grown(folder: Path) -> Path:
    """Five months of one ward, with a cumulative figure that falls, and two of another."""
    for month in range(1, 6):
        ward(folder, month, total=9000 if month == 4 else None)
    for month in (1, 2):
        ward(folder, month, place="BÌNH MINH")
    return folder


def decide(out: Path, decision: str) -> str:
    """Write a decision into the first row of checks.csv that states a disagreement."""
    path = out / "checks.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    chosen = next(row for row in rows if row["verdict"] == "inconsistent")
    chosen["decision"] = decision
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return chosen["check_id"]


def _all_but_one_go(folder: Path) -> None:
    for path in sorted(folder.iterdir())[1:]:
        path.unlink()


def _mapping(folder: Path) -> None:
    lines = "label,indicator_id,indicator\nSố lượt treo băng rôn tuyên truyền phòng dịch,,\n"
    (folder / "mapping.csv").write_text(lines + "Tổng đàn dê,dan_de,Đàn dê\n", encoding="utf-8")


def _metadata(folder: Path) -> None:
    lines = 'file,area,issued\n"HÒA AN 2026-02.txt","phường Hòa An, tỉnh Mẫu",2026-03-01\n'
    (folder / "metadata.csv").write_text(lines, encoding="utf-8")


def _areas(folder: Path) -> None:
    """The ward grew out of another of its name: figures of two territories."""
    lines = "code,name,valid_from,valid_to,successor,change\n1,Phường Hòa An,2026-03-01,,,\n"
    old = "2,Phường Hòa An,,2026-02-28,1,whole\n"
    (folder / "areas.csv").write_text(lines + old, encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda folder: folder,
    "one more month": lambda folder: ward(folder, 6),
    "one more ward": lambda folder: ward(folder, 3, place="TÂN LẬP"),
    "the year before": lambda folder: ward(folder, 12, year=2025),
    "the year after": lambda folder: ward(folder, 1, year=2027),
    "an earlier report names the series": lambda folder: ward(
        folder, 12, year=2025, label="SỐ LƯỢT treo"
    ),
    "a slip joins another label": lambda folder: ward(folder, 6, label="Số lượt trẽo"),
    "a second place of the same name": lambda folder: _metadata(folder),
    "a report is corrected": lambda folder: ward(folder, 4),
    "a report is spoilt": lambda folder: ward(folder, 2, total=90_000),
    "a report goes": lambda folder: (folder / "HÒA AN 2026-04.txt").unlink(),
    "a report is renamed": lambda folder: (folder / "HÒA AN 2026-04.txt").rename(folder / "A.txt"),
    "all but one go": _all_but_one_go,
    "a person decides on labels": _mapping,
    "a person lists areas": _areas,
    "a file that cannot be read": lambda folder: (folder / "x.pdf").write_bytes(b"%PDF-1.4"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_changed_archive_gives_what_an_undisturbed_run_gives(
    change: Callable[[Path], object], tmp_path: Path
) -> None:
    reports, out, undisturbed = grown(tmp_path / "in"), tmp_path / "out", tmp_path / "fresh"
    before = run_here(reports, out)
    gone = decide(out, "đã hỏi phường")
    shutil.copytree(out, undisturbed)
    change(reports)

    after = run_here(reports, out)
    run([reports], undisturbed, settings=replace(HERE, cache=False))

    assert bytes_of(out) == bytes_of(undisturbed)
    assert before.totals.checks["inconsistent"]
    kept = b"".join(held for name, held in bytes_of(out).items() if name.startswith("checks"))
    assert gone.encode() in kept
    assert after.totals.rows["documents"] == len(list(reports.glob("*.*[tf]")))


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Part]:
    """The parts that are judged from now on."""
    judged: list[Part] = []

    def judge(part: Part, reports: Sequence[tuple[int, ReportFacts]]) -> Iterator[Judged]:
        judged.append(part)
        return judged_in(part, reports)

    monkeypatch.setattr(between, "judged_in", judge)
    return judged


def test_one_more_report_is_judged_with_its_own_place_and_years_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    reports, out = grown(tmp_path / "in"), tmp_path / "out"
    judged = counted(monkeypatch)
    run_here(reports, out)
    assert {part.area for part in judged} >= {"phường hòa an", "phường bình minh"}
    judged.clear()

    run_here(reports, out)
    assert not judged

    ward(reports, 3, place="BÌNH MINH")
    run_here(reports, out)
    assert judged and {part.area for part in judged} <= {"phường bình minh", "thành phố hải lâm"}


def test_memory_for_figures_at_hand_and_for_labels_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = grown(tmp_path / "in")
    run_here(reports, tmp_path / "out")
    monkeypatch.setattr(between, "_AT_HAND", 1)
    monkeypatch.setattr(between, "_AGAIN", 1)
    monkeypatch.setattr(labels.Labels.__init__, "__defaults__", (2,))

    run([reports], tmp_path / "small", settings=replace(HERE, cache=False))

    assert bytes_of(tmp_path / "small") == bytes_of(tmp_path / "out")


def test_what_reports_came_to_is_kept_and_pruned_with_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    reports = archive(tmp_path / "in", 3)
    run_here(reports, tmp_path / "out")
    store = Store(tmp_path / "cache")
    joined = [entry for entry in store.entries() if entry.kind == "joined"]
    assert joined

    for entry in joined:
        entry.path.write_bytes(entry.path.read_bytes()[:-1])
    run_here(reports, tmp_path / "again")

    assert bytes_of(tmp_path / "again") == bytes_of(tmp_path / "out")


def test_a_part_is_judged_from_its_own_year_and_the_one_before(
    sample_run: Callable[[str], RunResult],
) -> None:
    here, before, other = Part("a", "2026"), Part("a", "2025"), Part("b", "")

    assert list(parts_of([{here}, {before, other}, {other}, {Part("c", "2026")}])) == [
        (here, (0, 1)),
        (other, (1, 2)),
    ]
    found = [one.recognition for one in sample_run("ward").records if one.recognition]
    assert all(part.area and part.year for one in found for part in facts_of(one).parts)
