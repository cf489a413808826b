"""What tells the reader nothing is cut out of a Word part before it is parsed.

Half of a document and more is properties that name a font, a size, a border. Parsing them,
walking past them and freeing them takes longer than reading the text, so they are cut out of
the bytes; a paragraph of nothing but plain runs then holds its text itself.
"""

from __future__ import annotations

import re
from html import unescape

from extract.docx_fold import can_fold, fold
from extract.docx_signs import STYLED, Signs
from extract.legacy_fonts import font_code

# ECMA-376 part 1, 17.3.1, 17.3.2, 17.4: properties of look only. Not among them: vanish,
# vertAlign, rStyle, pStyle, numPr, outlineLvl, gridSpan, vMerge and all tracked changes.
_LOOK = (
    "szC?s?|bC?s?|iC?s?|u|color|lang|spacing|kern|w|position|highlight|shd|noProof"
    "|jc|ind|keepNext|keepLines|widowControl|contextualSpacing|snapToGrid|autoSpaceD[EN]"
    "|tabs?|pBdr|bdr|rtl|cs|tcW|vAlign|tcBorders|tcMar|noWrap|hideMark"
    "|top|bottom|left|right|start|end|between|bar|trHeight|cantSplit|cnfStyle|wAfter|gridAfter"
)
_ITEM = re.compile(rf"</?w:(?:rFonts|{_LOOK})(?: [^<>]*)?/?>".encode())
_ITEM_BUT_FONTS = re.compile(rf"</?w:(?:{_LOOK})(?: [^<>]*)?/?>".encode())
_FONTS = re.compile(rb"<w:rFonts((?: [^<>]*)?)/>")
_ATTRIBUTE = re.compile(rb' w:(\w+)="([^"]*)"')
# Inner ones first: a paragraph's properties hold those of its end.
_PROPERTIES = (b"pPr", b"tcPr", b"trPr")
# Who typed what when, which nothing here asks for, on paragraphs, runs and rows.
_SESSIONS = re.compile(rb'(<w:(?:p|r|tr))(?: w(?:14)?:[A-Za-z]+="[0-9A-Fa-f]*")+(?=>)')
_SILENT = re.compile(rb"<w:(?:proofErr|bookmarkStart|bookmarkEnd|lastRenderedPageBreak)[ /][^<>]*>")
_KEEPS_BLANKS = b'<w:t xml:space="preserve">'
_PLAIN_RUN = b"<w:r><w:t>"
# Behind the properties of a paragraph's end, whose font shows nothing.
_OF_END = b"</w:pPr>"
_NEXT_RUN = b"</w:t></w:r><w:r><w:t>"
# A run that opens a paragraph, alone or behind its properties, and closes it. What is
# constant comes first: so it is searched fast.
_ONLY_RUN = re.compile(
    rb"<w:r><w:t>(?<=<w:p><w:r><w:t>|:pPr><w:r><w:t>)([^<]*)</w:t></w:r>(?=</w:p>)"
)
# A run that begins with the sign of a font; such signs are four bytes of UTF-8.
_FONT_SIGN = re.compile(rb"(\xf3\xb0[\x80-\xbf]{2})")
_SIGNED_RUN = re.compile(rb"<w:r><w:t>(\xf3\xb0[^<]*)</w:t>")


def lean(data: bytes, signs: Signs, *, fonts_tell: bool = False) -> bytes:
    """The bytes of a part without properties of look; the text and its order stay.

    A paragraph of plain runs becomes ``w:p`` with its text, behind its properties if it has
    any, and is then folded with its neighbours: ``signs`` take what the signs in the text
    stand for. ``fonts_tell``: some font of the document is of an old encoding, so each run
    gets a sign of its font; a part that cannot be folded then stays as it is.

    >>> lean(b'<w:p><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t>5 ha</w:t></w:r></w:p>',
    ...      Signs())
    b'<w:p>5 ha</w:p>'
    >>> lean(b'<w:p><w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>5 ha</w:t></w:r></w:p>', Signs())
    b'<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>5 ha</w:t></w:r></w:p>'
    """
    if b"<!" in data:  # in a comment or CDATA, what looks like a property need not be one
        return data
    signs.active = can_fold(data)
    if fonts_tell and not signs.active:
        return data
    signs.fonts_tell = fonts_tell
    if any(sign in data for sign in (b"<w:p ", b"<w:r ", b"<w:tr ")):
        data = b"".join(_SESSIONS.split(data))
    if any(sign in data for sign in (b"<w:proofErr", b"<w:bookmark", b"<w:lastRendered")):
        data = _SILENT.sub(b"", data)
    data = data.replace(_KEEPS_BLANKS, b"<w:t>")
    names: dict[bytes, bytes] = {}
    data = _signed(data, signs, names) if fonts_tell else _shortened(data, b"rPr")
    for tag in _PROPERTIES:
        data = _shortened(data, tag)
    data = _joined(data.replace(b"<w:r></w:r>", b""))
    data = b"".join(_ONLY_RUN.split(data))
    if signs.active:
        data = fold(data, signs)
    return _unsigned(data, names) if fonts_tell else data


