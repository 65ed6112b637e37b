"""Marketplaces that put their own address between customer and shop. By table, never by guess.

For these only bounces, reports and the market's own notices count in `automatic`: behind the address is a customer.
Each row names what shows it; a row too many costs a person's look, a missing one a customer. A market of whose relay
nothing is known, as its sellers answer in its own pages (Shopee, Lazada, Temu, Wish, Zalando), has no row.
"""

from __future__ import annotations

import re

from triage.domain import Address
from triage.mail.people.addresses import domain

# "example" is no market (RFC 2606): nobody can register it, and the sample inbox uses it.
_TLD = (
    r"(?:com|example|ca|de|fr|it|es|nl|pl|se|ie|at|ch|sg|ae|sa|eg|in|cn"
    r"|com\.(?:au|be|br|mx|tr|hk|my|sg)|co\.(?:uk|jp|za))"
)
# Relay -> domains whose every address stands for a buyer.
_DOMAINS = {
    # Seller Central help, "Buyer-Seller Messages FAQ": an anonymized alias for each buyer; "m." in Japan
    "amazon": re.compile(rf"(?:m\.|marketplace\.|m\.marketplace\.)amazon\.{_TLD}"),
    # eBay help, "Member-to-member contact policy": aliases such as 63ae...@members.ebay.com
    "ebay": re.compile(rf"members\.ebay\.{_TLD}"),
    # order data of Etsy's API: buyer_email ...@convos.etsy.com
    "etsy": re.compile(r"convos\.etsy\.com"),
    # Walmart Marketplace API, orders: customerEmailId ...@relay.walmart.com
    "walmart": re.compile(r"relay\.walmart\.(?:com|ca)"),
    # order data of Kaufland Global Marketplace: ...@kaufland-marktplatz.de; its messages, by their host's name
    "kaufland": re.compile(r"kaufland-marktplatz\.de|kundenservice\.kaufland\.de"),
    # by their hosts' names alone: messages between members
    "aliexpress": re.compile(r"(?:message|msg|buyer|member)\.aliexpress\.com"),
    "cdiscount": re.compile(r"clients\.cdiscount\.com"),
    # help pages of integrators on OTTO Market: ...@customer.otto.market
    "otto": re.compile(r"customer\.otto\.market"),
    # Rakuten Ichiba, masked addresses of RMS orders: ...@pc.fw.rakuten.ne.jp
    "rakuten": re.compile(r"(?:[a-z]{2}\.)?fw\.rakuten\.ne\.jp"),
    # Allegro, masked since 2019: ...@allegromail.pl
    "allegro": re.compile(r"(?:user\.)?allegromail\.pl"),
    # bol.com Retailer API, orders: ...@verkopen.bol.com
    "bol": re.compile(r"verkopen\.bol\.com"),
    # Mercado Libre API, secure_email: ...@mail.mercadolibre.com
    "mercadolibre": re.compile(r"mail\.mercadolibre\.com"),
    # TikTok Shop, buyer_email: ...@scs.tiktokw.us
    "tiktok": re.compile(r"scs\.tiktokw\.us"),
}
# Relay -> single addresses that carry buyers' messages, and the market's own notices as well.
_ADDRESSES = {
    "shopify": frozenset({"mailer@shopify.com"}),  # the contact form of a shop's theme, the customer in Reply-To
    "aliexpress": frozenset({"buyermessage@aliexpress.com"}),
    "etsy": frozenset({"conversations@etsy.com", "conversations@mail.etsy.com"}),
}
# Addresses within the relays' domains that are the market itself.
_OWN = frozenset({"noreply", "donotreply", "auto", "autoconfirm", "notification", "service", "kundenservice", "info"})
_NOTICES = re.compile(
    r"\border #?\w{1,20} (?:placed|paid|cancel+ed|fulfilled)|\bplaced by\b|verifi[ck]|\bcode\b|código|码|コード"
    r"|payout|your (?:trial|bill|invoice|store)|new (?:login|device)|log ?in\b|you made (?:a|the) sale|return request",
    re.IGNORECASE,
)


def relay(sender: Address | None) -> str | None:
    """The marketplace whose relay address this is, None for everybody else.

    >>> relay(Address(email="x1y2z3@marketplace.amazon.de")), relay(Address(email="noreply@amazon.de"))
    ('amazon', None)
    """
    if sender is None:
        return None
    address, host = sender.email.lower(), domain(sender.email)
    names = (name for name, pattern in _DOMAINS.items() if pattern.fullmatch(host) and not _is_own(address))
    return next(names, None) or next((name for name, known in _ADDRESSES.items() if address in known), None)


def is_notice(name: str | None, subject: str) -> bool:
    """Whether the subject is the market's own, under an address that carries both.

    >>> is_notice("shopify", "[Lamps] Order #1042 placed by Anna"), is_notice("shopify", "New customer message")
    (True, False)
    """
    return name in _ADDRESSES and _NOTICES.search(subject[:300]) is not None


def _is_own(address: str) -> bool:
    return re.sub(r"[._-]", "", address.partition("@")[0]) in _OWN
