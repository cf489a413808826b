"""One-line cases of reading: text in, quantities out (tests/corpus/*.tsv).

Each file has a theme, comment lines (``#``) and a header row. Columns:

``text``
    one paragraph of a report; ``\\uXXXX`` stands for a character one cannot see.
``expected``
    the quantities in reading order, parted by `` ; ``, each
    ``value|unit|measure|compare_to|comparator|period|label|group``. Fields at the end may be
    left out and ``*`` is not tested; ``con*`` asks for a unit that begins so. An empty unit,
    compare_to or period must be empty, an empty comparator is ``=``, an empty label or group
    is not tested. Nothing at all: no quantity may be found.
``period``
    what the document covers, may be empty.
``about``
    what the case tests.
``reasons`` (optional)
    reasons of the ledger in the order of the runs of digits, equal neighbours once, ``a/b``
    for either.
``flags`` (optional)
    a flag one of the quantities must carry; ``any`` for a damaged figure, which must carry
    some flag or be left ``unresolved``.
any other column
    an attribute of ``Observation``, one value per quantity parted by `` ; ``; ``-`` is empty.

``known_failures.txt`` names the cases known to fail, by key or whole text; they are strict
expected failures, so a repair forces the line out. ``python -m tests.test_corpus`` prints how
many of each file pass and which known failures are repaired or new; with ``FILE`` it also writes
there what fails and why.

The cases were written from how reports are annotated by hand, not from what the program answered.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from normalize.observe import observe_text
from solieu.model import Observation, Recognition

CORPUS = Path(__file__).parent / "corpus"
KNOWN_FAILURES = CORPUS / "known_failures.txt"
FIELDS = ("value", "unit", "measure", "compare_to", "comparator", "period", "indicator", "group")
FIRST_COLUMNS = ("text", "expected", "period", "about")
# Attributes compared by shared words, as the scorer compares labels; the others to the letter.
BY_WORDS = frozenset({"indicator", "group", "target_authority", "price_basis"})
ENOUGH_WORDS = 0.5
UNTESTED = "*"
# Says where a unit came from, not that a figure is doubtful.
HARMLESS_FLAGS = frozenset({"unit_inherited"})


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a corpus file."""

    file: str
    line: int
    text: str
    period: str
    about: str
    expected: tuple[dict[str, str], ...]
    reasons: tuple[str, ...]
    flag: str

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def key(self) -> str:
        """Stays when lines move; changes when text, document period or theme change."""
        digest = hashlib.sha256(f"{self.text}\n{self.period}\n{self.about}".encode())
        return f"{self.file}:{digest.hexdigest()[:8]}"


