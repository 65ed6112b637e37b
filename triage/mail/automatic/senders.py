"""Carriers, marketplaces, networks and banks: brands by their domains, their people told apart by name."""

from __future__ import annotations

import re

from triage.domain import Address
from triage.mail.automatic import brands
from triage.mail.automatic import notice_words as notices
from triage.mail.automatic.said import Said

_TOKENS = re.compile(r"[^\W\d_]+")


def carrier_notice(sender: Address | None, said: Said) -> bool:
    """A carrier's own notice, also under another host's name where the name shown is the carrier's."""
    named = said.role and not said.answer and not said.passed and bool(brands.CARRIER_NAMES & set(said.name.split()))
    return _is_notice(sender, said, brands.CARRIERS) or (named and bool(said.phrases("carrier"))) or _dispatch(said)


def _dispatch(said: Said) -> bool:
    """An address that announces parcels, and a parcel that is yours."""
    desk = bool(notices.DISPATCH & set(_TOKENS.findall(said.local))) and not (said.answer or said.passed)
    return desk and bool(said.phrases("yours")) and not (said.asks or said.myself)


def platform_notice(sender: Address | None, said: Said) -> bool:
    """A marketplace's, a network's or a program's own notice."""
    return _is_notice(sender, said, brands.PLATFORMS)


def payment_notice(sender: Address | None, said: Said) -> bool:
    """A notice of a bank or a payment service."""
    return _is_notice(sender, said, brands.PAYERS)


def brand_address(sender: Address | None) -> bool:
    """An address at a brand's domain that shows neither a desk nor a person: a doubt."""
    return any(_is_brand(sender, of) for of in (brands.CARRIERS, brands.PLATFORMS, brands.PAYERS)) and not (
        sender is None or _is_person(sender)
    )


def _is_brand(sender: Address | None, of: frozenset[str]) -> bool:
    return sender is not None and brands.is_of(sender.email.rpartition("@")[2], of)


def _is_notice(sender: Address | None, said: Said, of: frozenset[str]) -> bool:
    if sender is None or not _is_brand(sender, of):
        return False
    return said.role or not (_is_person(sender) or said.customer or said.myself or said.answer or not _named(sender))


def _named(sender: Address) -> bool:
    """The name shown, or the whole local part, is the brand's."""
    local, _, host = sender.email.lower().rpartition("@")
    shown = _TOKENS.findall(sender.name.casefold())
    return bool({*shown, "".join(shown), local} & set(host.split(".")[:-1]))


def _is_person(sender: Address) -> bool:
    """An employee's address: it repeats a part of the name, or is two plain words without a desk's name."""
    labels = set(sender.email.rpartition("@")[2].lower().split(".")[:-1])
    tokens = set(_TOKENS.findall(sender.email.rpartition("@")[0].lower())) - labels
    shown = set(_TOKENS.findall(sender.name.casefold())) - labels
    return bool(tokens & shown) or (not shown and len(tokens) == 2)
