"""7z and RAR archives and saved e-mails as inputs (solieu.containers)."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from extract.kinds import kind_of
from extract.read import read
from solieu.archive_member import member_at
from solieu.archives import Limits, Member, Unpacker
from solieu.errors import ReadError
from solieu.pipeline import RunResult, run
from tests.container_builder import letter, outlook, rar, seven
from tests.test_archives import OTHER, REPORT, packed
from tests.word_builder import p, word

WORD = word(p("Đàn lợn có 1.830 con."))


def mail(members: Mapping[str, bytes]) -> bytes:
    return letter("", members).as_bytes()


def outlook_mail(members: Mapping[str, bytes]) -> bytes:
    return outlook("", members)


Pack = Callable[[Mapping[str, bytes]], bytes]
PACKED: dict[str, Pack] = {"7z": seven, "rar": rar, "eml": mail, "msg": outlook_mail}
ARCHIVES: dict[str, Pack] = {"7z": seven, "rar": rar}


def members(tmp_path: Path, name: str, data: bytes, limits: Limits | None = None) -> list[Member]:
    room = tmp_path / "room"
    room.mkdir(exist_ok=True)
    path = tmp_path / name
    path.write_bytes(data)
    found = list(Unpacker(room, "TXT", "metadata.csv", limits or Limits()).members(path))
    assert {one.name for one in tmp_path.iterdir()} == {"room", name}
    return found


def rows(result: RunResult) -> dict[str, str]:
    return {one.source: one.status for one in result.records}


def texts(found: list[Member]) -> dict[str, bytes]:
    return {"/".join(one.parts): one.held.read_bytes() for one in found if one.held}


def said(found: list[Member]) -> list[tuple[str, str]]:
    return [("/".join(one.parts), one.refusal.en) for one in found if one.refusal]


# --- what is read -----------------------------------------------------------------


@pytest.mark.parametrize("kind", PACKED)
def test_members_are_documents(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    inner = packed({"sâu/c.txt": OTHER})
    content = {"Báo cáo.txt": REPORT.encode(), "d.docx": WORD, "b.zip": inner, "x.bin": b"\0\1"}
    (folder / f"thư.{kind}").write_bytes(PACKED[kind](content))
    (folder / "khong-duoi").write_bytes(PACKED[kind]({"a.txt": b"Thu 9 ty dong.\n"}))
    result = run([folder], tmp_path / "out")

    assert rows(result) == {
        "khong-duoi/a.txt": "ok",
        f"thư.{kind}/Báo cáo.txt": "ok",
        f"thư.{kind}/b.zip/sâu/c.txt": "ok",
        f"thư.{kind}/d.docx": "ok",
        f"thư.{kind}/x.bin": "skipped",
    }
    values = [
        str(each.value)
        for one in result.records
        if one.recognition and one.source.endswith("Báo cáo.txt")
        for each in one.recognition.observations
    ]
    assert values == ["4250000000"]


@pytest.mark.parametrize("kind", PACKED)
def test_one_member_can_be_named(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(PACKED[kind]({"d.docx": WORD}))
    held = member_at(path / "d.docx")

    assert held is not None
    assert read(held, "d.docx").text == "Đàn lợn có 1.830 con."
    with pytest.raises(ReadError, match=r"solieu run.*or name one of them: a\.\w+/FILE"):
        read(path, path.name)


def test_containers_within_containers(tmp_path: Path) -> None:
    data = mail({"a.7z": seven({"b.rar": rar({"c.txt": REPORT.encode()})})})
    found = members(tmp_path, "a.eml", data)

    assert texts(found) == {"a.7z/b.rar/c.txt": REPORT.encode()}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_two_members_of_one_name_and_hidden_ones(kind: str, tmp_path: Path) -> None:
    content = {"n/a.txt": REPORT.encode(), "__MACOSX/._a.txt": b"x", "~$a.docx": b"x"}
    found = members(tmp_path, f"a.{kind}", ARCHIVES[kind](content))

    assert texts(found) == {"n/a.txt": REPORT.encode()}
    assert said(found) == []


# --- letters ----------------------------------------------------------------------


def test_the_body_is_a_document_in_its_richest_form(tmp_path: Path) -> None:
    html = "<table><tr><td>Thu</td><td>5 tỷ</td></tr></table>"
    plain, rich = letter("Thu đạt 5 tỷ đồng.", {}), letter("Thu 5", {"a.txt": b"Thu 5"}, html)

    assert texts(members(tmp_path / _new(tmp_path, "1"), "a.eml", plain.as_bytes())) == {
        "body.txt": "Thu đạt 5 tỷ đồng.\n".encode()
    }
    found = texts(members(tmp_path / _new(tmp_path, "2"), "a.eml", rich.as_bytes()))
    assert list(found) == ["body.html", "a.txt"]
    assert found["body.html"].decode().strip() == html
    found = texts(members(tmp_path / _new(tmp_path, "3"), "a.msg", outlook("Thu 5 tỷ", {})))
    assert found == {"body.txt": "Thu 5 tỷ".encode()}


def _new(folder: Path, name: str) -> str:
    (folder / name).mkdir()
    return name


def test_letters_in_other_encodings(tmp_path: Path) -> None:
    made = EmailMessage()
    made["From"], made["To"] = "a@xa.example", "b@xa.example"
    made.set_content("Thu ngân sách năm 2025", charset="windows-1258", cte="base64")
    bare = b"From: a@b.c\r\nTo: a@b.c\r\nDate: x\r\nContent-Type: text/plain\r\n\r\n"
    old = "Thu ng©n s¸ch 5 tû ®ång, b»ng 8% dù to¸n n¨m".encode("latin-1")

    found = texts(members(tmp_path / _new(tmp_path, "1"), "a.eml", made.as_bytes()))
    assert found == {"body.txt": "Thu ngân sách năm 2025\n".encode()}
    found = texts(members(tmp_path / _new(tmp_path, "2"), "a.eml", bare + old))
    assert found == {"body.txt": old}


NAME = "Báo cáo tháng Năm.txt"
CODED = "=?utf-8?B?QsOhbyBjw6FvIHRow6FuZyBOxINtLnR4dA==?="
NAMES = [
    ("RFC 2231", b"filename*=utf-8''B%C3%A1o%20c%C3%A1o%20th%C3%A1ng%20N%C4%83m.txt"),
    ("RFC 2047", f'filename="{CODED}"'.encode()),
    ("bare UTF-8", f'filename="{NAME}"'.encode()),
    ("decomposed", f'filename="{unicodedata.normalize("NFD", NAME)}"'.encode()),
    ("Windows, code page 1258", b'filename="B\xe1o c\xe1o th\xe1ng N\xe3m.txt"'),
]


@pytest.mark.parametrize("disposition", [c[1] for c in NAMES], ids=[c[0] for c in NAMES])
def test_names_of_attachments(disposition: bytes, tmp_path: Path) -> None:
    data = (
        b"From: a@b.c\r\nTo: a@b.c\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="=x"\r\n\r\n--=x\r\nContent-Type: text/plain\r\n'
        b"Content-Disposition: attachment; " + disposition + b"\r\n\r\nThu 5\r\n--=x--\r\n"
    )
    assert list(texts(members(tmp_path, "a.eml", data))) == [NAME]


def test_a_letter_within_a_letter_and_pictures_of_the_body(tmp_path: Path) -> None:
    outer = letter("Xin gửi", {}, '<p>Xin gửi <img src="cid:logo"></p>')
    outer.add_attachment(letter("Thu 5 tỷ", {"a.txt": REPORT.encode()}))
    outer.add_attachment(
        b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", disposition="inline", cid="<logo>"
    )
    found = texts(members(tmp_path, "a.eml", outer.as_bytes()))

    assert list(found) == [
        "body.html",
        "attachment-1.eml/body.txt",
        "attachment-1.eml/a.txt",
    ]


def test_letters_are_told_from_texts_and_saved_pages() -> None:
    page = b"From: <Saved by Blink>\r\nSubject: x\r\nDate: y\r\nMIME-Version: 1.0\r\n\r\n"
    for data, kind in (
        (letter("a", {}).as_bytes(), "eml"),
        (b"Return-Path: <a@b.c>\r\nReceived: from x\r\n by y\r\nFrom: a@b.c\r\n\r\n", "eml"),
        (page, "mhtml"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "mhtml"),
        (b"From: here\nTo: there, 5 km\nrun", "text"),
        (b"Date: 5/2026\nSubject: Thu\n\nFrom", "text"),
    ):
        assert kind_of(data) == kind


# --- what is not let in -----------------------------------------------------------


ZEROS = bytes(20 * 1024**2)


@pytest.mark.parametrize("kind", PACKED)
def test_ways_out_are_refused_and_the_rest_is_read(kind: str, tmp_path: Path) -> None:
    data = PACKED[kind]({"x/../../a.txt": b"Thu 5", "b.txt": REPORT.encode()})
    found = members(tmp_path, f"a.{kind}", data)

    assert texts(found) == {"b.txt": REPORT.encode()}
    assert [why for _, why in said(found)] == [
        "its name in the archive leads outside the archive, not unpacked: x/../../a.txt"
    ]


def test_links_and_locked_members(tmp_path: Path) -> None:
    data = rar({"l.txt": b"", "k.txt": b"Thu 5", "a.txt": b"Thu 5"}, link="l.txt", locked="k.txt")
    found = members(tmp_path / _new(tmp_path, "1"), "a.rar", data)
    assert said(found) == [
        ("l.txt", "is a link to another file, not unpacked"),
        ("k.txt", "the archive is protected by a password; unpack it first and run again"),
    ]
    assert texts(found) == {"a.txt": b"Thu 5"}
    data = seven({"a.txt": b"Thu 5"}, password="mat-khau")
    ((_, why),) = said(members(tmp_path / _new(tmp_path, "2"), "a.7z", data))
    assert why == "the archive is protected by a password; unpack it first and run again"


def test_bombs_limits_and_depth(tmp_path: Path) -> None:
    bomb = members(tmp_path / _new(tmp_path, "1"), "a.7z", seven({"a.txt": ZEROS}))
    assert [why[:33] for _, why in said(bomb)] == ["may be a zip bomb: it unpacks to "]
    assert not texts(bomb)
    many = rar({f"{n}.txt": b"Thu 5" for n in range(3)})
    found = members(tmp_path / _new(tmp_path, "2"), "a.rar", many, Limits(members=2))
    assert "too many files in the archive (limit 2)" in said(found)[0][1]
    deep = mail({"a.eml": mail({"b.eml": mail({"c.eml": mail({"d.txt": b"Thu 5"})})})})
    found = members(tmp_path / _new(tmp_path, "3"), "a.eml", deep)
    assert [why for _, why in said(found)] == [
        "archives within archives beyond 3 levels, not unpacked further"
    ]
    large = mail({"a.txt": b"Thu 5 " * 100})
    found = members(tmp_path / _new(tmp_path, "4"), "a.eml", large, Limits(total=500))
    assert "too large when unpacked" in said(found)[0][1]


@pytest.mark.parametrize("kind", PACKED)
def test_damaged_ones_have_their_row_and_the_rest_is_done(kind: str, tmp_path: Path) -> None:
    noise = random.Random(7)
    whole = PACKED[kind]({"a.txt": REPORT.encode() * 40, "b.docx": WORD})
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(20):
        (folder / f"cut {n:02}.{kind}").write_bytes(whole[: len(whole) * n // 20])
        spoiled = bytearray(whole)
        for _ in range(12):
            spoiled[noise.randrange(len(whole))] = noise.randrange(256)
        (folder / f"spoiled {n:02}.{kind}").write_bytes(bytes(spoiled))
    (folder / f"noise.{kind}").write_bytes(noise.randbytes(5000))
    (folder / "sound.txt").write_text(OTHER, encoding="utf-8")
    result = run([folder], tmp_path / "out")

    status = rows(result)
    assert status["sound.txt"] == "ok"
    for n in range(20):
        for name in (f"cut {n:02}.{kind}", f"spoiled {n:02}.{kind}"):
            assert any(source.startswith(name) for source in status)
    assert all(one.reason for one in result.records if one.status in ("failed", "skipped"))
    # What was cut off is not taken for the whole.
    assert not any(status.get(f"cut {n:02}.{kind}/b.docx") == "ok" for n in range(20))


@pytest.mark.parametrize(
    ("kind", "library"), [("7z", "py7zr"), ("rar", "rarfile"), ("msg", "oxmsg")]
)
def test_what_is_missing_is_named(
    kind: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = PACKED[kind]({"a.txt": REPORT.encode()})
    monkeypatch.setitem(sys.modules, library, None)
    (one,) = members(tmp_path, f"a.{kind}", data)

    assert one.refusal is not None
    assert one.parts == ()
    assert 'pip install "solieu[archives]"' in one.refusal.vi
    assert library in one.refusal.en


def test_without_a_program_for_rar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import rarfile

    data = rar({"a.txt": REPORT.encode()}, method=3)
    for setup in ("UNRAR_TOOL", "SEVENZIP_TOOL", "SEVENZIP2_TOOL", "BSDTAR_TOOL", "UNAR_TOOL"):
        monkeypatch.setattr(rarfile, setup, "no-such-program")
    monkeypatch.setattr(rarfile, "CURRENT_SETUP", None)
    ((name, why),) = said(members(tmp_path, "a.rar", data))

    assert name == "a.txt"
    assert "sudo apt install libarchive-tools" in why
