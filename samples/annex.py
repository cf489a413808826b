"""Annex 1 of a report: the table of plan, estimate, cumulative figure and per cent."""

from __future__ import annotations

from collections.abc import Callable

from samples.blocks import Annex
from samples.facts import Style
from samples.figures import WARD, Figures, MissingFigure, rows
from samples.periods import Month

CellWriter = Callable[[str, str], str]


def build(figures: Figures, month: Month, style: Style, write: CellWriter) -> Annex:
    """The annex of a month's report; ``write`` gives the text of a figure's cell."""
    plan = "6 tháng cuối năm 2025" if month.year == 2025 else "năm 2026"
    short = f"tháng {month.number:02d}/{month.year}"
    with_cumulative = not month.opens_plan()
    columns = [("TT", ""), ("Chỉ tiêu", ""), ("Đơn vị tính", ""), (f"Kế hoạch {plan} (*)", "")]
    if with_cumulative:
        columns.append(("Ước thực hiện", short[0].upper() + short[1:]))
        cumulative = month.cumulative_words()
        columns.append(("Ước thực hiện", cumulative[0].upper() + cumulative[1:]))
    else:
        columns.append((f"Ước thực hiện {short}", ""))
    columns.append((f"Tỷ lệ % so với KH {plan}", ""))
    table = tuple(
        _row(row, figures, month, with_cumulative, write) for row in rows(WARD / "annex.csv")
    )
    resolution = "18/7/2025" if month.year == 2025 else "23/12/2025"
    number = "02" if month.year == 2025 else "17"
    return Annex(
        captions=(
            "PHỤ LỤC 1",
            f"KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI {short.upper()}",
            f"(Kèm theo Báo cáo {short} của Ủy ban nhân dân phường Vĩnh Hưng Đông)",
        ),
        columns=tuple(columns),
        rows=table,
        note=f"Ghi chú: (*) Theo Nghị quyết số {number}/NQ-HĐND ngày {resolution} của Hội đồng "
        f"nhân dân phường Vĩnh Hưng Đông{_revision(month)}.",
    )


def _revision(month: Month) -> str:
    if month < Month(2026, 5):
        return ""
    return (
        "; riêng chỉ tiêu giá trị sản xuất thương mại - dịch vụ theo Nghị quyết số "
        "09/NQ-HĐND ngày 12/5/2026"
    )


def _row(
    row: dict[str, str], figures: Figures, month: Month, cumulative: bool, write: CellWriter
) -> tuple[str, ...]:
    key = row["key"]
    cells = [row["number"], row["label"] or figures.label(key, month), row["unit"]]
    if not key:
        cells += [row["plan_words"], row["words"]] + ([""] if cumulative else []) + [""]
        return tuple(cells)
    plan = figures.plan(key, month)
    cells.append(write(key, "p") if plan else "")
    try:
        cells.append(write(key, "m"))
    except MissingFigure:
        return (*cells, *("Chưa có số liệu", *([""] if cumulative else []), ""))
    if cumulative:
        cells.append(write(key, "c") if row["cumulative"] == "yes" else "")
    exact_plan = plan is not None and plan.comparator == "="
    cells.append(f"{write(key, 'r')}%" if exact_plan else "")
    return tuple(cells)
