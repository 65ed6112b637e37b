"""The daemon's own promises that need no server: alone on its mailboxes, honest to the watchdog."""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from triage import daemon
from triage.config import Config, parse
from triage.daemon import alone
from triage.errors import ConfigError, Refused

IMAP = {"host": "imap.shop.example", "user": "support", "password": {"env": "NOWHERE"}}


def config(root: Path, *names: str) -> Config:
    boxes = [
        {"name": name, "address": f"{name}@shop.example", "imap": IMAP | {"user": name}} for name in names
    ]  # fmt: skip
    root.mkdir(exist_ok=True)
    return parse({"mailbox": boxes}, root)


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for temporary files of its own, where the machine's locks lie."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


# --- alone -----------------------------------------------------------------------------------------------------------
def test_without_a_mailbox_there_is_nothing_to_watch(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="triage init"), alone(config(tmp_path)):
        pytest.fail("nothing to watch")


def test_two_daemons_may_not_share_one_of_their_mailboxes(tmp_path: Path) -> None:
    with alone(config(tmp_path / "a", "support", "sales")):
        with pytest.raises(Refused), alone(config(tmp_path / "b", "claims", "sales")):
            pytest.fail("both watch sales")
        with alone(config(tmp_path / "c", "claims")):
            pass  # what the refused daemon had taken is free again


# --- the watchdog ----------------------------------------------------------------------------------------------------
@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "500000")
        monkeypatch.delenv("WATCHDOG_PID", raising=False)
        monkeypatch.setattr(daemon, "_TICK", 0.05)
        yield listening


def signs(manager: socket.socket) -> int:
    count = 0
    while True:
        try:
            assert manager.recv(100) == b"WATCHDOG=1"
        except BlockingIOError:
            return count
        count += 1


def feed(beats: dict[str, float], seconds: float, *threads: threading.Thread) -> None:
    stop = threading.Event()
    threading.Timer(seconds, stop.set).start()
    daemon._feed_watchdog(beats, list(threads), stop)


def test_the_manager_hears_of_work_and_not_of_a_mailbox_that_is_stuck(manager: socket.socket) -> None:
    feed({"support": time.monotonic(), "sales": time.monotonic()}, 0.3)
    assert signs(manager) > 0
    feed({"support": time.monotonic(), "sales": time.monotonic() - 1}, 0.3)
    assert signs(manager) == 0


def test_a_watcher_that_ended_ends_the_daemon(manager: socket.socket) -> None:
    ended = threading.Thread(target=bool)
    ended.start()
    ended.join()
    began = time.monotonic()
    feed({"support": began}, 2, ended)
    assert time.monotonic() - began < 1


def test_last_words_tell_the_place_and_not_the_mail() -> None:
    try:
        int("the words of ann@customer.example")
    except ValueError as error:
        place = daemon._place(error)
    assert place.startswith("ValueError at test_daemon_unit.py:")
    assert "ann@" not in place
