"""Mails from files and standard input, in every shape in which archives keep them."""

from __future__ import annotations

import io
import json
import mailbox
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from triage.domain import RawMail
from triage.edges.mails import NOBODY, read_lines, read_one, read_paths
from triage.errors import ConfigError
from triage.mail.parse import parse
from triage.settings import Reading

LIMIT = 10_000


def mail(number: int = 1, body: str = "Where is my parcel?") -> bytes:
    return (
        f"From: ann@customer.example\nSubject: order {number}\nMessage-ID: <m{number}@x.example>\n\n{body}\n".encode()
    )


def read(*paths: Path, limit: int = LIMIT) -> list[tuple[str, RawMail]]:
    return list(read_paths(paths, limit))


def contents(*paths: Path) -> list[bytes]:
    return [raw.content for _, raw in read(*paths)]


# --- the shapes ------------------------------------------------------------------------------------------------------
def test_one_file(tmp_path: Path) -> None:
    path = tmp_path / "complaint.eml"
    path.write_bytes(mail())
    ((name, raw),) = read(path)
    assert (name, raw.content, raw.mailbox, raw.note, raw.origin) == (str(path), mail(), NOBODY, None, None)
    assert len(raw.id) == 64


def test_an_mbox_gives_its_mails_in_order_by_number(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    box = mailbox.mbox(path)
    for number in range(3):
        box.add(mail(number, "From here on\nFrom there on"))
    box.close()
    found = read(path)
    assert [name for name, _ in found] == [f"{path}#{number}" for number in (1, 2, 3)]
    assert [parse(raw, Reading()).subject for _, raw in found] == ["order 0", "order 1", "order 2"]
    assert all(b"there on" in raw.content for _, raw in found), "a line that begins with From ends no mail"


def test_an_mbox_is_read_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "archive.mbox"
    path.write_bytes(b"From ann@x.example Fri Nov 20 12:00:00 2026\n" + mail() + b"\n")
    path.chmod(0o400)
    before = path.stat()
    assert contents(path) == [mail()]
    assert path.stat() == before


def test_a_maildir_gives_what_was_read_and_what_is_new(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(mail(1))
    seen = mailbox.MaildirMessage(mail(2))
    seen.set_subdir("cur")
    box.add(seen)
    (tmp_path / "Maildir" / "tmp" / "half").write_bytes(b"From: half")
    assert sorted(contents(tmp_path / "Maildir")) == [mail(1), mail(2)]


def test_a_folder_of_everything(tmp_path: Path) -> None:
    (tmp_path / "b.eml").write_bytes(mail(1))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "deep.eml").write_bytes(mail(2))
    (tmp_path / "c.MBOX").write_bytes(b"From x Fri Nov 20 12:00:00 2026\n" + mail(3) + b"\n")
    mailbox.Maildir(tmp_path / "d").add(mail(4))
    for other in ("notes.pdf", ".hidden.eml", "mails.json"):
        (tmp_path / other).write_bytes(b"nothing")
    assert contents(tmp_path) == [mail(2), mail(1), mail(3), mail(4)]


def test_several_paths_in_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.eml" for number in (2, 1)]
    for path in paths:
        path.write_bytes(path.name.encode())
    assert contents(*paths) == [b"2.eml", b"1.eml"]


def test_standard_input() -> None:
    raw = read_one(io.BytesIO(mail()), LIMIT)
    assert (raw.content, raw.note) == (mail(), None)


def test_the_same_bytes_have_the_same_id(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail())
    assert read(path)[0][1].id == read_one(io.BytesIO(mail()), LIMIT).id != read_one(io.BytesIO(mail(2)), LIMIT).id


# --- what cannot be read ---------------------------------------------------------------------------------------------
def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.eml: there is no such file or folder"):
        read(tmp_path / "nowhere.eml")


def _loop(folder: Path) -> None:
    (folder / "loop").symlink_to(folder)


def _dangling(folder: Path) -> None:
    (folder / "dangling.eml").symlink_to(folder / "nowhere")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.eml")  # would block for ever


TRAPS = {"a link to itself": _loop, "a link to nothing": _dangling, "a pipe": _pipe}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("lay", TRAPS.values(), ids=TRAPS.keys())
def test_a_trap_in_a_folder_is_walked_around(tmp_path: Path, lay: Callable[[Path], None]) -> None:
    lay(tmp_path)
    (tmp_path / "z.eml").write_bytes(mail())
    assert contents(tmp_path) == [mail()]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc/self/mem is a file that cannot be read from its beginning")
def test_a_file_that_cannot_be_read_is_one_mail_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "a.eml").symlink_to("/proc/self/mem")
    (tmp_path / "b.eml").write_bytes(mail())
    broken, good = [raw for _, raw in read(tmp_path)]
    assert (broken.content, good.content) == (b"", mail())
    assert broken.note is not None
    assert broken.note.startswith("the file cannot be read")


def test_a_pipe_as_path_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigError, match="is no file"):
        read(tmp_path / "pipe")


