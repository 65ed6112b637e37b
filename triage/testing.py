"""In-memory stand-ins for the ports, for pure tests and plug-in writers. They pass the contract tests of the real.

The store needs none: SQLite in a temporary folder is the real thing and quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from triage.domain import (
    MAILED,
    Action,
    ActionKind,
    Arrivals,
    Cursor,
    Origin,
    Outcome,
    RawMail,
    Receipt,
    Thought,
    mail_id,
)
from triage.errors import Refused, Unavailable

_BATCH = 50


@dataclass(slots=True)
class SteppedClock:
    """ports.Clock that stands still until it is moved."""

    at: datetime = datetime(2026, 11, 20, 12, tzinfo=UTC)
    off: timedelta = timedelta()  # by so much it is wrong

    def now(self) -> datetime:
        """The time that it shows."""
        return self.at + self.off

    def monotonic(self) -> float:
        """Seconds since 1970 of the true time."""
        return self.at.timestamp()

    def step(self, **duration: float) -> None:
        """Move on by a timedelta's arguments."""
        self.at += timedelta(**duration)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """One mail in a folder."""

    uid: int
    content: bytes
    received_at: datetime
    flags: frozenset[str] = frozenset()


@dataclass(slots=True)
class Folder:
    """A folder: mails by UID, and the UIDVALIDITY under which those UIDs hold."""

    uidvalidity: int = 1
    mails: dict[int, Kept] = field(default_factory=dict)
    last_uid: int = 0

    def add(self, content: bytes, received_at: datetime, flags: frozenset[str] = frozenset()) -> int:
        """Append a mail; returns its UID."""
        self.last_uid += 1
        self.mails[self.last_uid] = Kept(uid=self.last_uid, content=content, received_at=received_at, flags=flags)
        return self.last_uid


@dataclass(slots=True)
class MemoryAccount:
    """An account in memory. `broken` is raised by every call while it is set."""

    name: str = "support"
    folders: dict[str, Folder] = field(default_factory=lambda: {n: Folder() for n in ("INBOX", "Drafts", "Sent")})
    sent: list[tuple[str, bytes]] = field(default_factory=list)  # (recipient, message) handed to SMTP
    broken: Unavailable | Refused | None = None
    clock: SteppedClock = field(default_factory=SteppedClock)

    def deliver(self, content: bytes, folder: str = "INBOX", received_at: datetime | None = None, *flags: str) -> int:
        """Put a mail into a folder, perhaps with flags; returns its UID."""
        kept = self.folders.setdefault(folder, Folder())
        return kept.add(content, received_at or self.clock.now(), frozenset(flags))

    def drag(self, uid: int, source: str, target: str) -> int:
        """Move a mail as an agent's mail program does."""
        kept = self.folders[source].mails.pop(uid)
        return self.folders.setdefault(target, Folder()).add(kept.content, kept.received_at, kept.flags)

    def renumber(self, folder: str) -> None:
        """Lose the index: the same mails under new UIDs and another UIDVALIDITY."""
        old = self.folders[folder]
        new = self.folders[folder] = Folder(uidvalidity=old.uidvalidity + 1)
        for kept in old.mails.values():
            new.add(kept.content, kept.received_at, kept.flags)

    def check(self) -> None:
        """Raise what was set to go wrong."""
        if self.broken is not None:
            raise self.broken


