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
    for part in ("shop", "safety", "caps", "breaker", "limits", "engine", "store", "folders", "log", "levels"):
        assert getattr(config, part) == getattr(plain, part), part
    assert config.queue == DEFAULT_QUEUES


def test_the_example_names_every_setting() -> None:
    written = set(re.findall(r"^#? ?([a-z_]+) =", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    missing = {name for name in _leaves(Config) if name.rpartition(".")[2] not in written}
    assert not missing


def _leaves(kind: Any, under: str = "") -> Iterator[str]:
    for name, annotation in fields(kind).items():
        tables = [part for part in _parts(annotation) if _is_table(part)]
        if f"{under}{name}" == "levels.intents":
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
