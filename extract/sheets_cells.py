"""What every workbook reader returns: sheets with their filled cells, and the limits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from solieu.model import Notice

# One step of indentation in a spreadsheet is about as wide as three blanks.
INDENT_STEP = 3
# Statistical tables stay far below both; a sheet beyond them holds raw data or damage.
MOST_COLUMNS = 1_000
MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One filled cell; rows and columns count from 0.

    ``text`` is what is displayed, in one line and in Unicode. ``stored`` is the number
    behind it, in terms of the digits displayed (8.18 behind ``8,18%``). ``indent`` is
    how far the text is set in, in blanks.
    """

    row: int
    column: int
    text: str
    stored: Decimal | None = None
    rows: int = 1
    columns: int = 1
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet in the order of its rows; ``problems`` say what of it is hidden or missing.

    ``decoded``: some cell of it was in an old encoding.
    """

    name: str
    cells: tuple[SheetCell, ...]
    hidden: bool = False
    problems: tuple[Notice, ...] = ()
    decoded: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell's text in one font; ``shift`` is "superscript", "subscript" or ""."""

    text: str
    font: str = ""
    shift: str = ""


@dataclass(slots=True)
class Budget:
    """How many cells may still be read of a workbook; ``wide`` notes columns left out."""

    cells: int = MOST_CELLS
    wide: bool = False

    def admits(self, column: int) -> bool:
        """Whether a filled cell in this column is still read; counts it if so."""
        if column >= MOST_COLUMNS:
            self.wide = True
            return False
        self.cells -= 1
        return self.cells >= 0


def named(name: str) -> str:
    """A sheet's name as messages give it."""
    return f"“{name}”"
