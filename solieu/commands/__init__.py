"""The commands, one file each: what it takes (``add``) and what it does.

A file here imports nothing heavy before its command runs, so that ``--help`` is there
at once. A new command is a new file and a line in ``ALL``, in the order of the help.
"""

from __future__ import annotations

from solieu.commands import audit, cache, check, export, indicators, parse, plot, run, text

ALL = (run, audit, check, export, plot, indicators, text, parse, cache)
