"""The word files: what they promise each other is checked when they are read."""

from __future__ import annotations

from importlib.resources import files

import pytest
import regex

from extract.lexicon import (
    PROMISES,
    Apart,
    LexiconError,
    alternation,
    check,
    either,
    names,
    units,
    word_pattern,
    word_set,
    words,
)
from normalize.cues import find_cues

FILES = sorted(
    entry.name.removesuffix(".toml")
    for entry in files("extract").joinpath("words").iterdir()
    if entry.name.endswith(".toml")
)


@pytest.mark.parametrize("name", FILES)
def test_every_word_file_keeps_its_promises(name: str) -> None:
    assert words(name)


def test_every_promise_names_lists_that_exist() -> None:
    for promise in PROMISES:
        sides = (
            (promise.left, promise.right)
            if isinstance(promise, Apart)
            else (promise.part, promise.whole)
        )
        for side in sides:
            file, key = side.split(":")
            assert words(file)[key], side


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        # one word with two values: the message names both files and the word
        ("units", {"measures": {"Triệu": "VND"}}, ("units.toml", "magnitudes.toml", "triệu")),
        ("magnitudes", {"slips": {"nghìn": "3"}}, ("slips", "nghìn", "two values")),
        ("comparators", {"after": {"dưới": "<"}}, ("before", "after", "dưới")),
        # a header word with two roles
        ("columns", {"unit": ["STT"]}, ("columns.toml, list number", "stt", "one role")),
        # a chapter cannot both report and set targets
        ("frames", {"tasks": ["kết quả"]}, ("tasks", "results", "kết quả")),
        # the exceptions of a list must be in it
        ("labels", {"not_verbs": ["bay"]}, ("not_verbs", "clause_starts", "bay")),
        # a word twice is a slip of the editor
        ("nouns", {"weak": ["năm", "tháng", "năm"]}, ("nouns.toml, list weak", "năm", "twice")),
    ],
)
def test_a_clash_is_refused_by_file_and_word(
    name: str, change: dict[str, object], said: tuple[str, ...]
) -> None:
    with pytest.raises(LexiconError) as refused:
        check(name, words(name) | change)

    assert all(part in str(refused.value) for part in said), str(refused.value)


def test_a_list_of_another_shape_is_refused() -> None:
    with pytest.raises(TypeError, match="weak: a list of words"):
        names({"weak": [1, 2]}, "weak")


def test_alternation_takes_the_longest_word_first() -> None:
    found = regex.compile(alternation(["tỷ", "nghìn tỷ", "tỷ đồng", "tỷ.đ", "tấn"]))

    assert found.findall("tỷ đồng, tỷ.đ, tỷ, nghìn tỷ, tấn") == [
        *("tỷ đồng", "tỷ.đ", "tỷ", "nghìn tỷ", "tấn")
    ]


def test_alternation_read_backwards_takes_the_longest_word_first() -> None:
    found = regex.compile(rf"(?r)(?:{alternation(['với', 'so với', 'so'], backwards=True)})")

    match = found.match("tăng so với", 0, 11)

    assert match is not None
    assert match.group() == "so với"


def test_a_word_pattern_finds_whole_words_only() -> None:
    found = word_pattern("clauses", "strong")

    assert found.search("đạt 5 ha, trong đó lúa 3 ha") is not None
    assert found.search("haycòn") is None


def test_words_are_found_in_either_tone_style() -> None:
    assert "khóa" in word_set("nouns", "weak")
    assert "ủy ban nhân dân" in either("authorities", "organs")


def test_units_know_every_symbol_a_word_stands_for() -> None:
    found = units()

    assert found.symbols == set(found.measures.values())
    assert found.counters.isdisjoint(found.magnitudes)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("tăng 5%", ["up"]),
        ("tăng cường kiểm tra, giảm 3 vụ", ["down"]),  # a compound is no growth
        ("vượt kế hoạch, bằng 105% cùng kỳ", ["up_plan", "equal", "yoy"]),
        ("đạt=95%", ["reach", "equal"]),
        ("giấy khen cho đồng bằng", []),
    ],
)
def test_cues_of_a_passage(text: str, kinds: list[str]) -> None:
    assert [cue.kind for cue in find_cues(text)] == kinds