class MemoryMailbox:
    """ports.Mailbox on a MemoryAccount. Of a mail of more than `mail_bytes` it hands out the headers."""

    def __init__(self, account: MemoryAccount, mail_bytes: int = 25_000_000, watched: str = "INBOX") -> None:
        self._account = account
        self._mail_bytes = mail_bytes
        self._watched = watched
        self._read_up_to: tuple[int, int] | None = None  # (UIDVALIDITY, last UID) of the watched folder
        self.closed = False

    def arrivals(self, folder: str, after: Cursor | None, since: datetime | None) -> Iterator[Arrivals]:
        """See ports.Mailbox."""
        self._account.check()
        if folder not in self._account.folders:
            raise Refused(f'there is no folder "{folder}"')
        yield from self._above(folder, after, since)
        if folder == self._watched:
            self._read_up_to = self._end(folder)

    def sent(self, after: Cursor | None) -> Iterator[Arrivals]:
        """See ports.Mailbox."""
        self._account.check()
        if after is None or after.uidvalidity != self._end("Sent")[0]:
            yield Arrivals(mails=(), cursor=self._cursor(_SENT, *self._end("Sent")))
            return
        for batch in self._above("Sent", after, None):
            yield replace(batch, cursor=replace(batch.cursor, folder=_SENT))

    def wait(self, seconds: float) -> bool:
        """True while something is unread; else the clock moves on, and nothing arrives meanwhile."""
        self._account.check()
        if self._read_up_to != self._end(self._watched):
            return True
        self._account.clock.step(seconds=seconds)
        return False

    def folders(self) -> tuple[str, ...]:
        """See ports.Mailbox."""
        self._account.check()
        return tuple(self._account.folders)

    def close(self) -> None:
        """See ports.Mailbox."""
        self.closed = True

    def _above(self, folder: str, after: Cursor | None, since: datetime | None) -> Iterator[Arrivals]:
        uidvalidity, end = self._end(folder)
        going_on = after is not None and after.uidvalidity == uidvalidity
        last = after.last_uid if going_on and after is not None else 0
        new = [mail for uid, mail in sorted(self._account.folders[folder].mails.items()) if uid > last]
        if not going_on and since is not None:
            new = [mail for mail in new if mail.received_at >= since]
        for start in range(0, len(new), _BATCH):
            lot = new[start : start + _BATCH]
            last = lot[-1].uid
            yield Arrivals(
                mails=tuple(self._raw(folder, uidvalidity, mail) for mail in lot),
                cursor=self._cursor(folder, uidvalidity, last),
            )
        if end > last or not (going_on or new):
            yield Arrivals(mails=(), cursor=self._cursor(folder, uidvalidity, end))

    def _end(self, folder: str) -> tuple[int, int]:
        kept = self._account.folders[folder]
        return kept.uidvalidity, kept.last_uid

    def _cursor(self, folder: str, uidvalidity: int, uid: int) -> Cursor:
        return Cursor(mailbox=self._account.name, folder=folder, uidvalidity=uidvalidity, last_uid=uid)

    def _raw(self, folder: str, uidvalidity: int, mail: Kept) -> RawMail:
        raw = RawMail(
            id=mail_id(self._account.name, mail.content), mailbox=self._account.name, content=mail.content,
            received_at=mail.received_at,
            origin=Origin(mailbox=self._account.name, folder=folder, uidvalidity=uidvalidity, uid=mail.uid),
        )  # fmt: skip
        size = len(mail.content)
        if size <= self._mail_bytes:
            return raw
        note = f"too large: {size} bytes, the limit is {self._mail_bytes}; only its headers were read"
        return replace(self._renamed(raw, _head(mail.content)), note=note)

    def _renamed(self, raw: RawMail, content: bytes) -> RawMail:
        return replace(raw, id=mail_id(self._account.name, content), content=content)


_SENT = "\\Sent"


def _head(content: bytes) -> bytes:
    end = b"\r\n\r\n" if b"\r\n\r\n" in content else b"\n\n"
    return content.partition(end)[0] + end


