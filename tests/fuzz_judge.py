"""Says what is wrong with how a mail was read: the judge of the hostile table and of the fuzz run."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from triage.domain import Mail, RawMail, mail_id
from triage.mail.parse import parse
from triage.settings import Reading

READING = Reading(own_addresses=("support@shop.example",), instance="i1", authserv_id="mx.shop.example")
_BAD = re.compile("[\0\x01-\x08\x0b-\x1f\x7f]")


def read(content: bytes) -> Mail:
    """The mail of these bytes, as a shop reads it."""
    raw = RawMail(id=mail_id("m", content), mailbox="m", content=content, received_at=datetime(2026, 1, 5, tzinfo=UTC))
    return parse(raw, READING)


def fault(content: bytes) -> str | None:
    """The fault of reading these bytes in a few words, None when there is none."""
    try:
        mail = read(content)
    except Exception as error:
        return f"parse raised {type(error).__name__}: {error}"
    if mail.error and "cannot be read" in mail.error:
        return mail.error
    return next((f"{name} cannot be stored" for name, text in strings(mail, "mail") if not is_storable(text)), None)


def is_storable(text: str) -> bool:
    """Whether a text can be encoded and holds no control letter."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return _BAD.search(text) is None


def strings(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Every string inside a value, with the name of the field that has it."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one, name)
    elif hasattr(value, "__dataclass_fields__"):
        for field in value.__dataclass_fields__:
            yield from strings(getattr(value, field), field)
