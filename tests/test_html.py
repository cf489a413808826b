"""Saved web pages in, whole readings out."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extract.html import read_html, read_mhtml
from extract.kinds import kind_of
from extract.read import read, supported
from solieu.errors import ReadError
from solieu.model import Reading


def page(body: str, head: str = "") -> Reading:
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_html(html.encode(), "a.html", "")


def text(body: str) -> str:
    return page(body).text


TEXTS = [
    ("paragraphs", "<p>Thu 5\n  tỷ</p><p>Chi 3 tỷ</p>", "Thu 5 tỷ\n\nChi 3 tỷ"),
    ("loose text", "Thu <b>5</b> tỷ<div>Chi</div>cuối", "Thu 5 tỷ\n\nChi\n\ncuối"),
    ("entities", "<p>Thu&nbsp;5 t&#7927; &#150; &lt;&amp;</p>", "Thu 5 tỷ – <&"),
    ("decomposed", "<p>tha\u0301ng</p>", "tháng"),
    ("raised", "<p>12 m<sup>2</sup>, H<sub>2</sub>O, 5<sup>th</sup></p>", "12 m², H₂O, 5th"),
    ("raised by style", '<p>m<span style="vertical-align: super">3</span></p>', "m³"),
    ("line ends part", "<p>Gồm:<br>- lúa 5 ha<br>- ngô</p>", "Gồm:\n\n- lúa 5 ha\n\n- ngô"),
    ("a sentence goes on", "<p>Thu ngân sách<br>đạt 5 tỷ</p>", "Thu ngân sách đạt 5 tỷ"),
    ("a number goes on", "<p>Thu ngân sách đạt<br>5 tỷ</p>", "Thu ngân sách đạt 5 tỷ"),
    ("letterhead", "<p>ỦY BAN NHÂN DÂN<br>XÃ A</p>", "ỦY BAN NHÂN DÂN\n\nXÃ A"),
    ("preformatted", "<pre>Thu: 5\nChi: 3</pre>", "Thu: 5\n\nChi: 3"),
    ("bullets", "<ul><li>lúa<li>- ngô</ul>", "- lúa\n\n- ngô"),
    ("numbers", "<ol start=3><li>a<li value=9>b<li>c</ol>", "3. a\n\n9. b\n\n10. c"),
    ("letters", "<ol type=a><li>x<li>y</ol>", "a. x\n\nb. y"),
    ("roman", '<ol style="list-style-type: upper-roman"><li>x<li>y</ol>', "I. x\n\nII. y"),
    ("backwards", "<ol reversed><li>x<li>y</ol>", "2. x\n\n1. y"),
    ("no labels", '<ul style="list-style: none"><li>x</ul>', "x"),
    ("typed labels", "<ol><li>1. Thu</ol>", "1. Thu"),
    ("inner lists", "<ol><li>a<ul><li>b</ul>c<li>d</ol>", "1. a\n\n- b\n\nc\n\n2. d"),
    ("hidden", '<p>a<span style="display:none">9</span></p><p hidden>9</p>', "a"),
    ("scripts", "<script>var a=9</script><style>9</style><p>a<!-- 9 --></p>", "a"),
    ("Word's hidden", '<p>a<span style="mso-hide: all">9</span><del>8</del><ins>7</ins></p>', "a7"),
    ("Word's lists", "<p><![if !supportLists]>1.&nbsp; <![endif]>Thu</p>", "1. Thu"),
    ("menus", '<nav>9</nav><div class="main-menu">8</div><p>a</p><footer>7</footer>', "a"),
    ("landmarks", '<div role="navigation">9</div><p>a</p><div role=contentinfo>7</div>', "a"),
    ("main part", "<div>Tin khác 9</div><main><p>Thu 5 tỷ</p></main>", "Thu 5 tỷ"),
    ("class words whole", '<p class="shareholder">a</p><p class="share-box">9</p>', "a"),
    ("all in a menu", '<div class="menu"><p>Thu 5 tỷ</p></div>', "Thu 5 tỷ"),
    ("letterhead table", "<table><tr><td>UBND XÃ A<td>CỘNG HÒA</table>", "UBND XÃ A\n\nCỘNG HÒA"),
    (
        "frame of tables",
        "<table><tr><td>x<td><table><tr><td>a<td>1<tr><td>b<td>2</table><tr><td>y<td>z</table>",
        "x\n\n| a | 1 |\n| b | 2 |\n\ny\n\nz",
    ),
    ("cells on one line", "<table><tr><td>a<br>b<td>1<tr><td><p>c<p>d<td>2</table>",
     "| a b | 1 |\n| c d | 2 |"),
    ("foot last", "<table><tfoot><tr><td>Σ<td>3<tbody><tr><td>a<td>3</table>",
     "| a | 3 |\n| Σ | 3 |"),
    ("caption", "<table><caption>Biểu 1</caption><tr><td>a<td>1<tr><td>b<td>2</table>",
     "Biểu 1\n\n| a | 1 |\n| b | 2 |"),
    ("empty table", "<table><tr><td><td><tr><td><td></table><p>a</p>", "a"),
    ("bars", "<table><tr><td>a|b<td>1<tr><td>c<td>2</table>", "| a¦b | 1 |\n| c | 2 |"),
    ("typed note", "<p>5 tỷ<sup>1</sup>.</p><p><sup>1</sup> Ước.</p>", "5 tỷ¹.\n\n¹ Ước."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [c[1:] for c in TEXTS], ids=[c[0] for c in TEXTS])
def test_the_text_of_a_page(body: str, expected: str) -> None:
    assert text(body) == expected


def test_headings_have_levels() -> None:
    reading = page("<h1>BÁO CÁO</h1><h3>1. Thu</h3><p>5 tỷ</p>")

    assert [q.level for q in reading.paragraphs] == [1, 3, 0]


NOTES = [
    (
        "Word",
        '<p>Thu 5 tỷ<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> đồng.</p><p>Hết.</p>'
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>"
        '<p><a href="#_ftnref1" name="_ftn1">[1]</a> Ước.</p><p>Tính đến 15/5.</p></div></div>',
        "Thu 5 tỷ¹ đồng.\n\n¹ Ước.\n\nTính đến 15/5.\n\nHết.",
        ["", "1", "1", ""],
    ),
    (
        "LibreOffice",
        '<p>Thu 5 tỷ<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1'
        '</sup></a></p><div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1'
        "</a> Ước.</p></div>",
        "Thu 5 tỷ¹\n\n¹ Ước.",
        ["", "1"],
    ),
    (
        "pandoc",
        '<p>Thu 5 tỷ<a href="#fn1" id="fnref1"><sup>1</sup></a></p><section><ol><li id="fn1">'
        '<p>Ước.<a href="#fnref1">↩</a></p></li></ol></section>',
        "Thu 5 tỷ¹\n\n¹ Ước.",
        ["", "1"],
    ),
    (
        "wiki",
        '<p>Thu 5 tỷ<sup id="r1"><a href="#n1">[1]</a></sup>, chi 3<sup id="r2"><a href="#n1">[1]'
        '</a></sup></p><ol><li id="n1"><a href="#r1">^</a> Ước.</li></ol>',
        "Thu 5 tỷ¹, chi 3¹\n\n¹ Ước.",
        ["", "1"],
    ),
    (
        "a list of contents",
        '<p><a href="#a">1</a></p><h2 id="a">Thu</h2><p>Xem <a href="#b">2</a></p><p id=b>Chi</p>',
        "1\n\nThu\n\nXem 2\n\nChi",
        ["", "", "", ""],
    ),
]


@pytest.mark.parametrize(
    ("body", "expected", "notes"), [c[1:] for c in NOTES], ids=[c[0] for c in NOTES]
)
def test_footnotes_follow_the_paragraph_that_calls_them(
    body: str, expected: str, notes: list[str]
) -> None:
    reading = page(body)

    assert reading.text == expected
    assert [q.note for q in reading.paragraphs] == notes
    marks = [reading.text[mark.span.start : mark.span.end] for mark in reading.marks]
    assert marks == ["¹"] * expected.split("\n\n¹")[0].count("¹")


def test_a_footnote_in_a_table_follows_the_table() -> None:
    reading = page(
        '<table><tr><td>a<td>b<a href="#n" id="r">1</a><tr><td>c<td>2</table>'
        '<p id="n"><a href="#r">1</a> Ước.</p>'
    )

    assert reading.text == "| a | b¹ |\n| c | 2 |\n\n¹ Ước."


SPANS = [
    (
        "<thead><tr><th rowspan=2>Cây<th colspan=2>Diện tích<tr><th>KH<th>TH"
        "<tbody><tr><td>Lúa<td>5<td>4",
        "| Cây | Diện tích |  |\n|  | KH | TH |\n| Lúa | 5 | 4 |",
        [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1),
         (2, 2, 1, 1)],
        2,
    ),
    (
        "<tr><td rowspan=0>a<td>1<tr><td>2<tr><td>3",
        "| a | 1 |\n|  | 2 |\n|  | 3 |",
        [(0, 0, 3, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 1, 1, 1)],
        0,
    ),
    (
        "<tr><th>a<th>b<tr><td rowspan=99>1<td colspan=x>2<tr><td>3",
        "| a | b |\n| 1 | 2 |\n|  | 3 |",
        [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1)],
        1,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected", "cells", "heads"), SPANS)
def test_spans_of_cells(rows: str, expected: str, cells: list[tuple[int, ...]], heads: int) -> None:
    reading = page(f"<table>{rows}</table>")
    (table,) = reading.tables

    assert reading.text == expected
    assert [(c.row, c.column, c.rows, c.columns) for c in table.cells] == cells
    assert table.head_rows == heads


def test_a_page_that_asks_for_a_million_columns_is_bounded() -> None:
    row = "<tr>" + '<td colspan="999999999">1' * 3
    reading = page(f"<table>{row * 3}</table>")

    assert max(cell.column + cell.columns for cell in reading.tables[0].cells) == 1000


VIETNAMESE = "Thu ngân sách tháng năm đạt 5 tỷ đồng"
ENCODED = [
    ("utf-8", VIETNAMESE.encode(), ""),
    ("utf-8", VIETNAMESE.encode(), "iso-8859-1"),  # a server's wrong word
    ("utf-8", b"\xef\xbb\xbf" + VIETNAMESE.encode(), "windows-1258"),
    ("utf-16-le", b"", "unicode"),
    ("cp1258", b"Thu ng\xe2n s\xe1ch th\xe1ng n\xe3m \xf0\xd2at 5 ty\xd2 \xf0\xf4\xcc"
     b"ng".replace(b"\xf0\xd2at", b"\xf0a\xf2t"), "windows-1258"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "content", "declared"), ENCODED)
def test_the_encoding_of_a_page(encoding: str, content: bytes, declared: str) -> None:
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + f"<html><body><p>{VIETNAMESE}</p></body></html>".encode(encoding)
    else:
        meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
        data = (meta if declared else "").encode() + b"<body><p>" + content + b"</p>"
        if content.startswith(b"\xef\xbb\xbf"):
            data = content[:3] + b"<body><p>" + content[3:] + b"</p>"
    assert kind_of(data) == "html"
    reading = read_html(data, "a.html", "")

    assert reading.encoding == encoding
    assert reading.text.startswith("Thu ngân sách tháng năm đạt 5 ")


OLD = "Thu ng©n s¸ch ­íc ®¹t 5 tû ®ång, chi n­íc 3 tû ®ång."
NEW = "Thu ngân sách ước đạt 5 tỷ đồng, chi nước 3 tỷ đồng."
LEGACY = [
    (
        "font",
        f'<p><font face=".VnTime">{OLD}</font></p><p>Chi 2 t&#7927;</p>',
        f"{NEW}\n\nChi 2 tỷ",
    ),
    (
        "inline style",
        f"<p style='font-family:\".VnTime\",serif'>{OLD} m<sup>2</sup></p>",
        f"{NEW} m²",
    ),
    (
        "style sheet",
        '<style>p.Old, li {font-size:14pt; font-family:".VnTimeH"} span {font-family:Arial}</style>'
        "<p class=Old>Uû ban nh©n d©n<span> 5 ha</span></p>",
        "UỶ BAN NHÂN DÂN 5 ha",
    ),
    ("letters alone", f"<p>{OLD}</p>", NEW),
    ("VNI", "<p>Thu ngaân saùch ñaït 5 trieäu ñoàng.</p>", "Thu ngân sách đạt 5 triệu đồng."),
]


@pytest.mark.parametrize(("body", "expected"), [c[1:] for c in LEGACY], ids=[c[0] for c in LEGACY])
@pytest.mark.parametrize("head", ["", "<meta charset=windows-1252>", "<meta charset=utf-8>"])
def test_old_vietnamese_encodings(head: str, body: str, expected: str) -> None:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    encoding = "utf-8" if "utf-8" in head else "latin-1"
    reading = read_html(page.encode(encoding), "a.html", "")

    assert reading.text == expected
    name = "vni" if "saùch" in body else "tcvn3"
    assert reading.encoding == (f"{name}+utf-8" if encoding == "utf-8" else name)


UNREADABLE = [
    (b"<html><body>Thu ng\xe2\xff n", "UTF-8"),
    (b"<html><head><meta charset=utf-8></head><body>Thu" + b" \xe2\xff n" * 9, "UTF-8"),
    (b"<html><head><meta charset=x-no-such></head><body>Thu ng\xe2\xff n", "X-NO-SUCH"),
    (b"<html><body><img src=a.png></body></html>", "no words"),
    (b"<html>", "no words"),
]


@pytest.mark.parametrize(("data", "why"), UNREADABLE)
def test_pages_that_cannot_be_read(data: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why) as error:
        read_html(data, "a.html", "")
    assert error.value.vi.startswith("a.html")


def test_a_stray_byte_is_told() -> None:
    data = "<html><meta charset=utf-8><p>Thu 5 tỷ ".encode() + b"\xff\xe1"
    reading = read_html(data, "a.html", "")

    assert reading.text == "Thu 5 tỷ \ufffd\ufffd"
    assert "2 places" in reading.problems[0]


MHTML = (
    b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<html><body><p>Thu 5 t=E1=BB=B7 =C4=91=E1=BB=93ng</p></body></html>\r\n--b\r\n"
    b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
)


def test_a_page_saved_with_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(MHTML)
    reading = read(tmp_path / "a.mht", "a.mht")

    assert (reading.text, reading.format, reading.problems) == ("Thu 5 tỷ đồng", "mhtml", ())
    with pytest.raises(ReadError, match="holds no web page"):
        read_mhtml(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nThu", "a.mht", "")


KINDS = [
    (b"<!-- saved from url=(0014)about:internet -->\n<html>", "html"),
    (b"<table><tr><td>1", "html"),
    ("\ufeff<html>".encode("utf-16-le"), "html"),
    (b"Subject: x\nMIME-Version: 1.0\n", "mhtml"),
    (b"<b>Thu</b>", "text"),
    (b"# Thu\n<table>", "text"),
    (b"<tablet>", "text"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_a_page_is_known_by_its_beginning(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_a_page_under_another_name(tmp_path: Path) -> None:
    for name in ("a.doc", "b.xls", "c.aspx"):
        (tmp_path / name).write_bytes(b"<html><body><p>Thu 5 t\xe1\xbb\xb7</p></body></html>")
        reading = read(tmp_path / name, name)

        assert supported(tmp_path / name)
        assert (reading.text, reading.format) == ("Thu 5 tỷ", "html")
        assert len(reading.problems) == (name != "c.aspx")


def test_damaged_pages_are_read_as_far_as_they_go_or_refused() -> None:
    body = "".join(f"<div class=a{n}><p>Thu {n} tỷ<table><tr><td>x<td>{n}" for n in range(20))
    whole = f"<html><body>{body}</html>".encode()
    noise = random.Random(3).randbytes(20000)
    for n in range(1, 21):
        cut = whole[: len(whole) * n // 20]
        try:
            assert "Thu 0 tỷ" in read_html(cut, "a.html", "").text
        except ReadError as error:
            assert "UTF-8" in str(error)  # cut within a letter
    with pytest.raises(ReadError):
        read_html(b"<html>" + noise, "a.html", "")
    with pytest.raises(ReadError, match="nests too deeply"):
        read_html(b"<html><body>" + b"<div>" * 50000 + b"Thu 5", "a.html", "")
    assert "Thu 5" in read_html(b"<html><body>" + b"<div>" * 250 + b"Thu 5", "a.html", "").text
