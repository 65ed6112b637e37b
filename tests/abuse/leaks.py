"""D: what a stranger may learn or make us say. Order data, recipients, headers, names, templates, codes, threads."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Iterator

from sqlalchemy import select

from tests.abuse import stage
from tests.abuse.found import Found, Row
from tests.abuse.hostile_words import ADDRESSES, NAMES, SUBJECTS
from tests.abuse.stage import considered, letter_faults, replies, shop, words, written
from tests.desks import BORDER, Bench, letter
from tests.mail.test_identity import UNCLEAR
from triage.domain import Plan
from triage.edges.store import schema
from triage.flow import cycle
from triage.policy.addresses import is_address

VICTIM = "ann@customer.example"
OURS = "NW-20417,ann@customer.example,moving,Hermes,TRK998877665,Left the hub in Leipzig,2026-12-24,DE,912.50,EUR"
OTHER = "NW-55555,bob@other.example,moving,GLS,TRK111,Sorted,2026-12-01,FR,10,EUR"
SECRETS = (b"Hermes", b"TRK998877665", b"Leipzig", b"912.50", b"912,50", b"December 24", b"24. Dezember", b"24 de")
ASKS = (
    "Where is my order NW-20417, please? I would like to know when it will arrive.",
    "Hello, could you tell me the status of order #NW-20417? Thank you very much.",
    "Wo ist meine Bestellung NW-20417? Ich wüsste gerne, wann sie bei mir ankommt.",
    "Où en est ma commande NW-20417 ? J'aimerais savoir quand elle arrivera chez moi.",
    "¿Dónde está mi pedido NW-20417? Me gustaría saber cuándo va a llegar, gracias.",
    "您好，请问我的订单NW-20417到哪里了？我想知道什么时候能收到。",
    "注文番号NW-20417の荷物はいつ届きますか。教えていただけると助かります。",
)
_LOOK_ALIKES = ("customer.example.org", "customér.example", "customer-example.com", "cust0mer.example")


def _strangers() -> Iterator[tuple[str, dict[str, str]]]:
    """Senders who are not the victim, however they look."""
    yield "another", {"sender": "eve@elsewhere.example"}
    yield "Reply-To of another", {"sender": "eve@elsewhere.example", "Reply_To": VICTIM}
    yield "her address as a name", {"sender": f'"{VICTIM}" <eve@elsewhere.example>'}
    yield "her address as a comment", {"sender": f"eve@elsewhere.example ({VICTIM})"}
    yield "with a tag", {"sender": "ann+orders@customer.example"}
    yield "with dots", {"sender": "a.n.n@customer.example"}
    yield "a subdomain", {"sender": "ann@mail.customer.example"}
    for domain in _LOOK_ALIKES:
        yield f"look-alike {domain}", {"sender": f"ann@{domain}"}
    yield "a Cyrillic a", {"sender": "\u0430nn@customer.example"}
    yield "IDN", {"sender": "ann@xn--ustomer-9zc.example"}
    yield "two mailboxes", {"sender": f"eve@elsewhere.example, {VICTIM}"}
    yield "two From", {"sender": "eve@elsewhere.example", "Subject": f"x\r\nFrom: {VICTIM}"}
    yield "Sender of hers", {"sender": "eve@elsewhere.example", "Sender": VICTIM}
    yield "a route", {"sender": f"<@elsewhere.example:{VICTIM}>"}
    yield "a group", {"sender": f"friends: {VICTIM};"}
    yield "forged results", {"sender": "eve@elsewhere.example", "Authentication_Results": f"{BORDER}; dmarc=pass"}


def _attacks(count: int) -> Iterator[tuple[str, bytes]]:
    dice, shapes = random.Random(20417), list(_strangers())
    for number in range(count):
        name, headers = shapes[number % len(shapes)]
        subject = dice.choice(("My order", "NW-20417", "Re: your order NW-20417 [T-AAAAAAAAAA]"))
        told = {"subject": subject, "verified": bool(number % 2)} | headers
        if told.get("Authentication_Results"):
            told["verified"] = False
        yield f"{name}, {number}", letter(ASKS[number % len(ASKS)], number=number, **told)  # type: ignore[arg-type]


def no_oracle(every: int) -> Found:
    """The same plan, to the last byte and column, whether the order is in the file or not."""
    faults, texts, count = [], 0, 1000 // every
    with shop(orders=[OURS, OTHER]) as known, shop(orders=[OTHER]) as unknown:
        for name, content in _attacks(count):
            (_, with_order), (_, without) = considered(known, content), considered(unknown, content)
            if with_order != without:
                faults.append(f"{name}: the plan differs")
            for recipient, made in written(with_order):
                texts += 1
                faults += [f"{name}: tells {one!r}" for one in SECRETS if one in made or one.decode() in words(made)]
                faults += [f"{name}: {one}" for one in letter_faults(recipient, made, automatic=bool(recipient))]
    return Found.of(count, f"{texts} texts, {len(faults)} differ or tell", faults)


def no_oracle_in_the_store(every: int) -> Found:
    """The same through the whole flow: what was sent, and every row of every table."""
    faults = []
    shapes = [letter(ASKS[0], verified=True, **headers) for _, headers in _strangers()][::every]  # type: ignore[arg-type]
    with shop(orders=[OURS, OTHER]) as known, shop(orders=[OTHER]) as unknown:
        for content in shapes:
            for bench in (known, unknown):
                bench.account.deliver(content)
                cycle(bench.desk)
        if known.account.sent != unknown.account.sent or known.server() != unknown.server():
            faults.append("what the server got differs")
        one, other = _rows(known), _rows(unknown)
        faults += [f"table {name} differs" for name in one if one[name] != other[name]]
    return Found.of(len(shapes), f"{len(faults)} differences", faults)


def _rows(bench: Bench) -> dict[str, list[tuple[object, ...]]]:
    """Every table without what the machine's own clock writes, and without the name of the installation."""
    tables = {name: table for name, table in schema.metadata.tables.items() if name != "setting"}
    with bench.database.read() as connection:
        wanted = {
            name: [col for col in table.c if col.name not in {"stored_at", "seen_at"}] for name, table in tables.items()
        }
        return {
            name: sorted(map(tuple, connection.execute(select(*columns))), key=repr) for name, columns in wanted.items()
        }


