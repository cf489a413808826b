"""Monthly workbooks of a statistics office from 2000 to 2025, made by program, with their truth.

Layouts are those of the published tables (what stands in titles, heads and rows, and how it
changed over the years); all figures are made up. Every figure of a workbook is another
number, so that it can be found again by its value.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import openpyxl
import xlwt

from samples.old_encodings import encode


@dataclass(frozen=True, slots=True)
class Column:
    """What a column says: ``period`` is m (month), p (month before), b (months up to that), c (so far),
    y (year), l (same months last year), or a text with {y}; ``kind`` goes into the id.
    """

    measure: str
    compare_to: str = ""
    period: str = "m"
    unit: str = "%"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as it was printed in the years ``since`` to ``until``, in ``months``.

    ``head`` is drawn as a grid with | between columns; leading | are the label columns.
    ``rows`` are (label as drawn, id, unit with scale), the id "" where the catalogue has
    none, None where the row has no figures. Blanks before a label are its column.
    """

    name: str
    since: int
    until: int
    title: str
    head: str
    columns: Sequence[Column]
    rows: Sequence[tuple[str, str | None, str]]
    months: Sequence[int] = tuple(range(1, 13))
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one figure of a workbook says."""

    sheet: str
    label: str
    indicator_id: str
    measure: str
    compare_to: str
    period: str
    value: Decimal
    unit: str


def cumulative(year: int, month: int) -> str:
    """The months of a year so far, as the program writes it."""
    return {1: f"{year}-01", 3: f"{year}-Q1", 6: f"{year}-S1", 12: f"{year}"}.get(
        month, f"{year}-01..{year}-{month:02}"
    )


_SCALES = {"Nghìn": 3, "Triệu": 6, "Tỷ": 9}


def _period(code: str, year: int, month: int) -> str:
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    known = {
        "m": f"{year}-{month:02}",
        "p": f"{before[0]}-{before[1]:02}",
        "c": cumulative(year, month),
        "l": cumulative(year - 1, month),
        "y": f"{year}",
        "ly": f"{year - 1}",
        "lm": f"{year - 1}-{month:02}",
        "b": cumulative(*before),
        "q": f"{year}-Q{(month + 2) // 3}",
        "lq": f"{year - 1}-Q{(month + 2) // 3}",
    }
    return known.get(code) or code.format(y=year, m=f"{month:02}", ly=year - 1)


@dataclass(frozen=True, slots=True)
class Written:
    """A cell of a sheet; ``columns`` is how many a head stands over."""

    row: int
    column: int
    value: str | float
    columns: int = 1
    figure: bool = False


class Workbook:
    """The tables of one month."""

    def __init__(self, year: int, month: int, layouts: Sequence[Layout]) -> None:
        """Lay out all tables that were printed in that month."""
        self.year, self.month = year, month
        self.sheets: list[tuple[str, list[Written]]] = []
        self.facts: list[Fact] = []
        self._chance = random.Random(year * 100 + month)
        self._used: set[int] = set()
        for number, layout in enumerate(
            [one for one in layouts if one.since <= year <= one.until and month in one.months], 1
        ):
            self._sheet(layout, number)

    def _filled(self, text: str) -> str:
        year, month = self.year, self.month
        before_year, before = (year, month - 1) if month > 1 else (year - 1, 12)
        roman = ("I", "II", "III", "IV")
        return text.format(
            y=year, m=month, ly=year - 1, p=before, py=before_year, q=roman[(month - 1) // 3]
        )

    def _number(self) -> float:
        while True:
            value = self._chance.randrange(10_001, 999_999)
            if value % 10 and value not in self._used:
                self._used.add(value)
                return value / 100

    def _sheet(self, layout: Layout, number: int) -> None:
        cells: list[Written] = []
        row = 0
        for line in layout.title.split("\n"):
            column, text = _placed(self._filled(line))
            text = f"{number}. {text}" if row == 0 else text
            cells.append(Written(row, column, text))
            row += 1
        row += 1
        for line in layout.head.strip("\n").split("\n"):
            fields = [text.strip() for text in self._filled(line).split("|")]
            for column, text in enumerate(fields):
                if text not in ("", "<"):
                    value: str | float = int(text) if text.isdigit() else text
                    over = next((i for i, t in enumerate(fields[column + 1 :]) if t != "<"), None)
                    over = len(fields) - column - 1 if over is None else over
                    cells.append(Written(row, column, value, over + 1))
            row += 1
        row += 1
        width = max(len(line.split("|")) for line in layout.head.strip("\n").split("\n"))
        first = width - len(layout.columns)
        for label, identity, unit in layout.rows:
            column, text = _placed(self._filled(label))
            for shift, part in enumerate(text.split("|")):
                cells.append(Written(row, column + shift, part))
            if identity is not None:
                for i, said in enumerate(layout.columns):
                    if unit == "-" and said.kind == "qty":
                        continue
                    figure = self._number()
                    cells.append(Written(row, first + i, figure, figure=True))
                    self._fact(
                        layout, f"{number}.{layout.name}", text, identity, unit, said, figure
                    )
            row += 1
        if layout.note:
            cells.append(Written(row + 1, 0, layout.note))
        self.sheets.append((f"{number}.{layout.name}", cells))

    def _fact(
        self, layout: Layout, sheet: str, label: str, identity: str, unit: str, said: Column,
        figure: float,
    ) -> None:  # fmt: skip
        stated = said.unit
        if said.unit == "*":
            stated = unit
        elif said.unit == "*1":
            stated = unit.split(";")[0]
        elif said.unit == "*2":
            stated = unit.split(";")[1]
        scale_word, _, bare = stated.partition(" ")
        scale = _SCALES.get(scale_word, 0)
        name = bare if scale else stated
        value = Decimal(str(figure)).scaleb(scale)
        wanted = identity.replace("*", said.kind) if identity else ""
        self.facts.append(
            Fact(sheet, label, wanted, said.measure, said.compare_to,
                 _period(said.period, self.year, self.month), value, name)
        )  # fmt: skip

    def xlsx(self) -> bytes:
        """As a new workbook, Unicode."""
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, cells in self.sheets:
            sheet = book.create_sheet(name)
            for one in cells:
                cell = sheet.cell(one.row + 1, one.column + 1, one.value)
                cell.number_format = "0.0" if one.figure else "General"
                if one.columns > 1:
                    sheet.merge_cells(None, one.row + 1, one.column + 1, one.row + 1,
                                      one.column + one.columns)  # fmt: skip
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def xls(self, encoding: str = "") -> bytes:
        """As an Excel 97 file; ``encoding``: tcvn3, vni, or "" for Unicode."""
        book = xlwt.Workbook()
        fonts = {"tcvn3": ".VnTime", "vni": "VNI-Times", "": "Times New Roman"}
        for name, cells in self.sheets:
            sheet = book.add_sheet(name)
            for one in cells:
                style = xlwt.XFStyle()
                style.font.name = fonts[encoding]
                style.num_format_str = "0.0" if one.figure else "General"
                value = one.value
                if isinstance(value, str) and encoding:
                    if encoding == "tcvn3" and value.isupper():
                        style.font.name = ".VnTimeH"
                    value = encode(value, encoding).decode("latin-1")  # type: ignore[arg-type]
                if one.columns > 1:
                    style.alignment.horz = xlwt.Alignment.HORZ_CENTER_ACROSS_SEL
                sheet.write(one.row, one.column, value, style)
                for shift in range(1, one.columns):
                    sheet.write(one.row, one.column + shift, None, style)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def bytes(self) -> tuple[bytes, str]:
        """The file as its year had it, and its suffix."""
        if self.year >= 2018:
            return self.xlsx(), "xlsx"
        if self.year >= 2009:
            return self.xls(), "xls"
        return self.xls("vni" if self.year in (2002, 2003) else "tcvn3"), "xls"


def _placed(line: str) -> tuple[int, str]:
    """Text and its column: one leading bar for each column it is set in."""
    bare = line.lstrip("|")
    return len(line) - len(bare), bare


_INDEX = [Column("index", "other"), Column("index", "yoy"), Column("index", "other"),
          Column("index", "prev"), Column("index", "yoy", "c", kind="_average")]  # fmt: skip


def _prices(*names: tuple[str, str]) -> list[tuple[str, str | None, str]]:
    return [(label, f"{identity}*", "") for label, identity in names]


PRICES_2000 = _prices(
    ("CHỈ SỐ GIÁ TIÊU DÙNG", "cpi"), ("|Hàng ăn và dịch vụ ăn uống", "cpi_food"),
    ("|Trong đó: Lương thực", "cpi_staples"), ("|Thực phẩm", "cpi_foodstuff"),
    ("|Đồ uống và thuốc lá", "cpi_beverages_tobacco"),
    ("|May mặc, mũ nón, giầy dép", "cpi_clothing"),
    ("|Nhà ở và vật liệu xây dựng", "cpi_housing"),
    ("|Thiết bị và đồ dùng gia đình", "cpi_household"), ("|Dược phẩm, y tế", "cpi_health"),
    ("|Phương tiện đi lại, bưu điện", "cpi_transport_post"), ("|Giáo dục", "cpi_education"),
    ("|Văn hoá, thể thao, giải trí", "cpi_culture_sport"),
    ("|Đồ dùng và dịch vụ khác", "cpi_other"), ("CHỈ SỐ GIÁ VÀNG", "gold_price_index"),
    ("CHỈ SỐ GIÁ ĐÔ LA MỸ", "usd_price_index"),
)  # fmt: skip
PRICES_2010 = _prices(
    ("CHỈ SỐ GIÁ TIÊU DÙNG", "cpi"), ("Hàng ăn và dịch vụ ăn uống", "cpi_food"),
    ("|Trong đó:|Lương thực", "cpi_staples"), ("||Thực phẩm", "cpi_foodstuff"),
    ("||Ăn uống ngoài gia đình", "cpi_eating_out"),
    ("Đồ uống và thuốc lá", "cpi_beverages_tobacco"),
    ("May mặc, mũ nón, giày dép", "cpi_clothing"),
    ("Nhà ở và vật liệu xây dựng", "cpi_housing"),
    ("Thiết bị và đồ dùng gia đình", "cpi_household"),
    ("Thuốc và dịch vụ y tế", "cpi_health"), ("|Trong đó:|Dịch vụ y tế", "cpi_health_services"),
    ("Giao thông", "cpi_transport"), ("Bưu chính viễn thông", "cpi_post_telecom"),
    ("Giáo dục", "cpi_education"), ("|Trong đó:|Dịch vụ giáo dục", "cpi_education_services"),
    ("Văn hoá, giải trí và du lịch", "cpi_culture"),
    ("Hàng hóa và dịch vụ khác", "cpi_other"), ("CHỈ SỐ GIÁ VÀNG", "gold_price_index"),
    ("CHỈ SỐ GIÁ ĐÔ LA MỸ", "usd_price_index"),
)  # fmt: skip
_CORE: list[tuple[str, str | None, str]] = [("LẠM PHÁT CƠ BẢN", "core_inflation*", "")]
_GOODS = [
    ("Thủy sản", "seafood", "-"), ("Rau quả", "vegetables_fruit", "-"),
    ("Hạt điều", "cashew", ""), ("Cà phê", "coffee", ""), ("Chè", "tea", ""),
    ("Hạt tiêu", "pepper", ""), ("Gạo", "rice", ""), ("Than đá", "coal", ""),
    ("Dầu thô", "crude_oil", ""), ("Cao su", "rubber", ""), ("Dệt, may", "textiles", "-"),
    ("Giày dép", "footwear", "-"), ("Sắt thép", "steel", ""),
]  # fmt: skip
_BOUGHT = [
    ("Xăng dầu", "petroleum", ""), ("Phân bón", "fertiliser", ""), ("Sắt thép", "steel", ""),
    ("Bông", "cotton", ""), ("Hóa chất", "chemicals", "-"), ("Vải", "fabric", "-"),
    ("Thức ăn gia súc và NPL", "feed", "-"), ("Lúa mỳ", "wheat", ""),
]  # fmt: skip


def _trade(
    verb: str, goods: Sequence[tuple[str, str, str]], total: str, sectors: bool
) -> list[tuple[str, str | None, str]]:
    unit = "Nghìn t;Triệu USD"
    rows: list[tuple[str, str | None, str]] = [(total, f"{verb}s", "-")]
    if sectors:
        rows += [("Khu vực kinh tế trong nước", f"{verb}s_domestic", "-"),
                 ("Khu vực có vốn đầu tư nước ngoài", f"{verb}s_fdi", "-")]  # fmt: skip
    rows.append(("MẶT HÀNG CHỦ YẾU", None, ""))
    rows += [(f"|{label}", f"{verb}_{name}_*", mark or unit) for label, name, mark in goods]
    return rows


def _pairs(*said: tuple[str, str, str]) -> list[Column]:
    found = []
    for measure, compare_to, period in said:
        percent = measure in ("index", "share")
        found.append(Column(measure, compare_to, period, "%" if percent else "Nghìn t", "qty"))
        found.append(Column(measure, compare_to, period, "%" if percent else "Triệu USD", "value"))
    return found


_TRADE_COLUMNS = _pairs(("actual", "", "p"), ("estimate", "", "m"), ("estimate", "", "c"),
                        ("index", "yoy", "c"))  # fmt: skip

_CROPS = [
    ("Gieo cấy lúa đông xuân", "rice_area_winter_spring", ""), ("|Miền Bắc", "rice_area_winter_spring", ""),
    ("|Miền Nam", "rice_area_winter_spring", ""), ("Gieo trồng màu lương thực", None, ""),
    ("|Ngô", "maize_area", ""), ("|Khoai lang", "sweet_potato_area", ""), ("|Đậu tương", "soybean_area", ""),
    ("|Lạc", "peanut_area", ""), ("|Rau, đậu", "", ""),
]  # fmt: skip


def _carried(thing: str, unit: str, ids: str) -> list[tuple[str, str | None, str]]:
    """Volume carried (a) and traffic (b) by area and by kind of transport."""
    rows: list[tuple[str, str | None, str]] = []
    for number, title, (word, code), stem in (
        ("I", "Vận chuyển", ("Nghìn", unit), f"{ids}_carried"),
        ("II", "Luân chuyển", ("Triệu", {"t": "tấn.km"}.get(unit, f"{unit}.km")), f"{ids}_traffic"),
    ):
        shown = {"hành khách": "HK", "hành khách.km": "HK.km", "t": "tấn", "tấn.km": "tấn.km"}[code]
        stated = f"{word} {code}"
        rows.append((f"{number}. {title} ({word} {shown})", stem, stated))
        rows.append(("|Phân theo khu vực vận tải", None, ""))
        rows += [("|Trong nước", f"{stem}_domestic", stated),
                 ("|Ngoài nước", f"{stem}_foreign", stated)]  # fmt: skip
        rows.append(("|Phân theo ngành vận tải", None, ""))
        rows += [
            (f"|{label}", f"{stem}_{name}", stated)
            for label, name in (
                ("Đường sắt", "rail"), ("Đường biển", "sea"), ("Đường thủy nội địa", "river"),
                ("Đường bộ", "road"), ("Hàng không", "air"),
            )
        ]  # fmt: skip
    return rows


_CARRIED_COLUMNS = [
    Column("estimate", "", "m", "*"), Column("estimate", "", "c", "*"),
    Column("index", "prev", "m"), Column("index", "yoy", "m"), Column("index", "yoy", "c"),
]  # fmt: skip

_VISITORS = [
    ("TỔNG SỐ", "international_arrivals", ""), ("Phân theo phương tiện đến", None, ""),
    ("|Đường không", "arrivals_air", ""), ("|Đường biển", "arrivals_sea", ""),
    ("|Đường bộ", "arrivals_road", ""), ("Phân theo một số nước và vùng lãnh thổ", None, ""),
    ("|Châu Á", "arrivals_asia", ""), ("|CHND Trung Hoa", "arrivals_china", ""),
    ("|Hàn Quốc", "arrivals_korea", ""), ("|Nhật Bản", "arrivals_japan", ""),
    ("|Châu Mỹ", "arrivals_america", ""), ("|Hoa Kỳ", "arrivals_usa", ""),
    ("|Châu Âu", "arrivals_europe", ""), ("|Liên bang Nga", "arrivals_russia", ""),
]  # fmt: skip

LAYOUTS: Sequence[Layout] = (
    Layout(
        "CPI", 2000, 2009,
        "CHỈ SỐ GIÁ TIÊU DÙNG, CHỈ SỐ GIÁ VÀNG VÀ CHỈ SỐ GIÁ ĐÔ LA MỸ\nTháng {m} năm {y}\n||||||%",
        """
