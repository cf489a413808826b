"""Write a report as plain text, the way a converted Word file looks.

Footnotes stand where the page ended: after some paragraph further down, now and then
in the middle of a sentence.
"""

from __future__ import annotations

from samples.blocks import MARK, Annex, Report

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PAGE = 2600  # characters, notes included


def write(report: Report, *, notes: str, split: bool) -> str:
    """The whole report as text; ``notes`` is ``page`` or ``end``."""
    parts = [*_head(report), *_body(report, notes, split), *_foot(report)]
    return "\n\n".join(parts) + "\n"


def _head(report: Report) -> list[str]:
    if not report.letterhead:  # a draft: letterhead lost, number and day blank
        _, month = report.period.split("-")
        year = report.period[:4]
        date = f"Vĩnh Hưng Đông, ngày tháng {int(month)} năm {year}"
        return ["Số: /BC-UBND", date, "BÁO CÁO", report.title]
    return [
        "ỦY BAN NHÂN DÂN\nPHƯỜNG VĨNH HƯNG ĐÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        f"Số: {report.number}/BC-UBND",
        place_and_date(report),
        "BÁO CÁO",
        report.title,
    ]


def place_and_date(report: Report) -> str:
    """``Vĩnh Hưng Đông, ngày 24 tháng 9 năm 2025``."""
    day, month, year = report.date.split("/")
    return f"Vĩnh Hưng Đông, ngày {day} tháng {month} năm {year}"


def _body(report: Report, notes: str, split: bool) -> list[str]:
    parts: list[str] = []
    waiting: list[str] = []
    used = 0
    for block in report.blocks:
        numbers = [int(number) for number in MARK.findall(block.text)]
        text = MARK.sub(lambda found: found[1].translate(_SUPERSCRIPT), block.text)
        new = [_note(report, number) for number in numbers]
        used += len(text) + sum(map(len, new))
        waiting += new
        if notes == "end" or used < _PAGE:
            parts.append(text)
            continue
        cut = _sentence_cut(text) if split and not new and waiting else 0
        parts += [text[:cut].rstrip(), *waiting, text[cut:]] if cut else [text, *waiting]
        waiting, used = [], 0
    return parts + waiting


def _note(report: Report, number: int) -> str:
    return f"{str(number).translate(_SUPERSCRIPT)} {report.notes[number - 1]}"


def _sentence_cut(text: str) -> int:
    """Where a page may end inside a sentence: between two plain lower-case words."""
    words = text.split(" ")
    offset = 0
    for place, word in enumerate(words[:-1]):
        offset += len(word) + 1
        after = words[place + 1]
        if place < len(words) // 2 or place < 8:
            continue
        if word.isalpha() and word.islower() and after.isalpha() and after.islower():
            return offset
    return 0


def _foot(report: Report) -> list[str]:
    recipients = "Nơi nhận:\n\n" + "\n".join(report.recipients)
    *office, name = report.signature
    signature = "**" + "\n".join(office) + "**\n\n" + name
    return [recipients, signature, *_annex(report.annex)]


def _annex(annex: Annex) -> list[str]:
    heads = tuple(
        f"{head} {sub[0].lower()}{sub[1:]}" if sub else head for head, sub in annex.columns
    )
    lines = [_line(heads), _line(tuple("---" for _ in heads)), *map(_line, annex.rows)]
    return ["\n".join(annex.captions), "\n".join(lines), annex.note]


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"
