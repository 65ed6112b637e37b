"""The command line as a user types it, in this process: arguments and standard input in, output and status out."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from triage.cli.main import run


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines; anything else in it is an error."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def errors(self) -> list[str]:
        """The lines that begin with error:, when there is nothing else."""
        assert "Traceback" not in self.err
        assert all(line.startswith("error: ") for line in self.err.splitlines()), self.err
        return [line.removeprefix("error: ") for line in self.err.splitlines()]


class Terminal:
    """Types commands in a folder. The starter model is in the user's cache already."""

    def __init__(self, cache: Path, folder: Path) -> None:
        self._cache = cache
        self.folder = folder

    def __call__(self, *words: object, stdin: bytes | str = b"") -> Ran:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = _stream(b""), _stream(b"")
        with pytest.MonkeyPatch.context() as world, _same_logs():
            world.chdir(self.folder)
            world.setenv("XDG_CACHE_HOME", str(self._cache))
            world.delenv("TRIAGE_CONFIG", raising=False)
            world.setattr(sys, "argv", ["triage", *map(str, words)])
            for name, stream in (("stdin", _stream(given)), ("stdout", out), ("stderr", err)):
                world.setattr(sys, name, stream)
            try:
                run()
                status: Any = 0
            except SystemExit as end:
                status = end.code or 0
        return Ran(status=status, out=_written(out), err=_written(err))


def _stream(content: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")


@contextmanager
def _same_logs() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
