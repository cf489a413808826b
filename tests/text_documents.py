"""Documents made of a few lines of text, for tests."""

from __future__ import annotations

from extract.structure import build
from extract.text import read_text
from solieu.model import Block, Document


def document(text: str) -> Document:
    return build(read_text(text.encode(), "bao-cao.txt", ""))


def words(doc: Document, block: Block) -> str:
    return " ".join(doc.text[span.start : span.end] for span in block.spans)
