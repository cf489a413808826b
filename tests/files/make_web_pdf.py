"""Remake the small PDFs printed by Chromium: ``python -m tests.files.make_web_pdf``.

A table without rulings, and a font that takes Ư for the letter Ƣ (written so here; what counts
is what the PDF says).
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
_STYLE = 'body{font:14px "Liberation Serif"} td{padding:2px}'
_ROWS = (
    *(("Lúa", "1.320", "304"), ("Ngô", "45,5", "47"), ("Rau các loại", "12", "11,5")),
    *(("Lạc", "8", "7,25"), ("Mía", "-", "3")),
)
PAGES = {
    "unruled": "<p>Diện tích gieo trồng năm 2026 như sau:</p><table style='width:100%'>"
    "<tr><td>Cây trồng<td align=right>Kế hoạch (ha)<td align=right>Thực hiện (ha)</tr>"
    + "".join(f"<tr><td>{a}<td align=right>{b}<td align=right>{c}</tr>" for a, b, c in _ROWS)
    + "</table><p>Đàn lợn có 1.830 con.</p>",
    "meaning": "<p>ƢỚC THỰC HIỆN: thu ngân sách ƣớc đạt 5,2 tỷ đồng, bằng 43% dự toán.</p>",
}


def main() -> None:
    """Print every page."""
    with tempfile.TemporaryDirectory() as folder:
        for name, body in PAGES.items():
            page = Path(folder) / f"{name}.html"
            page.write_text(f"<meta charset=utf-8><style>{_STYLE}</style>{body}", encoding="utf-8")
            target = HERE / f"{name}.pdf"
            options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
            command = ["chromium", *options, f"--print-to-pdf={target}", page.as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=60)


if __name__ == "__main__":
    main()
