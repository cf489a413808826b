"""Describe a report: title, number, issuer, place, day of issue, period covered.

All of it may be missing: drafts have no number and no day, and a conversion may lose
the whole letterhead. What is not written stays empty.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile
from operator import attrgetter

import regex

from extract.fold import fold
from extract.periods import PeriodMention, find_periods, sole_periods
from extract.sheets_structure import FORMATS as SHEETS
from normalize.areas import find_place
from normalize.letterhead import (
    Letterhead,
    head_words,
    read_letterhead,
    read_reference,
    recased,
)
from normalize.periods import PeriodContext, bounds, resolve, school_period
from solieu.model import Block, Document, DocumentInfo

_LONGEST_LINE = 300  # characters of a title's line; beyond this it is text
_LONGEST_TITLE = 5  # lines
_TOP = 12  # blocks among which a title stands
_AHEAD = 20  # mentions of periods behind one that may give it its year
_OPENING = 3  # paragraphs that may say what a text without a dated title covers
_COVERED = frozenset({"month", "months", "half", "quarter", "year", "day_range"})
_SO_FAR = frozenset({"year_to_date", "as_of"})  # taken where no text before says more
_REPORTED_WITHIN = timedelta(days=100)  # after the end of what is reported on
_BODY = 12  # blocks of a text that may tell the year its title leaves out
_CLOCK = regex.compile(r"(?<!\d)[0-2]?\d[:h]\d\d(?!\d)")
_WORD = regex.compile(r"[\p{L}\d]+")


def describe(document: Document) -> DocumentInfo:
    """The head of a document; fields that are not written are empty."""
    above, lines = _top(document)
    title_lines, bodies = _title_lines(lines)
    if not title_lines and (run_in := _run_in_title(document)):
        title_lines, above = [run_in], above.replace(f" - {run_in}", "")
    head = read_letterhead(above)
    closing = _closing(document)
    bodies = head.bodies or bodies or closing.bodies
    issued = head.issued if len(head.issued) == 10 else closing.issued or head.issued
    title = " ".join(line for line in title_lines if not line.startswith("("))
    posted = next(filter(None, map(_posted, (*title_lines, *_top_lines(document)))), "")
    issued = issued or posted
    met = next(filter(None, map(_met, (*lines, *_top_lines(document)))), "")
    dated = issued or met or _told_year(document)
    # The first lines of a workbook of many sheets are about its first table.
    of_text = len({table.sheet for table in document.reading.tables if table.sheet}) < 2
    return DocumentInfo(
        title=title.rstrip(". "),
        number=head.number or closing.number,
        issuer=bodies[-1] if bodies else "",
        area=_area(bodies) or find_place(recased(title)),
        issued=issued,
        period=_period([line for line in title_lines if not _posted(line)], dated)
        or (of_text and (_below_title(document, dated) or _opening(document, dated)))
        or "",
    )


# --- the top of the text --------------------------------------------------------


def _top(document: Document) -> tuple[str, list[str]]:
    """The text above the title, and the lines among which the title stands."""
    blocks = document.blocks[:_TOP]
    first = next((i for i, block in enumerate(blocks) if block.kind != "furniture"), None)
    if first is None:
        return document.text[:_LONGEST_LINE], []
    blocks = blocks[first:]
    # The title of a sheet may have a number: "Biểu số 3: ...", which opens no section of a text.
    # That of the first of many sheets is not about the others.
    sheets = {table.sheet for table in document.reading.tables}
    numbered = document.reading.format in SHEETS and len(sheets) == 1
    titles = list(
        takewhile(lambda one: one.kind == "heading" and (numbered or not one.section), blocks)
    )
    above = document.text[: blocks[0].spans[0].start]
    lines = [line for block in titles for line in _lines(document, block)]
    if not all(_is_body(line) for line in lines):
        return above, lines
    lines = []
    for block in takewhile(lambda block: not block.section, blocks):
        found = _lines(document, block)
        lines += takewhile(lambda line: len(line) <= _LONGEST_LINE, found)
        if not found or len(found[-1]) > _LONGEST_LINE or found[-1].endswith((".", ":", ";")):
            break
    return above, lines


def _run_in_title(document: Document) -> str:
    """A title on the letterhead's own line: "UBND PHƯỜNG X - SƠ KẾT 6 THÁNG ĐẦU NĂM 2022"."""
    for block in takewhile(lambda block: block.kind == "furniture", document.blocks[:_TOP]):
        for line in _lines(document, block):
            _, dash, title = line.partition(" - ")
            if dash and any(mention.plain for mention in find_periods(fold(title), header=True)):
                return title
    return ""


