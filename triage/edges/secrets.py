"""Passwords and tokens, read from where the settings say they lie. No secret ever stands in a message."""

from __future__ import annotations

import importlib
import os
import stat
from pathlib import Path

from triage.accounts import Secret
from triage.errors import ConfigError

_OTHERS_MAY_READ = stat.S_IRGRP | stat.S_IROTH


def resolve(secret: Secret, *, account: str = "", root: Path = Path()) -> str:
    """The secret's text. `account` is the user name in the keyring, `root` where relative files begin.

    Raises ConfigError with one line that says what to do.
    """
    if secret.file is not None:
        return _from_file((root / secret.file.expanduser()).absolute())
    if secret.env is not None:
        return _from_environment(secret.env)
    return _from_keyring(secret.keyring or "", account)


def _from_file(path: Path) -> str:
    try:
        if path.stat().st_mode & _OTHERS_MAY_READ and not _is_credential(path):
            raise ConfigError(f"{path}: others on this machine can read this secret; run: chmod 600 {path}")
        text = path.read_text(encoding="utf-8").rstrip("\r\n")
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file; write the password into it, then run: chmod 600") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: this secret cannot be read ({type(error).__name__})") from None
    if not text:
        raise ConfigError(f"{path}: this secret is empty; write the password into it")
    return text


def _is_credential(path: Path) -> bool:
    """Systemd guards LoadCredential= files by access lists, which look like group rights (systemd.exec(5))."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return folder is not None and path.is_relative_to(folder)


def _from_environment(name: str) -> str:
    text = os.environ.get(name, "")
    if not text:
        raise ConfigError(f"environment variable {name} is not set; set it, or name a file instead")
    return text


def _from_keyring(service: str, account: str) -> str:
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        raise ConfigError('keyring is not installed; run: pip install "triage-mail[keyring]"') from None
    try:
        text = keyring.get_password(service, account)
    except Exception as error:  # noqa: BLE001  # every backend of keyring raises its own
        raise ConfigError(f"the keyring cannot be opened ({type(error).__name__}); name a file instead") from None
    if not text:
        raise ConfigError(f'the keyring has no entry "{service}"; run: keyring set {service} {account}')
    return str(text)
