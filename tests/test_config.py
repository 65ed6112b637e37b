"""Settings: what is accepted, what is refused and in which words; the example file names every setting."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from triage.complaints import fields
from triage.config import Config, load, parse
from triage.errors import ConfigError
from triage.settings import DEFAULT_QUEUES

SECRETS = {"password", "client_secret", "refresh_token"}  # tables of their own, explained once in the example
EXAMPLE = Path(__file__).parent.parent / "triage.example.toml"
IMAP = {"host": "imap.shop.example", "user": "u", "password": {"env": "PW"}}
MAILBOX = {"name": "support", "address": "Support@Shop.example", "imap": IMAP}

BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "unknown table": ({"safty": {}}, 'unknown setting "safty"; did you mean "safety"?'),
    "unknown key of a value": ({"shop": {"nmae": "x"}}, 'unknown setting "shop.nmae"; did you mean "name"?'),
    "unknown key of a server": (
        {"mailbox": [{**MAILBOX, "imap": {**IMAP, "prot": 1}}]},
        'unknown setting "mailbox.0.imap.prot"; did you mean "port"?',
    ),
    "unknown intent": (
        {"levels": {"intents": {"order_staus": "auto"}}},
        'levels.intents: unknown intent "order_staus"; did you mean "order_status"?',
    ),
    "unknown intent of a queue": (
        {"queue": [{"name": "x", "intents": ["disput"]}, {"name": "rest"}]},
        'queue: unknown intent "disput"; did you mean "dispute"?',
    ),
    "unknown level": ({"levels": {"default": "full"}}, "levels.default: Input should be 'shadow', 'draft' or 'auto'"),
    "no time zone": ({"shop": {"timezone": "Europ/Berlin"}}, 'shop: timezone "Europ/Berlin" does not exist'),
    "a queue table with a hole": (
        {"queue": [{"name": "x", "intents": ["refund"]}]},
        "must take everything that is left",
    ),
    "two mailboxes of one name": ({"mailbox": [MAILBOX, MAILBOX]}, "two mailboxes have the same name"),
    "no address": ({"mailbox": [{**MAILBOX, "address": "support"}]}, "mailbox.0.address: is not a mail address"),
    "a form of nobody": (
        {"mailbox": [{**MAILBOX, "contact_form": [{"sender": "website"}]}]},
        'sender "website" is neither a mail address nor "@domain"',
    ),
    "a form of everybody": (
        {"mailbox": [{**MAILBOX, "contact_form": [{"sender": "@gmail.com"}]}]},
        "is everybody's domain",
    ),
    "two forms of one name": (
        {"mailbox": [{**MAILBOX, "contact_form": [{"sender": "a@b.example"}, {"sender": "c@d.example"}]}]},
        "two contact forms have the same name",
    ),
    "no country": ({"shop": {"country": "Germany"}}, "must be two capital letters"),
    "no example of a number": ({"orders": {"number_examples": ["order"]}}, "is no example of an order number"),
    "no host": ({"mailbox": [{**MAILBOX, "imap": {"user": "u"}}]}, 'setting "mailbox.0.imap.host" is missing'),
    "no password": ({"mailbox": [{**MAILBOX, "imap": {"host": "h", "user": "u"}}]}, "one of password or oauth"),
    "two places for a password": (
        {"mailbox": [{**MAILBOX, "imap": {**IMAP, "password": {"env": "A", "file": "b"}}}]},
        "name exactly one of file, env or keyring",
    ),
    "a password in the settings": (
        {"mailbox": [{**MAILBOX, "imap": {**IMAP, "password": "hunter2-canary"}}]},
        "mailbox.0.imap.password",
    ),
    "no encryption to another machine": (
        {"mailbox": [{**MAILBOX, "imap": {**IMAP, "security": "plain"}}]},
        'security = "plain" is allowed on this machine only',
    ),
    "IDLE for too long": ({"mailbox": [{**MAILBOX, "imap": {**IMAP, "idle_minutes": 29}}]}, "less than 10"),
    "mail kept for too short": ({"store": {"keep_days": 6}}, "store.keep_days: must be 0 (for ever) or at least 7"),
    "a share in per cent": ({"safety": {"wrong_share": 1}}, "0.01 is one in a hundred"),
    "a share below nothing": ({"safety": {"wrong_share": 0}}, "above 0"),
    "a state that is none": (
        {"orders": {"states": {"in transit": "movin"}}},
        'orders.states: unknown state "movin"; did you mean "moving"?',
    ),
    "hours that shrink": (
        {"parcels": {"stuck_hours": 24}},
        "parcels: stalled_hours, stuck_hours and lost_hours must grow",
    ),
    "hours that are none": (
        {"parcels": {"collect_hours": float("nan")}},
        "parcels: collect_hours and ship_hours must be above 0",
    ),
    "a currency that is none": ({"customers": {"vip_currency": "Euro"}}, 'customers: "Euro" is no currency'),
    "a rate of a currency that is none": ({"customers": {"rates": {"eur": 1.08}}}, 'customers: "eur" is no currency'),
    "a rate below nothing": ({"customers": {"rates": {"EUR": -1}}}, "every rate must be above 0"),
    "a country that is none": ({"markets": {"countries": {"Singapore": "asia"}}}, 'markets: "Singapore" is no country'),
    "a market that is none": (
        {"markets": {"languages": {"en": "europa"}}},
        'markets: unknown market "europa"; did you mean "europe"?',
    ),
    "a customer that is none": (
        {"queue": [{"name": "x", "customers": ["vips"]}, {"name": "rest"}]},
        'queue: unknown customer "vips"; did you mean "vip"?',
    ),
    "an unknown key of a matrix row": (
        {"matrix": [{"name": "x", "intent": ["refund"]}]},
        'unknown setting "matrix.0.intent"; did you mean "intents"?',
    ),
    "an unknown state of a matrix row": (
        {"matrix": [{"name": "x", "intents": ["refund"], "states": ["stoled"]}]},
        'matrix: row "x": unknown state "stoled"; did you mean "stalled"?',
    ),
    "an unknown answer of a matrix row": (
        {"matrix": [{"name": "x", "answer": "never"}]},
        "matrix.0.answer: Input should be 'auto', 'draft' or 'person'",
    ),
    "an automatic answer where none may be": (
        {"matrix": [{"name": "x", "intents": ["dispute"], "answer": "auto"}]},
        'matrix: row "x": dispute is never answered automatically at all; write draft or person',
    ),
    "a queue of the matrix that is gone": (
        {"matrix": [{"name": "x", "intents": ["refund"], "queue": "Money"}], "queue": [{"name": "Moneys"}]},
        'matrix: row "x": unknown queue "Money"; did you mean "Moneys"?',
    ),
    "a queue of a clock that is none": (
        {"clock": [{"name": "fast", "queues": ["Logistic"]}]},
        'clock: "fast": unknown queue "Logistic"; did you mean "Logistics"?',
    ),
    "a key of a clock that is none": (
        {"clock": [{"name": "fast", "anser_hours": 1}]},
        'unknown setting "clock.0.anser_hours"; did you mean "answer_hours"?',
    ),
    "a clock that never counts": (
        {"clock": [{"name": "all"}, {"name": "vip", "customers": ["vip"]}]},
        'clock: "vip" never counts: "all" above it takes everything',
    ),
    "a season of no days": ({"season": {"days": ["11-31 to 12-24"]}}, 'season.days: "11-31 to 12-24" is no day'),
    "a holiday's name": ({"holidays": {"closed": ["Easter"]}}, 'holidays.closed: "Easter" is no day; write "12-24"'),
    "a country without holidays": ({"shop": {"country": "XX"}}, 'write country = "none" under [holidays]'),
    "a state that a country has not": (
        {"holidays": {"country": "DE", "subdivision": "BYY"}},
        'holidays: DE has no subdivision "BYY"; did you mean "BY"?',
    ),
    "no time of day": ({"shop": {"office_opens": "9am"}}, 'shop: "9am" is no time of day; write it like "09:00"'),
    "no day of the week": ({"shop": {"office_days": [7]}}, "office_days are 0 (Monday) to 6 (Sunday), not 7"),
    "waiting that shrinks": ({"waiting": {"raise_after": [0]}}, "raise_after not below 1"),
    "a zone of a country": ({"zones": {"US": "New York"}}, 'zones.US: time zone "New York" does not exist'),
    "a zone of no country": ({"zones": {"usa": "America/New_York"}}, 'zones: "usa" is no country'),
    "a number that is none": ({"safety": {"wrong_share": "few"}}, "safety.wrong_share: Input should be a valid number"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_wrong_setting_is_one_clear_line_without_secrets(name: str) -> None:
    settings, words = BROKEN[name]
    with pytest.raises(ConfigError) as told:
        parse(settings, Path())
    assert words in str(told.value)
    assert "\n" not in str(told.value)
    assert "hunter2-canary" not in str(told.value)


def test_defaults_are_the_safe_ones() -> None:
    config = parse({"mailbox": [MAILBOX]}, Path())
    mailbox = config.mailbox[0]
    assert (config.levels.default, mailbox.routing, mailbox.imap.security) == ("shadow", "tag", "tls")
    assert (mailbox.smtp, mailbox.authserv_id, mailbox.address) == (None, "", "support@shop.example")


def test_a_file_that_is_not_there_or_not_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="triage init"):
        load(tmp_path / "triage.toml")
    (tmp_path / "triage.toml").write_text("[shop\n")
    with pytest.raises(ConfigError, match="not valid TOML"):
        load(tmp_path / "triage.toml")


def test_the_example_is_accepted_and_shows_the_defaults() -> None:
    config = load(EXAMPLE)
    plain = parse({}, config.root)
    for part in ("shop", "safety", "caps", "breaker", "limits", "engine", "store", "folders", "log", "levels",
                 "clock", "season", "holidays", "waiting", "zones", "parcels", "customers", "markets",
                 "orders", "matrix"):  # fmt: skip
        assert getattr(config, part) == getattr(plain, part), part
    assert config.queue == DEFAULT_QUEUES


def test_the_example_names_every_setting() -> None:
    written = set(re.findall(r"^#? ?([a-z_]+) =", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    missing = {name for name in _leaves(Config) if name.rpartition(".")[2] not in written}
    assert not missing


def _leaves(kind: Any, under: str = "") -> Iterator[str]:
    for name, annotation in fields(kind).items():
        tables = [part for part in _parts(annotation) if _is_table(part)]
        if f"{under}{name}" in {"levels.intents", "zones"}:  # tables whose keys are the shop's
            continue
        if name in SECRETS or not tables:
            yield under + name
        else:
            for table in tables:
                yield from _leaves(table, f"{under}{name}.")


def _parts(annotation: Any) -> list[Any]:
    if isinstance(annotation, str):
        return []
    return [annotation, *(inner for part in getattr(annotation, "__args__", ()) for inner in _parts(part))]


def _is_table(part: Any) -> bool:
    return isinstance(part, type) and (issubclass(part, BaseModel) or hasattr(part, "__pydantic_config__"))
