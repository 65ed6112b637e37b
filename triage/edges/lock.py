"""One daemon per mailbox: an advisory lock that a crash releases by itself (flock(2))."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from triage.errors import Refused


@contextmanager
def one_daemon(state: Path, account: str) -> Iterator[None]:
    """Hold the lock of an IMAP account ("user@host:port/folder"). Raises Refused when another daemon has it.

    Two locks are taken: one beside the store, and one for this machine, so that a second shop folder that watches the
    same account is noticed too.
    """
    name = hashlib.sha256(account.encode()).hexdigest()[:16]
    with ExitStack() as held:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        held.enter_context(_held(state / f"{name}.lock"))
        held.enter_context(_held(Path(tempfile.gettempdir()) / f"triage-{os.getuid()}-{name}.lock"))
        yield


@contextmanager
def _held(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                f"another triage daemon watches this mailbox already (lock {path}); end it first, or watch another mailbox"
            ) from None
        yield
    finally:
        os.close(descriptor)
