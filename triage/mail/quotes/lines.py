"""The lines of a text as the quote rules see them: cut, case-folded, without quote marks; and which are marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from triage.mail.page.reader import CUT, QUOTE, SIGNATURE, WEAK_QUOTE

TYPED = "\x1f"  # begins a line whose ">" its writer typed (format=flowed stuffs such a line with a space)

_SHOWN = 300  # characters of a line that the rules see
_QUOTING = "> ＞\xa0\t"
_INVISIBLE = re.compile("[\x1c-\x1f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKERS = str.maketrans("", "", SIGNATURE + WEAK_QUOTE + CUT + TYPED)
_NOT_QUOTING = re.compile(r"\A {0,4}>(?:From |[._:;-]{1,2}[(<)>D|]|>{0,8}[^<>\n]{0,80}<<)")  # mbox, faces, >> words <<
_FULL = 60  # a program wraps lines that are longer
_WRAPS_AT = 70


class Kind(StrEnum):
    """What a line is."""

    NEW = "new"
    QUOTED = "quoted"
    FORWARDED = "forwarded"
    SIGNATURE = "signature"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """Columns of equal length. `marked` lines bear a quote mark or lie in a blockquote, perhaps the writer's own."""

    raw: tuple[str, ...]
    shown: tuple[str, ...]
    quoted: tuple[bool, ...]
    marked: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.raw)

    def part(self, start: int, end: int) -> Lines:
        """The lines from `start` up to `end`."""
        return Lines(
            raw=self.raw[start:end], shown=self.shown[start:end], quoted=self.quoted[start:end],
            marked=self.marked[start:end],
        )  # fmt: skip


def read(text: str, max_lines: int) -> Lines:
    r"""Columns of the first lines of a text.

    >>> lines = read("Hi\n>  Where IS it?", 10)
    >>> lines.shown, lines.quoted
    (('hi', 'where is it?'), (False, True))
    """
    raw = tuple(text.split("\n", max_lines)[:max_lines])
    folded = text.casefold()  # never adds or drops a line end
    if not text.isprintable():
        folded = _INVISIBLE.sub("", folded)
    if "&nbsp;" in folded:
        folded = folded.replace("&nbsp;", " ")
    shown = tuple(
        " ".join(line[:_SHOWN].lstrip(_QUOTING).split()) for line in folded.split("\n", max_lines)[:max_lines]
    )
    quoted = tuple(line[:4].lstrip(" ")[:1] in {QUOTE, "＞"} and _is_quoting(line) for line in raw)
    marked = quoted if WEAK_QUOTE not in text else tuple(
        mark or line[:1] == WEAK_QUOTE for mark, line in zip(quoted, raw, strict=True)
    )  # fmt: skip
    return Lines(raw=raw, shown=shown, quoted=quoted, marked=marked)


def _is_quoting(raw: str) -> bool:
    return _NOT_QUOTING.match(raw[:120]) is None


def unmarked(raw: str) -> str:
    """A line without the markers of `page`."""
    return raw if raw.isprintable() else raw.translate(_MARKERS)


def filled_after(lines: Lines, place: int, *, within: int = 4) -> int | None:
    """The first line with words from here on."""
    shown = lines.shown
    return next((number for number in range(place, min(place + within, len(shown))) if shown[number]), None)


def is_followed_by_marked(lines: Lines, place: int) -> bool:
    """Whether the next line with words from here on bears a quote mark."""
    following = filled_after(lines, place)
    return following is not None and lines.marked[following]


def run_end(lines: Lines, place: int) -> int:
    """The line after a run of marked lines; empty lines inside belong to it, and a wrapped line's lost rest."""
    end = place + 1
    for number in range(place + 1, len(lines)):
        if lines.marked[number]:
            end = number + 1
        elif lines.raw[number] == CUT or (lines.shown[number] and not _is_rest(lines, number)):
            break
    return end


def _is_rest(lines: Lines, number: int) -> bool:
    """Whether a program wrapped the quoted line above and forgot the mark: it was full, unfinished, and goes on."""
    if not lines.quoted[number - 1] or number + 1 >= len(lines) or not lines.quoted[number + 1]:
        return False
    above, rest = lines.shown[number - 1], lines.raw[number].strip()
    first = rest.partition(" ")[0]
    if len(above) < _FULL or above[-1] in ".!?:;…。！？：" or len(above) + len(first) < _WRAPS_AT:
        return False
    return len(rest) <= 40 and rest[:1].isalpha() and (rest[0].islower() or _goes_on(lines, number, rest))


def _goes_on(lines: Lines, number: int, rest: str) -> bool:
    """Whether a single word without a full stop stands between the parts of one sentence."""
    return rest.isalpha() and unmarked(lines.raw[number + 1]).lstrip(_QUOTING)[:1].islower()


def pieces(lines: Lines, kinds: list[Kind]) -> dict[Kind, str]:
    """The words of each kind, as lines; empty lines never stand twice."""
    found: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for raw, kind in zip(lines.raw, kinds, strict=True):
        out = found[kind]
        text = unmarked(raw).strip()
        if text or (out and out[-1]):
            out.append(text)
    return {kind: "\n".join(out).strip() for kind, out in found.items()}
