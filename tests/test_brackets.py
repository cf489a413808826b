"""Brackets that close what was open: the quick way says the same as counting does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalize.brackets import Brackets


def counted(text: str, start: int, end: int) -> bool:
    """Whether more brackets close than open somewhere on the way."""
    depth = 0
    for char in text[start:end]:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return True
    return False


@given(st.text(alphabet="a()", max_size=14), st.integers(0, 15), st.integers(0, 15))
def test_shut_is_what_counting_finds(text: str, start: int, end: int) -> None:
    assert Brackets(text).shut(start, end) == counted(text, start, end)
