"""Old Vietnamese encodings: tables, detection, and the same observations as from Unicode."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from extract.legacy import decode, place
from extract.legacy_fonts import FontCode, font_code
from extract.legacy_survey import by_font, survey
from extract.legacy_syllables import is_syllable
from extract.legacy_tables import ENCODINGS, Encoding, letters
from extract.text import read_text
from solieu.api import read
from solieu.errors import ReadError
from solieu.model import Observation

REPORT = """\
ỦY BAN NHÂN DÂN XÃ TÂN HƯNG

BÁO CÁO
Tình hình kinh tế - xã hội 6 tháng đầu năm 2007

1. Thu, chi ngân sách

Tổng thu ngân sách ước 12.450 triệu đồng, đạt 52,3% dự toán, tăng 8,1% so với cùng kỳ. \
Trong đó thu thuế 4,2 tỷ đồng; thu phí, lệ phí 315 triệu đồng.

2. Nông nghiệp

Diện tích gieo trồng lúa mùa 1.260 ha, năng suất 48,5 tạ/ha, sản lượng 6.111 tấn. Đàn trâu, bò \
có 3.480 con, giảm 2,5%. Số hộ nghèo còn 214 hộ, chiếm 7,6% tổng số hộ.

3. Bảng số liệu

| Chỉ tiêu | Đơn vị | Kế hoạch | Thực hiện |
|---|---|---|---|
| Giá trị sản xuất | tỷ đồng | 310 | 158,4 |
| Người lao động được giải quyết việc làm | người | 1.200 | 655 |
"""
TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode(text: str, encoding: Encoding) -> bytes:
    """The bytes that a program of the time wrote; TCVN3 has no capitals with tones."""
    codes = {letter: code for code, letter in letters(encoding).items()}
    written = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        if letter.isascii():
            written += letter.encode()
        elif encoding == "cp1258":
            parts = unicodedata.normalize("NFD", letter)
            bare = unicodedata.normalize("NFC", "".join(x for x in parts if x not in TONES))
            written += (bare + "".join(x for x in parts if x in TONES)).encode("cp1258")
        else:
            written += codes.get(letter) or codes[letter.lower()]
    return bytes(written)


def old(text: str, encoding: Encoding) -> str:
    """The same as a Unicode program shows it."""
    return encode(text, encoding).decode("latin-1")


# --- the tables ---------------------------------------------------------------

DIGESTS = {
    "tcvn3": (74, "2f71de122add0b71"),
    "vni": (134, "595f17931b0adbb3"),
    "viscii": (134, "e3db9d8f54ddcfcb"),
    "vps": (134, "524bc821aef98990"),
    "cp1258": (14, "dc4d28578b841568"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_tables_are_whole_and_as_frozen(encoding: Encoding) -> None:
    table = letters(encoding)
    lines = "\n".join(f"{code.hex()} {ord(letter):04x}" for code, letter in sorted(table.items()))

    assert len(set(table.values())) == len(table)
    assert (len(table), hashlib.sha256(lines.encode()).hexdigest()[:16]) == DIGESTS[encoding]


def converted(program: Sequence[str], data: bytes) -> str:
    if not shutil.which(program[0]):
        pytest.skip(f"{program[0]} is not installed")
    done = subprocess.run(program, input=data, capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")


ICONV = {"tcvn3": "TCVN5712-1", "viscii": "VISCII", "cp1258": "CP1258"}


@pytest.mark.parametrize("encoding", ICONV)
def test_tables_agree_with_iconv(encoding: Encoding) -> None:
    table = letters(encoding)
    data = b"\n".join(table)
    theirs = converted(["iconv", "-f", ICONV[encoding], "-t", "UTF-8"], data)

    assert unicodedata.normalize("NFC", theirs).split("\n") == list(table.values())


# What GNU recode has otherwise: it exchanges two capitals of VNI, has no Ỗ in VPS.
RECODE_DIFFERS: dict[Encoding, dict[bytes, str]] = {
    "vni": {b"A\xc9": "Ằ", b"A\xc8": "Ắ"},
    "vps": {b"\x99": "\ufffd"},
}
RECODE = {"tcvn3": "TCVN", "vni": "VNI", "viscii": "VISCII", "vps": "VPS", "cp1258": "CP1258"}


@pytest.mark.parametrize("encoding", RECODE)
def test_tables_agree_with_recode(encoding: Encoding) -> None:
    table = letters(encoding)
    theirs = converted(["recode", "-f", f"{RECODE[encoding]}..UTF-8"], b"\n".join(table))
    expected = {**table, **RECODE_DIFFERS.get(encoding, {})}

    assert unicodedata.normalize("NFC", theirs).split("\n") == list(expected.values())


DECODED: list[tuple[Encoding, str, str]] = [
    ("tcvn3", "­íc ®¹t 5 tû ®ång", "ước đạt 5 tỷ đồng"),  # begins with a soft hyphen
    ("tcvn3", "CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
    ("tcvn3", "Së C«ng Th­¬ng", "Sở Công Thương"),
    ("vni", "öôùc ñaït 5 tyû ñoàng", "ước đạt 5 tỷ đồng"),
    ("vni", "Uûy ban, UÛY BAN", "Ủy ban, ỦY BAN"),
    ("vni", "nghìn, lónh vöïc, kyõ", "nghìn, lĩnh vực, kỹ"),
    ("viscii", "ß¾c ðÕt 5 tÖ ð°ng", "ước đạt 5 tỷ đồng"),
    ("vps", "Ü§c Çåt 5 t› ÇÒng", "ước đạt 5 tỷ đồng"),
    ("cp1258", "ýõìc ðaòt 5 tyÒ ðôÌng", "ước đạt 5 tỷ đồng"),
    ("tcvn3", "\uf0ae\uf0e5ng", "đồng"),  # as Word keeps symbol fonts
]


@pytest.mark.parametrize(("encoding", "written", "meant"), DECODED)
def test_text_decodes(encoding: Encoding, written: str, meant: str) -> None:
    assert decode(written, encoding) == meant
    assert len(place(written, encoding)) == len(written)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_letter_comes_back_from_its_bytes(encoding: Encoding) -> None:
    for letter in dict.fromkeys(
        letter for table in ENCODINGS for letter in letters(table).values()
    ):
        if len(letter) == 1 and letter.isalpha() and letter not in "₫":
            back = decode(encode(letter, encoding), encoding)
            assert back == (letter if encoding != "tcvn3" else back)
            assert back.lower() == letter.lower()


FONTS = [
    (".VnTime", FontCode("tcvn3")),
    (".VnTimeH", FontCode("tcvn3", capitals=True)),
    ("ABCDEF+.VnArial NarrowH,Bold", FontCode("tcvn3", capitals=True)),
    (".VnTime-BoldItalic", FontCode("tcvn3")),
    ("QWERTY+VNI-Times,Italic", FontCode("vni")),
    ("VNI-Helve-Condense", FontCode("vni")),
    ("VPS Times", FontCode("vps")),
    ("VI Times", FontCode("viscii")),
    ("Times New Roman", None),
    ("ABCDEF+ArialMT", None),
    ("VNtimes new roman", None),  # Vietware: not known
    ("", None),
]


@pytest.mark.parametrize(("name", "code"), FONTS)
def test_fonts_name_their_encoding(name: str, code: FontCode | None) -> None:
    assert font_code(name) == code


def test_a_font_of_capitals_shows_small_letters_as_capitals() -> None:
    assert decode("tæng sè", "tcvn3", capitals=True) == "TỔNG SỐ"


SYLLABLES = "gì giếng quý quả uỷ ủy thuế thuở khuya quốc Hoà hòa Nguyễn ưu được rượu yếu Đắk NGƯỜI"
NO_SYLLABLES = "triÖu đồnG Sociộtộ tíêng hòac càt thúê qướ Müller"


def test_syllables_are_told_from_what_cannot_be_one() -> None:
    assert [w for w in SYLLABLES.split() if not is_syllable(w)] == []
    assert [w for w in NO_SYLLABLES.split() if is_syllable(w)] == []
    words = unicodedata.normalize("NFC", REPORT).replace(",", " ").replace("/", " ").split()
    letters_only = [w.strip(".;-|:") for w in words]
    assert [w for w in letters_only if w.isalpha() and not w.isascii() and not is_syllable(w)] == []


# --- text files through the whole program -----------------------------------------


def bare(observation: Observation) -> Observation:
    """An observation without what names the file, its bytes and the encoding."""
    flags = tuple(flag for flag in observation.flags if flag != "legacy_encoding")
    return replace(
        observation,
        observation_id="",
        document_id="",
        whole=bool(observation.whole) * "x",
        fraction_of=bool(observation.fraction_of) * "x",
        source="",
        char_start=0,
        char_end=0,
        flags=flags,
    )


def observations(path: Path) -> list[Observation]:
    return [bare(each) for each in read(path).observations]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[Observation]:
    path = tmp_path_factory.mktemp("unicode") / "bao-cao.txt"
    path.write_text(REPORT, encoding="utf-8")
    found = observations(path)
    assert len(found) == 16
    assert sum(each.unit == "VND" for each in found) == 5
    return found


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_report_in_an_old_encoding_gives_the_same(
    encoding: Encoding, tmp_path: Path, expected: list[Observation]
) -> None:
    path = tmp_path / "bao-cao.txt"
    data = encode(REPORT, encoding)
    path.write_bytes(data)
    report = read(path)

    assert observations(path) == expected
    assert report.recognition.document.reading.encoding == encoding
    assert report.problems == ()
    for each in report.observations:  # offsets are those of the bytes
        assert decode(data[each.char_start : each.char_end], encoding) == each.raw


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_so_does_a_report_saved_as_unicode_without_being_converted(
    encoding: Encoding, tmp_path: Path, expected: list[Observation]
) -> None:
    path = tmp_path / "bao-cao.txt"
    text = old(REPORT, encoding)
    path.write_text(text, encoding="utf-8")
    report = read(path)

    assert observations(path) == expected
    assert report.recognition.document.reading.encoding == f"{encoding}+utf-8"
    for each in report.observations:
        assert decode(text[each.char_start : each.char_end], encoding) == each.raw


def test_decomposed_unicode_gives_the_same(tmp_path: Path, expected: list[Observation]) -> None:
    path = tmp_path / "bao-cao.txt"
    path.write_text(unicodedata.normalize("NFD", REPORT), encoding="utf-8")

    assert observations(path) == expected


# --- mixed and doubtful texts -------------------------------------------------------


def read_lines(*lines: str | bytes) -> tuple[str, str, tuple[str, ...]]:
    data = b"\n\n".join(x if isinstance(x, bytes) else x.encode() for x in lines)
    reading = read_text(data, "a.txt", "")
    return reading.text, reading.encoding, reading.problems


FIRST = "Tổng thu ước 12.450 triệu đồng, đạt 52,3% kế hoạch năm."
SECOND = "Diện tích lúa mùa 1.260 ha, sản lượng 6.111 tấn, tăng so với cùng kỳ."


@pytest.mark.parametrize(("one", "two"), [*product(ENCODINGS, ENCODINGS)])
def test_lines_of_one_file_may_differ(one: Encoding, two: Encoding) -> None:
    text, encoding, problems = read_lines(encode(FIRST, one), encode(SECOND, two))

    assert text == f"{FIRST}\n\n{SECOND}"
    assert set(encoding.split("+")) == {one, two}
    assert problems == ()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_lines_in_utf8_stand_beside_others(encoding: Encoding) -> None:
    first, second = FIRST.encode(), encode(SECOND, encoding)
    reading = read_text(first + b"\n\n" + second, "a.txt", "")
    at = reading.text.index("6.111")

    assert reading.text == f"{FIRST}\n\n{SECOND}"
    assert reading.encoding == f"{encoding}+utf-8"
    assert reading.origins[at] == (first + b"\n\n" + second).index(b"6.111")


CELLS = [
    (
        "1. Tæng s¶n phÈm trong n\xadíc 6 th¸ng đầu n¨m",
        "1. Tổng sản phẩm trong nước 6 tháng đầu năm",
    ),
    ("Chi đầu t\xad x©y dùng (tû ®ång)", "Chi đầu tư xây dựng (tỷ đồng)"),
    ("Ưíc thùc hiÖn quý II", "Ước thực hiện quý II"),
    ("Thu ngân sách ước đạt", "Thu ngân sách ước đạt"),
]


@pytest.mark.parametrize(("written", "meant"), CELLS, ids=[c[1] for c in CELLS])
def test_a_cell_may_mix_encodings(written: str, meant: str) -> None:
    assert unicodedata.normalize("NFC", survey([written]).read(written).text) == meant


def test_a_cell_may_mix_two_old_encodings() -> None:
    lines = ["Tæng thu ng©n s¸ch 5 tû ®ång", "Toång chi ngaân saùch 4 tyû ñoàng"]
    cell = "Tæng thu ng©n s¸ch / Toång chi ngaân saùch"
    found = survey([*lines, cell])

    assert found.encodings == ("tcvn3", "vni")
    read = unicodedata.normalize("NFC", found.read(cell).text)
    assert read == "Tổng thu ngân sách / Tổng chi ngân sách"


def test_a_run_in_an_old_font_keeps_the_words_that_are_unicode() -> None:
    code = FontCode("tcvn3", capitals=True)
    assert by_font("6 th¸ng đầu n¨m", code) == "6 THÁNG ĐẦU NĂM"


MODERN = [
    "Diện tích 20 m², đạt 5.000 đồng/kg¹; “Chuyển đổi số” ở 15 °C",
    "Hỗ trợ của Société Générale, Nestlé, São Paulo và Müller 2,5 triệu USD",
    "Thu ngân sách",
    "Xã Đắk Plô, Kon Plông, Krông Búk, Ea H’leo",
    "«Nông thôn mới» ± 5%, 3×4 m, §2, ©2024, 2½",
]


@pytest.mark.parametrize("text", MODERN)
def test_text_of_today_stays_as_it_is(text: str) -> None:
    assert read_lines(text)[:2] == (text, "utf-8")
    assert read_lines(text, FIRST, SECOND) == (f"{text}\n\n{FIRST}\n\n{SECOND}", "utf-8", ())


def test_the_letter_that_looks_like_d_is_d() -> None:
    assert read_lines("Thu 20 tỷ ðồng, Ðạt 5%")[0] == "Thu 20 tỷ đồng, Đạt 5%"


def test_words_that_could_be_either_follow_their_neighbours_and_are_named() -> None:
    found = survey(["Lóa", "S¶n l\xadîng lóa n¨m", "Lóa", "Sản lượng cá năm", "cá"])
    read = [
        found.read(each).text for each in ("S¶n l\xadîng lóa n¨m", "Lóa", "Sản lượng cá năm", "cá")
    ]

    assert read == ["Sản lượng lúa năm", "Lúa", "Sản lượng cá năm", "cá"]
    assert len(found.problems()) == 1


UNKNOWN = [
    (b"Thu 5 t\x8f\xc0 \xf0\xe2\xe3ng", "byte 7"),
    ("Thu ngân sách ước đạt".encode("utf-16-le")[:-1].replace(b"\x00", b"\xee"), "byte"),
    ("tổng thu".encode("shift_jis", "ignore") + b"\x93\xfa\x96\x7b\x8c\xea 5", "byte"),
    (b"t\xe6ng 14,8%", "byte 1"),  # tổng in TCVN3, tăng in VPS
    ("Où sont passées les dépenses prévues à côté ? Très bête, déjà.".encode("latin-1"), "byte"),
    ("Niño, señor, también, después, así, según, está, él, sí, tú".encode("latin-1"), "byte"),
    ("Größe, Höhe, Maß, schön, früh, Bürger, Äpfel, müssen".encode("latin-1"), "byte"),
    ("Łódź, część, mąż, róża, świat, być, więcej, złotych".encode("cp1250"), "byte"),
]


@pytest.mark.parametrize(("data", "place"), UNKNOWN, ids=range(len(UNKNOWN)))
def test_an_encoding_that_cannot_be_told_is_refused(data: bytes, place: str) -> None:
    with pytest.raises(ReadError, match=place) as error:
        read_text(data, "a.txt", "")

    assert "bảng mã" in error.value.vi


def test_unicode_text_in_an_unknown_encoding_is_refused() -> None:
    damaged = "Tµ·ng thµ·u nga¸n sa¸ch ta¶·ng tha£m bµa nghi»n, ®µ·¹t ka¸· hoa¸·ch\n" * 3
    with pytest.raises(ReadError, match="not known"):
        read_text(damaged.encode(), "a.txt", "")


def test_unread_words_in_a_decoded_text_are_named() -> None:
    _, encoding, problems = read_lines(encode(FIRST + " tri", "tcvn3") + b"\x8f\x9ex ")

    assert encoding == "tcvn3"
    assert "tri" in problems[0]


def test_a_few_unread_words_are_named() -> None:
    _, encoding, problems = read_lines(FIRST, "Chi tha£·m 5.000", SECOND)

    assert encoding == "utf-8"
    assert "tha£·m" in problems[0]


def test_signs_of_windows_alone_are_no_old_encoding() -> None:
    assert read_lines(b"Thu 20 ty \x96 chi 15 ty \x93tam\x94")[:2] == (
        "Thu 20 ty – chi 15 ty “tam”",
        "cp1252",
    )