||Chỉ số giá tháng {m} năm {y} so với|<|<|<|Chỉ số giá
||Kỳ gốc|Tháng {m}|Tháng 12|Tháng {p}|bình quân
||năm|năm|năm|năm|{m} tháng {y}
||2000|{ly}|{ly}|{py}|so với cùng kỳ
||||||năm trước
""",
        _INDEX, PRICES_2000, months=(2, 3, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "CPI", 2010, 2025,
        "Chỉ số giá tiêu dùng, chỉ số giá vàng, chỉ số giá đô la Mỹ và lạm phát cơ bản tháng {m} năm {y}\n|||||||%",
        """
|||Tháng {m} năm {y} so với:|<|<|<|Bình quân
|||Kỳ gốc|Tháng {m}|Tháng 12|Tháng {p}|{m} tháng
|||(2019)|năm {ly}|năm {ly}|năm {py}|năm {y} so với
|||||||cùng kỳ năm {ly}
""",
        _INDEX, PRICES_2010 + _CORE, months=(2, 3, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "IIP", 2012, 2025,
        "Chỉ số sản xuất công nghiệp tháng {m} năm {y}\n||||%",
        """
|Tháng {p}|Tháng {m}|Tháng {m}|{m} tháng
|năm {py}|năm {y}|năm {y}|năm {y}
|so với|so với|so với|so với
|cùng kỳ|tháng|cùng kỳ|cùng kỳ
|năm trước|trước|năm trước|năm trước
""",
        [Column("index", "yoy", "p"), Column("index", "prev"), Column("index", "yoy"),
         Column("index", "yoy", "c")],
        [("Toàn ngành công nghiệp", "iip", ""), ("Khai khoáng", "iip_mining", ""),
         ("Khai thác than cứng và than non", "iip_coal", ""),
         ("Công nghiệp chế biến, chế tạo", "iip_manufacturing", ""),
         ("Sản xuất đồ uống", "iip_beverages", ""), ("Dệt", "iip_textiles", ""),
         ("Sản xuất trang phục", "iip_apparel", ""), ("Sản xuất kim loại", "iip_basic_metals", ""),
         ("Sản xuất và phân phối điện", "iip_electricity", "")],
        months=(2, 4, 5, 7, 8, 9, 10, 11, 12),
    ),
    Layout(
        "IIPgoc", 2009, 2011,
        "Chỉ số sản xuất công nghiệp tháng {m} năm {y} so với năm gốc 2005\n|||||%",
        """
