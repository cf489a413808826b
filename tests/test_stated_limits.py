"""docs/limits.md says what the code goes by, in both languages, and the READMEs lead to it."""

from __future__ import annotations

from pathlib import Path

from solieu.stated_limits import markdown, stated

ROOT = Path(__file__).parent.parent


def test_the_limits_documented_are_those_of_the_code() -> None:
    assert (ROOT / "docs" / "limits.md").read_text(encoding="utf-8") == markdown()


def test_each_limit_is_said_in_both_languages_and_once() -> None:
    rows = list(stated())

    assert len({one.en for one in rows}) == len({one.vi for one in rows}) == len(rows) > 15
    assert all(one.en != one.vi and one.limit and all(one.beyond) for one in rows)


def test_both_readmes_lead_to_them() -> None:
    for name in ("README.md", "README.vi.md"):
        assert "(docs/limits.md)" in (ROOT / name).read_text(encoding="utf-8"), name
