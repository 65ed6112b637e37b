"""Talk to systemd (sd_notify(3)): ready, alive, stopping. Without systemd every call does nothing."""

from __future__ import annotations

import contextlib
import os
import socket


def notify(state: str) -> None:
    """Send one state such as "READY=1", "WATCHDOG=1" or "STOPPING=1" to the service manager, if there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # an abstract socket
        address = "\0" + address[1:]
    kind = socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK
    with socket.socket(socket.AF_UNIX, kind) as channel, contextlib.suppress(OSError):  # nobody there, or not reading
        channel.connect(address)
        channel.send(state.encode())


def watchdog_seconds() -> float | None:
    """How often the service manager wants to hear from us (sd_watchdog_enabled(3)); None when it does not ask."""
    microseconds, meant = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", "")
    if meant not in {"", str(os.getpid())} or not microseconds.isdecimal():
        return None
    return int(microseconds) / 1_000_000 or None
