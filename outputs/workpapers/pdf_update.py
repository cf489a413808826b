"""Objects added to a PDF behind its own bytes: an incremental update (ISO 32000-1, 7.5.6).

pypdf reads the file and writes the objects. The update itself is ours: pypdf's numbers its
cross-reference stream as if it were no object, and loses what a second update adds.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
# Readers look for it at the very end; a little rubbish after it is common.
_TAIL = 2048


class Unfit(Exception):
    """The file is encrypted, or faulty in a way that an update must not build upon."""


class PdfUpdate:
    """An update of the PDF ``data`` in the making. Raises Unfit where there can be none."""

    def __init__(self, data: bytes) -> None:
        """Read the file."""
        from pypdf import PdfReader

        self._data = data
        self._previous, self._table = _last_section(data)
        self.reader = PdfReader(io.BytesIO(data))
        if self.reader.is_encrypted:
            raise Unfit
        numbers = [number for known in self.reader.xref.values() for number in known]
        highest = max([*numbers, *self.reader.xref_objStm, 0])
        self._next = max(highest + 1, int(str(self.reader.trailer["/Size"])))
        self._objects: dict[int, tuple[int, Any]] = {}  # number -> generation, object

    def add(self, value: Any) -> Any:
        """A new object; gives the reference to it."""
        from pypdf.generic import IndirectObject

        number = self._next
        self._next += 1
        self._objects[number] = (0, value)
        return IndirectObject(number, 0, self.reader)

    def annotate(self, page: int, annotations: list[Any]) -> None:
        """Add annotations to a page (from 0), after those it has."""
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

        leaf = self.reader.pages[page]
        own = leaf.indirect_reference
        if own is None:
            raise Unfit
        refs = []
        for annotation in annotations:
            annotation[NameObject("/P")] = own
            refs.append(self.add(annotation))
        held = leaf.raw_get("/Annots") if "/Annots" in leaf else ArrayObject()
        there = held.get_object() if isinstance(held, IndirectObject) else held
        if not isinstance(there, ArrayObject):
            raise Unfit
        whole = ArrayObject([*there, *refs])
        if isinstance(held, IndirectObject):
            self._objects[held.idnum] = (held.generation, whole)
        else:
            changed = DictionaryObject(dict(leaf.items()))
            for name in leaf:  # the references themselves, not what they point to
                changed[NameObject(name)] = leaf.raw_get(name)
            changed[NameObject("/Annots")] = whole
            self._objects[own.idnum] = (own.generation, changed)

    def data(self) -> bytes:
        """The file's own bytes and the update behind them; without objects the file."""
        if not self._objects:
            return self._data
        out = io.BytesIO()
        out.write(b"" if self._data.endswith(b"\n") else b"\n")
        entries: dict[int, tuple[int, int]] = {}
        for number, (generation, value) in sorted(self._objects.items()):
            entries[number] = (len(self._data) + out.tell(), generation)
            out.write(f"{number} {generation} obj\n".encode("ascii"))
            value.write_to_stream(out)
            out.write(b"\nendobj\n")
        start = len(self._data) + out.tell()
        self._write_table(out, entries) if self._table else self._write_stream(out, entries, start)
        out.write(f"\nstartxref\n{start}\n%%EOF\n".encode("ascii"))
        return self._data + out.getvalue()

    def _trailer(self, size: int) -> Any:
        from pypdf.generic import DictionaryObject, NameObject, NumberObject

        old = self.reader.trailer
        kept = {
            NameObject(name): old.raw_get(name) for name in ("/Root", "/Info", "/ID") if name in old
        }
        numbers = {"/Size": size, "/Prev": self._previous}
        told = {NameObject(name): NumberObject(number) for name, number in numbers.items()}
        return DictionaryObject({**told, **kept})

    def _write_table(self, out: io.BytesIO, entries: dict[int, tuple[int, int]]) -> None:
        out.write(b"xref\n")
        for first, run in _runs(entries):
            out.write(f"{first} {len(run)}\n".encode("ascii"))
            for offset, generation in run:
                out.write(f"{offset:010} {generation:05} n \n".encode("ascii"))
        out.write(b"trailer\n")
        self._trailer(self._next).write_to_stream(out)

    def _write_stream(
        self, out: io.BytesIO, entries: dict[int, tuple[int, int]], start: int
    ) -> None:
        from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, NumberObject

        number = self._next  # the table is an object too, and stands in itself
        runs = list(_runs({**entries, number: (start, 0)}))
        stream = DecodedStreamObject()
        stream.set_data(
            b"".join(
                b"\x01" + offset.to_bytes(4, "big") + generation.to_bytes(2, "big")
                for _, run in runs
                for offset, generation in run
            )
        )
        index = [NumberObject(part) for first, run in runs for part in (first, len(run))]
        stream.update(self._trailer(number + 1))
        stream[NameObject("/Type")] = NameObject("/XRef")
        stream[NameObject("/Index")] = ArrayObject(index)
        stream[NameObject("/W")] = ArrayObject([NumberObject(width) for width in (1, 4, 2)])
        out.write(f"{number} 0 obj\n".encode("ascii"))
        stream.write_to_stream(out)
        out.write(b"\nendobj")


def _last_section(data: bytes) -> tuple[int, bool]:
    """Where the last cross-reference section is, and whether it is a table.

    Raises Unfit where it is not there: readers then search the file, an update cannot.
    """
    found = _START.findall(data[-_TAIL:])
    if not data.startswith(b"%PDF-") or not found:
        raise Unfit
    at = int(found[-1])
    if data[at : at + 4] == b"xref":
        return at, True
    if _OBJECT.match(data, at):
        return at, False
    raise Unfit


def _runs(entries: dict[int, tuple[int, int]]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Entries of numbers that follow one another: the first number, the entries."""
    ordered = sorted(entries.items())
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1][0] - pair[0]):
        members = [entry for _, entry in run]
        yield members[0][0], [place for _, place in members]
