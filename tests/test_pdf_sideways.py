"""Text that runs up the page beside upright text (extract.pdf_sideways)."""

from __future__ import annotations

import pytest

from extract.read import read
from solieu.model import Reading

WIDTH, HEIGHT = 595, 842
XS, YS = (85, 125, 260, 380, 500), (420, 520, 550, 580)
LINES = (
    (110, "Thực hiện chương trình công tác năm 2025, Ủy ban nhân dân xã báo cáo kết"),
    (85, "quả thu ngân sách đạt 12,5 tỷ đồng, bằng 98% dự toán, trong đó thu từ đất đai"),
    (85, "4,25 tỷ đồng."),
)
HEAD = ((110, "Số thứ tự", 90), (150, "Chỉ tiêu", 0), (320, "Kế hoạch (ha)", 270))
ROWS = (("1", "Lúa", "120", "118"), ("2", "Ngô", "45", "50"))


@pytest.fixture(scope="module", params=[42, 3])
def reading(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A page with a stamp along its margin and a table with heads that run up and down."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    path = tmp_path_factory.mktemp("sideways") / "page.pdf"
    page = Figure(figsize=(WIDTH / 72, HEIGHT / 72))

    def write(x: float, y: float, text: str, turn: int = 0, size: int = 11) -> None:
        page.text(x / WIDTH, 1 - y / HEIGHT, text, rotation=turn, fontsize=size)

    for i, (x, text) in enumerate(LINES):
        write(x, 100 + 14 * i, text)
        if i == 0:
            write(40, 300, "Ký số ngày 05/12/2025 15:30", 90, 9)
    for x, text, turn in (*HEAD, (440, "Thực hiện (ha)", 90)):
        write(x, 510, text, turn)
    for r, row in enumerate(ROWS):
        for x, cell in zip(XS, row, strict=False):
            write(x + 8, YS[r + 1] + 20, cell)
    rules = [((x, x), (YS[0], YS[-1])) for x in XS] + [((XS[0], XS[-1]), (y, y)) for y in YS]
    for xs, ys in rules:
        across, down = [x / WIDTH for x in xs], [1 - y / HEIGHT for y in ys]
        page.add_artist(Line2D(across, down, lw=0.7, color="k"))
    with rc_context({"pdf.fonttype": request.param}):
        page.savefig(path)
    return read(path, path.name)


def test_a_stamp_along_the_margin_is_a_paragraph_of_its_own(reading: Reading) -> None:
    paragraphs = [reading.text[p.span.start : p.span.end] for p in reading.paragraphs]
    assert paragraphs == [" ".join(text for _, text in LINES), "Ký số ngày 05/12/2025 15:30"]


def test_heads_that_run_up_or_down_are_read_whole(reading: Reading) -> None:
    [table] = reading.tables
    cells = [reading.text[cell.span.start : cell.span.end].strip() for cell in table.cells]
    assert cells[:4] == ["Số thứ tự", "Chỉ tiêu", "Kế hoạch (ha)", "Thực hiện (ha)"]
    assert cells[4:] == [cell for row in ROWS for cell in row]
