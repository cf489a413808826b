"""Quick frozen dataclasses: like those of the standard library in all but speed."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, field, fields, replace

import pytest

from solieu.frozen import frozen


@frozen
class Pair:
    """Two fields, one of them with a default."""

    left: int
    right: str = "r"


def test_fields_are_set_by_place_by_name_and_by_default() -> None:
    assert (Pair(1).left, Pair(1).right) == (1, "r")
    assert Pair(1, "x") == Pair(right="x", left=1)
    assert repr(Pair(2)) == "Pair(left=2, right='r')"


@pytest.mark.parametrize("arguments", [(), (1, "x", 2)])
def test_wrong_numbers_of_fields_are_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError, match=r"Pair.__new__\(\)"):
        Pair(*arguments)  # type: ignore[arg-type]


def test_nothing_can_be_set_later() -> None:
    pair = Pair(1)

    with pytest.raises(FrozenInstanceError):
        pair.left = 2  # type: ignore[misc]
    assert not hasattr(pair, "__dict__")


def test_copies_hashes_and_pickles_are_those_of_a_dataclass() -> None:
    pair = Pair(1)

    assert replace(pair, left=5) == Pair(5)
    assert hash(pair) == hash(Pair(1))
    assert pickle.loads(pickle.dumps(pair)) == pair
    assert [each.name for each in fields(Pair)] == ["left", "right"]


def test_a_field_that_must_be_made_is_refused() -> None:
    with pytest.raises(TypeError, match="made: not a plain field"):

        @frozen
        class Made:
            made: list[int] = field(default_factory=list)
