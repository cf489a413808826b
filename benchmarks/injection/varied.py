"""Reports and workbooks in many phrasings, made of random figures that agree.

Every scene is a paragraph, list, footnote or table as such reports have them; each
writes its figures into ``Facts`` together with what they claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from benchmarks.injection.drafts import Draft, Part
from benchmarks.injection.facts import Fact, Facts, Grid
from samples import numerals

_MEASURED = ("ha", "tấn", "triệu đồng", "tỷ đồng", "%", "tạ/ha", "m3")
_SCALE = {"triệu đồng": 10**6, "tỷ đồng": 10**9}


@dataclass(frozen=True, slots=True)
class Topic:
    """Something counted or measured: its name, unit, decimals and usual size."""

    name: str
    unit: str
    decimals: int
    low: int
    high: int


TOPICS = (
    Topic("Thu ngân sách nhà nước trên địa bàn", "triệu đồng", 0, 9_000, 480_000),
    Topic("Chi đầu tư xây dựng cơ bản", "triệu đồng", 0, 4_000, 95_000),
    Topic("Giá trị sản xuất công nghiệp", "tỷ đồng", 1, 300, 9_000),
    Topic("Giá trị sản xuất ngành xây dựng", "tỷ đồng", 1, 200, 4_000),
    Topic("Tổng mức bán lẻ hàng hóa", "tỷ đồng", 2, 400, 6_000),
    Topic("Diện tích gieo trồng cây hằng năm", "ha", 1, 900, 42_000),
    Topic("Diện tích trồng rừng tập trung", "ha", 1, 150, 3_900),
    Topic("Sản lượng thủy sản", "tấn", 1, 200, 9_000),
    Topic("Sản lượng lương thực có hạt", "tấn", 0, 3_000, 90_000),
    Topic("Số lao động được giải quyết việc làm", "lao động", 0, 300, 5_200),
    Topic("Số hộ kinh doanh đăng ký mới", "hộ", 0, 40, 900),
    Topic("Số lượt khách du lịch", "lượt khách", 0, 2_000, 380_000),
    Topic("Số thẻ bảo hiểm y tế đã cấp", "thẻ", 0, 900, 60_000),
    Topic("Số học viên học nghề ngắn hạn", "học viên", 0, 120, 2_400),
    Topic("Khối lượng gỗ khai thác", "m3", 1, 300, 9_000),
    Topic("Đàn gia cầm", "con", 0, 9_000, 800_000),
)


@dataclass(slots=True)
class Pen:
    """Writes figures of one document; remembers which topics are used up."""

    random: Random
    facts: Facts = field(default_factory=Facts)
    place: str = "body"
    cell: str = ""  # put before a figure in a workbook cell
    topics: list[Topic] = field(default_factory=list)

    def topic(self, wanted: Callable[[Topic], bool] = lambda _: True) -> Topic:
        """A topic not used yet."""
        if not any(map(wanted, self.topics)):
            self.topics += self.random.sample(TOPICS, len(TOPICS))
        found = next(t for t in self.topics if wanted(t))
        self.topics.remove(found)
        return found

    def draw(self, topic: Topic) -> Decimal:
        """A figure of the topic's usual size."""
        power = Decimal(10) ** topic.decimals
        return Decimal(self.random.randint(topic.low * int(power), topic.high * int(power))) / power

    def level(self, name: Fact, value: Decimal, unit: str, role: str = "level") -> str:
        """A figure in ``unit``, which the text names after it."""
        text = self.cell + numerals.grouped(value)
        exact = unit not in _MEASURED
        return self.facts.write(
            name, text, scale=_SCALE.get(unit, 1), exact=exact, like=(unit, role), place=self.place
        )

    def percent(self, name: Fact, value: Decimal, role: str, decimals: int = 2) -> str:
        """A percentage, rounded half up; the sign stands in the text."""
        shown = numerals.rounded(value, decimals)
        return self.facts.write(
            name,
            self.cell + numerals.grouped(shown),
            exact=False,
            like=("%", role),
            place=self.place,
        )

    def near(self, value: Decimal, low: int = 75, high: int = 130) -> Decimal:
        """A figure some per cent smaller or larger, with the same decimals."""
        found = value * self.random.randint(low * 10, high * 10) / 1000
        found = numerals.rounded(found, -min(int(value.as_tuple().exponent), 0))
        return (
            found if found != value else found + Decimal(1).scaleb(int(value.as_tuple().exponent))
        )

    def split(self, value: Decimal, parts: int) -> list[Decimal]:
        """Parts that add up to ``value``, none of them small."""
        step = Decimal(1).scaleb(int(value.as_tuple().exponent))
        units = int(value / step)
        weights = [self.random.randint(10, 60) for _ in range(parts)]
        found = [units * w // sum(weights) for w in weights[:-1]]
        return [n * step for n in [*found, units - sum(found)]]


def ratio(pen: Pen, n: object) -> list[Part]:
    """A realised figure, its plan and the percentage, in one of several phrasings."""
    topic = pen.topic()
    plan = pen.draw(topic)
    done = pen.near(plan, 40, 108)
    a, p = pen.level((n, "a"), done, topic.unit), ""
    decimals = pen.random.choice([1, 2, 2])
    way = pen.random.randrange(5)
    p = pen.level((n, "p"), plan, topic.unit, "plan")
    r = pen.percent((n, "r"), done / plan * 100, "of plan", decimals)
    pen.facts.claim("ratio", (n, "r"), (n, "a"), (n, "p"))
    name, unit = topic.name, topic.unit
    return [
        (
            f"- {name} ước đạt {a} {unit}, bằng {r}% kế hoạch năm ({p} {unit}).",
            f"- {name}: thực hiện {a}/{p} {unit}, đạt {r}% kế hoạch.",
            f"{name} 6 tháng ước {a} {unit}; kế hoạch giao {p} {unit}, đạt {r}% kế hoạch năm.",
            f"- {name} ước thực hiện {a} {unit} (đạt {r}% so với kế hoạch {p} {unit}).",
            f"Trong kỳ, {name[0].lower()}{name[1:]} đạt {a} {unit} trên kế hoạch {p} {unit}, "
            f"bằng {r}% kế hoạch.",
        )[way]
    ]


def growth(pen: Pen, n: object) -> list[Part]:
    """A figure against that of a year before."""
    topic = pen.topic()
    base = pen.draw(topic)
    done = pen.near(base, 80, 135)
    up = done > base
    verb = "tăng" if up else "giảm"
    name, unit = topic.name, topic.unit
    a = pen.level((n, "a"), done, unit)
    way = pen.random.randrange(5)
    change = abs(done - base) / base * 100
    rule = "growth" if up else "fall"
    if way == 4:
        i = pen.percent((n, "i"), done / base * 100, "index")
        b = pen.level((n, "b"), base, unit, "base")
        pen.facts.claim("ratio", (n, "i"), (n, "a"), (n, "b"))
        return [
            f"- {name} ước {a} {unit}, bằng {i}% so với cùng kỳ năm trước (cùng kỳ đạt {b} {unit})."
        ]
    if way == 3:
        d = pen.level((n, "d"), abs(done - base), unit, "difference")
        g = pen.percent((n, "g"), change, "change")
        pen.facts.claim("change_of" if up else "fall_of", (n, "g"), (n, "a"), (n, "d"))
        return [f"- {name} ước đạt {a} {unit}, {verb} {d} {unit} ({verb} {g}%) so với cùng kỳ."]
    if way == 2:
        b = pen.level((n, "b"), base, unit, "base")
        g = pen.percent((n, "g"), change, "change")
        pen.facts.claim(rule, (n, "g"), (n, "a"), (n, "b"))
        return [
            f"{name} đạt {a} {unit} (cùng kỳ năm 2025 là {b} {unit}), {verb} {g}% so với cùng kỳ."
        ]
    g = pen.percent((n, "g"), change, "change")
    b = pen.level((n, "b"), base, unit, "base")
    pen.facts.claim(rule, (n, "g"), (n, "a"), (n, "b"))
    if way == 1:
        return [f"- {name} ước {a} {unit}, {verb} {g}% so với cùng kỳ năm 2025 ({b} {unit})."]
    return [
        f"- {name} 6 tháng năm 2026 ước đạt {a} {unit}, {verb} {g}% "
        f"so với 6 tháng năm 2025 ({b} {unit})."
    ]


_LISTS = (
    ("Tiếp nhận", "hồ sơ", ("trực tuyến", "trực tiếp", "qua bưu chính công ích")),
    (
        "Tổng số trường học trên địa bàn là",
        "trường",
        ("mầm non", "tiểu học", "trung học cơ sở", "trung học phổ thông"),
    ),
    ("Đã thành lập mới", "doanh nghiệp", ("thương mại", "xây dựng", "vận tải", "dịch vụ ăn uống")),
    ("Đã hòa giải", "vụ việc", ("đất đai", "hôn nhân và gia đình", "tranh chấp dân sự khác")),
    ("Đã cấp", "giấy phép xây dựng", ("nhà ở riêng lẻ", "công trình công cộng", "nhà xưởng")),
    ("Phát hiện, xử lý", "trường hợp vi phạm", ("đất đai", "xây dựng", "môi trường", "giao thông")),
)  # fmt: skip


def breakdown(pen: Pen, n: object) -> list[Part]:
    """A total with its parts after gồm, in brackets, as a list or after trong đó."""
    verb, unit, kinds = pen.random.choice(_LISTS)
    total = Decimal(pen.random.randint(40, 2400))
    values = pen.split(total, len(kinds))
    t = pen.level((n, "t"), total, unit, "total")
    parts = [pen.level((n, "part", k), v, unit, "part") for k, v in zip(kinds, values, strict=True)]
    pen.facts.claim("sum", (n, "t"), *((n, "part", k) for k in kinds))
    way = pen.random.randrange(4)
    named = [f"{p} {unit} {k}" for p, k in zip(parts, kinds, strict=True)]
    after = [f"{k} {p} {unit}" for p, k in zip(parts, kinds, strict=True)]
    if way == 0:
        return [f"- {verb} {t} {unit}, gồm: {'; '.join(named)}."]
    if way == 1:
        return [f"- {verb} {t} {unit} ({', '.join(after)})."]
    if way == 2:
        return [f"{verb} {t} {unit}, bao gồm:", *_items(after)]
    return [f"- {verb} {t} {unit}, trong đó: {'; '.join(after)}."]


def _items(texts: Sequence[str]) -> list[str]:
    """List items: all end in a semicolon, the last in a full stop."""
    ends = [";"] * (len(texts) - 1) + ["."]
    return [f"- {t[0].upper()}{t[1:]}{end}" for t, end in zip(texts, ends, strict=True)]


def budget(pen: Pen, n: object) -> list[Part]:
    """Revenue with items, each with its plan and percentage."""
    items = (
        "Thuế giá trị gia tăng",
        "Thuế thu nhập cá nhân",
        "Lệ phí trước bạ",
        "Thu phí, lệ phí",
        "Thu khác ngân sách",
    )
    count = pen.random.randint(3, 5)
    values = [Decimal(pen.random.randint(120, 9_800)) for _ in items[:count]]
    total = sum(values, Decimal(0))
    plans = [pen.near(value, 120, 260) for value in values]
    plan = sum(plans, Decimal(0))
    t, p = (
        pen.level((n, "t"), total, "triệu đồng", "total"),
        pen.level((n, "p"), plan, "triệu đồng", "plan"),
    )
    r = pen.percent((n, "r"), total / plan * 100, "of plan")
    pen.facts.claim("ratio", (n, "r"), (n, "t"), (n, "p"))
    lines: list[Part] = [
        f"Tổng thu ngân sách xã ước đạt {t} triệu đồng, bằng {r}% dự toán năm "
        f"({p} triệu đồng), bao gồm:"
    ]
    for name, value, own in zip(items, values, plans, strict=False):
        a = pen.level((n, "item", name), value, "triệu đồng", "item")
        b = pen.level((n, "plan", name), own, "triệu đồng", "plan")
        q = pen.percent((n, "pct", name), value / own * 100, "of plan")
        pen.facts.claim("ratio", (n, "pct", name), (n, "item", name), (n, "plan", name))
        end = "." if name == items[count - 1] else ";"
        lines.append(f"- {name}: {a} triệu đồng/{b} triệu đồng, đạt {q}% dự toán{end}")
    pen.facts.claim("sum", (n, "t"), *((n, "item", name) for name in items[:count]))
    pen.facts.claim("sum", (n, "p"), *((n, "plan", name) for name in items[:count]))
    return lines


def structure(pen: Pen, n: object) -> list[Part]:
    """Shares that add up to a hundred."""
    kinds = ("nông, lâm nghiệp và thủy sản", "công nghiệp - xây dựng", "thương mại - dịch vụ")
    shares = pen.split(Decimal("100.00"), 3)
    texts = [pen.percent((n, k), v, "share") for k, v in zip(kinds, shares, strict=True)]
    pen.facts.claim("hundred", (n, kinds[0]), *((n, k) for k in kinds[1:]))
    listed = "; ".join(f"{k} chiếm {t}%" for k, t in zip(kinds, texts, strict=True))
    return [f"- Cơ cấu kinh tế: {listed}."]


def fraction(pen: Pen, n: object) -> list[Part]:
    """A part of a small known number, with the percentage beside it."""
    subject, unit = pen.random.choice(
        [("Tỷ lệ hộ sử dụng nước sạch", "hộ"), ("Tỷ lệ hồ sơ giải quyết đúng hạn", "hồ sơ"),
         ("Tỷ lệ cơ sở đạt yêu cầu an toàn thực phẩm", "cơ sở"),
         ("Tỷ lệ thôn đạt chuẩn văn hóa", "thôn")]
    )  # fmt: skip
    whole = Decimal(pen.random.randint(18, 1900))
    part = pen.near(whole, 60, 99)
    way = pen.random.randrange(3)
    a, b = pen.level((n, "a"), part, unit, "part"), pen.level((n, "b"), whole, unit, "whole")
    r = pen.percent((n, "r"), part / whole * 100, "rate")
    pen.facts.claim("ratio", (n, "r"), (n, "a"), (n, "b"))
    pen.facts.claim("within", (n, "a"), (n, "b"))
    return [
        (
            f"- {subject} đạt {r}% ({a}/{b} {unit}).",
            f"- {subject}: {a}/{b} {unit}, đạt {r}%.",
            f"- {subject} là {a}/{b} {unit} = {r}%.",
        )[way]
    ]


def share(pen: Pen, n: object) -> list[Part]:
    """A part and the share it has of a total named before."""
    topic = pen.topic(lambda t: t.unit in ("ha", "tỷ đồng", "triệu đồng", "tấn"))
    total = pen.draw(topic)
    part = pen.near(total, 8, 85)
    t, a = (
        pen.level((n, "t"), total, topic.unit, "total"),
        pen.level((n, "a"), part, topic.unit, "part"),
    )
    s = pen.percent((n, "s"), part / total * 100, "share")
    pen.facts.claim("ratio", (n, "s"), (n, "a"), (n, "t"))
    pen.facts.claim("within", (n, "a"), (n, "t"))
    name = topic.name
    return [
        f"- {name} đạt {t} {topic.unit}, trong đó khu vực ngoài nhà nước {a} {topic.unit}, "
        f"chiếm {s}%."
    ]


def balance(pen: Pen, n: object) -> list[Part]:
    """Files carried over, received, resolved, pending."""
    opening, received = pen.random.randint(5, 400), pen.random.randint(60, 2_600)
    resolved = pen.random.randint((opening + received) // 2, opening + received - 1)
    figures = {"o": opening, "n": received, "d": resolved, "p": opening + received - resolved}
    o, r, d, p = (pen.level((n, k), Decimal(v), "hồ sơ", "stock") for k, v in figures.items())
    pen.facts.claim("balance", (n, "p"), (n, "o"), (n, "n"), (n, "d"))
    return [
        f"- Hồ sơ kỳ trước chuyển sang {o} hồ sơ; tiếp nhận mới {r} hồ sơ; "
        f"đã giải quyết {d} hồ sơ; đang giải quyết {p} hồ sơ."
    ]


def crop(pen: Pen, n: object) -> list[Part]:
    """Area, yield and output of a crop."""
    name = pen.random.choice(["lúa", "ngô", "lạc", "khoai lang", "rau các loại"])
    area = Decimal(pen.random.randint(400, 60_000)) / 10
    rate = Decimal(pen.random.randint(1_500, 16_000)) / 100
    output = numerals.rounded(area * rate / 10, 1)
    a, y = pen.level((n, "a"), area, "ha", "area"), pen.level((n, "y"), rate, "tạ/ha", "yield")
    o = pen.level((n, "o"), output, "tấn", "output")
    pen.facts.claim("product", (n, "o"), (n, "a"), (n, "y"))
    return [f"- Cây {name}: diện tích thu hoạch {a} ha, năng suất {y} tạ/ha, sản lượng {o} tấn."]


def annex(pen: Pen, n: object) -> list[Part]:
    """A table: groups with their items, plan, realised, a year before, two percentages."""
    groups = (
        ("Giá trị tăng thêm nông nghiệp", ("Trồng trọt", "Chăn nuôi", "Thủy sản")),
        (
            "Giá trị tăng thêm công nghiệp",
            ("Khai khoáng", "Chế biến, chế tạo", "Sản xuất và phân phối điện", "Cung cấp nước"),
        ),
        ("Giá trị tăng thêm dịch vụ", ("Thương mại", "Vận tải", "Lưu trú, ăn uống")),
    )  # fmt: skip
    head = ["TT", "Chỉ tiêu", "Kế hoạch năm 2026", "Thực hiện 6 tháng năm 2026",
            "Thực hiện 6 tháng năm 2025",
            "Tỷ lệ % so với kế hoạch", "Tăng, giảm so với cùng kỳ (%)"]  # fmt: skip
    rows: list[list[str]] = []
    tops: list[str] = []
    sums = [Decimal(0)] * 3
    for g, (group, items) in enumerate(groups):
        lines = []
        for _ in items:
            done = Decimal(pen.random.randint(2_000, 95_000)) / 10
            lines.append((pen.near(done, 150, 240), done, pen.near(done, 82, 112)))
        whole = tuple(sum(values, Decimal(0)) for values in zip(*lines, strict=True))
        sums = [a + b for a, b in zip(sums, whole, strict=True)]
        rows.append(_row(pen, (n, g), "I" * (g + 1), group, whole))
        rows += [
            _row(pen, (n, g, i), str(i + 1), item, line)
            for i, (item, line) in enumerate(zip(items, lines, strict=True))
        ]
        for column in ("plan", "done", "base"):
            pen.facts.claim("sum", (n, g, column), *((n, g, i, column) for i in range(len(items))))
    tops = _row(pen, (n, "all"), "", "Tổng cộng", tuple(sums))
    for column in ("plan", "done", "base"):
        pen.facts.claim("sum", (n, "all", column), *((n, g, column) for g in range(len(groups))))
    body = [tops, *rows] if pen.random.random() < 0.5 else [*rows, tops]
    return ["PHỤ LỤC", "(Đơn vị tính: tỷ đồng)", Grid([head, *body])]


def _row(
    pen: Pen, spot: tuple[object, ...], mark: str, name: str, line: Sequence[Decimal]
) -> list[str]:
    plan, done, base = line
    texts = [
        pen.level((*spot, "plan"), plan, "tỷ đồng", "plan cell"),
        pen.level((*spot, "done"), done, "tỷ đồng", "done cell"),
        pen.level((*spot, "base"), base, "tỷ đồng", "base cell"),
        pen.percent((*spot, "r"), done / plan * 100, "ratio cell"),
    ]
    change = (done - base) / base * 100
    shown = numerals.rounded(change, 2)
    texts.append(
        pen.facts.write(
            (*spot, "g"), pen.cell + numerals.grouped(shown), exact=False,
            like=("%", "growth cell"), place="table",
        )
    )  # fmt: skip
    pen.facts.claim("ratio", (*spot, "r"), (*spot, "done"), (*spot, "plan"))
    pen.facts.claim("growth", (*spot, "g"), (*spot, "done"), (*spot, "base"))
    return [mark, name, *texts]


def counts(pen: Pen, n: object) -> list[Part]:
    """A table of counts by village with a total row and shares of it."""
    names = pen.random.sample(
        [
            "An Hạ",
            "Bình Lâm",
            "Cẩm Sơn",
            "Đông Xá",
            "Hòa Trung",
            "Lạc Viên",
            "Mai Động",
            "Phú Thịnh",
        ],
        5,
    )
    head = ["TT", "Thôn", "Số hộ", "Số khẩu", "Số hộ nghèo", "Tỷ lệ hộ nghèo (%)"]
    lines = []
    for _ in names:
        homes = Decimal(pen.random.randint(90, 900))
        lines.append(
            (homes, homes * 4 - pen.random.randint(1, 60), Decimal(pen.random.randint(3, 40)))
        )
    whole = tuple(sum(values, Decimal(0)) for values in zip(*lines, strict=True))
    rows = []
    for k, (name, line) in enumerate([*zip(names, lines, strict=True), ("Tổng cộng", whole)]):
        spot = (n, "all") if name == "Tổng cộng" else (n, k)
        units = ("hộ", "khẩu", "hộ nghèo")
        cells = [pen.level((*spot, u), v, u, f"{u} cell") for u, v in zip(units, line, strict=True)]
        cells.append(pen.percent((*spot, "r"), line[2] / line[0] * 100, "rate cell"))
        pen.facts.claim("ratio", (*spot, "r"), (*spot, "hộ nghèo"), (*spot, "hộ"))
        rows.append(["" if name == "Tổng cộng" else str(k + 1), name, *cells])
    for unit in units:
        pen.facts.claim("sum", (n, "all", unit), *((n, k, unit) for k in range(len(names))))
    return ["Số hộ và hộ nghèo theo thôn", Grid([head, *rows])]


def trade(pen: Pen, n: object) -> list[Part]:
    """Values by sector with their shares of the total, and growth."""
    names = ("Kinh tế nhà nước", "Kinh tế ngoài nhà nước", "Khu vực có vốn đầu tư nước ngoài")
    head = [
        "Thành phần",
        "Quý II năm 2026 (tỷ đồng)",
        "Quý II năm 2025 (tỷ đồng)",
        "Cơ cấu quý II năm 2026 (%)",
        "Tốc độ tăng so với cùng kỳ (%)",
    ]
    lines = []
    for _ in names:
        base = Decimal(pen.random.randint(9_000, 800_000)) / 100
        lines.append((pen.near(base, 101, 125), base))
    whole = tuple(sum(values, Decimal(0)) for values in zip(*lines, strict=True))
    rows = []
    for k, (name, (now, base)) in enumerate([("Tổng số", whole), *zip(names, lines, strict=True)]):
        spot = (n, "all") if k == 0 else (n, k)
        cells = [
            pen.level((*spot, "now"), now, "tỷ đồng", "now cell"),
            pen.level((*spot, "base"), base, "tỷ đồng", "base cell"),
        ]
        cells.append(pen.percent((*spot, "s"), now / whole[0] * 100, "share cell"))
        cells.append(pen.percent((*spot, "g"), (now - base) / base * 100, "growth cell"))
        pen.facts.claim("growth", (*spot, "g"), (*spot, "now"), (*spot, "base"))
        pen.facts.claim("ratio", (*spot, "s"), (*spot, "now"), (n, "all", "now"))
        rows.append([name, *cells])
    for column in ("now", "base"):
        pen.facts.claim("sum", (n, "all", column), *((n, k, column) for k in (1, 2, 3)))
    pen.facts.claim("hundred", (n, 1, "s"), (n, 2, "s"), (n, 3, "s"))
    return ["Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ", Grid([head, *rows])]


PROSE = (
    ratio,
    ratio,
    growth,
    growth,
    breakdown,
    breakdown,
    budget,
    structure,
    fraction,
    share,
    balance,
    crop,
)
TABLES = (annex, counts, trade)


def reports(count: int) -> list[Draft]:
    """Reports of paragraphs and one table, as text and Word by turns."""
    drafts = []
    for seed in range(count):
        pen = Pen(Random(f"report {seed}"))
        scenes = [*pen.random.sample(PROSE, len(PROSE)), pen.random.choice(TABLES)]
        parts: list[Part] = [
            "ỦY BAN NHÂN DÂN HUYỆN TÂN LẠC",
            "BÁO CÁO",
            "Tình hình kinh tế - xã hội 6 tháng đầu năm 2026",
        ]
        for n, scene in enumerate(scenes):
            if n == 0:
                parts.append("I. KẾT QUẢ THỰC HIỆN")
            pen.place = "table" if scene in TABLES else "body"
            parts += scene(pen, n)
        drafts.append(Draft(f"report-{seed}", "docx" if seed % 3 == 2 else "txt", pen.facts, parts))
    return drafts


def books(count: int) -> list[Draft]:
    """Workbooks of one table."""
    drafts = []
    for seed in range(count):
        pen = Pen(Random(f"book {seed}"), place="table", cell="=")
        parts = TABLES[seed % len(TABLES)](pen, 0)
        title = "BÁO CÁO 6 THÁNG ĐẦU NĂM 2026"
        drafts.append(Draft(f"book-{seed}", "xlsx", pen.facts, [title, *parts]))
    return drafts
