"""What inputs made at random brought to light (``python -m benchmarks.fuzzing``), kept as cases.

Each was a crash of our own code, a span out of its place, or a number without its row.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.fuzzing.faults import faults
from benchmarks.fuzzing.inputs import WEIGHTS, made
from benchmarks.fuzzing.worker import tried
from normalize.observe import observe
from solieu.batch.document import Gone, Job, produce
from solieu.batch.packing import unpack
from solieu.model import (
    Block,
    Document,
    DocumentInfo,
    DocumentRecord,
    Mark,
    Paragraph,
    Reading,
    Span,
)
from tests import workbooks


def record(path: Path, data: bytes) -> DocumentRecord:
    """What becomes of a file in a run."""
    path.write_bytes(data)
    job = Job(path, path.name, hashlib.sha256(data).hexdigest(), DocumentInfo())
    product = produce(job)
    assert not isinstance(product, Gone)
    found: DocumentRecord = unpack(product.sections[-1])
    assert not list(faults(found))
    return found


@pytest.mark.parametrize("kind", WEIGHTS)
def test_inputs_made_at_random_break_nothing(kind: str, tmp_path: Path) -> None:
    for number in range(2):
        one = made(20261123, number, kind)
        _, wrong, where = tried(one, tmp_path / f"{number}{one.suffix}")
        assert not wrong, where


def test_the_same_number_is_the_same_input() -> None:
    assert all(made(7, number) == made(7, number) for number in range(20))
    assert made(7, 3) != made(8, 3)


# --- texts --------------------------------------------------------------------------------

TEXTS = [
    "Trồng 8m20 cây",  # the unit m2 ended within the digits
    "Thu 3Đ/(8Đ8m20 )",
    # Words in a cell:
    "| Cây | Diện tích (ha) |\n|---|---|\n| Rau | 12; bán hơn hai vạn cây giống |",
    "| a | b |\n|---|---|\n| ước cả năm | Mười hai triệu năm trăm nghìn đồng |",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_number_has_its_row_and_no_two_share_one(text: str, tmp_path: Path) -> None:
    assert record(tmp_path / "a.md", text.encode()).recognition


def test_a_unit_beyond_the_page_does_not_take_the_notes_between() -> None:
    text = "Bổ sung sản lượng của 02 cơ\n\n¹ Trong đó: phí 182 triệu đồng.\n\nsở nuôi trồng."
    body = (Span(0, 27), Span(62, len(text)))
    note = Span(29, 60)
    reading = Reading(
        "", "0" * 64, "pdf", text,
        (Paragraph(body[0], split=True), Paragraph(note, note="1"), Paragraph(body[1])),
        (), (Mark("1", Span(29, 30)),),
    )  # fmt: skip
    blocks = (Block("paragraph", body), Block("note", (note,), note="1", anchor=-1))

    found = observe(Document(reading, blocks), DocumentInfo())

    assert [(one.raw, one.unit) for one in found.observations] == [
        ("02 cơ", "cơ sở"),
        ("182 triệu đồng", "VND"),
    ]


def test_words_for_a_number_in_a_cell_stand_in_the_ledger(tmp_path: Path) -> None:
    found = record(tmp_path / "a.md", TEXTS[2].encode()).recognition

    assert found is not None
    told = [(one.raw, one.table, one.row, one.column, one.reason) for one in found.numbers]
    assert told == [("12", 1, 2, 2, "observation"), ("hai vạn", 1, 2, 2, "observation")]


# --- packages -----------------------------------------------------------------------------


def _word() -> bytes:
    return (Path(__file__).parent.parent / "samples" / "ward" / "2025-09.docx").read_bytes()


def _book() -> bytes:
    return workbooks.xlsx(workbooks.Page("1", workbooks.rows("a|b\nLúa|12")))


@pytest.mark.parametrize("package", [_word, _book])
def test_a_package_whose_beginning_was_cut_is_damaged(
    package: Callable[[], bytes], tmp_path: Path
) -> None:
    whole = package()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        directory = archive.start_dir
    cut = b"PK\x03\x04" + whole[directory - 40 :]  # places in its directory are now negative

    found = record(tmp_path / "a.docx", cut)

    assert found.status == "failed" and "damaged" in found.reason


# --- workbooks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stored", ["9" * 25, "9" * 25 + ".125", "1e308", "1e999999999", "nan", "x"]
)
def test_a_sheet_of_numbers_beyond_measure_is_read(stored: str, tmp_path: Path) -> None:
    page = workbooks.Page("1", workbooks.rows("Chỉ tiêu|Sản lượng (tấn)\nLúa|12.5\nNgô|7"))
    plain = zipfile.ZipFile(io.BytesIO(workbooks.ods(page)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name in plain.namelist():
            data = plain.read(name).replace(
                b'office:value="12.5"', f'office:value="{stored}"'.encode()
            )
            package.writestr(name, data)

    found = record(tmp_path / "a.ods", made.getvalue())

    assert found.status in ("ok", "partial")
    assert found.recognition is not None
    assert [str(one.value) for one in found.recognition.observations][-1] == "7"
