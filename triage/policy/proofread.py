"""Reads every reply that the templates can make, as a careful colleague would, before a customer does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from triage.errors import ConfigError
from triage.labels import LANGUAGES
from triage.policy.guards import Guards, load_terms
from triage.policy.render import Reply, Templates
from triage.policy.samples import sample, samples
from triage.policy.slots import Slots
from triage.settings import Shop

_LONGEST_SUBJECT = 120
_SHORTEST_BODY = 40
_FAULTS = (
    ("has a slot or condition that was not filled", re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bUndefined\b")),
    ("has two spaces in a row", re.compile(r"\S  +\S")),
    ("has an empty slot: a space before a comma or full stop", re.compile(r" [,.](?:\s|$)", re.MULTILINE)),
    ("has an empty slot: empty brackets or quotes", re.compile(r"\(\s*\)|（\s*）|\"\s*\"|「\s*」|“\s*”|«\s*»")),
    ("begins a sentence with punctuation", re.compile(r"^[,.;:、，。]", re.MULTILINE)),
)
_LINK = re.compile(r"https?://[^\s<>]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One fault of one text: "<intent>/<locale>" and what is wrong."""

    template: str
    problem: str


@cache
def _promises() -> Guards:
    return load_terms({"promise": files("triage.policy").joinpath("promises.txt").read_text(encoding="utf-8")})


@lru_cache(maxsize=4_096)
def _promises_something(paragraph: str) -> bool:
    """Most paragraphs stand in many replies."""
    return bool(_promises().find([paragraph]))


def check(templates: Templates, shop: Shop) -> tuple[Finding, ...]:
    """Every fault of every text over every combination of facts, and the languages that are missing."""
    found = [*_missing(templates)]
    for intent, locale in templates:
        found += _of_one(templates, intent, locale, shop, samples(shop, locale))
        for other in (replace(shop, website=""), replace(shop, website="https://shop.example", team="Anna")):
            found += _of_one(
                templates, intent, locale, other, (sample(other, locale), sample(other, locale, name=False))
            )
    return tuple(dict.fromkeys(found))


def _missing(templates: Templates) -> Iterator[Finding]:
    for intent in dict.fromkeys(intent for intent, _ in templates):
        for language in LANGUAGES:
            if (intent, language) not in templates:
                yield Finding(template=f"{intent}/{language}", problem="is missing; these mails go to a person")


def _of_one(
    templates: Templates, intent: str, locale: str, shop: Shop, combinations: Iterable[Slots]
) -> Iterator[Finding]:
    name = f"{intent}/{locale}"
    read: set[tuple[str, str]] = set()
    for slots in combinations:
        try:
            reply = templates.render(intent, locale, slots)
        except ConfigError as error:
            yield Finding(template=name, problem=str(error))
            continue
        if (reply.subject, reply.text) not in read:
            read.add((reply.subject, reply.text))
            yield from (Finding(template=name, problem=problem) for problem in proofread(reply, shop))


def proofread(reply: Reply, shop: Shop) -> Iterator[str]:
    """What is wrong with one reply."""
    if not 0 < len(reply.subject) <= _LONGEST_SUBJECT:
        yield f"has a subject of {len(reply.subject)} characters (1 to {_LONGEST_SUBJECT})"
    if len(reply.text) < _SHORTEST_BODY:
        yield "says next to nothing"
    whole = f"{reply.subject}\n{reply.text}"
    yield from (problem for problem, pattern in _FAULTS if pattern.search(whole))
    if any(not shop.website or not link.startswith(shop.website) for link in _LINK.findall(reply.text)):
        yield "has a link that does not lead to the shop's website"
    if any(map(_promises_something, whole.split("\n\n"))):
        yield "promises money, a replacement or a date, or admits guilt (policy/promises.txt)"


def preview(
    templates: Templates, intent: str, locale: str, shop: Shop, *, name: bool = True, order: bool = True,
    state: str | None = None,
) -> Reply:  # fmt: skip
    """A reply to an invented customer. `state` is a parcel state or None. Raises ConfigError where there is no text."""
    return templates.render(intent, locale, sample(shop, locale, name=name, order=order, state=state))