class MemoryHands:
    """ports.Hands on a MemoryAccount. `scripted` answers one attempt at a kind of action in place of doing it."""

    def __init__(self, account: MemoryAccount) -> None:
        self._account = account
        self.scripted: dict[ActionKind, Receipt] = {}
        self.performed: list[str] = []

    def perform(self, action: Action, places: Sequence[Origin]) -> Receipt:
        """See ports.Hands."""
        self.performed.append(action.key)
        if action.kind in self.scripted:
            return self.scripted.pop(action.kind)
        if self._account.broken is not None:
            return Receipt(outcome=Outcome.RETRY, detail=str(self._account.broken))
        return self._by_kind(action, places)

    def happened(self, action: Action) -> bool | None:
        """See ports.Hands."""
        if self._account.broken is not None:
            return None
        if action.kind is ActionKind.MOVE:
            left = self._found("INBOX", action.mail_id) is None
            return left and self._found(action.folder, action.mail_id) is not None
        if action.kind in _SPECIAL:
            return self._found(_SPECIAL[action.kind][0], self._id(action.content)) is not None
        return None

    def make(self, folder: str) -> None:
        """See ports.Hands."""
        self._account.check()
        self._account.folders.setdefault(folder, Folder())

    def _by_kind(self, action: Action, places: Sequence[Origin]) -> Receipt:
        if action.kind in MAILED:
            self._account.sent.append((action.recipient, action.content))
            return Receipt(outcome=Outcome.DONE)
        if action.kind in _SPECIAL:
            return self._append(action, *_SPECIAL[action.kind])
        if not places:
            return Receipt(outcome=Outcome.DONE, detail="the mail lies in no folder")
        here = next((place for place in places if self._is_there(place)), None)
        if action.kind is ActionKind.MOVE:
            return self._move(action, here)
        if here is None:
            return Receipt(outcome=Outcome.FAILED, detail=_NOWHERE)
        folder = self._account.folders[here.folder]
        kept = folder.mails[here.uid]
        folder.mails[here.uid] = replace(kept, flags=kept.flags | set(action.keywords))
        return Receipt(outcome=Outcome.DONE)

    def _append(self, action: Action, folder: str, flag: str) -> Receipt:
        if action.attempts and (there := self._found(folder, self._id(action.content))):
            return Receipt(outcome=Outcome.DONE, detail="was there already", origin=there)
        uid = self._account.deliver(action.content, folder, None, flag)
        return Receipt(outcome=Outcome.DONE, origin=self._origin(folder, uid))

    def _move(self, action: Action, here: Origin | None) -> Receipt:
        there = self._found(action.folder, action.mail_id)
        if there is not None and here is not None and here.folder != action.folder:
            del self._account.folders[here.folder].mails[here.uid]  # the half that a crash has left
        elif here is not None and there is None:
            uid = self._account.drag(here.uid, here.folder, action.folder)
            there = self._origin(action.folder, uid)
        if there is None:
            return Receipt(outcome=Outcome.FAILED, detail=_NOWHERE)
        return Receipt(outcome=Outcome.DONE, origin=there)

    def _is_there(self, place: Origin) -> bool:
        folder = self._account.folders.get(place.folder)
        return folder is not None and folder.uidvalidity == place.uidvalidity and place.uid in folder.mails

    def _found(self, folder: str, wanted: str) -> Origin | None:
        kept = self._account.folders.get(folder, Folder()).mails.values()
        return next((self._origin(folder, mail.uid) for mail in kept if self._id(mail.content) == wanted), None)

    def _id(self, content: bytes) -> str:
        return mail_id(self._account.name, content)

    def _origin(self, folder: str, uid: int) -> Origin:
        uidvalidity = self._account.folders[folder].uidvalidity
        return Origin(mailbox=self._account.name, folder=folder, uidvalidity=uidvalidity, uid=uid)


_SPECIAL = {ActionKind.DRAFT: ("Drafts", "\\Draft"), ActionKind.SENT_COPY: ("Sent", "\\Seen")}
_NOWHERE = "the mail is in none of the folders where it was seen; somebody moved or deleted it"


class InlineEngine:
    """ports.Engine in this process: runs a function on each mail, and gives its exception as the result."""

    def __init__(self, think_with: Callable[[RawMail], Thought]) -> None:
        self._think = think_with

    def think(self, mails: Sequence[RawMail]) -> Iterator[Thought | Exception]:
        """See ports.Engine."""
        for raw in mails:
            try:
                yield self._think(raw)
            except Exception as error:  # noqa: BLE001  what a worker's death is to the pool
                yield error

    def close(self) -> None:
        """See ports.Engine."""
