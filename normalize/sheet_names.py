"""What a figure of a sheet is called: the words of title, header and rows, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extract.fold import fold
from normalize.grid_columns import Column
from normalize.sheet_labels import Row, Tree, area_of, says, sheet_unit


class Names:
    """Names the figures of one table when all its rows are known."""

    def __init__(self, subject: str, thing: str, tree: Tree) -> None:
        """``subject`` is what the title says every row measures, ``thing`` its goods."""
        self.subject = subject
        self.thing = thing
        self.tree = tree
        counts = Counter(fold(row.label) for row in tree.rows.values())
        # Names that stand twice take the name above them.
        self.twice = frozenset(label for label, count in counts.items() if count > 1)

    def of(self, column: Column, row: Row | None) -> str:
        """What is measured. ``row`` is None where no row names it."""
        above = self.tree.above(row) if row is not None else []
        names = self._named(row, above) if row is not None else []
        label = ""
        for part in self._ordered(column, names):
            if part and fold(part) not in fold(label):
                lower = part if part.split()[0].isupper() else part[:1].lower() + part[1:]
                label = f"{label} {lower}" if label else part[:1].upper() + part[1:]
        return label or (quiet(row.label) if row is not None else "")

    def _ordered(self, column: Column, names: Sequence[Row]) -> list[str]:
        """Title, header and rows in the order in which they are said."""
        labels = [quiet(one.label) for one in names]
        subject = self.subject
        if any(one.aspect for one in names):
            subject = ""  # "Diện tích lúa hè thu" needs no title
        elif names and (_head(labels[0]) == _head(subject) or _akin(subject, names[0])):
            subject = ""  # "XUẤT KHẨU DỊCH VỤ" under "Xuất, nhập khẩu dịch vụ"
        content = column.content
        counted = regex.sub(r"^số ", "", content, flags=regex.IGNORECASE)
        if area_of(content) or (content and sheet_unit(counted) == column.unit):
            content = ""  # "Miền Bắc" is a place, "Số DN (DN)" names its unit only
        if not content:
            return [subject, *labels]
        if subject and _head(subject) == _head(content):
            rest = fold(subject).removeprefix(fold(content))
            listed = rest.startswith((" và ", ","))
            return [content if rest == fold(subject) or listed else subject, *labels]
        if says("aspects", fold(content)):
            themed = bool(names) and names[0].theme
            return [content, subject or ("" if themed else self.thing), *labels]
        return [subject, content, *labels] if subject else [*labels, content]

    def _named(self, row: Row, above: Sequence[Row]) -> list[Row]:
        """The rows whose names a row's name needs, in the order they are said."""
        above = [one for one in above if not one.division and not one.total and not one.area]
        if row.area or row.total:
            return self._apart(above[0], above[1:]) if above else []
        if row.aspect:
            near = [one for one in above[:1] if _head(one.label) not in fold(row.label)]
            return [row, *near]
        return self._apart(row, above)

    def _apart(self, row: Row, above: Sequence[Row]) -> list[Row]:
        """A row after the heading it stands under, and as many above as tell it apart."""
        found = [row]
        for one in above:
            if fold(found[0].label) not in self.twice:
                break
            found.insert(0, one)
        heads = [one for one in above if one.theme][-1:] or [o for o in above if o.aspect][:1]
        return [*[one for one in heads if one not in found], *found]


def quiet(label: str) -> str:
    """A label of capitals in small letters."""
    return label.capitalize() if label.isupper() and len(label.split()) > 1 else label


def _head(label: str) -> str:
    """The first two words, by which two names are told to be of one kind."""
    return " ".join(fold(label).split()[:2])


def _akin(subject: str, row: Row) -> bool:
    """Whether a line that heads some rows names a part of what the title names."""
    return (
        row.theme and bool(subject) and fold(subject).split()[-2:] == fold(row.label).split()[-2:]
    )
