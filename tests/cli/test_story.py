"""A case's timeline in sentences: each kind of event as a person would write it, in the order in which it happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desks import Bench, bench_in, letter
from triage.care import listen_to_agents, tick
from triage.cli.story import sentence
from triage.edges.store.cases import close
from triage.edges.store.timeline import Entry, open_cases, timeline
from triage.flow import cycle
from triage.policy.rules import RULES

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def told(kind: str, detail: str = "", /, **values: object) -> str:
    return sentence(Entry(at=AT, kind=kind, detail=detail, values=values), lambda at: f"{at:%d %b %H:%M}")


MAIL = {"mail": "ab" * 32, "subject": "Hi\x1b[31m", "sender": "ann@a.example", "other": False}
READ = {"intent": "refund", "urgency": "high", "queue": "Money", "rules": ["urgent", "attachment", "no_words"]}
SENTENCES = [
    (told("mail", **MAIL), 'The customer wrote: "Hi[31m" (mail abababababab)'),
    (told("mail", **MAIL | {"subject": ""}), "The customer wrote (mail abababababab)"),
    (told("mail", **MAIL | {"other": True, "subject": ""}), "ann@a.example joined (mail abababababab)"),
    (told("opened", "refund, low"), "The case was opened."),
    (
        told("decision", **READ, outcome="person"),
        (
            'Read as "Money back", high, for Money. A person answers it.'
            " It is urgent: anger, a deadline, money taken, danger. Something is attached that nobody has looked at."
            " (And 1 more.)"
        ),
    ),
    (told("decision", **READ, outcome="reply"), 'Read as "Money back", high, for Money. The machine answers it.'),
    (told("draft", state="done", why=""), "The draft lies in your Drafts folder."),
    (
        told("reply", state="uncertain", why="it broke"),
        "The automatic reply may have gone out, nobody knows: it broke.",
    ),
    (told("reply", state="queued", why=""), "The automatic reply waits to be done."),
    (told("follow_up", state="failed", why="withdrawn: x"), "The follow-up did not go out: withdrawn: x."),
    (told("follow_up", "csat: sent"), "A follow-up was sent: the question whether all is well."),
    (
        told("follow_up", "progress_update: draft, a person has taken over"),
        "A follow-up lies in your Drafts folder: word on how it goes (a person has taken over).",
    ),
    (told("promise", state="made", by="agent", due=AT), "An agent promised to write by 20 Nov 12:00."),
    (told("promise", state="made", by="triage", due=AT), "Our mail promised a person's answer by 20 Nov 12:00."),
    (
        told("promise", state="broken", by="agent", due=AT),
        "The promise of 20 Nov 12:00 was broken: nobody had written by then.",
    ),
    (told("answered", "1 times promised"), "A person of the shop answered."),
    (told("verdict", kind="sent", agrees=False), "The agent wrote something else than the draft."),
    (told("moved", "Logistics to Money"), "An agent moved the mail from Logistics to Money."),
    (
        told("compensation", kind="discount", worth="5%, 4.00 EUR", cause="delay", step=1, plus="gift"),
        "Proposed: a discount (5%, 4.00 EUR) and a gift for delay, step 1.",
    ),
    (told("granted", "discount for delay, step 1, by agent"), "An agent granted it: discount for delay, step 1."),
    (told("parcel", "moving to out_for_delivery"), "The parcel's state changed from moving to out for delivery."),
    (told("resolved", "by hand"), "The case was closed: by hand."),
    (told("something_new", "x {y}"), "something new: x {y}"),
]


@pytest.mark.parametrize(("said", "words"), SENTENCES)
def test_each_kind_of_event_is_a_sentence(said: str, words: str) -> None:
    assert said == words


def test_every_rule_has_words() -> None:
    for name in (*(rule.name for rule in RULES), "template_failed", "cap_per_sender"):
        words = told("decision", **READ | {"rules": [name]}, outcome="person")
        assert name not in words.split()
        assert "tables above" not in words


def test_a_broken_promise_is_told_once_and_everything_in_its_order(tmp_path: Path) -> None:
    for bench in bench_in(tmp_path):
        story = lived(bench)
        kinds = [entry.kind for entry in story]
        assert kinds[:2] == ["mail", "opened"]
        assert kinds.index("opened") < kinds.index("decision") < kinds.index("answered") < kinds.index("promise")
        assert [one.values["state"] for one in story if one.kind == "promise"] == ["made", "broken"]
        assert [one.at for one in story] == sorted(one.at for one in story)


def lived(bench: Bench) -> tuple[Entry, ...]:
    listen_to_agents(bench.desk)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    reply = letter("We will get back to you within 24 hours.", number=50, sender="help@teapot.example",
                   answers="<m1@customer.example>")  # fmt: skip
    bench.account.deliver(reply, "Sent")
    listen_to_agents(bench.desk)
    bench.account.clock.step(days=3)
    tick(bench.desk)
    (case,) = open_cases(bench.database)
    close(bench.database, case.id, bench.account.clock.now() + timedelta(hours=1))
    return timeline(bench.database, case)
