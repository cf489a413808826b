"""Formatting that tells the reader nothing is cut out of a Word part before it is parsed.

Half of a document and more is properties that name a font, a size, a border. Parsing them,
walking past them and freeing them takes longer than reading the text, so a search in the
bytes removes the properties in which nothing else is said.
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
_ITEM = rf"</?w:(?:{_LOOK})(?: [^<>]*)?/?>"
_BARE = re.compile(rf"<w:(rPr|pPr|tcPr)>(?:{_ITEM}|<w:rPr>(?:{_ITEM})*</w:rPr>)*</w:\1>".encode())


def lean(data: bytes) -> bytes:
    """The bytes of a part without properties of look; the text and its order stay.

    Not for a document that names fonts of old encodings: there the font is what tells.

    >>> lean(b'<w:p><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t>5 ha</w:t></w:r></w:p>')
    b'<w:p><w:r><w:t>5 ha</w:t></w:r></w:p>'
    >>> lean(b'<w:r><w:rPr><w:vanish/></w:rPr></w:r>')
    b'<w:r><w:rPr><w:vanish/></w:rPr></w:r>'
    """
    if b"<!" in data:  # in a comment or CDATA, what looks like a property need not be one
        return data
    return _BARE.sub(b"", data)
