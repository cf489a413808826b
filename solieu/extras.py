"""Libraries that only some commands need; each is an extra of the installation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from solieu.errors import UsageError
from solieu.messages import message


@contextmanager
def needed(extra: str) -> Iterator[None]:
    """Import inside this what ``extra`` of pyproject.toml brings.

    Raises UsageError, which tells how to install it, where it is missing.

    >>> with needed("sql"):
    ...     import no_such_library
    Traceback (most recent call last):
    ...
    solieu.errors.UsageError: This needs the library no_such_library, which is not installed. \
Install it with: pip install "solieu[sql]" (in a checkout: pip install -e ".[sql]").
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        said = message("error.extra", library=(missing.name or extra).split(".")[0], extra=extra)
        raise UsageError(said.vi, said.en) from missing
