"""Make the reports that tests/test_office.py reads: report.rtf, and report.doc, report.odt of it.

Run ``python -m tests.files.make_office`` (needs LibreOffice) after a change.
"""

from __future__ import annotations

import subprocess
import tempfile
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


def main() -> None:
    """Write the three files beside this one."""
    source = HERE / "report.rtf"
    source.write_bytes(rtf(REPORT))
    program = soffice()
    if program is None:
        raise SystemExit("LibreOffice is needed")
    with tempfile.TemporaryDirectory() as profile:
        for kind in ("doc", "odt"):
            command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
            command += ["--convert-to", kind, "--outdir", str(HERE), str(source)]
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
