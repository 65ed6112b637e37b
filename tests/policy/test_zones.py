"""Where the customer's clock hangs."""

import pytest

from triage.errors import ConfigError
from triage.policy.zones import check_zones, missing_zone, zone_of
from triage.settings import Shop

HOME = Shop(timezone="Asia/Shanghai")

KNOWN = {
    "GB": "Europe/London", "JP": "Asia/Tokyo", "IT": "Europe/Rome", "FR": "Europe/Paris", "DE": "Europe/Berlin",
    "AT": "Europe/Vienna", "IN": "Asia/Kolkata",
}  # fmt: skip


@pytest.mark.parametrize(("country", "zone"), KNOWN.items())
def test_a_country_with_one_clock(country, zone):
    found = zone_of(country, HOME)
    assert found.key == zone or found.key == {"Asia/Kolkata": "Asia/Calcutta"}.get(zone)


@pytest.mark.parametrize("country", ["US", "CA", "AU", "BR", "ES", "PT", "RU", "", "XX", "germany", "\0"])
def test_a_country_with_several_clocks_or_none_is_told_by_the_shops(country):
    assert zone_of(country, HOME).key == "Asia/Shanghai"


def test_countries_whose_zones_show_the_same_time_have_one_clock():
    assert zone_of("AR", HOME).key.startswith("America/Argentina/")


def test_the_shops_own_table_comes_first():
    assert zone_of("US", HOME, {"US": "America/New_York"}).key == "America/New_York"
    assert zone_of("DE", HOME, {"US": "America/New_York"}).key == "Europe/Berlin"


@pytest.mark.parametrize(
    ("zones", "words"),
    [
        ({"US": "America/NewYork"}, 'zones.US: time zone "America/NewYork" does not exist'),
        ({"US": "../etc/passwd"}, "does not exist"),
        ({"US": ""}, "does not exist"),
        ({"USA": "America/New_York"}, '"USA" is no country; write two capital letters'),
    ],
)
def test_a_wrong_row_is_one_line(zones, words):
    with pytest.raises(ConfigError) as told:
        check_zones(zones)
    assert words in str(told.value)
    assert "\n" not in str(told.value)
    check_zones({"US": "America/New_York"})


@pytest.mark.parametrize("country", ["US", "CA", "AU", "BR", "MX", "RU"])
def test_a_country_of_several_clocks_wants_a_row_in_the_table(country):
    berlin = Shop(timezone="Europe/Berlin")
    named = missing_zone(country, berlin)
    check_zones({country: named})
    assert missing_zone(country, berlin, {country: named}) == ""


@pytest.mark.parametrize(
    ("country", "home"),
    [
        ("DE", "Asia/Shanghai"), ("JP", "Europe/Berlin"), ("", "Europe/Berlin"), ("XX", "Europe/Berlin"),
        ("US", "America/Los_Angeles"), ("ES", "Europe/Berlin"),
    ],
)  # fmt: skip
def test_one_clock_or_one_of_the_shops_own_needs_none(country, home):
    assert missing_zone(country, Shop(timezone=home)) == ""
