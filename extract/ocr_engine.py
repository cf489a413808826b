"""Tesseract as a program: pictures of text in, words with places and confidence out.

A plain call of the program and its hOCR output, so that nothing but the program itself
has to be installed. Many small pictures go into one call, as its start takes longer
than the reading of a table cell.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from solieu.errors import ReadError

if TYPE_CHECKING:
    from extract.ocr_raster import Gray

# Where the program lies when it is not on the search path.
_PLACES = (
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
)
VIETNAMESE = "vie"
# The model of English reads figures somewhat better, and other than the Vietnamese one.
FIGURES = "eng"
WAYS = (
    "Debian/Ubuntu: sudo apt install tesseract-ocr tesseract-ocr-vie; "
    "Windows: winget install UB-Mannheim.TesseractOCR (+ Vietnamese); "
    "macOS: brew install tesseract tesseract-lang"
)

# Seconds. A page takes 1-4 on a slow machine and a cell 0.01; a bad picture may take for ever.
_PAGE, _SMALL, _ASK = 120, 2, 60

_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_CONFIDENCE = re.compile(r"x_(?:w?conf) (-?[\d.]+)")
_CHARACTER = re.compile(r"x_bboxes (\d+) (\d+) (\d+) (\d+)")
_NAMESPACE = {"h": "http://www.w3.org/1999/xhtml"}


class TooSlow(Exception):
    """Tesseract did not come to an end in time."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One character and its left and right end, in pixels; ``confidence`` 0 to 100."""

    text: str
    x0: int
    x1: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read, its box in pixels, and how sure tesseract is (0 to 100)."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: int
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of words from left to right.

    ``size`` is the height of a letter with what rises and hangs, ``y`` the baseline at
    the line's left end, ``slope`` how the baseline goes down per pixel. Pixels.
    """

    words: tuple[Word, ...]
    size: float
    y: float
    slope: float = 0.0


@cache
def tesseract() -> str | None:
    """The tesseract of this computer, None where there is none."""
    found = shutil.which("tesseract")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


@cache
def languages() -> frozenset[str]:
    """The languages that tesseract has data for."""
    program = tesseract()
    if program is None:
        return frozenset()
    done = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=_ASK, check=False
    )
    return frozenset(done.stdout.split("\n")[1:]) | frozenset(done.stderr.split("\n")[1:])


@cache
def version() -> str:
    """The version of tesseract: ``5.3.0``; empty where there is none."""
    program = tesseract()
    if program is None:
        return ""
    done = subprocess.run(
        [program, "--version"], capture_output=True, text=True, timeout=_ASK, check=False
    )
    match = re.search(r"tesseract v?([\d.]+)", done.stdout + done.stderr)
    return match[1] if match else ""


def missing() -> tuple[str, str] | None:
    """What has to be installed before scans can be read, in Vietnamese and English."""
    if tesseract() is None:
        return (
            f"cần cài tesseract để nhận dạng chữ ({WAYS})",
            f"reading it needs tesseract ({WAYS})",
        )
    if VIETNAMESE not in languages():
        return (
            f"tesseract chưa có dữ liệu tiếng Việt (vie); hãy cài thêm ({WAYS})",
            f"tesseract lacks its Vietnamese data (vie); install it ({WAYS})",
        )
    return None


def figures_language() -> str:
    """The language for reading figures: English where there is data for it."""
    return FIGURES if FIGURES in languages() else VIETNAMESE


def read_page(picture: Gray, dpi: int, layout: int) -> list[TextLine]:
    """The lines of one page in reading order; ``layout`` is tesseract's page mode."""
    [lines] = read_pictures([picture], dpi, layout, VIETNAMESE, seconds=_PAGE)
    return lines


def read_pictures(
    pictures: Sequence[Gray],
    dpi: int,
    layout: int,
    language: str,
    *,
    digits_only: bool = False,
    seconds: int = 0,
) -> list[list[TextLine]]:
    """The lines of each picture, all read in one call.

    Raises TooSlow when that takes longer than ``seconds`` (default: by their number),
    ReadError where tesseract does not work.
    """
    if not pictures:
        return []
    from PIL import Image

    with tempfile.TemporaryDirectory(prefix="solieu-") as name:
        folder = Path(name)
        names = [f"{n}.pgm" for n in range(len(pictures))]
        for path, picture in zip(names, pictures, strict=True):
            Image.fromarray(picture).save(folder / path)
        (folder / "list.txt").write_text("\n".join(names) + "\n", encoding="ascii")
        command = [str(tesseract()), "list.txt", "-", "-l", language, "--psm", str(layout)]
        command += ["--dpi", str(dpi), "-c", "hocr_char_boxes=1", "-c", "tessedit_create_hocr=1"]
        if digits_only:
            command += ["-c", "tessedit_char_whitelist=0123456789"]
        hocr = _run(command, folder, seconds or _PAGE + _SMALL * len(pictures))
    return _parsed(hocr, len(pictures))


def _run(command: Sequence[str], folder: Path, seconds: int) -> bytes:
    # More threads than cores make it several times slower, and one page is one job.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    # No console window flashes up on Windows.
    flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=folder,
            env=environment,
            timeout=seconds,
            check=False,
            creationflags=flags,
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlow from error
    except OSError as error:
        raise _broken(str(error)) from error
    if done.returncode or not done.stdout.strip():
        raise _broken(done.stderr.decode("utf-8", "replace").strip()[-200:])
    return done.stdout


def _broken(why: str) -> ReadError:
    return ReadError(f"tesseract không chạy được: {why}", f"tesseract does not work: {why}")


def _parsed(hocr: bytes, count: int) -> list[list[TextLine]]:
    """The lines of each page of hOCR; pages without text have none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(hocr, parser)
    pages = root.iterfind(".//h:div[@class='ocr_page']", _NAMESPACE)
    found = [[line for span in _lines(page) if (line := _line(span))] for page in pages]
    return (found + [[] for _ in range(count)])[:count]


def _lines(page: etree._Element) -> list[etree._Element]:
    return [
        span
        for span in page.iter("{*}span")
        if span.get("class") in ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
    ]


def _line(span: etree._Element) -> TextLine | None:
    words = tuple(
        word
        for each in span.iterfind("h:span[@class='ocrx_word']", _NAMESPACE)
        if (word := _word(each))
    )
    if not words:
        return None
    title = span.get("title", "")
    box, baseline, size = _BOX.search(title), _BASELINE.search(title), _SIZE.search(title)
    bottom = float(box[4]) if box else float(words[0].bottom)
    slope, rise = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
    height = float(size[1]) if size else float(words[0].bottom - words[0].top)
    return TextLine(words, height, bottom + rise, slope)


def _word(span: etree._Element) -> Word | None:
    title = span.get("title", "")
    box, sure = _BOX.search(title), _CONFIDENCE.search(title)
    text = "".join("".join(map(str, span.itertext())).split())
    if not box or not text:
        return None
    signs = []
    for each in span.iterfind(".//h:span[@class='ocrx_cinfo']", _NAMESPACE):
        place = _CHARACTER.search(each.get("title", ""))
        own = _CONFIDENCE.search(each.get("title", ""))
        if place and each.text:
            signs.append(
                Sign(each.text, int(place[1]), int(place[3]), float(own[1]) if own else 0.0)
            )
    known = tuple(signs) if "".join(sign.text for sign in signs) == text else ()
    x0, top, x1, bottom = (int(value) for value in box.groups())
    return Word(text, x0, top, x1, bottom, int(float(sure[1])) if sure else 0, known)