|Tháng {p} năm {py}|Tháng {m} năm {y}|Tháng {m} năm {y}|{m} tháng năm {y}
|so với tháng|so với tháng|so với cùng kỳ|so với cùng kỳ
|bình quân năm 2005|{p} năm {py}|năm trước|năm trước
""",
        [Column("index", "other", "p"), Column("index", "prev"), Column("index", "yoy"),
         Column("index", "yoy", "c")],
        [("TOÀN NGÀNH CÔNG NGHIỆP", "iip", ""), ("Công nghiệp khai thác mỏ", "", ""),
         ("Công nghiệp chế biến", "", "")],
        months=(2, 4, 5, 7, 8, 9, 10, 11, 12),
    ),
    Layout(
        "GTSXCN", 2000, 2010,
        "Giá trị sản xuất công nghiệp tháng {m} năm {y}\n(Theo giá so sánh 1994)\n||||||Tỷ đồng",
        """
||Thực hiện|Ước tính|Cộng dồn|Tháng {m}|{m} tháng
||tháng {p}|tháng {m}|{m} tháng|năm {y} so với|năm {y} so với
||năm {py}|năm {y}|năm {y}|tháng {m}|cùng kỳ
|||||năm {ly} (%)|năm {ly} (%)
""",
        [Column("actual", "", "p", "Tỷ VND"), Column("estimate", "", "m", "Tỷ VND"),
         Column("actual", "", "c", "Tỷ VND"), Column("index", "yoy"),
         Column("index", "yoy", "c")],
        [("TỔNG SỐ", "output_industry", ""),
         ("|Khu vực doanh nghiệp Nhà nước", "output_industry_state", ""),
         ("|Khu vực ngoài Nhà nước", "output_industry_nonstate", ""),
         ("|Khu vực có vốn đầu tư nước ngoài", "output_industry_fdi", "")],
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "Banle", 2000, 2008,
        "Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ tiêu dùng {m} tháng năm {y}\n|||||Tỷ đồng",
        """
