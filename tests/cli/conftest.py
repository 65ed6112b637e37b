"""A terminal, a shop with the starter model, and a mail server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from triage.edges.embedded import MailServer


@pytest.fixture(scope="session")
def cache(model_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's cache folder that holds the starter model."""
    cache = tmp_path_factory.mktemp("cache")
    (cache / "triage").mkdir()
    (cache / "triage" / "models").symlink_to(model_root)
    return cache


@pytest.fixture
def triage(cache: Path, tmp_path: Path) -> Terminal:
    """Commands typed in an empty folder."""
    return Terminal(cache, tmp_path)


@pytest.fixture(scope="session")
def server() -> Iterator[MailServer]:
    """A mail server on loopback; what one test delivers, the others see."""
    with MailServer() as running:
        yield running


def settings(server: MailServer, models: Path, **more: str) -> str:
    """A shop's triage.toml for this server, with the password in the environment."""
    smtp = f'[mailbox.smtp]\nhost = "{server.host}"\nport = {server.smtp_port}\nsecurity = "plain"\n'
    return f"""
[shop]
name = "Shop"
[[mailbox]]
name = "support"
address = "{server.user}"
since = 2020-01-01
[mailbox.imap]
host = "{server.host}"
port = {more.get("port", server.imap_port)}
security = "plain"
user = "{server.user}"
password = {more.get("password", '{ file = "password" }')}
{more.get("smtp", smtp)}
[levels]
default = "{more.get("level", "shadow")}"
[folders]
models = "{models}"
[store]
min_free_mb = 0
[log]
level = "error"
"""


@pytest.fixture
def shop(server: MailServer, model_root: Path, tmp_path: Path) -> Path:
    """A shop folder in which everything is well."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "triage.toml").write_text(settings(server, model_root), encoding="utf-8")
    (folder / "password").touch(mode=0o600)
    (folder / "password").write_text(server.password, encoding="utf-8")
    return folder
