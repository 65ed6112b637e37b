"""D8 to D10: what would make us run, confirm or join something: template language, sign-up codes, guessed tokens."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from tests.abuse import stage
from tests.abuse.found import Found, Row
from tests.abuse.hostile_words import SIGN_UPS
from tests.abuse.leaks import ASKS, VICTIM
from tests.abuse.stage import considered, shop, words, written
from tests.desks import letter
from tests.policy.texts import FILES
from triage.domain import Address, Mail, conversation_token
from triage.errors import ConfigError
from triage.flow import cycle
from triage.mail.thread import marks
from triage.policy.render import Templates
from triage.settings import Shop

_SSTI = ("{{7*7}}", "{{ 7*7 }}", "{% print 7*7 %}", "{{shop.__class__}}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
         "{{'a'*10**9}}",         "{{config}}", "{{ self._TemplateReference__context }}")  # fmt: skip
_SLOTTED = ("Subject", "sender", "body", "Message_ID", "Reply_To", "Date")


def templates_stay_literal(every: int) -> Found:
    """Template language in every field of a mail, an order file and the settings."""
    faults, count = [], 0
    for value in _SSTI[::every]:
        cells = f"NW-20417,{VICTIM},moving,{value},{value},{value},2026-12-24,DE,9,EUR".replace("'", "")
        rules = replace(
            stage.AUTO, shop=Shop(name=f"Tea {value}", team=f"Ann {value}", website="https://teapot.example")
        )
        with shop(rules, orders=[cells]) as bench:
            for field in _SLOTTED:
                count += 1
                told = (
                    {"sender": f'"{value}" <{VICTIM}>'}
                    if field == "sender"
                    else {field: value}
                    if field != "body"
                    else {}
                )
                body = f"{ASKS[0]} {value if field == 'body' else ''}"
                for _, made in written(considered(bench, letter(body, verified=True, **told))[1]):  # type: ignore[arg-type]
                    said = words(made)
                    faults += (
                        [f"{field} {value}: was run"] if re.search(r"\b49\b|<class|Undefined|a{1000}", said) else []
                    )
                    faults += (
                        [f"{field} {value}: the shop's name is gone"]
                        if value not in said and "'" not in value and "<" not in value
                        else []
                    )
    for text in ("{{ nobody }}", "{{ shop.nothing }}", "{{ name|e }}", "{% for a in b %}{% endfor %}", "{{ 7*7 }}"):
        count += 1
        try:
            Templates.load({**FILES, "order_status/en.txt": f"Subject: Order\n\nHello {text}"})
            faults.append(f"{text} is accepted in a template")
        except ConfigError:
            pass
    return Found.of(count, f"{len(faults)} run or accepted", faults)


def sign_ups(every: int) -> Found:
    """Ticket Trick: codes, invitations and confirmations that a service sends to the shop's address."""
    faults, mails = [], SIGN_UPS[::every]
    with shop() as bench:
        for number, (sender, subject, body) in enumerate(mails):
            bench.account.deliver(letter(body, number=number, sender=sender, subject=subject))
        cycle(bench.desk)
        faults += [
            f"{mails[n][1]!r} is answered" for n, out in enumerate(bench.outcomes()) if out not in {"person", "none"}
        ]
        faults += ["something was sent"] if bench.account.sent else []
        faults += ["something was drafted"] if bench.mails("Drafts") else []
    return Found.of(len(mails), f"{len(faults)} answered or passed on", faults)


def token_guesses(every: int) -> Found:
    """100,000 tokens in subjects against 1,000 open conversations: random ones, and right ones of other people."""
    dice, count = random.Random(7), 100_000 // every
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    people = [Address(email=f"c{number}@customer.example") for number in range(1000)]
    talks = [f"{dice.getrandbits(256):064x}" for _ in people]
    live = {
        digest
        for person, talk in zip(people, talks, strict=True)
        for digest in marks(Mail(id=talk, sender=person), talk)
    }
    joins = 0
    for number in range(count):
        right = number % 10 == 0
        token = conversation_token(dice.choice(talks)) if right else "T-" + "".join(dice.choices(alphabet, k=10))
        sender = Address(email="eve@elsewhere.example") if right else dice.choice(people)
        guess = Mail(id="g", subject=f"Re: your order [{token}]", sender=sender)
        joins += not live.isdisjoint(marks(guess))
    return Found.of(count, f"{joins} joined", ["a guess joined"] * bool(joins))


ROWS = (
    Row(name="D8", what="template language in mails, order files, settings and templates", wanted="0 run",
        run=templates_stay_literal, quick=4, also="tests/policy/test_render.py"),
    Row(name="D9", what="sign-up codes and invitations", wanted="0 replies, 0 forwards", run=sign_ups, quick=4),
    Row(name="D10", what="guessed tokens", wanted="0 joins", run=token_guesses, quick=50),
)  # fmt: skip
