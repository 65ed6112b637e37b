"""Mails from files: .eml, mbox, Maildir, folders of them, standard input."""

from __future__ import annotations

import base64
import json
import mailbox
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from triage.domain import RawMail, mail_id
from triage.errors import ConfigError

_SUFFIXES = frozenset({".eml", ".mbox", ".mail", ".mime", ""})
NOBODY = "files"  # the mailbox name of mails that come from no server
_CUSTOMER = "customer@customer.example"  # stands for the writer of a JSON line that names none


def read_paths(paths: Iterable[Path], limit: int) -> Iterator[tuple[str, RawMail]]:
    """Every mail below these paths with the path it came from; a file that cannot be read is a mail with a note.

    Raises ConfigError for a path that is not there, or is no file and no folder.
    """
    for path in paths:
        if not path.exists():
            raise ConfigError(f"{path}: there is no such file or folder")
        if not path.is_file() and not path.is_dir():
            raise ConfigError(f"{path}: is no file and no folder; a pipe is read as standard input with -")
        try:
            yield from _read(path, limit)
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None


def read_one(stream: BinaryIO, limit: int) -> RawMail:
    """One raw mail from a stream."""
    return _raw(stream.read(limit + 1), limit)


def read_lines(lines: Iterable[bytes | str]) -> Iterator[tuple[str, RawMail]]:
    """JSON objects, one a line, as (id, mail). A line that cannot be read is a mail with a note."""
    for number, line in enumerate(lines, 1):
        text = (line.decode("utf-8", "replace") if isinstance(line, bytes) else line).lstrip("\ufeff")
        if text.strip():
            yield _from_json(text, number)


def _read(path: Path, limit: int) -> Iterator[tuple[str, RawMail]]:
    if path.is_dir():
        yield from _maildir(path, limit) if _is_maildir(path) else _folder(path, limit)
        return
    try:
        yield from _mbox(path, limit) if _is_mbox(path) else _file(path, limit)
    except OSError as error:
        yield str(path), _unread(str(path), f"the file cannot be read ({error.strerror})")


def _folder(path: Path, limit: int) -> Iterator[tuple[str, RawMail]]:
    for inner in sorted(path.iterdir()):
        if inner.name.startswith("."):
            continue
        leads_on = inner.is_dir() and not inner.is_symlink()  # a link may lead round in a circle
        if leads_on or (inner.is_file() and inner.suffix.lower() in _SUFFIXES):
            yield from _read(inner, limit)


def _mbox(path: Path, limit: int) -> Iterator[tuple[str, RawMail]]:
    box = mailbox.mbox(path, create=False)
    for number, key in enumerate(box.keys(), 1):
        yield f"{path}#{number}", _raw(box.get_bytes(key)[: limit + 1], limit)


def _file(path: Path, limit: int) -> Iterator[tuple[str, RawMail]]:
    with path.open("rb") as stream:
        yield str(path), read_one(stream, limit)


def _maildir(path: Path, limit: int) -> Iterator[tuple[str, RawMail]]:
    for inner in sorted([*(path / "cur").iterdir(), *(path / "new").iterdir()]):
        if inner.is_file():
            yield from _read(inner, limit)


def _is_maildir(path: Path) -> bool:
    return (path / "cur").is_dir() and (path / "new").is_dir()


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(5) == b"From "


def _raw(content: bytes, limit: int) -> RawMail:
    note = f"larger than {limit} bytes; only its headers were read" if len(content) > limit else None
    kept = content if note is None else content[:262_144].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0] + b"\n\n"
    return RawMail(
        id=mail_id(NOBODY, content), mailbox=NOBODY, content=kept, received_at=datetime.now(UTC), note=note
    )  # fmt: skip


def _from_json(text: str, number: int) -> tuple[str, RawMail]:
    try:
        row = json.loads(text)
        subject, body = str(row.get("subject") or ""), str(row.get("body") or "")
        content = plain_mail(subject, body, str(row.get("from") or _CUSTOMER))
        raw = _raw(content, len(content))
        return str(row.get("id") or raw.id), raw
    except (ValueError, AttributeError, RecursionError) as error:
        why = f"line {number} is not a JSON object with id, subject and body ({type(error).__name__})"
        return f"line-{number}", _unread(text, why)


def _unread(what: str, why: str) -> RawMail:
    named = mail_id(NOBODY, what.encode("utf-8", "replace"))
    return RawMail(id=named, mailbox=NOBODY, content=b"", received_at=datetime.now(UTC), note=why)


def plain_mail(subject: str, body: str, sender: str) -> bytes:
    """A plain mail with these words: every header value is encoded whole, so that no text can become a header."""
    words = base64.b64encode(subject.encode("utf-8", "replace")).decode("ascii")
    address = "".join(letter for letter in sender if letter.isprintable()).encode("utf-8", "replace")
    return (
        b"From: " + address + b"\r\nSubject: =?utf-8?b?" + words.encode() + b"?=\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(body.encode("utf-8", "replace"))
    )  # fmt: skip
