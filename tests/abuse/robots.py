"""L5, F: mail that comes back, and robots that answer what nobody asked for: a month of follow-ups."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.abuse.found import Found, Row
from tests.abuse.stage import letter_faults, opened, parts, shop
from tests.desks import AUTO, Bench, letter, think
from triage.care import listen_to_agents, tick
from triage.edges.store.cases import close
from triage.edges.store.timeline import open_cases
from triage.flow import cycle
from triage.settings import FollowUps

ASKS = "Where is my order, please? I would like to know when it will arrive. ({number})"
ALL_FOLLOW_UPS = FollowUps(
    silent_customer="auto", progress_update="auto", csat="auto", dispute_apology="auto", thank_you="auto"
)


# --- bounces ----------------------------------------------------------------------------------------------------------
def _bounces(ours: str) -> Iterator[tuple[str, bytes]]:
    """What servers send back, from RFC 3464 to a few words of a postmaster."""
    report = (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.customer.example\r\nTo: help@teapot.example\r\n"
        "Subject: Undelivered\r\n"
        f"Message-ID: <b1@mx.customer.example>\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\nUser unknown.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Final-Recipient: rfc822; ann@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        f"--b\r\nContent-Type: message/rfc822-headers\r\n\r\nMessage-ID: {ours}\r\n--b--\r\n"
    )
    yield "a report", report.encode()
    plain = {"number": 70, "sender": "postmaster@mx.customer.example", "subject": "Returned to you"}
    yield "a postmaster's words", letter(f"I could not deliver it. Message-ID: {ours}", **plain)  # type: ignore[arg-type]
    yield "an answer to it", letter("User unknown", answers=ours, **plain)  # type: ignore[arg-type]
    wrapped = f"The following message\r\n   {ours}\r\ncould not be delivered, 550 5.1.1 user unknown"
    yield "folded", letter(wrapped, Return_Path="<>", number=71, sender="bounce-77@customer.example")


def bounced_reply(every: int) -> Found:
    """The answer comes back; the next mail of that address gets none, and nothing is sent to the bounce."""
    faults, shapes = [], list(_bounces("<x@y>"))
    for place in range(0, len(shapes), every):
        with shop() as bench:
            bench.account.deliver(letter())
            cycle(bench.desk)
            ours = str(opened(bench.account.sent[0][1])["Message-ID"])
            name, content = list(_bounces(ours))[place]
            bench.account.deliver(content)
            cycle(bench.desk)
            bench.account.deliver(letter(ASKS.format(number=2), number=2))
            cycle(bench.desk)
            faults += [f"{name}: written to again"] if len(bench.account.sent) != 1 else []
            faults += [f"{name}: not blocked"] if "address_blocked" not in bench.rules() else []
    return Found.of(len(shapes[::every]), f"{len(faults)} written to again", faults)


def bounced_follow_up(every: int) -> Found:
    """A follow-up comes back: every later one is a draft for a person at most."""
    faults, shapes = [], list(_bounces("<x@y>"))
    rules = replace(AUTO, follow_ups=ALL_FOLLOW_UPS)
    for place in range(0, len(shapes), every):
        with shop(rules, think=think) as bench:
            answered_and_closed(bench)
            live(bench, days=2)
            name = shapes[place][0]
            if len(bench.account.sent) != 1:
                faults.append(f"{name}: {len(bench.account.sent)} follow-ups")
                continue
            ours = str(opened(bench.account.sent[0][1])["Message-ID"])
            bench.account.deliver(list(_bounces(ours))[place][1])
            bench.account.deliver(letter("The cup is broken again", number=90, answers="<m1@customer.example>"))
            live(bench, days=30)
            faults += [f"{name}: written to again"] if len(bench.account.sent) != 1 else []
    return Found.of(len(shapes[::every]), f"{len(faults)} written to again", faults)


def answered_and_closed(bench: Bench) -> None:
    """A case that a person has answered and resolved."""
    listen_to_agents(bench.desk)
    bench.account.deliver(letter("My kettle is broken, I would like to hear from you what to do now."))
    cycle(bench.desk)
    answer = letter(
        "A new one is on its way to you.", number=50, sender=AUTO.own_address, answers="<m1@customer.example>"
    )
    bench.account.deliver(answer, "Sent")
    listen_to_agents(bench.desk)
    (case,) = open_cases(bench.database, everything=True)
    close(bench.database, case.id, bench.account.clock.now())


def live(bench: Bench, days: int, answer: Callable[[int, bytes], bytes] | None = None) -> None:
    """Days pass; the clock is looked at four times a day."""
    for _ in range(days * 4):
        bench.account.clock.step(hours=6)
        before = len(bench.account.sent)
        tick(bench.desk)
        cycle(bench.desk)
        for number, (_, content) in enumerate(bench.account.sent[before:]):
            if answer is not None:
                bench.account.deliver(answer(len(bench.account.sent) * 100 + number, content))


# --- robots that answer follow-ups ------------------------------------------------------------------------------------
_ROBOTS = {
    "thanks": "Thank you very much!",
    "a ticket": "Thank you for your message. We have received your request #{number} and will answer soon.",
    "a question": "Where is my order, please? Ticket {number}.",
    "a score": "5",
    "a bad score": "1",
    "a mirror": "{echo}",
}


def robots_and_follow_ups(every: int) -> Found:
    """A month with a robot that answers each of our mails at once, in the thread or outside of it."""
    faults, most, count = [], 0, 0
    rules = replace(AUTO, follow_ups=ALL_FOLLOW_UPS)
    shapes = list(itertools.product(_ROBOTS.items(), (True, False)))[::every]
    for (name, text), threaded in shapes:
        with shop(rules, think=think) as bench:

            def answer(number: int, content: bytes, text: str = text, threaded: bool = threaded) -> bytes:
                said = text.format(number=number, echo=parts(content)[0][:300])
                return letter(said, number=number, answers=str(opened(content)["Message-ID"]) if threaded else "")

            answered_and_closed(bench)
            live(bench, days=30, answer=answer)
            count += 1
            sent = len(bench.account.sent)
            most = max(most, sent)
            where = "in the thread" if threaded else "outside"
            faults += [f"{name} {where}: {sent} mails in 30 days"] if sent > (12 if threaded else 25) else []
            faults += [f"{name} {where}: {one}" for to, made in bench.account.sent for one in letter_faults(to, made)]
    return Found.of(count, f"{most} mails at most in 30 days", faults)


def two_thankful_robots(_every: int) -> Found:
    """Two shops whose follow-ups thank each other for a month, marks taken away."""
    rules = replace(AUTO, follow_ups=ALL_FOLLOW_UPS)
    with shop(rules, think=think) as bench:
        answered_and_closed(bench)

        def answer(number: int, content: bytes) -> bytes:
            thread = str(opened(content)["Message-ID"])
            return letter("5 - thank you so much!" if number % 200 else "Thank you!", number=number, answers=thread)

        live(bench, days=30, answer=answer)
        sent = len(bench.account.sent)
    return Found.of(30, f"{sent} mails", ["they go on and on"] if sent > 3 else ())


ROWS = (
    Row(name="L5", what="the reply bounces", wanted="0 further mail, address blocked", run=bounced_reply, quick=2),
    Row(name="L5", what="a follow-up bounces", wanted="0 further mail", run=bounced_follow_up, quick=4),
    Row(name="F1", what="robots that answer each follow-up for a month", wanted="<= 12 in a thread, <= 25 outside",
        run=robots_and_follow_ups, quick=6),
    Row(name="F2", what="thanks between two robots for a month", wanted="<= 3 mails", run=two_thankful_robots),
)  # fmt: skip
