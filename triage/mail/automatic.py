"""Mail that must not be answered: a table of named rules over headers, parts and people (RFC 3834; RFC 5230, 4.6).

All occurrences of a header count; names do not depend on case; values are read without comments and parameters. A false
stop costs one automatic reply, a miss may start a loop; what looks odd counts as a machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from triage.domain import Address
from triage.mail import addresses
from triage.mail import automatic_words as known
from triage.mail.headers import Headers, value_and_parameters
from triage.mail.identity import Identity
from triage.settings import Reading

LOOP_HEADER = "x-triage-id"
_MANY_RECIPIENTS = 10
_COMMENT = re.compile(r"\([^()]*+\)")
_TOKENS = re.compile(r"[a-z_-]+")
_ANGLE = re.compile(r"<([^<>]*+)>")
_PREFIX = re.compile(
    r"\A(?:\s*+(?:re|aw|sv|antw|antwort|vs|odp|fwd?|fw|wg|tr|rv|enc|vb|res|rif|r|ref|回复|回覆|答复|转发|轉寄|返信|転送)(?:\[\d{1,3}\])?\s?[:：])++"
)
_OBSOLETE = re.compile(r"[._-]")
_REPORTS = (
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "message/global-delivery-status",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What the rules look at."""

    headers: Headers
    identity: Identity
    reading: Reading
    subject: str = ""
    text: str = ""
    relay: str | None = None
    top: str = ""  # content type of the whole mail
    types: tuple[str, ...] = ()  # of every part
    embedded: tuple[Headers, ...] = ()  # headers of mails inside this one


def hits(evidence: Evidence) -> tuple[str, ...]:
    """Names of all rules that find a reason not to answer, in the table's order."""
    return tuple(name for name, rule in RULES.items() if rule(evidence))


def first(evidence: Evidence) -> str | None:
    """Name of the first rule that hits, None for a person's mail."""
    return next((name for name, rule in RULES.items() if rule(evidence)), None)


def _tokens(headers: Headers, *names: str) -> set[str]:
    """First token of each value, without comments and parameters; an empty or strange value gives "?"."""
    found: set[str] = set()
    for name in names:
        for value in headers.all(name):
            token = _COMMENT.sub(" ", value[:1_000]).partition(";")[0].strip().lower()
            found.add(token if _TOKENS.fullmatch(token) else "?")
    return found


def bounce(evidence: Evidence) -> bool:
    """A bounce's empty envelope sender (RFC 5321, 4.5.5), or a list of failed recipients."""
    paths = evidence.headers.all("return-path")
    return evidence.headers.has("x-failed-recipients") or any(
        path.strip().strip("<>").strip() in {"", "MAILER-DAEMON"} for path in paths
    )


def report(evidence: Evidence) -> bool:
    """Delivery, disposition and abuse reports (RFC 6522), and calendar mail."""
    calendar = evidence.top == "text/calendar" or any(
        value_and_parameters(value)[1].get("method", "").upper() in {"REPLY", "REQUEST", "CANCEL", "COUNTER"}
        for value in evidence.headers.all("content-type")
    )
    return calendar or evidence.top == "multipart/report" or any(kind in _REPORTS for kind in evidence.types)


def auto_submitted(evidence: Evidence) -> bool:
    """Auto-Submitted says anything but "no" (RFC 3834, 5)."""
    return bool(_tokens(evidence.headers, "auto-submitted", "x-auto-submitted") - {"no"})


def auto_response_suppress(evidence: Evidence) -> bool:
    """X-Auto-Response-Suppress names anything but "none" (MS-OXCMAIL)."""
    values = ",".join(evidence.headers.all("x-auto-response-suppress")).lower()
    return bool({token.strip() for token in values.split(",")} - {"", "none"})


def precedence(evidence: Evidence) -> bool:
    """Precedence: bulk and its like."""
    return bool(_tokens(evidence.headers, "precedence", "x-precedence") & known.PRECEDENCE)


def list_header(evidence: Evidence) -> bool:
    """Mailing lists and newsletters (RFC 2369, RFC 2919, RFC 8058); not asked of order relays."""
    names = {name for name, value in evidence.headers.fields if not _is_personal(name, value)}
    return evidence.relay is None and bool(
        names & known.LIST_HEADERS or any(name.startswith("x-campaign") for name in names)
    )


def _is_personal(name: str, value: str) -> bool:
    """Fastmail and Proton put a Feedback-ID on every mail that a person writes; others put it on bulk mail only."""
    return name == "feedback-id" and value.strip().lower().endswith((":fastmail", ":user:proton"))


def responder_header(evidence: Evidence) -> bool:
    """Headers that only answering programs write."""
    headers = evidence.headers
    return (
        headers.has(*known.RESPONDER_HEADERS)
        or bool(_tokens(headers, "x-autoreply") - {"no"})
        or any("autoresponder" in value.lower() for value in headers.all("x-post-messageclass"))
        or any("autoresponder" in value.lower() for value in headers.all("delivered-to"))
        or any("notification" in value.lower() for value in headers.all("x-amazon-mail-relay-type"))
    )


def machine_sender(evidence: Evidence) -> bool:
    """Local parts that no person has, in From, Sender or the envelope; not asked of order relays."""
    return evidence.relay is None and any(_is_machine(address) for address in _senders(evidence.headers))


