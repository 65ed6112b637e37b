"""A mail, read: the rooms of this package joined in order. Never raises: `Mail.error` says what failed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from triage.domain import Mail, RawMail, TrackingNumber
from triage.mail import body
from triage.mail.automatic import rules as automatic
from triage.mail.body import Body
from triage.mail.language import detection as language
from triage.mail.language.detection import Language
from triage.mail.named import amounts, contacts, dates, numbers, tracking
from triage.mail.people import forms, identity, relays
from triage.mail.people.identity import Identity
from triage.mail.wire import headers, mime
from triage.mail.wire.charset import clean
from triage.mail.wire.headers import Headers
from triage.mail.wire.mime import Tree
from triage.settings import Reading

_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_NOT_FILES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_SUBJECT = 500
_SURE = 0.8  # confidence of a language from which the subject is not asked
_LINKS = 50
_NAMED = 20_000  # characters in which numbers and days are looked for
_REPLY = re.compile(
    r"\A\s{0,9}(?:re|aw|sv|antw|vs|odp|res|rif|r|ynt|回复|回覆|答复|返信)(?:\[\d{1,3}\])?\s?[:：]", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    """Where a customer names things: the subject, and the new words with the fields of a form."""

    subject: str
    text: str

    @property
    def whole(self) -> str:
        """Both, the subject first."""
        return f"{self.subject}\n{self.text}"


def _readable(text: str) -> str:
    """Full-width letters and digits, as they are typed in Japan and China, in their usual form."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text[:_NAMED])[:_NAMED]


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
    form = forms.form_of(people.sender, reading.contact_forms)
    mail = replace(
        empty, subject=head.text("subject", _SUBJECT), sender=people.sender, reply_to=people.reply_to,
        envelope=people.envelope, recipients=people.recipients, verified=people.verified and form is None,
        relay=relays.relay(people.sender), form=form.name if form else None,
        message_id=own_id[0] if own_id else None, in_reply_to=answers[0] if answers else None,
        references=headers.message_ids(" ".join(head.all("references")), 20), date=headers.date(head.first("date")),
    )  # fmt: skip
    return mail, people


def _read(mail: Mail, head: Headers, rest: bytes, people: Identity, reading: Reading, note: str | None) -> Mail:
    parts = mime.tree(head, rest, reading.limits)
    files = tuple(
        mime.attachment(part) for part in parts.parts if part.attached and part.content_type not in _NOT_FILES
    )
    form = forms.form_of(people.sender, reading.contact_forms)
    in_thread = bool(mail.thread_ids)
    text = body.read(parts, reading.limits, subject=mail.subject, in_thread=in_thread, whole=form is not None)
    rule = _rule(mail, head, people, parts, text, reading)
    if form is not None:
        filled = forms.read(form, text.new_text, people.reply_to)
        own = {*reading.own_addresses, form.sender.lower(), people.sender.email.lower() if people.sender else ""}
        if filled.sender is not None and filled.sender.email.lower() in own:
            filled = replace(filled, sender=None)  # nobody writes to us through our form from our own address
        mail, text = replace(mail, sender=filled.sender), replace(text, new_text=filled.message)
        rule = rule or (None if filled.sender else "sender_unclear")
    words = f"{filled.fields}\n{text.new_text}" if form is not None else text.new_text
    named = _Named(subject=_readable(mail.subject), text=_readable(words))
    return replace(
        _told(mail, named, text, reading, headers.local_date(head.first("date"))), automatic_rule=rule,
        new_text=text.new_text, quoted_text=text.quoted_text, forwarded_text=text.forwarded_text,
        signature=text.signature, hidden_text=text.hidden_text, parts_disagree=text.parts_disagree,
        views=_views(mail.subject, text, tuple(file.name for file in files)), attachments=files,
        encrypted=bool(_ENCRYPTED & set(parts.types)) or "-----BEGIN PGP MESSAGE-----" in text.new_text[:500],
        fingerprint=_fingerprint(text.new_text, mail.subject),
        error=note or ("it has more parts than are read; a person must look" if parts.cut else None),
    )  # fmt: skip


def _told(mail: Mail, named: _Named, text: Body, reading: Reading, written: datetime | None) -> Mail:
    """What the new words say by themselves: their language, and the numbers, sums, days and people they name."""
    spoken = _language(text.new_text, mail.subject)
    new, code = named.text, spoken.code
    parcels = tracking.tracking_numbers(named.whole)
    return replace(
        mail, language=code, language_confidence=spoken.confidence, script=spoken.script,
        order_numbers=_order_numbers((named.whole, text.quoted_text, text.forwarded_text), parcels, reading),
        tracking_numbers=parcels or tracking.tracking_numbers(text.forwarded_text),
        amounts=amounts.amounts(new, code, reading.country),
        dates=dates.dates(new, code, written, reading.country),
        email_addresses=contacts.email_addresses(new), phone_numbers=_phones(new, parcels, reading.country),
        links=tuple(dict.fromkeys((*contacts.links(new), *text.links)))[:_LINKS],
    )  # fmt: skip


def _phones(text: str, parcels: tuple[TrackingNumber, ...], country: str) -> tuple[str, ...]:
    """Telephone numbers; the digits of a parcel's number, written in groups, are none."""
    found = contacts.phone_numbers(text, country)
    return tuple(one for one in found if not any(one[-7:] in parcel.number for parcel in parcels))


def _language(text: str, subject: str) -> Language:
    """The language of the new words; the subject helps where they are few and it is not the line they answer."""
    spoken = language.detect(text)
    if spoken.confidence >= _SURE or _REPLY.match(subject):
        return spoken
    joined = language.detect(f"{text}\n{subject}")
    return max(spoken, joined, key=lambda found: found.confidence)


def _rule(mail: Mail, head: Headers, people: Identity, parts: Tree, text: Body, reading: Reading) -> str | None:
    evidence = automatic.Evidence(
        headers=head, identity=people, reading=reading, subject=mail.subject, relay=mail.relay,
        text=text.new_text or text.quoted_text or text.forwarded_text,
        form=mail.form is not None, top=parts.top, types=parts.types, embedded=parts.embedded,
    )  # fmt: skip
    return automatic.first(evidence)


def _order_numbers(texts: tuple[str, ...], parcels: tuple[TrackingNumber, ...], reading: Reading) -> tuple[str, ...]:
    """From the new words, else from the history they answer, else from what is passed on. A tracking number is none."""
    none = {one.number for one in parcels if one.valid or not one.number.isdigit()}
    for text in texts:
        found = numbers.order_numbers(text, reading.order_patterns, reading.order_examples)
        if orders := tuple(number for number in found if number.upper() not in none):
            return orders
    return ()


def _views(subject: str, text: Body, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(view for view in (subject, *text.views, *names) if view))


def _fingerprint(text: str, subject: str) -> str:
    """Digest of words alone: trace headers, line ends and spaces do not count."""
    folded = " ".join(f"{clean(subject)}\n{text}".split())
    return hashlib.sha256(folded.encode()).hexdigest()
