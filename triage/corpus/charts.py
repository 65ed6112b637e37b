"""The pictures of a corpus page: a heat table, shares as bars, likeness as columns, agreement, and learning curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt

from triage.corpus.census import LIKENESS, Table
from triage.corpus.svg import NARROW, Picture, wide
from triage.model.duplicates import LIMIT

WIDTH = 860
_SHADES = 7  # of the heat classes h1 to h7
_MARGIN = 20
_LINE = 15  # pixels from one line of words to the next


def heat(name: str, table: Table, *, shares: bool = False) -> Picture:
    """Counts as a table of shades. With `shares` a shade tells the share of its column, else the count.

    Shades of counts grow with the square root, so that rare pairs are seen beside frequent ones. The columns' names
    are written upwards where they are many.
    """
    columns = tuple(dict.fromkeys(column for row in table.values() for column in row))
    left = _MARGIN + 8 + max(map(wide, table), default=0)
    cell = min(80.0, (WIDTH - left - _MARGIN) / (len(columns) + 1))
    turned = max(map(wide, columns), default=0) > cell
    top = _MARGIN + (max(map(wide, columns), default=0) if turned else 12) + 8
    tall = 22
    totals = {column: sum(row.get(column, 0) for row in table.values()) for column in columns}
    whole = totals if shares else dict.fromkeys(columns, 1)
    most = max((row[c] / max(1, whole[c]) for row in table.values() for c in row), default=0) or 1
    picture = Picture(left + cell * (len(columns) + 1) + _MARGIN, top + tall * (len(table) + 1) + _MARGIN, name,
                      f"{sum(totals.values()):,} mails in {len(table)} rows and {len(columns)} columns.")  # fmt: skip
    for number, column in enumerate((*columns, "all")):
        _heading(picture, left + cell * (number + 0.5), top - 8, column, turned)
    for line, (row, counts) in enumerate(table.items()):
        y = top + tall * line
        picture.word(left - 8, y + _LINE, row, "ink", anchor="end")
        for number, column in enumerate(columns):
            count = counts.get(column, 0)
            strength = count / max(1, whole[column]) / most
            shade = ceil(_SHADES * (strength if shares else sqrt(strength)) - 1e-9)
            x = left + cell * number
            picture.box(x, y, cell - 2, tall - 2, f"h{shade}", corner=3, tip=f"{row}, {column}: {count:,}")
            picture.word(x + cell / 2 - 1, y + _LINE, f"{count:,}" if count else "·", f"on{shade}", anchor="middle")
        picture.word(left + cell * (len(columns) + 0.5), y + _LINE, f"{sum(counts.values()):,}", anchor="middle")
    for number, total in enumerate((*totals.values(), sum(totals.values()))):
        y = top + tall * len(table) + _LINE + 2
        picture.word(left + cell * (number + 0.5) - 1, y, f"{total:,}", anchor="middle")
    picture.word(left - 8, top + tall * len(table) + _LINE + 2, "all", "soft", anchor="end")
    return picture


def _heading(picture: Picture, x: float, y: float, text: str, turned: bool) -> None:
    if turned:
        picture.word(x + 3, y, text, "soft", turn=-90)
    else:
        picture.word(x - 1, y, text, "soft", anchor="middle")


def mix(name: str, table: Table, kinds: Sequence[str]) -> Picture:
    """Each row's shares as one full bar, and all rows together first. `kinds` are the classes of the columns."""
    parts = tuple(dict.fromkeys(column for row in table.values() for column in row))
    parts = tuple(part for part in parts if any(row.get(part) for row in table.values()))
    every = {"all": {part: sum(row.get(part, 0) for row in table.values()) for part in parts}, **table}
    left, right, tall, top = 70, 70, 26, 58
    room = WIDTH - left - right
    told = ", ".join(f"{part} {_share(every['all'], part):.0%}" for part in parts)
    picture = Picture(WIDTH, top + tall * len(every) + _MARGIN, name, f"Of all mails {told}.")
    _legend(picture, left, parts, kinds)
    for line, (row, counts) in enumerate(every.items()):
        y = top + tall * line
        picture.word(left - 10, y + _LINE, row, "head" if line == 0 else "ink", anchor="end")
        x = float(left)
        for part, kind in zip(parts, kinds, strict=False):
            share = _share(counts, part)
            picture.box(x, y, room * share, tall - 5, f"{kind} gap", tip=f"{row}, {part}: {counts.get(part, 0):,}")
            if room * share > 34:
                picture.word(x + room * share / 2, y + _LINE, f"{share:.0%}", f"on{kind.lstrip('h')}", anchor="middle")
            x += room * share
        picture.word(WIDTH - right + 10, y + _LINE, f"{sum(counts.values()):,}", "soft")
    return picture


