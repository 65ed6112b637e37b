"""Which rows a learning curve learns from, and which mails it is asked about. Chosen by seed, nothing trained."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from triage.corpus.rows import STARTER, hand
from triage.domain import Example
from triage.errors import ConfigError
from triage.model.fit import hands

STEPS = (250, 500, 1_000, 2_000, 4_000, 8_000, 16_000)  # training rows; the last step is all of them
OWN_STEPS = (50, 100, 200, 400)  # of the shop's own rows
_LEFT_OUT = 0.25  # of a language's rows, at most, unless its smallest writer has more
_LEAST = 200  # rows below which a curve says nothing
_OWN_ROWS = 100  # from which on a shop's own rows are taken rather than an invented writer's
_SHOP = 2 * max(OWN_STEPS)  # rows of a shop to play: half to learn from, half to be asked about

Rows = tuple[int, ...]  # row numbers


@dataclass(frozen=True, kw_only=True, slots=True)
class Lot:
    """Which rows a model learns from, which of a shop's own besides, and which it is then asked about."""

    train: Rows
    test: Rows
    own: Rows = ()

    @property
    def size(self) -> int:
        """Rows to learn from."""
        return len(self.train) + len(self.own)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Everything that will be trained. `left_out` counts writers; `shop` says who plays the shop."""

    growth: tuple[Lot, ...]
    own: tuple[Lot, ...]
    left_out: int
    shop: str

    @property
    def work(self) -> int:
        """Rows to learn from, all in all: what the time depends on."""
        return sum(lot.size for lot in (*self.growth, *self.own))


def plan(examples: Sequence[Example], seed: int = 0, shop: Sequence[str] = ()) -> Plan:
    """Choose the rows of both curves. Raises ConfigError where they are too few.

    `shop` names writers or languages that play the shop; empty: the shop's own rows where there are enough, else the
    busiest writers.
    """
    if len(examples) < _LEAST:
        raise ConfigError(f"a learning curve needs at least {_LEAST} rows, there are {len(examples)}; add more")
    held = left_out(examples, seed)
    pool = [row for row in range(len(examples)) if _group(examples, row) not in held]
    Random(seed).shuffle(pool)  # noqa: S311  a reproducible choice, no secret
    test = tuple(row for row in range(len(examples)) if _group(examples, row) in held)
    name, mine = _shop(examples, shop)
    chosen = Plan(
        growth=tuple(Lot(train=tuple(pool[:size]), test=test) for size in steps(len(pool))) if test else (),
        own=_own_lots(examples, mine, seed), left_out=len(held), shop=name,
    )  # fmt: skip
    if not chosen.work:
        raise ConfigError("all rows are by one writer; a learning curve asks about writers that were left out")
    return chosen


def left_out(examples: Sequence[Example], seed: int) -> frozenset[str]:
    """Writers of about a quarter of each language's rows. A language with one writer keeps him."""
    held: set[str] = set()
    for language in sorted({row.language for row in examples}):
        size = Counter(_group(examples, row) for row, example in enumerate(examples) if example.language == language)
        names = sorted(size)
        Random(seed).shuffle(names)  # noqa: S311  as above
        held |= _some(names, size)
    return frozenset(held)


def steps(size: int) -> tuple[int, ...]:
    """Numbers of training rows to try, up to all of them.

    >>> steps(3_000), steps(120)
    ((250, 500, 1000, 2000, 3000), (120,))
    """
    return (*(step for step in STEPS if step < 0.8 * size), size)


def _some(names: Sequence[str], size: Counter[str]) -> set[str]:
    """As many of these writers as the share to be left out has room for; the smallest where it has for none."""
    room = _LEFT_OUT * size.total()
    chosen = set()
    for name in names:
        if size[name] <= room:
            chosen.add(name)
            room -= size[name]
    return chosen or ({min(names, key=size.__getitem__)} if len(names) > 1 else set())


def _group(examples: Sequence[Example], row: int) -> str:
    return examples[row].writer or f"row {row}"


def _shop(examples: Sequence[Example], names: Sequence[str]) -> tuple[str, Rows]:
    """Who plays the shop, in words that may be shown, and its rows."""
    own = tuple(row for row, example in enumerate(examples) if example.source != STARTER)
    if len(own) < _OWN_ROWS or names:
        own = _of(examples, names or _busiest(examples))
    if names and set(names) <= {example.language for example in examples}:
        return f"mails in {', '.join(names)}", own
    return ", ".join(sorted({hand(examples[row]) for row in own})), own


def _of(examples: Sequence[Example], names: Iterable[str]) -> Rows:
    """Rows of these writers or languages."""
    wanted = set(names)
    if unknown := wanted - {name for example in examples for name in (example.writer, example.language)}:
        raise ConfigError(
            f"no row was written by {', '.join(sorted(unknown))}; name a writer or a language of these rows"
        )
    return tuple(row for row, example in enumerate(examples) if {example.writer, example.language} & wanted)


def _busiest(examples: Sequence[Example]) -> tuple[str, ...]:
    """Writers of the largest language until they have enough rows; at least one writer is left to learn from."""
    size: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        if example.writer:
            size[example.language][example.writer] += 1
    if not size:
        return ()
    ranked = max(size.values(), key=lambda count: count.total()).most_common()[:-1]
    reached = 0
    chosen = []
    for name, rows in ranked:
        if reached < _SHOP:
            chosen.append(name)
            reached += rows
    return tuple(chosen)


def _own_lots(examples: Sequence[Example], mine: Rows, seed: int) -> tuple[Lot, ...]:
    """Lots with none of the shop's rows and with more and more of one half of them, asked about the other half."""
    rest = tuple(sorted(set(range(len(examples))) - set(mine)))
    halves = _halves(examples, mine, seed)
    sizes = [step for step in OWN_STEPS if step <= min(map(len, halves))]
    if not rest or not sizes:
        return ()
    return (
        Lot(train=rest, test=mine),
        *(Lot(train=rest, test=other, own=half[:size]) for size in sizes for half, other in (halves, halves[::-1])),
    )


def _halves(examples: Sequence[Example], mine: Rows, seed: int) -> tuple[Rows, Rows]:
    """The shop's rows in two parts, no customer in both, each in an order of chance."""
    customers: dict[str, list[int]] = defaultdict(list)
    for row, name in zip(mine, hands([examples[row] for row in mine]), strict=True):
        customers[name].append(row)
    names = sorted(customers)
    Random(seed).shuffle(names)  # noqa: S311  as above
    halves: tuple[list[int], list[int]] = ([], [])
    for name in names:
        min(halves, key=len).extend(customers[name])
    return tuple(halves[0]), tuple(halves[1])
