"""Annotated reports (solieu.annotated): PDF, HTML and Word, each at its figures."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

import solieu
from outputs.workpapers.html_copy import html_copy
from outputs.workpapers.marks import marked
from outputs.workpapers.pdf_notes import PdfNote, annotate_pdf
from solieu.annotated import copies
from solieu.errors import ReadError
from solieu.messages import texts
from solieu.model import Box
from solieu.remarks import said_of
from solieu.workpapers import audit
from tests.test_word_comments import comments

ROOT = Path(__file__).parent.parent
WARD = ROOT / "samples" / "ward"


def notes_of(data: bytes) -> list[tuple[int, Any]]:
    """Our notes: page from 0, and the annotation."""
    found = []
    for n, page in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages):
        for one in page.get("/Annots") or []:
            if one.get_object().get("/T") == "solieu":
                found.append((n, one.get_object()))
    return found


def under(data: bytes, page: int, rect: list[float]) -> str:
    """The text that a highlight covers."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[page].get_textpage()
        return str(text.get_text_bounded(*(float(edge) for edge in rect)))


def digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def turned(data: bytes, rotation: int, crop: tuple[float, ...] = ()) -> bytes:
    """The PDF with its pages turned, and cropped."""
    writer = pypdf.PdfWriter(io.BytesIO(data))
    for page in writer.pages:
        page.rotate(rotation)
        if crop:
            page.cropbox = pypdf.generic.RectangleObject(crop)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [(), (20.0, 30.0, 590.0, 830.0)], ids=["whole", "cropped"])
def test_every_note_in_a_pdf_lies_on_its_figure(
    rotation: int, crop: tuple[float, ...], tmp_path: Path
) -> None:
    data = turned((WARD / "2025-11.pdf").read_bytes(), rotation, crop)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    report = solieu.read(path, indicators=False)
    said = said_of(report.checks, "vi")
    figures = [one for one in report.observations if one.observation_id in said]
    assert figures and all(one.bbox for one in figures)

    notes = [PdfNote(one.page, one.bbox, one.observation_id) for one in report.observations]
    made, count = annotate_pdf(data, "a.pdf", notes)

    by_id = {one.observation_id: one for one in report.observations}
    found = notes_of(made)
    assert count == len(found) > 200
    for page, note in found:
        name = note["/Contents"].split("\n")[0]
        assert by_id[name].page == page + 1
        if note["/Subtype"] == "/Highlight":
            covered, raw = digits(under(made, page, note["/Rect"])), by_id[name].raw
            assert covered and covered in digits(raw), raw
        else:  # words in a cell: only digits have places
            assert by_id[name].value is None


def test_a_pdf_keeps_its_own_bytes_and_gets_notes_behind_them(tmp_path: Path) -> None:
    audit([WARD / "2025-11.pdf"], tmp_path)
    original = (WARD / "2025-11.pdf").read_bytes()
    made = (tmp_path / "annotated" / "2025-11.pdf").read_bytes()

    assert made.startswith(original) and len(made) > len(original)
    notes = [note for _, note in notes_of(made)]
    assert notes and {note["/Subtype"] for note in notes} == {"/Highlight"}
    assert all(not note.get("/M") and note["/AP"]["/N"].get_data() for note in notes)
    rows = solieu.read(WARD / "2025-11.pdf").checks
    told = {note["/Contents"] for note in notes}
    wrong = [check for check in rows if check.verdict == "inconsistent"]
    assert wrong
    for check in wrong:
        assert any(check.explanation_vi in text for text in told)
    with pypdfium2.PdfDocument(original) as before, pypdfium2.PdfDocument(made) as after:
        assert [page.get_textpage().get_text_range() for page in before] == [
            page.get_textpage().get_text_range() for page in after
        ]


