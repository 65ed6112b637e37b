"""People's words: a mail moved to another queue folder is a correction, and becomes a training row."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from triage.desk import Desk
from triage.domain import Corrected, Correction, Example, Thought
from triage.errors import Refused
from triage.filing import look_at_finished, taken_back
from triage.opinions import moved
from triage.settings import QueueRule

log = logging.getLogger("triage.review")


def look_around(desk: Desk) -> tuple[Correction, ...]:
    """Look into the queue folders, and the one for finished mails, for what a person has moved there.

    Returns the new corrections.
    """
    made: list[Correction] = []
    there = set(desk.mailbox.folders())
    for rule in desk.policy.queues:
        folder = f"{desk.policy.queue_root}/{rule.name}"
        if folder in there:
            made.extend(_in_folder(desk, folder, rule))
            desk.beat()
    if desk.policy.finished_folder in there:
        _finished(desk)
    return tuple(made)


def _in_folder(desk: Desk, folder: str, rule: QueueRule) -> Iterator[Correction]:
    try:
        for batch in desk.mailbox.arrivals(folder, desk.intake.cursor(desk.name, folder), None):
            taken_back(desk, batch.mails, rule.name)
            for mail_id, before in desk.corrections.sighted(batch.mails, batch.cursor):
                if before != rule.name:
                    yield _correct(desk, mail_id, before, rule)
    except Refused as error:
        _skipped(desk, folder, error)


def _finished(desk: Desk) -> None:
    try:
        look_at_finished(desk)
    except Refused as error:
        _skipped(desk, desk.policy.finished_folder, error)


def _skipped(desk: Desk, folder: str, error: Refused) -> None:
    """One folder that cannot be opened must not hide the others."""
    log.warning("queue folder skipped", extra={"mailbox": desk.name, "folder": folder, "why": str(error)})


def _correct(desk: Desk, mail_id: str, before: str, rule: QueueRule) -> Correction:
    correction = Correction(
        mail_id=mail_id, at=desk.clock.now(), from_queue=before, to_queue=rule.name,
        intent=rule.intents[0] if len(rule.intents) == 1 else "",
        urgency=rule.urgencies[0] if len(rule.urgencies) == 1 else "",
    )  # fmt: skip
    desk.corrections.correct(correction)
    moved(desk, mail_id, rule)
    log.info("corrected", extra={"mailbox": desk.name, "mail": mail_id, "from": before, "to": rule.name})
    return correction


def training_rows(
    corrected: Iterable[Corrected], thoughts: Iterable[Thought | Exception], queues: tuple[QueueRule, ...]
) -> Iterator[Example]:
    """Corrected mails as labelled examples. Where a queue holds several intents, the likeliest of them is the label."""
    rules = {rule.name: rule for rule in queues}
    for item, thought in zip(corrected, thoughts, strict=True):
        rule = rules.get(item.correction.to_queue)
        if isinstance(thought, Thought) and thought.mail.error is None and rule is not None:
            yield Example(
                subject=thought.mail.subject,
                body=thought.mail.new_text,
                intent=meant(item, rule),
                urgency=item.correction.urgency,
                language=thought.mail.language,
                writer=thought.mail.sender.email if thought.mail.sender else "",
                source="correction",
            )


def meant(item: Corrected, rule: QueueRule) -> str:
    """The intent that a move to this queue tells.

    A queue by urgency alone says nothing against the model's intent; a queue that takes what is left says `other`.
    """
    if item.correction.intent:
        return item.correction.intent
    fitting = rule.intents or (tuple(item.intents) if rule.urgencies or rule.languages else ())
    return max(fitting, key=lambda intent: item.intents.get(intent, 0.0), default="other")
