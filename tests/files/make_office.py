"""Make what tests/test_office.py reads: report.rtf with report.doc and report.odt of it, dates.doc.

Run ``python -m tests.files.make_office`` (needs LibreOffice) after a change.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path

from extract.office_convert import soffice

HERE = Path(__file__).parent


def rtf(body: str) -> bytes:
    """An RTF file; in ``body`` backslashes and braces are RTF, other letters are themselves."""
    escaped = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in body)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Liberation Serif;}}}}\n{escaped}\n}}\n".encode()


def paragraph(text: str) -> str:
    """A paragraph of the body."""
    return f"\\pard\\plain {text}\\par\n"


def note(text: str) -> str:
    """A footnote, called where it stands."""
    return "{\\super\\chftn}{\\*\\footnote\\pard\\plain {\\super\\chftn} " + text + "}"


def row(*cells: tuple[str, str]) -> str:
    """A table row of (merging, text) cells; merging in the words of RTF or empty."""
    head = "".join(f"{merging}\\cellx{2200 * (n + 1)}" for n, (merging, _) in enumerate(cells))
    return f"\\trowd{head}\n" + "".join(f"\\pard\\intbl {t}\\cell " for _, t in cells) + "\\row\n"


REPORT = (
    row(("", "ỦY BAN NHÂN DÂN\\line XÃ AN THẠNH"), ("", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    + paragraph("Số: 27/BC-UBND")
    + paragraph("BÁO CÁO")
    + paragraph("Tình hình kinh tế - xã hội tháng 5 năm 2026")
    + paragraph("{\\b I. KINH TẾ}")
    + paragraph(
        "Thu ngân sách ước đạt 4,25 tỷ đồng, bằng 42,5% dự toán năm (10 tỷ đồng)"
        + note("Số liệu đến ngày 25/5/2026.")
        + "; diện tích nhà xưởng 1.250 m{\\super 2}."
    )
    + paragraph("Diện tích gieo trồng như sau:")
    + row(("\\clvmgf", "Cây trồng"), ("\\clmgf", "Diện tích (ha)"), ("\\clmrg", ""))
    + row(("\\clvmrg", ""), ("", "Kế hoạch"), ("", "Thực hiện"))
    + row(("", "Lúa"), ("", "320"), ("", "304"))
    + row(("", "Ngô"), ("", "45,5"), ("", "47"))
    + paragraph("Đàn lợn có 1.830 con, tăng 2,4% so với cùng kỳ.")
)


SHOWN = "21/01/2020"
DATES = paragraph(
    'Số liệu đến ngày {\\field{\\*\\fldinst { DATE \\\\@ "dd/MM/yyyy" }}'
    f"{{\\fldrslt {SHOWN}}}}}."
)


def main() -> None:
    """Write the files beside this one."""
    (HERE / "report.rtf").write_bytes(rtf(REPORT))
    for kind in ("doc", "odt"):
        (HERE / f"report.{kind}").write_bytes(_converted(rtf(REPORT), kind))
    # LibreOffice writes the day of the conversion.
    today = f"{date.today():%d/%m/%Y}".encode("utf-16-le")
    dates = _converted(rtf(DATES), "doc")
    (HERE / "dates.doc").write_bytes(dates.replace(today, SHOWN.encode("utf-16-le")))


def _converted(source: bytes, kind: str) -> bytes:
    program = soffice()
    if program is None:
        raise SystemExit("LibreOffice is needed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.rtf").write_bytes(source)
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(folder), str(folder / "a.rtf")]
        subprocess.run(command, check=True, capture_output=True)
        return (folder / f"a.{kind}").read_bytes()


if __name__ == "__main__":
    main()
