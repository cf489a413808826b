"""What the figures of a passage were about so far: for dimensions that name nothing themselves.

"Gieo cấy 85 ha lúa, năng suất 54 tạ/ha; 5 ha ngô, năng suất 53 tạ/ha": each yield is of the
crop last named. "Xử phạt 12 trường hợp với số tiền 30 triệu đồng": money belongs to the
figure right before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.bare_labels import deed_length, is_name
from normalize.phrase_sets import Token, phrase_set
from normalize.phrases import (
    drop_dimension,
    implied_dimensions,
    is_dimension,
    label_tokens,
    makes,
)

Part = tuple[int, int]
_MONEY = "VND"
_ANEW = "mới"
_NOWHERE: Part = (-1, -1)


@dataclass(slots=True)
class Topics:
    """Topic, thing and last label of one passage, each with the stretch it was named in.

    ``topic`` is what the first figure of a stretch is about, ``thing`` the crop, herd or
    land last measured, ``label`` the label last given.
    """

    topic: str = ""
    topic_part: Part = _NOWHERE
    thing: str = ""
    thing_part: Part = _NOWHERE
    label: str = ""
    label_part: Part = _NOWHERE
    label_is_amount: bool = False

    def open(self, label: str, part: Part) -> None:
        """``label`` is the first that names something in its stretch."""
        self.topic, self.topic_part = drop_dimension(label), part

    def note(self, label: str, part: Part, unit: str) -> None:
        """Keep the label just given, and the thing it measures; a place ("Thanh Hà") is none.

        ``unit`` is "" where the figure tells of no thing: "huyện giảm nhiều là Gia Lộc (-230 ha)".
        """
        self.label, self.label_part = label, part
        found = label_tokens(label)
        measured = phrase_set("measured").prefix(found, 0, len(found)) > 0
        self.label_is_amount = unit == _MONEY and measured
        thing = _thing(label) if unit in implied_dimensions() else ""
        if thing and not is_name(thing):
            self.thing, self.thing_part = thing, part

    def of(self, dimension: Sequence[Token], part: Part) -> str:
        """What a dimension without its thing is the dimension of, "" if nothing near tells."""
        if phrase_set("attached").holds(dimension) and self.label_part == part:
            return "" if self.label_is_amount else _bare(self.label)
        grown = phrase_set("yields").holds(dimension)
        if grown and self.thing and self.thing_part == part:
            return self.thing
        if self.topic and self.topic_part == part and not is_bare_dimension(self.topic):
            return self.topic
        return self.thing if grown else ""


def is_bare_dimension(label: str) -> bool:
    """ "doanh thu": a dimension and nothing else."""
    return is_dimension(label_tokens(label))


def _bare(label: str) -> str:
    """The label without the dimension it begins with; "" if nothing else is in it."""
    return "" if is_bare_dimension(label) else drop_dimension(label)


def _makes_length(found: Sequence[Token]) -> int:
    return phrase_set("makes").prefix(found, 0, len(found)) if makes(found) else 0


def _thing(label: str) -> str:
    """ "Diện tích gieo cấy lúa mùa" is about "lúa mùa"; "" where only what was done is said."""
    words = _bare(label).split()
    said = label_tokens(" ".join(words))
    words = words[deed_length(" ".join(words)) or _makes_length(said) :]
    if words[:1] == [_ANEW]:  # "trồng | mới rừng"
        words = words[1:]
    found = label_tokens(" ".join(words))
    done = phrase_set("clause_starts", without="not_verbs").suffix(found, 0, len(found))
    return " ".join(words[: len(words) - done] if len(found) == len(words) else words)
