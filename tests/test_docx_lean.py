"""Cutting formatting out of the bytes changes nothing of what is read (extract.docx_lean)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from solieu.errors import ReadError
from solieu.model import Reading
from tests.word_builder import p, read, tbl, tr

# A comment anywhere keeps a part as it is.
AS_IT_IS = "<!-- -->"
RUN = '<w:r{session}>{look}{before}<w:t xml:space="preserve">{text}</w:t>{after}</w:r>'

looks = st.sampled_from(
    (
        *("", "<w:rPr/>", '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>', "<w:rPr><w:vanish/></w:rPr>"),
        '<w:rPr><w:b/><w:vertAlign w:val="superscript"/></w:rPr>',
        '<w:rPr><w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>',
    )
)
FONTS = (
    *('w:ascii="VNI-Times" w:hAnsi="VNI-Times"', 'w:ascii=".VnTime" w:hAnsi=".VnTimeH"'),
    *('w:hAnsi="Times New Roman"', 'w:eastAsia="Batang"', 'w:hAnsiTheme="minorHAnsi"'),
    'w:hAnsi=""',
)
fonts = st.builds(
    "<w:rPr><w:rFonts {}/>{}</w:rPr>".format,
    st.sampled_from(FONTS),
    st.sampled_from(("", "<w:b/>", "<w:vanish/>", '<w:vertAlign w:val="superscript"/>')),
)
runs = st.builds(
    RUN.format,
    session=st.sampled_from(("", ' w:rsidR="00AB12CD"')),
    look=looks,
    before=st.sampled_from(("", "", "<w:tab/>", "<w:lastRenderedPageBreak/>")),
    text=st.sampled_from(("", "5", " ha ", "thu  ngân sách", "a &lt; b", "1.200")),
    after=st.sampled_from(("", "", "<w:br/>", "<w:t>2</w:t>")),
)
properties = st.sampled_from(
    (
        *("", '<w:jc w:val="both"/>', '<w:outlineLvl w:val="1"/><w:ind w:left="5"/>'),
        '<w:rPr><w:b/><w:del w:id="1" w:author="x"/></w:rPr>',
        '<w:pPrChange w:id="1"><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrChange>',
        *(
            '<w:pStyle w:val="Old"/>',
            '<w:pStyle w:val="Old"/><w:rPr><w:rFonts w:ascii="x"/></w:rPr>',
        ),
        '<w:pStyle w:val="New"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        "<w:sectPr/>",
    )
)
between = st.sampled_from(("", "", '<w:proofErr w:type="x"/>', '<w:bookmarkStart w:id="1"/>'))
paragraphs = st.builds(
    lambda inside, ppr, mark: p(*(mark + run for run in inside), ppr=ppr),
    st.lists(runs, max_size=4),
    properties,
    between,
)


old_runs = st.builds(
    RUN.format,
    session=st.just(""),
    look=st.one_of(looks, fonts),
    before=st.sampled_from(("", "", "", "<w:softHyphen/>")),
    text=st.sampled_from(("", "trie", "äu ", "ñoàng", "®ång 5", " thu ngân sách", "\uf0b7", "1.2")),
    after=st.sampled_from(("", "", "", "<w:br/>", "<w:t>aâ</w:t>")),
)
old_paragraphs = st.builds(
    lambda inside, ppr: p(*inside, ppr=ppr), st.lists(old_runs, max_size=4), properties
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="New"><w:pPr><w:outlineLvl w:val="2"/>'
    "</w:pPr></w:style>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


def document(body: list[str], cells: list[list[str]]) -> str:
    row = tr(
        *(f"<w:tc>{''.join(cell) or '<w:p/>'}</w:tc>" for cell in cells), "<w:tc><w:p/></w:tc>"
    )
    merged = tr(
        '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("Gộp") + "</w:tc>",
        *(f"<w:tc>{''.join(cell) or '<w:p/>'}</w:tc>" for cell in cells),
    )
    more = tr("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>", "a", "b")
    return p("Mở đầu") + "".join(body) + tbl(row, row, merged, more, row) + p("Hết")


@given(st.lists(paragraphs, max_size=4), st.lists(st.lists(paragraphs, max_size=2), max_size=4))
def test_a_lean_part_reads_as_it_is(body: list[str], cells: list[list[str]]) -> None:
    xml = document(body, cells)
    assert read(xml, numbering=NUMBERING) == read(AS_IT_IS + xml, numbering=NUMBERING)


def outcome(xml: str, styles: str) -> Reading | str:
    """What is read; letters put together by chance may be in no encoding at all."""
    try:
        return read(xml, numbering=NUMBERING, styles=styles)
    except ReadError as error:
        return str(error)


@given(
    st.lists(old_paragraphs, max_size=4),
    st.lists(st.lists(old_paragraphs, max_size=2), max_size=4),
    st.sampled_from(("", STYLES)),
)
def test_so_does_one_whose_fonts_tell_encodings(
    body: list[str], cells: list[list[str]], styles: str
) -> None:
    xml = document(body, cells)
    assert outcome(xml, styles) == outcome(AS_IT_IS + xml, styles)


def test_signs_of_our_own_in_a_text_are_text() -> None:
    body = p("a \U000f0000 b &#xF0001; c \U000f1000", ppr='<w:jc w:val="both"/>')
    assert read(body).text == "a \U000f0000 b \U000f0001 c \U000f1000"
    assert read(p("a &#xF0001;")).text == "a \U000f0001"


def test_a_run_is_not_joined_to_one_that_is_hidden_raised_or_a_mark() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>"
    assert read(p(hidden)).text == "hiện"
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    assert read(p("5 m", raised, "<w:r><w:t>10</w:t></w:r>")).text == "5 m²10"
