"""mapping.csv: what a person decides about labels is obeyed, explained and remembered."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import solieu
from normalize.corrections import Correction, Corrections
from normalize.scope import ANYWHERE, Scope, Validity
from solieu.cli import main
from solieu.errors import UsageError

HEAD = "UBND phường Đông Thái\n\nBÁO CÁO\nTình hình kinh tế - xã hội tháng {month} năm 2026\n\n"
BODY = (
    "1. Thu phí chợ tháng {month}/2026 đạt {fee} triệu đồng.\n\n"
    "2. Tổng đàn dê có {goats} con.\n\n"
    "3. Thu nội địa tháng {month}/2026 đạt 5 tỷ đồng.\n"
)


def write_reports(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for month, fee, goats in (("01", 12, 40), ("02", 15, 43)):
        text = (HEAD + BODY).format(month=month, fee=fee, goats=goats)
        (folder / f"2026-{month}.txt").write_text(text, encoding="utf-8")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    write_reports(tmp_path / "in")
    return tmp_path / "in"


def decide(folder: Path, *lines: str, head: str = "label,indicator_id,indicator") -> Path:
    path = folder / "mapping.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def series(out: Path) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows(out / "series.csv"):
        found.setdefault(row["indicator_id"] or row["indicator"], []).append(
            (row["period"], row["value"])
        )
    return found


def test_decisions_are_obeyed_and_told(reports: Path, tmp_path: Path) -> None:
    decide(
        reports,
        "thu phí chợ,fees_and_charges,",
        "Tổng đàn dê,goat_herd,Tổng đàn dê",
        "Thu nội địa,-,",
    )

    result = solieu.run(reports, tmp_path / "out")

    told = {row["label"]: row for row in rows(tmp_path / "out" / "indicators.csv")}
    assert [told[label]["indicator_id"] for label in ("Thu phí chợ", "Tổng đàn dê")] == [
        "fees_and_charges",
        "goat_herd",
    ]
    assert told["Thu nội địa"]["indicator_id"] == ""
    assert {row["how"] for row in told.values()} == {"by hand"}
    assert {row["why"] for row in told.values()} == {"by hand"}
    assert series(tmp_path / "out") == {
        "fees_and_charges": [("2026-01", "12000000"), ("2026-02", "15000000")],
        "goat_herd": [("2026-01", "40"), ("2026-02", "43")],
        "Thu nội địa": [("2026-01", "5000000000"), ("2026-02", "5000000000")],
    }
    assert result.notices == ()


def test_without_a_decision_the_words_stand(reports: Path, tmp_path: Path) -> None:
    solieu.run(reports, tmp_path / "out")

    assert set(series(tmp_path / "out")) == {"Thu phí chợ", "Tổng đàn dê", "rev_domestic"}


def test_a_file_by_name_goes_before_the_one_beside(reports: Path, tmp_path: Path) -> None:
    decide(reports, "Tổng đàn dê,pig_herd,")
    given = decide(tmp_path, "Tổng đàn dê,cattle_herd,")

    solieu.run(reports, tmp_path / "out", mapping=given)

    assert "cattle_herd" in series(tmp_path / "out")
    held = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert len(held["side_inputs"]) == 2
    assert len({one["sha256"] for one in held["side_inputs"]}) == 2


def test_a_decision_on_a_label_nobody_uses_is_told(reports: Path, tmp_path: Path) -> None:
    decide(reports, "Tổng đàn cừu,-,")

    (notice,) = solieu.run(reports, tmp_path / "out").notices

    assert "Tổng đàn cừu" in notice.vi and "Tổng đàn cừu" in notice.en


REFUSED = [
    ("Tổng đàn dê,pig_hird,", "pig_herd"),
    ("Tổng đàn dê,Đàn Dê,Đàn dê", "Đàn Dê"),
    (",pig_herd,", "2"),
]


@pytest.mark.parametrize(("line", "told"), REFUSED)
def test_a_wrong_file_is_refused(reports: Path, tmp_path: Path, line: str, told: str) -> None:
    decide(reports, line)

    with pytest.raises(UsageError, match=told):
        solieu.run(reports, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_years_must_be_years(reports: Path, tmp_path: Path) -> None:
    decide(reports, "Tổng đàn dê,pig_herd,bốn", head="label,indicator_id,years")

    with pytest.raises(UsageError, match="bốn"):
        solieu.run(reports, tmp_path / "out")


def correction(meant: str, group: str | None = None, **limits: object) -> Correction:
    validity = Validity(**limits)  # type: ignore[arg-type]
    return Correction("Cấp mới", group, None, validity, meant)


def test_the_decision_that_asks_for_more_is_meant() -> None:
    decided = Corrections(
        (correction("a"), correction("b", "Giấy phép"), correction("c", last=2008))
    )

    assert decided.of("cấp mới", "", "hồ sơ", ANYWHERE) == "a"
    assert decided.of("Cấp mới", "giấy phép", "hồ sơ", ANYWHERE) == "b"
    assert decided.of("Cấp mới", "", "hồ sơ", Scope("", 2004)) == "c"
    assert decided.of("Cấp đổi", "", "hồ sơ", ANYWHERE) is None


def test_of_equal_decisions_the_nearer_is_meant() -> None:
    decided = Corrections((correction("a"), correction("b")))

    assert decided.of("Cấp mới", "", "", ANYWHERE) == "b"


def test_what_wants_deciding_and_a_template(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, template = tmp_path / "out", tmp_path / "mapping.csv"
    solieu.run(reports, out)

    assert main(["indicators", str(out), "--template", str(template), "--lang", "en"]) == 0

    said = capsys.readouterr().out
    assert "Tổng đàn dê" in said and "Thu nội địa" not in said
    assert "2 labels with 4 figures" in said
    assert [(row["label"], row["observations"], row["indicator_id"]) for row in rows(template)] == [
        ("Thu phí chợ", "2", ""),
        ("Tổng đàn dê", "2", ""),
    ]
    # An untouched template decides nothing; a filled one is obeyed.
    solieu.run(reports, out, mapping=template)
    assert "Tổng đàn dê" in series(out)
    template.write_text(
        template.read_text("utf-8").replace("Tổng đàn dê,,con,,,,", "Tổng đàn dê,,con,,,pig_herd,"),
        encoding="utf-8",
    )
    solieu.run(reports, out, mapping=template)
    assert "pig_herd" in series(out)


def test_a_template_replaces_nothing(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solieu.run(reports, tmp_path / "out")
    there = decide(tmp_path, "Tổng đàn dê,pig_herd,")
    before = there.read_bytes()

    assert main(["indicators", str(tmp_path / "out"), "--template", str(there)]) == 2
    assert there.read_bytes() == before


def test_a_folder_without_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", str(tmp_path), "--lang", "vi"]) == 2
    assert "indicators.csv" in capsys.readouterr().err