@pytest.mark.skipif(not shutil.which("qpdf"), reason="needs qpdf")
def test_the_annotated_pdf_is_sound(tmp_path: Path) -> None:
    audit([WARD / "2025-11.pdf"], tmp_path)

    command = ("qpdf", "--check", str(tmp_path / "annotated" / "2025-11.pdf"))
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_highlights_show_where_a_viewer_draws_only_what_is_in_the_file() -> None:
    data = (WARD / "2025-11.pdf").read_bytes()
    made, _ = annotate_pdf(data, "a.pdf", [PdfNote(2, Box(150, 300, 250, 350), "x")])

    with pypdfium2.PdfDocument(data) as before, pypdfium2.PdfDocument(made) as after:
        clean, marked_page = (one[1].render().to_pil().convert("RGB") for one in (before, after))
    assert clean.getpixel((200, 325)) != marked_page.getpixel((200, 325))
    assert clean.getpixel((300, 325)) == marked_page.getpixel((300, 325))


def test_notes_can_be_added_to_an_annotated_pdf() -> None:
    data = (WARD / "2025-11.pdf").read_bytes()
    once, _ = annotate_pdf(data, "a.pdf", [PdfNote(1, Box(10, 10, 40, 20), "một")])
    twice, _ = annotate_pdf(once, "a.pdf", [PdfNote(1, None, "hai <b>=1+1</b>")])

    assert twice.startswith(once)
    assert [note["/Contents"] for _, note in notes_of(twice)] == ["một", "hai <b>=1+1</b>"]
    assert annotate_pdf(data, "a.pdf", []) == (data, 0)


def test_figures_at_one_place_share_a_note_and_the_order_does_not_matter() -> None:
    data = (WARD / "2025-11.pdf").read_bytes()
    box, other = Box(10, 10, 40, 20), Box(50, 10, 80, 20)
    notes = [PdfNote(1, box, "a"), PdfNote(1, other, "c"), PdfNote(1, box, "b")]

    made, count = annotate_pdf(data, "a.pdf", notes)

    assert count == 2
    assert [note["/Contents"] for _, note in notes_of(made)] == ["a\n\nb", "c"]
    assert annotate_pdf(data, "a.pdf", reversed(notes))[0] == made


