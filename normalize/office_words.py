"""The words of letterheads, offices and places: ``data/metadata.toml``, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from extract.lexicon import Table


@cache
def office_words() -> Table:
    """The lists of ``data/metadata.toml``, folded; what each is for stands in that file."""
    return tomllib.loads(files("normalize").joinpath("data", "metadata.toml").read_text("utf-8"))
