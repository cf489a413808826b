"""Texts in both languages that belong to one kind of output, in a TOML file beside its code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import cast

from solieu.messages import Lang, Message


@cache
def words(package: str) -> Mapping[str, Message]:
    """The texts of ``words.toml`` in ``package`` by ``section.name``."""
    raw = files(package).joinpath("words.toml").read_text(encoding="utf-8")
    sections = cast("dict[str, dict[str, dict[str, str]]]", tomllib.loads(raw))
    return MappingProxyType(
        {
            f"{section}.{name}": Message(entry["vi"], entry["en"])
            for section, entries in sections.items()
            for name, entry in entries.items()
        }
    )


def filled(package: str, key: str, lang: Lang, **values: object) -> str:
    """Text ``key`` of ``package`` in ``lang`` with its {names} filled in."""
    text = words(package)[key].text(lang)
    return text.format(**values) if values else text
