"""Put one month's report together from the figures, the wording and the layout."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal

from samples import annex, numerals, phrasing
from samples.blocks import Block, Report, block
from samples.facts import BILLION, MILLION, Fact, Style, direction, fact
from samples.figures import WARD, Figures, rows
from samples.periods import Month
from samples.slips import Slips


@dataclass(frozen=True, slots=True)
class Settings:
    """How one report is set out: a row of ``ward/reports.csv``."""

    period: Month
    format: str
    layout: str
    turn: int
    number: str
    issued: str
    style: Style
    notes: str
    notes_split: bool
    resolution: str

    @property
    def file(self) -> str:
        """The report's file name."""
        return f"{self.period}.{self.format}"

    @property
    def vintage(self) -> str:
        """Date of issue as ISO, or its month where the day is blank."""
        if not self.issued:
            return str(self.period)
        day, month, year = self.issued.split("/")
        return f"{year}-{int(month):02d}-{int(day):02d}"


@dataclass(frozen=True, slots=True)
class Written:
    """A figure as it stands in a report; ``shown`` is its value as written."""

    where: str
    fact: Fact
    text: str
    shown: Decimal


def settings() -> list[Settings]:
    """The settings of all reports, in order of time."""
    return [
        Settings(
            period=Month.of(row["period"]),
            format=row["format"],
            layout=row["layout"],
            turn=int(row["turn"]),
            number=row["number"],
            issued=row["issued"],
            style=Style(int(row["pct_decimals"]), row["pad_counts"] == "yes"),
            notes=row["notes"],
            notes_split=row["notes_split"] == "yes",
            resolution=row["nq"],
        )
        for row in rows(WARD / "reports.csv")
    ]


