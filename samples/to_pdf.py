"""Make the PDF samples from their Word files: ``python -m samples.to_pdf``.

Needs LibreOffice (the command ``soffice``) and a font with the widths of Times New
Roman; on Debian or Ubuntu ``apt-get install libreoffice-writer fonts-liberation2``.
The resulting files are kept in the repository, because another version of LibreOffice
breaks lines and pages elsewhere.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from samples.build import FORMATS, SHOWN_IN_ALL_FORMATS, as_word
from samples.compose import Composer, settings
from samples.figures import WARD, Figures


def main() -> None:
    """Convert every report that is a PDF sample."""
    office = shutil.which("soffice")
    if office is None:
        sys.exit("LibreOffice (soffice) not found: apt-get install libreoffice-writer")
    for setting in settings():
        if str(setting.period) == SHOWN_IN_ALL_FORMATS:
            target = FORMATS / f"{setting.period}.pdf"
        elif setting.format == "pdf":
            target = WARD / setting.file
        else:
            continue
        report = Composer(Figures(), setting).report()
        target.write_bytes(_convert(office, as_word(report, setting)))


def _convert(office: str, word_file: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(word_file)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
        return source.with_suffix(".pdf").read_bytes()


if __name__ == "__main__":
    main()
