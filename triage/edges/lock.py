"""One daemon per mailbox: an advisory lock that a crash releases by itself (flock(2))."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from triage.errors import ConfigError, Refused


@contextmanager
def one_daemon(state: Path, account: str) -> Iterator[None]:
    """Hold the lock of an IMAP account ("user@host:port/folder"). Raises Refused when another daemon has it,
    ConfigError when a lock cannot be made.

    Two locks are taken: one beside the store, and one for this machine, so that a second shop folder that watches the
    same account is noticed too.
    """
    name = hashlib.sha256(account.encode()).hexdigest()[:16]
    with ExitStack() as held:
        _make(state)
        held.enter_context(_held(state / f"{name}.lock"))
        held.enter_context(_held(Path(tempfile.gettempdir()) / f"triage-{os.getuid()}-{name}.lock"))
        yield


def _make(state: Path) -> None:
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ConfigError(f"{state}: the folder for the daemon's state cannot be made ({error.strerror})") from None


def _opened(path: Path) -> int:
    """A link is not followed: others may write into the folder for temporary files."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ConfigError(f"{path}: the lock cannot be opened ({error.strerror}); take away what lies there") from None


@contextmanager
def _held(path: Path) -> Iterator[None]:
    descriptor = _opened(path)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                f"another triage daemon watches this mailbox already; end it first, or watch another (lock: {path})"
            ) from None
        yield
    finally:
        os.close(descriptor)
