"""``solieu text FILE``: the text that offsets in the tables count in."""

from __future__ import annotations

import argparse
import sys

from solieu.command_line import OK, Commands, one_file
from solieu.messages import Lang


def add(commands: Commands) -> None:
    """What the command takes."""
    syntax = commands.add("text", _text)
    syntax.file()
    syntax.read_classified()
    syntax.ocr()


def _text(options: argparse.Namespace, lang: Lang) -> int:
    from extract.read import read
    from solieu.model import Ocr

    path = one_file(options.file)
    text = read(
        path,
        path.name,
        read_classified=options.read_classified,
        ocr=Ocr(options.ocr, options.ocr2),
    ).text
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    return OK
