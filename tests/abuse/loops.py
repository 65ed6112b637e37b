"""L: machines that answer machines, bounces, forged senders, our own copies; and robots that answer follow-ups."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from dataclasses import replace

from tests.abuse.found import Found, Row
from tests.abuse.robots import ALL_FOLLOW_UPS, ASKS, answered_and_closed, live
from tests.abuse.stage import CALM, considered, letter_faults, parts, raw, shipped, shop, strict
from tests.desks import AUTO, READING, letter, think
from tests.golden.golden import MAILS, read
from triage.domain import Address, Facts, Mail, RawMail, Thought, mail_id
from triage.edges import starter
from triage.edges.dataset import read_examples
from triage.edges.store import SqlJournal
from triage.facts import facts_of
from triage.flow import cycle
from triage.mail.compose import compose
from triage.mail.parse import parse
from triage.policy.decide import decide
from triage.policy.plan import plan
from triage.settings import Breaker, Policy, Reading
from triage.testing import InlineEngine


# --- machines ---------------------------------------------------------------------------------------------------------
def automatic_mails(every: int) -> Found:
    """Absences, bounces, lists, notices, challenges, calendars of thirty programs: none is answered, each says why."""
    paths = [path for path in MAILS if path.stem.startswith("auto-") and not path.stem.startswith("auto-not-")]
    paths = [path for path in paths if path.stem not in _PEOPLE][::every]
    faults = []
    for path in paths:
        mail = read(path)
        decision = decide(mail, CALM, Facts(), AUTO, raw(b"x").received_at, shipped(), mailbox="support")
        rules = {hit.rule for hit in decision.hits}
        if decision.outcome not in {"none", "person"} or not rules & {"automatic_mail", "doubtful_sender"}:
            faults.append(f"{path.stem}: {decision.outcome} ({mail.automatic_rule})")
    return Found.of(len(paths), f"{len(faults)} answered or without a rule", faults)


_PEOPLE = frozenset({"auto-submitted-no", "auto-subject-not", "auto-subject-delivery-failed-customer"})
_ODD_BUT_HUMAN = (
    {"Auto_Submitted": "no"}, {"subject": "Question about the automatic feeder, auto reply not needed"},
    {"subject": "vacation rental order"}, {"subject": "Out of stock?"}, {"subject": "Delivery failed, order 1042"},
    {"X_Priority": "3"}, {"X_Mailer": "iPhone Mail (19A346)"}, {"Precedence": "normal"}, {"Importance": "high"},
    {"Reply_To": "ann.private@home.example"}, {"Cc": "husband@customer.example"}, {"X_Auto_Response_Suppress": "None"},
    {"sender": "Norbert Reply <norbert.reply@customer.example>"}, {"sender": "root.anna@customer.example"},
    {"Return_Path": "<ann@customer.example>"}, {"Feedback_ID": "i56a14606:Fastmail"}, {"Sensitivity": "Personal"},
    {"X_Spam_Status": "No, score=-1.9"}, {"DKIM_Signature": "v=1; a=rsa-sha256; d=customer.example"},
    {"Thread_Index": "AdfX"},
)  # fmt: skip


def ordinary_mails(every: int) -> Found:
    """Calm mails as people write them, with whatever headers their programs add."""
    rows = read_examples([starter.folder() / "training_data" / "starter"])
    calm = [row for row in rows if row.urgency == "low" and row.language in AUTO.safety.languages]
    chosen = random.Random(2).sample(calm, 200 // every)
    stopped = []
    for number, (row, headers) in enumerate(zip(chosen, itertools.cycle(_ODD_BUT_HUMAN), strict=False)):
        told: Mapping[str, str] = {"subject": row.subject.replace("\n", " ")} | headers
        mail = parse(raw(letter(row.body, number=number, **told)), READING)  # type: ignore[arg-type]
        if mail.automatic_rule is not None:
            stopped.append(f"{headers}: {mail.automatic_rule} ({row.subject[:40]})")
    share = 1 - len(stopped) / len(chosen)
    return Found.of(len(chosen), f"{share:.1%} not stopped", stopped if share < 0.98 else ())


def ping_pong(_every: int) -> Found:
    """Two shops that answer each other; on the way every mark, id, thread and token is taken away."""
    other = replace(AUTO, own_address="support@other-shop.example", instance="another")
    with shop() as one, shop(other) as two:
        desks = ((one, AUTO.own_address), (two, other.own_address))
        reading = replace(READING, own_addresses=(other.own_address,), instance="another")
        two.change(engine=InlineEngine(lambda mail: _fooled_by(mail, reading)))
        one.account.deliver(letter(sender=other.own_address))
        for step in range(40):
            (here, own), (there, _) = desks[step % 2], desks[(step + 1) % 2]
            before = len(here.account.sent)
            cycle(here.desk)
            for number, (to, content) in enumerate(here.account.sent[before:]):
                text = f"{ASKS.format(number=step)} {parts(content)[0][:200]}"
                there.account.deliver(letter(text, number=1000 + step * 10 + number, sender=own, To=to))
            here.account.clock.step(minutes=1)
            there.account.clock.step(minutes=1)
        counts = len(one.account.sent), len(two.account.sent)
    return Found.of(40, f"{counts[0]} and {counts[1]} mails", ["a loop"] if max(counts) > 2 else ())


def _fooled_by(mail: RawMail, reading: Reading) -> Thought:
    return Thought(mail=parse(mail, reading), verdict=CALM)


def rotating_robot(every: int) -> Found:
    """A robot without a mark: new address, subdomain, subject and words each time, two mails a minute for an hour."""
    count = 120 // every
    with shop() as bench:
        for number in range(count):
            sender = f"r{number}@x{number}.robot.example"
            bench.account.deliver(
                letter(ASKS.format(number=number), number=number, sender=sender, subject=f"Case {number}")
            )
            cycle(bench.desk)
            bench.account.clock.step(seconds=29 * every)
        sent = len(bench.account.sent)
    return Found.of(count, f"{sent} replies in an hour", ["more than five"] if sent > 5 else ())


# --- storms -----------------------------------------------------------------------------------------------------------
def forged_storm(every: int) -> Found:
    """10,000 mails, each from an address and a domain of its own, in five minutes."""
    count, faults = 10_000 // every, []
    strictly, _, _ = _storm(strict(), count, Breaker())
    usual, busiest, open_since = _storm(AUTO, count, Breaker())
    _, busiest_capped, _ = _storm(AUTO, 80, Breaker(floor_per_hour=10**6))
    faults += [f"strict: {strictly} replies"] if strictly else []
    faults += ["the breaker never tripped"] if open_since is None and count > 25 else []
    faults += [f"{busiest} in a minute"] if max(busiest, busiest_capped) > 60 else []
    words = f"strict {strictly}; else {usual}, breaker after {open_since}; without it {busiest_capped} in a minute"
    return Found.of(count, words, faults)


def _storm(rules: Policy, count: int, breaker: Breaker) -> tuple[int, int, int | None]:
    """Replies in all, in the busiest minute, and after how many the breaker was open."""
    sent: list[float] = []
    open_since = None
    with shop(rules) as bench:
        bench.change(journal=SqlJournal(bench.database, breaker))
        desk, clock = bench.desk, bench.account.clock
        for number in range(count):
            mail, now = _forged(number), clock.now()
            facts = facts_of(desk, mail, now)
            decision = decide(mail, CALM, facts, rules, now, desk.templates, mailbox=desk.name)
            if facts.breaker_open and open_since is None:
                open_since = len(sent)
            if decision.outcome == "reply":
                made = plan(mail, decision, facts, rules, desk.templates, now, compose=compose)
                if desk.journal.decide(mail, CALM, made).decision.outcome == "reply":
                    sent.append(now.timestamp())
            clock.step(seconds=0.03)
    busiest = max((sum(at <= other < at + 60 for other in sent) for at in sent), default=0)
    return len(sent), busiest, open_since


def _forged(number: int) -> Mail:
    text = ASKS.format(number=number)
    return Mail(
        id=mail_id("support", text.encode()), subject="My order",
        sender=Address(email=f"c{number}@d{number}.example"),
        message_id=f"<{number}@d{number}.example>", new_text=text, views=(text,), language="en",
        language_confidence=0.99,        fingerprint=mail_id("f", text.encode()),
    )  # fmt: skip


# --- ourselves --------------------------------------------------------------------------------------------------------
def own_copies(every: int) -> Found:
    """Our replies, drafts, notices and follow-ups in the watched folder: as they are, or stripped of their marks."""
    faults, count = [], 0
    rules = replace(AUTO, follow_ups=ALL_FOLLOW_UPS)
    with shop(rules, think=think) as bench:
        answered_and_closed(bench)
        live(bench, days=2)
        bench.account.deliver(letter(ASKS.format(number=3), number=3, sender="bob@other.example"))
        cycle(bench.desk)
        ours = [content for _, content in bench.account.sent] + bench.mails("Drafts")
        before = len(bench.account.sent)
        for content in ours:
            for shape in (content, b"Delivered-To: help@teapot.example\r\n" + content, _without_marks(content))[
                ::every
            ]:
                count += 1
                bench.account.deliver(shape)
        cycle(bench.desk)
        faults += ["we answer ourselves"] if len(bench.account.sent) != before else []
        faults += [f"{out}" for out in bench.outcomes()[-count:] if out not in {"none", "person"}]
    return Found.of(count, f"{len(faults)} answered", faults)


def _without_marks(content: bytes) -> bytes:
    gone = (
        b"auto-submitted",
        b"precedence",
        b"x-auto-response",
        b"x-triage-id",
        b"message-id",
        b"in-reply-to",
        b"references",
    )
    head, _, body = content.partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(gone)]
    return b"\r\n".join(kept) + b"\r\nMessage-ID: <new@relay.example>\r\n\r\n" + body


def newline_subjects(every: int) -> Found:
    """CVE-2024-6923: a subject that ends the header block of whoever repeats it."""
    faults = []
    shapes = [f"{before}=?{charset}?{how}?{code}?={after}" for before in ("Order ", "") for after in ("", " x")
              for charset in ("x", "utf-8", "us-ascii")
              for how, code in (("q", "=0A"), ("Q", "=0D=0A"), ("b", "Cg=="), ("q", "a=0A=0Ab"))]  # fmt: skip
    shapes = shapes[::every]
    with shop() as bench:
        for number, subject in enumerate(shapes):
            _, made = considered(bench, letter(number=number, subject=subject))
            for action in made.actions:
                if action.recipient:
                    faults += [f"{subject}: {one}" for one in letter_faults(action.recipient, action.content)]
    return Found.of(len(shapes), f"{len(faults)} without Auto-Submitted", faults)


ROWS = (
    Row(name="L1", what="automatic mails of thirty programs", wanted="0 replies, each names its rule",
        run=automatic_mails, quick=4, also="tests/golden, tests/mail/test_automatic.py"),
    Row(name="L2", what="ordinary mails with odd headers", wanted=">= 98 % not stopped", run=ordinary_mails, quick=4,
        also="tests/mail/test_automatic.py"),
    Row(name="L3", what="two shops answering each other, every mark stripped", wanted="<= 2 mails each way",
        run=ping_pong, also="make bench ARGS=pingpong: two daemons"),
    Row(name="L4", what="a robot with changing addresses of one domain", wanted="<= 5 replies in an hour",
        run=rotating_robot, quick=6),
    Row(name="L6", what="forged senders in five minutes", wanted="strict 0; else <= 60 a minute and breaker",
        run=forged_storm, quick=100),
    Row(name="L7", what="our own copies in the watched folder", wanted="0 replies", run=own_copies, quick=2),
    Row(name="L8", what="subjects that end the header block", wanted="all keep Auto-Submitted", run=newline_subjects,
        quick=6, also="tests/mail/test_compose.py"),
)  # fmt: skip