def forged_victim(every: int) -> Found:
    """Her own address, forged: the answer goes to her and holds nothing of the order."""
    faults, count = [], 70 // every
    with shop(orders=[OURS, OTHER]) as bench:
        for number in range(count):
            content = letter(ASKS[number % len(ASKS)], number=number, sender=VICTIM, Reply_To="eve@elsewhere.example")
            for recipient, made in written(considered(bench, content)[1]):
                faults += [f"tells {one!r}" for one in SECRETS if one in made or one.decode() in words(made)]
                faults += ["goes elsewhere"] if recipient not in {"", VICTIM} or b"elsewhere" in made else []
    return Found.of(count, f"{len(faults)} tell or go elsewhere", faults)


_POINTERS = (
    "Reply_To", "Cc", "Bcc", "Sender", "Return_Path", "Errors_To", "Disposition_Notification_To",
    "Return_Receipt_To", "Resent_From", "Resent_To", "X_Original_From", "Mail_Followup_To", "Apparently_To",
    "Followup_To",
)  # fmt: skip


def one_recipient(every: int) -> Found:
    """Every header that could lead a reply astray, alone and together."""
    faults, made_in_all = [], 0
    evil = "eve@elsewhere.example, <all@elsewhere.example>, friends: x@elsewhere.example;"
    shapes: list[dict[str, str]] = [{name: value} for name in _POINTERS for value in ("eve@elsewhere.example", evil)]
    shapes += [dict.fromkeys(_POINTERS[:number], "eve@elsewhere.example") for number in range(1, 15)]
    with shop() as bench:
        for number, headers in enumerate(shapes[::every]):
            mail, made = considered(bench, letter(number=number, **headers))
            for recipient, content in replies(made):
                made_in_all += 1
                faults += [f"{list(headers)}: {one}" for one in letter_faults(recipient, content)]
                if mail.sender is None or recipient != mail.sender.email or b"elsewhere" in content:
                    faults.append(f"{list(headers)}: goes to {recipient}")
    return Found.of(len(shapes[::every]), f"{made_in_all} replies, {len(faults)} not to From alone", faults)


def parser_differentials(every: int) -> Found:
    """A From that two parsers may read in two ways identifies nobody."""
    faults, shapes = [], [sender for sender in UNCLEAR if "\0" not in sender and not sender.endswith(", ")][::every]
    with shop() as bench:
        for sender in shapes:
            mail, made = considered(
                bench, letter(sender=sender) if sender else letter().replace(b"From: ann", b"X: ann")
            )
            if mail.sender is not None or replies(made):
                faults.append(f"{sender[:40]!r} is {mail.sender}")
    return Found.of(len(shapes), f"{len(faults)} identified", faults)


_SPOKEN = re.compile(
    r"://|www\.|@|\.(?:com|example|tk|de)\b|0900|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\U0001f000-\U0001faff]|[<>{}\[\]]"
)


