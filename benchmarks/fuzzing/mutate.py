"""Documents changed at random: bytes, trees of XML and HTML, packages, streams of PDF."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy

from lxml import etree, html

from benchmarks.fuzzing.grammar import grown
from benchmarks.fuzzing.phrases import figure, phrase
from benchmarks.fuzzing.signs import allowed
from benchmarks.fuzzing.structures import change_for

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"-?\d+(\.\d+)?")
_INTERESTING = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xff", b"0", b"-1", b"65536", b"4294967295", b"1e308",
    b"999999999999999999999", b"(", b")", b"<", b">", b"&", b"]]>", b"|", b"\n", b"\r", b"\t",
    b"\xc2\xa0", b"NaN", b"\xcc\x81", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80",
    b"%%EOF", b"endstream", b"endobj",
)  # fmt: skip
_NUMBERS = (
    "-1",
    "0",
    "1",
    "2",
    "63",
    "64",
    "255",
    "65535",
    "65536",
    "2147483648",
    "9" * 25,
    "",
    "x",
)
_MOST_NODES = 60
_ENCODINGS = ("utf-16", "utf-16-be", "utf-8-sig", "cp1258", "cp1252", "utf-32", "utf-7", "latin-1")


def of_bytes(data: bytes, rng: random.Random, most: int = 8) -> bytes:
    """A few changes of bytes anywhere."""
    held = bytearray(data)
    for _ in range(rng.randint(1, most)):
        at = rng.randrange(len(held) + 1)
        length = min(rng.choice((1, 1, 2, 8, 64, 1024)), max(len(held) - at, 0))
        match rng.randrange(6):
            case 0 if at < len(held):
                held[at] ^= 1 << rng.randrange(8)
            case 1:
                del held[at : at + length]
            case 2:
                held[at:at] = held[at : at + length] * rng.choice((1, 2, 50))
            case 3:
                held[at:at] = rng.choice(_INTERESTING)
            case 4:
                held[at : at + length] = rng.randbytes(length)
            case 5 if rng.random() < 0.2:
                del held[at:]
    return bytes(held)


def of_text(text: str, rng: random.Random) -> str:
    """Lines and signs taken out, doubled, swapped; phrases and figures put in."""
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice((1, 1, 1, 3, 20, 200)))
        match rng.randrange(7):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:end] + text[at:end] * rng.choice((1, 1, 30)) + text[end:]
            case 2:
                text = text[:at] + phrase(rng, 4) + text[at:]
            case 3:
                text = text[:at] + figure(rng) + text[end:]
            case 4:
                text = text[:at] + "\n" + grown("line", rng) + "\n" + text[end:]
            case 5:
                text = _with_lines_moved(text, rng)
            case _:
                text = text[:at] + rng.choice("0123456789.,/-%() \n¹²|:;đ\u0301\u00ad") + text[at:]
    return text


def _with_lines_moved(text: str, rng: random.Random) -> str:
    """Some lines elsewhere: another order of paragraphs, rows, heads and notes."""
    lines = text.split("\n")
    first = rng.randrange(len(lines))
    moved = lines[first : first + rng.randint(1, 5)]
    del lines[first : first + len(moved)]
    at = rng.randrange(len(lines) + 1)
    return "\n".join([*lines[:at], *moved, *lines[at:]])


def _slice(root: etree._Element, rng: random.Random) -> None:
    """Leave a part of the longest list of children: what is small is tried more often."""
    longest = max(root.iter(), key=len)
    first = rng.randrange(max(len(longest) - _MOST_NODES, 0) + 1)
    last = first + rng.randint(1, _MOST_NODES)
    children = list(longest)
    for child in (*children[:first], *children[last:]):
        longest.remove(child)


def _of_tree(root: etree._Element, rng: random.Random) -> None:
    fitting = change_for(root)
    for _ in range(rng.randint(1, 10)):
        if rng.random() < 0.6:
            fitting(root, rng)
            continue
        nodes = [node for node in root.iter() if isinstance(node.tag, str)]
        node, other = rng.choice(nodes), rng.choice(nodes)
        parent = node.getparent()
        match rng.randrange(8):
            case 0 if parent is not None:
                parent.remove(node)
            case 1 if parent is not None:
                at = parent.index(node)
                parent[at:at] = [deepcopy(node) for _ in range(rng.choice((1, 1, 3, 20)))]
            case 2 if other not in node.iter() and node not in other.iter():
                other.append(deepcopy(node))
            case 3 if len(nodes) < 5_000:
                node.append(deepcopy(node))
            case 4 if node.attrib:
                name = rng.choice(sorted(node.attrib))
                node.set(name, rng.choice(_NUMBERS))
            case 5:
                node.text = allowed(phrase(rng, 6))
            case 6:
                node.tail = allowed(figure(rng))
            case _:
                node.tag = other.tag
    return


def of_xml(data: bytes, rng: random.Random) -> bytes:
    """A tree with nodes gone, doubled, nested, renamed; at times broken bytes."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return of_bytes(data, rng)
    if rng.random() < 0.8:
        _slice(root, rng)
    _of_tree(root, rng)
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return of_bytes(made, rng, 2) if rng.random() < 0.1 else made


