"""One daemon per mailbox, whatever ended the one before."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from triage.edges.lock import one_daemon
from triage.errors import ConfigError, Refused

ACCOUNT = "support@imap.shop.example:993/INBOX"
HOLDER = """
import sys
from pathlib import Path
from triage.edges.lock import one_daemon
with one_daemon(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of its own."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def another_daemon(tmp_path: Path, machine: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds the lock of the account."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "state"), ACCOUNT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_daemon_is_refused_in_one_line(another_daemon: object, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"another triage daemon.*\.lock"), one_daemon(tmp_path / "state", ACCOUNT):
        pytest.fail("two daemons on one mailbox")


def test_so_is_one_from_another_shop_folder(another_daemon: object, tmp_path: Path) -> None:
    with pytest.raises(Refused), one_daemon(tmp_path / "other shop" / "state", ACCOUNT):
        pytest.fail("two daemons on one mailbox")


def test_another_mailbox_of_the_same_server_is_free(another_daemon: object, tmp_path: Path) -> None:
    with one_daemon(tmp_path / "state", ACCOUNT.replace("INBOX", "Sales")):
        pass


def test_a_killed_daemon_leaves_the_mailbox_free(another_daemon: subprocess.Popen[bytes], tmp_path: Path) -> None:
    another_daemon.send_signal(signal.SIGKILL)
    another_daemon.wait(10)
    for _ in range(2):
        with one_daemon(tmp_path / "state", ACCOUNT):
            pass


def test_an_error_of_the_daemon_leaves_the_mailbox_free(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), one_daemon(tmp_path / "state", ACCOUNT):
        raise ZeroDivisionError
    with one_daemon(tmp_path / "state", ACCOUNT):
        pass


def test_nobody_else_may_read_state_or_lock(tmp_path: Path, machine: Path) -> None:
    with one_daemon(tmp_path / "state", ACCOUNT):
        assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
        locks = [*(tmp_path / "state").iterdir(), *machine.iterdir()]
        assert len(locks) == 2
        assert {stat.S_IMODE(lock.stat().st_mode) for lock in locks} == {0o600}
        assert all("support" not in lock.name for lock in locks), "a lock's name tells no address"


def test_a_link_laid_out_for_us_is_not_followed(tmp_path: Path, machine: Path) -> None:
    with one_daemon(tmp_path / "state", ACCOUNT):
        (lock,) = machine.iterdir()
    lock.unlink()
    victim = tmp_path / "victim"
    lock.symlink_to(victim)
    with pytest.raises(ConfigError, match="lock"), one_daemon(tmp_path / "state", ACCOUNT):
        pytest.fail("the link was followed")
    assert not victim.exists()


def test_a_state_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(ConfigError, match="state"), one_daemon(tmp_path / "state", ACCOUNT):
        pytest.fail("there is no folder")


def test_the_lock_is_not_handed_down_to_workers(tmp_path: Path) -> None:
    with one_daemon(tmp_path / "state", ACCOUNT):
        worker = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    try:
        with one_daemon(tmp_path / "state", ACCOUNT):
            pass
    finally:
        worker.kill()
        worker.communicate()
