"""The shop under attack: shipped texts, the real reader, policy, composer and store; only the mail server is ours."""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from pathlib import Path
from typing import Any

from tests.desks import AUTO, READING, Bench
from tests.policy.cases import verdict
from triage.domain import ActionKind, Mail, Plan, RawMail, Thought, Verdict, mail_id
from triage.edges import starter
from triage.facts import facts_of
from triage.mail.compose import HEADERS, compose
from triage.mail.parse import parse
from triage.policy.decide import decide
from triage.policy.plan import plan
from triage.policy.render import Templates
from triage.settings import Policy

CALM = verdict("order_status", "low", low=0.99)  # a model that was wholly fooled: surest, calmest, proven
HEAD = "order,email,state,carrier,tracking,last_event,expected_at,country,value,currency"


@functools.cache
def shipped() -> Templates:
    """The texts that come with the program."""
    files = starter.texts(starter.folder() / "templates")
    return Templates.load(files, proven=files.keys())


def fooled(raw: RawMail) -> Thought:
    """Read by the real reader; the model takes everything for the calmest question there is."""
    mail = parse(raw, READING)
    return Thought(mail=mail, verdict=None if mail.error else CALM)


@contextmanager
def shop(rules: Policy = AUTO, *, orders: Sequence[str] = (), think: Any = fooled, name: str = "") -> Iterator[Bench]:
    """A desk in a folder of its own with the shipped texts. `orders` are rows below HEAD."""
    with tempfile.TemporaryDirectory() as folder:
        if orders:
            (Path(folder) / "orders.csv").write_text("\n".join((HEAD, *orders)) + "\n", encoding="utf-8")
        bench = Bench(Path(folder), policy=rules, think=think)
        bench.change(templates=shipped())
        try:
            yield bench
        finally:
            bench.database.close()


def raw(content: bytes) -> RawMail:
    """Bytes as they arrive now."""
    at = Bench.__dataclass_fields__["account"].default_factory().clock.now()  # type: ignore[misc]
    return RawMail(id=mail_id("support", content), mailbox="support", content=content, received_at=at)


def considered(bench: Bench, content: bytes, meant: Verdict = CALM, rules: Policy | None = None) -> tuple[Mail, Plan]:
    """A mail read, looked up, decided and written out, without the store's writing."""
    desk, now = bench.desk, bench.account.clock.now()
    mail, known = parse(raw(content), READING), rules or bench.desk.policy
    facts = facts_of(desk, mail, now)
    decision = decide(mail, None if mail.error else meant, facts, known, now, desk.templates, mailbox=desk.name)
    return mail, plan(mail, decision, facts, known, desk.templates, now, compose=compose)


def written(made: Plan) -> list[tuple[str, bytes]]:
    """Recipient and bytes of every mail that a plan writes, the draft behind a full cap among them."""
    mine = [(a.recipient, a.content) for a in made.actions if a.kind in {ActionKind.REPLY, ActionKind.DRAFT}]
    return [*mine, *(written(made.otherwise) if made.otherwise else [])]


def replies(made: Plan) -> list[tuple[str, bytes]]:
    """Recipient and bytes of what goes out without a person."""
    return [(a.recipient, a.content) for a in made.actions if a.kind is ActionKind.REPLY]


def opened(content: bytes) -> Message:
    """A message of ours, read by the oldest parser."""
    return message_from_bytes(content, policy=policy.compat32)


def parts(content: bytes) -> tuple[str, str]:
    """Text and HTML of a message of ours."""
    found = {part.get_content_type(): part.get_payload(decode=True) for part in opened(content).walk()}
    return tuple(bytes(found[kind]).decode() for kind in ("text/plain", "text/html"))  # type: ignore[return-value]


def words(content: bytes) -> str:
    """Everything a reader of a message sees, with the token of the conversation taken out."""
    subject = str(message_from_bytes(content, policy=policy.default)["Subject"])
    return re.sub(r" \[T-[A-Z2-7]{10}\]", "", "\n".join((subject, *parts(content))))


def letter_faults(recipient: str, content: bytes, automatic: bool = True) -> list[str]:
    """What is wrong with an outgoing message, as any mail server would see it."""
    read = opened(content)
    faults = [f"header {name}" for name in read if name not in HEADERS]
    faults += [f"{name} stands twice" for name in set(read) if len(read.get_all(name, [])) > 1]
    faults += [
        f"{name} has a line end" for name, value in read.items() if re.search(r"\r?\n(?![ \t])|\r(?!\n)", str(value))
    ]
    to = [email for _, email in getaddresses([str(read["To"])])]
    if automatic and (to != [recipient] or not is_plain(recipient)):
        faults.append("not exactly one recipient")
    if automatic and (read["Auto-Submitted"], read["Precedence"]) != ("auto-replied", "auto_reply"):
        faults.append("the marks of an automatic mail are missing")
    if [part.get_content_type() for part in read.walk()] != ["multipart/alternative", "text/plain", "text/html"]:
        faults.append("other parts than text and HTML")
    return faults


def is_plain(email: str) -> bool:
    """An addr-spec without anything that SMTP could trip over."""
    return re.fullmatch(r"[!-~]+", email) is not None and email.count("@") == 1 and len(email) <= 254


def strict(rules: Policy = AUTO) -> Policy:
    """The same rules for verified senders only."""
    return replace(rules, safety=replace(rules.safety, require_verified_sender=True))
