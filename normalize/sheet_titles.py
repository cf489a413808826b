"""Titles of a sheet's tables: the thing measured, its price basis, the units of all figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from extract.fold import fold
from extract.lexicon import alternation, mapping, strings, words
from extract.sheets_rows import is_unit
from normalize.sheet_labels import MARKS, NUMBERING, label_unit, pattern, sheet_unit
from normalize.unit_text import Unit

_DANGLING = regex.compile(r"(?:\s(?:từ|đến|ngày|năm|và|của|theo|tại|trong|đầu|cuối))+$")
_TABLE_NUMBER = regex.compile(
    r"^(?:\(tiếp theo\)\s*|(?:bảng|biểu|phụ lục)(?: số)?\s*[\dIVX.]+\s*[.:-]?\s*)",
    regex.IGNORECASE,
)
_LONGEST_SUBJECT = 24  # words


def subject_of(captions: Sequence[str]) -> str:
    """What a title says that every row measures, "" where it names a collection.

    >>> subject_of(["2. Dân số trung bình năm 2004 phân theo địa phương"])
    'Dân số trung bình'
    >>> subject_of(["11. Một số sản phẩm chủ yếu của ngành công nghiệp"])
    'Sản lượng'
    >>> subject_of(["8. Kết quả chăn nuôi năm 2004"])
    ''
    >>> subject_of(["12. Trị giá và mặt hàng xuất khẩu chủ yếu"])
    'Mặt hàng xuất khẩu'
    """
    title = next((text for text in captions if len(text.split()) > 1), "")
    bare = MARKS.sub("", NUMBERING.sub("", title)).strip()
    bare = _TABLE_NUMBER.sub("", bare)
    folded = fold(bare)
    collected = next((said for what, said in _collected().items() if what in folded), "")
    if not bare or pattern("collections").match(folded):
        return collected
    if collected and " và " in folded.partition(fold(collected))[0]:
        return collected  # "Kim ngạch và mặt hàng xuất khẩu chủ yếu"
    end = regex.search(
        rf"(?:\s(?:{alternation(strings(words('sheets'), 'title_ends'))})(?!\w)|[(;:\d]|\s-\s)",
        folded,
    )
    subject = bare[: end.start()] if end else bare
    subject = _DANGLING.sub("", " ".join(subject.split()).strip(" ,.-"))
    subject = _first_of(subject.capitalize() if subject.isupper() else subject)
    return (
        subject
        if 1 < len(subject.split()) <= _LONGEST_SUBJECT and not _listed_aspects(subject)
        else ""
    )


@cache
def _collected() -> dict[str, str]:
    return mapping(words("sheets"), "collected")


def _first_of(subject: str) -> str:
    """The first of several things of one kind: "Chỉ số giá tiêu dùng, chỉ số giá vàng"."""
    folded = fold(subject)
    kind = " ".join(folded.split()[:2]) if folded.startswith(("chỉ số", "tỷ lệ")) else ""
    again = regex.search(rf"(?:,| và) (?:{regex.escape(kind)})(?!\w)", folded) if kind else None
    return subject[: again.start()] if again else subject


def _listed_aspects(subject: str) -> bool:
    aspects = alternation(strings(words("sheets"), "aspects"))
    return regex.match(rf"(?:{aspects}),? (?:và )?(?:{aspects})(?!\w)", fold(subject)) is not None


def thing_of(captions: Sequence[str]) -> str:
    """The goods that a title of several measures is about: "lúa đông xuân", "" if none.

    >>> thing_of(["5. Diện tích, năng suất và sản lượng lúa đông xuân năm 2020"])
    'lúa đông xuân'
    """
    title = next((text for text in captions if len(text.split()) > 1), "")
    bare = NUMBERING.sub("", title).strip()
    aspects = alternation(strings(words("sheets"), "aspects"))
    bare = _TABLE_NUMBER.sub("", bare)
    lead = regex.match(
        rf"(?:(?:kết quả|tình hình) )?(?:sản xuất )?(?:(?:{aspects})(?:,| và)?\s*)*",
        fold(bare),
    )
    carried = regex.match(rf"(?:{alternation(strings(words('sheets'), 'carriage'))}) ", fold(bare))
    lead = carried or lead
    goods = fold(bare).startswith(("hàng hóa", "sản phẩm"))
    if lead is None or not (lead.group().strip() or goods):
        return ""
    thing = bare[lead.end() :]
    end = regex.search(
        rf"(?:(?:^|\s)(?:{alternation(strings(words('sheets'), 'title_ends'))})(?!\w)|[(;:\d,])",
        fold(thing),
    )
    thing = _DANGLING.sub("", (thing[: end.start()] if end else thing).strip(" ,.-"))
    thing = thing[:1].lower() + thing[1:]
    return thing if 0 < len(thing.split()) <= 6 and not thing.startswith("một số") else ""


def season_of(captions: Sequence[str]) -> str:
    """ "vụ đông xuân" where the title says that the table is about one harvest.

    >>> season_of(["4. Sản xuất vụ đông xuân năm 2020"])
    'vụ đông xuân'
    """
    seasons = alternation(strings(words("sheets"), "seasons"))
    match = regex.search(rf"(?<!\w)(?:{seasons})(?!\w)", fold(" ".join(captions)))
    return match.group() if match else ""


def caption_units(captions: Sequence[str]) -> list[Unit]:
    """The units that a unit line or the bracket of a title gives all figures."""
    found: list[Unit] = []
    for text in captions:
        text = MARKS.sub("", text)
        folded = fold(text)
        line = regex.sub(r"^\W*(?:đơn vị(?: tính)?|đvt|đ\.v\.t)\s*:?\s*", "", folded)
        if line == folded and not is_unit(text):
            unit = label_unit(text)
            found += [unit] if unit else []
            continue
        for part in regex.split(r"[;,]", line):
            unit = sheet_unit(part)
            found += [unit] if unit else []
    return found
