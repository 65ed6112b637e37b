"""Mails of the shop's own contact form: whose words they carry, by a rule that the shop switches on.

The first field of a kind counts, and everything after the message's label is the message: a customer who writes
"Email: somebody@else.example" into the message becomes nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from triage.domain import Address
from triage.mail.people import addresses
from triage.mail.people import form_labels as labels
from triage.mail.wire.charset import clean_line
from triage.settings import ContactForm

_LABEL = re.compile(
    r"\A[\s*_>•-]{0,6}([^:：|\t\n]{1,40}?)[\s*_]{0,4}(?:\((?:required|erforderlich|必須)\))?\s?(?:[:：|\t]|\Z)"
)
_ANGLE = re.compile(r"\A([^<>]{0,100})<([^<>\s]{3,254})>\Z")
_HEAD_LINES = 80  # fields above the message; what stands deeper is the customer's


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A form as it was filled in. `sender` is None where it names nobody, or two; `fields` stood above the message."""

    sender: Address | None = None
    message: str = ""
    fields: str = ""


def form_of(sender: Address | None, forms: Sequence[ContactForm]) -> ContactForm | None:
    """The form whose mails come from this address, by the address itself or by its "@domain"."""
    if sender is None:
        return None
    address = sender.email.lower()
    return next((form for form in forms if form.sender.lower() in {address, f"@{addresses.domain(address)}"}), None)


def read(form: ContactForm, text: str, reply_to: Address | None) -> Filled:
    r"""Tell the fields of a form's mail from the customer's message.

    >>> form = ContactForm(sender="forms@shop.example")
    >>> filled = read(form, "Name: Ann\nEmail: ann@c.example\nMessage:\nWhere is it?", None)
    >>> filled.sender, filled.message
    (Address(email='ann@c.example', name='Ann'), 'Where is it?')
    """
    lines = text.split("\n")
    roles = _roles(form)
    found: dict[str, str] = {}
    known: set[int] = set()
    for place, line in enumerate(lines[:_HEAD_LINES]):
        role, value = _field(line, roles)
        if role == "message":
            message = _without_footer([value, *lines[place + 1 :]])
            return Filled(sender=_sender(found, reply_to), message=message, fields="\n".join(lines[:place]))
        if role and role not in found:
            below = 0 if value else _next_value(lines[place + 1 : place + 4], roles)
            found[role] = value or (lines[place + below].strip() if below else "")
            known |= {place, place + below}
    rest = "\n".join(line for place, line in enumerate(lines) if place not in known)
    return Filled(sender=_sender(found, reply_to), fields=text, message=_without_footer(rest.split("\n")))


def _roles(form: ContactForm) -> dict[str, str]:
    tables = (
        ("name", labels.NAME, form.name_labels), ("email", labels.EMAIL, form.email_labels),
        ("message", labels.MESSAGE, form.message_labels),
    )  # fmt: skip
    return {label.casefold().strip(" :："): role for role, usual, own in tables for label in (*usual, *own)}


def _field(line: str, roles: dict[str, str]) -> tuple[str, str]:
    """Role and value of "Label: value", of a table's "Label | value", or of a label that stands alone."""
    match = _LABEL.match(line[:300])
    role = roles.get(match[1].casefold().strip(" *_"), "") if match else ""
    return (role, line[match.end() :].strip(" *_|\t")) if match and role else ("", "")


def _next_value(lines: Sequence[str], roles: dict[str, str]) -> int:
    """How many lines below a label that stands alone its value is; 0 when the next label comes first."""
    place = next((place for place, line in enumerate(lines, start=1) if line.strip()), 0)
    return 0 if not place or _field(lines[place - 1], roles)[0] else place


def _sender(found: dict[str, str], reply_to: Address | None) -> Address | None:
    """Who filled it in. Reply-To and the field must name the same address where both are there."""
    typed = _address(found.get("email", "")) or _address(found.get("name", ""))
    if typed is not None and reply_to is not None and typed.email.lower() != reply_to.email.lower():
        return None
    known = typed or reply_to
    name = clean_line(_ANGLE.sub(r"\1", found.get("name", "")), 100).strip()
    return Address(email=known.email, name=name or known.name) if known else None


def _address(value: str) -> Address | None:
    inner = _ANGLE.match(value.strip())
    checked = addresses.addr_spec((inner[2] if inner else value.partition(" ")[0]).strip().removeprefix("mailto:"))
    return Address(email=checked) if checked else None


def _without_footer(lines: list[str]) -> str:
    """The message; what the form's program adds as the last paragraph is none of it, with the line of dashes above."""
    text = "\n".join(lines).rstrip()
    above, _, last = text.rpartition("\n\n") if "\n\n" in text else text.rpartition("\n--")
    core = last.strip().lstrip("-_=* \n").casefold()
    if core.startswith(labels.FOOTERS) and core.count("\n") < 4:
        text = above
    return text.rstrip().removesuffix("\n--").removesuffix("\n-- ").strip()
