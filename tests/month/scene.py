"""What a seed stands for: which month in which country, which policy, and what goes wrong with machine and clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tests.desks import AUTO, BORDER
from triage.domain import Level
from triage.policy.answerable import ANSWERABLE
from triage.settings import Care, FollowUps, Policy, Reading, Safety, Shop

DUTY = "duty@teapot.example"
ORDER_EXAMPLE = "NW-20417"

# First day, country and time zone: holidays in every one, and in two of them clocks that change.
_MONTHS = (
    (date(2026, 3, 16), "DE", "Europe/Berlin"),  # Easter; summer time on 29 March
    (date(2026, 10, 12), "US", "America/New_York"),  # Columbus Day, Veterans Day; winter time on 1 November
    (date(2026, 12, 10), "DE", "Europe/Berlin"),  # Christmas
    (date(2026, 5, 1), "DE", "Europe/Berlin"),  # Labour Day, Ascension, Whit Monday
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """The stage of one month."""

    seed: int
    mails: int
    days: int
    start: datetime
    policy: Policy
    reading: Reading
    kills: bool  # the process dies at random moments
    jumps: bool  # the desk's clock is wrong at times
    outages: bool  # the mail server refuses everything for hours

    @property
    def told(self) -> str:
        """One line for the reader of the table."""
        shop = self.policy.shop
        trouble = [name for name in ("kills", "jumps", "outages") if getattr(self, name)]
        return (
            f"seed {self.seed}: {self.days} days from {self.start:%Y-%m-%d}, {shop.timezone}, "
            f"{', '.join(trouble) or 'no trouble'}"
        )


def scene(seed: int, mails: int, days: int) -> Scene:
    """The scene of a seed: every four seeds walk through the months, and each has other troubles."""
    first, country, zone = _MONTHS[seed % len(_MONTHS)]
    shop = Shop(name="Blue Teapot", website="https://teapot.example", timezone=zone, country=country)
    return Scene(
        seed=seed,
        mails=mails,
        days=days,
        start=datetime.combine(first, time(), ZoneInfo(zone)).astimezone(UTC),
        policy=_policy(shop, seed),
        reading=Reading(
            own_addresses=(AUTO.own_address, DUTY),
            instance=AUTO.instance,
            authserv_id=BORDER,
            country=country,
            order_examples=(ORDER_EXAMPLE,),
        ),
        kills=seed % 2 == 1,
        jumps=seed % 3 == 1,
        outages=seed % 2 == 1,
    )


def _policy(shop: Shop, seed: int) -> Policy:
    """Everything on. Caps are low enough to be met; on odd seeds nothing else stops a customer who writes often."""
    caps = replace(AUTO.caps, per_minute=4, per_hour=15)
    return replace(
        AUTO,
        shop=shop,
        levels=dict.fromkeys(ANSWERABLE, Level.AUTO),
        default_level=Level.DRAFT,
        caps=caps,
        care=Care(notify=DUTY, offers=True, resolve_days=5),
        follow_ups=FollowUps(
            silent_customer="auto", progress_update="auto", csat="auto", dispute_apology="draft", thank_you="auto"
        ),
        safety=Safety(prove=False, shadow_days=0, shadow_mails=0, repeat_contacts=99 if seed % 2 else 2),
    )
