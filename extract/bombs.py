"""Parts of Office files that are packed to swamp whoever unpacks them."""

from __future__ import annotations

from zipfile import ZipInfo

from lxml.etree import XMLSyntaxError

# Unpacked to packed size of one part: long tables reach 60, a bomb a thousand.
LARGEST_RATIO = 200
# A part below this harms nobody, however it is packed.
SMALL = 16 * 1024**2


def is_bomb(part: ZipInfo, largest: int) -> bool:
    """Whether a part says of itself that it is too large to be unpacked.

    ``zipfile`` never unpacks more of a part than its directory entry says.
    """
    size = part.file_size
    return size > largest or size > max(SMALL, LARGEST_RATIO * part.compress_size)


def broken_place(name: str, error: XMLSyntaxError) -> tuple[str, str]:
    """Where XML is broken, for a message (Vietnamese, English); libxml2 takes 2,048 levels."""
    if "depth" in (error.msg or ""):
        return f"{name}, lồng quá nhiều lớp", f"{name}, nests too deeply"
    return f"{name}, dòng {error.lineno}", f"{name}, line {error.lineno}"
