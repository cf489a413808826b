"""A report inside an archive as a file of its own: ``ARCHIVE.zip/2026/report.docx``."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import unicodedata
from pathlib import Path

from outputs.file_names import fit
from solieu.archives import Unpacker, is_archive
from solieu.errors import UsageError
from solieu.inputs import KINDS, METADATA_FILE
from solieu.messages import message

_SHOWN = 5


def member_at(path: Path) -> Path | None:
    """The member of an archive that ``path`` leads into, unpacked until the program ends.

    None where no part of the path is an archive. Raises UsageError where the archive has
    no such member or it cannot be unpacked.
    """
    archive = next((part for part in path.parents if part.is_file()), None)
    if archive is None or not is_archive(archive):
        return None
    wanted = tuple(unicodedata.normalize("NFC", p) for p in path.relative_to(archive).parts)
    room = Path(tempfile.mkdtemp(prefix="solieu-"))
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    names: list[str] = []
    for member in Unpacker(room, KINDS, METADATA_FILE).members(archive):
        if member.parts != wanted:
            names += ["/".join(member.parts)] if member.held else []
            if member.held is not None:
                member.held.unlink()
            continue
        if member.held is None:
            assert member.refusal is not None
            raise UsageError(f"{path}: {member.refusal.vi}", f"{path}: {member.refusal.en}")
        folder = room / "member"
        folder.mkdir()
        return member.held.rename(folder / fit(wanted[-1]))
    more = " ..." if len(names) > _SHOWN else ""
    listed = "; ".join(names[:_SHOWN]) + more
    said = message("archive.no_member", path=path, archive=archive, names=listed)
    raise UsageError(said.vi, said.en)
