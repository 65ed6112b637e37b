"""Mail that must not be answered: a table of named rules over headers, parts and people (RFC 3834; RFC 5230, 4.6).

All occurrences of a header count; names do not depend on case; values are read without comments and parameters. A false
stop costs one automatic reply, a miss may start a loop; what looks odd counts as a machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from triage.domain import Address
from triage.mail.automatic import said as automatic_said
from triage.mail.automatic import senders as automatic_senders
from triage.mail.automatic import signs as automatic_signs
from triage.mail.automatic import text as automatic_text
from triage.mail.automatic import words as known
from triage.mail.automatic.hosts import is_deliverable
from triage.mail.automatic.machines import is_machine
from triage.mail.automatic.said import Said
from triage.mail.people import addresses, relays
from triage.mail.people.identity import Identity
from triage.mail.wire.headers import Headers, value_and_parameters
from triage.settings import Reading

LOOP_HEADER = "x-triage-id"
_MANY_RECIPIENTS = 10
_COMMENT = re.compile(r"\([^()]*+\)")
_TOKENS = re.compile(r"[a-z_-]+")
_ANGLE = re.compile(r"<([^<>]*+)>")
_SENDERS = ("from", "sender", "return-path", "x-envelope-from", "envelope-from")
_PERSONAL_IDS = (":fastmail", ":user:proton")  # on every mail that a person writes there; others mark bulk with it
_MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
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
    form: bool = False  # a contact form of the shop's own site carried it
    top: str = ""  # content type of the whole mail
    types: tuple[str, ...] = ()  # of every part
    embedded: tuple[Headers, ...] = ()  # headers of mails inside this one
    said: Said = field(init=False)  # subject and text, folded once for all rules
    senders: tuple[str, ...] = field(init=False)  # in From, Sender and the envelope

    def __post_init__(self) -> None:
        said = automatic_said.read(self.subject, self.text, self.identity.sender)
        object.__setattr__(self, "said", said)
        object.__setattr__(self, "senders", tuple(_values(self.headers, *_SENDERS)))


def hits(evidence: Evidence) -> tuple[str, ...]:
    """Names of all rules that find a reason not to answer, in the table's order."""
    return tuple(name for name, rule in _asked(evidence).items() if rule(evidence))


def first(evidence: Evidence) -> str | None:
    """Name of the first rule that hits, None for a person's mail."""
    return next((name for name, rule in _asked(evidence).items() if rule(evidence)), None)


def _asked(evidence: Evidence) -> dict[str, Callable[[Evidence], bool]]:
    """The rules that may speak: few of them where the shop's form or a market's relay stands before a customer."""
    return _FORM_RULES if evidence.form else _RELAY_RULES if evidence.relay else RULES


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
    calendar = calendar or ("text/calendar" in evidence.types and evidence.top == "multipart/alternative")
    return calendar or evidence.top == "multipart/report" or any(kind in _REPORTS for kind in _own_types(evidence))


def _own_types(evidence: Evidence) -> tuple[str, ...]:
    """The parts before the first attached mail; all of them where nobody wrote a word above it."""
    inner = (place for place, kind in enumerate(evidence.types) if kind in _MESSAGES)
    return evidence.types[: next(inner, None)] if evidence.text else evidence.types


def auto_submitted(evidence: Evidence) -> bool:
    """Auto-Submitted says anything but "no" (RFC 3834, 5)."""
    return bool(_tokens(evidence.headers, "auto-submitted", "x-auto-submitted") - {"no"})


def auto_response_suppress(evidence: Evidence) -> bool:
    """X-Auto-Response-Suppress: All (MS-OXCMAIL, 2.1.3.2.20), as answering programs and bulk mailers write it."""
    return "all" in _suppressed(evidence)


def suppress_asked(evidence: Evidence) -> bool:
    """X-Auto-Response-Suppress names some answers: whole companies set "DR, OOF, AutoReply" on what their people write.

    No automatic answer goes out, but a person wrote: `triage.labels.DOUBTS`.
    """
    return bool(_suppressed(evidence) - {"all"})


