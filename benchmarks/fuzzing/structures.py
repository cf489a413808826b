"""Parts of documents as their formats know them, put where they may or may not belong.

A tree with nodes moved about (``mutate.py``) seldom has what makes readers hard to write:
merged cells that overlap, notes in tables in notes, deletions around rows, repeats without end.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from benchmarks.fuzzing.grammar import grown
from benchmarks.fuzzing.phrases import figure, phrase
from benchmarks.fuzzing.signs import allowed

Tree = etree._Element
#: What fills a whole sheet (and a minute) is drawn seldom.
_COUNTS = (
    *("0", "1", "2", "3", "7", "9", "63", "300") * 30,
    *("16384", "1048576", "2147483647"),
    *("-1", "x", "1" * 5_000) * 10,
)
_FORMATS = (
    "General",
    "0",
    "0.0",
    "#,##0",
    "#.##0,0",
    "0.00E+00",
    "0%",
    "# ?/?",
    "d/m/yyyy",
    "[h]:mm",
    "#,##0;[Red]-#,##0",
    '"Quý "0',
    "0.0,,",
    "_(* #,##0_)",
    "@",
    "[>=1000]0,;0",
    '0" hộ"',
)


def text(rng: random.Random) -> str:
    """A few words, a figure, a sentence."""
    make = rng.choice((figure, lambda r: phrase(r, 5), lambda r: grown("sentence", r)))
    return allowed(make(rng))


def _named(root: Tree, *names: str) -> list[Tree]:
    return [node for node in root.iter() if isinstance(node.tag, str) and _local(node) in names]


def _local(node: Tree) -> str:
    return str(node.tag).rpartition("}")[2]


def _space(root: Tree, prefix: str) -> str:
    return next((uri for n in root.iter() for p, uri in n.nsmap.items() if p == prefix), "")


def _wrap(node: Tree, tag: str, **given: str) -> None:
    parent = node.getparent()
    if parent is not None:
        made = etree.Element(tag, given)
        parent.replace(node, made)
        made.append(node)


# --- Word ----------------------------------------------------------------------------------

_AROUND = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "sdt",
    "sdtContent",
    "hyperlink",
    "smartTag",
    "fldSimple",
    "txbxContent",
    "tc",
    "p",
    "r",
    "customXml",
    "footnote",
    "ruby",
    "object",
)


def of_word(root: Tree, rng: random.Random) -> None:
    """Runs, paragraphs and rows in wrappers; merges; notes; lists; breaks; fields."""
    uri = _space(root, "w")
    if not uri:
        return

    def tag(name: str) -> str:
        return f"{{{uri}}}{name}"

    nodes = _named(root, "p", "r", "t", "tc", "tr", "tbl") or [root]
    node = rng.choice(nodes)
    match rng.randrange(7):
        case 0:
            _wrap(node, tag(rng.choice(_AROUND)))
        case 1 if cells := _named(root, "tc"):
            cell = rng.choice(cells)
            held = etree.SubElement(cell, tag("tcPr"))
            cell.insert(0, held)
            name = rng.choice(("gridSpan", "vMerge", "hMerge", "gridSpan"))
            value = rng.choice((*_COUNTS, "restart", "continue"))
            etree.SubElement(held, tag(name), {tag("val"): value})
        case 2 if cells := _named(root, "tc"):
            rng.choice(cells).append(deepcopy(rng.choice(_named(root, "tbl", "p"))))
        case 3 if runs := _named(root, "r"):
            name = rng.choice(
                (
                    "footnoteReference",
                    "endnoteReference",
                    "footnoteRef",
                    "tab",
                    "br",
                    "cr",
                    "noBreakHyphen",
                    "softHyphen",
                    "sym",
                    "fldChar",
                    "instrText",
                    "delText",
                )
            )
            put = etree.SubElement(rng.choice(runs), tag(name))
            put.set(tag("id"), rng.choice(_COUNTS))
            put.set(tag("fldCharType"), rng.choice(("begin", "separate", "end")))
            put.text = text(rng)
        case 4 if paragraphs := _named(root, "p"):
            held = etree.Element(tag("pPr"))
            rng.choice(paragraphs).insert(0, held)
            number = etree.SubElement(held, tag("numPr"))
            etree.SubElement(number, tag("ilvl"), {tag("val"): rng.choice(_COUNTS)})
            etree.SubElement(number, tag("numId"), {tag("val"): rng.choice(_COUNTS)})
        case 5 if runs := _named(root, "r"):
            held = etree.Element(tag("rPr"))
            rng.choice(runs).insert(0, held)
            name = rng.choice(("vertAlign", "rFonts", "vanish", "caps", "strike"))
            value = rng.choice(("superscript", "subscript", ".VnTime", "VNI-Times", "0", "1"))
            etree.SubElement(held, tag(name), {tag("val"): value, tag("ascii"): value})
        case _ if texts := _named(root, "t", "delText", "lvlText"):
            rng.choice(texts).text = text(rng)


# --- workbooks -----------------------------------------------------------------------------


def of_sheet(root: Tree, rng: random.Random) -> None:
    """Cells of any type, value and place; merges; formats; shared texts; hidden rows."""
    uri = str(root.tag).rpartition("}")[0] + "}"
    match rng.randrange(7):
        case 0 if cells := _named(root, "c"):
            rng.choice(cells).set(
                "t", rng.choice(("s", "n", "b", "e", "str", "inlineStr", "d", "x"))
            )
        case 1 if cells := _named(root, "c"):
            rng.choice(cells).set("r", _place(rng))
        case 2 if values := _named(root, "v"):
            rng.choice(values).text = rng.choice((_number(rng), rng.choice(_COUNTS), text(rng)))
        case 3:
            held = next(iter(_named(root, "mergeCells")), None)
            held = etree.SubElement(root, uri + "mergeCells") if held is None else held
            for _ in range(rng.choice((1, 2, 5))):
                place = f"{_place(rng)}:{_place(rng)}"
                etree.SubElement(held, uri + "mergeCell", {"ref": place})
        case 4 if forms := _named(root, "numFmt"):
            rng.choice(forms).set("formatCode", rng.choice(_FORMATS))
        case 5 if rows := _named(root, "row", "col"):
            row = rng.choice(rows)
            row.set(rng.choice(("r", "hidden", "min", "max", "outlineLevel")), rng.choice(_COUNTS))
        case _ if texts := _named(root, "t"):
            rng.choice(texts).text = text(rng)


def _place(rng: random.Random) -> str:
    """A cell's name, at times one that no sheet has."""
    letters = rng.choice(("A", "B", "C", "D", "H", "AA", "XFD", "XFE", "ZZZZ", "", "$A"))
    return letters + rng.choice(("1", "2", "3", "5", "9", "40", "1048576", "1048577", "0", ""))


