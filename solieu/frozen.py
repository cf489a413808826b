"""Frozen dataclasses that are quick to make, for what is made once a figure or word.

``dataclass(frozen=True)`` sets each field by its name through ``object.__setattr__``: a
sixth of the time that finding the figures took. Here the generated ``__init__`` sets
the slots themselves. All else is as ``dataclass(frozen=True, slots=True)`` makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(plain: type[Made]) -> type[Made]:
    """``plain`` as a frozen dataclass with slots.

    Raises TypeError for fields that need more of an ``__init__`` than setting them.
    """
    made: type[Made] = dataclass(frozen=True, slots=True)(plain)
    type.__setattr__(made, "__init__", _init(made))
    return made


def _init(made: type[Any]) -> Callable[..., None]:
    """An ``__init__`` that sets each slot by its own descriptor."""
    known: dict[str, Any] = {}
    parameters, body = ["self"], []
    for each in fields(made):
        name = each.name
        if each.default_factory is not MISSING or not each.init or each.kw_only:
            raise TypeError(f"{made.__qualname__}.{name}: not a plain field")
        known[f"set_{name}"] = made.__dict__[name].__set__
        if each.default is MISSING:
            parameters.append(name)
        else:
            known[f"default_{name}"] = each.default
            parameters.append(f"{name}=default_{name}")
        body.append(f"    set_{name}(self, {name})\n")
    exec(f"def __init__({', '.join(parameters)}):\n{''.join(body)}", known)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = {each.name: each.type for each in fields(made)}
    return init
