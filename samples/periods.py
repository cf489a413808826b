"""Months of the reports, as SDMX periods and as the words a report uses for them."""

from __future__ import annotations

from dataclasses import dataclass

FIRST = "2025-07"  # the ward exists since 2025-07-01


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, ``2025-09``."""

    year: int
    number: int

    @classmethod
    def of(cls, text: str) -> Month:
        """Read ``2025-09``."""
        year, number = text.split("-")
        return cls(int(year), int(number))

    def __str__(self) -> str:
        """As SDMX writes it."""
        return f"{self.year}-{self.number:02d}"

    def previous(self) -> Month:
        """The month before."""
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year - 1, 12)

    def following(self) -> Month:
        """The month after."""
        return Month(self.year, self.number + 1) if self.number < 12 else Month(self.year + 1, 1)

    def opens_plan(self) -> bool:
        """Whether the plan period begins here, so that there is nothing to cumulate."""
        return self.number in (1, 7) and self <= Month(2026, 1)

    def since_plan_began(self) -> tuple[Month, ...]:
        """The months from the beginning of the plan period to this one."""
        month, found = self, [self]
        while not month.opens_plan():
            month = month.previous()
            found.append(month)
        return tuple(reversed(found))

    def plan_period(self) -> str:
        """The plan of the months after the reform, or of the year."""
        return "2025-S2" if self.year == 2025 else str(self.year)

    def cumulative_period(self) -> str:
        """SDMX period from the beginning of the plan period to the end of this month.

        Three months from the start are a quarter, six a half-year: one name for a stretch.
        """
        months = self.since_plan_began()
        if len(months) == 1:
            return str(self)
        if len(months) == 3:
            return f"{self.year}-Q{self.number // 3}"
        if len(months) == 6:
            return f"{self.year}-S{1 if self.number == 6 else 2}"
        return f"{months[0]}..{self}"

    def window_period(self) -> str:
        """From the 15th of the month before to the 14th (NĐ 09/2019, article 12)."""
        start = f"{self.previous()}-15" if str(self) != FIRST else f"{FIRST}-01"
        return f"{start}..{self}-14"

    def window_words(self) -> str:
        """The same window as the reports write it."""
        before = self.previous()
        start = f"15/{_slashed(before)}" if str(self) != FIRST else f"01/{_slashed(self)}"
        return f"từ ngày {start} đến ngày 14/{_slashed(self)}"

    def as_of(self) -> str:
        """The day up to which stocks are counted, as the reports write it."""
        return f"20/{_slashed(self)}"

    def as_of_period(self) -> str:
        """The same day as an open SDMX range."""
        return f"..{self}-20"

    def cumulative_words(self) -> str:
        """How the reports name the cumulative months."""
        months = self.since_plan_began()
        if self.year == 2025:
            if self.number == 12:
                return "lũy kế 6 tháng cuối năm 2025"
            return f"lũy kế từ tháng 7 đến tháng {self.number}/2025"
        if self.number == 6:
            return "lũy kế 6 tháng đầu năm 2026"
        return f"lũy kế {len(months):02d} tháng đầu năm 2026"


def _slashed(month: Month) -> str:
    number = f"{month.number:02d}" if month.number < 3 else str(month.number)
    return f"{number}/{month.year}"
