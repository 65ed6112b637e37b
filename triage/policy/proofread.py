"""Reads every reply that the texts can make, as a careful colleague would, before a customer does."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from triage.errors import ConfigError
from triage.labels import LANGUAGES
from triage.policy.answers import CLOSING, OFFER, PARTS, SHIPPED
from triage.policy.guards import Guards, load_terms
from triage.policy.render import Templates, parted, tidy
from triage.policy.samples import sample, samples
from triage.policy.slots import Slots, signed
from triage.policy.texts import Text
from triage.policy.wording import faults, said, words_of
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
_PROMISING = frozenset({OFFER, "thank_you"})  # a person, or the table of compensations, has decided on what they say
_PROMISED = "promises money, a replacement or a date, or admits guilt (policy/promises.txt)"
_MOST_EXAMPLES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One fault of one text: "<template>/<locale>", what is wrong, and for whom, the first few."""

    template: str
    problem: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.template}: {self.problem}{f' ({self.where})' if self.where else ''}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What was read, and what was found."""

    texts: int
    replies: int
    findings: tuple[Finding, ...]


@cache
def _promises() -> Guards:
    return load_terms({"promise": files("triage.policy").joinpath("promises.txt").read_text(encoding="utf-8")})


@lru_cache(maxsize=20_000)
def _broken(paragraph: str) -> tuple[str, ...]:
    """What is wrong with a paragraph wherever it stands; most stand in many replies."""
    found = [problem for problem, pattern in _FAULTS if pattern.search(paragraph)]
    return (*found, _PROMISED) if _promises().find([paragraph]) else tuple(found)


def check(
    templates: Templates,
    shop: Shop,
    *,
    only: Collection[str] = (),
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Read every text over every combination of facts. `only` names templates; empty: all.

    `told` hears how many texts are read, and of how many.
    """
    chosen = [text for text in templates.texts() if not only or text.template in only]
    found, replies = list(_missing(templates, only)), 0
    for done, text in enumerate(chosen, 1):
        places, read = _places(text, shop)
        found += _findings(text, places or _in_html(templates, text, shop))
        replies += read
        told(done, len(chosen))
    return Report(texts=len(chosen), replies=replies, findings=tuple(found))


def _missing(templates: Templates, only: Collection[str]) -> Iterator[Finding]:
    there = {text.template for text in templates.texts()}
    for template in (name for name in SHIPPED if name in there and (not only or name in only)):
        if missing := [language for language in LANGUAGES if (template, language) not in templates]:
            yield Finding(template=template, problem=f"is missing in {', '.join(missing)}; a person writes instead")
    if mute := [language for language in LANGUAGES if words_of(language) is None]:
        yield Finding(template="policy/words", problem=f"is missing {', '.join(mute)}: their words cannot be checked")


def _places(text: Text, shop: Shop) -> tuple[dict[str, list[str]], int]:
    """For every problem of a text the customers who would meet it, and how many customers there were."""
    places: dict[str, list[str]] = {}
    customers = tuple(_customers(text, shop))
    for slots in customers:
        where = ", ".join(filter(None, (slots.market, slots.parcel.state if slots.parcel else "")))
        for problem in _problems(text, slots):
            places.setdefault(problem, []).append(where)
    return places, len(customers)


def _in_html(templates: Templates, text: Text, shop: Shop) -> dict[str, list[str]]:
    """What goes wrong when a text is put into the layout."""
    if text.template not in PARTS:
        try:
            templates.render(text.template, text.locale, sample(shop, text.locale, market=text.market or "europe"))
        except ConfigError as error:
            return {str(error): []}
    return {}


def _findings(text: Text, places: Mapping[str, list[str]]) -> Iterator[Finding]:
    """Each problem once, with the first few customers who would meet it."""
    for problem, where in places.items():
        listed = list(dict.fromkeys(where))
        more = f" and {len(listed) - _MOST_EXAMPLES} more" if len(listed) > _MOST_EXAMPLES else ""
        yield Finding(template="/".join(text.key), problem=problem, where="; ".join(listed[:_MOST_EXAMPLES]) + more)


def _customers(text: Text, shop: Shop) -> Iterator[Slots]:
    """Everyone the text may be written to. The shop's own name is no part of its texts, so another stands for it."""
    named = replace(shop, name="Blue Teapot", team="Anna, Blue Teapot")
    for first in islice(samples(named, text), 1):
        for website in {"", shop.website or "https://shop.example"}:
            other = replace(first, shop=signed(replace(named, team="", website=website)))
            yield from (other, replace(other, name="", order="", later=None))
    yield from samples(named, text)


def _problems(text: Text, slots: Slots) -> Iterator[str]:
    try:
        written = text.filled(slots)
    except ConfigError as error:
        yield str(error)
        return
    subject, body = ("", tidy(written)) if text.template in PARTS else parted(written)
    yield from _of_form(text, subject, body)
    promising = text.template in _PROMISING
    for paragraph in (subject, *body.split("\n\n")):
        yield from (problem for problem in _broken(paragraph) if not (promising and problem == _PROMISED))
    website = slots.shop.website
    if any(not website or not link.startswith(website) for link in _LINK.findall(body)):
        yield "has a link that does not lead to the shop's website"
    if words := words_of(text.locale):
        yield from faults(words, said(text.template, slots, body, subject))


def _of_form(text: Text, subject: str, body: str) -> Iterator[str]:
    if text.template not in PARTS and not 0 < len(subject) <= _LONGEST_SUBJECT:
        yield f"has a subject of {len(subject)} characters (1 to {_LONGEST_SUBJECT})"
    if text.template not in PARTS and len(body) < _SHORTEST_BODY:
        yield "says next to nothing"
    if text.template == CLOSING and "\n\n" not in body:
        yield "has no first paragraph of its own to say that it was written automatically; drafts leave that out"
    if text.template == OFFER and "\n\n" in body:
        yield "has more than one paragraph"
