"""The review page (outputs.review): what the file holds."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from outputs.bilingual import words
from outputs.columns import table
from outputs.results import REVIEW_FILE
from outputs.review.page import PROGRAM
from tests.audited_reports import audited, blocks, rows_of

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the audited reports."""
    return audited(tmp_path_factory.mktemp("review"))


# --- what the page holds --------------------------------------------------------------


def test_the_page_is_one_file_that_asks_for_nothing(folder: Path) -> None:
    html = (folder / REVIEW_FILE).read_text(encoding="utf-8")

    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy and policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    page = re.sub(r"<script.*?</script>", "", html, flags=re.S)
    assert not re.search(r"\b(src|href|action)=\"(?!#)", page)
    assert not re.search(r"\bon\w+=\"", page)


def test_nothing_of_a_report_can_end_its_block(folder: Path) -> None:
    html = (folder / REVIEW_FILE).read_text(encoding="utf-8")

    for name, content in re.findall(r'json" id="([\w-]+)">(.*?)</script>', html, re.S):
        assert "<" not in content, name
    # The blocks, the program, and no script more.
    assert html.count("<script") == len(blocks(html)) + 1


def test_every_figure_and_every_other_number_is_in_the_page(folder: Path) -> None:
    held = blocks((folder / REVIEW_FILE).read_text(encoding="utf-8"))
    sources = [one["source"] for one in held["head"]["documents"]]
    observations = Counter[tuple[str, str, str, str, str]]()
    numbers = Counter[tuple[str, str, str]]()
    for n, source in enumerate(sources):
        if f"document-{n}" not in held:
            continue
        report = held[f"document-{n}"]
        units = report["t"].encode("utf-16-le")  # what a browser counts in
        strings, o, x = report["s"], report["o"], report["x"]

        def cut(start: int, length: int, units: bytes = units) -> str:
            return units[2 * start : 2 * (start + length)].decode("utf-16-le")

        for i, (start, length) in enumerate(zip(o["start"], o["length"], strict=True)):
            texts = (strings[o[name][i]] if name in o else "" for name in ("unit", "indicator"))
            observations[(source, cut(start, length), o["value"][i], *texts)] += 1
        for start, length, reason in zip(x["start"], x["length"], x["reason"], strict=True):
            numbers[source, cut(start, length), strings[reason]] += 1

    wanted = Counter(
        (row["source"], row["value"], row["unit"], row["indicator"])
        for row in rows_of(folder / "observations.csv")
    )
    assert Counter((one[0], *one[2:]) for one in observations.elements()) == wanted
    assert (
        Counter(
            (row["source"], row["raw"], row["reason"])
            for row in rows_of(folder / "numbers.csv")
            if row["reason"] != "observation"
        )
        == numbers
    )
    # Behind a letter that takes two places in a browser the offsets still hold.
    assert ("xấu.txt", "1.150 ha", "1150", "ha") in {one[:4] for one in observations}


def test_every_word_the_page_says_is_there() -> None:
    program = "".join(
        (ROOT / "outputs" / "review" / "program" / name).read_text("utf-8") for name in PROGRAM
    )
    html = (ROOT / "outputs" / "review" / "page.html").read_text("utf-8")
    known = set(words("outputs.review"))
    shared = set(words("outputs.workpapers"))
    named = set(re.findall(r'(?:say|term|why)\("([a-z_]+\.[a-z_]*[a-z])"', program))
    named |= set(re.findall(r'data-(?:say|label)="([\w.]+)"', html))

    assert named <= known | shared | {"amount.million", "amount.VND"}
    built = ("frequency.", "compare.", "filter.", "source.", "decision.", "place.")
    used = program + html
    for key in known:
        assert key in used or key.startswith((*built, "documents.", "page.noscript")), key
    reasons = next(one for one in table("numbers").columns if one.name == "reason").values
    assert {f"reason.{one}" for one in reasons} - {"reason.observation"} <= shared
    frequencies = next(one for one in table("series").columns if one.name == "frequency").values
    assert {f"frequency.{one}" for one in frequencies} <= known


def test_the_program_is_whole() -> None:
    here = ROOT / "outputs" / "review" / "program"

    assert sorted(PROGRAM) == sorted(path.name for path in here.glob("*.js"))
    for name in PROGRAM:
        text = (here / name).read_text("utf-8")
        # Ways in which text could become markup or program.
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", text)
        assert not re.search(r"fetch\(|XMLHttpRequest|WebSocket|import\(|sendBeacon", text)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "paper"), ("ink", "ground"), ("soft", "paper"), ("soft", "ground"),
        ("paper", "main"), ("wrong", "wrong-bg"), ("ask", "ask-bg"), ("cut", "cut-bg"),
        ("good", "good-bg"), ("open", "open-bg"), ("ink", "here"), ("soft", "open-bg"),
    ],
)  # fmt: skip
def test_colours_are_read_by_weak_eyes(ink: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1 at least."""
    css = (ROOT / "outputs" / "review" / "page.css").read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", css.split("}", 1)[0]))
    light, dark = sorted((luminance(colours[name]) for name in (ink, ground)), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5
