"""What a figure of a sheet is called: the words of title, header and rows, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import regex

from extract.fold import fold
from extract.lexicon import mapping, words
from normalize.grid_columns import Column
from normalize.sheet_labels import Row, Tree, area_of, carriages, listed, says, sheet_unit

_COUNT = regex.compile(r"^số ", flags=regex.IGNORECASE)
_LONG_NAME = 4  # blanks; a longer label with a capital inside is no name of a place


class Names:
    """Names the figures of one table when all its rows are known."""

    def __init__(self, subject: str, thing: str, tree: Tree, season: str = "") -> None:
        """``subject`` is what the title says every row measures, ``thing`` its goods.

        ``season`` is the harvest that a title speaks of ("vụ đông xuân"): what it counts
        is no figure of the whole year.
        """
        self.subject = subject
        self.thing = thing
        self.season = season
        self.tree = tree
        counts = Counter(fold(label) for label in _stated(tree))
        # Names that stand twice take the name above them.
        self.twice = frozenset(label for label, count in counts.items() if count > 1)

    def of(self, column: Column, row: Row | None) -> str:
        """What is measured. ``row`` is None where no row names it."""
        above = self.tree.above(row) if row is not None else []
        names = self._named(row, above) if row is not None else []
        parts = [part for part in self._ordered(column, names, above) if part]
        own = quiet(row.label) if names and row is not None else ""
        label = ""
        for part in parts:
            # The row's own name tells it from the whole ("Dịch vụ" of "... và dịch vụ").
            if fold(part) in fold(label) and (part != own or fold(part) == fold(label)):
                continue
            label = f"{label} {_within(part)}" if label else part[:1].upper() + part[1:]
        return self._in_season(label or (quiet(row.label) if row is not None else ""))

    def _in_season(self, label: str) -> str:
        """With the season of the title, where the label names none itself."""
        season = fold(self.season).removeprefix("vụ ")
        return f"{label} {self.season}" if season and label and season not in fold(label) else label

    def _ordered(self, column: Column, names: Sequence[Row], above: Sequence[Row]) -> list[str]:
        """Title, header and rows in the order in which they are said."""
        labels = [quiet(one.label) for one in names]
        heads = bool(names) and (len(names) == 1 or names[1] not in above)
        if heads and fold(labels[0]) in listed("aspects"):
            labels.insert(1, self.thing)  # "Vận chuyển" in a table of goods traffic
        subject = _carried(self.subject, above)
        if names and (side := self._side(subject, names)):
            subject, labels = "", [side, *labels[_side(subject, names[0]) != "" :]]
        if any(one.aspect for one in names):
            subject = ""  # "Diện tích lúa hè thu" needs no title
        elif names and (_head(labels[0]) == _head(subject) or _akin(subject, names[0])):
            subject = ""  # "XUẤT KHẨU DỊCH VỤ" under "Xuất, nhập khẩu dịch vụ"
        content = _without_subject(column.content, self.subject)
        if fold(content) in listed("manners"):
            return [subject, *labels, content]  # "Chỉ số giá tiêu dùng giáo dục bình quân"
        counted = _COUNT.sub("", content)
        if area_of(content) or (content and sheet_unit(counted) == column.unit):
            content = ""  # "Miền Bắc" is a place, "Số DN (DN)" names its unit only
        if not content:
            return [subject, *labels]
        if subject and _head(subject) == _head(content):
            rest = fold(subject).removeprefix(fold(content))
            several = rest.startswith((" và ", ","))
            return [content if rest == fold(subject) or several else subject, *labels]
        if says("aspects", fold(content)):
            subject = _without_amount(subject)
            themed = bool(names) and names[0].theme
            return [content, subject or ("" if themed else self.thing), *labels]
        return [subject, content, *labels] if subject else [*labels, content]

    def _named(self, row: Row, above: Sequence[Row]) -> list[Row]:
        """The rows whose names a row's name needs, in the order they are said."""
        above = [one for one in above if not one.division and not one.total and not one.area]
        if row.area or row.total:
            return self._apart(above[0], above[1:]) if above else []
        if not above and fold(row.label) in listed("generic_rows"):
            return [*self._counted_before(row), row]
        if row.aspect:
            near = [one for one in above[:1] if _head(one.label) not in fold(row.label)]
            return [row, *near]
        return self._apart(row, above)

    def _side(self, subject: str, names: Sequence[Row]) -> str:
        """Which of the two sides that a title names the rows are of: "Nhập khẩu dịch vụ".

        The side heads its rows, whether they are set in or not.
        """
        rows = [row for index, row in sorted(self.tree.rows.items()) if index <= names[0].index]
        return next((side for row in reversed(rows) if (side := _side(subject, row))), "")

    def _counted_before(self, row: Row) -> list[Row]:
        """The row whose things a row of another unit tells more about, where they stand level.

        "Vốn đăng ký (Tỷ đồng)" below "Doanh nghiệp đăng ký thành lập mới (DN)".
        """
        if row.unit is None:
            return []
        before = (one for index, one in sorted(self.tree.rows.items()) if 0 <= index < row.index)
        named = [one for one in before if fold(one.label) not in listed("generic_rows")]
        last = named[-1] if named else None
        told = last is not None and last.valued and not last.total and not last.area
        unit = last.unit if last is not None and told else None
        return [last] if last is not None and unit is not None and unit != row.unit else []

    def _apart(self, row: Row, above: Sequence[Row]) -> list[Row]:
        """A row after the heading it stands under, and as many above as tell it apart."""
        found = [row]
        for one in above:
            label = fold(found[0].label)
            headed = label in listed("generic_rows") and not one.valued
            if label not in self.twice and not headed:
                break
            found.insert(0, one)
        heads = [one for one in above if one.theme][-1:] or [o for o in above if o.aspect][:1]
        return [*[one for one in heads if one not in found], *found]