def _suppressed(evidence: Evidence) -> set[str]:
    values = ",".join(evidence.headers.all("x-auto-response-suppress")).lower()
    return {token.strip() for token in values.split(",")} - {"", "none"}


def precedence(evidence: Evidence) -> bool:
    """Precedence: bulk and its like; "list" is every mail's in a group that is our own address."""
    found = _tokens(evidence.headers, "precedence", "x-precedence") & known.PRECEDENCE
    return bool(found - {"list"} if _is_own_group(evidence) else found)


def list_header(evidence: Evidence) -> bool:
    """Mailing lists (RFC 2369, RFC 2919), and newsletters by headers and text; not a group of our own."""
    names = {name for name, _ in evidence.headers.fields}
    found = bool(names & known.LIST_HEADERS) or (_has_bulk_header(evidence) and automatic_text.bulk_text(evidence.said))
    return found and not _is_own_group(evidence)


def bulk_header(evidence: Evidence) -> bool:
    """A way to unsubscribe or a campaign (RFC 8058) in the headers alone: plug-ins put it on what people write."""
    return _has_bulk_header(evidence) and not _is_own_group(evidence)


def _has_bulk_header(evidence: Evidence) -> bool:
    names = {name for name, _ in evidence.headers.fields}
    if any(value.strip().lower().endswith(_PERSONAL_IDS) for value in evidence.headers.all("feedback-id")):
        names -= known.BULK_HEADERS
    return bool(names & known.BULK_HEADERS) or any(name.startswith("x-campaign") for name in names)


def _is_own_group(evidence: Evidence) -> bool:
    """The list is one of our addresses: a group that passes on what customers write to it (Google Groups)."""
    lists = " ".join(value for name in ("list-id", "mailing-list") for value in evidence.headers.all(name)).lower()
    names = (name for own in evidence.reading.own_addresses for name in (own, own.replace("@", ".")))
    return any(re.search(rf"(?<![\w.@-]){re.escape(name)}(?![\w.@-])", lists) for name in names) if lists else False


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
    """Local parts that no person has, in From, Sender or the envelope; some of them a small firm has, too."""
    found = [address for address in evidence.senders if is_machine(address)]
    soft = all(address.partition("@")[0].lower() in known.SOFT_MACHINES for address in found)
    return bool(found) and not (soft and evidence.said.customer)


def own_mail(evidence: Evidence) -> bool:
    """Our own address, Message-ID domain or loop header: a copy of what we sent, or an echo of it."""
    if evidence.form or evidence.relay:
        return _returns(evidence)
    own = {_plain(address) for address in evidence.reading.own_addresses}
    group = _is_own_group(evidence)
    senders = _values(evidence.headers, "from") if group else evidence.senders
    people = {_plain(address) for address in (*senders, *_values(evidence.headers, "reply-to"))}
    if group and set(map(_plain, _values(evidence.headers, "reply-to", "x-original-from", "x-original-sender"))) - own:
        people = set()  # the group writes in its own name for somebody outside; no machine answers its address
    return bool(own & people) or _has_own_id(evidence) or _returns(evidence)


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
    return sender is not None and not is_deliverable(addresses.domain(sender.email))


def authentication_failed(evidence: Evidence) -> bool:
    """The trusted Authentication-Results says DMARC failed, or SPF failed and no DKIM signature passed."""
    return evidence.identity.failed


def relay_notice(evidence: Evidence) -> bool:
    """The market's own words under an address that carries its customers' messages as well."""
    return relays.is_notice(evidence.relay, evidence.subject)


def own_mail_inside(evidence: Evidence) -> bool:
    """Somebody attaches a mail of ours and writes above it."""
    return _holds_own(evidence)


