"""Plain paragraphs and rows of a Word part become text with signs, before it is parsed.

Made lean, most paragraphs are nothing but text, and most rows nothing but such cells. A
hundred elements for libxml2 to build and the reader to walk past are then one with a
hundred lines in it.
"""

from __future__ import annotations

import re

from extract.docx_package import TRANSITIONAL
from extract.docx_signs import CELL, PARAGRAPH, Signs

_OWN = b'xmlns:w="%s"' % TRANSITIONAL
_HEAD = 8192
_UTF8 = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?![^>]*encoding=(?!['\"][Uu][Tt][Ff]-8['\"]))[^>]*>)?\s*<"
)
# Characters as high as the signs: in UTF-8, and by number.
_HIGH = b"\xf3"
_NUMBERED = re.compile(rb"&#(?:[xX]0*[a-fA-F][0-9a-fA-F]{4}|0*[6-9]\d{5});")
# Properties that can be read apart from the part they stand in.
_VAL = rb' w:val="[^"<>&\x00-\x1f]*"/>'
_SHAPE = re.compile(
    rb"(?:<w:(?:pStyle|outlineLvl)%b|<w:numPr>(?:<w:(?:ilvl|numId)%b)*</w:numPr>)+" % (_VAL, _VAL)
)
_P, _P_END, _PPR, _PPR_END = b"<w:p>", b"</w:p>", b"<w:pPr>", b"</w:pPr>"
_TR, _TR_END = b"<w:tr>", b"</w:tr>"
_FIRST_CELL, _NEXT_CELL, _LAST_CELL = (
    b"<w:tc><w:p>",
    b"</w:p></w:tc><w:tc><w:p>",
    b"</w:p></w:tc>",
)
_PARAGRAPH, _CELL = PARAGRAPH.encode(), CELL.encode()


def can_fold(data: bytes) -> bool:
    """Whether signs may be written into a part: it is UTF-8, with none of its own."""
    return (
        _OWN in data[:_HEAD]
        and _HIGH not in data
        and _UTF8.match(data) is not None
        and not (b"&#" in data and _NUMBERED.search(data))
    )


def fold(data: bytes, signs: Signs) -> bytes:
    """A lean part with its plain paragraphs and rows folded.

    Paragraphs that follow each other are one ``w:p``, parted by PARAGRAPH, each after the
    sign of its properties if it has any; a row of plain cells is a ``w:tr``, parted by CELL.

    >>> fold(b"<w:p>a</w:p><w:p>b</w:p><w:p><w:r/></w:p>", Signs()).decode()
    '<w:p>a\\U000f0000b</w:p><w:p><w:r/></w:p>'
    """
    return _rows(_paragraphs(data.replace(b"<w:p/>", b"<w:p></w:p>"), signs))


def _paragraphs(data: bytes, signs: Signs) -> bytes:
    known: dict[bytes, bytes | None] = {}
    *pieces, last = data.split(_P_END)
    kept: list[bytes] = []
    going_on = False
    for piece in pieces:
        at = piece.rfind(_P)
        text = _plain(piece[at + 5 :], known, signs) if at >= 0 else None
        if text is None:
            kept += (_P_END, piece) if going_on else (piece,)
            kept.append(_P_END)
            going_on = False
        elif going_on and not at:
            kept += (_PARAGRAPH, text)
        else:
            kept += (_P_END, piece[:at], _P, text) if going_on else (piece[:at], _P, text)
            going_on = True
    kept += (_P_END, last) if going_on else (last,)
    return b"".join(kept)


def _plain(inside: bytes, known: dict[bytes, bytes | None], signs: Signs) -> bytes | None:
    """The text of a paragraph with the sign of its properties, None where there is more."""
    if b"<" not in inside:
        return inside
    if not inside.startswith(_PPR):
        return None
    properties, _, text = inside[len(_PPR) :].partition(_PPR_END)
    if b"<" in text:
        return None
    if properties not in known:
        known[properties] = _sign(properties, signs)
    sign = known[properties]
    return sign + text if sign else None


def _sign(properties: bytes, signs: Signs) -> bytes | None:
    if not _SHAPE.fullmatch(properties):
        return None
    try:
        properties.decode()
    except UnicodeDecodeError:  # the parser shall say where
        return None
    sign = signs.shape(properties)
    return sign.encode() if sign else None


def _rows(data: bytes) -> bytes:
    *pieces, last = data.split(_TR_END)
    kept: list[bytes] = []
    for piece in pieces:
        at = piece.rfind(_TR) + len(_TR)
        cells = piece[at:]
        if at >= len(_TR) and cells.startswith(_FIRST_CELL) and cells.endswith(_LAST_CELL):
            cells = cells[len(_FIRST_CELL) : -len(_LAST_CELL)].replace(_NEXT_CELL, _CELL)
            if cells and b"<" not in cells:  # a lone empty cell would be no cell
                piece = piece[:at] + cells
        kept += (piece, _TR_END)
    kept.append(last)
    return b"".join(kept)
