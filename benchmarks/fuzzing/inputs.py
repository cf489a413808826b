"""The input of a number: the same seed and number give the same bytes everywhere."""

from __future__ import annotations

import io
import quopri
import random
import zipfile
from dataclasses import dataclass
from functools import cache

from benchmarks.fuzzing.grammar import sentences
from benchmarks.fuzzing.mutate import MUTATIONS
from benchmarks.fuzzing.phrases import ROOT, document
from tests import workbooks

#: How often each kind is drawn.
WEIGHTS = {
    "phrases": 6,
    "sentences": 10,
    ".txt": 4,
    ".md": 2,
    ".csv": 1,
    ".docx": 5,
    ".xlsx": 4,
    ".xls": 2,
    ".ods": 3,
    ".html": 4,
    ".pdf": 4,
    ".doc": 1,
    ".fods": 1,
    ".xml": 1,
    ".mht": 1,
}
_TEXTS = {"phrases": document, "sentences": sentences}


@dataclass(frozen=True, slots=True)
class Made:
    """One input: of what it was made, its suffix and its bytes."""

    kind: str
    suffix: str
    data: bytes


@cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Documents to change, by suffix: the samples and test files, and a small workbook."""
    places = (
        "samples/ward",
        "samples/other",
        "samples/every_format",
        "samples/formats",
        "tests/files",
    )
    files = [path for place in places for path in sorted((ROOT / place).iterdir())]
    found: dict[str, list[bytes]] = {suffix: [] for suffix in MUTATIONS}
    for path in files:
        if path.suffix in found and path.name != "README.md":
            found[path.suffix].append(path.read_bytes())
    page = workbooks.Page("Biểu 1", workbooks.rows(_GRID))
    found[".xls"].append(workbooks.xls(page))
    found[".xlsx"].append(workbooks.xlsx(page))
    found[".ods"].append(workbooks.ods(page))
    found[".fods"].append(_flat(found[".ods"][-1]))
    found[".xml"].append(_SPREADSHEET.encode())
    found[".mht"] += [_saved(page) for page in found[".html"]]
    return {suffix: tuple(held) for suffix, held in found.items()}


_GRID = """
Biểu 1. Sản lượng một số cây trồng, tháng 5 năm 2026
Chỉ tiêu|Đơn vị|Kế hoạch năm|Thực hiện tháng 5|So với cùng kỳ (%)
Lúa|tấn|1200|310.5|104.2
   Lúa đông xuân|tấn|800|310.5|103.9
Ngô|tấn|95.4|12|98.7
Tổng số|tấn|1295.4|322.5|103.1
"""


_SPREADSHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="a"><NumberFormat
 ss:Format="0.0"/></Style></Styles><Worksheet ss:Name="B1"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Sản lượng tháng 5 năm 2026</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">Chỉ tiêu</Data></Cell><Cell><Data
 ss:Type="String">Tấn</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">%</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Lúa</Data></Cell><Cell ss:StyleID="a"><Data
 ss:Type="Number">310.5</Data></Cell><Cell ss:Index="4"><Data ss:Type="Number">104.2</Data></Cell>
</Row></Table></Worksheet></Workbook>"""


def _flat(package: bytes) -> bytes:
    """An OpenDocument sheet as one file."""
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        content = held.read("content.xml")
    kind = b' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    return content.replace(b"office:document-content", b"office:document").replace(
        b"<office:document ", b"<office:document" + kind + b" ", 1
    )


def _saved(page: bytes) -> bytes:
    """A page as browsers save it in one file."""
    head = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xyz\r\n\r\n--xyz\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
        b"\r\nContent-Location: a.html\r\n\r\n"
    )
    return head + quopri.encodestring(page) + b"\r\n--xyz--\r\n"


def made(seed: int, number: int, only: str = "") -> Made:
    """Input ``number``; ``only`` one kind where it is named."""
    rng = random.Random(f"{seed}:{number}:{only}")
    kind = only or rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    if kind in _TEXTS:
        text = _TEXTS[kind](rng).encode("utf-8", "surrogatepass")
        return Made(kind, rng.choice((".txt", ".md")), text)
    data = rng.choice(seeds()[kind])
    if kind in (".txt", ".md", ".csv") and rng.random() < (0.98 if kind == ".csv" else 0.7):
        data = _part(data, rng)
    data = MUTATIONS[kind](data, rng)
    return Made(kind, kind, data)


def _part(data: bytes, rng: random.Random) -> bytes:
    """Some lines of a text."""
    lines = data.splitlines(keepends=True)
    first = rng.randrange(len(lines))
    return b"".join(lines[first : first + rng.randint(1, 30)])
