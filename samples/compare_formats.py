"""What is read otherwise from one report in another format: ``python -m samples.compare_formats``.

Writes the table of samples/every_format/README.md; tests/test_every_format.py holds it. Each
figure is compared in all that an observation says of it but its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from extract.office import convert_all
from extract.office_convert import soffice
from normalize.indicators import match
from samples.build import FORMATS
from samples.to_formats import EVERY, NAME
from solieu.model import DocumentInfo, Observation
from solieu.pipeline import recognise

FIELDS = (
    *("value", "unit", "measure", "compare_to", "target_authority", "period", "period_basis"),
    *("comparator", "obs_status", "price_basis", "resolution", "exact", "indicator"),
    *("indicator_id", "group", "section", "area", "raw", "flags"),
)
#: The files, and what wrote them.
FILES = {
    f"formats/{NAME}.docx": "python-docx, the source of all others",
    f"formats/{NAME}.pdf": "LibreOffice, from the Word file",
    f"every_format/{NAME}-cairo.pdf": "cairo (pdftocairo), from the PDF",
    f"every_format/{NAME}-ghostscript.pdf": "Ghostscript, from the PDF",
    f"every_format/{NAME}-chromium.pdf": "Chromium, from the web page",
    f"every_format/{NAME}.doc": "LibreOffice, from the Word file",
    f"every_format/{NAME}.rtf": "LibreOffice, from the Word file",
    f"every_format/{NAME}.odt": "LibreOffice, from the Word file",
    f"every_format/{NAME}.fodt": "LibreOffice, from the Word file",
    f"every_format/{NAME}.html": "LibreOffice, from the Word file",
    f"every_format/{NAME}.mht": "samples.to_formats, from the web page",
    f"every_format/{NAME}-tcvn3.txt": "samples.to_formats, from the text",
    f"every_format/{NAME}-vni.docx": "samples.to_formats, from the Word file",
    f"every_format/{NAME}-annex.xlsx": "openpyxl, the annex only, from the text",
    f"every_format/{NAME}-annex.xlsb": "samples.xlsb_writer, from the workbook",
    f"every_format/{NAME}-annex.xls": "LibreOffice, from the workbook",
    f"every_format/{NAME}-annex.ods": "LibreOffice, from the workbook",
    f"every_format/{NAME}-annex.fods": "LibreOffice, from the workbook",
}
#: Why a field differs, by file and field.
REASONS = {
    (f"every_format/{NAME}-tcvn3.txt", "flags"): "`legacy_encoding`: the text was decoded",
    (f"every_format/{NAME}-vni.docx", "flags"): "`legacy_encoding`: the text was decoded",
    **{
        (
            f"every_format/{NAME}-annex.{kind}",
            "group",
        ): "in a workbook, an indented “Trong đó” says "
        "the whole it is part of; in a text table nothing is joined by rows alone"
        for kind in ("xlsx", "xlsb", "xls", "ods", "fods")
    },
}
_HEAD = "| file | written by | figures | read otherwise | why |\n|---|---|---|---|---|\n"
_BEGIN, _END = "<!-- made by samples.compare_formats -->\n", "<!-- end -->\n"


@cache
def _converted() -> Mapping[Path, bytes]:
    """The Word files that LibreOffice makes, in one call of it."""
    return convert_all([FORMATS.parent / file for file in FILES])


def observations(file: str) -> Sequence[Observation]:
    """What is read from a file of the samples."""
    path = FORMATS.parent / file
    found, _ = recognise(path, path.name, DocumentInfo(), converted=_converted().get(path))
    return match([found]).apply(found).observations


def differences(file: str, text: Sequence[Observation]) -> dict[str, int]:
    """How many figures of a file differ from those of the text, by field."""
    theirs = observations(file)
    ours = [each for each in text if each.table] if "annex" in file else text
    found: dict[str, int] = {"figures": len(theirs)}
    for field in FIELDS:
        mine, other = (
            Counter((each.value, each.unit, getattr(each, field)) for each in side)
            for side in (ours, theirs)
        )
        if count := max((mine - other).total(), (other - mine).total()):
            found[field] = count
    return found


def line(file: str, found: dict[str, int]) -> str:
    """A row of the table."""
    fields = [(field, count) for field, count in found.items() if field != "figures"]
    differing = "; ".join(f"{field} of {count}" for field, count in fields) or "nothing"
    why = "; ".join(REASONS[file, field] for field, _ in fields)
    return f"| `{file}` | {FILES[file]} | {found['figures']} | {differing} | {why} |\n"


def can_be_read(file: str) -> bool:
    """Whether the programs are there that read this file."""
    return not file.endswith((".doc", ".rtf", ".odt", ".fodt")) or soffice() is not None


def shown() -> str:
    """The table as it stands in the README."""
    return (EVERY / "README.md").read_text(encoding="utf-8").split(_BEGIN)[1].split(_END)[0]


def main() -> None:
    """Write the table into the README."""
    text = observations(f"formats/{NAME}.txt")
    table = _HEAD + "".join(line(file, differences(file, text)) for file in FILES)
    readme = EVERY / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(_BEGIN)
    _, after = rest.split(_END)
    readme.write_text(before + _BEGIN + table + _END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