|Thực hiện|Ước tính|Ước tính {m} tháng|<|{m} tháng
|tháng {p}|tháng {m}|năm {y}|<|năm {y} so với
|năm {py}|năm {y}|Tổng|Cơ cấu|cùng kỳ
|||mức|(%)|năm trước (%)
""",
        [Column("actual", "", "p", "Tỷ VND"), Column("estimate", "", "m", "Tỷ VND"),
         Column("estimate", "", "c", "Tỷ VND"), Column("share", "", "c"),
         Column("index", "yoy", "c")],
        [("TỔNG SỐ", "retail_services_turnover", ""),
         ("Phân theo thành phần kinh tế", None, ""), ("Nhà nước", "retail_state", ""),
         ("Tập thể", "retail_collective", ""), ("Cá thể", "retail_household", ""),
         ("Tư nhân", "retail_private", ""), ("Phân theo ngành hoạt động", None, ""),
         ("Thương nghiệp", "retail_trade", ""), ("Du lịch", "retail_tourism_old", ""),
         ("Dịch vụ", "retail_services_old", "")],
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "Banle", 2010, 2025,
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng\n||||||Tỷ đồng",
        """
||Thực hiện|Ước tính|Cộng dồn|Tháng {m}|{m} tháng
||tháng {p}|tháng {m}|{m} tháng|năm {y} so với|năm {y} so với
||năm {py}|năm {y}|năm {y}|cùng kỳ|cùng kỳ
|||||năm trước (%)|năm trước (%)
""",
        [Column("actual", "", "p", "Tỷ VND"), Column("estimate", "", "m", "Tỷ VND"),
         Column("actual", "", "c", "Tỷ VND"), Column("index", "yoy"),
         Column("index", "yoy", "c")],
        [("TỔNG SỐ", "retail_services_turnover", ""), ("|Bán lẻ hàng hóa", "retail_goods", ""),
         ("|Dịch vụ lưu trú, ăn uống", "food_accommodation", ""),
         ("|Du lịch lữ hành", "travel_services", ""),
         ("|Dịch vụ khác", "retail_other_services", "")],
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "XK", 2000, 2025,
        "Hàng hóa xuất khẩu {m} tháng năm {y}\n|||||||Nghìn tấn; triệu USD",
        """
