"""Documents stamped secret: skipped without a trace of their text unless asked for."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest

import solieu
from extract.read import read
from extract.secrecy import degree_in
from solieu.cli import main
from solieu.errors import ClassifiedError
from solieu.pipeline import Settings, run
from tests.word_builder import p, word

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
STAMPED = [
    ("MẬT", "MẬT"),
    ("  TỐI   MẬT ", "TỐI MẬT"),
    ("TUYỆT MẬT", "TUYỆT MẬT"),
    ("T Ố I  M Ậ T", "TỐI MẬT"),
    (unicodedata.normalize("NFD", "TUYỆT MẬT"), "TUYỆT MẬT"),
    ("**MẬT**", "MẬT"),
    ("[ MẬT ]", "MẬT"),
    ("| MẬT |", "MẬT"),
    ("| UBND XÃ A | TỐI MẬT |", "TỐI MẬT"),
    (f"MẬT    {NATION}", "MẬT"),
    (f"TỐI MẬT {NATION}", "TỐI MẬT"),
    (f"UBND XÃ A\tMẬT\t{NATION}", "MẬT"),
    ("Độc lập - Tự do - Hạnh phúc MẬT", "MẬT"),
    ("Số: 12/BC-UBND TỐI MẬT", "TỐI MẬT"),
    ("Số: 12/BC-UBND       MẬT", "MẬT"),
    ("Độ mật: Tối mật", "TỐI MẬT"),
    ("ĐỘ MẬT: MẬT", "MẬT"),
    ("TUYỆT MẬT - Bản số: 03", "TUYỆT MẬT"),
]
PLAIN = [
    "Công tác bảo vệ bí mật nhà nước được bảo đảm.",
    "CÔNG TÁC BẢO MẬT",
    "Xử lý 02 văn bản MẬT, 01 văn bản TỐI MẬT trong quý.",
    "Mật",
    "mật ong 120 lít",
    "MẬT ĐỘ DÂN SỐ",
    "ỦY BAN NHÂN DÂN XÃ SƠN MẬT",
    "Số: 12/BC-UBND",
    "TỐI MẬT THƯ",
    "",
]


@pytest.mark.parametrize(("line", "degree"), STAMPED)
def test_stamps(line: str, degree: str) -> None:
    assert degree_in(["ỦY BAN NHÂN DÂN", line, "BÁO CÁO"]) == degree


@pytest.mark.parametrize("line", PLAIN)
def test_what_is_no_stamp(line: str) -> None:
    assert degree_in(["ỦY BAN NHÂN DÂN", line, "BÁO CÁO"]) == ""


def test_only_the_head_is_looked_at() -> None:
    assert degree_in(["Thu ngân sách"] * 39 + ["MẬT"]) == "MẬT"
    assert degree_in(["Thu ngân sách", ""] * 40 + ["MẬT"]) == ""


BODY = "Thu ngân sách tháng 5/2026 đạt 4,25 tỷ đồng."
SECRET = (
    f"UBND XÃ AN THẠNH\n{NATION}\nSố: 9/BC-UBND\nTỐI MẬT\n\nBÁO CÁO\nVụ việc Hoa Sen\n\n{BODY}\n"
)


def with_header(text: str) -> bytes:
    """A Word file whose page header holds ``text``."""
    buffer = io.BytesIO(word(p("BÁO CÁO") + p(BODY)))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(
            "word/header1.xml",
            '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:p><w:r><w:t>{text[:2]}</w:t></w:r><w:r><w:t>{text[2:]}</w:t></w:r></w:p></w:hdr>",
        )
    return buffer.getvalue()


FORMS = [
    ("a.txt", SECRET.encode()),
    ("a.docx", word("".join(p(line) for line in SECRET.splitlines() if line))),
    ("đầu trang.docx", with_header("TUYỆT MẬT")),
    ("a.html", f"<html><body><p>{SECRET.replace(chr(10), '<br>')}</p></body></html>".encode()),
]


@pytest.mark.parametrize(("name", "data"), FORMS, ids=[name for name, _ in FORMS])
def test_a_stamped_file_is_read_only_when_asked_for(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ClassifiedError, match=r"is stamped T.* MẬT") as error:
        read(path, name)
    assert "đóng dấu" in error.value.vi
    assert "4,25" not in error.value.vi + error.value.en
    assert BODY in read(path, name, read_classified=True).text


def test_an_ordinary_page_header_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(with_header("Trang 1"))
    assert BODY in read(path, "a.docx").text


def test_a_run_leaves_nothing_of_it_in_any_table(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "kín.txt").write_text(SECRET, encoding="utf-8")
    (folder / "thường.txt").write_text("Chi ngân sách tháng 5/2026 đạt 3 tỷ đồng.\n", "utf-8")
    result = run([folder], out)

    kept = {one.source: (one.status, one.recognition is None) for one in result.records}
    assert kept == {"kín.txt": ("skipped", True), "thường.txt": ("ok", False)}
    assert result.failed == 0
    written = "".join(file.read_text(encoding="utf-8-sig") for file in out.iterdir())
    assert "đóng dấu TỐI MẬT" in written
    for trace in ("4,25", "4250000000", "Hoa Sen", "9/BC-UBND", "AN THẠNH"):
        assert trace not in written
    assert '"read_classified": "false"' in written

    read_all = run([folder], out, settings=Settings(read_classified=True))
    assert {one.status for one in read_all.records} == {"ok"}
    assert "4250000000" in (out / "observations.csv").read_text(encoding="utf-8-sig")


def test_commands_and_the_python_interface_refuse_it_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kín.txt"
    path.write_text(SECRET, encoding="utf-8")
    for command in ("check", "text"):
        assert main([command, str(path), "--lang", "en"]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert "run again with --read-classified" in told.err
        assert main([command, str(path), "--read-classified"]) == 0
        capsys.readouterr()
    with pytest.raises(ClassifiedError):
        solieu.read(path)
    assert solieu.read(path, indicators=False, read_classified=True).observations
