"""An attribute that is worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class Remembers:
    """A base for classes with slots that keep such attributes: it gives them a place for them."""


class once(Generic[Value]):
    """``functools.cached_property`` without the lock it takes before Python 3.12.

    A dozen of these are asked for each figure, and the lock takes longer than most of them.
    """

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        """``work_out`` is the method that gives the value."""
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, one: None, owner: type) -> once[Value]: ...

    @overload
    def __get__(self, one: object, owner: type) -> Value: ...

    def __get__(self, one: object, owner: type) -> once[Value] | Value:
        """The value, which from now on stands in the instance itself."""
        if one is None:
            return self
        value = self._work_out(one)
        one.__dict__[self._name] = value
        return value