||Thực hiện|<|Ước tính|<|Cộng dồn ước tính|<|{m} tháng năm {y}|<
||tháng {p} năm {py}|<|tháng {m} năm {y}|<|{m} tháng năm {y}|<|so với cùng kỳ|<
||||||||năm {ly} (%)|<
||Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá
""",
        _TRADE_COLUMNS, _trade("export", _GOODS, "TỔNG TRỊ GIÁ", True),
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "NK", 2000, 2025,
        "Hàng hóa nhập khẩu {m} tháng năm {y}\n|||||||Nghìn tấn; triệu USD",
        """
||Thực hiện|<|Ước tính|<|Cộng dồn|<|{m} tháng năm {y}|<
||tháng {p}|<|tháng {m}|<|{m} tháng|<|so với cùng kỳ|<
||năm {py}|<|năm {y}|<|năm {y}|<|năm {ly} (%)|<
||Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá
""",
        [*_pairs(("actual", "", "p"), ("estimate", "", "m"), ("actual", "", "c"), ("index", "yoy", "c"))],
        _trade("import", _BOUGHT, "TỔNG TRỊ GIÁ", True),
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "NN", 2000, 2025,
        "Tiến độ sản xuất nông nghiệp đến ngày 15 tháng {m} năm {y}\n||||Nghìn ha",
        """
||Thực hiện|Thực hiện|Thực hiện kỳ này
||cùng kỳ|kỳ này|so với cùng kỳ
||năm trước||năm trước (%)
""",
        [Column("actual", "", "..{ly}-{m}-15", "Nghìn ha"), Column("actual", "", "..{y}-{m}-15", "Nghìn ha"),
         Column("index", "yoy", "..{y}-{m}-15")],
        _CROPS, months=(1, 2, 3, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "VTHK", 2009, 2025, "Vận tải hành khách tháng {m} năm {y}",
        """
||Ước tính|Ước tính|Tháng {m} năm|Tháng {m} năm|{m} tháng năm
||tháng {m}|{m} tháng|{y} so với|{y} so với|{y} so với
||năm|năm|tháng trước|cùng kỳ năm|cùng kỳ năm
||{y}|{y}|(%)|trước (%)|trước (%)
""",
        _CARRIED_COLUMNS, _carried("hành khách", "hành khách", "passengers"),
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "VTHH", 2009, 2025, "Vận tải hàng hóa tháng {m} năm {y}",
        """
||Ước tính|Ước tính|Tháng {m} năm|Tháng {m} năm|{m} tháng năm
||tháng {m}|{m} tháng|{y} so với|{y} so với|{y} so với
||năm|năm|tháng trước|cùng kỳ năm|cùng kỳ năm
||{y}|{y}|(%)|trước (%)|trước (%)
""",
        _CARRIED_COLUMNS, _carried("hàng hóa", "t", "freight"),
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "Dulich", 2000, 2025, "Khách quốc tế đến Việt Nam\n||||||Lượt người",
        """
