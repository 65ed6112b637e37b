"""Marketplaces that put their own address between customer and shop. By table, never by guess.

For these the list and no-reply rules of `automatic` do not speak: behind the address is a customer.
"""

from __future__ import annotations

import re

from triage.domain import Address
from triage.mail.addresses import domain

# Relay -> domains whose every address stands for a buyer, and single addresses that carry buyers' messages.
# "example" is no market (RFC 2606): nobody can register it, and the sample inbox uses it.
_TLD = (
    r"(?:com|example|ca|de|fr|it|es|nl|pl|se|ie|at|ch|sg|ae|sa|eg|in|cn"
    r"|com\.(?:au|be|br|mx|tr|hk|my|sg)|co\.(?:uk|jp|za))"
)
_DOMAINS = {
    "amazon": re.compile(rf"(?:m|marketplace)\.amazon\.{_TLD}"),
    "ebay": re.compile(rf"members\.ebay\.{_TLD}"),
    "aliexpress": re.compile(r"(?:buyer|message|msg|member)\.aliexpress\.(?:com|us|ru)"),
    "etsy": re.compile(r"(?:convos?|messages|user)\.etsy\.com"),
    "walmart": re.compile(r"relay\.walmart\.(?:com|ca)"),
    "cdiscount": re.compile(r"(?:clients|message)\.cdiscount\.com"),
    "kaufland": re.compile(r"(?:kundenservice|marktplatz)\.kaufland\.de"),
}
_ADDRESSES = {
    "shopify": frozenset({"mailer@shopify.com", "mailer@shopifyemail.com", "storefront@shopify.com"}),
    "etsy": frozenset({"conversations@etsy.com", "conversations@mail.etsy.com"}),
    "aliexpress": frozenset({"buyermessage@aliexpress.com"}),
}


def relay(sender: Address | None) -> str | None:
    """The marketplace whose relay address this is, None for everybody else.

    >>> relay(Address(email="x1y2z3@marketplace.amazon.de")), relay(Address(email="noreply@amazon.de"))
    ('amazon', None)
    """
    if sender is None:
        return None
    address, host = sender.email.lower(), domain(sender.email)
    names = (name for name, pattern in _DOMAINS.items() if pattern.fullmatch(host) and not _is_notice(address))
    return next(names, None) or next((name for name, known in _ADDRESSES.items() if address in known), None)


def _is_notice(address: str) -> bool:
    return address.partition("@")[0].replace("-", "") in {
        "noreply",
        "donotreply",
        "auto",
        "autoconfirm",
        "notification",
    }
