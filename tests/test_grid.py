"""Tables to statements: headers, units, rows below rows, cells in words, ledger reasons."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from extract.separators import Vote
from normalize.grid import CellReading, read_grid
from normalize.grid_rows import clean_label
from normalize.observe import observe
from normalize.periods import PeriodContext
from normalize.statements import Statement
from normalize.unit_text import Unit, bracket_unit, parse_unit, unit_line
from solieu.model import Cell, Document, DocumentInfo, Reading, Span, Table, TablePlace

Merged = dict[tuple[int, int], tuple[int, int]]


def place(
    lines: Sequence[Sequence[str]], captions: Sequence[str] = (), merged: Merged | None = None
) -> tuple[str, TablePlace]:
    """The reader's text and the table in it; "^" stands where a merged cell covers."""
    text = ""
    spans = []
    for caption in captions:
        spans.append(Span(len(text), len(text) + len(caption)))
        text += f"{caption}\n\n"
    start = len(text)
    cells = []
    for row, line in enumerate(lines):
        text += "|"
        for column, words in enumerate(line):
            if words == "^":  # covered by a merged cell
                continue
            down, right = (merged or {}).get((row, column), (1, 1))
            cells.append(
                Cell(Span(len(text) + 1, len(text) + 1 + len(words)), row, column, down, right)
            )
            text += f" {words} |"
        text += "\n"
    table = Table(1, Span(start, len(text)), tuple(cells))
    return text, TablePlace(table, captions=tuple(spans))


def read(
    lines: Sequence[Sequence[str]],
    captions: Sequence[str] = (),
    merged: Merged | None = None,
    period: str = "2025",
) -> dict[tuple[int, int], CellReading]:
    """The cells of a table, by row and column."""
    text, where = place(lines, captions, merged)
    readings = read_grid(text, where, (), PeriodContext(document=period), Vote(vi=9), 0)
    return {(reading.cell.row, reading.cell.column): reading for reading in readings}


def one(cells: dict[tuple[int, int], CellReading], row: int, column: int) -> Statement:
    (statement,) = cells[row, column].statements
    return statement


PLAN = [
    ["STT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2025", "Thực hiện năm 2025", "So với kế hoạch (%)"],
    ["1", "Trồng rừng", "ha", "40", "38,5", "96,25"],
    ["2", "Thu nhập", "triệu đồng", "60", "-", "x"],
]


def test_columns_say_what_their_figures_are() -> None:
    cells = read(PLAN)

    assert [one(cells, 1, column).measure for column in (3, 4, 5)] == [
        "plan",
        "actual",
        "pct_of_plan",
    ]
    assert [one(cells, 1, column).unit for column in (3, 4, 5)] == ["ha", "ha", "%"]
    assert {one(cells, 1, column).label for column in (3, 4, 5)} == {"Trồng rừng"}
    assert {one(cells, 1, column).period for column in (3, 4, 5)} == {"2025"}


def test_a_unit_column_scales_its_row() -> None:
    statement = one(read(PLAN), 2, 3)

    assert (statement.unit, statement.scale) == ("VND", 6)


def test_absent_cells_say_nothing_and_other_columns_have_reasons() -> None:
    cells = read(PLAN)

    assert not cells[2, 4].statements
    assert not cells[2, 5].statements
    assert cells[1, 0].reason == "row_number"
    assert cells[1, 1].reason == "descriptor"
    assert cells[0, 3].reason == "period"
    assert cells[0, 1].reason == "heading"


def test_a_merged_header_heads_all_its_columns() -> None:
    cells = read(
        [
            ["Cây trồng", "Diện tích (ha)", "^", "Sản lượng (tấn)"],
            ["^", "Năm 2024", "Năm 2025", "Năm 2025"],
            ["Lúa", "120", "130", "800"],
        ],
        merged={(0, 0): (2, 1), (0, 1): (1, 2)},
    )

    found = [one(cells, 2, column) for column in (1, 2, 3)]
    assert [statement.period for statement in found] == ["2024", "2025", "2025"]
    assert [statement.unit for statement in found] == ["ha", "ha", "t"]
    assert ["diện tích" in statement.label.lower() for statement in found] == [True, True, False]


def test_a_unit_line_above_the_table_holds_for_all_of_it() -> None:
    cells = read(
        [["Nội dung", "Dự toán", "Thực hiện"], ["Chi sự nghiệp", "500", "450,5"]],
        captions=["Biểu 2. Chi ngân sách", "Đơn vị tính: triệu đồng"],
    )

    assert [(one(cells, 1, c).unit, one(cells, 1, c).scale) for c in (1, 2)] == [("VND", 6)] * 2


def test_a_row_of_column_numbers_belongs_to_the_head() -> None:
    cells = read(
        [["Nội dung", "Thu", "Chi"], ["1", "2", "3"], ["Quỹ đền ơn", "25", "20"]],
        captions=["ĐVT: nghìn đồng"],
    )

    assert cells[1, 1].statements == []
    assert one(cells, 2, 1).quantity.value == 25


