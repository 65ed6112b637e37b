"""Servers that say what a test tells them to say, on loopback, for the faults that real servers show once a year."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Self

CUT = "cut"  # a rule's answer: end the connection
SILENT = "silent"  # a rule's answer: say nothing more


class Listener:
    """Accepts on a free port and gives each connection to `serve` in a thread of its own."""

    def __init__(self, serve: Callable[[socket.socket], None]) -> None:
        self._serve = serve
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                peer, _ = self._socket.accept()
                self._open.append(peer)
                threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), peer:
            self._serve(peer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)  # wakes the accept, which a mere close would not
        self._socket.close()
        for peer in self._open:
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)


class ScriptedImap(Listener):
    """An IMAP server of rules: the first whose pattern matches "COMMAND arguments" answers.

    An answer is text in which {tag} is the command's tag, CUT or SILENT; several answers are given one at a time, the
    last one for ever. `said` holds all commands, `literals` all APPENDed messages.
    """

    def __init__(
        self, rules: dict[str, str | list[str]] | None = None, capabilities: str = "UIDPLUS MOVE AUTH=PLAIN"
    ) -> None:
        self.said: list[str] = []
        self.literals: list[bytes] = []
        offered = f"* CAPABILITY IMAP4rev1 {capabilities}\r\n"
        usual = {
            "CAPABILITY": offered + "{tag} OK done\r\n",
            "AUTHENTICATE|LOGIN|NOOP|ID |SUBSCRIBE|CREATE|DONE": "{tag} OK done\r\n",
            "LIST": "".join(f'* LIST () "/" {name}\r\n' for name in ("INBOX", "Drafts", "Sent", "Triage/Urgent"))
            + "{tag} OK done\r\n",
            "SELECT|EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 4] n\r\n"
            "* OK [PERMANENTFLAGS (\\Seen \\Flagged \\Deleted \\*)] f\r\n{tag} OK [READ-WRITE] done\r\n",
            "APPEND": "{tag} OK [APPENDUID 9 5] done\r\n",
            "LOGOUT": "* BYE bye\r\n{tag} OK done\r\n",
        }
        self._rules = [
            (re.compile(pattern), list(answers) if isinstance(answers, list) else [answers])
            for pattern, answers in (*(rules or {}).items(), *usual.items())
        ]
        super().__init__(self._imap)

    def _imap(self, peer: socket.socket) -> None:
        stream = peer.makefile("rwb")
        for line in self._lines(stream, peer):
            tag, _, command = line.partition(" ")
            self.said.append(command)
            answer = self._answer(command)
            if answer == CUT:
                peer.shutdown(socket.SHUT_RDWR)
                return
            if answer != SILENT:
                stream.write(answer.replace("{tag}", tag).encode())
                stream.flush()

    def _lines(self, stream, peer: socket.socket) -> Iterator[str]:  # type: ignore[no-untyped-def]
        stream.write(b"* OK ready\r\n")
        stream.flush()
        idle_tag = ""
        while line := stream.readline().decode():
            line = line.rstrip("\r\n")
            if line == "DONE":
                line = f"{idle_tag} DONE"
            idle_tag = line.partition(" ")[0]
            if size := re.search(r"\{(\d+)\}$", line):
                early = self._answer(f"BEFORE {line.partition(' ')[2]}")
                if early == CUT:
                    return
                stream.write(early.encode() + b"+ go on\r\n")
                stream.flush()
                self.literals.append(stream.read(int(size[1])))
                stream.readline()
            elif "AUTHENTICATE" in line:
                stream.write(b"+ \r\n")
                stream.flush()
                line += " " + stream.readline().decode().strip()
            yield line
        with contextlib.suppress(OSError):
            peer.shutdown(socket.SHUT_RDWR)

    def _answer(self, command: str) -> str:
        for pattern, answers in self._rules:
            if pattern.match(command):
                return answers.pop(0) if len(answers) > 1 else answers[0]
        return "" if command.startswith("BEFORE") else "{tag} BAD what?\r\n"


class ScriptedSmtp(Listener):
    """An SMTP server whose answers to some verbs are given; "MESSAGE" is the end of the message. CUT ends it."""

    def __init__(self, answers: dict[str, str | list[str]] | None = None, extensions: str = "8BITMIME") -> None:
        usual = {"EHLO": "250-shop\r\n250 " + extensions, "DATA": "354 go on", "QUIT": "221 bye"}
        self._answers: dict[str, str | list[str]] = {**usual, **(answers or {})}
        self.said: list[str] = []
        self.messages: list[bytes] = []
        super().__init__(self._smtp)

    def _smtp(self, peer: socket.socket) -> None:
        stream = peer.makefile("rwb")
        self._say(stream, "GREETING", "220 ready")
        while raw := stream.readline():
            line = raw.decode("latin-1").rstrip("\r\n")
            self.said.append(line)
            verb = line.split()[0].upper() if line else "EMPTY"
            self._say(stream, verb, "250 OK")
            if verb == "DATA" and str(self._answers["DATA"]).startswith("354"):
                self.messages.append(self._message(stream))
                self._say(stream, "MESSAGE", "250 queued")

    def _message(self, stream) -> bytes:  # type: ignore[no-untyped-def]
        lines = []
        while (line := stream.readline()) != b".\r\n":
            if not line:
                raise OSError
            lines.append(line)
        return b"".join(lines)

    def _say(self, stream, verb: str, usual: str) -> None:  # type: ignore[no-untyped-def]
        answer = self._answers.get(verb, usual)
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if answer == CUT:
            raise OSError
        if answer == SILENT:
            return
        stream.write(answer.encode() + b"\r\n")
        stream.flush()
