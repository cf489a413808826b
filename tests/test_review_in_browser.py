"""The review page (outputs.review): how it behaves in a real Chromium."""

from __future__ import annotations

import base64
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from outputs.bilingual import words
from outputs.results import REVIEW_FILE
from solieu.workpapers import audit
from tests.audited_reports import LOOK, audited, blocks, rows_of
from tests.browser import MISSING, chromium

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the audited reports."""
    return audited(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if MISSING:
        pytest.skip(MISSING)
    with chromium(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture
def page(driver: Any, folder: Path) -> Any:
    """The page freshly opened, in Vietnamese, nothing remembered."""
    path = (folder / REVIEW_FILE).as_uri()
    driver.get(path)
    driver.execute_script("localStorage.clear()")
    driver.get(path)
    js(driver, "document.querySelector('#lang-vi').click()")
    return driver


def js(driver: Any, script: str, *arguments: Any) -> Any:
    return driver.execute_script(script, *arguments)


def texts(driver: Any, selector: str) -> list[str]:
    found: list[str] = js(
        driver,
        "return [...document.querySelectorAll(arguments[0])].map(one => one.textContent)",
        selector,
    )
    return found


def until(true: Callable[[], Any]) -> Any:
    """Wait for what the page does a moment later."""
    for _ in range(100):
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("the page did not come to it")


def press(driver: Any, key: str, selector: str = "") -> None:
    js(
        driver,
        "const at = arguments[1] ? document.querySelector(arguments[1]) : document.activeElement;"
        "if (arguments[1]) at.focus();"
        "at.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))",
        key,
        selector,
    )


def every_row(driver: Any) -> list[str]:
    """The ids of all claims listed, scrolling through the list."""
    found: list[str] = js(
        driver,
        """const box = document.querySelector('#claims'), ids = new Map();
        for (let top = 0; top <= box.scrollHeight; top += 70) {
          box.scrollTop = top;
          box.dispatchEvent(new Event('scroll'));
          for (const row of box.querySelectorAll('.row')) ids.set(Number(row.ariaPosInSet), row.id);
        }
        return [...ids.entries()].sort((a, b) => a[0] - b[0]).map(pair => pair[1])""",
    )
    return found


def claims(folder: Path) -> list[dict[str, str]]:
    return rows_of(folder / "checks.csv")


def ids(driver: Any, rows: list[str]) -> set[str]:
    """check_id of rows of the list."""
    held = js(driver, "return JSON.parse(document.querySelector('#checks').textContent).id")
    return {held[int(row.removeprefix("claim-"))] for row in rows}


def test_the_page_opens_without_a_complaint_or_a_request(page: Any) -> None:
    assert page.get_log("browser") == []
    assert js(page, "return performance.getEntriesByType('resource').length") == 0
    assert js(page, "return document.documentElement.dataset.ready") == "true"


def test_nothing_in_a_report_runs(page: Any, folder: Path) -> None:
    sources = [
        one["source"]
        for one in blocks((folder / REVIEW_FILE).read_text("utf-8"))["head"]["documents"]
    ]
    bad = sources.index("xấu.txt")
    js(
        page,
        "const box = document.querySelector('#open-document'); box.value = arguments[0];"
        "box.dispatchEvent(new Event('change'))",
        str(bad),
    )
    source = until(lambda: "".join(texts(page, "#source p")))
    for view in ("documents", "series", "claims"):
        js(page, f"document.querySelector('#tab-{view}').click()")
    js(page, "dispatchEvent(new Event('beforeprint'))")

    assert "<script>window.broken = 1</script>" in source and "onerror" in source
    assert js(page, "return window.broken") is None
    assert (
        js(page, "return document.querySelectorAll('img, #source svg, #source script').length") == 0
    )
    assert page.get_log("browser") == []


def test_what_is_to_be_looked_at_is_listed_the_gravest_first(page: Any, folder: Path) -> None:
    by_id = {row["check_id"]: row for row in claims(folder)}
    listed = every_row(page)

    wanted = {name for name, row in by_id.items() if row["verdict"] in LOOK}
    assert ids(page, listed) == wanted and len(listed) == len(wanted)
    held = js(page, "return JSON.parse(document.querySelector('#checks').textContent).id")
    weights = [by_id[held[int(row.removeprefix("claim-"))]]["severity"] for row in listed]
    assert weights == sorted(weights, key=["high", "medium", "low", "info", "none"].index)


@pytest.mark.parametrize(
    ("script", "fits"),
    [
        (
            "tick('suspect'); tick('truncated')",
            lambda row: row["verdict"] in ("inconsistent", "unit_slip"),
        ),
        ("tick('consistent')", lambda row: row["verdict"] in LOOK | {"consistent"}),
        ("choose('#f-kind', 'sum')", lambda row: row["verdict"] in LOOK and row["kind"] == "sum"),
        (
            "choose('#f-size', '10')",
            lambda row: (
                row["verdict"] in LOOK
                and row["stated"] not in ("", "0")
                and abs(float(row["difference"] or 0) / float(row["stated"])) >= 0.1
            ),
        ),
        ("choose('#f-decided', 'done')", lambda row: False),
    ],
)
def test_filters_show_what_they_say(
    page: Any, folder: Path, script: str, fits: Callable[[dict[str, str]], bool]
) -> None:
    js(
        page,
        "const choose = (at, value) => { const box = document.querySelector(at); box.value = value;"
        "box.dispatchEvent(new Event('change')) };"
        "const tick = (name) => document.querySelector(`#verdicts input[value=${name}]`).click();"
        + script,
    )
    wanted = {row["check_id"] for row in claims(folder) if fits(row)}

    assert ids(page, every_row(page)) == wanted
    assert str(len(wanted)) in texts(page, "#shown")[0]


def test_an_indicator_is_found_without_its_accents(page: Any, folder: Path) -> None:
    js(
        page,
        "const box = document.querySelector('#f-text'); box.value = 'trong rung';"
        "box.dispatchEvent(new Event('input'))",
    )
    wanted = {
        row["check_id"]
        for row in claims(folder)
        if row["verdict"] in LOOK and "trồng rừng" in row["indicator"].lower()
    }
    assert wanted
    until(lambda: ids(page, every_row(page)) == wanted)


def test_a_claim_leads_to_its_figures_and_a_figure_to_its_claims(page: Any, folder: Path) -> None:
    by_id = {row["check_id"]: row for row in claims(folder)}
    for n in range(len(every_row(page))):
        js(page, "document.querySelector('#claims').scrollTop = 78 * arguments[0]", n)
        row = listed(page, n + 1)
        (check_id,) = ids(page, [row.get_attribute("id")])
        js(page, "arguments[0].click()", row)
        check = by_id[check_id]
        assert check["explanation_vi"] in texts(page, "#detail .said")
        judged = until(lambda: texts(page, "#source mark.judged"))
        first = check["observation_ids"].split()[0]
        (figure,) = (
            o for o in rows_of(folder / "observations.csv") if o["observation_id"] == first
        )
        assert same(judged[0], figure["raw"])
        js(page, "document.querySelector('#source mark.judged').click()")
        assert any(check["indicator"] in told for told in texts(page, "#detail .links button"))
    js(page, "document.querySelector('#detail .links button').click()")
    assert texts(page, "#detail .said")


def listed(driver: Any, n: int) -> Any:
    """The row of the claim number ``n`` of the list."""
    find = "return document.querySelector(`.row[aria-posinset='${arguments[0]}']`)"
    return until(lambda: js(driver, find, n))


def same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def test_every_number_of_the_text_is_marked(page: Any, folder: Path) -> None:
    held = blocks((folder / REVIEW_FILE).read_text("utf-8"))
    ledger = rows_of(folder / "numbers.csv")
    for n, one in enumerate(held["head"]["documents"]):
        if f"document-{n}" not in held:
            continue
        js(
            page,
            "const box = document.querySelector('#open-document'); box.value = arguments[0];"
            "box.dispatchEvent(new Event('change'))",
            str(n),
        )
        # Going through all its numbers by key, the last of them is drawn at last.
        marks = js(
            page,
            """const box = document.querySelector('#source');
            for (let k = 0; k < arguments[0]; k++)
              box.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
            return [...box.querySelectorAll('mark')].map(one => one.textContent)""",
            len([row for row in ledger if row["source"] == one["source"]]) + 5,
        )
        digits = Counter("".join(re.findall(r"\d", "".join(marks))))
        numbers = [row["raw"] for row in ledger if row["source"] == one["source"]]
        assert digits >= Counter("".join(re.findall(r"\d", "".join(numbers)))), one["source"]
        shown = js(page, "return document.querySelector('#source').innerText")
        unmarked = Counter(re.findall(r"\d", shown)) - digits
        assert not unmarked, one["source"]


def test_a_sheet_is_shown_as_a_table_with_its_merged_cells(page: Any, folder: Path) -> None:
    sources = [one["source"] for one in rows_of(folder / "documents.csv")]
    js(
        page,
        "const box = document.querySelector('#open-document'); box.value = arguments[0];"
        "box.dispatchEvent(new Event('change'))",
        str(sources.index("bang.xlsx")),
    )
    rows = until(
        lambda: js(
            page,
            "return [...document.querySelectorAll('#source tr')].map(row =>"
            "[...row.cells].map(cell => [cell.textContent, cell.rowSpan, cell.colSpan]))",
        )
    )
    head = next(row for row in rows if row[0][0] == "Chỉ tiêu")
    assert head[0][1:] == [2, 1] and head[1] == ["Sản lượng (tấn)", 1, 2]
    assert [cell[0] for cell in rows[rows.index(head) + 1]] == ["Kế hoạch", "Thực hiện"]
    assert ["- Lúa", "180", "150,5"] in [[cell[0] for cell in row] for row in rows]
    find = "return [...document.querySelectorAll('#source mark')]"
    lines = js(page, f"{find}.map(one => one.getClientRects().length)")
    assert lines and set(lines) == {1}  # no figure is broken over lines


def test_a_figure_tells_what_it_became(page: Any) -> None:
    js(page, "document.querySelector('#source mark.judged').focus()")

    tip = until(lambda: texts(page, "#tip:not([hidden]) b, #tip:not([hidden]) span"))
    assert len(tip) >= 3 and all(tip)
    focused = "return document.activeElement.getAttribute('aria-describedby')"
    assert js(page, focused) == "tip"


def test_everything_can_be_done_by_keys(page: Any) -> None:
    first = texts(page, "#detail h2")
    press(page, "ArrowDown", "#claims")
    assert texts(page, "#detail h2") != first
    active = js(
        page, "return document.querySelector('#claims').getAttribute('aria-activedescendant')"
    )
    selected = js(page, "return document.querySelector('.row[aria-selected=true]').id")
    assert active == selected
    press(page, "k", "#claims")
    assert texts(page, "#detail h2") == first
    press(page, "Enter", "#claims")
    assert js(page, "return document.activeElement.id") == "source"
    press(page, "ArrowRight")
    assert js(page, "return document.activeElement.tagName") == "MARK"
    press(page, "Enter")
    assert js(page, "return document.activeElement.id") == "detail"
    press(page, "Escape", "#source")
    assert js(page, "return document.activeElement.id") == "claims"
    press(page, "d", "#claims")
    assert js(page, "return document.activeElement.id") in ("d-decision", "claims")
    press(page, "ArrowRight", "#tab-claims")
    assert js(page, "return document.activeElement.id") == "tab-documents"


def test_everything_has_a_name_for_those_who_cannot_see(page: Any) -> None:
    nameless = js(
        page,
        """const named = (one) => one.getAttribute('aria-label') || one.labels?.length
          || one.textContent.trim() || one.getAttribute('aria-labelledby');
        return [...document.querySelectorAll('input, select, textarea, button, [role]')]
          .filter(one => !one.hidden && !named(one)
            && !['presentation', 'status', 'tooltip', 'alert'].includes(one.getAttribute('role')))
          .map(one => one.outerHTML.slice(0, 80))""",
    )
    assert nameless == []
    assert js(page, "return document.documentElement.lang") == "vi"


def test_both_languages_say_everything(page: Any) -> None:
    vietnamese = texts(page, "[data-say], #shown, #summary, #detail p, .badge")
    js(page, "document.querySelector('#lang-en').click()")
    english = texts(page, "[data-say], #shown, #summary, #detail p, .badge")

    assert js(page, "return document.documentElement.lang") == "en"
    same_text = [vi for vi, en in zip(vietnamese, english, strict=True) if vi == en and vi]
    assert same_text == []
    page.refresh()
    assert js(page, "return document.documentElement.lang") == "en"


def test_a_decision_goes_round(page: Any, folder: Path, tmp_path: Path) -> None:
    """Entered, kept over a reload, saved, picked up by the next run, shown by its page."""
    downloads = Path(page.capabilities["chrome"]["userDataDir"]).parent
    js(
        page,
        """const set = (at, value) => { const box = document.querySelector(at); box.value = value;
          box.dispatchEvent(new Event('input')) };
        set('#d-reviewer', 'Lan');
        document.querySelector('.choices button').click();
        set('#d-note', '=1+1; "rồi", \\n hỏi lại')""",
    )
    (check_id,) = ids(
        page, [js(page, "return document.querySelector('.row[aria-selected=true]').id")]
    )
    page.refresh()
    assert js(page, "return document.querySelector('#d-reviewer').value") == "Lan"
    assert "1" in texts(page, "#unsaved")[0]
    js(page, "document.querySelector('#export').click()")
    saved = until(lambda: next(iter(downloads.glob("decisions.csv")), None))
    until(lambda: saved.stat().st_size)
    (row,) = rows_of(saved)
    assert row["check_id"] == check_id and row["note"].startswith("'=1+1")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["reviewed_on"])

    shutil.copytree(folder, tmp_path / "out")
    shutil.copy(saved, tmp_path / "out")
    saved.unlink()
    audit([folder.parent / "bc"], tmp_path / "out")
    (decided,) = (row for row in claims(tmp_path / "out") if row["decision"])
    assert (decided["check_id"], decided["reviewer"]) == (check_id, "Lan")
    assert decided["note"].startswith('=1+1; "rồi",')

    page.get((tmp_path / "out" / REVIEW_FILE).as_uri())
    assert texts(page, "#unsaved") == [""]
    kept = words("outputs.review")["decision.kept"].vi
    assert kept in texts(page, ".decide p")


def test_paper_holds_every_finding_in_full(page: Any, folder: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "in.pdf"
    pdf.write_bytes(base64.b64decode(page.print_page()))
    with pypdfium2.PdfDocument(pdf) as printed:
        text = "".join(leaf.get_textpage().get_text_range() for leaf in printed)
    plain = "".join(text.split())

    for row in claims(folder):
        if row["verdict"] in LOOK:
            assert row["check_id"] in plain
            assert "".join(row["explanation_vi"].split())[:60] in plain


def test_series_are_drawn_and_lead_to_their_figures(page: Any) -> None:
    js(page, "document.querySelector('#tab-series').click()")
    dots = until(lambda: js(page, "return document.querySelectorAll('#charts circle').length"))
    assert dots >= 2
    told = js(page, "return document.querySelector('#charts circle').getAttribute('aria-label')")
    js(page, "document.querySelector('#charts circle').dispatchEvent(new Event('click'))")
    marked = until(lambda: texts(page, "#source mark.here"))
    assert re.sub(r"\D", "", marked[0])[:2] in re.sub(r"\D", "", told.partition(":")[2])
