"""Mails as bytes: a customer's, a machine's and an agent's, each with its true label beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tests.desks import AUTO, BORDER
from triage.domain import mail_id

OWN = AUTO.own_address
_SUBJECT = re.compile(r"^(?:Re: )+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One mail of the month. `kind` is person, thanks, machine, bounce or other; the label is the true one.

    Among the corpus's rows without a request there are machines' texts, so "other" may be anybody.
    """

    id: str
    message_id: str
    content: bytes
    sender: str
    subject: str
    body: str
    at: datetime
    kind: str = "person"
    intent: str = "other"
    urgency: str = "low"
    language: str = "en"
    also: tuple[str, ...] = ()
    order: str = ""  # that the customer means, named or not


def letter(
    *,
    number: int,
    sender: str,
    subject: str,
    body: str,
    at: datetime,
    name: str = "",
    verified: bool = True,
    answers: tuple[str, ...] = (),
    quoted: str = "",
    photo: bool = False,
    kind: str = "person",
    intent: str = "other",
    urgency: str = "low",
    language: str = "en",
    also: tuple[str, ...] = (),
    order: str = "",
    headers: tuple[tuple[str, str], ...] = (),
) -> Letter:
    """A mail to the shop."""
    domain = sender.rpartition("@")[2]
    made = EmailMessage(policy=SMTP)
    if verified:
        made["Authentication-Results"] = f"{BORDER}; dmarc=pass header.from={domain}"
    own_id = f"<m{number}@{domain}>"
    made["From"], made["To"], made["Subject"] = f'"{name}" <{sender}>' if name else sender, OWN, subject
    made["Date"], made["Message-ID"] = format_datetime(at), own_id
    _thread(made, answers)
    for header, value in headers:
        made[header] = value
    made.set_content(_with_quote(body, quoted))
    if photo:
        made.add_attachment(b"\xff\xd8\xff\xe0" + bytes(200), maintype="image", subtype="jpeg", filename="photo.jpg")
        made.set_boundary(f"=-{number}")
    content = bytes(made)
    return Letter(
        id=mail_id("support", content),
        message_id=own_id,
        content=content,
        sender=sender,
        subject=subject,
        body=body,
        at=at,
        kind=kind,
        intent=intent,
        urgency=urgency,
        language=language,
        also=also,
        order=order,
    )


def agents_letter(
    number: int, to: str, subject: str, body: str, at: datetime, answers: tuple[str, ...], own_id: str, quoted: str
) -> bytes:
    """What an agent's mail program puts into Sent."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = OWN, to, re_subject(subject)
    made["Date"], made["Message-ID"] = format_datetime(at), own_id or f"<a{number}@teapot.example>"
    _thread(made, answers)
    made.set_content(_with_quote(body, quoted))
    return bytes(made)


def bounce(number: int, message: bytes, to: str, at: datetime) -> Letter:
    """A server's report that our mail could not be delivered (RFC 3464)."""
    head = message.partition(b"\r\n\r\n")[0].decode("ascii")
    body = (
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
        f"delivered. This is a permanent error.\n\n  {to}\n    550 no such user\n\n{head}\n"
    )
    return letter(
        number=number,
        sender="mailer-daemon@mx.relay.example",
        name="Mail Delivery System",
        at=at,
        verified=False,
        subject="Mail delivery failed: returning message to sender",
        body=body,
        kind="bounce",
        headers=(("Return-Path", "<>"), ("Auto-Submitted", "auto-replied")),
    )


def re_subject(subject: str) -> str:
    """The subject of an answer."""
    return f"Re: {_SUBJECT.sub('', subject)}"


def _thread(made: EmailMessage, answers: tuple[str, ...]) -> None:
    if answers:
        made["In-Reply-To"] = answers[-1]
        made["References"] = " ".join(answers)


def _with_quote(body: str, quoted: str) -> str:
    if not quoted:
        return f"{body}\n"
    lines = "\n".join(f"> {line}" for line in quoted.splitlines()[:30])
    return f"{body}\n\n{lines}\n"
