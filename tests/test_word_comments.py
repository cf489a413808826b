"""Comments in Word files (outputs.word_comments, `check --annotate`), read back from the XML."""

from __future__ import annotations

import io
import shutil
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import solieu
from extract.docx import read_docx
from extract.docx_package import STRICT, TRANSITIONAL, W
from outputs.word_comments import Leads, Remark, annotate
from samples.word_notes import Footnotes
from solieu.cli import main
from solieu.errors import UsageError
from solieu.model import Reading, Span
from tests.word_builder import BOX, CALL, SUPER, p, r, tbl, tr, word

ROOT = Path(__file__).parent.parent
LEADS = Leads("note {number} {figures}", "box {figures}", "near {figures}")
TOUCHED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"} | {
    "[Content_Types].xml"
}

#: What a comment is fixed to, and its paragraphs.
Found = tuple[str, list[str]]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def comments(data: bytes) -> list[Found]:
    """Every comment with the text between its two ends, in the order of their numbers."""
    held = parts(data)
    if "word/comments.xml" not in held:
        return []
    said = {
        one.get(W + "id"): ["".join(map(shown, line.iter())) for line in one.iter(W + "p")]
        for one in etree.fromstring(held["word/comments.xml"]).iter(W + "comment")
    }
    ranges: dict[str | None, str] = {}
    open_now: list[str | None] = []
    referred = []
    for element in etree.fromstring(held["word/document.xml"]).iter():
        if element.tag == W + "commentRangeStart":
            open_now.append(element.get(W + "id"))
            ranges[element.get(W + "id")] = ""
        elif element.tag == W + "commentRangeEnd":
            open_now.remove(element.get(W + "id"))
        elif element.tag == W + "commentReference":
            referred.append(element.get(W + "id"))
        for one in open_now:
            ranges[one] += shown(element)
    assert open_now == [] and sorted(map(str, referred)) == sorted(map(str, ranges))
    return [(ranges[one], said[one]) for one in sorted(ranges, key=lambda name: int(name or 0))]


def shown(element: etree._Element) -> str:
    if element.tag == W + "t":
        return element.text or ""
    signs = {"tab": "\t", "noBreakHyphen": "-", "footnoteReference": "*", "drawing": "#"}
    name = str(element.tag).removeprefix(W)
    return signs.get(name, "") if str(element.tag).startswith(W) else ""