def _joined(data: bytes) -> bytes:
    """The bytes of a part with runs of text that follow each other made one.

    Only where the first has no properties left and begins with its text: else the second
    would be hidden or raised with it, or taken for a mark typed by hand.
    """
    first, *rest = data.split(_NEXT_RUN)
    kept, before, plain = [first], first, False
    for piece in rest:
        at = before.rfind(b"<")
        if at >= 0:  # else the text of a run in between: as plain as the one before
            plain = before.endswith(_PLAIN_RUN, 0, at + len(b"<w:t>"))
        if not plain:
            kept.append(_NEXT_RUN)
            plain = True
        kept.append(piece)
        before = piece
    return b"".join(kept)


def _shortened(data: bytes, tag: bytes) -> bytes:
    """The bytes of a part with its ``tag`` elements freed of properties of look.

    A document repeats few combinations of properties, so each is looked at once.
    """
    opening, closing = b"<w:%s>" % tag, b"</w:%s>" % tag
    if opening not in data:
        return data.replace(b"<w:%s/>" % tag, b"")
    known: dict[bytes, bytes] = {}
    head, *rest = data.replace(b"<w:%s/>" % tag, b"").split(opening)
    kept = [head]
    for piece in rest:
        inside, found, after = piece.partition(closing)
        if not found:  # tracked changes hold the same element inside it
            kept += (opening, piece)
            continue
        short = known.get(inside)
        if short is None:
            short = _ITEM.sub(b"", inside)
            short = known[inside] = opening + short + closing if short else b""
        kept += (short, after)
    return b"".join(kept)


def _signed(data: bytes, signs: Signs, names: dict[bytes, bytes]) -> bytes:
    """The bytes of a part whose plain runs begin with the sign of their font.

    Plain is a run that begins with its text and whose properties name a font and a look.
    ``names`` takes the ``w:rFonts`` behind each sign.
    """
    styled = STYLED.encode()
    opening, closing, text = b"<w:rPr>", b"</w:rPr>", b"<w:t>"
    data = data.replace(b"<w:rPr/>", b"").replace(_PLAIN_RUN, _PLAIN_RUN + styled)
    known: dict[bytes, tuple[bytes, bytes]] = {}
    before, *rest = data.split(opening)
    kept = [before]
    for piece in rest:
        inside, found, after = piece.partition(closing)
        if not found:
            kept += (opening, piece)
            before = piece
            continue
        if inside not in known:
            known[inside] = _font_sign(inside, signs, names)
        short, sign = known[inside]
        if sign and before.endswith(b"<w:r>") and after.startswith(text):
            kept += (text, sign, after[len(text) :])
        elif not short or (sign and after.startswith(_OF_END)):
            kept.append(after)
        else:
            kept += (opening, short, closing, after)
        before = after
    return b"".join(kept)


def _font_sign(inside: bytes, signs: Signs, names: dict[bytes, bytes]) -> tuple[bytes, bytes]:
    """Properties of a run without its look, and the sign of their font if nothing else is left."""
    short = _ITEM_BUT_FONTS.sub(b"", inside)
    if not short:
        return short, STYLED.encode()
    match = _FONTS.fullmatch(short)
    attributes = match[1] if match else b""
    said = dict(_ATTRIBUTE.findall(attributes))
    if not match or _ATTRIBUTE.sub(b"", attributes).strip():
        return short, b""
    # As in ``extract.docx_fonts.named_font``: the font of letters beyond ASCII, or a theme's.
    name = b"" if said.get(b"hAnsiTheme") else said.get(b"hAnsi") or said.get(b"ascii")
    if name is None:
        return short, STYLED.encode()
    sign = signs.font(font_code(unescape(name.decode())) if name else None).encode()
    names.setdefault(sign, short)
    return short, sign


def _unsigned(data: bytes, names: dict[bytes, bytes]) -> bytes:
    """The bytes of a part whose runs, but for those that were folded, have properties again."""

    def runs(match: re.Match[bytes]) -> bytes:
        first, *pieces = _FONT_SIGN.split(match[1])
        made = [_PLAIN_RUN + first] if first else []
        for sign, text in zip(pieces[::2], pieces[1::2], strict=True):
            font = names.get(sign, b"")
            properties = b"<w:rPr>" + font + b"</w:rPr>" if font else b""
            made.append(b"<w:r>" + properties + b"<w:t>" + text)
        return b"</w:t></w:r>".join(made) + b"</w:t>"

    return _SIGNED_RUN.sub(runs, data)
