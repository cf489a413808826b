"""Axes in numbers that people read: 1.234,5 and not 1234500000.0, triệu and tỷ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extract.exact import moved
from outputs.cells import decimal_text
from solieu.messages import Lang, say, texts

#: Powers of ten that have a name, in the words of messages.toml; the largest first.
_POWERS = {"VND": (12, 9, 6, 3), "": (9, 6)}
_NAMES = {12: "thousand_billion", 9: "billion", 6: "million", 3: "thousand"}


@dataclass(frozen=True, slots=True)
class Scale:
    """What an axis counts in: ``name`` ("tỷ đồng") is ``10**power`` base units."""

    power: int
    name: str
    lang: Lang
    places: int = 0  # decimals that a spreadsheet shows on the axis

    def scaled(self, value: Decimal) -> Decimal:
        """``value`` of the base unit, in units of this scale, exactly."""
        return moved(value, -self.power)

    def number(self, value: Decimal) -> str:
        """``value``, already scaled, in full with the signs of the language.

        >>> Scale(0, "", "vi").number(Decimal("-11112.50"))
        '-11.112,5'
        """
        return grouped(value, self.lang)

    @property
    def spreadsheet_format(self) -> str:
        """The same scaling as a number format; a spreadsheet uses its reader's own signs."""
        return "#,##0" + (".0" if self.places else "") + "," * (self.power // 3)


def scale_of(values: Iterable[Decimal], unit: str, lang: Lang) -> Scale:
    """The scale for an axis with ``values`` in the base unit ``unit``.

    >>> scale_of([Decimal(25_803_000_000)], "VND", "vi").name
    'tỷ đồng'
    >>> scale_of([Decimal("95.5")], "%", "vi").name
    '%'
    """
    held = list(values)
    largest = max((abs(value) for value in held), default=Decimal(0))
    powers = _POWERS.get(unit, _POWERS[""])
    power = next((power for power in powers if largest >= Decimal(10) ** power), 0)
    name = unit_name(unit, lang)
    if power:
        name = f"{say(f'scale.{_NAMES[power]}', lang)} {name}".strip()
    fine = largest < 20 * Decimal(10) ** power and any(value % 10**power for value in held)
    return Scale(power, name, lang, int(fine))


def unit_name(unit: str, lang: Lang) -> str:
    """A unit as people call it.

    >>> unit_name("VND", "vi"), unit_name("t", "vi"), unit_name("hồ sơ", "en")
    ('đồng', 'tấn', 'hồ sơ')
    """
    over, slash, under = unit.partition("/")
    if slash:
        return f"{unit_name(over, lang)}/{unit_name(under, lang)}"
    known = f"unit.{unit}"
    return texts()[known].text(lang) if known in texts() else unit


def grouped(value: Decimal, lang: Lang) -> str:
    """``value`` in full, thousands separated, in the signs of the language.

    >>> grouped(Decimal("1234567.25"), "vi"), grouped(Decimal("1234567.25"), "en")
    ('1.234.567,25', '1,234,567.25')
    """
    whole, _, part = decimal_text(value).partition(".")
    sign = "-" if whole.startswith("-") else ""
    digits = f"{Decimal(whole.lstrip('-')):,f}"  # int() refuses more than 4,300 digits
    if lang == "vi":
        return sign + digits.replace(",", ".") + ("," + part if part else "")
    return sign + digits + ("." + part if part else "")
