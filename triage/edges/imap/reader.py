"""Mails off the server: what there is first, by UID ranges; then bodies in batches; one by one where a batch fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from triage.domain import Origin, RawMail, mail_id
from triage.edges.imap.connection import Connection, Interrupted, Reply, Selected
from triage.edges.imap.wire import Fetched, fetched, uid_set
from triage.errors import Unavailable
from triage.settings import Limits

_PAGE = 1_000  # UIDs asked for at once; doubled while the numbers are sparse
_SPARSE = 10  # UIDs looked at for each of the newest mails: most mails may have been moved on
_BATCH_BYTES = 32_000_000  # of bodies in memory at once
_ATTEMPTS = 3  # so often may one mail end the connection before it is given up
_HEADERS = "BODY.PEEK[HEADER]<0.{bytes}>"
_BODY = "BODY.PEEK[]"


class Reader:
    """Reads one account's folders."""

    def __init__(self, connection: Connection, mailbox: str, limits: Limits) -> None:
        self._connection = connection
        self._mailbox = mailbox
        self._limits = limits
        self._fatal: Counter[tuple[int, int]] = Counter()  # (UIDVALIDITY, UID) asked for when the connection ended

    # --- what there is ---------------------------------------------------------------------------------------------
    def pages(self, folder: Selected, above: int) -> Iterator[tuple[list[Fetched], int]]:
        """Sizes and dates of the mails above a UID, ascending, with the UID up to which each page reaches."""
        low, width = above + 1, _PAGE
        while True:
            high = low + width - 1
            final = folder.uidnext is None or high >= folder.uidnext - 1
            found = self._listing(folder, f"{low}:*" if final else f"{low}:{high}", above)
            last = max((row.uid for row in found), default=above)
            yield found, max(last, (folder.uidnext or 1) - 1, above) if final else high
            if final:
                return
            low, width = high + 1, width * 2 if len(found) < _PAGE // 2 else _PAGE

    def _listing(self, folder: Selected, span: str, above: int) -> list[Fetched]:
        reply = self._fetch(folder, span, "(UID RFC822.SIZE INTERNALDATE)")
        if not reply.ok:
            raise Unavailable(f"the mails of a folder cannot be listed: {reply.text}")
        # "n:*" names the last mail even when its UID is below n (RFC 3501, 6.4.8).
        rows = {row.uid: row for row in fetched(reply.data) if row.uid > above and row.size is not None}
        return [rows[uid] for uid in sorted(rows)]

    def newest_headers(self, folder: Selected, most: int, name: str) -> list[bytes]:
        """One header of the newest mails, as the server hands it out; nothing where it does not tell which they are."""
        above = max(0, (folder.uidnext or 0) - 1 - most * _SPARSE)
        rows = [row for page, _ in self.pages(folder, above) for row in page][-most:] if folder.uidnext else []
        if not rows:
            return []
        reply = self._fetch(folder, uid_set(row.uid for row in rows), f"(UID BODY.PEEK[HEADER.FIELDS ({name})])")
        return [row.content for row in fetched(reply.data) if row.content] if reply.ok else []

    # --- bodies ----------------------------------------------------------------------------------------------------
    def batches(self, rows: Sequence[Fetched], most: int) -> Iterator[list[Fetched]]:
        """The rows in lots of at most `most` mails and about 32 MB."""
        rest = list(rows)
        while rest:
            lot: list[Fetched] = []
            size = 0
            for row in islice(rest, most):
                size += min(row.size or 0, self._limits.mail_bytes)
                if lot and size > _BATCH_BYTES:
                    break
                lot.append(row)
            yield lot
            rest = rest[len(lot) :]

    def mails(self, folder: Selected, name: str, rows: Sequence[Fetched]) -> list[RawMail]:
        """The mails of these rows in their order; one that cannot be fetched comes with a note, a vanished one not."""
        whole = [row for row in rows if not self._too_large(row) and not self._suspect(folder, row)]
        contents = self._contents(folder, whole, _BODY)
        mails = (self._mail(folder, name, row, contents.get(row.uid)) for row in rows)
        return [mail for mail in mails if mail is not None]

    def _mail(self, folder: Selected, name: str, row: Fetched, content: bytes | None) -> RawMail | None:
        if content is not None:
            return self._raw(folder, name, row, content)
        if self._too_large(row):
            content = self._alone(folder, row, self._headers())
            note = f"too large: {row.size} bytes, the limit is {self._limits.mail_bytes}; only its headers were read"
        elif content := self._alone(folder, row, _BODY):
            return self._raw(folder, name, row, content)
        else:
            content = self._alone(folder, row, self._headers())
            note = "the server could not hand this mail out"
        if content is None and self._gone(folder, row):
            return None
        return self._raw(folder, name, row, content or b"", note)

    def _raw(self, folder: Selected, name: str, row: Fetched, content: bytes, note: str | None = None) -> RawMail:
        place = f"{name}/{folder.uidvalidity}/{row.uid}".encode()  # tells two mails without content apart
        return RawMail(
            id=mail_id(self._mailbox, content or place),
            mailbox=self._mailbox,
            content=content,
            received_at=row.received_at or datetime.now(UTC),
            origin=Origin(mailbox=self._mailbox, folder=name, uidvalidity=folder.uidvalidity, uid=row.uid),
            note=note,
        )

    def _too_large(self, row: Fetched) -> bool:
        return (row.size or 0) > self._limits.mail_bytes

    def _headers(self) -> str:
        return _HEADERS.format(bytes=self._limits.header_bytes)

    def _suspect(self, folder: Selected, row: Fetched) -> bool:
        return self._fatal[folder.uidvalidity, row.uid] > 0

    def _contents(self, folder: Selected, rows: Sequence[Fetched], part: str) -> dict[int, bytes]:
        """Many bodies at once; what is missing from the answer is missing from the result."""
        if not rows:
            return {}
        reply = self._watched(folder, rows, part)
        return {row.uid: row.content for row in fetched(reply.data) if row.content}

    def _alone(self, folder: Selected, row: Fetched, part: str) -> bytes | None:
        """One body; None when the server refuses it or has ended the connection over it before."""
        if self._fatal[folder.uidvalidity, row.uid] >= _ATTEMPTS:
            return None
        return self._contents(folder, [row], part).get(row.uid)

    def _watched(self, folder: Selected, rows: Sequence[Fetched], part: str) -> Reply:
        """Fetch, and remember which mails were asked for when the connection ended."""
        keys = [(folder.uidvalidity, row.uid) for row in rows]
        try:
            reply = self._fetch(folder, uid_set(row.uid for row in rows), f"(UID {part})", once=True)
        except Interrupted as error:
            self._fatal.update(keys)
            raise Unavailable(str(error)) from None
        for key in keys:
            self._fatal.pop(key, None)
        return reply

    def _gone(self, folder: Selected, row: Fetched) -> bool:
        if self._fatal[folder.uidvalidity, row.uid] >= _ATTEMPTS:
            return False
        reply = self._fetch(folder, str(row.uid), "(UID RFC822.SIZE)")
        return reply.ok and all(found.uid != row.uid for found in fetched(reply.data))

    def _fetch(self, folder: Selected, uids: str, parts: str, *, once: bool = False) -> Reply:
        """FETCH in the folder as it was opened; another command may have opened another one in between."""
        now = self._connection.select(folder.wire, writable=not folder.examined)
        if now.uidvalidity != folder.uidvalidity:
            raise Unavailable("the folder was made anew on the server while it was read; reading it again")
        self._connection.discard("FETCH")
        return self._connection.uid("FETCH", uids, parts, once=once)