||Thực hiện|Ước tính|Ước tính|Tháng {m} năm|{m} tháng năm
||tháng {p}|tháng {m}|{m} tháng|{y} so với|{y} so với
||năm|năm|năm|tháng {m}|cùng kỳ năm
||{py}|{y}|{y}|năm {ly} (%)|trước (%)
""",
        [Column("actual", "", "p", "lượt người"), Column("estimate", "", "m", "lượt người"),
         Column("estimate", "", "c", "lượt người"), Column("index", "yoy"),
         Column("index", "yoy", "c")],
        _VISITORS, months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "VDT", 2000, 2025,
        "Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước\n||||||Tỷ đồng",
        """
|Kế hoạch|Thực hiện|Ước tính|Cộng dồn|Cộng dồn {m} tháng|{m} tháng năm
|năm|tháng {p}|tháng {m}|{m} tháng|so với kế hoạch|{y} so với
|{y}|năm {py}|năm {y}|năm {y}|năm {y} (%)|cùng kỳ năm trước (%)
""",
        [Column("plan", "", "y", "Tỷ VND"), Column("actual", "", "p", "Tỷ VND"),
         Column("estimate", "", "m", "Tỷ VND"), Column("actual", "", "c", "Tỷ VND"),
         Column("pct_of_plan", "", "c"), Column("index", "yoy", "c")],
        [("TỔNG SỐ", "invest_budget", ""), ("Trung ương", "invest_budget_central", ""),
         ("Địa phương", "invest_budget_local", ""),
         ("Vốn ngân sách Nhà nước cấp tỉnh", "invest_budget_province", ""),
         ("Vốn ngân sách Nhà nước cấp huyện", "invest_budget_district", ""),
         ("Vốn ngân sách Nhà nước cấp xã", "invest_budget_commune", "")],
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "FDI", 2005, 2025,
        "Đầu tư trực tiếp của nước ngoài được cấp phép từ 01/01 - 20/{m}/{y}",
        """
|Số dự án|Vốn đăng ký|Vốn đăng ký
|cấp mới|cấp mới|điều chỉnh
|(Dự án)|(Triệu USD)|(Triệu USD)
""",
        [Column("actual", "", "{y}-01-01..{y}-{m}-20", "dự án", "fdi_projects_new"),
         Column("actual", "", "{y}-01-01..{y}-{m}-20", "Triệu USD", "fdi_registered_new"),
         Column("actual", "", "{y}-01-01..{y}-{m}-20", "Triệu USD", "fdi_registered_adjusted")],
        [("TỔNG SỐ", "*", ""), ("Phân theo một số địa phương", None, ""), ("Hà Nội", "*", ""),
         ("Bình Dương", "*", ""), ("TP. Hồ Chí Minh", "*", "")],
    ),
    Layout(
        "SPCN", 2000, 2025, "Một số sản phẩm chủ yếu của ngành công nghiệp",
        """
|Đơn vị|Thực hiện|Ước tính|Cộng dồn|So với cùng kỳ năm trước (%)|<
|tính|tháng {p}|tháng {m}|{m} tháng|Tháng {m}|{m} tháng
||năm {py}|năm {y}|năm {y}|năm {y}|năm {y}
""",
        [Column("actual", "", "p", "*"), Column("estimate", "", "m", "*"),
         Column("actual", "", "c", "*"), Column("index", "yoy"), Column("index", "yoy", "c")],
        [("Than đá (than sạch)|Nghìn tấn", "prod_coal", "Nghìn t"),
         ('Dầu thô khai thác|"', "prod_crude_oil", "Nghìn t"),
         ("Khí hoá lỏng (LPG)|Nghìn tấn", "prod_lpg", "Nghìn t"),
         ("Đường kính|Nghìn tấn", "prod_sugar", "Nghìn t"), ("Bia|Triệu lít", "prod_beer", "Triệu lít"),
         ("Thuốc lá điếu|Triệu bao", "prod_cigarettes", "Triệu bao"),
         ("Phân U rê|Nghìn tấn", "prod_urea", "Nghìn t"), ("Xi măng|Triệu tấn", "prod_cement", "Triệu t"),
         ("Tivi|Nghìn cái", "prod_tv", "Nghìn cái"), ("Ô tô|Nghìn chiếc", "prod_cars", "Nghìn chiếc"),
         ("Điện sản xuất|Triệu kwh", "prod_electricity", "Triệu kWh"),
         ("Nước máy thương phẩm|Triệu m3", "prod_tap_water", "Triệu m3")],
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "XHMT", 2009, 2025, "Một số chỉ tiêu xã hội - môi trường",
        """
||Đơn vị|Tháng {m}|{m} tháng
||tính|năm {y}|năm {y}
""",
        [Column("actual", "", "m", "*"), Column("actual", "", "c", "*")],
        [("Tai nạn giao thông", None, ""),
         ("|Tổng số vụ tai nạn giao thông|Vụ", "traffic_accidents", "vụ"),
         ("|Số người chết|Người", "traffic_deaths", "người"),
         ('|Số người bị thương|"', "traffic_injuries", "người"),
         ("Cháy, nổ", None, ""), ("|Số vụ cháy, nổ|Vụ", "fires", "vụ"),
         ("|Số người chết|Người", "fire_deaths", "người"),
         ("Thiệt hại do thiên tai", None, ""),
         ("|Số người chết, mất tích|Người", "disaster_deaths", "người")],
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "DN", 2019, 2025, "Tình hình đăng ký doanh nghiệp",
        """