def written(data: bytes) -> str:
    """All text of the main part as it stands in the XML, deleted text too."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    return "".join(one.text or "" for one in root.iter(W + "t", W + "delText"))


def read(data: bytes) -> Reading:
    return read_docx(data, "bao-cao.docx", "0" * 64)


def remark(reading: Reading, raw: str, nth: int = 0, note: str = "") -> Remark:
    """A remark on the ``nth`` place where ``raw`` stands."""
    at = -1
    for _ in range(nth + 1):
        at = reading.text.index(raw, at + 1)
    return Remark(Span(at, at + len(raw)), raw, note, (f"xem {raw}",))


def annotated(data: bytes, remarks: Iterable[Remark]) -> list[Found]:
    """The comments of an annotated copy, after seeing that nothing else has changed."""
    copy, count = annotate(data, "bao-cao.docx", remarks, LEADS)
    found = comments(copy)
    assert count == len(found)
    assert written(copy) == written(data)
    assert read(copy) == read(data)
    before, after = parts(data), parts(copy)
    same = before.keys() - TOUCHED
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert after.keys() - before.keys() <= TOUCHED
    return found


def inside(tag: str, content: str) -> str:
    """A run (or what is given as XML) in an element of its own, such as a hyperlink."""
    return f"<w:{tag}>{content if content.startswith('<') else r(content)}</w:{tag}>"


DELETED = "<w:del><w:r><w:delText>19,5</w:delText></w:r></w:del>"
SDT = inside("sdt", inside("sdtContent", "có 12"))
AROUND = inside("sdt", inside("sdtContent", p("Có 12 hộ")))
BEGIN, MIDDLE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="12"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
CUT = "<w:rPr><w:del/></w:rPr>"
RUBY = inside("r", inside("ruby", inside("rubyBase", "12 hộ")))
DRAWN = f"<w:r><w:t>Có 3 xã</w:t><w:drawing>{BOX}</w:drawing><w:t> hết</w:t></w:r>"
MATH = "<m:oMath><m:r><m:t>12 hộ</m:t></m:r></m:oMath>"
HYPHEN = "<w:r><w:t>từ 5</w:t><w:noBreakHyphen/><w:t>7 hộ</w:t></w:r>"
TABBED = "<w:r><w:t>có 12</w:t><w:tab/><w:t>hộ nghèo</w:t></w:r>"
SYMBOL = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 95% dân</w:t></w:r>'
TWO_LINES = f"<w:tc><w:tcPr/>{p('Đạt 8,1')}{p('12 hộ')}</w:tc>"
MARKED = p("Có 12", CALL.format(1), " hộ ở xã")
LOOSE = unicodedata.normalize("NFD", "Có 12 hộ được cấp")
CUSTOM = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>a</w:t></w:r>'
NOTES = f'<w:footnote w:id="1">{p("Gồm 7 hộ và 5 hộ.")}</w:footnote>'
BOXED_NOTE = DRAWN.replace("</w:p>", CALL.format(1) + "</w:p>")
BEHIND = inside("r", "<w:t>xã</w:t><w:footnoteReference w:id='1'/><w:t>.</w:t>")

# What stands in the file, what is remarked on, what the comment is fixed to.
AT_THE_FIGURE = [
    ("whole run", p("Thu ", "20,5 tỷ", " nữa"), "20,5 tỷ", "20,5 tỷ"),
    ("inside a run", p("Thu đạt 20,5 tỷ đồng."), "20,5 tỷ", "20,5 tỷ"),
    ("over runs", p("Thu 2", r("0,", "<w:b/>"), "5 tỷ đồng"), "20,5 tỷ", "20,5 tỷ"),
    ("tracked insertion", p("Đạt ", DELETED, inside("ins", "20,6"), " tỷ."), "20,6 tỷ", "20,6 tỷ"),
    ("deletion inside", p("Thu 20,", DELETED, "6 tỷ"), "20,6 tỷ", "20,6 tỷ"),
    ("moved", p("A ", inside("moveTo", "có 12 hộ nữa")), "12 hộ", "12 hộ"),
    ("hyperlink", p("A ", inside("hyperlink", "có 12 hộ nữa")), "12 hộ", "12 hộ"),
    ("content control", p("A ", SDT, " hộ"), "12 hộ", "12 hộ"),
    ("control around a paragraph", AROUND, "12 hộ", "12 hộ"),
    ("result of a field", p(BEGIN, MIDDLE, "có 12", END, " hộ"), "12 hộ", "12 hộ"),
    ("list number", p("Có 12 hộ", ppr=LIST), "12 hộ", "12 hộ"),
    ("blanks", p("Có \u00a0 1\u202f234\u00a0 hộ  nghèo"), "1 234 hộ", "1\u202f234\u00a0 hộ"),
    ("loose accents", p(LOOSE), "12 hộ", unicodedata.normalize("NFD", "12 hộ")),
    ("invisible", p("Có\u200b 1\u200b2\u00ad hộ\ufeff nữa"), "12\u00ad hộ", "1\u200b2\u00ad hộ"),
    ("tab", p(TABBED), "12 hộ", "12\thộ"),
    ("hard hyphen", p(HYPHEN), "5-7 hộ", "5-7 hộ"),
    ("symbol", p(SYMBOL), "≥ 95%", " 95%"),
    ("raised", p("rộng 120 m", r("2", SUPER), " đất"), "120 m²", "120 m2"),
    ("note mark inside", MARKED, "12¹ hộ", "12* hộ"),
    ("cell", tbl(tr("Chỉ tiêu", "Số"), tr("Hộ nghèo", "có 12 hộ nữa")), "12 hộ", "12 hộ"),
    ("second line of a cell", tbl(tr("A", "B"), tr("C", TWO_LINES)), "12 hộ", "12 hộ"),
    ("joined paragraphs", p("Có 1", ppr=CUT) + p("2 hộ"), "12 hộ", "12 hộ"),
    ("beside a drawing", p(DRAWN), "3 xã", "3 xã"),
]

# The same with how the comment begins.
ELSEWHERE = [
    ("note", p("Hộ", CALL.format(1), " nghèo"), "7 hộ", "*", "note 1 “7 hộ”"),
    ("note in the middle of a run", p(BEHIND), "7 hộ", "*", "note 1 “7 hộ”"),
    ("mark typed by hand", p("Hộ", CUSTOM, " nghèo"), "7 hộ", "*a", "note 1 “7 hộ”"),
    ("text box", p(DRAWN), "7 hộ", "#Trong khung 7 hộ", "box “7 hộ”"),
    ("note of a text box", p(BOXED_NOTE), "5 hộ", "#Trong khung 7 hộ*", "note 1 “5 hộ”"),
    ("formula", p("Có ", MATH, " nữa"), "12 hộ", "Có  nữa", "near “12 hộ”"),
    ("formula alone", p(MATH), "12 hộ", "", "near “12 hộ”"),
    ("ruby", p("Có ", RUBY), "12 hộ", "Có 12 hộ", "near “12 hộ”"),
    ("over paragraphs", p("Có 12") + p("hộ"), "12\n\nhộ", "Có 12", "near “12 hộ”"),
]


@pytest.mark.parametrize(
    ("body", "raw", "place"), [row[1:] for row in AT_THE_FIGURE], ids=[r[0] for r in AT_THE_FIGURE]
)
def test_a_comment_holds_its_figure_and_no_more(body: str, raw: str, place: str) -> None:
    data = word(p("Trước 12 hộ.") + body, numbering=NUMBERING, footnotes=NOTES)
    nth = read(data).text.count(raw) - 1

    assert annotated(data, [remark(read(data), raw, nth)]) == [(place, [f"xem {raw}"])]


@pytest.mark.parametrize(
    ("body", "raw", "place", "lead"), [row[1:] for row in ELSEWHERE], ids=[r[0] for r in ELSEWHERE]
)
def test_where_no_comment_can_stand_it_says_what_it_is_about(
    body: str, raw: str, place: str, lead: str
) -> None:
    data = word(body, footnotes=NOTES)
    note = "1" if lead.startswith("note") else ""
    nth = read(data).text.count(raw) - 1

    assert annotated(data, [remark(read(data), raw, nth, note)]) == [
        (place, [lead, *f"xem {raw}".split("\n")])
    ]


def test_another_text_at_the_place_is_never_taken_for_the_figure() -> None:
    data = word(p("Thu 20,5 tỷ, chi 18 tỷ"))
    span = remark(read(data), "20,5 tỷ").span

    assert annotated(data, [Remark(span, "20,6 tỷ", "", ("sai",))]) == [
        ("Thu 20,5 tỷ, chi 18 tỷ", ["near “20,6 tỷ”", "sai"])
    ]


def test_figures_of_one_run_overlap_or_touch() -> None:
    data = word(p("Thu 11.112 triệu/135.800 triệu đồng"))
    whole = read(data)
    raws = ["11.112 triệu", "/135.800", "135.800 triệu đồng", "112 triệu/135"]

    found = annotated(data, [remark(whole, raw) for raw in raws])

    assert found == [(raw, [f"xem {raw}"]) for raw in sorted(raws, key=whole.text.index)]


def test_figures_of_one_note_share_a_comment_and_claims_are_told_once() -> None:
    data = word(p("Hộ", CALL.format(1)), footnotes=NOTES)
    whole = read(data)
    figures = [remark(whole, raw, note="1") for raw in ("7 hộ", "5 hộ")]
    remarks = [Remark(one.span, one.raw, "1", (one.texts[0], "chung")) for one in figures]

    assert annotated(data, remarks) == [
        (
            "*",
            [
                *("note 1 “7 hộ”", "xem 7 hộ"),
                *("note 1 “7 hộ”, “5 hộ”", "chung"),
                *("note 1 “5 hộ”", "xem 5 hộ"),
            ],
        )
    ]


def test_a_cut_run_keeps_its_looks_on_both_sides() -> None:
    data = word(p(r("Thu 20,5 tỷ đồng", "<w:b/><w:i/>")))

    copy, _ = annotate(data, "x", [remark(read(data), "20,5 tỷ")], LEADS)

    runs = etree.fromstring(parts(copy)["word/document.xml"]).iter(W + "r")
    looks = [[str(look.tag) for look in run.iterfind(f"{W}rPr/*")] for run in runs]
    assert looks.count([W + "b", W + "i"]) == 3 and looks.count([W + "rStyle"]) == 1


def test_comments_that_are_there_stay() -> None:
    old = f'<w:comment w:id="4" w:author="An" w:date="2026-01-05T08:00:00Z">{p("cũ")}</w:comment>'
    marks = '<w:commentRangeStart w:id="4"/>', '<w:commentRangeEnd w:id="4"/>'
    data = word(
        p("Thu 2", marks[0], "0,5 t", marks[1], '<w:r><w:commentReference w:id="4"/></w:r>', "ỷ"),
        comments=old,
    )

    copy, count = annotate(data, "x", [remark(read(data), "20,5 tỷ")], LEADS)

    assert count == 1
    assert comments(copy) == [("0,5 t", ["cũ"]), ("20,5 tỷ", ["xem 20,5 tỷ"])]
    assert parts(copy)["word/comments.xml"].count(b"w:date=") == 1


def test_the_strict_vocabulary_stays() -> None:
    data = word(p("Thu 20,5 tỷ"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, held in parts(data).items():
            archive.writestr(name, held.replace(TRANSITIONAL, STRICT))
    strict = buffer.getvalue()

    copy, _ = annotate(strict, "x", [remark(read(strict), "20,5 tỷ")], LEADS)

    assert read(copy) == read(strict)
    for name in ("word/document.xml", "word/comments.xml"):
        held = parts(copy)[name]
        assert STRICT in held and TRANSITIONAL not in held
    assert b"purl.oclc.org" in parts(copy)["word/_rels/document.xml.rels"]


def test_without_remarks_every_part_is_the_same() -> None:
    data = word(p("Thu 20,5 tỷ"))
    copy, count = annotate(data, "x", [], LEADS)

    assert count == 0 and parts(copy) == parts(data)


LETTERS = ["a", "1", "2", ",", ".", "ệ", "e\u0323\u0302", " ", "\u00a0", "\u200b", "\t"]
WORDS = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=6).map("".join)
PIECES = st.one_of(
    WORDS.map(r),
    st.text("123", min_size=1, max_size=3).map(lambda digits: r(digits, SUPER)),
    WORDS.map(lambda text: inside("ins", text)),
    WORDS.map(lambda text: inside("hyperlink", text)),
    st.sampled_from([TABBED, HYPHEN, DELETED, CALL.format(1), SDT]),
)
PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=6).map(lambda pieces: p(*pieces, ppr=LIST))


@settings(max_examples=50)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=3), st.data())
def test_any_stretch_of_any_paragraph_is_found_again(body: list[str], draw: st.DataObject) -> None:
    data = word(p("Đầu 1.") + "".join(body), numbering=NUMBERING, footnotes=NOTES)
    whole = read(data)
    remarks = []
    for paragraph in whole.paragraphs:
        if paragraph.note:
            continue
        label = 3 if paragraph.span.start else 0  # "12." stands in no run
        first = paragraph.span.start + label
        start = draw.draw(st.integers(first, paragraph.span.end - 1))
        end = draw.draw(st.integers(start + 1, paragraph.span.end))
        raw = whole.text[start:end]
        if raw == raw.strip():
            remarks.append(Remark(Span(start, end), raw, "", (raw,)))

    found = annotated(data, remarks)

    assert len(found) == len(remarks)
    for (place, said), one in zip(found, remarks, strict=True):
        assert said == [one.raw]
        assert bare(place) == bare(one.raw)


def bare(text: str) -> str:
    """``text`` without what the reader changes; the one note has number 1."""
    kept = unicodedata.normalize("NFKC", text.replace("\u200b", "").replace("*", "1"))
    return "".join(kept.split())


# --- whole reports ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("2025-09.docx", ["206.579 triệu đồng", "206.597"]),
        ("2026-03.docx", ["55.097 triệu", "275.600", "35.254", "19,99%"]),
    ],
)
def test_a_report_of_the_ward_gets_its_comments(
    name: str, figures: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    original = ROOT / "samples" / "ward" / name
    data = original.read_bytes()
    copies = [tmp_path / "a.docx", tmp_path / "b.docx"]

    for copy in copies:
        assert main(["check", str(original), "--annotate", str(copy), "--lang", "vi"]) == 1
        assert f"{copy}: {len(figures)}" in capsys.readouterr().out

    made = copies[0].read_bytes()
    assert made == copies[1].read_bytes() and original.read_bytes() == data
    found = comments(made)
    assert [place for place, _ in found] == figures
    assert all("Đề nghị rà soát" in " ".join(said) for _, said in found)
    assert written(made) == written(data) and read(made) == read(data)
    before, after = parts(data), parts(made)
    assert {name for name in after if after[name] != before.get(name)} == TOUCHED
    assert before.keys() <= after.keys()
    assert after["word/document.xml"].count(b"<w:footnoteReference ") == 9
    opened = docx.Document(str(copies[0]))
    assert {(one.author, one.initials, one.timestamp) for one in opened.comments} == {
        ("solieu", "sl", None)
    }


def report_with_note(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("BÁO CÁO")
    document.add_paragraph("Tình hình kinh tế - xã hội tháng 3 năm 2026")
    notes = Footnotes(document)
    paragraph = document.add_paragraph("Công tác tiếp công dân được duy trì")
    notes.refer(paragraph, 1)
    paragraph.add_run(". Thu ngân sách đạt 13.500 triệu/50.000 triệu đồng, đạt 72% dự toán.")
    notes.add(1, [("Tiếp 40 lượt, gồm: 25 lượt định kỳ, 14 lượt thường xuyên.", False)])
    notes.close()
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("lang", "lead", "repair"),
    [
        ("vi", "Chú thích 1, số “", "Có thể là: 72% → 27%"),
        ("en", "Note 1, “", "Perhaps meant: 72% → 27%"),
    ],
)
def test_figures_of_a_footnote_are_told_at_its_mark(
    lang: str, lead: str, repair: str, tmp_path: Path
) -> None:
    path, copy = report_with_note(tmp_path / "bao-cao.docx"), tmp_path / "nhan-xet.docx"

    assert main(["check", str(path), "--annotate", str(copy), "--lang", lang, "-q"]) == 1

    *rest, (at_mark, told) = comments(copy.read_bytes())
    assert at_mark == "*" and told[0].startswith(lead)
    assert all(f"“{raw} lượt”" in told[0] for raw in (40, 25, 14))
    assert [place for place, _ in rest] == ["13.500 triệu", "50.000 triệu đồng", "72%"]
    assert all(said[1:] == [repair] for _, said in rest)


def test_a_report_read_in_python_is_annotated(tmp_path: Path) -> None:
    path = report_with_note(tmp_path / "bao-cao.docx")
    report = solieu.read(path, indicators=False)

    assert report.annotate(tmp_path / "vi.docx", lang="vi") == 4
    assert report.annotate(str(tmp_path / "en.docx"), lang="en") == 4

    with path.open("ab") as stream:
        stream.write(b"\0")
    with pytest.raises(UsageError, match="changed since"):
        report.annotate(tmp_path / "nua.docx")
    path.unlink()
    with pytest.raises(UsageError, match="Cannot open"):
        report.annotate(tmp_path / "nua.docx")
    assert not (tmp_path / "nua.docx").exists()


@pytest.mark.parametrize(
    ("source", "out", "vi", "en"),
    [
        ("2025-07.txt", "a.docx", "chỉ ghi được nhận xét vào tệp Word", "only Word files"),
        ("2025-11.pdf", "a.docx", "chỉ ghi được nhận xét vào tệp Word", "only Word files"),
        ("2025-09.docx", "a.pdf", "phải là tệp đuôi .docx", "must be a .docx file"),
        ("2025-09.docx", "2025-09.docx", "chính là báo cáo gốc", "is the report itself"),
        ("2025-09.docx", "khong-co/a.docx", "Không ghi được tệp", "Cannot write the file"),
    ],
)
def test_what_cannot_be_annotated_is_told_and_nothing_is_written(
    source: str, out: str, vi: str, en: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(shutil.copy(ROOT / "samples" / "ward" / source, tmp_path))
    data = path.read_bytes()

    for lang, told in (("vi", vi), ("en", en)):
        assert main(["check", str(path), "--annotate", str(tmp_path / out), "--lang", lang]) == 2
        printed = capsys.readouterr()
        assert told in printed.err and printed.out == ""
    assert [one.name for one in tmp_path.iterdir()] == [source] and path.read_bytes() == data