def _is_body(line: str) -> bool:
    return line.isupper() and head_words().body.match(fold(line)) is not None


def _lines(document: Document, block: Block) -> list[str]:
    text = "\n".join(document.text[span.start : span.end] for span in block.spans)
    lines = (" ".join(line.strip(" *#_\t").split()) for line in text.split("\n"))
    return [line for line in lines if line]


def _title_lines(lines: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The title's lines, and the bodies that stand above it in the same block."""
    words = head_words()
    title: list[str] = []
    bodies: tuple[str, ...] = ()
    for line in lines[: _LONGEST_TITLE + 2]:
        folded = fold(line).strip(" :")
        if folded in words.types or words.motto.fullmatch(folded):
            continue
        if not title and _is_body(line) and line is not lines[-1]:
            bodies = read_letterhead("\n".join([*bodies, line])).bodies
            continue
        if title and not _continues(title[-1], line):
            break
        title.append(line)
    if not bodies and title and words.body.match(fold(title[0])) and " - " in title[0]:
        bodies = (title[0].split(" - ")[0],)
    return title[:_LONGEST_TITLE], bodies


def _continues(above: str, line: str) -> bool:
    """Whether a line still belongs to the title above it."""
    closed = (".", ":")
    bracketed = line[0] == "(" and line.rstrip(" .")[-1] == ")"
    return bracketed or not (above.endswith(closed) or line.endswith(closed))


def _closing(document: Document) -> Letterhead:
    """What the closing formula and the annexes' captions say of the report itself."""
    words = head_words()
    bodies: tuple[str, ...] = ()
    number = issued = ""
    for block in document.blocks:
        text = " ".join(document.text[span.start : span.end] for span in block.spans)[:2000]
        folded = fold(text)
        if not folded.lstrip(" (*").startswith(words.closing):
            continue
        if "kèm theo" in folded and not number:
            number, issued = read_reference(text)
        body = words.body.search(folded, max(0, folded.find(" của ")))
        place = find_place(text[body.start() :]) if body and " của " in folded else ""
        if body and place and not bodies:
            bodies = (f"{text[body.start() : body.end()]} {place}",)
    return Letterhead(bodies, number, issued)


def _area(bodies: tuple[str, ...]) -> str:
    """The issuer's own place, then that of the body above it."""
    places: list[str] = []
    for body in reversed(bodies):
        place = find_place(body)
        if place and place not in places:
            places.append(place)
    return ", ".join(places[:2])


def _posted(line: str) -> str:
    """The day of a line that only says when a text was put on a site ("Đăng ngày 12/06/2024")."""
    folded = fold(line)
    days = [m for m in find_periods(folded, header=True) if m.kind == "day" and m.year]
    words = [word for word in _WORD.findall(folded) if not word.isdigit()]
    if not days or not (head_words().posted.issuperset(words) or _is_byline(folded, days[0])):
        return ""
    return resolve(days[0], PeriodContext()) or ""


def _is_byline(folded: str, day: PeriodMention) -> bool:
    """ "18-11-2025 - 00:10 AM | Tài chính": a line that begins with a day and has a time of day."""
    return day.start == 0 and _CLOCK.search(folded, day.end) is not None


def _met(line: str) -> str:
    """The day of a line that says when people met ("Kỳ họp thứ 12 (ngày 7/7/2015)")."""
    folded = fold(line)
    if not head_words().meeting.search(folded):
        return ""
    days = [m for m in find_periods(folded, header=True) if m.kind == "day" and m.year]
    return (resolve(days[0], PeriodContext()) or "") if days else ""


def _told_year(document: Document) -> str:
    """The year of a report that names none, told by what it is measured against; "" if not told.

    "So với cùng kỳ năm 2017" is written in 2018, "đạt 52% dự toán năm 2018" too.
    """
    for block in document.blocks[:_BODY]:
        for mention in find_periods(_folded(document, block)):
            if mention.year and mention.kind == "relative_yoy":
                return str(mention.year + 1)
            if mention.year and mention.role == "plan" and mention.kind == "year":
                return str(mention.year)
    return ""


def _folded(document: Document, block: Block) -> str:
    return fold(" ".join(document.text[span.start : span.end] for span in block.spans))


def _opening(document: Document, issued: str) -> str:
    """The period that the text itself begins with, where no title names one."""
    blocks = [block for block in document.blocks if block.kind in ("paragraph", "item")]
    folded = (_folded(document, block) for block in blocks[:_OPENING])
    texts = [text for text in folded if not _posted(text)]
    for kinds in (_COVERED, _SO_FAR):
        named = [
            found
            for text in texts
            for mentions in (find_periods(text),)
            for mention in mentions
            if mention.kind in kinds and mention.plain and not mention.to_now
            if not (mention.kind == "day_range" and head_words().meeting.search(text))
            if (found := _resolved(mention, mentions, issued))
        ]
        if named:
            return next((period for period in named if _just_over(period, issued)), named[0])
    return ""


def _just_over(period: str, issued: str) -> bool:
    """Whether a period ended in the months before a day, as what a report covers has."""
    last = bounds(period).last
    if len(issued) < 10 or last is None:
        return False
    return timedelta(0) <= date.fromisoformat(issued) - last <= _REPORTED_WITHIN


def _top_lines(document: Document) -> list[str]:
    return [line for block in document.blocks[:_TOP] for line in _lines(document, block)]


def _below_title(document: Document, issued: str) -> str:
    """The period of the first line below the title that names one and holds no figure.

    "Số lượt khách tháng 9 và 9 tháng đầu năm 2018" heads a table in a report whose own
    title names no time.
    """
    lines = _top_lines(document)
    lines += [
        " ".join(document.text[span.start : span.end].split())
        for place in document.tables[:1]
        for span in place.captions
    ]
    for line in lines:
        if len(line) > _LONGEST_LINE:
            break
        # "Sáng ngày 21/7" is when people met
        mentions = tuple(m for m in sole_periods(fold(line)) if m.kind != "day")
        if not _posted(line) and (found := _named(mentions, issued)):
            return found
    return ""


# --- the period of the title ------------------------------------------------------


def _period(lines: list[str], issued: str) -> str:
    """What the report covers: by its title, or by the window that a subtitle states."""
    title = fold(" ".join(line for line in lines if not line.startswith("(")))
    mentions = _covering(title)
    window = _window(lines, mentions)
    if window:
        return window
    named = _named(mentions, issued) or _subtitle(lines, issued)
    return _cut_off(lines, named) or named


def _covering(title: str) -> tuple[PeriodMention, ...]:
    """The mentions of a folded title without those of no period: a meeting's day, "sau 1 tháng"."""
    words = head_words()
    met = words.meeting.search(title) is not None
    return tuple(
        mention
        for mention in find_periods(title, header=True)
        if not (met and mention.kind == "day")
        and not (mention.kind == "duration" and words.elapsed.search(title, 0, mention.start))
    )


def _cut_off(lines: list[str], named: str) -> str:
    """ "thu ngân sách năm 2024 (tính đến ngày 28/12/2024)": a day before the period ends."""
    for line in lines:
        for mention in find_periods(fold(line[line.find("(") :])) if "(" in line else ():
            if mention.kind == "as_of" and mention.day and mention.year:
                found = resolve(mention, PeriodContext()) or ""
                return "" if named and bounds(found).last == bounds(named).last else found
    return ""


def _named(mentions: tuple[PeriodMention, ...], issued: str) -> str:
    """What the title names."""
    order = [mention for mention in mentions if mention.plain or mention.kind == "duration"]
    order += [mention for mention in mentions if mention.role == "plan"]
    # "Bản tin chiều ngày 14-5-2022": a daily bulletin
    # "Chiến dịch hè năm 2023": the year of what the report is about
    events = [mention for mention in mentions if mention.role == "event"]
    order += [mention for mention in events if mention.kind in ("day", "year")]
    for mention in order:
        found = _resolved(mention, mentions, issued)
        if found:
            return found
    seasons = (resolve(m, PeriodContext()) for m in mentions if m.kind == "season")
    schools = (school_period(m.year, m.part) for m in mentions if _is_school_year(m) and m.year)
    return next(filter(None, (*(_years(m, issued) for m in mentions), *seasons, *schools)), "")


def _is_school_year(mention: PeriodMention) -> bool:
    return mention.kind == "school_year" and mention.role in ("own", "plan")


def _years(mention: PeriodMention, issued: str) -> str:
    """ "giai đoạn 2016 - 2020", where all of it lies behind; terms of office are left out."""
    if mention.kind != "span" or mention.role != "own" or not mention.year:
        return ""
    over = not issued or issued[:4] >= str(mention.end_year)
    return f"{mention.year}..{mention.end_year}" if over else ""


def _window(lines: list[str], mentions: tuple[PeriodMention, ...]) -> str:
    """ "(từ ngày 15/8/2022 đến ngày 14/9/2022)": the data window, where it is stated."""
    stated = [m for line in lines if "(" in line for m in find_periods(fold(line))]
    for mention in (*mentions, *stated):
        if mention.kind == "day_range" and mention.role == "own" and not mention.to_now:
            found = resolve(mention, PeriodContext())
            if found:
                return found
    return ""


def _subtitle(lines: list[str], issued: str) -> str:
    for line in lines:
        for mention in _covering(fold(line)):
            found = resolve(mention, PeriodContext(issued=issued)) if mention.plain else None
            if found:
                return found
    return ""


def _resolved(
    mention: PeriodMention, mentions: tuple[PeriodMention, ...], issued: str
) -> str | None:
    """Resolve with the year of the title's other part, else of the day of issue."""
    if mention.kind == "duration":  # "kết quả 9 tháng": cumulative in a title
        if mention.unit != "month" or not mention.count or mention.count > 12:
            return None
        mention = replace(mention, kind="months", part="first", unit="")
    if mention.year is not None or mention.end_year is not None:
        return resolve(mention, PeriodContext())
    first = _first_month(mention)
    after = bisect_right(mentions, mention.start, key=attrgetter("start"))
    near = mentions[after : after + _AHEAD]
    dated = (m for m in near if m.year and m.role != "event" and m.kind != "school_year")
    later = next(dated, None)
    if later is not None and later.year is not None:
        # "tháng 12; nhiệm vụ tháng 01 năm 2026" looks from one year into the next
        ahead = _first_month(later)
        turns = first is not None and ahead is not None and first > ahead
        return resolve(mention, PeriodContext(document=str(later.year - turns)))
    if not issued:
        return None
    year = int(issued[:4])
    if first is not None and len(issued) > 4 and first > int(issued[5:7]):
        year -= 1  # a report is issued in or after its period
    return resolve(mention, PeriodContext(document=str(year)))


def _first_month(mention: PeriodMention) -> int | None:
    if mention.month:
        return mention.month
    if mention.quarter:
        return 3 * mention.quarter - 2
    if mention.kind in ("months", "half") and mention.count:
        return 13 - mention.count if mention.part == "last" else 1
    return None