def _stated(tree: Tree) -> list[str]:
    """The label of each row; one that runs over two, with figures in the second, is one."""
    rows = [row for _, row in sorted(tree.rows.items())]
    over = {one.index for one, two in pairwise(rows) if not one.valued and one.label == two.label}
    return [row.label for row in rows if row.index not in over]


def _without_subject(content: str, subject: str) -> str:
    """ "Chỉ số giá bình quân" under "Chỉ số giá tiêu dùng": the manner alone, nothing new.

    >>> _without_subject("Chỉ số giá bình quân", "Chỉ số giá tiêu dùng")
    'bình quân'
    """
    words, said = content.split(), fold(subject).split()
    if said[:1] != ["chỉ"]:
        return content
    same = next((i for i, (a, b) in enumerate(zip(words, said, strict=False)) if fold(a) != b), 0)
    rest = " ".join(words[same:])
    return rest if same > 1 and fold(rest) in listed("manners") else content


def _within(part: str) -> str:
    """A part as it stands inside a label: "Bán lẻ" small, "GDP" and "Hàn Quốc" as they are."""
    first, *more = part.split()
    proper = bool(more) and more[0][:1].isupper() and part.count(" ") < _LONG_NAME
    return part if first.isupper() or proper else part[:1].lower() + part[1:]


def quiet(label: str) -> str:
    """A label of capitals in small letters."""
    return label.capitalize() if label.isupper() and len(label.split()) > 1 else label


def _head(label: str) -> str:
    """The first two words, by which two names are told to be of one kind."""
    return " ".join(fold(label).split()[:2])


def _akin(subject: str, row: Row) -> bool:
    """Whether a line that heads some rows names a part of what the title names.

    "A. HÀNH KHÁCH" of "Vận tải hành khách và hàng hóa".
    """
    if not (row.theme and subject and row.label):
        return False
    whole, part = fold(subject), fold(row.label)
    listed_part = part != whole and regex.search(
        rf"(?:(?:^|\s|,){regex.escape(part)}(?:,| và )|(?:,| và ){regex.escape(part)}$)", whole
    )
    return whole.split()[-2:] == part.split()[-2:] or listed_part is not None


def _without_amount(subject: str) -> str:
    """ "xuất khẩu hàng hóa" of "Giá trị xuất khẩu hàng hóa": a column says what is counted."""
    folded = fold(subject)
    head = next((one for one in listed("amounts") if folded.startswith(f"{one} ")), "")
    return subject[len(head) :].strip() if head and folded != head else subject


def _side(subject: str, row: Row) -> str:
    """ "Nhập khẩu dịch vụ" for "Nhập khẩu" of "Xuất nhập khẩu dịch vụ", "" for other rows."""
    for both, sides in mapping(words("sheets"), "sides").items():
        if fold(subject).startswith(f"{both} ") and fold(row.label) in sides.split("|"):
            return f"{quiet(row.label)}{subject[len(both) :]}"
    return ""


def _carried(subject: str, above: Sequence[Row]) -> str:
    """ "Vận tải hành khách" under "B. Triệu hành khách.km": traffic, not passengers carried."""
    unit = next((one.unit for one in above if one.division and one.unit), None)
    for head in listed("carriage"):
        if unit is not None and fold(subject).startswith(f"{head} "):
            what = subject[len(head) + 1 :]
            title = carriages().get(unit.name, "")
            return f"{title} {what}" if title else subject
    return subject