def test_rows_below_a_row_are_parts_of_it() -> None:
    cells = read(
        [
            ["STT", "Chỉ tiêu", "Số lượng"],
            ["I", "Tổng đàn", "900"],
            ["1", "Đàn lợn", "600"],
            ["1.1", "Lợn nái", "90"],
            ["2", "Đàn dê", "300"],
            ["II", "Ao nuôi", "45"],
        ]
    )

    parents = [one(cells, row, 2).parent_row for row in range(1, 6)]
    assert parents == [-1, 1, 2, 1, -1]
    assert one(cells, 3, 2).group == "Đàn lợn"
    assert one(cells, 3, 2).listing == "open"


def test_a_parent_row_without_figures_passes_its_parts_up() -> None:
    cells = read(
        [
            ["STT", "Chỉ tiêu", "Số lượng"],
            ["I", "Tổng đàn", "900"],
            ["1", "Gia súc", "-"],
            ["1.1", "Lợn", "600"],
        ]
    )

    assert one(cells, 3, 2).parent_row == 1


@pytest.mark.parametrize(
    ("written", "value", "sign"),
    [("(1.250)", 1250, -1), ("-12,5", Decimal("12.5"), -1), ("1.250", 1250, 1), ("0", 0, 1)],
)
def test_negative_cells(written: str, value: Decimal | int, sign: int) -> None:
    statement = one(read([["Nội dung", "Thực hiện"], ["Chênh lệch quỹ", written]]), 1, 1)

    assert (statement.quantity.value, statement.sign) == (value, sign)


def test_a_cell_in_words_is_one_statement_without_a_value() -> None:
    cells = read(
        [
            ["Chỉ tiêu", "Kế hoạch", "Thực hiện"],
            ["Số hộ", "20", "18"],
            ["Xếp loại chuyển đổi số", "Thuộc nhóm 10 phường dẫn đầu thành phố", "Chưa xếp loại"],
        ]
    )

    for column in (1, 2):
        reading = cells[2, column]
        assert reading.statements == []
        assert reading.words is not None
        assert reading.words.quantity.value is None
        assert reading.reason == "descriptor"


def test_a_pair_in_a_cell_is_a_fraction() -> None:
    cells = read([["Nội dung", "Kết quả"], ["Thôn văn hóa", "15/18"]])

    above, below = cells[1, 1].statements
    assert [above.quantity.value, below.quantity.value] == [15, 18]
    assert (below.measure, below.fraction_of) == ("denominator", 0)


def test_a_merged_label_names_the_rows_it_covers() -> None:
    cells = read(
        [
            ["Nội dung", "Năm", "Số vụ"],
            ["Hòa giải", "2024", "12"],
            ["^", "2025", "15"],
        ],
        merged={(1, 0): (2, 1)},
    )

    assert "hòa giải" in one(cells, 2, 2).label.lower()


def test_observations_of_a_table_quote_their_row_and_name_their_whole() -> None:
    text, where = place(
        [
            ["STT", "Chỉ tiêu", "ĐVT", "Năm 2025"],
            ["I", "Tổng đàn", "con", "900"],
            ["1", "Lợn", "con", "600"],
        ]
    )
    reading = Reading("", "0" * 64, "docx", text, (), (where.table,))

    found = observe(Document(reading, (), (where,)), DocumentInfo(period="2025"))

    whole, part = found.observations
    assert (whole.context, part.context) == ("I | Tổng đàn | con | 900", "1 | Lợn | con | 600")
    assert part.whole == whole.observation_id
    assert (part.table, part.row, part.column) == (1, 3, 4)
    assert [(e.raw, e.reason) for e in found.numbers] == [
        ("2025", "year"),
        ("900", "observation"),
        ("1", "row_number"),
        ("600", "observation"),
    ]


# --- the pieces ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("1.2. Diện tích lúa (ha)", "Diện tích lúa"),
        ("Trong đó: - Nữ", "Nữ"),
        ("- Cây ăn quả", "Cây ăn quả"),
        ("a) Thu nội địa", "Thu nội địa"),
        ("Thu khác (phần còn lại)", "Thu khác (phần còn lại)"),
    ],
)
def test_row_labels(raw: str, label: str) -> None:
    assert clean_label(raw) == label


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1.000 đồng", Unit("VND", 3)),
        ("Tr.đồng", Unit("VND", 6)),
        ("triệu", Unit("VND", 6)),
        ("nghìn tấn", Unit("t", 3)),
        ("tạ/ha", Unit("tạ/ha")),
        ("1.000.000 đ", Unit("VND", 6)),
        ("12", None),
        ("", None),
    ],
)
def test_units_that_stand_alone(text: str, unit: Unit | None) -> None:
    assert parse_unit(text) == unit


def test_units_in_lines_and_brackets() -> None:
    assert unit_line("(ĐVT: tỷ đồng)") == Unit("VND", 9)
    assert unit_line("Biểu 3. Chi ngân sách") is None
    assert bracket_unit("Diện tích (gieo trồng) (ha)") == Unit("ha")
    assert bracket_unit("Diện tích (gieo trồng)") is None