def machine_signs(evidence: Evidence) -> bool:
    """Weak signs that add up, under which a person may have written."""
    said = evidence.said
    return (
        automatic_signs.sums_up(said)
        or automatic_text.subject_alone(said)
        or automatic_text.bounce_quoted(said)
        or automatic_senders.brand_address(evidence.identity.sender)
        or automatic_text.role_missing(said)
        or any(is_machine(address) for address in evidence.senders)
    )


def _worded(rule: Callable[[Said], bool]) -> Callable[[Evidence], bool]:
    return lambda evidence: rule(evidence.said)


def _sent(rule: Callable[[Address | None, Said], bool]) -> Callable[[Evidence], bool]:
    return lambda evidence: rule(evidence.identity.sender, evidence.said)


RULES: dict[str, Callable[[Evidence], bool]] = {
    "bounce": bounce, "report": report, "auto_submitted": auto_submitted,
    "auto_response_suppress": auto_response_suppress, "precedence": precedence, "list_header": list_header,
    "responder_header": responder_header, "machine_sender": machine_sender, "own_mail": own_mail,
    "subject_words": _worded(automatic_text.subject_words), "bounce_words": _worded(automatic_text.bounce_words),
    "challenge": _worded(automatic_text.challenge), "complaint_words": _worded(automatic_text.complaint_words),
    "read_words": _worded(automatic_text.read_words), "calendar_words": _worded(automatic_text.calendar_words),
    "absence_words": _worded(automatic_text.absence_words), "gone_words": _worded(automatic_text.gone_words),
    "carrier_notice": _sent(automatic_senders.carrier_notice),
    "platform_notice": _sent(automatic_senders.platform_notice),
    "payment_notice": _sent(automatic_senders.payment_notice), "relay_notice": relay_notice,
    "code_mail": _worded(automatic_text.code_mail),
    "acknowledgement_words": _worded(automatic_text.acknowledgement_words),
    "automatic_words": _worded(automatic_text.automatic_words), "newsletter": _worded(automatic_text.newsletter),
    "notice_words": _worded(automatic_text.notice_words),
    "sender_unclear": sender_unclear, "sender_domain": sender_domain,
    "authentication_failed": authentication_failed, "not_addressed": not_addressed,
    "suppress_asked": suppress_asked, "bulk_header": bulk_header, "own_mail_inside": own_mail_inside,
    "machine_signs": machine_signs,
}  # fmt: skip
_FORM_RULES = {name: RULES[name] for name in ("bounce", "report", "own_mail", "authentication_failed")}
_RELAY_RULES = {**_FORM_RULES, "relay_notice": relay_notice}


def _values(headers: Headers, *names: str) -> list[str]:
    """Addresses of these headers, also of broken ones; each "<...>" counts by itself."""
    values = [value for name in names for value in headers.all(name)]
    read = [address.email for address in addresses.members(tuple(values)) if isinstance(address, Address)]
    return read + [inner.strip() for value in values for inner in _ANGLE.findall(value[:4_000])]


def _plain(address: str) -> str:
    """Lower case, without "+tag"."""
    local, _, host = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{host}"


def _has_own_id(evidence: Evidence) -> bool:
    own = {addresses.domain(address) for address in evidence.reading.own_addresses} - known.FREE_MAIL
    hosts = {value.strip(" <>").rpartition("@")[2].lower() for value in evidence.headers.all("message-id")}
    return bool(own & hosts)


def _returns(evidence: Evidence) -> bool:
    """Our loop header on the mail, or on the mail of ours inside it that comes back without a customer's words."""
    said = evidence.said
    back = not said.text or evidence.top == "multipart/report" or (not said.buyer and said.says("server", "failed"))
    return evidence.headers.has(LOOP_HEADER) or (back and _holds_own(evidence))


def _holds_own(evidence: Evidence) -> bool:
    token = evidence.reading.instance.lower()
    inner = (value.lower() for headers in evidence.embedded for value in headers.all(LOOP_HEADER))
    return bool(token) and any(token in value for value in inner)
