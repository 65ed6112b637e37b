"""`triage init`: asks for the mailbox, writes a shop folder that begins in the safest way, tests the log-ins."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from triage.app import FILE
from triage.cli.checks import all_checks, show
from triage.cli.console import say, screen
from triage.config import parse
from triage.edges import starter
from triage.errors import ConfigError

# Servers of large providers: (IMAP, SMTP, what the owner must know). Others are guessed from the address.
_PROVIDERS: Mapping[str, tuple[str, str, str]] = {
    "gmail.com": ("imap.gmail.com", "smtp.gmail.com", "Gmail wants an app password, or OAuth2 (triage.example.toml)"),
    "outlook.com": ("outlook.office365.com", "smtp.office365.com", "Microsoft wants OAuth2 (triage.example.toml)"),
    "163.com": ("imap.163.com", "smtp.163.com", "163 wants an authorisation code (授权码) instead of the password"),
    "qq.com": ("imap.qq.com", "smtp.qq.com", "QQ wants an authorisation code (授权码) instead of the password"),
    "gmx.net": ("imap.gmx.net", "mail.gmx.net", "switch IMAP on in the GMX settings first"),
    "web.de": ("imap.web.de", "smtp.web.de", "switch IMAP on in the WEB.DE settings first"),
    "yahoo.com": ("imap.mail.yahoo.com", "smtp.mail.yahoo.com", "Yahoo wants an app password"),
    "icloud.com": ("imap.mail.me.com", "smtp.mail.me.com", "iCloud wants an app password"),
}
# Who writes Authentication-Results there, and takes away what others wrote in that name (RFC 8601, 5).
_BORDERS: Mapping[str, str] = {"imap.gmail.com": "mx.google.com", "imap.googlemail.com": "mx.google.com"}
_STARTTLS_ONLY = frozenset({"smtp.office365.com", "smtp.mail.me.com"})
_PASSWORD_FILE = "mailbox-password"  # noqa: S105  the name of a file
_COPIED = ("templates", "training_data", "notebooks", "triage.example.toml")


class Security(StrEnum):
    """How the servers are spoken to."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


_IMAP_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.PLAIN: 143}
_SMTP_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.PLAIN: 25}

Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Its port, where it is not the usual one.")]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What was asked, in words."""

    shop: str
    address: str
    imap_host: str
    smtp_host: str  # "none": nothing is sent
    user: str
    since: str
    timezone: str
    authserv_id: str  # "none": nobody vouches for senders


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """How the servers are reached, where it is not the usual way."""

    imap_port: int | None = None
    smtp_port: int | None = None
    security: Security | None = None


def init(
    folder: Annotated[Path, typer.Argument(help="The shop folder to write.", file_okay=False)] = Path(),
    shop: Annotated[str, typer.Option(help="The shop's name.")] = "",
    address: Annotated[str, typer.Option(help="The support address to watch.")] = "",
    imap_host: Annotated[str, typer.Option(help="IMAP server.")] = "",
    imap_port: Port = None,
    smtp_host: Annotated[str, typer.Option(help="SMTP server, or none: nothing is sent.")] = "",
    smtp_port: Port = None,
    security: Annotated[
        Security | None, typer.Option(help="Of both servers; plain for a server on this machine alone.")
    ] = None,
    user: Annotated[str, typer.Option(help="Log-in name.")] = "",
    since: Annotated[str, typer.Option(help="Read mail from this day on (YYYY-MM-DD).")] = "",
    timezone: Annotated[str, typer.Option(help="The shop's time zone, such as Europe/Berlin.")] = "",
    authserv_id: Annotated[
        str, typer.Option(help="Your mail server's name in Authentication-Results, if it removes forged ones; or none.")
    ] = "",
    password_env: Annotated[str, typer.Option(help="Environment variable with the password, instead of a file.")] = "",
    test: Annotated[bool, typer.Option("--test/--no-test", help="Test the log-ins afterwards.")] = True,
) -> None:
    """Ask for the mailbox, write a shop folder, test the log-ins. It begins in shadow mode and sends nothing.

    Whatever no option names is asked for, the password always (unless --password-env names it).
    """
    _refuse_to_overwrite(folder)
    wire = Wire(imap_port=imap_port, smtp_port=smtp_port, security=security)
    given = Answers(
        shop=shop, address=address, imap_host=imap_host, smtp_host=smtp_host, user=user, since=since, timezone=timezone,
        authserv_id=authserv_id,
    )  # fmt: skip
    answers = _asked(given)
    text = settings(answers, wire, password_env)
    parse(tomllib.loads(text), folder.absolute())
    _write(folder, text, None if password_env else _password())
    _report(folder, test=test, vouched=answers.authserv_id != "none")


def _refuse_to_overwrite(folder: Path) -> None:
    for name in (FILE, _PASSWORD_FILE, *_COPIED):
        if (folder / name).exists():
            raise ConfigError(f"{folder / name} is there already and is not overwritten; name another folder")