def _unescape(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


def _quantity(written: str, place: str) -> dict[str, str]:
    fields = [field.strip() for field in written.split("|")]
    assert len(fields) <= len(FIELDS), f"{place}: too many fields in {written!r}"
    wanted = dict(zip(FIELDS, fields, strict=False))
    if wanted.get("comparator") == "":
        wanted["comparator"] = "="
    # In `expected` a label or group that is left empty is not tested.
    return {name: v for name, v in wanted.items() if v != UNTESTED and (v or name not in BY_WORDS)}


def _case(file: str, line: int, row: dict[str, str]) -> Case:
    place = f"{file}:{line}"
    expected = [_quantity(q, place) for q in row["expected"].split(" ; ") if q]
    for name in row.keys() - {*FIRST_COLUMNS, "reasons", "flags"}:
        values = row[name].split(" ; ") if row[name] else []
        assert len(values) in (0, len(expected)), f"{place}: {name} needs one value per quantity"
        for wanted, value in zip(expected, values, strict=False):
            if value != UNTESTED:
                wanted[name] = "" if value == "-" else value
    reasons = tuple(r for r in row.get("reasons", "").split(",") if r)
    text = _unescape(row["text"])
    return Case(
        file, line, text, row["period"], row["about"], tuple(expected), reasons,
        row.get("flags", ""),
    )  # fmt: skip


def read_cases() -> Iterator[Case]:
    """All cases, files in order of their names."""
    for path in sorted(CORPUS.glob("*.tsv")):
        header: list[str] = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.split("\t")
            if not header:
                header = cells
                assert tuple(header[:4]) == FIRST_COLUMNS, path
                continue
            cells += [""] * (len(header) - len(cells))
            yield _case(path.stem, number, dict(zip(header, cells, strict=True)))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def word_f1(wanted: str, got: str) -> float:
    """Token F1 of two labels, as in the scorer."""
    a, b = (Counter(re.findall(r"\w+", _folded(text))) for text in (wanted, got))
    same = sum((a & b).values())
    return 2 * same / (sum(a.values()) + sum(b.values())) if same else 0.0


def _agrees(name: str, wanted: str, observation: Observation) -> bool:
    got = getattr(observation, name)
    if isinstance(got, Decimal):
        return Decimal(wanted) == got
    if isinstance(got, bool):
        return wanted == str(got).lower()
    if not isinstance(got, str):
        return False
    if name in BY_WORDS and wanted:
        return word_f1(wanted, got) >= ENOUGH_WORDS
    if wanted.endswith(UNTESTED):
        return _folded(got).startswith(_folded(wanted[:-1]))
    return _folded(wanted) == _folded(got)


def _reasons(text: str, found: Recognition) -> list[str]:
    """Reasons of the runs of digits in order, equal neighbours once."""
    kept: list[str] = []
    for run in re.finditer(r"[0-9]+", text):
        reason = "none"
        for entry in found.numbers:
            if entry.span.start <= run.start() and run.end() <= entry.span.end:
                reason = entry.reason
        if not kept or kept[-1] != reason:
            kept.append(reason)
    return kept


def _reasons_agree(wanted: Sequence[str], got: Sequence[str]) -> bool:
    # A figure broken in two (a date range, say) may stand under either of two neighbours.
    merged = [r for i, r in enumerate(got) if i == 0 or r != got[i - 1]]
    if len(wanted) != len(merged):
        return len(wanted) == 1 and all(r in wanted[0].split("/") for r in merged)
    return all(g in w.split("/") for w, g in zip(wanted, merged, strict=True))


def show(observation: Observation, names: Sequence[str] = FIELDS) -> str:
    """A found quantity in the notation of ``expected``."""
    return "|".join(str(getattr(observation, name)) for name in names)


def faults(case: Case, found: Recognition) -> list[str]:
    """What is wrong with what was found; empty when the case passes."""
    got = sorted(found.observations, key=lambda o: (o.span.start, o.span.end))
    wrong: list[str] = []
    if case.reasons and not _reasons_agree(case.reasons, reasons := _reasons(case.text, found)):
        wrong.append(f"reasons {','.join(reasons)}, expected {','.join(case.reasons)}")
    if case.flag == "any":
        if any(entry.reason == "unresolved" for entry in found.numbers):
            return wrong
        if not any(set(o.flags) - HARMLESS_FLAGS for o in got):
            wrong.append("no flag")
    elif case.flag and not any(case.flag in o.flags for o in got):
        wrong.append(f"no flag {case.flag}")
    if len(got) != len(case.expected):
        wrong.append(f"{len(got)} quantities, expected {len(case.expected)}")
        return wrong
    for wanted, observation in zip(case.expected, got, strict=True):
        for name, value in wanted.items():
            if not _agrees(name, value, observation):
                wrong.append(f"{name} {getattr(observation, name)}, expected {value or 'none'}")
    return wrong


def known_failures() -> frozenset[str]:
    """Keys and texts of the cases that are known to fail."""
    if not KNOWN_FAILURES.exists():
        return frozenset()
    lines = KNOWN_FAILURES.read_text(encoding="utf-8").splitlines()
    return frozenset(
        name for line in lines if line.strip() and not line.startswith("#")
        for name in (line, line.split("\t")[0])
    )  # fmt: skip


CASES = tuple(read_cases())
KNOWN = known_failures()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.place,
            marks=[pytest.mark.xfail(reason="known failure", strict=True)]
            if {case.key, case.text} & KNOWN
            else [],
        )
        for case in CASES
    ],
)
def test_case(case: Case) -> None:
    found = observe_text(case.text, case.period)

    assert not (wrong := faults(case, found)), (
        f"{case.text}  ({case.about})\n  " + "\n  ".join(wrong)
        + "".join(f"\n  got {show(o)}" for o in found.observations)
    )  # fmt: skip


def test_corpus_is_large_enough_and_has_no_twins() -> None:
    keys = Counter(case.key for case in CASES)

    assert len(CASES) >= 800
    assert [key for key, n in keys.items() if n > 1] == []


def test_known_failures_name_cases_that_exist() -> None:
    texts = {name for case in CASES for name in (case.key, case.text)}
    lines = KNOWN_FAILURES.read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if line.strip() and not line.startswith("#")]

    assert [line for line in named if not {line, line.split("\t")[0]} & texts] == []


def main(arguments: Sequence[str]) -> None:
    """Print passed/total per file; with a path, write the failing cases there."""
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    report: list[str] = []
    moved: list[str] = []
    for case in CASES:
        found = observe_text(case.text, case.period)
        wrong = faults(case, found)
        total[case.file] += 1
        passed[case.file] += not wrong
        if bool(wrong) != bool({case.key, case.text} & KNOWN):
            moved.append(f"{'fails' if wrong else 'passes now'}: {case.key}\t{case.text}")
        if wrong:
            report += [f"{case.key}\t{case.text}", f"  {case.place} {case.about}"]
            report += [f"  wrong: {w}" for w in wrong]
            report += [f"  got: {show(o)}  [{o.raw}]" for o in found.observations] + [""]
    for file in sorted(total):
        print(f"{file:14}{passed[file]:5}/{total[file]}")
    print(f"{'all':14}{sum(passed.values()):5}/{sum(total.values())}")
    print("\n".join(moved))
    if arguments:
        Path(arguments[0]).write_text("\n".join(report) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
