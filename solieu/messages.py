"""What the program says, in Vietnamese and English; the texts are in messages.toml."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages."""

    vi: str
    en: str

    def text(self, lang: Lang) -> str:
        """The sentence in ``lang``."""
        return self.vi if lang == "vi" else self.en

    @property
    def both(self) -> str:
        """Both languages, for files that must not depend on who runs the program."""
        return f"{self.vi} ({self.en})"


@cache
def texts() -> dict[str, Message]:
    """All messages by ``section.name``."""
    # Beside this module rather than by importlib.resources, which would double the
    # time that `solieu --help` takes.
    raw = Path(__file__).with_name("messages.toml").read_text(encoding="utf-8")
    sections = cast("dict[str, dict[str, dict[str, str]]]", tomllib.loads(raw))
    return {
        f"{section}.{name}": Message(entry["vi"], entry["en"])
        for section, entries in sections.items()
        for name, entry in entries.items()
    }


def message(key: str, **values: object) -> Message:
    """Message ``key`` ("section.name") with its {names} filled in.

    A value that is itself a Message is filled in in its own language.
    """
    return Message(say(key, "vi", **values), say(key, "en", **values))


def say(key: str, lang: Lang, **values: object) -> str:
    """The text of message ``key`` in ``lang`` with its {names} filled in."""
    said = {
        name: value.text(lang) if isinstance(value, Message) else value
        for name, value in values.items()
    }
    return texts()[key].text(lang).format(**said)


def locale_lang(environment: Mapping[str, str]) -> Lang:
    """The language of the locale: Vietnamese, or else English.

    >>> locale_lang({"LC_ALL": "", "LANG": "vi_VN.UTF-8"}), locale_lang({"LANG": "C.UTF-8"})
    ('vi', 'en')
    """
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "vi" if next(filter(None, names), _system()).lower().startswith("vi") else "en"


def _system() -> str:
    """The locale's name on Windows, where no such variable is set; elsewhere empty."""
    if sys.platform != "win32":
        return ""
    import locale

    return locale.getlocale()[0] or ""


def own_lang() -> Lang:
    """The language of this computer's locale."""
    return locale_lang(os.environ)
