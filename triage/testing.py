"""In-memory stand-ins for the ports, for pure tests and plug-in writers. They pass the contract tests of the real.

The store needs none: SQLite in a temporary folder is the real thing and quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from triage.domain import Action, ActionKind, Cursor, Origin, Outcome, RawMail, Receipt, mail_id
from triage.errors import Refused, Unavailable
from triage.ports import Arrivals, Thought

_BATCH = 50


@dataclass(slots=True)
class SteppedClock:
    """ports.Clock that stands still until it is moved."""

    at: datetime = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """The time that was set."""
        return self.at

    def monotonic(self) -> float:
        """Seconds since 1970 of the time that was set."""
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

    def deliver(self, content: bytes, folder: str = "INBOX") -> int:
        """Put a mail into a folder."""
        return self.folders.setdefault(folder, Folder()).add(content, self.clock.now())

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
    """ports.Mailbox on a MemoryAccount."""

    def __init__(self, account: MemoryAccount) -> None:
        self._account = account
        self.closed = False

    def arrivals(self, folder: str, after: Cursor | None, since: datetime | None) -> Iterator[Arrivals]:
        """See ports.Mailbox."""
        self._account.check()
        if folder not in self._account.folders:
            raise Refused(f"there is no folder {folder}")
        yield from self._above(folder, after, since, whole=True)

    def sent(self, after: Cursor | None) -> Iterator[Arrivals]:
        """See ports.Mailbox."""
        self._account.check()
        sent = self._account.folders["Sent"]
        if after is None:
            end = Cursor(
                mailbox=self._account.name, folder="\\Sent", uidvalidity=sent.uidvalidity, last_uid=sent.last_uid
            )
            yield Arrivals(mails=(), cursor=end)
            return
        for batch in self._above("Sent", after, None, whole=False):
            yield replace(batch, cursor=replace(batch.cursor, folder="\\Sent"))

    def wait(self, seconds: float) -> bool:
        """Nothing arrives while a test waits."""
        self._account.check()
        self._account.clock.step(seconds=seconds)
        return False

    def folders(self) -> tuple[str, ...]:
        """See ports.Mailbox."""
        self._account.check()
        return tuple(self._account.folders)

    def close(self) -> None:
        """See ports.Mailbox."""
        self.closed = True

    def _above(self, folder: str, after: Cursor | None, since: datetime | None, *, whole: bool) -> Iterator[Arrivals]:
        kept = self._account.folders[folder]
        known = after is not None and after.uidvalidity == kept.uidvalidity
        last = after.last_uid if known and after is not None else 0
        new = [mail for uid, mail in sorted(kept.mails.items()) if uid > last]
        if not known and since is not None:
            new = [mail for mail in new if mail.received_at >= since]
        for start in range(0, len(new), _BATCH):
            lot = new[start : start + _BATCH]
            yield Arrivals(
                mails=tuple(self._raw(folder, kept.uidvalidity, mail, whole=whole) for mail in lot),
                cursor=self._cursor(folder, kept.uidvalidity, lot[-1].uid),
            )
        if not new and kept.last_uid > last:
            yield Arrivals(mails=(), cursor=self._cursor(folder, kept.uidvalidity, kept.last_uid))

    def _cursor(self, folder: str, uidvalidity: int, uid: int) -> Cursor:
        return Cursor(mailbox=self._account.name, folder=folder, uidvalidity=uidvalidity, last_uid=uid)

    def _raw(self, folder: str, uidvalidity: int, mail: Kept, *, whole: bool) -> RawMail:
        content = mail.content if whole else mail.content.partition(b"\n\n")[0] + b"\n\n"
        origin = Origin(mailbox=self._account.name, folder=folder, uidvalidity=uidvalidity, uid=mail.uid)
        return RawMail(
            id=mail_id(self._account.name, content), mailbox=self._account.name, content=content,
            received_at=mail.received_at, origin=origin,
        )  # fmt: skip


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
        if action.kind is ActionKind.MOVE:
            return any(self._is(action, kept.content) for kept in self._mails(action.folder))
        if action.kind in _SPECIAL:
            return any(kept.content == action.content for kept in self._mails(_SPECIAL[action.kind]))
        return None

    def _by_kind(self, action: Action, places: Sequence[Origin]) -> Receipt:
        if action.kind is ActionKind.REPLY:
            self._account.sent.append((action.recipient, action.content))
            return Receipt(outcome=Outcome.DONE)
        if action.kind in _SPECIAL:
            self._account.deliver(action.content, _SPECIAL[action.kind])
            return Receipt(outcome=Outcome.DONE)
        here = next((place for place in places if self._is_there(place)), None)
        if here is None:
            return Receipt(outcome=Outcome.DONE, detail="the mail lies in no known folder")
        if action.kind is ActionKind.MOVE:
            return self._move(action, here)
        folder = self._account.folders[here.folder]
        kept = folder.mails[here.uid]
        folder.mails[here.uid] = replace(kept, flags=kept.flags | set(action.keywords))
        return Receipt(outcome=Outcome.DONE)

    def _move(self, action: Action, here: Origin) -> Receipt:
        uid = self._account.drag(here.uid, here.folder, action.folder)
        target = self._account.folders[action.folder]
        new = Origin(mailbox=self._account.name, folder=action.folder, uidvalidity=target.uidvalidity, uid=uid)
        return Receipt(outcome=Outcome.DONE, origin=new)

    def _is_there(self, place: Origin) -> bool:
        folder = self._account.folders.get(place.folder)
        return folder is not None and folder.uidvalidity == place.uidvalidity and place.uid in folder.mails

    def _is(self, action: Action, content: bytes) -> bool:
        return mail_id(self._account.name, content) == action.mail_id

    def _mails(self, folder: str) -> Sequence[Kept]:
        return tuple(self._account.folders.get(folder, Folder()).mails.values())


_SPECIAL = {ActionKind.DRAFT: "Drafts", ActionKind.SENT_COPY: "Sent"}


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