def own_mail(evidence: Evidence) -> bool:
    """Our own address, Message-ID domain or loop header: a copy of what we sent, or an echo of it."""
    own = {_plain(address) for address in evidence.reading.own_addresses}
    people = {_plain(address) for address in (*_senders(evidence.headers), *_values(evidence.headers, "reply-to"))}
    return bool(own & people) or _has_own_id(evidence) or _has_loop_header(evidence)


def subject_words(evidence: Evidence) -> bool:
    """The subject begins like an automatic answer or a bounce, in one of many languages."""
    subject = _PREFIX.sub("", unicodedata.normalize("NFKC", evidence.subject[:300]).casefold(), count=1).strip(
        " \t[(【*!-\"'«“„"
    )
    if subject.startswith(known.SUBJECT_STARTS):
        return True
    text = evidence.text[:3_000].casefold()
    return subject.startswith(known.DOUBTFUL_STARTS) and any(word in text for word in known.BOUNCE_WORDS)


def sender_unclear(evidence: Evidence) -> bool:
    """No From, two of them, two mailboxes in it, or one that two parsers read in two ways."""
    return evidence.identity.sender is None


def not_addressed(evidence: Evidence) -> bool:
    """None of our addresses in To or Cc (a blind copy, a list), or more than ten recipients."""
    own = {_plain(address) for address in evidence.reading.own_addresses}
    seen = {_plain(address.email) for address in evidence.identity.recipients}
    return evidence.identity.recipient_count > _MANY_RECIPIENTS or bool(own and not own & seen)


def sender_domain(evidence: Evidence) -> bool:
    """A domain that can receive no mail (RFC 2606, RFC 6762), or an internationalised one that is not what it seems."""
    sender = evidence.identity.sender
    return sender is not None and not _is_deliverable(addresses.domain(sender.email))


def authentication_failed(evidence: Evidence) -> bool:
    """The trusted Authentication-Results says DMARC failed, or SPF failed and no DKIM signature passed."""
    return evidence.identity.failed


RULES: dict[str, Callable[[Evidence], bool]] = {
    "bounce": bounce, "report": report, "auto_submitted": auto_submitted,
    "auto_response_suppress": auto_response_suppress, "precedence": precedence, "list_header": list_header,
    "responder_header": responder_header, "machine_sender": machine_sender, "own_mail": own_mail,
    "subject_words": subject_words, "sender_unclear": sender_unclear, "sender_domain": sender_domain,
    "authentication_failed": authentication_failed, "not_addressed": not_addressed,
}  # fmt: skip


def _values(headers: Headers, *names: str) -> list[str]:
    """Addresses of these headers, also of broken ones; each "<...>" counts by itself."""
    values = [value for name in names for value in headers.all(name)]
    read = [address.email for address in addresses.members(tuple(values)) if isinstance(address, Address)]
    return read + [inner.strip() for value in values for inner in _ANGLE.findall(value[:4_000])]


def _senders(headers: Headers) -> list[str]:
    return _values(headers, "from", "sender", "return-path", "x-envelope-from", "envelope-from")


def _plain(address: str) -> str:
    """Lower case, without "+tag"."""
    local, _, host = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{host}"


def _is_machine(address: str) -> bool:
    local = address.lower().rpartition("@")[0] or address.lower()
    if local.endswith(("-request", "-owner", "-bounces", "-bounce", "-noreply", "_noreply", ".noreply")):
        return True
    if local.startswith(("owner-", "prvs=", "srs0=", "bounce")) or ("=" in local and "." in local.rpartition("=")[2]):
        return not local.startswith(("prvs=", "srs0="))  # signed and rewritten envelopes of people (BATV, SRS)
    name = _OBSOLETE.sub("", local.partition("+")[0])
    return name in known.MACHINES or name.startswith(known.MACHINE_STARTS)


def _has_own_id(evidence: Evidence) -> bool:
    own = {addresses.domain(address) for address in evidence.reading.own_addresses} - known.FREE_MAIL
    hosts = {value.strip(" <>").rpartition("@")[2].lower() for value in evidence.headers.all("message-id")}
    return bool(own & hosts)


def _has_loop_header(evidence: Evidence) -> bool:
    token = evidence.reading.instance.lower()
    inner = (value.lower() for headers in evidence.embedded for value in headers.all(LOOP_HEADER))
    return evidence.headers.has(LOOP_HEADER) or any(token and token in value for value in inner)


def _is_deliverable(host: str) -> bool:
    labels = host.split(".")
    if labels[-1] in known.RESERVED_TLDS or host.endswith(".home.arpa") or (len(labels[-1]) < 2):
        return False
    return all(_is_honest(label) for label in labels if label.startswith("xn--"))


def _is_honest(label: str) -> bool:
    """An internationalised label that is written as it must be and stays within one script."""
    try:
        shown = label[4:].encode("ascii").decode("punycode")
        again = unicodedata.normalize("NFC", shown.lower()).encode("punycode").decode("ascii")
    except (UnicodeError, ValueError):
        return False
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in shown if letter.isalpha()}
    asian = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}
    return again == label[4:] and (len(scripts) <= 1 or scripts <= asian)
