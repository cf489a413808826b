"""Cutting formatting out of the bytes changes nothing of what is read (extract.docx_lean)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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
    )
)
between = st.sampled_from(("", "", '<w:proofErr w:type="x"/>', '<w:bookmarkStart w:id="1"/>'))
paragraphs = st.builds(
    lambda inside, ppr, mark: p(*(mark + run for run in inside), ppr=ppr),
    st.lists(runs, max_size=4),
    properties,
    between,
)


@given(st.lists(paragraphs, max_size=4), st.lists(st.lists(paragraphs, max_size=2), max_size=4))
def test_a_lean_part_reads_as_it_is(body: list[str], cells: list[list[str]]) -> None:
    row = tr(
        *(f"<w:tc>{''.join(cell) or '<w:p/>'}</w:tc>" for cell in cells), "<w:tc><w:p/></w:tc>"
    )
    xml = p("Mở đầu") + "".join(body) + tbl(row, row) + p("Hết")
    assert read(xml) == read(AS_IT_IS + xml)


def test_a_run_is_not_joined_to_one_that_is_hidden_raised_or_a_mark() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>"
    assert read(p(hidden)).text == "hiện"
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    assert read(p("5 m", raised, "<w:r><w:t>10</w:t></w:r>")).text == "5 m²10"
