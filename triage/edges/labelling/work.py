"""What a labeller works on: mails with what is known of their labels. Plain data, no file and no screen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from triage.domain import Example, Verdict
from triage.model.choose import Candidate

_GUESSES = 3  # intents shown of a model's verdict


class Kind(StrEnum):
    """Why a mail is shown."""

    NEW = "new"  # nobody has labelled it
    REVIEW = "review"  # its label is suspected
    SECOND = "second"  # a second person labels it blindly
    THIRD = "third"  # two people disagree


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """A person's word on a mail. Urgency "" where nobody gave one."""

    intent: str
    also: tuple[str, ...] = ()
    urgency: str = ""

    @classmethod
    def of(cls, example: Example) -> Self:
        """The labels of a training row."""
        return cls(intent=example.intent, also=tuple(sorted(example.also)), urgency=example.urgency)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """From a line of the journal. Raises KeyError or TypeError."""
        return cls(intent=str(told["intent"]), also=tuple(map(str, told["also"])), urgency=str(told["urgency"]))

    def __str__(self) -> str:
        also = f" + {', '.join(self.also)}" if self.also else ""
        return f"{self.intent}{also} · {self.urgency or 'no urgency'}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """Labels that are shown beside a mail, and whose they are."""

    by: str
    labels: Labels


@dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """What a model says: the likeliest intents with their shares, the urgency, and the words that decided."""

    intents: tuple[tuple[str, float], ...]
    urgency: str
    because: tuple[str, ...] = ()

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        """The part of a verdict that a labeller sees."""
        best = sorted(verdict.intents.items(), key=lambda item: -item[1])[:_GUESSES]
        because = tuple(word for word, weight in verdict.because if weight > 0)
        return cls(intents=tuple(best), urgency=verdict.urgency, because=because)


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A mail to label. `place` is the file of its training row; None where the row is not to be touched.

    `said` holds what people said before, the row's own labels first; a blind task keeps it from the labeller.
    """

    key: str
    mail: Candidate
    guess: Guess | None = None
    said: tuple[Said, ...] = ()
    place: Path | None = None
    blind: bool = False

    @property
    def offered(self) -> Labels:
        """What the board proposes: the label the row has, else the model's guess, else nothing."""
        if self.blind:
            return Labels(intent="")
        if self.said:
            return self.said[0].labels
        return Labels(intent=self.guess.intents[0][0], urgency=self.guess.urgency) if self.guess else Labels(intent="")

    def as_before(self, entry: Entry) -> Task:
        """The task as it was before an entry that is taken back: the row has its earlier labels again."""
        if entry.was is None:
            return self
        return replace(self, said=(Said(by=entry.was_by, labels=entry.was), *self.said[1:]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the journal: who did what with which mail, and the labels before and after. No word of the mail."""

    at: datetime
    labeller: str
    kind: Kind
    act: str  # label, skip, undo
    key: str
    was: Labels | None = None
    now: Labels | None = None
    was_by: str = ""  # whose the labels before were, where somebody is named


def key_of(subject: str, text: str) -> str:
    """A name for a mail that says nothing of it: the first 16 hex digits of a SHA-256.

    >>> key_of("hi", "where is it") == key_of("hi", "where is it") != key_of("", "hi where is it")
    True
    """
    return hashlib.sha256(f"{subject.strip()}\0{text.strip()}".encode()).hexdigest()[:16]
