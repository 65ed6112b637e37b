"""A mail from one folder to another on any server. At every moment at least one copy is there; only ours are expunged.

OK to a MOVE is no proof (repeating it for a UID that is gone says OK as well): COPYUID is, or a look at the mail.
"""

from __future__ import annotations

from collections.abc import Sequence

from triage.domain import Action, Origin, Outcome, Receipt
from triage.edges.imap.connection import Connection, Reply, Selected
from triage.edges.imap.folders import Folders
from triage.edges.imap.reader import Reader
from triage.edges.imap.wire import fetched, quoted, uids_of
from triage.errors import Refused

NOWHERE = "the mail is in none of the folders where it was seen; somebody moved or deleted it"
_LOOK_BACK = 200  # newest UIDs of a folder among which a moved mail is looked for
_LOOK_BATCH = 20


def refusal(reply: Reply, what: str) -> Receipt:
    """The receipt for NO or BAD: RETRY where it may pass (quota, busy), FAILED where a person must act."""
    advice = "; free some space in the mailbox" if reply.code == "OVERQUOTA" else ""
    outcome = Outcome.RETRY if reply.passing else Outcome.FAILED
    return Receipt(outcome=outcome, detail=f"{what}: {reply.text}{advice}")


class Mover:
    """Moves mails and finds out where they are."""

    def __init__(self, connection: Connection, folders: Folders, reader: Reader, watched: str) -> None:
        self._connection = connection
        self._folders = folders
        self._reader = reader
        self._watched = watched
        self._half_done: set[str] = set()  # keys of moves that were found in both folders

    def alive(self, place: Origin) -> Selected | None:
        """The opened folder when the mail still lies there."""
        try:
            opened = self._connection.select(self._folders.wire(place.folder))
        except Refused:
            return None
        if opened.uidvalidity != place.uidvalidity:
            return None
        reply = self._connection.uid("FETCH", str(place.uid), "(UID FLAGS)")
        there = reply.ok and any(row.uid == place.uid for row in fetched(reply.data))
        return opened if there else None

    def move(self, action: Action, places: Sequence[Origin]) -> Receipt:
        """Bring the mail into the action's folder, from wherever it lies."""
        if not places:
            return Receipt(outcome=Outcome.DONE, detail="the mail lies in no folder; nothing to move")
        target = self._folders.ensure(action.folder)
        again = action.attempts > 0 or action.key in self._half_done
        if again and (copy := self._find(action.folder, action.mail_id)):
            return self._finish(action, places, copy)
        receipt = None
        for place in places:
            if place.folder != action.folder and (opened := self.alive(place)) is not None:
                receipt = self._move_one(action, opened, place, target)
                if receipt.outcome is not Outcome.DONE:
                    return receipt
        return receipt or self._seen_there(action)

    def moved(self, action: Action) -> bool:
        """Whether the mail lies in the action's folder, and no longer where new mail arrives."""
        if self._find(action.folder, action.mail_id) is None:
            return False
        if self._find(self._watched, action.mail_id) is None:
            return True
        self._half_done.add(action.key)
        return False

    # --- one mail --------------------------------------------------------------------------------------------------
    def _move_one(self, action: Action, opened: Selected, place: Origin, target: bytes) -> Receipt:
        if opened.read_only:
            return Receipt(outcome=Outcome.FAILED, detail=f'folder "{place.folder}" is read-only; nothing was moved')
        by_move = "MOVE" in self._connection.capabilities
        self._connection.discard("COPYUID")
        reply = self._connection.uid("MOVE" if by_move else "COPY", str(place.uid), quoted(target), once=True)
        if not reply.ok:
            return refusal(reply, f'the mail was not moved to "{action.folder}"')
        copy = self._copied(action, place)
        if by_move:
            return Receipt(outcome=Outcome.DONE, origin=copy) if copy else self._seen_there(action)
        removed = self._remove(place)
        return Receipt(outcome=removed.outcome, detail=removed.detail, origin=copy)

    def _copied(self, action: Action, place: Origin) -> Origin | None:
        """The new place by COPYUID (RFC 4315): UIDVALIDITY, old UIDs, new UIDs."""
        numbers = (self._connection.response("COPYUID") or b"").decode("ascii", "replace").split()
        if len(numbers) != 3:
            return None
        pairs = dict(zip(uids_of(numbers[1]), uids_of(numbers[2]), strict=False))
        if place.uid not in pairs:
            return None
        return Origin(mailbox=place.mailbox, folder=action.folder, uidvalidity=int(numbers[0]), uid=pairs[place.uid])

    def _remove(self, place: Origin) -> Receipt:
        """Take away the original of a copy. Without UIDPLUS it is only marked: EXPUNGE would take others' too."""
        reply = self._connection.uid("STORE", str(place.uid), "+FLAGS.SILENT", "(\\Deleted)")
        if reply.ok and "UIDPLUS" in self._connection.capabilities:
            reply = self._connection.uid("EXPUNGE", str(place.uid), once=True)
        elif reply.ok:
            return Receipt(outcome=Outcome.DONE, detail="copied; the original is marked as deleted and left in place")
        return (
            Receipt(outcome=Outcome.DONE)
            if reply.ok
            else refusal(reply, "copied, but the original could not be removed")
        )

    def _finish(self, action: Action, places: Sequence[Origin], copy: Origin) -> Receipt:
        """The copy is there, byte for byte, from an attempt that was cut off; remove the original."""
        for place in places:
            if (
                place.folder == self._watched != action.folder
                and (opened := self.alive(place))
                and not opened.read_only
            ):
                receipt = self._remove(place)
                if receipt.outcome is not Outcome.DONE:
                    return receipt
        self._half_done.discard(action.key)
        return Receipt(outcome=Outcome.DONE, origin=copy)

    def _seen_there(self, action: Action) -> Receipt:
        copy = self._find(action.folder, action.mail_id)
        if copy is None:
            return Receipt(outcome=Outcome.FAILED, detail=NOWHERE)
        return Receipt(outcome=Outcome.DONE, origin=copy)

    def _find(self, folder: str, mail_id: str) -> Origin | None:
        """Look for the mail by its digest among the newest of a folder."""
        try:
            wire = self._folders.wire(folder)
        except Refused:
            return None
        opened = self._connection.select(wire, writable=False, fresh=True)
        above = max(0, (opened.uidnext or 0) - 1 - _LOOK_BACK)
        rows = [row for page, _ in self._reader.pages(opened, above) for row in page]
        for lot in self._reader.batches(rows[::-1], _LOOK_BATCH):
            for mail in self._reader.mails(opened, folder, lot):
                if mail.id == mail_id:
                    return mail.origin
        return None