@pytest.mark.parametrize("body", ["x" * LIMIT, "\nx" * LIMIT])
def test_what_is_too_large_comes_as_headers_with_a_note(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.eml").write_bytes(mail(1, body))
    (tmp_path / "b.mbox").write_bytes(b"From x Fri Nov 20 12:00:00 2026\n" + mail(2, body) + b"\n")
    (tmp_path / "c.eml").write_bytes(mail(3))
    (tmp_path / "d.eml").write_bytes(b"y" * 3 * LIMIT)
    found = [raw for _, raw in read(tmp_path)]
    assert [raw.note is None for raw in found] == [False, False, True, False]
    assert found[0].content == mail(1).partition(b"\n\n")[0] + b"\n\n"
    assert len({raw.id for raw in found}) == 4
    read_again = parse(found[0], Reading())
    assert (read_again.subject, "larger than" in str(read_again.error)) == ("order 1", True)


def test_a_mail_of_exactly_the_limit_is_whole() -> None:
    content = mail()
    assert read_one(io.BytesIO(content), len(content)).note is None
    assert read_one(io.BytesIO(content), len(content) - 1).note is not None


# --- one JSON object a line ------------------------------------------------------------------------------------------
def lines(*rows: object) -> list[bytes]:
    return [json.dumps(row).encode() + b"\n" for row in rows]


def test_a_line_is_a_mail_with_its_words() -> None:
    row = {
        "id": "q-1",
        "subject": "Bestellung 🎁",
        "body": "Wo ist mein Päckchen?\n\nÄnne",
        "from": "aenne@kunde.example",
    }
    ((name, raw),) = read_lines(lines(row))
    found = parse(raw, Reading())
    assert (name, found.subject, found.new_text) == ("q-1", row["subject"], row["body"])
    assert found.sender is not None
    assert found.sender.email == "aenne@kunde.example"
    assert found.automatic_rule is None


def test_only_words_are_needed() -> None:
    ((name, raw),) = read_lines(lines({"body": "Where is it?"}))
    found = parse(raw, Reading())
    assert (name, found.subject, found.new_text, found.error) == (raw.id, "", "Where is it?", None)
    assert found.sender is not None, "a writer who is not named is still a customer"


BROKEN = {
    "no JSON": b"{nonsense", "cut off": b'{"id": "1", "subject": "a', "a list": b'["a"]', "a number": b"7",
    "null": b"null", "not UTF-8": b"\xff\xfe", "a bomb of brackets": b"[" * 100_000, "a huge number": b"9" * 10_000,
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_line_is_one_mail_with_a_note(broken: bytes) -> None:
    good = lines({"id": "good", "body": "Where is it?"})
    found = list(read_lines([*good, b"\n", broken + b"\n", *good]))
    assert [name for name, _ in found] == ["good", "line-3", "good"]
    raw = found[1][1]
    assert raw.note is not None
    assert raw.note.startswith("line 3 is not a JSON object")
    assert parse(raw, Reading()).error == raw.note


def test_a_byte_order_mark_is_no_fault() -> None:
    (first, _) = lines({"id": "1", "body": "a"}, {"id": "2", "body": "b"})
    assert [name for name, _ in read_lines([b"\xef\xbb\xbf" + first])] == ["1"]


ODD = {
    "numbers": {"id": 7, "subject": 8, "body": 9}, "nothing": {"id": None, "subject": None, "body": None, "from": None},
    "half a character": {"id": "\ud83d", "subject": "\ud83d", "body": "\ud83d", "from": "\ud83d@x.example"},
    "zero bytes": {"id": "a", "subject": "a\0b", "body": "a\0b", "from": "a\0b@x.example"},
    "a long subject": {"id": "a", "subject": "long " * 2_000, "body": "a"},
}  # fmt: skip


@pytest.mark.parametrize("row", ODD.values(), ids=ODD.keys())
def test_odd_values_are_read_as_words(row: dict[str, object]) -> None:
    ((name, raw),) = read_lines(lines(row))
    assert isinstance(name, str)
    assert raw.note is None
    parse(raw, Reading())


INJECTED = "x\r\nBcc: eve@evil.example\r\nAuto-Submitted: auto-replied\r\n\r\nbody"
BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0\n"]


@pytest.mark.parametrize("line_end", BREAKS, ids=[ascii(line_end) for line_end in BREAKS])
@pytest.mark.parametrize("name", ["subject", "from", "body", "id"])
def test_no_word_becomes_a_header(name: str, line_end: str) -> None:
    row = {"id": "1", "subject": "s", "body": "b", "from": "ann@customer.example"}
    row[name] = INJECTED.replace("\r\n", line_end)
    ((_, raw),) = read_lines(lines(row))
    head = raw.content.partition(b"\r\n\r\n")[0].split(b"\r\n")
    names = [line.partition(b":")[0].decode() for line in head]
    assert names == ["From", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]
    assert not any(mark in line for line in head for mark in (b"\r", b"\n"))
    assert parse(raw, Reading()).automatic_rule is None or name == "from"
