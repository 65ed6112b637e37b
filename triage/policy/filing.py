"""Closing and reopening a case by filing its mail: the folder for finished mails beside the queue folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from triage.domain import Case, Step
from triage.policy.cases import event, owed, resolved
from triage.settings import Care, Policy, QueueRule

_NO_NAME = frozenset('/\\*%"')  # separators, wildcards and quotes of IMAP folder names


def faults(care: Care, queues: Sequence[QueueRule]) -> Iterator[str]:
    """What is wrong with the name of the folder for finished mails, a line each.

    >>> list(faults(Care(done_folder="Fertig/2026"), ()))
    ['done_folder "Fertig/2026" is no name of a folder; write one such as "Done", or "" for none']
    """
    name = care.done_folder
    if name != name.strip() or not _NO_NAME.isdisjoint(name) or not name.isprintable():
        yield f'done_folder "{name}" is no name of a folder; write one such as "Done", or "" for none'
    for queue in queues:
        if name and queue.name.casefold() == name.casefold():
            yield (
                f'a [[queue]] is called "{queue.name}", and so is the folder for finished mails;'
                " name the queue otherwise, or set another done_folder in [care]"
            )


def closed(case: Case, folder: str, now: datetime) -> Step:
    """The step of an agent who has moved a case's newest mail into the folder for finished mails."""
    return Step(
        case=resolved(case, now), events=(event(case, now, "resolved", f"an agent moved the mail to {folder}"),),
        withdraws=True,
    )  # fmt: skip


def reopened(case: Case, queue: str, policy: Policy, now: datetime) -> Step:
    """The step of an agent who has taken a finished mail back into a queue, "" for the one it came from.

    That queue owes the customer an answer, by its clock from now on.
    """
    made = owed(case, policy, now, queue)
    return Step(
        case=made, events=(event(case, now, "reopened", f"an agent moved the mail back to {made.queue}"),),
        withdraws=True,
    )  # fmt: skip