def _number(rng: random.Random) -> str:
    return rng.choice(
        (
            str(rng.uniform(-1e6, 1e6)),
            "0.1",
            "1e308",
            "1E-320",
            "-0",
            "NaN",
            "INF",
            str(rng.randrange(10**6)),
            "45678.9999999",
            "1" * 40,
            "8.1799999999999997",
        )
    )


def of_open_document(root: Tree, rng: random.Random) -> None:
    """Repeats, spans, values and notes of OpenDocument."""
    uri, office = _space(root, "table"), _space(root, "office")
    cells = _named(root, "table-cell", "covered-table-cell")
    rows = _named(root, "table-row", "table-column")
    match rng.randrange(6):
        case 0 if cells:
            name = rng.choice(("columns-repeated", "columns-spanned", "rows-spanned"))
            name = f"number-{name}"
            rng.choice(cells).set(f"{{{uri}}}{name}", rng.choice(_COUNTS))
        case 1 if rows:
            rng.choice(rows).set(f"{{{uri}}}number-rows-repeated", rng.choice(_COUNTS))
        case 2 if cells and office:
            cell = rng.choice(cells)
            cell.set(f"{{{office}}}value", rng.choice((_number(rng), rng.choice(_COUNTS))))
            kinds = ("float", "percentage", "currency", "date", "string", "boolean", "time")
            cell.set(f"{{{office}}}value-type", rng.choice(kinds))
        case 3 if cells and (tables := _named(root, "table")):
            rng.choice(cells).append(deepcopy(rng.choice(tables)))
        case 4 if paragraphs := _named(root, "p", "span", "h"):
            _wrap(rng.choice(paragraphs), rng.choice(paragraphs).tag)
        case _ if paragraphs := _named(root, "p", "span", "h"):
            rng.choice(paragraphs).text = text(rng)


# --- pages ---------------------------------------------------------------------------------

_TAGS = (
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "li",
    "ol",
    "sup",
    "sub",
    "del",
    "ins",
    "script",
    "style",
    "br",
    "pre",
    "select",
    "template",
    "noscript",
    "svg",
    "math",
    "font",
    "caption",
    "thead",
    "dl",
    "a",
)


def of_page(root: Tree, rng: random.Random) -> None:
    """Wrappers, spans, lists and tables of HTML."""
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    node = rng.choice(nodes)
    match rng.randrange(5):
        case 0:
            _wrap(node, rng.choice(_TAGS))
        case 1 if cells := _named(root, "td", "th"):
            rng.choice(cells).set(rng.choice(("rowspan", "colspan")), rng.choice(_COUNTS))
        case 2 if cells := _named(root, "td", "th", "li", "p"):
            inner = etree.SubElement(rng.choice(cells), rng.choice(("table", "ul", "sup", "p")))
            inner.text = text(rng)
        case 3:
            style = (
                "display:none",
                "mso-number-format:0",
                "vertical-align:super",
                "white-space:pre",
            )
            node.set("style", rng.choice(style))
        case _:
            node.text = text(rng)


Change = Callable[[Tree, random.Random], None]


def change_for(root: Tree) -> Change:
    """The changes that belong to a tree, told by its root."""
    name = _local(root)
    if name in ("document", "footnotes", "numbering", "endnotes") and _space(root, "w"):
        return of_word
    if name in ("worksheet", "sst", "styleSheet", "workbook"):
        return of_sheet
    if name.startswith("document") and _space(root, "office"):
        return of_open_document
    return of_page