def test_a_pdf_that_takes_no_notes_becomes_a_page(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(WARD / "2025-11.pdf")
    writer.encrypt("", "owner", algorithm="RC4-128")
    (tmp_path / "bc").mkdir()
    writer.write(tmp_path / "bc" / "a.pdf")

    done = audit([tmp_path / "bc"], tmp_path / "out")

    assert [path.name for path in (tmp_path / "out" / "annotated").iterdir()] == ["a.pdf.html"]
    assert [notice for notice in done.run.notices if "a.pdf" in notice.vi]


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing\n%%EOF\n", b""])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"a\.pdf"):
        annotate_pdf(data, "a.pdf", [PdfNote(1, None, "x")])


# --- HTML -----------------------------------------------------------------------------


class Page(HTMLParser):
    """Text, marks and links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.marks: list[tuple[str, str, str]] = []
        self.links: list[str] = []
        self.names: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self._open: tuple[str, str] | None = None
        self._text = ""
        self.feed(page.partition("<body>")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.add(tag)
        self.handlers += [name for name in held if name.startswith("on")]
        if tag == "mark":
            self._open, self._text = (held["class"] or "", held.get("title") or ""), ""
        if "href" in held:
            self.links.append(held["href"] or "")
        if "id" in held:
            self.names.append(held["id"] or "")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark" and self._open:
            self.marks.append((self._text, *self._open))
            self._open = None


@pytest.mark.parametrize(
    "name",
    [
        "other/nong-nghiep-dat-dai-2026.md", "ward/2026-04.txt", "other/don-thu-quy-3-2025.txt",
        "ward/2026-03.docx", "ward/2026-05.pdf",
    ],
)  # fmt: skip
def test_every_number_of_a_page_is_marked_by_what_became_of_it(name: str) -> None:
    report = solieu.read(ROOT / "samples" / name, indicators=False)
    said = said_of(report.checks, "en")
    page = Page(html_copy(report.recognition, said, "en").decode("utf-8"))

    marks = page.marks[7:]  # those of the legend
    assert Counter(digits("".join(one[0] for one in marks))) >= Counter(
        digits("".join(entry.raw for entry in report.numbers))
    )
    titles = "\n".join(one[1 + 1] for one in marks)
    for one in report.observations:
        assert one.indicator in titles
    assert set(page.links) == {f"#{name}" for name in page.names}
    shades = Counter(one[1] for one in marks)
    wrong = {name for c in report.disagreements for name in c.observation_ids}
    assert (shades["wrong"] > 0) == bool(wrong)


def test_a_page_runs_nothing_of_a_report(tmp_path: Path) -> None:
    path = tmp_path / "<b>x.txt"
    path.write_text(
        'BÁO CÁO\n</style><script>alert(1)</script> <img src=x onerror="alert(2)"> thu 8 triệu/20 '
        "triệu đồng, đạt 41% kế hoạch.\n",
        encoding="utf-8",
    )
    report = solieu.read(path, indicators=False)
    text = html_copy(report.recognition, said_of(report.checks, "vi"), "vi").decode("utf-8")
    page = Page(text)

    assert not page.tags & {"script", "img", "style", "iframe"} and page.handlers == []
    assert "default-src 'none'" in text and "&lt;script&gt;" in text


def test_stretches_never_overlap_and_leave_nothing_out() -> None:
    for name in ("ward/2026-04.txt", "other/cong-ty-quy-2-2025.md", "ward/2026-05.pdf"):
        report = solieu.read(ROOT / "samples" / name, indicators=False)
        found = list(marked(report.observations, report.numbers))

        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
        figures = [one.observation_id for mark in found for one in mark.figures]
        assert sorted(figures) == sorted(one.observation_id for one in report.observations)
        covered = {i for mark in found for i in range(mark.span.start, mark.span.end)}
        for entry in report.numbers:
            assert set(range(entry.span.start, entry.span.end)) <= covered


# --- the folder -----------------------------------------------------------------------


def test_a_word_file_gets_its_comments(tmp_path: Path) -> None:
    audit([WARD / "2026-03.docx"], tmp_path, lang="en")

    found = comments((tmp_path / "annotated" / "2026-03.docx").read_bytes())
    report = solieu.read(WARD / "2026-03.docx")
    assert report.disagreements
    told = " ".join(line for _, lines in found for line in lines)
    assert all(" ".join(c.explanation_en.split()) in told for c in report.disagreements)


def test_claims_between_reports_are_told_in_the_reports(tmp_path: Path) -> None:
    paths = [WARD / f"2026-0{month}.txt" for month in (1, 2, 4)]
    done = audit(paths, tmp_path, lang="en")

    between = [
        c for c in done.run.results.archive_checks if c.verdict in ("suspect", "inconsistent")
    ]
    assert between
    told = "".join(
        path.read_text("utf-8") for path in sorted((tmp_path / "annotated").glob("*.html"))
    )
    from html import escape

    assert all(escape(check.explanation_en) in told for check in between)


def test_an_edited_copy_is_kept_and_an_old_one_goes(tmp_path: Path) -> None:
    (tmp_path / "bc").mkdir()
    for name in ("2026-03.docx", "2026-04.txt"):
        shutil.copy(WARD / name, tmp_path / "bc")
    out = tmp_path / "out"
    audit([tmp_path / "bc"], out)
    edited = out / "annotated" / "2026-03.docx"
    answered = edited.read_bytes() + b"answer"
    edited.write_bytes(answered)
    (tmp_path / "bc" / "2026-04.txt").unlink()
    done = audit([tmp_path / "bc"], out)

    names = sorted(path.name for path in (out / "annotated").iterdir())
    assert names == ["2026-03 (edited).docx", "2026-03.docx"]
    assert edited.with_name("2026-03 (edited).docx").read_bytes() == answered
    assert edited.read_bytes() != answered
    kept = texts()["annotate.edited"].en.partition("{file}")[2].partition("{")[0]
    assert [notice for notice in done.run.notices if kept in notice.en]
    assert audit([tmp_path / "bc"], out).run.notices == ()


def test_reports_in_archives_are_annotated_too(tmp_path: Path) -> None:
    shutil.make_archive(str(tmp_path / "bc"), "zip", ROOT / "samples" / "formats")
    done = audit([tmp_path / "bc.zip"], tmp_path / "out")

    found = {
        path.relative_to(tmp_path / "out" / "annotated").as_posix()
        for path in (tmp_path / "out" / "annotated").rglob("*")
        if path.is_file()
    }
    assert found == {"bc.zip/2026-06.docx", "bc.zip/2026-06.pdf", "bc.zip/2026-06.txt.html"}
    assert done.annotated == 3
    assert copies.__doc__
