"""Old Word files and their kin to Word files, by LibreOffice or else to text by antiword."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.office_profile import write_profile

# Where LibreOffice lies when it is not on the search path.
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
# Seconds. LibreOffice starts in 1 and converts a report in 0.2; a cold disk is slower.
_START, _EACH = 60, 20
_ANTIWORD = 30


def soffice() -> str | None:
    """The LibreOffice of this computer, None where there is none."""
    # soffice.com waits for its work on Windows, soffice.exe does not.
    names = ("soffice.com", "soffice") if sys.platform == "win32" else ("soffice", "libreoffice")
    for name in names:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def to_docx(program: str, files: Sequence[tuple[str, bytes]]) -> list[bytes | None]:
    """The files as Word files (.docx), all converted in one call of LibreOffice.

    ``files`` are suffix and content of each. None stands for one that LibreOffice could
    not read or that came too late. LibreOffice works on copies in a temporary folder,
    under a profile of its own that runs no macros and follows no links.
    """
    with tempfile.TemporaryDirectory(prefix="solieu-") as name:
        folder = Path(name)
        given, made = folder / "in", folder / "out"
        given.mkdir()
        made.mkdir()
        paths = [given / f"{n}{suffix}" for n, (suffix, _) in enumerate(files)]
        for path, (_, data) in zip(paths, files, strict=True):
            path.write_bytes(data)
        command = [program, write_profile(folder / "profile"), "--headless", "--norestore"]
        command += ["--nologo", "--nodefault", "--nolockcheck", "--convert-to", "docx"]
        command += ["--outdir", str(made), *map(str, paths)]
        _run(command, _START + _EACH * len(files), cwd=folder)
        results = [made / f"{path.stem}.docx" for path in paths]
        return [path.read_bytes() if path.is_file() else None for path in results]


def antiword() -> str | None:
    """The antiword of this computer, None where there is none."""
    return shutil.which("antiword")


def to_text(program: str, data: bytes) -> bytes | None:
    """A Word 97 file as plain text (UTF-8) by antiword, None where it cannot read it."""
    with tempfile.TemporaryDirectory(prefix="solieu-") as name:
        path = Path(name) / "0.doc"
        path.write_bytes(data)
        command = [program, "-w", "0", "-m", "UTF-8.txt", str(path)]
        return _run(command, _ANTIWORD, cwd=Path(name)) or None


def _run(command: Sequence[str], seconds: int, cwd: Path) -> bytes:
    """Run a program to its end, or stop it with all that it started; what it printed."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=cwd,
        env=_environment(cwd),
        start_new_session=True,
    ) as process:
        try:
            printed, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _stop(process)
            printed = b""
        except BaseException:  # who waits for it has no more time
            _stop(process)
            raise
    return printed if process.returncode == 0 else b""


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True)
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _environment(folder: Path) -> Mapping[str, str]:
    """The same surroundings on every computer: no display, no proxy to the world, one locale."""
    dead = "http://127.0.0.1:9"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    return {
        **kept,
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), dead),
        "no_proxy": "",
    }
