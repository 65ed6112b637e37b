"""Talk to systemd (sd_notify(3)): ready, alive, stopping. Without systemd every call does nothing."""

from __future__ import annotations

import os
import socket


def notify(state: str) -> None:
    """Send one state such as "READY=1", "WATCHDOG=1" or "STOPPING=1" to the service manager, if there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # an abstract socket
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
        channel.connect(address)
        channel.sendall(state.encode())


def watchdog_seconds() -> float | None:
    """How often the service manager wants to hear from us; None when it does not ask."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    return int(microseconds) / 1_000_000 if microseconds.isdigit() and int(microseconds) else None
