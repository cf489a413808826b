"""Which figures of a scan are doubtful, from how sure OCR was of their words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extract.fold import fold
from extract.lexicon import units
from solieu.model import OcrWord, Span

#: The flag of a figure that a person should compare with the picture.
OCR_DOUBTFUL = "ocr_doubtful"

# Confidence of tesseract, 0 to 100, measured over clean and poor scans (docs/benchmarks.md):
# figures below the first are wrong one time in five, above it less than one in five hundred.
_FIGURE, _WORD = 80, 60
# A word and a figure with nothing between: "lượt/18" that lost its stroke.
_RUN_TOGETHER = re.compile(r"[^\W\d_]{3,}\d")
# "1 Nghị quyết số ...": raised on the page, but too small for OCR to see it.
_MARK = re.compile(r"\d{1,2}\s")

_DIGIT_BEFORE = re.compile(r"\d[.,]? +\Z")
_DIGIT_AFTER = re.compile(r" +\d")
_NEAR = 8  # characters


class Doubts:
    """The doubtful words of one text."""

    def __init__(self, scanned: Sequence[OcrWord], text: str) -> None:
        """``scanned`` are the words that OCR read in ``text``, in its order."""
        self._words = scanned
        self._starts = [word.span.start for word in scanned]
        self._text = text

    def flags(self, span: Span, unit: str) -> tuple[str, ...]:
        """The flag of a quantity in ``unit`` that stands at ``span``, or nothing.

        The word after it counts too: a misread "tỷ" changes a value as a lost comma does.
        And a unit that nobody knows, or none, is likelier to be misread than to be so. A
        small figure that begins a paragraph may be the mark of a footnote.
        """
        if not self._words or not self._is_scanned(span):
            return ()
        if not unit or not _is_known(unit):
            return (OCR_DOUBTFUL,)
        if self._may_be_mark(span.start) or self._is_torn(span):
            return (OCR_DOUBTFUL,)
        first = bisect_left(self._starts, span.start)
        while first and self._words[first - 1].span.end > span.start:
            first -= 1
        for i in range(first, len(self._words)):
            word = self._words[i]
            beyond = word.span.start >= span.end
            if beyond and self._text[span.end : word.span.start].strip():
                break
            if self._is_doubtful(word):
                return (OCR_DOUBTFUL,)
            if beyond:
                break
        return ()

    def _is_scanned(self, span: Span) -> bool:
        last = bisect_left(self._starts, span.end) - 1
        return last >= 0 and self._words[last].span.end > span.start

    def _may_be_mark(self, start: int) -> bool:
        opens = start == 0 or self._text.endswith("\n\n", 0, start)
        return opens and _MARK.match(self._text, start) is not None

    def _is_torn(self, span: Span) -> bool:
        """Whether only a blank parts the figure from another: "1 1 06,4" was 1.106,4."""
        before = _DIGIT_BEFORE.search(self._text, max(0, span.start - _NEAR), span.start)
        return before is not None or _DIGIT_AFTER.match(self._text, span.end) is not None

    def _is_doubtful(self, word: OcrWord) -> bool:
        if word.other:
            return True
        text = self._text[word.span.start : word.span.end]
        if _RUN_TOGETHER.search(text):
            return True
        digits = any(map(str.isdigit, text))
        return word.confidence < (_FIGURE if digits else _WORD)


def _is_known(unit: str) -> bool:
    """Whether each part of a unit ("tạ/ha") is in the lists of units and counters."""
    known = units()
    return (
        all(
            part in known.symbols or fold(part) in known.counters or fold(part) in known.per
            for part in filter(None, unit.split("/"))
        )
        or unit in known.symbols
    )
