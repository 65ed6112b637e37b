"""Agents close and reopen cases in their mail program: by moving mails into the folder for finished ones, and back.

Where the newest mail of a case lies says whether the matter is done; where an older one lies says nothing. What was
seen is noted after the case was turned: a crash in between repeats the look, and the look changes nothing twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial

from triage.desk import Desk
from triage.domain import Case, CaseState, RawMail, Step
from triage.errors import Refused
from triage.policy.filing import closed, reopened

log = logging.getLogger("triage.filing")


def make_room(desk: Desk) -> None:
    """Make the folder for finished mails, where mails are moved into queue folders."""
    folder = desk.policy.finished_folder
    if folder and desk.policy.routing == "move" and folder not in desk.mailbox.folders():
        try:
            desk.hands.make(folder)
        except Refused as error:  # the rest of the work does not need it
            log.warning("folder not made", extra={"mailbox": desk.name, "folder": folder, "why": str(error)})


def look_at_finished(desk: Desk) -> None:
    """Resolve the cases whose newest mail a person has moved into the folder for finished mails. Raises Refused."""
    folder = desk.policy.finished_folder
    for batch in desk.mailbox.arrivals(folder, desk.intake.cursor(desk.name, folder), None):
        new = [raw.id for raw in batch.mails if _last_folder(desk, raw.id) != folder]  # under new numbers it is no news
        for mail_id in new:
            _turn(desk, mail_id, partial(_close, desk, folder, new))
        desk.corrections.sighted(batch.mails, batch.cursor)


def taken_back(desk: Desk, mails: Sequence[RawMail], queue: str = "") -> None:
    """Reopen the cases whose newest mail was finished and lies in a queue's folder again, or where new mail arrives."""
    folder = desk.policy.finished_folder
    for raw in mails:
        if folder and _last_folder(desk, raw.id) == folder:
            _turn(desk, raw.id, partial(_reopen, desk, raw.id, queue))


def _close(desk: Desk, folder: str, here: Sequence[str], case: Case) -> Step | None:
    if case.state is CaseState.RESOLVED:
        return None
    done = all(one in here or _last_folder(desk, one) == folder for one in _newest(desk, case))
    return closed(case, folder, desk.clock.now()) if done else None


def _reopen(desk: Desk, mail_id: str, queue: str, case: Case) -> Step | None:
    if case.state is not CaseState.RESOLVED or mail_id not in _newest(desk, case):
        return None
    return reopened(case, queue, desk.policy, desk.clock.now())


def _newest(desk: Desk, case: Case) -> frozenset[str]:
    """The case's newest mail and the customer's newest; where somebody else has joined it they differ."""
    theirs = desk.cases.newest(case)
    return frozenset({case.last_mail, *((theirs.id,) if theirs is not None else ())})


def _last_folder(desk: Desk, mail_id: str) -> str:
    return next((place.folder for place in desk.intake.places(mail_id)), "")


def _turn(desk: Desk, mail_id: str, step_of: Callable[[Case], Step | None]) -> None:
    """Write what becomes of a mail's case; anew where somebody else has changed the case in that moment."""
    while (case := desk.corrections.case(mail_id)) is not None and (step := step_of(case)) is not None:
        if desk.cases.write(step, case, desk.clock.now()) == "":
            for happened in step.events:
                extra = {"mailbox": desk.name, "case": case.id, "what": happened.kind, "queue": case.queue}
                log.info("case", extra=extra)
            return
