"""A shop's own command that makes codes, run without a shell and killed with its children when it takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from triage.edges.store.codes import is_code
from triage.errors import Unavailable

_KIND = "{kind}"
_MOST = 4_096  # bytes of output that are read


def code_maker(command: Sequence[str], seconds: float) -> Callable[[str], str] | None:
    """A function from a kind of code to a new code; None where no command is set. It raises Unavailable."""
    if not command:
        return None

    def make(kind: str) -> str:
        return _one_code(_output([word.replace(_KIND, kind) for word in command], seconds), command[0])

    return make


def _output(words: Sequence[str], seconds: float) -> str:
    try:
        running = subprocess.Popen(  # noqa: S603  # the shop's own command, its words as they stand in the settings
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )  # fmt: skip
    except OSError as error:
        raise Unavailable(f"{words[0]}: the command for codes cannot be run ({error.strerror})") from None
    late = threading.Event()

    def stop() -> None:
        late.set()
        _end(running)

    alarm = threading.Timer(seconds, stop)
    alarm.start()
    try:
        written = running.stdout.read(_MOST) if running.stdout else b""
        if len(written) < _MOST:
            running.wait()
    finally:
        alarm.cancel()
        _end(running)
    if late.is_set():
        raise Unavailable(f"{words[0]}: the command for codes took more than {seconds:g} seconds")
    if len(written) == _MOST:
        raise Unavailable(f"{words[0]}: the command for codes must print one code, not {_MOST} bytes and more")
    if running.returncode:
        raise Unavailable(f"{words[0]}: the command for codes failed with status {running.returncode}")
    return written.decode("utf-8", "replace")


def _end(running: subprocess.Popen[bytes]) -> None:
    """What it has started may hold its output open, so the whole group goes."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _one_code(output: str, name: str) -> str:
    text = output.strip()
    if not is_code(text):
        raise Unavailable(f"{name}: the command for codes must print one code: 4 to 40 letters, digits and hyphens")
    return text
