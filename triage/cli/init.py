"""`triage init`: asks for the mailbox, tests the log-ins, writes a shop folder that begins in the safest way."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from triage.app import FILE
from triage.cli.checks import all_checks
from triage.cli.console import say
from triage.config import load
from triage.edges import starter
from triage.errors import ConfigError

# Servers of large providers: (IMAP, SMTP, what the owner must know). Others are guessed from the address.
_PROVIDERS: Mapping[str, tuple[str, str, str]] = {
    "gmail.com": (
        "imap.gmail.com",
        "smtp.gmail.com",
        "Gmail wants an app password, or OAuth2 (see triage.example.toml)",
    ),
    "outlook.com": ("outlook.office365.com", "smtp.office365.com", "Microsoft wants OAuth2 (see triage.example.toml)"),
    "163.com": ("imap.163.com", "smtp.163.com", "163 wants an authorisation code (授权码) instead of the password"),
    "qq.com": ("imap.qq.com", "smtp.qq.com", "QQ wants an authorisation code (授权码) instead of the password"),
    "gmx.net": ("imap.gmx.net", "mail.gmx.net", "switch IMAP on in the GMX settings first"),
    "web.de": ("imap.web.de", "smtp.web.de", "switch IMAP on in the WEB.DE settings first"),
    "yahoo.com": ("imap.mail.yahoo.com", "smtp.mail.yahoo.com", "Yahoo wants an app password"),
    "icloud.com": ("imap.mail.me.com", "smtp.mail.me.com", "iCloud wants an app password"),
}
_STARTTLS_ONLY = frozenset({"smtp.office365.com", "smtp.mail.me.com"})
_PASSWORD_FILE = "mailbox-password"  # noqa: S105  the name of a file


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What was asked."""

    shop: str
    address: str
    imap_host: str
    smtp_host: str
    user: str
    since: str
    timezone: str


def init(
    folder: Annotated[Path, typer.Argument(help="The shop folder to write.")] = Path(),
    shop: Annotated[str, typer.Option(help="The shop's name.", prompt="Name of the shop")] = "",
    address: Annotated[str, typer.Option(help="The support address.", prompt="Support address to watch")] = "",
    imap_host: Annotated[str, typer.Option(help="IMAP server; asked for when left out.")] = "",
    smtp_host: Annotated[str, typer.Option(help="SMTP server, or none; asked for when left out.")] = "",
    user: Annotated[str, typer.Option(help="Log-in name; asked for when left out.")] = "",
    since: Annotated[str, typer.Option(help="Read mail from this day on (YYYY-MM-DD).")] = "",
    timezone: Annotated[str, typer.Option(help="The shop's time zone.")] = "",
    password_env: Annotated[str, typer.Option(help="Environment variable with the password, instead of a file.")] = "",
    test: Annotated[bool, typer.Option("--test/--no-test", help="Test the log-ins afterwards.")] = True,
) -> None:
    """Ask for the mailbox, test the log-ins and write a shop folder. It begins in shadow mode and sends nothing."""
    if (folder / FILE).exists():
        raise ConfigError(f"{folder / FILE} is there already; edit it, or name another folder")
    known = _PROVIDERS.get(address.rpartition("@")[2].lower())
    guess = known or (f"imap.{address.rpartition('@')[2]}", f"smtp.{address.rpartition('@')[2]}", "")
    if guess[2]:
        say(f"note: {guess[2]}")
    answers = Answers(
        shop=shop, address=address,
        imap_host=imap_host or typer.prompt("IMAP server", default=guess[0]),
        smtp_host=smtp_host or typer.prompt("SMTP server (none: send nothing)", default=guess[1]),
        user=user or typer.prompt("Log-in name", default=address),
        since=_day(since or typer.prompt("Read mail from which day on", default=date.today().isoformat())),  # noqa: DTZ011
        timezone=timezone or typer.prompt("Time zone of the shop", default="UTC"),
    )  # fmt: skip
    password = "" if password_env else typer.prompt("Password (kept in a file only you can read)", hide_input=True)
    _write(folder, answers, password, password_env)
    _report(folder, test=test)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ConfigError(f"{text!r} is not a day; write it as 2026-11-21") from None


def _write(folder: Path, answers: Answers, password: str, password_env: str) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    where = f"{{ env = {_toml(password_env)} }}" if password_env else f'{{ file = "{_PASSWORD_FILE}" }}'
    if not password_env:
        descriptor = os.open(folder / _PASSWORD_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as secret:
            secret.write(password)
    shipped = starter.folder()
    for name in ("templates", "training_data", "notebooks"):
        shutil.copytree(shipped / name, folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "models").mkdir(exist_ok=True, mode=0o700)
    shutil.copy(shipped / "triage.example.toml", folder)
    text = settings(answers, where)
    (folder / FILE).write_text(text, encoding="utf-8")
    try:
        load(folder / FILE)
    except ConfigError:
        (folder / FILE).rename(folder / f"{FILE}.wrong")
        raise


def settings(answers: Answers, password: str) -> str:
    """The first triage.toml of a shop: short, and safe on the first day."""
    security, port = ("starttls", 587) if answers.smtp_host in _STARTTLS_ONLY else ("tls", 465)
    smtp = f"""
[mailbox.smtp]
host = {_toml(answers.smtp_host)}
port = {port}
security = "{security}"
user = {_toml(answers.user)}
password = {password}
"""
    return f"""# Settings of triage. Every setting there is stands in triage.example.toml.
# This file begins in the safest way: mails get keywords, nothing is moved, drafted or sent.

[shop]
name = {_toml(answers.shop)}
timezone = {_toml(answers.timezone)}

[[mailbox]]
name = "support"
address = {_toml(answers.address)}
since = {answers.since}
routing = "tag"                     # later: "move" sorts mail into Triage/<Queue> folders

[mailbox.imap]
host = {_toml(answers.imap_host)}
user = {_toml(answers.user)}
password = {password}
{"" if answers.smtp_host == "none" else smtp}
[levels]
default = "shadow"                  # later: "draft", then "auto" for single intents in [levels.intents]
"""


def _toml(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _report(folder: Path, *, test: bool) -> None:
    say(f"\n{folder / FILE} is written, and {folder} holds your templates and training data.")
    if test:
        say("Testing the log-ins:")
        for line in all_checks(folder):
            say(f"  {'ok   ' if line.status == 0 else 'FAILS'} {line.name}: {line.words}")
    say(f"\nNext: cd {folder}; triage check; triage run")
