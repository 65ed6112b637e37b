"""The nouns: a corpus as read, and a second person's labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from triage.domain import Example
from triage.model.duplicates import key

STARTER = "starter"  # source of the shipped rows; their writers are invented and may be named


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A row and where it stands, as file and line."""

    example: Example
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Second:
    """What a second person said of a mail, without having seen the first one's labels. `id` is the mail's key."""

    id: str
    intent: str
    also: tuple[str, ...]
    urgency: str
    labeller: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Corpus:
    """Rows to learn from, the frozen set, second labels, and what is wrong with the files that could not be read."""

    rows: tuple[Placed, ...]
    frozen: tuple[Placed, ...] = ()
    second: tuple[Second, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def examples(self) -> tuple[Example, ...]:
        """The rows to learn from, without their places."""
        return tuple(row.example for row in self.rows)


def hand(example: Example) -> str:
    """Who wrote a row, as far as a page may tell: customers of a shop are not named.

    >>> hand(Example(subject="", body="", intent="other", writer="jo@shop.example", source="shop"))
    "the shop's customers"
    """
    if example.source != STARTER:
        return "the shop's customers"
    return example.writer or "no writer"


def twice_labelled(corpus: Corpus) -> tuple[tuple[Example, Example], ...]:
    """Mails that two people labelled: as the corpus has it, and as the second person said."""
    known = {key(row.example): row.example for row in (*corpus.rows, *corpus.frozen)}
    return tuple((known[said.id], _relabelled(known[said.id], said)) for said in corpus.second if said.id in known)


def strays(second: Sequence[Second], corpus: Corpus) -> int:
    """How many second labels belong to no row."""
    return len(second) - len(twice_labelled(corpus))


def _relabelled(example: Example, said: Second) -> Example:
    return replace(example, intent=said.intent, also=said.also, urgency=said.urgency)
