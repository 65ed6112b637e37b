"""What a golden mail is expected to be: the interesting fields of a parsed `.eml`, as JSON beside it."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from triage.domain import Mail, RawMail, mail_id
from triage.mail.parse import parse
from triage.settings import ContactForm, Reading

FOLDER = Path(__file__).parent
READING = Reading(
    own_addresses=("support@shop.example", "hello@shop.example"),
    instance="golden-instance",
    order_patterns=(r"\bSHOP-(\d{6})\b",),
    authserv_id="mx.shop.example",
    contact_forms=(ContactForm(sender="forms@shop.example"),),
    country="DE",
)
MAILS = sorted(FOLDER.rglob("*.eml"))
_LEFT_OUT = ("id", "fingerprint", "recipients", "views")  # digests, and what the other fields say already


def read(path: Path) -> Mail:
    """The mail of a file, parsed as the golden shop reads it."""
    content = path.read_bytes()
    raw = RawMail(
        id=mail_id("golden", content), mailbox="golden", content=content, received_at=datetime(2026, 1, 5, tzinfo=UTC)
    )
    return parse(raw, READING)


def interesting(mail: Mail) -> dict[str, object]:
    """Fields that are not at their default, in a form that JSON keeps and a reviewer can read."""
    plain = Mail(id=mail.id)
    fields = {
        name: value for name, value in asdict(mail).items() if name not in _LEFT_OUT and value != getattr(plain, name)
    }
    if mail.date:
        fields["date"] = mail.date.isoformat()
    if mail.sender:
        fields["sender"] = f"{mail.sender.name} <{mail.sender.email}>".strip()
    if mail.reply_to:
        fields["reply_to"] = mail.reply_to.email
    if mail.attachments:
        fields["attachments"] = [f"{a.name} {a.content_type} {a.size} {a.kind}".strip() for a in mail.attachments]
    if mail.tracking_numbers:
        fields["tracking_numbers"] = [
            f"{t.number} {t.carrier} {'valid' if t.valid else 'slip'}" for t in mail.tracking_numbers
        ]
    if mail.amounts:
        fields["amounts"] = [f"{a.value} {a.currency}".strip() for a in mail.amounts]
    if mail.dates:
        fields["dates"] = [day.isoformat() for day in mail.dates]
    if mail.envelope is not None:
        fields["envelope"] = mail.envelope or "<>"
    if mail.only:
        fields["only"] = mail.only
    fields["language_confidence"] = round(mail.language_confidence, 1)
    fields["hidden_views"] = [
        view
        for view in mail.views
        if view not in (mail.subject, mail.new_text, mail.quoted_text, mail.forwarded_text, mail.signature)
    ]
    return json.loads(json.dumps({name: value for name, value in fields.items() if value not in ((), [], "")}))


def expected(path: Path) -> dict[str, object]:
    """What lies beside the mail."""
    return json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))


def rewrite() -> int:
    """Write what the parser says today beside every mail; the diff is the review. Returns how many changed."""
    changed = 0
    for path in MAILS:
        target = path.with_suffix(".expected.json")
        text = json.dumps(interesting(read(path)), ensure_ascii=False, indent=1) + "\n"
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
            changed += 1
    return changed
