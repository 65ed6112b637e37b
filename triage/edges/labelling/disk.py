"""Files of customers' words: lines added, texts put in place, one writer at a time. For their owner's eyes alone."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from triage.errors import ConfigError


def append_line(file: Path, line: str) -> None:
    """Add a line; it is on disk on return. One that a crash left open is ended first. Raises ConfigError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        place = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(place).st_size
            torn = size > 0 and os.pread(place, 1, size - 1) != b"\n"
            os.write(place, b"\n" * torn + line.encode() + b"\n")
            os.fsync(place)
        finally:
            os.close(place)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written ({error.strerror})") from None


def save(file: Path, text: str) -> None:
    """Put the text in the file's place, on disk on return; its owner's rights stay. Raises ConfigError."""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)  # customers' words: for the owner's eyes
        if file.exists():
            shutil.copymode(file, part)
        with part.open("wb") as out:
            out.write(text.encode())
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written ({error.strerror}); nothing was changed") from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One notebook writes at a time; the other waits. A crash releases it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
