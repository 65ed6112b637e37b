"""Commands around the pool of codes: fill it, and count it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from triage.app import open_store
from triage.cli.console import emit, say
from triage.cli.options import ConfigOption, find_shop
from triage.config import Config
from triage.edges.store.codes import add_codes, pools
from triage.errors import ConfigError
from triage.policy.compensation import code_kind

_MOST_BYTES = 20_000_000  # of a file of codes

codes = typer.Typer(help="Codes to give away, each once.", epilog="Example: triage compensation codes list",
                    no_args_is_help=True)  # fmt: skip


@codes.command(
    "add", epilog="Example: triage compensation codes add codes.txt --kind discount_5 --valid-until 2027-06-30"
)
def add(
    path: Annotated[Path, typer.Argument(help="One code a line: 4 to 40 letters, digits and hyphens.", exists=True)],
    kind: Annotated[str, typer.Option(help="Their worth, such as discount_5, voucher_10_EUR, free_shipping.")] = "",
    valid_until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Their last day. Default: they never end.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Put the codes of a file into the pool. What stands there already is told and left as it is.

    Exit 1 where a line is no code; the others are added.
    """
    settings = find_shop(config)
    known, now = _known_kind(settings, kind), datetime.now(UTC)
    until = _last_moment(valid_until, settings)
    if until is not None and until < now + timedelta(days=settings.compensation_codes.least_days):
        raise typer.BadParameter(
            f"codes that end within {settings.compensation_codes.least_days} days are never given away; "
            "see [compensation_codes] least_days"
        )
    lines = _lines(path)
    store = open_store(settings)
    try:
        with store.database.write() as connection:
            done = add_codes(connection, lines, known, until, now)
    finally:
        store.database.close()
    say(f"{done.added} codes of {known} added")
    _tell("there already", done.known)
    _tell("refused, no code", done.refused)
    raise typer.Exit(bool(done.refused))


@codes.command("list", epilog="Example: triage compensation codes list")
def list_codes(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")] = False,
    config: ConfigOption = None,
) -> None:
    """Count the codes by kind. The codes themselves are not shown."""
    settings = find_shop(config)
    store = open_store(settings)
    try:
        with store.database.read() as connection:
            found = pools(connection, datetime.now(UTC) + timedelta(days=settings.compensation_codes.least_days))
    finally:
        store.database.close()
    for pool in found:
        if as_json:
            emit(f'{{"kind": "{pool.kind}", "free": {pool.free}, "ended": {pool.ended}, "taken": {pool.taken}}}')
        else:
            ended = f", {pool.ended} end too soon" if pool.ended else ""
            say(f"{pool.kind}: {pool.free} free, {pool.taken} taken{ended}")
    if not found:
        say(f"no codes yet; offers of these kinds would take one: {', '.join(_kinds(settings))}")


def _kinds(settings: Config) -> tuple[str, ...]:
    """Kinds of codes that the table and the thank-you ask for."""
    thanks = f"discount_{settings.follow_ups.thanks_share * 100:g}"
    return tuple(dict.fromkeys(filter(None, (*map(code_kind, settings.compensation), thanks))))


def _known_kind(settings: Config, kind: str) -> str:
    """Raises BadParameter for a kind that no row would ever take."""
    kinds = _kinds(settings)
    if not kind and len(kinds) == 1:
        return kinds[0]
    if kind not in kinds:
        raise typer.BadParameter(f"--kind tells what the codes are worth; the table takes {', '.join(kinds) or 'none'}")
    return kind


def _last_moment(day: datetime | None, settings: Config) -> datetime | None:
    """The end of a day by the shop's clock."""
    if day is None:
        return None
    return datetime.combine(day.date(), time(23, 59, 59), ZoneInfo(settings.shop.timezone)).astimezone(UTC)


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigError(f"{path}: is larger than {_MOST_BYTES // 1_000_000} MB; that is no file of codes")
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is no text file in UTF-8; write one code a line") from None


def _tell(what: str, numbers: Iterable[int]) -> None:
    listed = list(numbers)
    if listed:
        say(f"! {len(listed)} {what}: line {', '.join(_some(listed))}")


def _some(numbers: list[int]) -> Iterator[str]:
    yield from map(str, numbers[:20])
    if len(numbers) > 20:
        yield f"and {len(numbers) - 20} more"
