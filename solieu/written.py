"""What an earlier audit wrote into the folder ``annotated``, by its manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from outputs.results import ANNOTATED
from solieu.messages import Message, message


@dataclass(frozen=True, slots=True)
class Written:
    """The annotated reports in ``out``: name -> SHA-256 as they were written."""

    out: Path
    files: Mapping[str, str]

    @classmethod
    def before(cls, out: Path) -> Written:
        """Those that the manifest in ``out`` names; none where there is no such manifest."""
        try:
            listed = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["workpapers"]
            files = {one["source"]: one["sha256"] for one in listed}
        except (OSError, ValueError, KeyError, TypeError):
            return cls(out, {})
        return cls(out, {name: sha256 for name, sha256 in files.items() if _within(name)})

    def kept(self, name: str) -> Message | None:
        """Put a copy aside that somebody has edited, and say so; None where nobody has."""
        path = self.out / name
        if not path.is_file() or self.files.get(name) == _sha256(path):
            return None
        n, aside = 1, path
        while aside.exists():
            again = "" if n == 1 else f" {n}"
            aside = path.with_name(f"{path.stem} (edited{again}){path.suffix}")
            n += 1
        path.replace(aside)
        return message("annotate.edited", file=name, kept=aside.name)

    def clear(self, made: Set[str]) -> None:
        """Remove the copies that this run has not made again, unless somebody edited them."""
        for name in sorted(self.files.keys() - made):
            path = self.out / name
            if path.is_file() and self.files[name] == _sha256(path):
                path.unlink()


def _within(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == ANNOTATED and ".." not in parts and "\\" not in name


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
