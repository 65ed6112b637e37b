"""ports.Mailbox over IMAP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from triage.accounts import Mailbox
from triage.domain import Arrivals, Cursor
from triage.edges.imap.connection import Connection, Selected
from triage.edges.imap.folders import Folders
from triage.edges.imap.idle import Arrival
from triage.edges.imap.reader import Reader
from triage.edges.imap.wire import Fetched
from triage.mail.people.identity import authserv_id
from triage.mail.wire import headers
from triage.settings import Limits

SENT = "\\Sent"  # the folder name in the cursor of `sent`, whatever the server calls the folder


class ImapMailbox:
    """One account, read. Shares its connection with the hands; one thread uses both."""

    def __init__(self, connection: Connection, folders: Folders, settings: Mailbox, limits: Limits) -> None:
        self._connection = connection
        self._folders = folders
        self._settings = settings
        self._reader = Reader(connection, settings.name, limits)
        imap = settings.imap
        self._arrival = Arrival(connection, renew_seconds=imap.idle_minutes * 60, poll_seconds=imap.poll_seconds)
        self._read_up_to: tuple[int, int] | None = None  # (UIDVALIDITY, next UID) of the watched folder when last read

    def arrivals(self, folder: str, after: Cursor | None, since: datetime | None) -> Iterator[Arrivals]:
        """Batches above the cursor; see ports.Mailbox."""
        watched = folder == self._settings.folder
        opened = self._open(folder, writable=watched)
        going_on = after is not None and after.uidvalidity == opened.uidvalidity
        above = after.last_uid if going_on and after is not None else 0
        reached = above
        for rows, reach in self._reader.pages(opened, above):
            wanted = rows if going_on else [row for row in rows if _not_before(row, since)]
            for lot in self._reader.batches(wanted, self._settings.imap.batch):
                reached = lot[-1].uid
                yield self._batch(opened, folder, lot, reached)
            if reach > reached or not (going_on or wanted):
                reached = reach
                yield Arrivals(mails=(), cursor=self._cursor(folder, opened, reached))
        if watched:
            self._read_up_to = (opened.uidvalidity, max(reached + 1, opened.uidnext or 0))

    def sent(self, after: Cursor | None) -> Iterator[Arrivals]:
        """Headers of what appeared in the Sent folder; nothing where there is none."""
        sent = self._folders.special("\\sent")
        if sent is None:
            return
        opened = self._open(sent.name, writable=False)
        if after is None or after.uidvalidity != opened.uidvalidity:
            yield Arrivals(mails=(), cursor=self._cursor(SENT, opened, self._end(opened)))
            return
        for rows, _ in self._reader.pages(opened, after.last_uid):
            for lot in self._reader.batches(rows, self._settings.imap.batch):
                mails = self._reader.mails(opened, sent.name, lot)
                yield Arrivals(mails=tuple(mails), cursor=self._cursor(SENT, opened, lot[-1].uid))

    def wait(self, seconds: float) -> bool:
        """True as soon as something may have arrived in the watched folder; see ports.Mailbox."""
        opened = self._connection.select(self._folders.wire(self._settings.folder))
        known = self._read_up_to
        if known is None or known[0] != opened.uidvalidity or (opened.uidnext or 0) > known[1]:
            return True
        return self._arrival.wait(seconds)

    def folders(self) -> tuple[str, ...]:
        """Names of the selectable folders, with "/" between their steps and without the server's prefix."""
        return self._folders.names()

    def describe(self) -> str:
        """One line for `triage check`: log in, open the watched folder, tell what the server can do."""
        opened = self._connection.select(self._folders.wire(self._settings.folder))
        offered = [name for name in ("IDLE", "MOVE", "UIDPLUS", "SPECIAL-USE") if name in self._connection.capabilities]
        special = [folder.name if (folder := self._folders.special(use)) else "none" for use in ("\\drafts", "\\sent")]
        rights = "read-only" if opened.read_only else "writable"
        keywords = "keywords" if not opened.flags or "\\*" in opened.flags else "no keywords"
        return (
            f"{self._settings.folder} is {rights}, {keywords}; offers {', '.join(offered) or 'nothing special'}; "
            f"drafts: {special[0]}, sent: {special[1]}"
        )

    def border_names(self, newest: int) -> tuple[str, ...]:
        """Who wrote the topmost Authentication-Results of the newest mails in the watched folder, most frequent first.

        For `triage check`: only that header is fetched, and nothing is changed.
        """
        opened = self._connection.select(self._folders.wire(self._settings.folder), writable=False)
        heads = self._reader.newest_headers(opened, newest, "AUTHENTICATION-RESULTS")
        names = (authserv_id(headers.split(head, Limits())[0]) for head in heads)
        return tuple(name for name, _ in Counter(filter(None, names)).most_common())

    def close(self) -> None:
        """Log out; never raises."""
        self._connection.close()

    def _batch(self, opened: Selected, folder: str, lot: list[Fetched], last: int) -> Arrivals:
        mails = self._reader.mails(opened, folder, lot)
        return Arrivals(mails=tuple(mails), cursor=self._cursor(folder, opened, last))

    def _cursor(self, folder: str, opened: Selected, last_uid: int) -> Cursor:
        return Cursor(mailbox=self._settings.name, folder=folder, uidvalidity=opened.uidvalidity, last_uid=last_uid)

    def _open(self, folder: str, *, writable: bool) -> Selected:
        """Open the folder, or let the server tell what is new in it when it is open already."""
        if folder == self._settings.folder:
            self._read_up_to = None
        opened = self._connection.select(self._folders.wire(folder), writable=writable, fresh=True)
        self._connection.discard("EXISTS")
        return opened

    def _end(self, opened: Selected) -> int:
        """The highest UID there is or was."""
        if opened.uidnext is not None:
            return opened.uidnext - 1
        return max((row.uid for rows, _ in self._reader.pages(opened, 0) for row in rows), default=0)


def _not_before(row: Fetched, since: datetime | None) -> bool:
    return since is None or row.received_at is None or row.received_at >= since
