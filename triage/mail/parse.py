"""A mail, read: the rooms of this package joined in order. Never raises: `Mail.error` says what failed."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from triage.domain import Mail, RawMail
from triage.mail import automatic, body, headers, identity, language, mime, numbers, relays, tracking
from triage.mail.body import Body
from triage.mail.charset import clean
from triage.mail.headers import Headers
from triage.mail.identity import Identity
from triage.mail.mime import Tree
from triage.settings import Reading

_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_NOT_FILES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_SUBJECT = 500


def parse(raw: RawMail, reading: Reading) -> Mail:
    """Bytes to Mail. `raw.note` (too large, unfetchable) becomes the error; the headers there are still read."""
    empty = Mail(id=raw.id, error=raw.note or "the mail is empty")
    if not raw.content.strip():
        return empty
    try:
        head, rest = headers.split(raw.content[: reading.limits.mail_bytes], reading.limits)
        mail, people = _addressed(empty, head, reading)
    except Exception as error:  # noqa: BLE001 - hostile bytes find what no test has; a person looks
        return replace(empty, error=raw.note or _reason("its headers", error))
    try:
        return _read(mail, head, rest, people, reading, raw.note)
    except Exception as error:  # noqa: BLE001 - as above
        return replace(mail, error=raw.note or _reason("its text", error))


def _reason(what: str, error: Exception) -> str:
    """What failed, without a word of the mail."""
    return f"{what} cannot be read ({type(error).__name__}); a person must look"


def _addressed(empty: Mail, head: Headers, reading: Reading) -> tuple[Mail, Identity]:
    """What the headers alone tell."""
    people = identity.read(head, reading.authserv_id)
    answers = headers.message_ids(head.first("in-reply-to"), 1)
    own_id = headers.message_ids(head.first("message-id"), 1)
    mail = replace(
        empty, subject=head.text("subject", _SUBJECT), sender=people.sender, reply_to=people.reply_to,
        recipients=people.recipients, verified=people.verified, relay=relays.relay(people.sender),
        message_id=own_id[0] if own_id else None, in_reply_to=answers[0] if answers else None,
        references=headers.message_ids(" ".join(head.all("references")), 20), date=headers.date(head.first("date")),
    )  # fmt: skip
    return mail, people


def _read(mail: Mail, head: Headers, rest: bytes, people: Identity, reading: Reading, note: str | None) -> Mail:
    parts = mime.tree(head, rest, reading.limits)
    files = tuple(
        mime.attachment(part) for part in parts.parts if part.attached and part.content_type not in _NOT_FILES
    )
    text = body.read(parts, reading.limits, subject=mail.subject, in_thread=bool(mail.thread_ids))
    spoken = language.detect(text.new_text if _letters(text.new_text) >= 8 else f"{text.new_text} {mail.subject}")
    named = f"{mail.subject}\n{text.new_text}"
    return replace(
        mail, automatic_rule=_rule(mail, head, people, parts, text, reading),
        new_text=text.new_text, quoted_text=text.quoted_text, signature=text.signature,
        views=_views(mail.subject, text, tuple(file.name for file in files)), parts_disagree=text.parts_disagree,
        encrypted=bool(_ENCRYPTED & set(parts.types)) or "-----BEGIN PGP MESSAGE-----" in text.new_text[:500],
        language=spoken.code, language_confidence=spoken.confidence, script=spoken.script,
        order_numbers=_order_numbers(named, text.quoted_text, reading), attachments=files,
        tracking_numbers=tracking.tracking_numbers(named) or tracking.tracking_numbers(text.forwarded),
        fingerprint=_fingerprint(text.new_text, mail.subject),
        error=note or ("it has more parts than are read; a person must look" if parts.cut else None),
    )  # fmt: skip


def _rule(mail: Mail, head: Headers, people: Identity, parts: Tree, text: Body, reading: Reading) -> str | None:
    evidence = automatic.Evidence(
        headers=head, identity=people, reading=reading, subject=mail.subject, text=text.new_text, relay=mail.relay,
        top=parts.top, types=parts.types, embedded=parts.embedded,
    )  # fmt: skip
    return automatic.first(evidence)


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text[:100])


def _order_numbers(named: str, quoted: str, reading: Reading) -> tuple[str, ...]:
    """From the new words, else from the history they answer. A tracking number is none."""
    parcels = {found.number for found in tracking.tracking_numbers(named) if not found.number.isdigit()}
    for text in (named, quoted):
        found = tuple(n for n in numbers.order_numbers(text, reading.order_patterns) if n.upper() not in parcels)
        if found:
            return found
    return ()


def _views(subject: str, text: Body, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(view for view in (subject, *text.views, *names) if view))


def _fingerprint(text: str, subject: str) -> str:
    """Digest of words alone: trace headers, line ends and spaces do not count."""
    folded = " ".join(f"{clean(subject)}\n{text}".split())
    return hashlib.sha256(folded.encode()).hexdigest()
