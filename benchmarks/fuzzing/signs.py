"""Which signs a text in XML may hold."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]")


def allowed(text: str) -> str:
    """The text without the signs that lxml refuses."""
    return _NOT_IN_XML.sub("", text)
