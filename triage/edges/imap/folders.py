"""Folders by the names people use: "Triage/Urgent" whatever the separator and prefix; Drafts and Sent found."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from triage.edges.imap.connection import Connection
from triage.edges.imap.wire import Listed, decode_name, encode_name, listed, quoted
from triage.errors import Refused, Unavailable

# Usual names (last step of the path, casefolded) where the server tells no SPECIAL-USE (RFC 6154).
_DRAFTS = (
    "drafts", "draft", "draft messages", "entwürfe", "brouillons", "borradores", "bozze", "rascunhos", "concepten",
    "kladder", "utkast", "luonnokset", "szkice", "wersje robocze", "koncepty", "piszkozatok", "ciorne", "черновики",
    "чернетки", "taslaklar", "πρόχειρα", "草稿", "草稿箱", "草稿夹", "草稿匣", "下書き", "임시보관함", "임시 보관함",
    "المسودات", "טיוטות",
)  # fmt: skip
_SENT = (
    "sent", "sent items", "sent mail", "sent messages", "sent-mail", "gesendet", "gesendete elemente",
    "gesendete objekte", "envoyés", "éléments envoyés", "messages envoyés", "enviados", "elementos enviados",
    "correo enviado", "mensajes enviados", "inviata", "inviati", "posta inviata", "itens enviados",
    "mensagens enviadas", "e-mails enviados", "verzonden", "verzonden items", "sendt", "sendte elementer", "skickat",
    "skickade", "lähetetyt", "wysłane", "elementy wysłane", "odeslaná pošta", "odeslané", "elküldött",
    "elküldött elemek", "trimise", "отправленные", "надіслані", "gönderilmiş öğeler", "gönderilenler", "απεσταλμένα",
    "已发送", "已发送邮件", "已傳送", "已寄出", "寄件備份", "寄件匣備份", "送信済み", "送信済みアイテム",
    "送信済みメール", "送信済みトレイ", "보낸편지함", "보낸 편지함", "المرسلة", "נשלח",
)  # fmt: skip
_SPECIAL = {"\\drafts": frozenset(_DRAFTS), "\\sent": frozenset(_SENT)}
_UNSELECTABLE = frozenset({"\\noselect", "\\nonexistent"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Folder:
    """`name` is ours ("/" between steps, no namespace prefix), `wire` the server's."""

    name: str
    wire: bytes
    attributes: frozenset[str]


class Folders:
    """The folders of one connection; listed when first asked for and whenever a name is missing."""

    def __init__(self, connection: Connection, *, root: str = "Triage", drafts: str = "", sent: str = "") -> None:
        self._connection = connection
        self._root = root
        self._chosen = {"\\drafts": drafts, "\\sent": sent}
        self._known: tuple[Folder, ...] = ()
        self._delimiter = "/"

    def names(self) -> tuple[str, ...]:
        """Names of the selectable folders, asked anew."""
        self._list()
        return tuple(folder.name for folder in self._known)

    def wire(self, name: str) -> bytes:
        """The server's spelling of a folder. Raises Refused when there is none of that name."""
        found = self._find(name)
        if found is None:
            raise Refused(f'there is no folder "{name}" on the server; create it or correct the setting')
        return found.wire

    def special(self, use: str) -> Folder | None:
        r"""The folder for `use` ("\\drafts" or "\\sent"): the setting, SPECIAL-USE, or its usual name."""
        if chosen := self._chosen[use]:
            return self._find(chosen)
        if not self._known:
            self._list()
        by_use = (folder for folder in self._known if use in folder.attributes)
        by_name = (folder for folder in self._known if _last_step(folder.name) in _SPECIAL[use])
        return next(by_use, None) or next(by_name, None)

    def own(self, use: str) -> tuple[str, bytes]:
        """Name and spelling of the special folder. Raises Refused when it is not found; it is never created."""
        folder = self.special(use)
        if folder is None:
            setting = use.removeprefix("\\")
            raise Refused(f'the {setting.title()} folder is not found; name it: {setting} = "..." in [[mailbox]]')
        return folder.name, folder.wire

    def ensure(self, name: str) -> bytes:
        """The server's spelling of a folder; below the queue root it is created when missing, elsewhere Refused."""
        found = self._find(name)
        if found is not None:
            return found.wire
        if not name.startswith(f"{self._root}/"):
            return self.wire(name)
        return self._create(name)

    def _find(self, name: str) -> Folder | None:
        if name.upper() == "INBOX":
            return Folder(name="INBOX", wire=b"INBOX", attributes=frozenset())
        found = self._look_up(name)
        if found is None:
            self._list()
            found = self._look_up(name)
        return found

    def _look_up(self, name: str) -> Folder | None:
        return next((folder for folder in self._known if name in {folder.name, decode_name(folder.wire)}), None)

    def _list(self) -> None:
        special = "SPECIAL-USE" in self._connection.capabilities and "LIST-EXTENDED" in self._connection.capabilities
        pattern = '"*" RETURN (SPECIAL-USE)' if special else '"*"'
        reply = self._connection.call(lambda client: client.list('""', pattern))
        if not reply.ok:
            raise Unavailable(f"the folders cannot be listed: {reply.text}")
        rows = tuple(listed(reply.data))
        self._delimiter = next((row.delimiter for row in rows if row.delimiter), "/")
        self._known = tuple(self._folder(row) for row in rows if not row.attributes & _UNSELECTABLE)

    def _folder(self, row: Listed) -> Folder:
        raw = decode_name(row.wire)
        prefix = self._connection.prefix
        if raw.upper() == "INBOX":
            return Folder(name="INBOX", wire=row.wire, attributes=row.attributes)
        name = raw.removeprefix(prefix) or raw
        name = name.replace(row.delimiter, "/") if row.delimiter else name
        return Folder(name=name, wire=row.wire, attributes=row.attributes)

    def _create(self, name: str) -> bytes:
        wire = encode_name(self._connection.prefix + name.replace("/", self._delimiter))
        reply = self._connection.call(lambda client: client.create(quoted(wire)))
        if not reply.ok and reply.code != "ALREADYEXISTS":
            text = f'folder "{name}" cannot be created: {reply.text}'
            raise Unavailable(text) if reply.passing else Refused(text)
        self._connection.call(lambda client: client.subscribe(quoted(wire)))
        self._list()
        return wire


def _last_step(name: str) -> str:
    return unicodedata.normalize("NFC", name.rpartition("/")[2]).casefold().strip()
