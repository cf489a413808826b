"""Old encodings in the text of a PDF page: words by their fonts, then lines by their letters.

Nearly no page has any: only where its letters are those that Vietnamese of today does
not have are fonts asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from extract.legacy_fonts import FontCode, font_code
from extract.legacy_survey import Survey, by_font, survey
from extract.legacy_syllables import is_syllable
from extract.legacy_tables import ENCODINGS, Encoding
from extract.legacy_words import WORD, is_modern, is_suspicious, verdict
from solieu.model import Notice

_TOKEN = re.compile(r"\S+")
_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
# Code AD is a hyphen in WinAnsiEncoding (ISO 32000-1, annex D.2) and U+00AD elsewhere;
# pdfium gives U+FFFE for either at a line's end. In TCVN3 it is the letter ư.
_HYPHENED = re.compile(f"({WORD.pattern})?([-\ufffe])({WORD.pattern})?")
# Words that are none without ư and would be one with it: "nớc", "đợc".
_O = re.compile("([ơờớởỡợ])")
_WITHOUT_U = re.compile(r"[^\W\d_]*?(?=[ơờớởỡợ])[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text; ``map`` leads from each character to one of the page as it was."""

    text: str
    map: tuple[int, ...]
    looked: Survey


def decoded(text: str, font_at: Callable[[int], str]) -> Decoded | None:
    """The text of a page read by its old encodings, None for a page of today.

    ``font_at`` gives the name of the font of a character.
    """
    if not is_suspicious(text):
        return None
    pieces: list[str] = []
    used: set[Encoding] = set()
    position = 0
    for start, end, code in _runs(text, font_at):
        if code is None:
            continue
        run = text[start:end]
        if code.encoding == "tcvn3":
            run = _with_u(run)
        pieces += (text[position:start], by_font(run, code))
        used.add(code.encoding)
        position = end
    read = "".join((*pieces, text[position:]))
    looked = survey(_LINE.findall(read))
    looked.used |= used
    if is_suspicious(read):
        tcvn3 = "tcvn3" in looked.encodings
        read = _LINE.sub(lambda line: _line(line[0], looked, tcvn3), read)
    return Decoded(*_with_breaks(text, read), looked)


def _line(line: str, looked: Survey, tcvn3: bool) -> str:
    if tcvn3 and not any(map(is_modern, WORD.findall(line))):
        line = _with_u(line)
    return looked.read(line).text


def _runs(text: str, font_at: Callable[[int], str]) -> Iterator[tuple[int, int, FontCode | None]]:
    """Stretches of one encoding by fonts; a word is asked for at both its ends."""
    start, last, code = 0, 0, None
    for token in _TOKEN.finditer(text):
        first, end = token.span()
        head, tail = font_code(font_at(first)), font_code(font_at(end - 1))
        inner = [head] * (end - first)
        if head != tail:
            inner = [font_code(font_at(i)) for i in range(first, end)]
        for i, found in enumerate(inner, first):
            if found != code:
                yield start, last, code
                start, code = i, found
            last = i + 1
    yield start, last, code


def _with_u(text: str) -> str:
    """TCVN3 text whose ư came as a hyphen: told by the syllable that it makes.

    >>> [ord(sign) for sign in _with_u("n-íc, t-") if sign > "z"]
    [173, 237, 173]
    >>> _with_u("kinh tÕ-x· héi")
    'kinh tÕ-x· héi'
    """

    def letter(match: re.Match[str]) -> str:
        left, sign, right = match[1] or "", match[2], match[3] or ""
        whole = f"{left}\xad" + (right if sign == "-" else "")
        if len(whole) == 1 or verdict(whole, "tcvn3") != 1:
            return match[0]
        return f"{left}\xad{right}"

    return _HYPHENED.sub(letter, text)


def _with_breaks(before: str, after: str) -> tuple[str, tuple[int, ...]]:
    """A line that ended with a hyphen ends with a line break where that was a letter."""
    text: list[str] = []
    origins: list[int] = []
    for i, (was, sign) in enumerate(zip(before, after, strict=True)):
        text.append(sign)
        origins.append(i)
        if was == "\ufffe" != sign:
            text += "\r\n"
            origins += (i, i)
    return "".join(text), tuple(origins)


def encodings_of(pages: Iterable[Survey | None]) -> str:
    """The encodings decoded on any page: ``tcvn3+vni``, empty for none."""
    used = {each for looked in pages if looked is not None for each in looked.used}
    return "+".join(each for each in ENCODINGS if each in used)


def checked(pages: Iterable[Survey | None], words: int, text: str, source: str) -> list[Notice]:
    """What could not be told on all pages, in words for a person.

    ``words`` is their number in the document, ``text`` all of it as read. Raises
    ReadError where too many words are in an encoding that nobody knows.
    """
    whole = Survey((), plain=True, mixed=True, words=words)
    for looked in pages:
        if looked is not None:
            whole.unread += looked.unread
            whole.doubtful += looked.doubtful
            whole.used |= looked.used
    whole.check(source)
    problems = list(whole.problems())
    if "tcvn3" in whole.used and (lost := _without_u(text)):
        problems.append(
            Notice(
                f"tệp PDF làm mất chữ ư của bảng mã TCVN3 ({', '.join(lost[:3])}): nên đọc từ tệp "
                "gốc",
                f"the PDF has lost the letter ư of TCVN3: {', '.join(lost[:3])}; better read the "
                "original file",
            )
        )
    return problems


def _without_u(text: str) -> list[str]:
    """Words that a program which drops soft hyphens has taken the ư of TCVN3 from.

    >>> _without_u("sản lợng ớc đạt 5 tấn")
    ['lợng', 'ớc']
    """
    found = (match[0] for match in _WITHOUT_U.finditer(text.lower()))
    return [w for w in found if not is_syllable(w) and is_syllable(_O.sub(r"ư\1", w, count=1))]
