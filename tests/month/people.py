"""The shop's customers: who they are, what they write about, and how they take what they are told."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.month import parcels
from tests.month.corpus import Row, words
from tests.month.letters import Letter, letter, re_subject
from tests.month.parcels import Order, Shelf
from tests.month.phrases import PHRASES
from triage.domain import conversation_token
from triage.policy.scores import score_subject

_HOMES = {"en": "US", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "pt": "PT", "zh": "CN", "ja": "JP"}
_SPOKEN = {"en": 35, "de": 20, "fr": 10, "es": 10, "it": 7, "pt": 5, "zh": 8, "ja": 5}
_NAMES = {
    "en": "Ann Lee",
    "de": "Jan Becker",
    "fr": "Camille Petit",
    "es": "Lucía Ruiz",
    "it": "Giulia Riva",
    "pt": "Rita Lopes",
    "zh": "王小明",
    "ja": "山田花子",
}
# plain: nothing odd; away: answers everything by machine first; dead: mail to them comes back; robot: answers every
# mail at once with the same words; relay: writes through a marketplace.
_KINDS = {"plain": 85, "away": 4, "dead": 3, "robot": 2, "relay": 6}
_DOMAINS = {"free": 50, "own": 38, "works": 12}
_FREE = ("gmail.com", "gmx.de", "qq.com", "outlook.com", "yahoo.co.jp", "libero.it")

_ASKED = {
    "calm": {
        "order_status": 40,
        "shipping_time": 12,
        "address_change": 8,
        "cancel_or_change_order": 8,
        "payment": 5,
        "no_tracking_update": 8,
        "customs": 3,
        "contact_human": 4,
        "refund": 3,
        "service_complaint": 3,
    },
    "trouble": {
        "order_status": 25,
        "no_tracking_update": 20,
        "delivery_delay": 25,
        "lost_parcel": 12,
        "customs": 6,
        "dispute": 6,
        "service_complaint": 4,
        "refund": 5,
    },
    "delivered": {
        "return_exchange": 22,
        "damaged_parcel": 14,
        "wrong_or_missing_item": 14,
        "product_defect": 9,
        "not_as_described": 8,
        "refund": 8,
        "feedback": 9,
        "product_question": 5,
        "lost_parcel": 5,
        "dispute": 4,
        "legal_policy": 2,
    },
    "unknown": {
        "product_question": 35,
        "shipping_time": 22,
        "account": 14,
        "payment": 8,
        "other": 8,
        "contact_human": 5,
        "feedback": 4,
        "order_status": 8,
    },
}
_CALM_STATES = frozenset({"not_shipped", "label_only", "moving", "out_for_delivery"})
# After an answer: what a customer does, by what the answer was.
_TAKEN = {
    "missing_order_number": {"number": 55, "silent": 35, "angry": 5, "fresh": 5},
    "silent_customer": {"number": 40, "silent": 60},
    "csat": {"score": 40, "silent": 58, "more": 2},
    "thank_you": {"thanks": 15, "silent": 85},
    "": {"thanks": 22, "silent": 50, "more": 13, "angry": 8, "fresh": 7},
}


@dataclass(kw_only=True, slots=True)
class Person:
    """One customer."""

    email: str
    name: str
    language: str
    country: str
    kind: str
    verified: bool
    orders: list[Order] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """What a customer is going to write about."""

    person: Person
    order: Order | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Got:
    """A mail of ours as a customer gets it. `template` is "" for an agent's own words."""

    to: Letter  # what it answers
    message_id: str
    subject: str
    text: str
    template: str
    case: str
    at: datetime


