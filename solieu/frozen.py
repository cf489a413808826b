"""Frozen dataclasses that are quick to make, for what is made once a figure or word.

``dataclass(frozen=True)`` sets each field by its name through ``object.__setattr__``, which
takes three times as long as making an object that may be changed. Here an object is made
open, of a twin class with the same slots, and closed by giving it the class it is of. All
else is as ``dataclass(frozen=True, slots=True)`` makes it.
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
    made: type[Made] = dataclass(frozen=True, slots=True, init=False)(plain)
    names = tuple(each.name for each in fields(made))  # type: ignore[arg-type]
    twin = type(f"Open{made.__name__}", made.__bases__, {"__slots__": names})
    type.__setattr__(made, "__new__", _new(made, twin))
    type.__setattr__(made, "__reduce__", _reduce(names))
    return made


def _new(made: type[Any], twin: type[Any]) -> Callable[..., Any]:
    """A ``__new__`` that sets the fields of an open twin and then closes it."""
    known: dict[str, Any] = {"new": object.__new__, "twin": twin, "made": made}
    parameters, body = ["made_"], []
    for each in fields(made):
        name = each.name
        if each.default_factory is not MISSING or not each.init or each.kw_only:
            raise TypeError(f"{made.__qualname__}.{name}: not a plain field")
        if each.default is MISSING:
            parameters.append(name)
        else:
            known[f"default_{name}"] = each.default
            parameters.append(f"{name}=default_{name}")
        body.append(f"    open_.{name} = {name}\n")
    head = f"def __new__({', '.join(parameters)}):\n    open_ = new(twin)\n"
    exec(f"{head}{''.join(body)}    open_.__class__ = made\n    return open_\n", known)
    function: Callable[..., Any] = known["__new__"]
    function.__qualname__ = f"{made.__qualname__}.__new__"
    function.__annotations__ = {each.name: each.type for each in fields(made)}
    return function


def _reduce(names: tuple[str, ...]) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    """A ``__reduce__`` by which a copy, or what is read from a pickle, is made anew."""

    def __reduce__(self: Any) -> tuple[type, tuple[Any, ...]]:
        return type(self), tuple(getattr(self, name) for name in names)

    return __reduce__
