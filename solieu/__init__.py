"""solieu: Vietnamese administrative reports in, tidy and audited data out.

>>> import solieu
>>> solieu.__version__
'0.1.0'
"""

from __future__ import annotations

from solieu.version import VERSION as __version__

TYPE_CHECKING = False  # importing typing would take as long as all the rest of the start
if TYPE_CHECKING:
    from solieu.api import Report, export, load, read, run

__all__ = ["Report", "__version__", "export", "load", "read", "run"]


def __getattr__(name: str) -> object:
    """Load the Python interface on first use: importing solieu imports nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'solieu' has no attribute {name!r}")
    from solieu import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return __all__