class Crowd:
    """Everybody who writes to the shop; their mails are numbered as they are written."""

    def __init__(self, seed: int, shelf: Shelf) -> None:
        self._rng = random.Random(f"{seed}:crowd")
        self._shelf = shelf
        self.people: dict[str, Person] = {}
        self.number = 0

    # --- who ----------------------------------------------------------------------------------------------------------
    def _somebody(self, kind: str = "") -> Person:
        """A customer: mostly a new one, else somebody who has written before."""
        rng = self._rng
        if self.people and not kind and rng.random() < 0.2:
            return rng.choice(list(self.people.values()))
        language = _draw(rng, _SPOKEN)
        number = len(self.people)
        kind = kind or _draw(rng, _KINDS)
        made = Person(
            email=self._address(number, kind, rng),
            name=_NAMES[language],
            language=language,
            country=_HOMES[language],
            kind=kind,
            verified=rng.random() < 0.75,
        )
        self.people[made.email] = made
        return made

    def _address(self, number: int, kind: str, rng: random.Random) -> str:
        if kind == "relay":
            return f"buyer{number}@marketplace.amazon.com"
        where = _draw(rng, _DOMAINS)
        domain = (
            rng.choice(_FREE) if where == "free" else f"home{number}.example" if where == "own" else "works.example"
        )
        return f"person{number}@{domain}"

    def _order(self, person: Person, now: datetime) -> Order:
        if person.orders and self._rng.random() < 0.7:
            return person.orders[-1]
        placed = now - timedelta(days=self._rng.uniform(1, 22))
        channel = "amazon" if person.kind == "relay" else ""
        made = parcels.order(self._rng, 20_000 + len(self._shelf.orders), person.email, person.country, channel, placed)
        person.orders.append(made)
        self._shelf.orders[made.number] = made
        return made

    # --- what they write ----------------------------------------------------------------------------------------------
    def plan(self, at: datetime, kind: str = "") -> Matter:
        """Who will write at a moment, and about which order; orders are known before the month begins."""
        person = self._somebody(kind)
        return Matter(person=person, order=self._order(person, at) if self._rng.random() < 0.8 else None)

    def first(self, matter: Matter, now: datetime) -> Letter:
        """The first mail about something."""
        rng, person, order = self._rng, matter.person, matter.order
        state = self._shelf.state(order.number, now) if order else "unknown"
        mood = "calm" if state in _CALM_STATES else state if state in {"delivered", "unknown"} else "trouble"
        row = words(rng, _draw(rng, _ASKED[mood]), person.language, calm=0.75)
        return self._write(person, row, now, order.number if order else "", named=rng.random() < 0.7)

    def _write(
        self, person: Person, row: Row, now: datetime, order: str, *, named: bool, got: Got | None = None
    ) -> Letter:
        """A corpus text; the order number is put where customers write it: behind the subject or below the text."""
        rng, body, subject = self._rng, row.body, row.subject if got is None else re_subject(got.subject)
        if order and named and (got is not None or rng.random() < 0.6):
            body = f"{body}\n\n{PHRASES[person.language].order.format(order=order)}"
        elif order and named:
            subject = f"{subject} {order}".strip()
        return self._letter(
            person,
            subject,
            body,
            now,
            got,
            kind="other" if row.intent == "other" else "person",
            intent=row.intent,
            urgency=row.urgency,
            also=row.also,
            order=order,
            photo=row.intent == "damaged_parcel" and rng.random() < 0.3,
        )

    def _letter(
        self,
        person: Person,
        subject: str,
        body: str,
        now: datetime,
        got: Got | None,
        *,
        kind: str = "person",
        intent: str = "feedback",
        urgency: str = "low",
        also: tuple[str, ...] = (),
        order: str = "",
        photo: bool = False,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> Letter:
        self.number += 1
        answers = (got.to.message_id, got.message_id) if got else ()
        quoted = got.text if got and self._rng.random() < 0.3 else ""
        return letter(
            number=self.number,
            sender=person.email,
            name=person.name,
            subject=subject,
            body=body,
            at=now,
            verified=person.verified,
            answers=answers,
            quoted=quoted,
            photo=photo,
            kind=kind,
            intent=intent,
            urgency=urgency,
            language=person.language,
            also=also,
            order=order,
            headers=headers,
        )

    # --- how they take an answer --------------------------------------------------------------------------------------
    def taken(self, got: Got) -> tuple[timedelta, str] | None:
        """After how long a customer does what about a mail of ours; None: nothing."""
        rng, person = self._rng, self.people.get(got.to.sender)
        if person is None:
            return None
        if person.kind == "away":
            return timedelta(minutes=1), "away"
        if person.kind == "dead":
            return timedelta(minutes=2), "bounce"
        if person.kind == "robot":
            return timedelta(minutes=5), "robot"
        what = _draw(rng, _TAKEN.get(got.template, _TAKEN[""]))
        return None if what == "silent" else (timedelta(hours=rng.lognormvariate(1.6, 1.1)), what)

    def reaction(self, got: Got, what: str, now: datetime) -> Letter:
        """The mail of a reaction."""
        person = self.people[got.to.sender]
        return {
            "away": self._away,
            "robot": self._robot,
            "number": self._number,
            "score": self._score,
            "thanks": self._thanks,
            "more": self._more,
            "angry": self._angry,
            "fresh": self._fresh,
        }[what](person, got, now)

    def _away(self, person: Person, got: Got, now: datetime) -> Letter:
        said = PHRASES[person.language].away
        return self._letter(
            person,
            said,
            f"{said}.",
            now,
            got,
            kind="machine",
            intent="other",
            headers=(("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")),
        )

    def _robot(self, person: Person, got: Got, now: datetime) -> Letter:
        """Nothing in it tells that a machine wrote it."""
        same = self._rng.random() < 0.6
        return self._letter(
            person,
            got.to.subject,
            got.to.body,
            now,
            None if same else got,
            intent=got.to.intent,
            urgency=got.to.urgency,
            order=got.to.order,
        )

    def _number(self, person: Person, got: Got, now: datetime) -> Letter:
        order = got.to.order or "NW-99999"  # nobody's
        body = PHRASES[person.language].order.format(order=order)
        return self._letter(
            person, re_subject(got.subject), body, now, got, intent=got.to.intent, urgency=got.to.urgency, order=order
        )

    def _score(self, person: Person, got: Got, now: datetime) -> Letter:
        rng, said = self._rng, PHRASES[person.language]
        body = rng.choice(("5", "4/5", "2", "1", "999", "5 5 1", said.pleased, said.angry, said.thanks[0]))
        clicked = rng.random() < 0.3
        subject = score_subject(rng.randint(1, 5), conversation_token(got.case)) if clicked else re_subject(got.subject)
        return self._letter(person, subject, "" if clicked else body, now, None if clicked else got, kind="thanks")

    def _thanks(self, person: Person, got: Got, now: datetime) -> Letter:
        said = self._rng.choice(PHRASES[person.language].thanks)
        return self._letter(person, re_subject(got.subject), said, now, got, kind="thanks")

    def _more(self, person: Person, got: Got, now: datetime) -> Letter:
        row = words(self._rng, got.to.intent, person.language, calm=0.6)
        return self._write(person, row, now, got.to.order, named=False, got=got)

    def _angry(self, person: Person, got: Got, now: datetime) -> Letter:
        intent = _draw(self._rng, {"service_complaint": 5, "dispute": 2, "lost_parcel": 2, "legal_policy": 1})
        return self._write(
            person, words(self._rng, intent, person.language, calm=0), now, got.to.order, named=False, got=got
        )

    def _fresh(self, person: Person, got: Got, now: datetime) -> Letter:
        """The same matter under a new subject."""
        row = words(self._rng, got.to.intent, person.language, calm=0.5)
        return self._write(person, row, now, got.to.order, named=True)

    # --- nobody's mail ------------------------------------------------------------------------------------------------
    def machine(self, now: datetime) -> Letter:
        """A newsletter, a carrier's notice, or a mail that claims our own address."""
        self.number += 1
        kind = self._rng.choice(("news", "notice", "own"))
        sender = {"news": "news@letters.example", "notice": "noreply@carrier.example", "own": "help@teapot.example"}[
            kind
        ]
        headers = (("List-Unsubscribe", "<https://letters.example/out>"), ("List-Id", "<l.letters.example>"))
        row = words(self._rng, "other", "en", calm=1)
        return letter(
            number=self.number,
            sender=sender,
            subject=row.subject or "News",
            body=row.body,
            at=now,
            kind="machine",
            headers=headers if kind == "news" else (("Auto-Submitted", "auto-generated"),) if kind == "notice" else (),
        )


def _draw(rng: random.Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]