class Composer:
    """Writes reports; collects the figures it writes in ``written``."""

    def __init__(self, figures: Figures, setting: Settings) -> None:
        """Prepare one report; its wording and slips are read from ``ward/``."""
        self._figures = figures
        self._setting = setting
        self._slips = Slips(WARD / "slips.csv", str(setting.period))
        self._sections, self._notes = phrasing.load(WARD / "phrases")
        self._numbered: dict[str, int] = {}
        self.written: list[Written] = []

    def report(self) -> Report:
        """The whole report."""
        setting = self._setting
        layouts = tomllib.loads((WARD / "layouts.toml").read_text(encoding="utf-8"))["layouts"]
        (parts,) = (entry["parts"] for entry in layouts if entry["name"] == setting.layout)
        blocks: list[Block] = []
        for level, heading, sections in parts:
            if heading:
                text = phrasing.fill(heading, self._word)
                blocks.append(Block("heading", text, int(level)))
            for section in sections:
                blocks.extend(self._section(section))
        blocks.extend(self._section("closing"))
        notes = tuple(self._note(name) for name in self._numbered)
        table = annex.build(self._figures, setting.period, setting.style, self._annex_cell)
        self._slips.check_all_made()
        return Report(
            period=str(setting.period),
            number=setting.number if setting.issued else "",
            date=setting.issued,
            title=self._title(),
            letterhead=bool(setting.issued),
            blocks=tuple(blocks),
            notes=notes,
            annex=table,
            recipients=RECIPIENTS,
            signature=SIGNATURES[setting.turn % len(SIGNATURES)],
        )

    def _draw(self, place: str) -> int:
        """A number that looks drawn by lot but is fixed for a place and a report."""
        seed = f"{self._setting.turn} {place}".encode()
        return int.from_bytes(hashlib.sha256(seed).digest()[:4], "big")

    def _title(self) -> str:
        month, next_month = self._setting.period, self._setting.period.following()
        done = f"tháng {month.number:02d}/{month.year}"
        ahead = f"tháng {next_month.number:02d}/{next_month.year}"
        work = "kinh tế - xã hội, quốc phòng - an ninh"
        return f"Tình hình thực hiện nhiệm vụ {work} {done}; nhiệm vụ trọng tâm {ahead}"

    def _section(self, name: str) -> list[Block]:
        section = self._sections[name]
        order = section.orders[self._draw(name) % len(section.orders)]
        opening = self._setting.period.opens_plan()
        texts = []
        for key in order:
            draw = self._draw(f"{name}.{key}")
            text = section.statements[key].choose(str(self._setting.period), draw, opening)
            texts.extend(phrasing.pick(text, self._is_zero).split("\n") if text else [])
        return [block(phrasing.fill(text, lambda hole: self._hole(name, hole))) for text in texts]

    def _note(self, name: str) -> str:
        opening = self._setting.period.opens_plan()
        draw = self._draw(f"note:{name}")
        text = self._notes[name].choose(str(self._setting.period), draw, opening)
        text = phrasing.pick(text, self._is_zero)
        return phrasing.fill(text, lambda hole: self._hole(f"note:{name}", hole))

    def _is_zero(self, figure: str) -> bool:
        month = self._setting.period
        if figure.endswith(":c"):
            return not self._figures.cumulative(figure.removesuffix(":c"), month)
        return not self._figures.month(figure, month, month)

    def _hole(self, where: str, hole: str) -> str:
        if hole.startswith("="):
            return self._word(hole)
        if hole.startswith("note:"):
            number = self._numbered.setdefault(hole[5:], len(self._numbered) + 1)
            return f"[^{number}]"
        key, what, form = (*hole.split(":"), "")[:3]
        if what in ("l", "L"):
            label = self._figures.label(key, self._setting.period)
            return label if what == "L" else label[0].lower() + label[1:]
        if what == "dir":
            return direction(self._figures, self._setting.period, key)
        return self._figure(where, key, what, form)

    def _annex_cell(self, key: str, what: str) -> str:
        return self._figure("annex", key, what, "")

    def _figure(self, where: str, key: str, what: str, form: str) -> str:
        found = fact(self._figures, self._setting.period, self._setting.style, key, what, form)
        text = self._slips.written(where, key, what, found.text)
        scale = Decimal(1) if form else self._figures.indicators[key].scale
        shown = found.value if text == found.text else _reread(text, found, scale)
        self.written.append(Written(where, found, text, shown))
        return text

    def _word(self, hole: str) -> str:
        month = self._setting.period
        styled = f"tháng {month.number}/{month.year}"
        if month.number < 3:
            styled = f"tháng {month.number:02d}/{month.year}"
        plan = "6 tháng cuối năm 2025" if month.year == 2025 else "năm 2026"
        following = month.following()
        during = ("trong tháng", f"trong {styled}", f"trong tháng {month.number}")
        words = {
            "t": styled,
            "th": f"tháng {month.number}",
            "trong": during[self._setting.turn % 3],
            "luyke": month.cumulative_words(),
            "kh": f"kế hoạch {plan}",
            "khv": f"kế hoạch vốn {plan}",
            "dt": f"dự toán {plan}",
            "w": month.window_words(),
            "asof": month.as_of(),
            "nq": self._setting.resolution,
            "subject": self._title()[0].lower() + self._title()[1:],
            "UPPER": f"THÁNG {month.number:02d}/{month.year}",
            "NEXT": f"THÁNG {following.number:02d}/{following.year}",
        }
        words |= {name[0].upper() + name[1:]: text[0].upper() + text[1:]
                  for name, text in words.items() if name[0].islower()}  # fmt: skip
        return words[hole[1:]]


RECIPIENTS = (
    "- Văn phòng UBND thành phố;",
    "- Sở Tài chính thành phố;",
    "- Thường trực Đảng ủy, HĐND phường;",
    "- Chủ tịch, các Phó Chủ tịch UBND phường;",
    "- Các phòng chuyên môn, đơn vị sự nghiệp thuộc phường;",
    "- Lưu: VT, VP.",
)

SIGNATURES = (
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đặng Quang Thiều"),
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lương Thị Minh Hạ"),
)


def _reread(text: str, right: Fact, scale: Decimal) -> Decimal:
    """The value of a slip, in base units, exactly as its words and digits say."""
    found = re.fullmatch(r"[><≥≤ ]*([\d.,]+)(?: (triệu|tỷ))?", text)
    if found is None:
        raise ValueError(f"cannot read the slip {text!r}")
    value = numerals.parsed(found[1])
    if found[2]:
        return value * (MILLION if found[2] == "triệu" else BILLION)
    return value if right.unit == "%" else value * scale