def _asked(given: Answers) -> Answers:
    shop = given.shop or _ask("Name of the shop")
    address = given.address or _ask("Support address to watch")
    domain = address.rpartition("@")[2].lower()
    if address.count("@") != 1 or not all(address.split("@")):
        raise ConfigError(f"{address!r} is not a mail address")
    imap, smtp, note = _PROVIDERS.get(domain, (f"imap.{domain}", f"smtp.{domain}", ""))
    if note:
        say(f"note: {note}")
    imap_host = given.imap_host or _ask("IMAP server", imap)
    answers = Answers(
        shop=shop, address=address, imap_host=imap_host,
        smtp_host=given.smtp_host or _ask("SMTP server (none: send nothing)", smtp),
        user=given.user or _ask("Log-in name", address),
        since=_day(given.since or _ask("Read mail from which day on", date.today().isoformat())),  # noqa: DTZ011
        timezone=given.timezone or _ask("Time zone of the shop", "UTC"),
        authserv_id=given.authserv_id or _border(imap_host),
    )  # fmt: skip
    for field in fields(answers):
        if not getattr(answers, field.name).isprintable():
            raise ConfigError(f"{field.name.replace('_', ' ')}: must be one line without control characters")
    return answers


def _border(imap_host: str) -> str:
    """Whose word counts for a sender: proposed where it is known to be safe, else left for the owner to look up."""
    known = _BORDERS.get(imap_host.lower(), "")
    return _ask("Server that vouches for senders in Authentication-Results (none: nobody)", known) if known else "none"


def _ask(words: str, default: str = "") -> str:
    """Asks again until there is an answer; on standard error, so that nothing but machines' words is on the other."""
    question = Text(f"{words} [{default}]: " if default else f"{words}: ")
    answer = ""
    while not answer:
        answer = screen.input(question).strip() or default
    return answer


def _password() -> str:
    """Typed unseen; read as a line where standard input is no terminal."""
    words = "Password (kept in a file only you can read)"
    if sys.stdin.isatty():
        password = screen.input(f"{words}: ", password=True)
    else:
        say(f"{words}: read from standard input")
        password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise ConfigError("the password is empty; give it on standard input, or name a variable with --password-env")
    return password


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ConfigError(f"{text!r} is not a day; write it as 2026-11-21") from None


def settings(answers: Answers, wire: Wire, password_env: str) -> str:
    """The first triage.toml of a shop: short, and safe on the first day."""
    imap = wire.security or Security.TLS
    login = f"""user = {_toml(answers.user)}
password = {f"{{ env = {_toml(password_env)} }}" if password_env else f'{{ file = "{_PASSWORD_FILE}" }}'}
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
{_vouching(answers.authserv_id)}
[mailbox.imap]
host = {_toml(answers.imap_host)}
port = {wire.imap_port or _IMAP_PORTS[imap]}
security = "{imap}"
{login}{"" if answers.smtp_host == "none" else _smtp(answers.smtp_host, wire, login)}
[levels]
default = "shadow"                  # later: "draft", then "auto" for single intents in [levels.intents]
"""


def _vouching(name: str) -> str:
    """Left out where nobody vouches, so that `triage.example.toml` alone explains it."""
    return "" if name == "none" else f"authserv_id = {_toml(name)}\n"


def _smtp(host: str, wire: Wire, login: str) -> str:
    security = wire.security or (Security.STARTTLS if host in _STARTTLS_ONLY else Security.TLS)
    # A relay that is spoken to in plain is on this machine, and takes its mail without a log-in.
    return f"""
[mailbox.smtp]
host = {_toml(host)}
port = {wire.smtp_port or _SMTP_PORTS[security]}
security = "{security}"
{"" if security is Security.PLAIN else login}"""


def _toml(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _write(folder: Path, text: str, password: str | None) -> None:
    """All of it, or nothing: the folder is made up aside, and triage.toml comes last."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".init-") as aside:
        place, shipped = Path(aside), starter.folder()
        for name in _COPIED:
            if (shipped / name).is_dir():
                shutil.copytree(shipped / name, place / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
            else:
                shutil.copyfile(shipped / name, place / name)
        if password is not None:
            secret = place / _PASSWORD_FILE
            secret.touch(mode=0o600)
            secret.write_text(password, encoding="utf-8")
        (place / FILE).write_text(text, encoding="utf-8")
        for made in sorted(place.iterdir(), key=lambda path: path.name == FILE):
            made.rename(folder / made.name)
    (folder / "models").mkdir(exist_ok=True, mode=0o700)


def _report(folder: Path, *, test: bool, vouched: bool) -> None:
    say(f"\n{folder / FILE} is written, and {folder.absolute()} holds your templates and training data.")
    if not vouched:
        say(
            "note: authserv_id is empty, so automatic replies never tell of an order; "
            "`triage check` says what to write there once [orders] file is set"
        )
    worst = 0
    for line in all_checks(folder) if test else ():
        show(line)
        worst = max(worst, line.status)
    go = "" if folder == Path() else f"cd {shlex.quote(str(folder))}; "
    say(f"\nMend {FILE}, then: {go}triage check" if worst else f"\nNext: {go}triage check; triage run")
    raise typer.Exit(worst)
