"""What belongs to a table outside its grid: title and unit above, notes below."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from extract.drafts import Draft
from extract.numbering import annex_of, labels_of, list_sign
from extract.phrases import begins, phrases, plain
from extract.sheets_rows import is_unit
from solieu.model import Table

# Titles run to a few lines: annex, title in two lines, (Kèm theo ...), unit.
_MOST_LINES = 6
_LONGEST = 250
_STAR_NOTE = re.compile(r"\(?\*{1,3}\)?\s")


def around_tables(
    drafts: Sequence[Draft], tables: Sequence[Table]
) -> tuple[dict[int, int], dict[int, int]]:
    """Drafts that are a table's title, and those that are its notes: index to its number."""
    captions: dict[int, int] = {}
    notes: dict[int, int] = {}
    starts = {i: d.spans[0].start for i, d in enumerate(drafts) if not d.first.note}
    previous = 0
    for k, table in enumerate(tables):
        following = tables[k + 1].span.start if k + 1 < len(tables) else math.inf
        above = [i for i, start in starts.items() if previous <= start < table.span.start]
        above = [i for i in above if i not in notes]
        below = [i for i, start in starts.items() if table.span.end <= start < following]
        count = caption_count([drafts[i].text for i in above])
        captions |= dict.fromkeys(above[len(above) - count :], table.number)
        notes |= dict.fromkeys(below[: note_count([drafts[i].text for i in below])], table.number)
        previous = table.span.end
    return captions, notes


def caption_count(above: Sequence[str]) -> int:
    """How many of the paragraphs above a table, the nearest last, are its title.

    A sentence that introduces the table ("... như sau:") counts where no title stands.

    >>> caption_count(["Thu ngân sách tăng.", "PHỤ LỤC 1", "Đơn vị tính: triệu đồng"])
    2
    """
    count = 0
    for text in reversed(above[-_MOST_LINES:]):
        if not _is_caption(text):
            break
        count += 1
    if count == 0 and above and above[-1].rstrip("*_ ").endswith(":"):
        return 1
    return count


def note_count(below: Sequence[str]) -> int:
    """How many of the paragraphs below a table explain it.

    >>> note_count(["Ghi chú: (*) theo nghị quyết", "2. Công nghiệp"])
    1
    """
    count = 0
    for text in below:
        star = _STAR_NOTE.match(text) is not None
        if not star and not begins(plain(text), phrases().table_note[:3]):
            break
        count += 1
    return count


def _is_caption(text: str) -> bool:
    line = plain(text)
    if len(line) > _LONGEST or list_sign(text):
        return False
    if line.startswith(phrases().unit_line) or begins(line, phrases().title_line):
        return not line.endswith(".")
    if annex_of(text) or _ends_with_unit(line):
        return True
    return text.isupper() and not labels_of(text)


def _ends_with_unit(line: str) -> bool:
    """ "Kết quả kinh doanh (đơn vị tính: triệu đồng)": a title says the unit of its table."""
    _, bracket, inside = line.rstrip(": ").rpartition("(")
    if not bracket or not inside.endswith(")"):
        return False
    return inside.startswith(phrases().unit_line) or is_unit(inside)
