"""Secrets come from where the settings say, and never into a message."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from triage.accounts import Secret
from triage.edges.secrets import resolve
from triage.errors import ConfigError

WORDS = "hunter2 ü "


def write(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_file_loses_its_line_end_and_nothing_else(tmp_path: Path, end: str) -> None:
    write(tmp_path / "pw", WORDS + end)
    assert resolve(Secret(file=Path("pw")), root=tmp_path) == WORDS
    assert resolve(Secret(file=tmp_path / "pw")) == WORDS


FAULTS: list[tuple[str, int, str]] = [
    (WORDS, 0o640, "chmod 600"),
    (WORDS, 0o604, "chmod 600"),
    ("\n", 0o600, "is empty"),
]


@pytest.mark.parametrize(("text", "mode", "words"), FAULTS)
def test_a_file_that_will_not_do_says_why(tmp_path: Path, text: str, mode: int, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        resolve(Secret(file=write(tmp_path / "pw", text, mode)))
    assert "hunter2" not in repr(caught.value)


def test_a_missing_file_a_folder_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    (tmp_path / "binary").chmod(0o600)
    (tmp_path / "folder").mkdir(mode=0o700)
    for name, words in (("none", "no such file"), ("binary", "cannot be read"), ("folder", "cannot be read")):
        with pytest.raises(ConfigError, match=words):
            resolve(Secret(file=tmp_path / name))


def test_systemd_credentials_may_look_group_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "imap", WORDS, 0o440)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert resolve(Secret(file=path)) == WORDS


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_PASSWORD", WORDS)
    assert resolve(Secret(env="SHOP_PASSWORD")) == WORDS
    monkeypatch.delenv("SHOP_PASSWORD")
    with pytest.raises(ConfigError, match="SHOP_PASSWORD is not set"):
        resolve(Secret(env="SHOP_PASSWORD"))


class FakeKeyring(ModuleType):
    """Stands where the optional package would."""

    def __init__(self, entries: dict[tuple[str, str], str] | None) -> None:
        super().__init__("keyring")
        self._entries = entries

    def get_password(self, service: str, account: str) -> str | None:
        if self._entries is None:
            raise RuntimeError("locked: hunter2")
        return self._entries.get((service, account))


KEYRINGS: list[tuple[ModuleType | None, str]] = [
    (FakeKeyring({}), "keyring set mail ann"),
    (FakeKeyring(None), "cannot be opened"),
    (None, "is not installed"),
]


@pytest.mark.parametrize(("keyring", "words"), KEYRINGS)
def test_a_keyring_without_the_secret(keyring: ModuleType | None, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", keyring)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match=words) as caught:
        resolve(Secret(keyring="mail"), account="ann")
    assert "hunter2" not in str(caught.value)


def test_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", FakeKeyring({("mail", "ann"): WORDS}))
    assert resolve(Secret(keyring="mail"), account="ann") == WORDS