def of_html(data: bytes, rng: random.Random) -> bytes:
    """As for XML, by the rules of HTML."""
    root = html.document_fromstring(data)
    _slice(root, rng)
    _of_tree(root, rng)
    made: bytes = html.tostring(root, encoding="utf-8")
    return of_bytes(made, rng, 4) if rng.random() < 0.3 else made


def of_package(data: bytes, rng: random.Random) -> bytes:
    """One or two members of a ZIP package changed, dropped or doubled."""
    if rng.random() < 0.1:
        return of_bytes(data, rng)
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        members = {name: held.read(name) for name in held.namelist()}
    texts = [name for name in members if name.endswith((".xml", ".rels"))]
    heavy = [
        n for n in texts if re.search(r"document|footnotes|sheet\d|content|numbering|shared", n)
    ]
    for _ in range(rng.randint(1, 2)):
        name = rng.choice(heavy if heavy and rng.random() < 0.8 else texts)
        if rng.random() < 0.04:
            members[name] = b""
        else:
            members[name] = of_xml(members[name], rng)
    if rng.random() < 0.05:
        del members[rng.choice(sorted(members))]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def of_pdf(data: bytes, rng: random.Random) -> bytes:
    """Numbers and bytes changed within streams, which would otherwise only fail to unpack."""
    if rng.random() < 0.25:
        return of_bytes(data, rng)
    chosen = rng.random()

    def changed(match: re.Match[bytes]) -> bytes:
        if rng.random() > max(chosen, 0.1):
            return match[0]
        try:
            plain = zlib.decompress(match[1])
        except zlib.error:
            return match[0]
        if rng.random() < 0.5:
            plain = _NUMBER.sub(
                lambda n: rng.choice(_INTERESTING[4:10]) if rng.random() < 0.02 else n[0], plain
            )
        else:
            plain = of_bytes(plain, rng, 4)
        return b"stream\n" + zlib.compress(plain) + b"\nendstream"

    return _STREAM.sub(changed, data)


Mutation = Callable[[bytes, random.Random], bytes]


def of_encoded(data: bytes, rng: random.Random) -> bytes:
    """A text file: signs where it is UTF-8, else bytes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return of_bytes(data, rng)
    text = of_text(text, rng)
    if rng.random() < 0.1:
        return text.encode(rng.choice(_ENCODINGS), "ignore")
    made = text.encode("utf-8", "surrogatepass")
    return of_bytes(made, rng, 2) if rng.random() < 0.1 else made


#: By the suffix of the document that is changed.
MUTATIONS: dict[str, Mutation] = {
    ".txt": of_encoded,
    ".md": of_encoded,
    ".csv": of_encoded,
    ".docx": of_package,
    ".xlsx": of_package,
    ".ods": of_package,
    ".xls": of_bytes,
    ".html": of_html,
    ".pdf": of_pdf,
    ".doc": of_bytes,
    ".rtf": of_bytes,
    ".fods": of_xml,
    ".xml": of_xml,
    ".mht": of_encoded,
}
