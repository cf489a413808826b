"""``solieu check FILE``: the audit of one report, for reading."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from solieu.command_line import (
    DISAGREES,
    OK,
    Commands,
    one_file,
    print_lines,
    terminal_width,
)
from solieu.messages import Lang, say


def add(commands: Commands) -> None:
    """What the command takes."""
    syntax = commands.add("check", _check, codes="help.check_codes")
    syntax.file()
    told = say("help.annotate", commands.lang)
    syntax.options.add_argument("--annotate", metavar="OUT.docx", type=Path, help=told)
    syntax.read_classified()
    syntax.ocr()


def _check(options: argparse.Namespace, lang: Lang) -> int:
    from solieu.api import read
    from solieu.show import audit_lines

    file = one_file(options.file)
    report = read(
        file,
        indicators=False,
        read_classified=options.read_classified,
        ocr=options.ocr,
        ocr2=options.ocr2,
    )
    comments = report.annotate(options.annotate, lang=lang) if options.annotate else 0
    for problem in report.problems:
        print(f"{say('run.partial', lang)}: {report.source}: {problem.text(lang)}", file=sys.stderr)
    if not options.quiet:
        print_lines(audit_lines(report, lang, terminal_width()))
        if options.annotate:
            print(say("annotate.done", lang, comments=comments, out=options.annotate))
    return DISAGREES if report.disagreements else OK