def _legend(picture: Picture, x: float, parts: Sequence[str], kinds: Sequence[str]) -> None:
    for part, kind in zip(parts, kinds, strict=False):
        picture.box(x, _MARGIN, 12, 12, kind, corner=2)
        picture.word(x + 18, _MARGIN + 11, part, "soft")
        x += 18 + wide(part) + 20


def _share(counts: Mapping[str, int], part: str) -> float:
    return counts.get(part, 0) / max(1, sum(counts.values()))


def hands(name: str, table: Table) -> Picture:
    """How many mails each writer wrote: a row for each language, a box for each writer."""
    left, right, tall = 50, 190, 30
    most = max((sum(counts.values()) for counts in table.values()), default=1) or 1
    picture = Picture(WIDTH, _MARGIN * 2 + tall * len(table), name, f"{len(table)} languages.")
    for line, (language, counts) in enumerate(table.items()):
        y, x = _MARGIN + tall * line, float(left)
        total = sum(counts.values())
        picture.word(left - 10, y + 17, language, anchor="end")
        for number, (writer, count) in enumerate(counts.items()):
            shade = (5, 3)[number % 2]
            width = (WIDTH - left - right) * count / most
            picture.box(x, y, width, tail := tall - 5, f"h{shade} gap", tip=f"{writer}: {count:,} mails")
            if width > wide(writer) + 6:
                picture.word(x + width / 2, y + tail / 2 + 4, writer, f"on{shade}", anchor="middle")
            x += width
        largest = max(counts.values(), default=0) / max(1, total)
        picture.word(x + 8, y + 17, f"{total:,} by {len(counts)}, at most {largest:.0%}", "soft")
    return picture


def likeness(name: str, counts: Sequence[int], over: int) -> Picture:
    """How alike mails are to an earlier one: a column for each step, those above the limit in another colour."""
    left, top, tall, bottom = 60, 34, 170, 52
    step, most = (WIDTH - left - _MARGIN) / LIKENESS, max((*counts, 1))
    told = f"{over:,} of {sum(counts):,} mails are above the limit of {LIMIT:.0%}."
    picture = Picture(WIDTH, top + tall + bottom, name, told)
    base = top + tall
    for number, count in enumerate(counts):
        x, high = left + step * number, max(tall * count / most, 2 if count else 0)
        kind = "bad" if number / LIKENESS >= LIMIT else "h5"
        picture.box(x + 1.5, base - high, step - 3, high, kind, corner=2,
                    tip=f"{number / LIKENESS:.0%} to {(number + 1) / LIKENESS:.0%} alike: {count:,} mails")  # fmt: skip
        if count:
            picture.word(x + step / 2, base - high - 5, f"{count:,}", "soft", anchor="middle")
        if number % 4 == 0:
            picture.word(x, base + 17, f"{number / LIKENESS:.0%}", "soft", anchor="middle")
    picture.word(WIDTH - _MARGIN, base + 17, "100%", "soft", anchor="end")
    picture.line([(left, base), (WIDTH - _MARGIN, base)], "axis")
    limit = left + step * LIKENESS * LIMIT
    picture.line([(limit, top), (limit, base)], "limit")
    picture.word(limit + 8, top + 10, f"refused above {LIMIT:.0%}: {over:,}", "bad")
    picture.word((left + WIDTH) / 2, base + 38, "likeness to the earlier mail that is most alike", "soft",
                 anchor="middle")  # fmt: skip
    return picture


def scale(name: str, shares: Mapping[str, float]) -> Picture:
    """Shares from 0 to 1 as bars, in the order given."""
    left, tall = _MARGIN + 12 + max(map(wide, shares), default=0), 22
    room = WIDTH - left - 70
    told = ", ".join(f"{label} {share:.0%}" for label, share in shares.items())
    picture = Picture(WIDTH, _MARGIN * 2 + tall * len(shares), name, told)
    for line, (label, share) in enumerate(shares.items()):
        y = _MARGIN + tall * line
        picture.word(left - 10, y + 14, label, anchor="end")
        picture.box(left, y + 1, room, tall - 5, "h0", corner=3)
        picture.box(left, y + 1, room * share, tall - 5, "h5", corner=3, tip=f"{label}: {share:.1%}")
        picture.word(left + room * share + NARROW, y + 14, f"{share:.0%}", "soft")
    return picture
