"""What must be true of a mail at the moment at which it leaves without a person, and of every text that is written."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

from tests.month.letters import OWN, Letter
from tests.month.office import Left, Written
from tests.month.record import Month
from tests.month.rows import Rows
from triage.policy.proofread import _PROMISED, _broken
from triage.policy.wording import UNMOVED, faults, marks, said, words_of

_AFTERWARDS = frozenset({"csat", "thank_you"})  # follow-ups of a case that is resolved


def leaving(month: Month, left: Left, template: str) -> Iterator[str]:
    """What is wrong with an automatic mail that is just being sent."""
    letter = month.letters[left.mail_id]
    yield from _addressed(left, letter)
    if letter.order and month.shelf.state(letter.order, left.at) in UNMOVED and _in_transit(left.content, letter):
        yield "tells of a lost or stuck parcel that it is moving"
    with Rows(month.office.path) as rows:
        case = rows.case_of(left.mail_id)
        if case is None:
            yield "in no case"
            return
        over = template in _AFTERWARDS and case["state"] == "resolved"
        if not over and not month.answered.isdisjoint(rows.mails(case["id"])):
            yield f"after a person has taken over ({template})"
        if grave(month, rows, case):
            yield f"in a case with a dispute or danger ({template})"


def _addressed(left: Left, letter: Letter) -> Iterator[str]:
    if left.recipient != letter.sender:
        yield "to another address than the customer's"
    if left.recipient == OWN:
        yield "to our own address"
    if letter.kind in {"machine", "bounce"}:
        yield "to a machine"


def _in_transit(content: bytes, letter: Letter) -> bool:
    words = words_of(letter.language)
    return words is not None and any("in_transit" in marks(words, part) for part in text_of(content).split("\n\n"))


def grave(month: Month, rows: Rows, case: Any) -> bool:
    """Whether it is a dispute that was not resolved before it was begun again, or dangerous and unanswered so far."""
    again = rows.one("select max(at) from event where \"case\" = ? and kind = 'reopened'", case["id"]) or 0
    since = rows.one("select max(at) from event where \"case\" = ? and kind = 'resolved' and at < ?", case["id"], again)
    judged = """select count(*) from decision join mail on mail.id = decision.mail_id
                where mail.conversation = ? and decision.at >= ? and """
    disputed = rows.one(judged + "intent = 'dispute'", case["id"], since or 0)
    return bool(disputed or rows.one(judged + "urgency = 'critical'", case["id"], case["agent_at"] or 0))


def text_of(content: bytes) -> str:
    """The words of a message of ours."""
    part: Any = message_from_bytes(content).get_payload(0)
    return str(part.get_payload(decode=True).decode())


def rendered(written: Written) -> Iterator[str]:
    """What is wrong with the words of a reply or draft."""
    words, letter, slots = words_of(written.locale), written.letter, written.slots
    for paragraph in (letter.subject, *letter.body.split("\n\n")):
        yield from (fault for fault in _broken(paragraph) if fault != _PROMISED or slots.offer is None)
    if words is None:
        yield f"nobody knows the words of {written.locale}"
        return
    yield from faults(words, said(written.template, slots, letter.body, f"{letter.subject}\n\n{letter.closing}"))