def hostile_names(every: int) -> Found:
    """Names and subjects that want to be repeated: of a name at most one plain word, of a subject an order's number."""
    faults, shapes = [], [*((name, "My order") for name in NAMES), *(("", subject) for subject in SUBJECTS)]
    with shop() as bench:
        plain = _text(considered(bench, letter(sender="eve@elsewhere.example"))[1])
        for name, subject in shapes[::every]:
            sender = _named(name, "eve@elsewhere.example") if name else "eve@elsewhere.example"
            made = considered(bench, letter(sender=sender, subject=subject))[1]
            for recipient, content in written(made):
                faults += [f"{name or subject!r}: {one}" for one in letter_faults(recipient, content, bool(recipient))]
            new = set(_text(made).split()) - set(plain.split())
            bad = [
                word for word in new if _SPOKEN.search(word) or (name and word != "Hello" and not _is_plain_word(word))
            ]
            faults += [f"{name or subject!r} is repeated: {bad}"] if bad else []
    return Found.of(len(shapes[::every]), f"{len(faults)} repeated", faults)


def _text(made: Plan) -> str:
    """Subject and text of the automatic reply, "" where there is none."""
    sent = [words(content).partition("<!doctype")[0].partition("<html")[0] for _, content in replies(made)]
    return "".join(sent)


def _is_plain_word(word: str) -> bool:
    """A first name with the comma of a greeting."""
    return re.fullmatch(r"[^\W\d_]{2,20},?", word) is not None


def _named(name: str, email: str) -> str:
    """A display name as an encoded word, so that every letter arrives."""
    word = base64.b64encode(name.encode("utf-8", "surrogatepass")).decode()
    return f"=?utf-8?b?{word}?= <{email}>"


def reparsed(every: int) -> Found:
    """Headers that want to become ours, in every field that a reply is built from."""
    faults, count = [], 0
    poison = ("\r\nBcc: x@evil.example", "=?x?q?=0A?=", "=?UTF-8?Q?=0D=0ABcc:_x@evil.example?=", "\u2028Bcc: x",
              "\x85Bcc: x", "\x0bBcc: x", "\x00", "=?utf-8?b?DQpCY2M6IHhAZXZpbC5leGFtcGxl?=",
              "\u202eevil", "a" * 2000)  # fmt: skip
    fields = ("Subject", "Message_ID", "In_Reply_To", "References", "sender", "Date", "Reply_To")
    with shop() as bench:
        for field in fields:
            for value in poison:
                for shape in (f"{value}", f"x {value}", f"<{value}@customer.example>", f"ann{value}@customer.example"):
                    count += 1
                    if count % every == 0:
                        content = letter(**{field: shape.replace("\r\n", "\n ")})  # type: ignore[arg-type]
                        for recipient, made in written(considered(bench, content)[1]):
                            automatic = bool(recipient)
                            faults += [f"{field} {shape!r}: {one}" for one in letter_faults(recipient, made, automatic)]
                            faults += [f"{field} {shape!r}: Bcc"] if re.search(rb"(?im)^bcc", made) else []
    return Found.of(count // every, f"{len(faults)} headers bent", faults)


def addr_specs(every: int) -> Found:
    """Addresses that SMTP, a header or a second parser reads otherwise."""
    faults = [address for address in ADDRESSES[::every] if is_address(address)]
    with shop() as bench:
        for address in ADDRESSES[::every]:
            sent = replies(considered(bench, letter(sender=f"Ann <{address}>"))[1])
            faults += [
                f"{address!r} is written to as {recipient!r}" for recipient, _ in sent if not stage.is_plain(recipient)
            ]
    return Found.of(len(ADDRESSES[::every]), f"{len(faults)} written to", faults)


ROWS = (
    Row(name="D1", what="others' order numbers: text, plan and columns alike whether it exists", wanted="0 differ",
        run=no_oracle, quick=40),
    Row(name="D1", what="the same through the store: sent mail and every table", wanted="0 differ",
        run=no_oracle_in_the_store, quick=3),
    Row(name="D1", what="the victim's own address, forged, with Reply-To elsewhere", wanted="0 bytes of order data",
        run=forged_victim, quick=10, also="tests/test_answers.py"),
    Row(name="D2 D3", what="Reply-To, Cc, Sender and their like: one recipient, the From", wanted="all",
        run=one_recipient, quick=4),
    Row(name="D4", what="a From that parsers read in two ways", wanted="0 identified", run=parser_differentials,
        quick=5, also="tests/mail/test_identity.py"),
    Row(name="D5", what="hostile names and subjects", wanted="0 repeated", run=hostile_names, quick=10),
    Row(name="D6", what="poison in each header, every reply parsed again", wanted="0 headers bent", run=reparsed,
        quick=12, also="tests/mail/test_compose.py"),
    Row(name="D7", what="addresses that are none", wanted="0 written to", run=addr_specs, quick=5,
        also="tests/edges/test_smtp.py"),
)  # fmt: skip