||Tháng {p}|Tháng {m}|{m} tháng|Tháng {m} năm {y} so với (%)|<|{m} tháng
||năm {py}|năm {y}|năm {y}|Tháng {p}|Tháng {m}|năm {y} so với
||||||năm {ly}|cùng kỳ năm trước (%)
""",
        [Column("actual", "", "p", "*"), Column("actual", "", "m", "*"), Column("actual", "", "c", "*"),
         Column("index", "prev"), Column("index", "yoy"), Column("index", "yoy", "c")],
        [("Doanh nghiệp đăng ký thành lập mới", None, ""),
         ("|Số doanh nghiệp (Doanh nghiệp)", "enterprises_new", "doanh nghiệp"),
         ("|Vốn đăng ký (Tỷ đồng)", "enterprises_new_capital", "Tỷ VND"),
         ("|Lao động (Người)", "enterprises_new_labour", "người"),
         ("Doanh nghiệp quay trở lại hoạt động (Doanh nghiệp)", "enterprises_returned", "doanh nghiệp"),
         ("Doanh nghiệp tạm ngừng kinh doanh có thời hạn (Doanh nghiệp)", "enterprises_suspended", "doanh nghiệp"),
         ("Doanh nghiệp hoàn tất thủ tục giải thể (Doanh nghiệp)", "enterprises_dissolved", "doanh nghiệp")],
        months=(2, 4, 5, 7, 8, 9, 10, 11),
    ),
    Layout(
        "GDP", 2009, 2025, "Tổng sản phẩm trong nước (theo giá hiện hành)\n||||||Tỷ đồng",
        """
||Ước tính|Ước tính|Cơ cấu (%)|<
||quý {q}|{m} tháng|Quý {q}|{m} tháng
||năm|năm|năm|năm
||{y}|{y}|{y}|{y}
""",
        [Column("estimate", "", "q", "Tỷ VND"), Column("estimate", "", "c", "Tỷ VND"),
         Column("share", "", "q"), Column("share", "", "c")],
        [("TỔNG SỐ", "gdp", ""), ("|Nông, lâm nghiệp và thủy sản", "gdp_agriculture", ""),
         ("|Công nghiệp và xây dựng", "gdp_industry_construction", ""),
         ("|Dịch vụ", "gdp_services", "")],
        months=(6, 9),
    ),
    Layout(
        "SPCNquy", 2009, 2025, "Một số sản phẩm chủ yếu của ngành công nghiệp các quý năm {y}",
        """
|Đơn vị|Thực hiện|Ước tính|So với cùng kỳ năm trước (%)|<
|tính|quý I|quý II|Quý I|Quý II
||năm {y}|năm {y}|năm {y}|năm {y}
""",
        [Column("actual", "", "{y}-Q1", "*"), Column("estimate", "", "{y}-Q2", "*"),
         Column("index", "yoy", "{y}-Q1"), Column("index", "yoy", "{y}-Q2")],
        [("Than đá (than sạch)|Nghìn tấn", "prod_coal", "Nghìn t"),
         ("Xi măng|Triệu tấn", "prod_cement", "Triệu t")],
        months=(6,),
    ),
    Layout(
        "XK6", 2009, 2025, "Hàng hóa xuất khẩu\n|||||||Nghìn tấn; triệu USD",
        """
||Thực hiện|<|Ước tính|<|Ước tính|<|6 tháng năm {y}|<
||tháng 5|<|tháng 6|<|6 tháng|<|so với cùng kỳ|<
||năm {y}|<|năm {y}|<|năm {y}|<|năm trước (%)|<
||Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá
""",
        _TRADE_COLUMNS, _trade("export", _GOODS, "TỔNG TRỊ GIÁ", True), months=(6,),
    ),
    Layout(
        "CPI6", 2009, 2025, "Chỉ số giá tiêu dùng, chỉ số giá vàng, chỉ số giá đô la Mỹ tháng 6 năm {y}\n|||||||%",
        """
|||Tháng 6 năm {y} so với:|<|<|<|Bình quân quý II|Bình quân 6 tháng
|||Kỳ gốc|Tháng 6|Tháng 12|Tháng 5|năm {y} so với|đầu năm {y} so với
|||(2014)|năm {ly}|năm {ly}|năm {y}|cùng kỳ năm {ly}|cùng kỳ năm {ly}
""",
        [*_INDEX[:4], Column("index", "yoy", "{y}-Q2", kind="_average"),
         Column("index", "yoy", "c", kind="_average")],
        PRICES_2010, months=(6,),
    ),
    Layout(
        "VDT12", 2004, 2025, "Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước\n||||||Tỷ đồng",
        """
|Thực hiện|Ước tính|Ước tính|Năm {y}|Năm {y}
|tháng 11|tháng 12|cả năm|so với kế hoạch|so với
|năm {y}|năm {y}|{y}|năm {y} (%)|năm trước (%)
""",
        [Column("actual", "", "p", "Tỷ VND"), Column("estimate", "", "m", "Tỷ VND"),
         Column("estimate", "", "y", "Tỷ VND"), Column("pct_of_plan", "", "y"),
         Column("index", "yoy", "y")],
        [("TỔNG SỐ", "invest_budget", ""), ("Trung ương", "invest_budget_central", ""),
         ("Địa phương", "invest_budget_local", "")],
        months=(12,),
    ),
    Layout(
        "Danso", 2001, 2025, "Dân số trung bình năm {y} phân theo giới tính và thành thị, nông thôn\n|||||Nghìn người",
        """
