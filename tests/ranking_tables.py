"""Ranking tables in PDF, as the published index reports lay them out, with their truth.

Names of provinces are those of the list, figures are made by chance with a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import matplotlib
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from normalize.areas import provinces

_DAY = date(2023, 12, 31)
PLACES = [(one.name, one.kind) for one in provinces() if one.valid_on(_DAY)]
_RULED = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@dataclass(frozen=True, slots=True)
class Fact:
    """What one cell says: place, words the label must hold, value, unit."""

    place: str
    words: str
    value: Decimal
    unit: str
    period: str = "2023"


@dataclass(slots=True)
class Ranking:
    """A table to print: ``head`` and ``rows`` as cells, ``style`` commands of reportlab."""

    title: str
    head: list[list[str]]
    widths: list[float]
    rows: list[list[str]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    style: list[Any] = field(default_factory=list)
    repeat: bool = True
    landscape: bool = False

    def write(self, path: Path) -> None:
        """Print it, a running head and page numbers around it."""
        pdfmetrics.registerFont(TTFont("Body", _FONTS / "DejaVuSerif.ttf"))
        size = landscape(A4) if self.landscape else A4

        def frame(canvas: Any, document: Any) -> None:
            canvas.setFont("Body", 9)
            canvas.drawCentredString(size[0] / 2, 24, str(document.page))
            canvas.drawString(50, size[1] - 24, "BÁO CÁO XẾP HẠNG")

        middle = ParagraphStyle("middle", fontName="Body", fontSize=7, leading=8.4, alignment=1)
        heads = [[Paragraph(text, middle) if text else "" for text in row] for row in self.head]
        table = Table(
            heads + self.rows,
            repeatRows=len(self.head) if self.repeat else 0,
            colWidths=self.widths,
        )
        plain = [
            ("FONT", (0, 0), (-1, -1), "Body", 7.5),
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ]
        table.setStyle(TableStyle(plain + self.style))
        title = ParagraphStyle("title", fontName="Body", fontSize=11, leading=14, alignment=1)
        SimpleDocTemplate(
            str(path), pagesize=size, topMargin=45, bottomMargin=45, leftMargin=36, rightMargin=36
        ).build([Paragraph(self.title, title), Spacer(1, 6), table], frame, frame)


def vietnamese(value: Decimal) -> str:
    """With a decimal comma."""
    return str(value).replace(".", ",")


def _scores(chance: random.Random, count: int, low: int, high: int, places: int) -> list[Decimal]:
    step = 10**places
    return [Decimal(chance.randrange(low * step, high * step)) / step for _ in range(count)]


def reform_index() -> Ranking:
    """Eight components under one head, total, index, rank; landscape, ruled."""
    parts = [
        "Công tác chỉ đạo điều hành", "Cải cách thể chế", "Cải cách thủ tục hành chính",
        "Tổ chức bộ máy", "Chế độ công vụ", "Tài chính công", "Chính quyền số",
        "Tác động của cải cách đến người dân",
    ]  # fmt: skip
    made = Ranking(
        "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023 CỦA CÁC TỈNH, THÀNH PHỐ",
        [
            ["TT", "Tỉnh, thành phố", "Kết quả các chỉ số thành phần (điểm)", *[""] * 7,
             "Tổng điểm", "Chỉ số tổng hợp (%)", "Xếp hạng"],
            ["", "", *parts, "", "", ""],
        ],
        [26, 90, *[62] * 8, 45, 45, 40],
        landscape=True,
        style=[*_RULED, ("SPAN", (2, 0), (9, 0)),
               *[("SPAN", (c, 0), (c, 1)) for c in (0, 1, 10, 11, 12)]],
    )  # fmt: skip
    chance = random.Random(1)
    for i, (name, kind) in enumerate(PLACES, 1):
        scores = _scores(chance, 8, 3, 15, 2)
        total, index = sum(scores), Decimal(9000 - 31 * i) / 100
        label = f"Tp. {name}" if kind == "thành phố" else name
        figures = [*scores, total, index]
        made.rows.append([str(i), label, *map(vietnamese, map(Decimal, figures)), str(i)])
        made.facts += [
            Fact(name, part, score, "điểm") for part, score in zip(parts, scores, strict=True)
        ]
        made.facts.append(Fact(name, "Tổng điểm", Decimal(total), "điểm"))
        made.facts.append(Fact(name, "Chỉ số tổng hợp", index, "%"))
        made.facts.append(Fact(name, "Xếp hạng", Decimal(i), "hạng"))
    return made


def head_on_first_page_only() -> Ranking:
    """The same, with the head on the first page alone."""
    made = reform_index()
    made.repeat = False
    return made


def points_and_ranks() -> Ranking:
    """A score and a rank under each name; three rows of heads."""
    parts = ["Tham gia của người dân", "Công khai, minh bạch", "Trách nhiệm giải trình",
             "Kiểm soát tham nhũng"]  # fmt: skip
    made = Ranking(
        "Bảng 3.1. Kết quả Chỉ số PAPI năm 2023 theo địa phương",
        [
            ["STT", "Địa phương", "Chỉ số nội dung", *[""] * 7, "Tổng hợp", ""],
            ["", "", *[text for part in parts for text in (part, "")], "Chỉ số PAPI 2023", ""],
            ["", "", *["Điểm", "Hạng"] * 5],
        ],
        [26, 90, *[46, 30] * 5],
        style=[*_RULED, ("SPAN", (0, 0), (0, 2)), ("SPAN", (1, 0), (1, 2)),
               ("SPAN", (2, 0), (9, 0)), ("SPAN", (10, 0), (11, 0)),
               *[("SPAN", (c, 1), (c + 1, 1)) for c in range(2, 12, 2)]],
    )  # fmt: skip
    chance = random.Random(2)
    for i, (name, _) in enumerate(PLACES, 1):
        scores = _scores(chance, 5, 4, 8, 4)
        ranks = [chance.randint(1, 63) for _ in scores]
        row = [str(i), name]
        for part, score, rank in zip([*parts, "Chỉ số PAPI"], scores, ranks, strict=True):
            row += [vietnamese(score), str(rank)]
            made.facts.append(Fact(name, f"{part} điểm", score, "điểm"))
            made.facts.append(Fact(name, f"{part} hạng", Decimal(rank), "hạng"))
        made.rows.append(row)
    return made


def without_rulings() -> Ranking:
    """Rank first, no rulings, heads of several lines."""
    parts = ["Gia nhập thị trường", "Tiếp cận đất đai", "Tính minh bạch",
             "Chi phí không chính thức", "Đào tạo lao động"]  # fmt: skip
    made = Ranking(
        "Bảng 5. Kết quả xếp hạng PCI năm 2023",
        [["Xếp hạng", "Tỉnh/Thành phố", "Điểm số PCI", *parts]],
        [50, 100, 55, *[55] * 5],
    )
    chance = random.Random(3)
    for i, (name, _) in enumerate(PLACES, 1):
        index, scores = Decimal(7400 - 23 * i) / 100, _scores(chance, 5, 4, 9, 2)
        made.rows.append([str(i), name, *map(vietnamese, [index, *scores])])
        made.facts.append(Fact(name, "Xếp hạng PCI", Decimal(i), "hạng"))
        made.facts.append(Fact(name, "Điểm số PCI", index, "điểm"))
        made.facts += [Fact(name, part, s, "") for part, s in zip(parts, scores, strict=True)]
    return made


def shaded() -> Ranking:
    """No rulings but shaded rows, regions between, words in a column, decimal dots, gaps."""
    parts = ["Điều kiện", "Kết quả tích hợp", "Tác động"]
    made = Ranking(
        "Bảng 2.4: Chỉ số chuyển đổi số cấp tỉnh năm 2023",
        [
            ["", "", "Điểm các chỉ số thành phần", *[""] * 6],
            ["STT", "Tỉnh, thành phố", *parts, "Tổng điểm", "Thứ hạng", "Nhóm", "Độ lệch chuẩn"],
        ],
        [30, 115, 50, 70, 50, 50, 50, 55, 50],
        style=[("SPAN", (2, 0), (4, 0)), ("ALIGN", (1, 2), (1, -1), "LEFT"),
               *[("BACKGROUND", (0, r), (-1, r), "#dddddd") for r in range(2, 60, 2)]],
    )  # fmt: skip
    chance = random.Random(4)
    regions = {0: "Đồng bằng sông Hồng", 20: "Miền Trung và Tây Nguyên", 45: "Phía Nam"}
    for i, (name, _) in enumerate(PLACES):
        if i in regions:
            made.rows.append(["", regions[i], *[""] * 7])
        scores, rank = _scores(chance, 5, 1, 9, 2), chance.randint(1, 63)
        last = "-" if i % 9 == 4 else f"{scores[4]:.2f}"
        group = chance.choice(["Tốt", "Khá", "Trung bình"])
        figures = [f"{score:.2f}" for score in scores[:4]]
        made.rows.append([str(i + 1), name, *figures, str(rank), group, last])
        made.facts += [Fact(name, part, s, "điểm") for part, s in zip(parts, scores, strict=False)]
        made.facts.append(Fact(name, "Tổng điểm", scores[3], "điểm"))
        made.facts.append(Fact(name, "Thứ hạng", Decimal(rank), "hạng"))
        made.facts += [] if last == "-" else [Fact(name, "Độ lệch chuẩn", scores[4], "")]
    return made


def two_years() -> Ranking:
    """Two years beside each other with the gain of places; columns are numbered."""
    made = Ranking(
        "Biểu 01. Xếp hạng Chỉ số SIPAS của các tỉnh, thành phố",
        [
            ["TT", "Tên đơn vị", "Năm 2022", "", "Năm 2023", "", "Tăng/giảm so với năm 2022"],
            ["", "", *["Chỉ số (%)", "Xếp hạng"] * 2, "Thứ hạng"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)=(4)-(6)"],
        ],
        [30, 150, *[60] * 5],
        style=[*_RULED, ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1)),
               ("SPAN", (2, 0), (3, 0)), ("SPAN", (4, 0), (5, 0))],
    )  # fmt: skip
    chance = random.Random(5)
    for i, (name, kind) in enumerate(PLACES, 1):
        before, after = _scores(chance, 2, 70, 95, 2)
        old, new = chance.randint(1, 63), chance.randint(1, 63)
        gain = old - new
        made.rows.append(
            [str(i), f"{kind.capitalize()} {name}", vietnamese(before), str(old),
             vietnamese(after), str(new), f"+{gain}" if gain > 0 else str(gain)]
        )  # fmt: skip
        made.facts += [
            Fact(name, "Chỉ số SIPAS", before, "%", "2022"),
            Fact(name, "Xếp hạng", Decimal(old), "hạng", "2022"),
            Fact(name, "Chỉ số SIPAS", after, "%"),
            Fact(name, "Xếp hạng", Decimal(new), "hạng"),
            Fact(name, "Thứ hạng", Decimal(gain), "hạng"),
        ]
    return made


def beside_each_other() -> Ranking:
    """The second half of the places beside the first, under the same heads."""
    made = Ranking(
        "Bảng 7. Chỉ số thành phần cải cách thể chế năm 2023",
        [["TT", "Tỉnh, thành phố", "Chỉ số (%)", "Xếp hạng"] * 2],
        [28, 110, 60, 55] * 2,
        style=_RULED,
    )
    chance = random.Random(6)
    half = (len(PLACES) + 1) // 2
    cells: list[list[str]] = []
    for i, (name, _) in enumerate(PLACES, 1):
        (index,) = _scores(chance, 1, 50, 90, 2)
        cells.append([str(i), name, vietnamese(index), str(i)])
        made.facts.append(Fact(name, "cải cách thể chế", index, "%"))
        made.facts.append(Fact(name, "Xếp hạng", Decimal(i), "hạng"))
    cells += [["", "", "", ""]] * (2 * half - len(cells))
    made.rows = [left + right for left, right in zip(cells[:half], cells[half:], strict=True)]
    return made


LAYOUTS: Sequence[Callable[[], Ranking]] = (
    reform_index, head_on_first_page_only, points_and_ranks, without_rulings, shaded, two_years,
    beside_each_other,
)  # fmt: skip
