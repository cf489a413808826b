"""Read the parts of a document that may be in old encodings, or mix them with Unicode.

Words that only Unicode can write stay as they are; words that make sense by an old
encoding alone are decoded; words that could be either go with what stands around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.legacy import place, to_capitals
from extract.legacy_detect import encodings_of, score, speaks
from extract.legacy_fonts import FontCode
from extract.legacy_tables import ENCODINGS, Encoding
from extract.legacy_words import (
    WORD,
    is_broken,
    is_damaged,
    is_evidence,
    is_modern,
    tells,
    verdict,
    with_d,
)
from extract.wording import counted
from solieu.errors import ReadError
from solieu.model import Notice

# Words and share of all words that may stay unread before a document is refused: half
# of the words of a Vietnamese text have letters that an encoding changes.
_SOME_UNREAD, _MOST_UNREAD = 5, 0.3
# A document in an old encoding may hold this share of Unicode words by chance.
_STRAY = 0.02


@dataclass(frozen=True, slots=True)
class Part:
    """A part as read; ``encoding`` is the old one it was in, None where it was Unicode."""

    text: str
    encoding: Encoding | None = None


@dataclass(slots=True)
class Survey:
    """What a whole document says of its encodings; ``read`` then reads its parts.

    ``encodings`` are those found, the main one first; ``plain`` whether the document may
    be Unicode too, ``mixed`` whether part of it is.
    """

    encodings: tuple[Encoding, ...]
    plain: bool
    mixed: bool
    words: int
    used: set[Encoding] = field(default_factory=set)
    unread: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[str] = field(default_factory=Counter)
    _last: Encoding | None = None

    def read(self, text: str) -> Part:
        """A part of the document as today's Unicode, code point for code point.

        It is not yet cleaned or composed: places in it are those in ``text``.
        """
        words = _telling(text)
        if not words:
            return Part(text)
        modern = self.plain and any(is_modern(word) for word in words)
        encoding = self._encoding_of(words, modern)
        if modern or encoding is not None:
            self._last = encoding
        if encoding is not None:
            self.used.add(encoding)
            self.unread.update(word for word in words if is_broken(word, encoding))
            whole = not modern and not self._is_of_two(words, encoding)
            return Part(place(text, encoding) if whole else self._mixed(text, encoding), encoding)
        unread = [word for word in words if is_damaged(word)]
        self.unread.update(unread)
        return Part(text if unread or not self.plain else _with_d(text))

    def _encoding_of(self, words: list[str], modern: bool) -> Encoding | None:
        """The encoding of a part, None where it is Unicode or nothing known."""
        evidence = is_evidence if self.plain else speaks
        scores = {each: score(words, each, evidence) for each in self.encodings}
        heard = [each for each in self.encodings if scores[each][0]]
        if heard:
            return max(heard, key=lambda each: scores[each][1])
        if modern or not self.encodings:
            return None
        if not self.plain:
            self.unread.update(w for w in words if verdict(w, self.encodings[0]) == -1)
            return self.encodings[0]
        if not self.mixed:
            return self.encodings[0]
        self.doubtful.update(word for word in words if _is_doubtful(word, self.encodings[0]))
        return self._last

    def _is_of_two(self, words: list[str], main: Encoding) -> bool:
        """Whether words of a part make no sense by its encoding, but by another one."""
        others = [each for each in self.encodings if each != main]
        return bool(others) and any(
            verdict(word, main) == -1 and any(is_evidence(word, each) for each in others)
            for word in words
        )

    def _mixed(self, text: str, main: Encoding) -> str:
        """A part that holds words of Unicode or of two encodings, word by word."""
        found = [match for match in WORD.finditer(text) if not match[0].isascii()]
        olds = [self._is_old(match[0], main) for match in found]
        pieces: list[str] = []
        position = 0
        for i, match in enumerate(found):
            word, old = match[0], olds[i]
            if old is None:  # as the nearest word that tells, before or after
                old = next((x for x in (*olds[i::-1], *olds[i:]) if x is not None), False)
            order = (main, *self.encodings)
            by = next((each for each in order if is_evidence(word, each)), main)
            read = place(word, by) if old else with_d(word)
            self.used.update({by} if old else ())
            pieces += (text[position : match.start()], read)
            position = match.end()
        pieces.append(text[position:])
        return "".join(pieces)

    def _is_old(self, word: str, main: Encoding) -> bool | None:
        if any(is_evidence(word, each) for each in self.encodings):
            return True
        if is_modern(word):
            return False
        if verdict(word, None) == -1:
            return verdict(word, main) != -1
        return None if verdict(word, main) != -1 else False

    def check(self, source: str) -> None:
        """Raise ReadError where too many words were in an encoding nobody knows."""
        unread = sum(self.unread.values())
        if unread >= _SOME_UNREAD and unread >= _MOST_UNREAD * self.words:
            raise undetermined(source)

    def problems(self) -> tuple[Notice, ...]:
        """What a person should look at, in words."""
        found = []
        if self.unread:
            count, shown = sum(self.unread.values()), ", ".join(list(self.unread)[:3])
            found.append(
                Notice(
                    f"{count} từ không rõ bảng mã, giữ nguyên như trong tệp: {shown}",
                    f"{counted(count, 'word')} in an unknown encoding, left as is: {shown}",
                )
            )
        if self.doubtful:
            count, shown = sum(self.doubtful.values()), ", ".join(list(self.doubtful)[:3])
            found.append(
                Notice(
                    f"{count} từ có thể đọc theo hai bảng mã, cần xem lại: {shown}",
                    f"{counted(count, 'word')} can be read by two encodings, look again: {shown}",
                )
            )
        return tuple(found)

    @property
    def name(self) -> str:
        """The encodings decoded by, the main one first: ``tcvn3``, ``tcvn3+vni``."""
        return "+".join(each for each in self.encodings if each in self.used)


def survey(parts: Iterable[str], *, plain: bool = True) -> Survey:
    """Look over the paragraphs, lines or cells of a whole document.

    ``plain``: the text came as Unicode, so today's Vietnamese stays what it is. False
    for the bytes of a file that is not UTF-8, read as Latin-1.
    """
    texts = list(parts)
    telling = [words for text in texts if (words := _telling(text))]
    modern = sum(is_modern(word) for words in telling for word in words) if plain else 0
    encodings = encodings_of(telling, plain)
    return Survey(
        encodings,
        plain,
        mixed=modern > _STRAY * sum(map(len, telling)),
        words=sum(len(WORD.findall(text)) for text in texts),
    )


def undetermined(source: str) -> ReadError:
    """The error of a document whose encoding is not known."""
    names = ", ".join(each.upper() for each in ENCODINGS)
    return ReadError(
        f"{source}: không xác định được bảng mã tiếng Việt (đã thử UTF-8, {names}); đọc sai chữ "
        "thì mất cả đơn vị triệu, tỷ: hãy lưu lại tệp dưới dạng Unicode (UTF-8)",
        f"{source}: the Vietnamese encoding is not known (tried UTF-8, {names}); misread words "
        "would lose units such as triệu, tỷ: save the file again as Unicode (UTF-8)",
    )


def by_font(text: str, code: FontCode) -> str:
    """Text set in a font of an old encoding, code point for code point.

    Words that only Unicode can write are shown by another font in its place: they stay.
    """
    if not tells(text):
        read = text
    elif is_modern(text):
        read = Survey((code.encoding,), plain=True, mixed=False, words=0).read(text).text
    else:
        read = place(text, code.encoding)  # the same, without asking each word
    return to_capitals(read) if code.capitals else read


def _telling(text: str) -> list[str]:
    """The words with more than plain letters."""
    return [word for word in WORD.findall(text) if not (word.isascii() and word.isalpha())]


def _with_d(text: str) -> str:
    return WORD.sub(lambda match: with_d(match[0]), text)


def _is_doubtful(word: str, encoding: Encoding) -> bool:
    return verdict(word, encoding) == 1 and verdict(word, None) == 1
