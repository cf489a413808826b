"""ZIP archives as inputs: their members, their names, and what is not let in."""

from __future__ import annotations

import io
import random
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from extract.read import read
from solieu.archive_names import name_in
from solieu.archives import Limits, Member, Unpacker, is_archive
from solieu.cli import main
from solieu.errors import ReadError, UsageError
from solieu.pipeline import RunResult, run
from tests.word_builder import p, word

REPORT = "Thu ngân sách tháng 5/2026 đạt 4,25 tỷ đồng.\n"
OTHER = "Chi ngân sách tháng 5/2026 đạt 3,5 tỷ đồng.\n"
Content = Mapping[str, str | bytes]


def packed(members: Content, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def put(path: Path, members: Content | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(members if isinstance(members, bytes) else packed(members))
    return path


def members(tmp_path: Path, data: bytes, limits: Limits | None = None) -> list[Member]:
    room = tmp_path / "room"
    room.mkdir(exist_ok=True)
    unpacker = Unpacker(room, "TXT", "metadata.csv", limits or Limits())
    found = list(unpacker.members(put(tmp_path / "a.zip", data)))
    outside = [path for path in tmp_path.rglob("*") if room not in path.parents]
    assert {path.name for path in outside} <= {"room", "a.zip"}
    return found


def rows(result: RunResult) -> dict[str, str]:
    return {one.source: one.status for one in result.records}


# --- what is read -----------------------------------------------------------------


def test_members_are_documents_wherever_the_archive_lies(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    inner = packed({"sâu/c.txt": OTHER, "d.docx": word(p("Đàn lợn có 1.830 con."))})
    put(
        folder / "2026" / "bc.zip",
        {"a.txt": REPORT, "quý 1/b.zip": inner, "anh.jpg": b"\xff\xd8\xff", "x/": ""},
    )
    (folder / "e.txt").write_text("Thu 7 tỷ đồng.\n", encoding="utf-8")
    result = run([folder], tmp_path / "out")

    assert rows(result) == {
        "2026/bc.zip/a.txt": "ok",
        "2026/bc.zip/anh.jpg": "skipped",
        "2026/bc.zip/quý 1/b.zip/d.docx": "ok",
        "2026/bc.zip/quý 1/b.zip/sâu/c.txt": "ok",
        "e.txt": "ok",
    }
    by_source = {one.source: one for one in result.records if one.recognition}
    found = by_source["2026/bc.zip/quý 1/b.zip/sâu/c.txt"].recognition
    assert found is not None
    assert [str(one.value) for one in found.observations] == ["3500000000"]
    assert {one.source for one in found.observations} == {"2026/bc.zip/quý 1/b.zip/sâu/c.txt"}

    direct = run([folder / "2026" / "bc.zip"], tmp_path / "direct")
    assert sorted(rows(direct))[0] == "bc.zip/a.txt"


def test_the_same_bytes_with_any_number_of_workers(tmp_path: Path) -> None:
    archive = put(tmp_path / "bc.zip", {f"{n}.txt": f"Thu {n} tỷ đồng.\n" for n in range(4)})
    for jobs in ("1", "2"):
        assert main(["run", str(archive), "-o", str(tmp_path / jobs), "--jobs", jobs, "-q"]) == 0
    for file in (tmp_path / "1").iterdir():
        assert file.read_bytes() == (tmp_path / "2" / file.name).read_bytes()


def test_a_copy_in_an_archive_is_known_as_a_copy(tmp_path: Path) -> None:
    put(tmp_path / "in" / "bc.zip", {"a.txt": REPORT, "b.txt": OTHER})
    put(tmp_path / "in" / "goc.txt", REPORT.encode())
    result = run([tmp_path / "in"], tmp_path / "out")

    assert rows(result) == {"bc.zip/a.txt": "ok", "bc.zip/b.txt": "ok", "goc.txt": "skipped"}


def test_an_archive_named_twice_is_read_once(tmp_path: Path) -> None:
    archive = put(tmp_path / "in" / "x" / "bc.zip", {"a.txt": REPORT})
    result = run([archive, tmp_path / "in"], tmp_path / "out")

    assert rows(result) == {"x/bc.zip/a.txt": "ok"}


def test_metadata_in_an_archive_and_beside_it(tmp_path: Path) -> None:
    put(
        tmp_path / "in" / "bc.zip",
        {"n/a.txt": REPORT, "b.txt": OTHER, "n/metadata.csv": "file,area\na.txt,xã An Thạnh\n"},
    )
    put(tmp_path / "in" / "metadata.csv", "file,area\nbc.zip/b.txt,xã Bình An\n".encode())
    result = run([tmp_path / "in"], tmp_path / "out")

    areas = {one.source: one.recognition.info.area for one in result.records if one.recognition}
    assert areas == {"bc.zip/n/a.txt": "xã An Thạnh", "bc.zip/b.txt": "xã Bình An"}
    assert result.notices == ()
    manifest = (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
    assert '"bc.zip/n/metadata.csv"' in manifest


# --- names ------------------------------------------------------------------------


def stored(raw: bytes, flags: int = 0, extra: bytes = b"") -> zipfile.ZipInfo:
    """The directory entry of a member whose name was written as these bytes."""
    info = zipfile.ZipInfo("x" * len(raw))
    info.extra = extra
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "x")
    data = buffer.getvalue().replace(b"x" * len(raw), raw)
    at = data.index(b"PK\x01\x02") + 8
    data = data[:at] + struct.pack("<H", flags) + data[at + 2 :]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.infolist()[0]


def unicode_path(raw: bytes, name: str) -> bytes:
    held = struct.pack("<BI", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(held)) + held


LONG = "Báo cáo tháng Năm.txt"
NAMES = [
    ("flagged", LONG.encode(), 0x800, b"", LONG),
    ("flagged, decomposed", unicodedata.normalize("NFD", LONG).encode(), 0x800, b"", LONG),
    ("UTF-8 without a flag", LONG.encode(), 0, b"", LONG),
    ("decomposed, no flag", unicodedata.normalize("NFD", LONG).encode(), 0, b"", LONG),
    ("Western DOS", "café à 5.txt".encode("cp437"), 0, b"", "café à 5.txt"),
    ("Windows, code page 1258", b"S\xf4\xec li\xea\xf2u.txt", 0, b"", "Số liệu.txt"),
    ("extra field", b"B_o c_o.txt", 0, unicode_path(b"B_o c_o.txt", "Báo cáo.txt"), "Báo cáo.txt"),
    ("another's extra field", b"B_o.txt", 0, unicode_path(b"else", "Báo.txt"), "B_o.txt"),
]


@pytest.mark.parametrize(
    ("raw", "flags", "extra", "expected"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES]
)
def test_names_as_their_writers_meant_them(
    raw: bytes, flags: int, extra: bytes, expected: str
) -> None:
    name = name_in(stored(raw, flags, extra))

    assert name.parts == (expected,)
    assert not name.trick


PATHS = [
    ("a/b.txt", ("a", "b.txt"), False),
    ("./a//b.txt", ("a", "b.txt"), False),
    ("a\\b.txt", ("a", "b.txt"), False),
    ("a..b/c...txt", ("a..b", "c...txt"), False),
    ("../b.txt", ("b.txt",), True),
    ("a/../../b.txt", ("a", "b.txt"), True),
    ("a\\..\\b.txt", ("a", "b.txt"), True),
    ("/etc/b.txt", ("etc", "b.txt"), True),
    ("\\\\may\\b.txt", ("may", "b.txt"), True),
    ("C:\\b.txt", ("C_", "b.txt"), True),
    ("c:b.txt", ("c_b.txt",), True),
    ("a\nb.txt", ("a\ufffdb.txt",), False),
]


@pytest.mark.parametrize(("written", "parts", "trick"), PATHS)
def test_ways_out_of_an_archive_are_known(
    written: str, parts: tuple[str, ...], trick: bool
) -> None:
    name = name_in(stored(written.encode(), 0x800))

    assert (name.parts, name.trick) == (parts, trick)


def test_hidden_members_are_left_out(tmp_path: Path) -> None:
    data = packed({"__MACOSX/._a.txt": "x", ".DS_Store": "x", "b/~$a.docx": "x", "a.txt": REPORT})

    assert [member.parts for member in members(tmp_path, data)] == [("a.txt",)]


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.txt", REPORT)
        archive.writestr("a.txt", OTHER)
    found = members(tmp_path, buffer.getvalue())

    assert [member.parts for member in found] == [("a.txt",), ("a.txt (2)",)]
    assert [m.held.read_text("utf-8") for m in found if m.held] == [REPORT, OTHER]


# --- what is not let in -----------------------------------------------------------


def link(name: str, target: str) -> bytes:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, target)
    return buffer.getvalue()


def locked(data: bytes) -> bytes:
    """The archive with its only member marked as encrypted."""
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(sign) + at
        data = data[:place] + b"\x01" + data[place + 1 :]
    return data


def nested(depth: int) -> bytes:
    data = packed({"a.txt": REPORT})
    for _ in range(depth):
        data = packed({"b.zip": data}, zipfile.ZIP_STORED)
    return data


ZEROS = bytes(40 * 1024**2)
REFUSED = [
    ("a path", packed({"../../a.txt": REPORT}), ("a.txt",), r"outside the archive.*\.\./\.\./a"),
    ("a link", link("a.txt", "/etc/passwd"), ("a.txt",), "is a link"),
    ("a password", locked(packed({"a.txt": REPORT})), ("a.txt",), "password"),
    ("a bomb", packed({"a.txt": ZEROS}), (), "zip bomb: it unpacks to 1... times"),
    ("too deep", nested(3), ("b.zip", "b.zip", "b.zip"), "beyond 3 levels"),
    ("a bomb within", packed({"b.zip": packed({"a.txt": ZEROS})}), ("b.zip",), "zip bomb"),
    ("damaged", packed({"a.txt": REPORT})[:-30], (), "archive is damaged"),
    ("empty", b"", (), "archive is damaged"),
    ("no archive", b"Thu 5", (), "archive is damaged"),
    ("a nested one damaged", packed({"b.zip": nested(0)[:-30]}), ("b.zip",), "is damaged"),
    (
        "a member damaged",
        packed({"a.txt": REPORT}, zipfile.ZIP_STORED).replace(b"4,25", b"9,25"),
        ("a.txt",),
        "part of the archive is damaged",
    ),
    ("another kind", packed({"a.bin": b"\x00\x01"}), ("a.bin",), "not a kind of file"),
]


@pytest.mark.parametrize(
    ("data", "parts", "why"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_what_is_refused_and_why(
    tmp_path: Path, data: bytes, parts: tuple[str, ...], why: str
) -> None:
    (member,) = members(tmp_path, data)

    assert member.parts == parts
    assert member.held is None
    assert member.refusal is not None
    with pytest.raises(ReadError, match=why):
        raise ReadError(member.refusal.vi, member.refusal.en)
    assert not any((tmp_path / "room").iterdir())


LIMITS = [
    (Limits(members=2), "too many files in the archive .limit 2."),
    (Limits(total=60), "too large when unpacked"),
    (Limits(depth=1), "beyond 1 levels"),
]


@pytest.mark.parametrize(("limits", "why"), LIMITS, ids=[why for _, why in LIMITS])
def test_limits_hold_over_nested_archives(tmp_path: Path, limits: Limits, why: str) -> None:
    data = packed({"a.txt": "Thu 5 tỷ", "b.zip": packed({"c.txt": "Chi 5 tỷ", "d.txt": "x"})})
    told = [m.refusal.en for m in members(tmp_path, data, limits) if m.refusal]

    with pytest.raises(ReadError, match=why):
        raise ReadError("", " ".join(told))


def test_a_declared_size_that_is_false_unpacks_no_more_than_declared(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": bytes(3 * 1024**2)}))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(sign) + at
        data[place : place + 4] = struct.pack("<I", 1000)
    (member,) = members(tmp_path, bytes(data))

    assert member.refusal is not None
    assert sum(file.stat().st_size for file in (tmp_path / "room").iterdir()) <= 1000


def test_damaged_archives_have_their_row_and_the_rest_is_done(tmp_path: Path) -> None:
    whole = packed({"a.txt": REPORT, "b.docx": word(p("Đàn lợn có 1.830 con."))})
    noise = random.Random(7)
    folder = tmp_path / "in"
    for n in range(20):
        put(folder / f"cut {n}.zip", whole[: len(whole) * n // 20])
        spoiled = bytearray(whole)
        for _ in range(12):
            spoiled[noise.randrange(len(whole))] = noise.randrange(256)
        put(folder / f"spoiled {n}.zip", bytes(spoiled))
    put(folder / "noise.zip", noise.randbytes(5000))
    put(folder / "sound.txt", OTHER.encode())
    result = run([folder], tmp_path / "out")

    status = rows(result)
    assert status["sound.txt"] == "ok"
    assert status["noise.zip"] == "failed"
    assert all(status[f"cut {n}.zip"] == "failed" for n in range(20))
    for n in range(20):
        assert any(source.startswith(f"spoiled {n}.zip") for source in status)
    assert all(one.reason for one in result.records if one.status in ("failed", "skipped"))


def test_an_archive_without_reports_has_a_row(tmp_path: Path) -> None:
    put(tmp_path / "in" / "anh.zip", {"a.png": b"\x89PNG\r\n\x1a\n"})
    put(tmp_path / "in" / "rong.zip", {})
    put(tmp_path / "in" / "a.txt", REPORT.encode())
    result = run([tmp_path / "in"], tmp_path / "out")

    assert rows(result) == {
        "a.txt": "ok",
        "anh.zip": "failed",
        "anh.zip/a.png": "skipped",
        "rong.zip": "failed",
    }
    with pytest.raises(UsageError, match="no readable report in this archive"):
        run([tmp_path / "in" / "rong.zip"], tmp_path / "other")


def test_one_file_commands_point_to_run(tmp_path: Path) -> None:
    archive = put(tmp_path / "bc.zip", {"a.txt": REPORT})
    with pytest.raises(ReadError, match="use solieu run") as error:
        read(archive, "bc.zip")
    assert "hãy dùng lệnh solieu run" in error.value.vi


def test_what_counts_as_an_archive(tmp_path: Path) -> None:
    assert is_archive(put(tmp_path / "a.zip", {"a.txt": "x"}))
    assert is_archive(put(tmp_path / "khong-duoi", {"a.txt": "x"}))
    assert is_archive(put(tmp_path / "hong.zip", b"junk"))
    assert not is_archive(put(tmp_path / "word.zip", word(p("Thu 5 tỷ"))))
    assert not is_archive(put(tmp_path / "hong.docx", word(p("Thu 5 tỷ"))[:300]))
    assert not is_archive(tmp_path / "khong-co.zip")
