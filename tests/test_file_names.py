"""Files that we name after what an input is called, and files that another program holds."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.file_names import LONGEST, FreePaths, fit
from outputs.staging import Staging
from solieu.archive_member import member_at
from solieu.batch.store import Store
from solieu.errors import UsageError

NAMES = [
    ("báo cáo.docx", "báo cáo.docx"),
    ("-rf.txt", "-rf.txt"),
    (".txt", ".txt"),
    ("con trâu.txt", "con trâu.txt"),
    ("console.txt", "console.txt"),
    ("nullable", "nullable"),
    ("com10.txt", "com10.txt"),
    ("CON", "_CON"),
    ("nul.tar.gz", "_nul.tar.gz"),
    ("Com1 .txt", "_Com1 .txt"),
    ("LPT³.log", "_LPT³.log"),
    ("a<b>c:d|e?f*g\"h\\i/j", "a_b_c_d_e_f_g_h_i_j"),
    ("tab\there\x00", "tab_here_"),
    ("cuối.. .", "cuối_"),
    ("..", "_"),
    ("", "_"),
    ("\ud800.txt", "?.txt".replace("?", "_")),
    ("a" * 300, "a" * LONGEST),
    ("ắ" * 100 + ".txt", "ắ" * 65 + ".txt"),
    ("a" * 190 + ".x" * 50, "a" * 190 + ".x.x.x.x.x"[:8] + ".x"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fitting"), NAMES)
def test_a_name_is_changed_only_where_a_system_would_refuse_it(name: str, fitting: str) -> None:
    assert fit(name) == fitting


@given(st.text(st.characters() | st.sampled_from('conulptm1. :/\\"')))
def test_every_name_comes_to_one_that_stays(name: str) -> None:
    made = fit(name)

    assert made == fit(made) and 0 < len(made.encode()) <= LONGEST
    assert made[-1] not in ". " and not set(made) & set('<>:"|?*\\/\x00')


PARTS = st.sampled_from(["a", "A", "a.", "2-a", "b:", "b_", "ê", "e\u0302", "..", "con", "x" * 300])


@given(st.lists(st.lists(PARTS, min_size=1, max_size=4).map("/".join), max_size=30))
def test_no_two_paths_are_one_file_or_one_a_folder_of_another(paths: list[str]) -> None:
    free = FreePaths(".html")
    taken = [free.take(path) for path in paths]

    keys = [unicodedata.normalize("NFC", path).casefold() for path in taken]
    assert len({key + end for key in keys for end in ("", ".html")}) == 2 * len(paths)
    folders = {key[:at] for key in keys for at, sign in enumerate(key) if sign == "/"}
    assert not folders & set(keys)
    again = FreePaths(".html")
    assert [again.take(path) for path in paths] == taken


def test_thousands_of_reports_of_one_name_get_names_of_their_own() -> None:
    free = FreePaths(".html")

    assert len({free.take("b" * 300) for _ in range(5_000)}) == 5_000


def test_files_of_a_folder_stay_together_where_it_has_another_name() -> None:
    free = FreePaths()

    taken = [free.take(path) for path in ("a", "a/b", "a/c", "2-a", "a/../../d")]

    assert taken == ["a", "2-a/b", "2-a/c", "2-2-a", "2-a/_/_/d"]


def test_a_member_of_an_archive_may_have_a_name_that_no_disk_takes(tmp_path: Path) -> None:
    name = f"{'x' * 300}.txt"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, "Thu 5 tỷ đồng.")

    held = member_at(tmp_path / "a.zip" / name)

    assert held is not None and held.read_text("utf-8") == "Thu 5 tỷ đồng."


# --- files that another program holds, as only Windows has them ------------------------------


def _held(self: Path, target: Path) -> Path:
    raise PermissionError(13, "Permission denied", str(self), None, str(target))


def test_a_table_that_another_program_has_open_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "checks.csv").write_text("old")
    replaced = Path.replace

    def replace(self: Path, target: Path) -> Path:
        return (_held if target.name == "checks.csv" else replaced)(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(UsageError) as raised, Staging(tmp_path) as staging:
        staging.put("checks.csv", b"new")
        staging.commit()

    assert "checks.csv" in raised.value.en and "Close the file" in raised.value.en
    assert "checks.csv" in raised.value.vi and "đóng tệp" in raised.value.vi
    assert (tmp_path / "checks.csv").read_text() == "old"

    monkeypatch.undo()  # it was closed: the next run does what is left
    with Staging(tmp_path):
        assert (tmp_path / "checks.csv").read_text() == "new"


def test_an_entry_that_another_run_reads_just_now_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.put("readings", "abc", [b"same"])

    monkeypatch.setattr(Path, "replace", _held)
    store.put("readings", "abc", [b"same"])
    with pytest.raises(UsageError, match="Permission denied"):
        store.put("readings", "abd", [b"none there yet"])

    assert store.section("readings", "abc", 0) == b"same"
    assert [entry.path.name for entry in store.entries()] == ["abc"]
