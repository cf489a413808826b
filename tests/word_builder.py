"""Word files made of raw XML, for the tests of their reader."""

from __future__ import annotations

import io
import zipfile

from extract.docx import read_docx
from solieu.model import Reading

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body; parts by name (footnotes="...", styles="...")."""
    related = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for i, name in enumerate(parts)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{xml}</w:{name}>")
    return buffer.getvalue()


def read(body: str, **parts: str) -> Reading:
    return read_docx(word(body, **parts), "bao-cao.docx", "0" * 64)


def p(*runs: str, ppr: str = "") -> str:
    """A paragraph; plain words stand for a run."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{inside}</w:p>"


def r(text: str, rpr: str = "") -> str:
    return f'<w:r><w:rPr>{rpr}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, tcpr: str = "", ppr: str = "") -> str:
    return f"<w:tc><w:tcPr>{tcpr}</w:tcPr>{p(text, ppr=ppr)}</w:tc>"


def tr(*cells: str, trpr: str = "") -> str:
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{trpr}</w:trPr>{inside}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


SUPER = '<w:vertAlign w:val="superscript"/>'
CALL = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
BOX = "<w:txbxContent>" + p("Trong khung 7 hộ") + "</w:txbxContent>"
