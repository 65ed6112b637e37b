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
from triage.policy.calendars import calendar
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
        'unknown setting "imap.prot" in mailbox "support"; did you mean "port"?',
    ),
    "unknown intent": (
        {"levels": {"intents": {"order_staus": "auto"}}},
        'levels.intents: unknown intent "order_staus"; did you mean "order_status"?',
    ),
    "unknown intent of a queue": (
        {"queue": [{"name": "x", "intents": ["disput"]}, {"name": "rest"}]},
        'queue: unknown intent "disput"; did you mean "dispute"?',
    ),
    "unknown level": (
        {"levels": {"default": "full"}},
        "levels.default: write 'shadow', 'draft' or 'auto', not \"full\"",
    ),
    "no time zone": ({"shop": {"timezone": "Europ/Berlin"}}, 'shop: timezone "Europ/Berlin" does not exist'),
    "a queue table with a hole": (
        {"queue": [{"name": "x", "intents": ["refund"]}]},
        "must take everything that is left",
    ),
    "two mailboxes of one name": ({"mailbox": [MAILBOX, MAILBOX]}, "two mailboxes have the same name"),
    "no address": (
        {"mailbox": [{**MAILBOX, "address": "support"}]},
        'mailbox "support": address: is not a mail address',
    ),
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
    "no host": (
        {"mailbox": [{**MAILBOX, "imap": {"user": "u"}}]},
        'setting "imap.host" is missing in mailbox "support"',
    ),
    "no password": ({"mailbox": [{**MAILBOX, "imap": {"host": "h", "user": "u"}}]}, "one of password or oauth"),
    "two places for a password": (
        {"mailbox": [{**MAILBOX, "imap": {**IMAP, "password": {"env": "A", "file": "b"}}}]},
        "name exactly one of file, env or keyring",
    ),
    "a password in the settings": (
        {"mailbox": [{**MAILBOX, "imap": {**IMAP, "password": "hunter2-canary"}}]},
        'mailbox "support": imap.password: ',
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
        "parcels: collect_hours, ship_hours and delivery_hours must be above 0",
    ),
    "a delivery that may take no time": ({"parcels": {"delivery_hours": 0}}, "delivery_hours must be above 0"),
    "days below none": ({"parcels": {"ship_grace_days": -1}}, "customs_days and ship_grace_days must be 0 or more"),
    "a usual time without a number": (
        {"shop": {"shipping_days": "soon"}},
        'shop: shipping_days is "soon"; write working days, such as "7-15"',
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
        'unknown setting "intent" in matrix "x"; did you mean "intents"?',
    ),
    "an unknown state of a matrix row": (
        {"matrix": [{"name": "x", "intents": ["refund"], "states": ["stoled"]}]},
        'matrix: row "x": unknown state "stoled"; did you mean "stalled"?',
    ),
    "an unknown answer of a matrix row": (
        {"matrix": [{"name": "x", "answer": "never"}]},
        "matrix \"x\": answer: write 'auto', 'draft' or 'person', not \"never\"",
    ),
    "an automatic answer where none may be": (
        {"matrix": [{"name": "x", "intents": ["dispute"], "answer": "auto"}]},
        'matrix: row "x": dispute is never answered automatically at all; write draft or person',
    ),
    "a queue named like the folder for finished mails": (
        {"queue": [{"name": "done", "intents": ["refund"]}, {"name": "rest"}]},
        (
            'care: a [[queue]] is called "done", and so is the folder for finished mails;'
            " name the queue otherwise, or set another done_folder in [care]"
        ),
    ),
    "a folder for finished mails that is none": (
        {"care": {"done_folder": "Done/2026"}},
        'care: done_folder "Done/2026" is no name of a folder; write one such as "Done", or "" for none',
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
        'unknown setting "anser_hours" in clock "fast"; did you mean "answer_hours"?',
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
    "no office day": ({"shop": {"office_days": []}}, 'is empty; write the days, such as [0, 1, 2, 3, 4], or "always"'),
    "an office in other words": ({"shop": {"office_days": "never"}}, 'office_days is "never"; write the days'),
    "the name of a day": (
        {"shop": {"office_days": [0, "Tue"]}},
        'shop.office_days 2: write a number, not "Tue" (Monday is 0, Sunday is 6)',
    ),
    "a word where a list is": (
        {"matrix": [{"name": "x", "intents": "refund"}]},
        'matrix "x": intents: write a list in square brackets: ["refund"]',
    ),
    "a row without a name": ({"matrix": [{}, {"name": "x"}]}, 'setting "name" is missing in matrix 1'),
    "one pair of brackets": ({"clock": {"name": "x"}}, "clock: write [[clock]] in two pairs of brackets"),
    "a clock that the platform does not allow": (
        {"clock": [{"name": "x", "answer_hours": 72, "limit_hours": 48}]},
        'clock: "x": answer_hours is 72, but the platform allows 48 (limit_hours); write answer_hours = 48 or less',
    ),
    "a switch for a manner": (
        {"follow_ups": {"csat": True}},
        "follow_ups.csat: write 'off', 'draft' or 'auto', not true",
    ),
    "per cent of thanks": ({"follow_ups": {"thanks_share": 10}}, "a share of one, so 10 % is 0.1"),
    "days below nothing": (
        {"follow_ups": {"silent_days": -3}},
        "follow_ups: silent_days is -3; write a number above 0",
    ),
    "a score that is none": ({"follow_ups": {"good_score": 9}}, "good_score is 9; write a number from 1 to 5"),
    "a code for too short": ({"follow_ups": {"thanks_days": 2}}, "thanks_days is 2; write a number from 4"),
    "an agent without an address": ({"authority": {"agents": {"ann": "basic"}}}, 'agents: "ann" is no mail address'),
    "a tier that is none": (
        {"authority": {"default": "boss"}},
        'authority: default: unknown tier "boss"; there are basic, advanced, expert',
    ),
    "per cent in words": ({"compensation": [{"name": "d", "causes": ["delay"], "share": "5%"}]}, "(5 % is 0.05)"),
    "notices to nobody": ({"care": {"notify": "me"}}, 'care: notify is "me"; write one mail address'),
    "a cap below nothing": ({"caps": {"per_sender_day": -1}}, "caps: per_sender_day is -1; write a number from 0"),
    "an answer at once": ({"shop": {"answer_hours": 0}}, "shop: answer_hours is 0; write a number from 1 to 8,760"),
    "a language by its name": ({"safety": {"languages": ["german"]}}, 'safety: languages: "german" is not among them'),
    "most orders in per cent": ({"orders": {"least_share": 50}}, "orders.least_share: must be less than or equal to 1"),
    "a number that is none": ({"safety": {"wrong_share": "few"}}, 'safety.wrong_share: write a number, not "few"'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_wrong_setting_is_one_clear_line_without_secrets(name: str) -> None:
    settings, words = BROKEN[name]
    with pytest.raises(ConfigError) as told:
        parse(settings, Path())
    assert words in str(told.value)
    assert "\n" not in str(told.value)
    assert "hunter2-canary" not in str(told.value)


def test_an_office_that_is_open_always_says_so() -> None:
    config = parse({"shop": {"office_days": "always"}}, Path())
    assert config.shop.office_days == ()
    assert calendar(config.shop).always


def test_what_stands_where_passwords_are_named_is_never_repeated() -> None:
    for wrong in ({"password": 7654321}, {"password": ["7654321"]}, {"user": 7654321}, {"port": "7654321x"}):
        with pytest.raises(ConfigError) as told:
            parse({"mailbox": [{**MAILBOX, "imap": {**IMAP, **wrong}}]}, Path())
        assert "7654321" not in str(told.value)


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
