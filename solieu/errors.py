"""The errors a user can act on; each names the file and the place."""

from __future__ import annotations


class SolieuError(Exception):
    """Base of all errors that solieu raises on purpose.

    ``vi`` and ``en`` are one sentence each, for the person who runs the program.
    """

    def __init__(self, vi: str, en: str) -> None:
        """The same sentence in Vietnamese and in English."""
        super().__init__(en)
        self.vi = vi
        self.en = en

    def message(self, lang: str) -> str:
        """The sentence in ``lang`` ("vi" or "en")."""
        return self.vi if lang == "vi" else self.en


class ReadError(SolieuError):
    """A file could not be read: missing, empty, encrypted, damaged, of another type."""


class ClassifiedError(ReadError):
    """A document is stamped secret and was not asked for."""


class UsageError(SolieuError):
    """The call itself cannot be carried out: a wrong path, an unusable option."""


class LostError(UsageError):
    """What was kept for this run went, or was damaged, before it was wanted."""


class StoppedError(SolieuError):
    """A document could not be read, and that was to be the end."""
