"""Dovecot, started by the tests below a folder of theirs and stopped by its own process id."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, Self

from tests.live.authority import Authority

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
PASSWORD = "s3cret-\u00fc"  # every user's; not ASCII
_START_SECONDS = 15.0

_SETTINGS = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{pem}
ssl_key = <{pem}
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = {uid}
first_valid_gid = {gid}
mail_location = maildir:{root}/mail/%u
mail_plugins = acl
imap_idle_notify_interval = 20 secs
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
  mailbox Entwürfe {{
    special_use = \\Drafts
    auto = create
  }}
  mailbox Sent {{
    auto = create
  }}
}}
plugin {{
  acl = vfile
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/mail/%u
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """Any user name with PASSWORD has an empty mailbox of its own. Runs without privileges, as "nobody" under root."""

    def __init__(self, root: Path, *, separator: str = "/", prefix: str = "") -> None:
        self.root = root
        self.port, self.tls_port = free_port(), free_port()
        self._owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        authority = Authority(root)
        self.ca_file = authority.ca_file
        settings = _SETTINGS.format(
            root=root, pem=authority.issue("server"), user=self._owner.pw_name, uid=self._owner.pw_uid,
            group=grp.getgrgid(self._owner.pw_gid).gr_name, gid=self._owner.pw_gid,
            password=PASSWORD, port=self.port, tls_port=self.tls_port, separator=separator, prefix=prefix,
        )  # fmt: skip
        (root / "dovecot.conf").write_text(settings, encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        assert PROGRAM is not None
        command = [PROGRAM, "-F", "-c", str(self.root / "dovecot.conf")]
        self._process = subprocess.Popen(command, **self._as_owner())
        ends = time.monotonic() + _START_SECONDS
        while time.monotonic() < ends and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as probe:
                if probe.recv(4) == b"* OK":
                    return self
            time.sleep(0.05)
        self.__exit__()
        raise RuntimeError(f"dovecot did not start: {self._log()}")

    def __exit__(self, *_error: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    def _as_owner(self) -> dict[str, Any]:
        """Under root: hand the folder to its owner and run as that user (Dovecot serves no mail to root)."""
        if os.getuid() != 0:
            return {}
        for path in (self.root, *self.root.iterdir()):
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)
        return {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []}

    def maildir(self, user: str) -> Path:
        return self.root / "mail" / user

    def lose_index(self, user: str) -> None:
        """Remove what Dovecot knows of the INBOX's UIDs; it then numbers anew, under another UIDVALIDITY."""
        for path in self.maildir(user).glob("dovecot*"):
            path.unlink()

    def _log(self) -> str:
        log = self.root / "log"
        return log.read_text(errors="replace")[-2000:] if log.exists() else "no log"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
