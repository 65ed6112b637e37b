"""New words, quoted history, signature and forwarded text, told apart line by line in one pass.

When unsure, a line stays with the customer's words. `attribution`, `header_block` and `signature` know the heads and
feet; their words are in `quote_marks` and `signature_marks`. Rules see at most 300 characters of a line and are linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from triage.mail.page.reader import CUT, SIGNATURE
from triage.mail.quotes import attribution, header_block, inline_answers, marks, relay_frame, signature
from triage.mail.quotes import lines as quote_lines
from triage.mail.quotes.lines import Kind, Lines

_AMOUNT = re.compile(r"\s{0,3}[>＞]\s?[\d$€£¥]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """The four pieces of a text, each stripped; markers of `page` are gone."""

    new_text: str = ""
    quoted: str = ""
    signature: str = ""
    forwarded: str = ""


def split(text: str, *, max_lines: int = 5_000, forward: bool = False, reply: bool = True) -> Split:
    r"""Tell the pieces of a text apart.

    `forward`: the subject says so, a pasted header block then begins a forward. `reply`: the mail may answer another;
    where it does not, lines with ">" between the customer's words, without any head, are the customer's own.

    >>> split("Thanks!\n\nOn Tue, 12 Mar 2024 at 10:00, Shop <a@shop.example> wrote:\n> Hello").new_text
    'Thanks!'
    """
    lines = quote_lines.read(text, max_lines)
    frame = relay_frame.inside(lines)
    framed = lines.part(frame.start, frame.stop)
    kinds = _kinds(framed, Kind.FORWARDED if forward else Kind.QUOTED, reply)
    _sign(framed, kinds)
    kinds = [Kind.QUOTED] * frame.start + kinds + [Kind.QUOTED] * (len(lines) - frame.stop)
    pieces = quote_lines.pieces(lines, kinds)
    if not pieces[Kind.NEW] and SIGNATURE in text:  # typed inside the signature's container
        pieces[Kind.NEW], pieces[Kind.SIGNATURE] = pieces[Kind.SIGNATURE], ""
    return Split(
        new_text=pieces[Kind.NEW], quoted=pieces[Kind.QUOTED],
        signature=pieces[Kind.SIGNATURE], forwarded=pieces[Kind.FORWARDED],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines of one kind; `body` is the first behind the head of a quote."""

    kind: Kind
    body: int
    end: int


def _kinds(lines: Lines, history: Kind, reply: bool) -> list[Kind]:
    kinds = [Kind.NEW] * len(lines)
    heads = {**attribution.heads(lines), **{number: number + 1 for number in header_block.reply_above(lines)}}
    place, first_head = 0, len(lines)
    while place < len(lines):
        region = _region(lines, place, heads, history)
        if region is None:
            place += 1
            continue
        kinds[place : region.end] = [region.kind] * (region.end - place)
        _take_head_above(lines, kinds, place, region.kind)
        if region.kind is Kind.QUOTED and not lines.quoted[place]:
            first_head = min(first_head, place)
        if region.kind is Kind.QUOTED and region.end == len(lines) and not lines.quoted[place]:
            _keep_answers(lines, kinds, place, region.body)
        place = region.end
    for number in _own_marks(lines, kinds, first_head, reply):
        kinds[number] = Kind.NEW
    for number in inline_answers.inside_marks(lines, kinds):
        kinds[number] = Kind.NEW
    return kinds


def _region(lines: Lines, place: int, heads: dict[int, int], history: Kind) -> _Region | None:
    """What begins at this line and is not new."""
    shown, quoted = lines.shown[place], lines.quoted[place]
    if shown and header_block.is_forward(shown):
        end = quote_lines.run_end(lines, place) if quoted else _until(lines, place + 1)
        return _Region(Kind.FORWARDED, place + 1, end)
    if quoted:
        return _Region(Kind.QUOTED, place, quote_lines.run_end(lines, place))
    if lines.raw[place] == CUT or (shown and header_block.is_original(shown)):
        return _Region(history, place + 1, _until(lines, place + 1))
    if shown and (end := header_block.end(lines, place)):
        return _Region(history, end, _until(lines, end))
    return _Region(Kind.QUOTED, heads[place], _until(lines, heads[place])) if place in heads else None


def _until(lines: Lines, place: int) -> int:
    """Where a quote whose head ends here ends: after its marked lines, or with the mail where lines are not marked."""
    following = quote_lines.filled_after(lines, place)
    if following is None or not lines.marked[following]:
        return len(lines)
    return quote_lines.run_end(lines, following)


def _take_head_above(lines: Lines, kinds: list[Kind], place: int, kind: Kind) -> None:
    """A line of dashes right above a quote belongs to it, and so does a bare "Original Message" above its fields."""
    above = place - 1
    while above >= max(0, place - 2) and kinds[above] is Kind.NEW and not lines.shown[above]:
        above -= 1
    if above >= 0 and kinds[above] is Kind.NEW:
        shown = lines.shown[above]
        if (len(shown) >= 5 and header_block.is_rule(shown)) or shown.rstrip(":： ") in marks.ORIGINAL:
            kinds[above:place] = [kind] * (place - above)


def _own_marks(lines: Lines, kinds: list[Kind], first_head: int, reply: bool) -> list[int]:
    """The lines whose ">" the customer typed.

    They stand above the head of the quote; or between the words of a mail that answers none; or one says "more than 3".
    """
    marked = [number for number, kind in enumerate(kinds) if kind is Kind.QUOTED and lines.quoted[number]]
    if first_head < len(lines):
        return [number for number in marked if number < first_head]
    new = [number for number, kind in enumerate(kinds) if kind is Kind.NEW and lines.shown[number]]
    if not marked or not new:
        return []
    lone = len(marked) == 1 and _AMOUNT.match(lines.raw[marked[0]]) is not None
    return marked if lone or (not reply and new[0] < marked[0] and marked[-1] < new[-1]) else []


def _keep_answers(lines: Lines, kinds: list[Kind], place: int, body: int) -> None:
    """Answers between the lines of a quote without marks, or below it where nothing stands above."""
    above = "\n".join(lines.raw[number] for number in range(place) if kinds[number] is Kind.NEW).strip()
    for number in inline_answers.find(lines, body, above):
        kinds[number] = Kind.NEW
    if not above and (second := inline_answers.below(lines, body)):
        kinds[second:] = [Kind.NEW] * (len(lines) - second)


def _sign(lines: Lines, kinds: list[Kind]) -> None:
    """Mark the signature at the end of each run of new lines."""
    place = 0
    for kind, members in groupby(kinds[:]):
        end = place + sum(1 for _ in members)
        for number in signature.find(lines, place, end) if kind is Kind.NEW else ():
            kinds[number] = Kind.SIGNATURE
        place = end
    new = [number for number, kind in enumerate(kinds) if kind is Kind.NEW and lines.shown[number]]
    if len(new) <= 3 and (Kind.QUOTED in kinds or Kind.FORWARDED in kinds) and signature.is_only_closing(lines, new):
        kinds[new[0] : new[-1] + 1] = [Kind.SIGNATURE] * (new[-1] + 1 - new[0])
