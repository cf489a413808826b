"""Word files to a Reading: everything the page shows, once, in reading order."""

from __future__ import annotations

from lxml import etree

from extract.docx_package import Package
from extract.docx_trace import Trace
from extract.docx_walk import Walk
from extract.legacy_survey import survey
from solieu.errors import ReadError
from solieu.model import Reading


def read_docx(data: bytes, source: str, sha256: str) -> Reading:
    """Read a Word file.

    Tracked insertions are read, deletions not; hidden text and comments are left out;
    list numbers are written out; a footnote follows the paragraph or table that calls
    it. Headers and footers of the page are not read. Raises ReadError for a damaged
    package and a document without words.
    """
    return read_package(Package.open(data, source), source, sha256)


def read_package(package: Package, source: str, sha256: str) -> Reading:
    """Read a Word file that is open, as ``read_docx`` does."""
    walk, _ = _walked(package, None, traced=False)
    walk.encodings.check(source)
    if walk.empty:
        raise ReadError(
            f"{source}: tệp Word không có chữ nào (có thể chỉ chứa ảnh)",
            f"{source}: the Word file has no words (it may hold pictures only)",
        )
    return walk.reading(source, sha256)


def trace_docx(package: Package, root: etree._Element) -> Trace:
    """Read the main part of a Word file again, to say where each figure is written.

    ``root`` is that part, parsed by whoever means to write into it; the elements of the
    trace are its own.
    """
    _, trace = _walked(package, root, traced=True)
    return trace


def _walked(package: Package, root: etree._Element | None, *, traced: bool) -> tuple[Walk, Trace]:
    """Read the main part; again where its letters tell of old encodings that no font names.

    ``root`` is that part where somebody else has parsed it.
    """
    trace = Trace()
    walk = Walk(package, trace if traced else None)
    walk.document(root)
    if walk.encodings.is_doubtful():
        trace = Trace()
        found = survey(walk.encodings.texts)
        walk = Walk(package, trace if traced else None, found)
        walk.document(root)
    return walk, trace
