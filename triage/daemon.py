"""All mailboxes of a shop at once: a thread each, one watchdog, one way to end."""

from __future__ import annotations

import logging
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from triage.accounts import Mailbox
from triage.app import Office, open_desk
from triage.config import Config
from triage.desk import Desk, Handled
from triage.edges.lock import one_daemon
from triage.edges.store import Database, forget_older_than
from triage.edges.systemd import notify, watchdog_seconds
from triage.errors import ConfigError, TriageError, Unavailable
from triage.watch import Watch

log = logging.getLogger("triage.daemon")

_TICK = 1.0  # seconds between two looks at the threads
_DAY = 86_400.0
_STUCK = 60.0  # a thread that has not worked for so long gets no more watchdog signs


@contextmanager
def alone(config: Config) -> Iterator[None]:
    """Hold the lock of every mailbox. Raises ConfigError without a mailbox, Refused when another daemon has one."""
    if not config.mailbox:
        raise ConfigError("there is no mailbox in the settings; `triage init` asks for one and writes triage.toml")
    with ExitStack() as held:
        for mailbox in config.mailbox:
            held.enter_context(one_daemon(config.path(Path("state")), _account(mailbox)))
        yield


def once(office: Office, told: Callable[[Handled], None]) -> int:
    """Handle what is there in every mailbox. Returns how many mails were decided; a server's trouble is raised."""
    decided = 0
    for mailbox in office.config.mailbox:
        desk = open_desk(office, mailbox, told=told)
        try:
            decided += Watch(desk=desk, sleep=time.sleep).once()
        finally:
            desk.mailbox.close()
    forget(office.store.database, office.config.store.keep_days)
    return decided


def serve(office: Office) -> None:
    """Watch every mailbox until SIGTERM or SIGINT. A log-in that is refused at the start is raised at once."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    beats = {mailbox.name: time.monotonic() for mailbox in office.config.mailbox}
    desks = [_desk(office, mailbox, beats, stop) for mailbox in office.config.mailbox]
    for desk in desks:
        _first_contact(desk)
    failed: list[str] = []
    threads = [threading.Thread(target=_watch, args=(desk, stop, failed), name=desk.name) for desk in desks]
    forgetting = threading.Thread(target=_forget_daily, args=(office, stop), name="forgetting")
    for thread in (*threads, forgetting):
        thread.start()
    notify("READY=1")
    log.info("watching", extra={"mailboxes": sorted(beats)})
    _feed_watchdog(beats, threads, stop)
    notify("STOPPING=1")
    stop.set()
    for thread in (*threads, forgetting):
        thread.join()
    log.info("stopped")
    if failed:
        raise Unavailable(
            f"a watcher ended by a fault of the program ({failed[0]}); the service manager starts it again"
        )


def forget(database: Database, keep_days: int) -> None:
    """Empty the mails that are older than the settings keep. A fault is logged: it must not stop the watch."""
    try:
        if forgotten := forget_older_than(database, keep_days, datetime.now(UTC)):
            log.info("old mail forgotten", extra={"mails": forgotten})
    except Exception as error:  # noqa: BLE001  as for a watcher
        log.warning("old mail not forgotten", extra={"why": _place(error)})


def _forget_daily(office: Office, stop: threading.Event) -> None:
    while not stop.is_set():
        forget(office.store.database, office.config.store.keep_days)
        stop.wait(_DAY)


def _desk(office: Office, mailbox: Mailbox, beats: dict[str, float], stop: threading.Event) -> Desk:
    def beat() -> None:
        beats[mailbox.name] = time.monotonic()

    return open_desk(office, mailbox, beat=beat, stop=stop.is_set)


def _first_contact(desk: Desk) -> None:
    """Log in once before the daemon begins, so that a wrong password or host is told at once."""
    try:
        desk.mailbox.folders()
    except TriageError:
        desk.mailbox.close()
        raise


def _watch(desk: Desk, stop: threading.Event, failed: list[str]) -> None:
    try:
        Watch(desk=desk, sleep=stop.wait).run()
    except Exception as error:  # noqa: BLE001  a thread's last words; they may quote a mail, so only their place is told
        failed.append(_place(error))
        log.critical("watcher ended", extra={"mailbox": desk.name, "why": failed[-1]})


def _place(error: BaseException) -> str:
    """Kind and place of an error, without its words.

    >>> _place(ValueError("from a customer's mail"))
    'ValueError at an unknown place'
    """
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f"{Path(last[0].filename).name}:{last[0].lineno}" if last else "an unknown place"
    return f"{type(error).__name__} at {where}"


def _feed_watchdog(beats: dict[str, float], threads: list[threading.Thread], stop: threading.Event) -> None:
    """The service manager hears from us only while every mailbox is being worked on."""
    patience = (watchdog_seconds() or 2 * _STUCK) / 2  # the manager itself waits for the other half
    while not stop.wait(_TICK):
        if not all(thread.is_alive() for thread in threads):
            return
        if time.monotonic() - min(beats.values()) < patience:
            notify("WATCHDOG=1")


def _account(mailbox: Mailbox) -> str:
    return f"{mailbox.imap.user}@{mailbox.imap.host}:{mailbox.imap.port}/{mailbox.folder}"
