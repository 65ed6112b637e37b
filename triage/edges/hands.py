"""ports.Hands over IMAP and SMTP: tags, moves, drafts, replies and their copies. The receipt tells what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from email.parser import BytesHeaderParser
from pathlib import Path

from triage.accounts import Mailbox
from triage.domain import Action, ActionKind, Origin, Outcome, Receipt
from triage.edges.imap.connection import Connection, Interrupted
from triage.edges.imap.folders import Folders
from triage.edges.imap.mailbox import ImapMailbox
from triage.edges.imap.move import NOWHERE, Mover, refusal
from triage.edges.imap.reader import Reader
from triage.edges.imap.wire import fetched
from triage.edges.smtp import SmtpSender
from triage.errors import TriageError, Unavailable
from triage.settings import Limits

_KEYWORD = re.compile(r"\\?[^\s(){%*\"\\\]\x00-\x1f\x7f-\U0010ffff]+")  # flag of RFC 3501: an atom, perhaps after "\"
_TOKEN = re.compile(r"[0-9a-f]{8,64}")
_HITS = 50  # newest hits of our token that are compared with the message itself
_SAVES_SENT_ITSELF = ("office365.com", "outlook.com")  # so does Gmail, which X-GM-EXT-1 gives away


class MailHands:
    """One account, changed. Shares its connection with the mailbox; one thread uses both."""

    def __init__(
        self,
        connection: Connection,
        folders: Folders,
        settings: Mailbox,
        limits: Limits,
        sender: SmtpSender | None = None,
    ) -> None:
        self._connection = connection
        self._folders = folders
        self._settings = settings
        self._mover = Mover(connection, folders, Reader(connection, settings.name, limits), settings.folder)
        self._sender = sender
        self._performers: Mapping[ActionKind, Callable[[Action, Sequence[Origin]], Receipt]] = {
            ActionKind.TAG: self._tag,
            ActionKind.MOVE: self._mover.move,
            ActionKind.DRAFT: self._draft,
            ActionKind.SENT_COPY: self._sent_copy,
            ActionKind.REPLY: self._reply,
            ActionKind.NOTICE: self._reply,
        }

    def perform(self, action: Action, places: Sequence[Origin]) -> Receipt:
        """Do one action; see ports.Hands. Never raises for what the servers do."""
        try:
            return self._performers[action.kind](action, places)
        except Interrupted as error:
            return Receipt(outcome=Outcome.UNCERTAIN, detail=str(error))
        except Unavailable as error:
            return Receipt(outcome=Outcome.RETRY, detail=str(error))
        except TriageError as error:
            return Receipt(outcome=Outcome.FAILED, detail=str(error))

    def happened(self, action: Action) -> bool | None:
        """Look for proof on the server; None for a reply, and when nobody can tell."""
        try:
            if action.kind is ActionKind.MOVE:
                return self._mover.moved(action)
            if action.kind in {ActionKind.DRAFT, ActionKind.SENT_COPY}:
                return self._appended(action)
        except TriageError:
            return None
        return None

    def make(self, folder: str) -> None:
        """Make a folder below the queue root; see ports.Hands."""
        self._folders.ensure(folder)

    # --- tags ------------------------------------------------------------------------------------------------------
    def _tag(self, action: Action, places: Sequence[Origin]) -> Receipt:
        if not places:
            return Receipt(outcome=Outcome.DONE, detail="the mail lies in no folder; nothing to tag")
        if any(not _KEYWORD.fullmatch(keyword) for keyword in action.keywords):
            return Receipt(outcome=Outcome.FAILED, detail="a keyword holds characters that IMAP does not allow")
        for place in places:
            if opened := self._mover.alive(place):
                return self._store(opened.flags, opened.read_only, place, action.keywords)
        return Receipt(outcome=Outcome.FAILED, detail=NOWHERE)

    def _store(self, kept: frozenset[str], read_only: bool, place: Origin, keywords: Sequence[str]) -> Receipt:
        if read_only:
            return Receipt(
                outcome=Outcome.FAILED, detail=f'folder "{place.folder}" is read-only; grant the right to tag'
            )
        known = {flag.casefold() for flag in kept}
        anything = not kept or "\\*" in kept  # no PERMANENTFLAGS: all flags are kept (RFC 3501, 7.1)
        flags = [keyword for keyword in keywords if anything or keyword.casefold() in known]
        if flags:
            reply = self._connection.uid("STORE", str(place.uid), "+FLAGS.SILENT", f"({' '.join(flags)})")
            if not reply.ok:
                return refusal(reply, "the mail cannot be tagged")
        left = len(keywords) - len(flags)
        detail = f"the server keeps no keywords of its users; {left} not set" if left else ""
        return Receipt(outcome=Outcome.DONE, detail=detail)

    # --- drafts and copies -----------------------------------------------------------------------------------------
    def _draft(self, action: Action, _places: Sequence[Origin]) -> Receipt:
        return self._append(action, "\\Draft", look_first=action.attempts > 0)

    def _sent_copy(self, action: Action, _places: Sequence[Origin]) -> Receipt:
        host = self._settings.imap.host.casefold()
        saves_itself = "X-GM-EXT-1" in self._connection.capabilities or host.endswith(_SAVES_SENT_ITSELF)
        return self._append(action, "\\Seen", look_first=saves_itself or action.attempts > 0)

    def _append(self, action: Action, flags: str, *, look_first: bool) -> Receipt:
        name, wire = self._home(action)
        if look_first and self._appended(action):
            return Receipt(outcome=Outcome.DONE, detail="was there already")
        self._connection.discard("APPENDUID")
        reply = self._connection.append(wire, flags, action.content)
        if not reply.ok:
            return refusal(reply, f'folder "{name}" did not take the message')
        numbers = (self._connection.response("APPENDUID") or b"").split()
        if len(numbers) != 2 or not all(number.isdigit() for number in numbers):
            return Receipt(outcome=Outcome.DONE)
        place = Origin(mailbox=self._settings.name, folder=name, uidvalidity=int(numbers[0]), uid=int(numbers[1]))
        return Receipt(outcome=Outcome.DONE, origin=place)

    def _home(self, action: Action) -> tuple[str, bytes]:
        """Name and spelling of the folder an appended message goes to. Raises Refused when there is none."""
        if action.folder:
            return action.folder, self._folders.wire(action.folder)
        return self._folders.own("\\drafts" if action.kind is ActionKind.DRAFT else "\\sent")

    def _appended(self, action: Action) -> bool | None:
        """Search for our own token; hexadecimal, so that no mail's words reach a command (CVE-2025-15366)."""
        header = BytesHeaderParser().parsebytes(action.content)
        tokens = _TOKEN.findall(str(header.get("X-Triage-Id", "")))
        if not tokens:
            return None
        self._connection.select(self._home(action)[1], writable=False, fresh=True)
        reply = self._connection.uid("SEARCH", "HEADER", "X-TRIAGE-ID", tokens[-1])
        if not reply.ok:
            return None
        hits = [uid for answer in reply.data if isinstance(answer, bytes) for uid in answer.decode().split()]
        return self._same_message(hits[-_HITS:], str(header.get("Message-ID", "")).strip())

    def _same_message(self, uids: Sequence[str], message_id: str) -> bool | None:
        if not uids or not message_id:
            return bool(uids)
        reply = self._connection.uid("FETCH", ",".join(uids), "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        return any(message_id.encode() in (row.content or b"") for row in fetched(reply.data)) if reply.ok else None

    # --- replies ---------------------------------------------------------------------------------------------------
    def _reply(self, action: Action, _places: Sequence[Origin]) -> Receipt:
        if self._sender is None:
            return Receipt(outcome=Outcome.FAILED, detail="no SMTP server is set for this mailbox; add [mailbox.smtp]")
        return self._sender.send(action.recipient, action.content)


def open_account(
    settings: Mailbox,
    limits: Limits,
    *,
    root: Path = Path(),
    failpoint: Callable[[str], None] = lambda _name: None,
) -> tuple[ImapMailbox, MailHands]:
    """Both sides of one account over one connection, which is opened when first used. `root`: where files begin."""
    connection = Connection(settings.imap, root)
    folders = Folders(connection, root=settings.queue_root, drafts=settings.drafts, sent=settings.sent)
    smtp = settings.smtp
    sender = SmtpSender(smtp, settings.address, root=root, failpoint=failpoint) if smtp is not None else None
    mailbox = ImapMailbox(connection, folders, settings, limits)
    return mailbox, MailHands(connection, folders, settings, limits, sender)
