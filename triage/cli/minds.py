"""What `triage check` tells to mind: settings that work and say less, or something else, than the owner may think."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from triage.config import Config
from triage.policy.case_words import counted
from triage.policy.zones import missing_zone
from triage.settings import FollowUps

_HEADER = "Authentication-Results"


def nobody_vouches(seen: Sequence[str]) -> str:
    """No name for the server's own header is set, although there are orders to tell of. `seen` are names in it.

    >>> nobody_vouches(["mx.shop.example"]).rpartition(". ")[2]
    'In the newest mails it is mx.shop.example'
    """
    found = f". In the newest mails it is {' or '.join(seen[:2])}" if seen else ""
    return (
        "authserv_id is empty: no sender counts as verified, so no automatic reply tells of an order. Write under"
        f" [[mailbox]] authserv_id, the first word of the topmost {_HEADER} header of a mail in this mailbox, but only"
        f" if your mail server removes forged headers of that name{found}"
    )


def other_clocks(config: Config, countries: Mapping[str, int]) -> Iterator[str]:
    """Countries of the order file whose people live by several clocks, none of which is the shop's."""
    missing = {country: zone for country in countries if (zone := missing_zone(country, config.shop, config.zones))}
    if missing:
        named = ", ".join(f"{country} ({counted(countries[country], 'order')})" for country in missing)
        lines = ", ".join(f'{country} = "{zone}"' for country, zone in missing.items())
        yield (
            f"{named}: several time zones, so replies name times by the clock of {config.shop.timezone}; write under"
            f" [zones] the one in which most of these customers live, such as {lines}"
        )


def never_asked(settings: FollowUps) -> Iterator[str]:
    """A thank-you follows a good score, for which nobody asks.

    >>> list(never_asked(FollowUps())), len(list(never_asked(FollowUps(thank_you="auto"))))
    ([], 1)
    """
    if settings.thank_you != "off" and settings.csat == "off":
        yield (
            f'[follow_ups] thank_you = "{settings.thank_you}" never happens while csat = "off": it follows a good'
            " score, and nobody asks for one"
        )
