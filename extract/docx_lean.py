"""What tells the reader nothing is cut out of a Word part before it is parsed.

Half of a document and more is properties that name a font, a size, a border. Parsing them,
walking past them and freeing them takes longer than reading the text, so they are cut out of
the bytes; a paragraph of nothing but plain runs then holds its text itself.
"""

from __future__ import annotations

import re

# ECMA-376 part 1, 17.3.1, 17.3.2, 17.4: properties of look only. Not among them: vanish,
# vertAlign, rStyle, pStyle, numPr, outlineLvl, gridSpan, vMerge and all tracked changes.
_LOOK = (
    "rFonts|szC?s?|bC?s?|iC?s?|u|color|lang|spacing|kern|w|position|highlight|shd|noProof"
    "|jc|ind|keepNext|keepLines|widowControl|contextualSpacing|snapToGrid|autoSpaceD[EN]"
    "|tabs?|pBdr|bdr|rtl|cs|tcW|vAlign|tcBorders|tcMar|noWrap|hideMark"
    "|top|bottom|left|right|start|end|between|bar"
)
_ITEM = re.compile(rf"</?w:(?:{_LOOK})(?: [^<>]*)?/?>".encode())
# Inner ones first: a paragraph's properties hold those of its end.
_PROPERTIES = (b"rPr", b"pPr", b"tcPr")
# Who typed what when, which nothing here asks for, on paragraphs, runs and rows.
_SESSIONS = re.compile(rb'(<w:(?:p|r|tr))(?: w(?:14)?:[A-Za-z]+="[0-9A-Fa-f]*")+(?=>)')
_SILENT = re.compile(rb"<w:(?:proofErr|bookmarkStart|bookmarkEnd|lastRenderedPageBreak)[ /][^<>]*>")
_KEEPS_BLANKS = b'<w:t xml:space="preserve">'
_PLAIN_RUN = b"<w:r><w:t>"
_NEXT_RUN = b"</w:t></w:r><w:r><w:t>"
# A run that opens a paragraph, alone or behind its properties, and closes it. What is
# constant comes first: so it is searched fast.
_ONLY_RUN = re.compile(
    rb"<w:r><w:t>(?<=<w:p><w:r><w:t>|:pPr><w:r><w:t>)([^<]*)</w:t></w:r>(?=</w:p>)"
)


def lean(data: bytes) -> bytes:
    """The bytes of a part without properties of look; the text and its order stay.

    A paragraph of plain runs becomes ``w:p`` with its text, behind its properties if it has
    any. Not for a document that names fonts of old encodings: there the font is what tells.

    >>> lean(b'<w:p><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t>5 ha</w:t></w:r></w:p>')
    b'<w:p>5 ha</w:p>'
    >>> lean(b'<w:p><w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>5 ha</w:t></w:r></w:p>')
    b'<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>5 ha</w:t></w:r></w:p>'
    """
    if b"<!" in data:  # in a comment or CDATA, what looks like a property need not be one
        return data
    for tag in _PROPERTIES:
        data = _shortened(data, tag)
    data = b"".join(_SESSIONS.split(data))
    data = _SILENT.sub(b"", data)
    data = _joined(data.replace(_KEEPS_BLANKS, b"<w:t>"))
    return b"".join(_ONLY_RUN.split(data))


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
