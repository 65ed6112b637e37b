"""The service manager is told when there is one, and its absence or loss stops nothing."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from triage.edges.systemd import notify, watchdog_seconds


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listening


def test_states_arrive_as_they_are(manager: socket.socket) -> None:
    for state in ("READY=1", "WATCHDOG=1", "STOPPING=1"):
        notify(state)
        assert manager.recv(100) == state.encode()


def test_an_abstract_socket_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"triage-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        listening.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
        notify("READY=1")
        assert listening.recv(100) == b"READY=1"


def test_without_a_manager_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")


@pytest.mark.parametrize("address", ["/nowhere/notify", "relative", "@nobody-listens-here", "/" + "x" * 300])
def test_a_manager_that_is_gone_stops_no_daemon(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    notify("WATCHDOG=1")


def test_a_manager_that_does_not_listen_holds_nothing_up(manager: socket.socket) -> None:
    for _ in range(2_000):
        notify("WATCHDOG=1")


SECONDS = {"60000000": 60.0, "1500000": 1.5, "0": None, "": None, "soon": None, "-1": None, "²": None}


@pytest.mark.parametrize("written", SECONDS)
def test_how_often_the_manager_wants_to_hear(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    monkeypatch.setenv("WATCHDOG_USEC", written)
    assert watchdog_seconds() == SECONDS[written]


@pytest.mark.parametrize(("pid", "expected"), [(str(os.getpid()), 60.0), ("1", None)], ids=["ours", "another"])
def test_a_watchdog_of_another_process_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, pid: str, expected: float | None
) -> None:
    """sd_watchdog_enabled(3): the variables are inherited by processes that they do not mean."""
    monkeypatch.setenv("WATCHDOG_USEC", "60000000")
    monkeypatch.setenv("WATCHDOG_PID", pid)
    assert watchdog_seconds() == expected


def test_without_a_watchdog_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    assert watchdog_seconds() is None