|Tổng số|Phân theo giới tính|<|Phân theo khu vực|<
||Nam|Nữ|Thành thị|Nông thôn
""",
        [Column("actual", "", "y", "Nghìn người", "population"),
         Column("actual", "", "y", "Nghìn người", "population_male"),
         Column("actual", "", "y", "Nghìn người", "population_female"),
         Column("actual", "", "y", "Nghìn người", "population_urban"),
         Column("actual", "", "y", "Nghìn người", "population_rural")],
        [("CẢ NƯỚC", "*", ""), ("Đồng bằng sông Hồng", "*", ""), ("Hà Nội", "*", ""),
         ("Vĩnh Phúc", "*", ""), ("Tây Nguyên", "*", ""), ("Kon Tum", "*", "")],
        months=(12,),
    ),
    Layout(
        "VTHKT1", 2009, 2025, "Vận tải hành khách và hàng hóa tháng 1 năm {y}",
        """
||Ước tính|Tháng 1|Tháng 1
||tháng 1|năm {y} so với|năm {y} so với
||năm|tháng 12|cùng kỳ
||{y}|năm {ly} (%)|năm {ly} (%)
""",
        [Column("estimate", "", "m", "*"), Column("index", "prev"), Column("index", "yoy")],
        [("A. HÀNH KHÁCH", None, ""),
         ("I. Vận chuyển (Nghìn HK)", "passengers_carried", "Nghìn hành khách"),
         ("|Trong nước", "passengers_carried_domestic", "Nghìn hành khách"),
         ("|Ngoài nước", "passengers_carried_foreign", "Nghìn hành khách"),
         ("II. Luân chuyển (Triệu HK.km)", "passengers_traffic", "Triệu hành khách.km"),
         ("|Trong nước", "passengers_traffic_domestic", "Triệu hành khách.km"),
         ("B. HÀNG HÓA", None, ""),
         ("I. Vận chuyển (Nghìn tấn)", "freight_carried", "Nghìn t"),
         ("|Trong nước", "freight_carried_domestic", "Nghìn t"),
         ("II. Luân chuyển (Triệu tấn.km)", "freight_traffic", "Triệu tấn.km")],
        months=(1,),
    ),
    Layout(
        "IIP1", 2012, 2025, "Chỉ số sản xuất công nghiệp tháng 1 năm {y}\n|||%",
        """
|Tháng 12|Tháng 1|Tháng 1
|năm {ly}|năm {y}|năm {y}
|so với cùng kỳ|so với|so với cùng kỳ
|năm trước|tháng trước|năm trước
""",
        [Column("index", "yoy", "p"), Column("index", "prev"), Column("index", "yoy")],
        [("Toàn ngành công nghiệp", "iip", ""), ("Khai khoáng", "iip_mining", "")],
        months=(1,),
    ),
    Layout(
        "Banle1", 2010, 2025, "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng tháng 1 năm {y}\n|||||Tỷ đồng",
        """
|Ước tính|Cơ cấu|Tháng 1 năm {y} so với (%)|<
|tháng 1|(%)|Tháng 12|Tháng 1
|năm {y}||năm {ly}|năm {ly}
""",
        [Column("estimate", "", "m", "Tỷ VND"), Column("share", "", "m"),
         Column("index", "prev"), Column("index", "yoy")],
        [("TỔNG SỐ", "retail_services_turnover", ""), ("Bán lẻ hàng hóa", "retail_goods", ""),
         ("Dịch vụ lưu trú, ăn uống", "food_accommodation", "")],
        months=(1,),
    ),
    Layout(
        "XK1", 2009, 2025, "Hàng hóa xuất khẩu tháng 1 năm {y}\n|||||||Nghìn tấn; triệu USD",
        """
||Sơ bộ tháng 12|<|Ước tính tháng 1|<|Tháng 1 năm {y} so với|<
||năm {ly}|<|năm {y}|<|cùng kỳ năm {ly} (%)|<
||Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá
""",
        [*_pairs(("actual", "", "p"), ("estimate", "", "m"), ("index", "yoy", "m"))],
        _trade("export", _GOODS, "TỔNG TRỊ GIÁ", True), months=(1,),
    ),
    Layout(
        "VTunmerged", 2009, 2025, "Hàng hóa nhập khẩu quý {q} năm {y}\n|||||||Nghìn tấn; triệu USD",
        """
||Thực hiện quý {q} năm {ly}||Ước tính quý {q} năm {y}||Quý {q} năm {y} so với cùng kỳ năm {ly} (%)|
||Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá
""",
        [*_pairs(("actual", "", "lq"), ("estimate", "", "q"), ("index", "yoy", "q"))],
        _trade("import", _BOUGHT, "TỔNG TRỊ GIÁ", True), months=(3, 9),
    ),
    Layout(
        "Laodong", 2013, 2025, "Tỷ lệ thất nghiệp trong độ tuổi lao động quý {q} năm {y}\n||||%",
        """
|Chung|Chia ra|<
||Thành thị|Nông thôn
""",
        [Column("rate", "", "q", "%", "unemployment_working_age"), Column("rate", "", "q", "%", "unemployment_urban"),
         Column("rate", "", "q", "%", "unemployment_rural")],
        [("CẢ NƯỚC", "*", ""), ("Đồng bằng sông Hồng", "*", ""), ("Đông Nam Bộ", "*", "")],
        months=(3, 6, 9),
    ),
)  # fmt: skip
