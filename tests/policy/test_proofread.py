"""What is found in a text before a customer reads it, and what is left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.policy.texts import SHOP, templates
from triage.labels import LANGUAGES, MARKETS, PARCEL_STATES
from triage.policy.answers import ANSWERS, PARTS, SHIPPED
from triage.policy.proofread import check
from triage.policy.render import Templates
from triage.policy.samples import few_samples, sample, samples
from triage.policy.texts import Text
from triage.settings import Shop

SHIPPED_FOLDER = Path(__file__).parents[2] / "templates"
HEAD = "Subject: Your order\n\n"
BODY = "Hello, we are sorry for the trouble. A colleague will look into this within 12 hours and write to you."


def problems(shop=SHOP, name="address_change", **changed):
    report = check(templates(**changed), shop, only=[name])
    return [finding.problem for finding in report.findings if "/" in finding.template]


FOUND = {
    "two spaces": (BODY + "\n\nThe order{% if order %} {{ order }}{% endif %} {{ name }} is here.", "two spaces"),
    "empty slot": (BODY + "\n\nDear {{ name }}, hello.", "space before a comma"),
    "empty brackets": (BODY + "\n\nYour order ({{ order }}) is here.", "empty brackets"),
    "None": (BODY + "\n\n{{ parcel }}", "not filled"),
    "a slot that was written as text": (BODY + "\n\n{{ '{{ name }}' }}", "not filled"),
    "short": ("Hi", "says next to nothing"),
    "money": (BODY + "\n\nWe will refund you.", "promises money"),
    "guilt": (BODY + "\n\nIt was our fault.", "promises money"),
    "money in one market": (BODY + '{% if market == "asia" %}\n\nWe will refund you.{% endif %}', "promises money"),
    "money for one state": (
        BODY + '{% if parcel and parcel.state == "stuck" and not parcel.carrier %}\n\nA full refund.{% endif %}',
        "promises money",
    ),
    "a strange link": (BODY + "\n\nhttps://evil.example/x", "link that does not lead"),
    "no time": ("Hello, we are sorry for the trouble. A colleague will look into this.", "names no time"),
}


@pytest.mark.parametrize(("body", "problem"), FOUND.values(), ids=FOUND.keys())
def test_what_is_found(body, problem):
    assert [one for one in problems(address_change__en=HEAD + body) if problem in one]


@pytest.mark.parametrize("subject", ["x" * 121, "{{ order }}"])
def test_a_subject_has_its_measure(subject):
    assert [one for one in problems(address_change__en=f"Subject: {subject}\n\n{BODY}") if "has a subject of" in one]


LEFT_ALONE = {
    "a plain text": BODY,
    "every slot": BODY + "\n\n{% if order %}Order {{ order }}, {% endif %}by {{ answer.day }}, {{ office.opens }}.",
    "the shop's own link": BODY + "{% if shop.website %}\n\n{{ shop.website }}/returns{% endif %}",
}


@pytest.mark.parametrize("body", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_is_left_alone(body):
    assert problems(address_change__en=HEAD + body) == []


@pytest.mark.parametrize("name", ["{{ Teapot }}", "Blue  Teapot", "None", "Full Refund Ltd", "Teapot (UK) ,"])
def test_a_shops_name_is_no_fault_of_its_texts(name):
    text = HEAD + BODY + "\n\n{{ shop.name }} and {{ shop.team or shop.name }}, {{ shop.website }}"
    assert problems(Shop(name=name, team=name), address_change__en=text) == []


def test_the_parts_are_read_as_well():
    assert problems(name="_closing", _closing__en="One paragraph alone") != []
    assert problems(name="_closing", _closing__en="This went out automatically.\n\nBe patient.") != []
    assert problems(name="_offer", _offer__en="As compensation we will refund you.") == []  # a person promises
    assert problems(name="_closing", _closing__en="Automatic.\n\nWe will refund you.") != []
    assert problems(name="_offer", _offer__en="Two\n\nparagraphs") == ["has more than one paragraph"]


def test_a_finding_is_told_once_with_the_customers_who_meet_it():
    text = HEAD + BODY + '{% if parcel and parcel.state in ("lost", "stuck") %}\n\nIt is in transit.{% endif %}'
    (found,) = check(templates(address_change__en=text), SHOP, only=["address_change"]).findings[-1:]
    assert str(found) == (
        "address_change/en: says of a lost or stuck parcel that it is moving "
        "(north_america, stuck; north_america, lost)"
    )


def test_missing_languages_are_named_once():
    missing = check(templates(address_change__en=HEAD + BODY), SHOP, only=["address_change"]).findings
    assert [str(finding) for finding in missing] == [
        "address_change: is missing in zh, de, fr, es, it, pt, ja; a person writes instead"
    ]


def test_progress_is_told():
    told = []
    report = check(templates(), SHOP, only=["order_status"], told=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (report.texts, report.replies > 100) == (3, True)


# --- samples --------------------------------------------------------------------------------------------------------
WHOLE = Text("order_status/en.txt", HEAD + "{{ name }}{{ order }}{{ market }}{{ parcel }}{{ later }}")


def test_every_combination_is_tried():
    seen = {
        (one.name != "", one.order != "", one.market, one.parcel and (one.parcel.state, one.parcel.carrier != ""),
         one.later is not None)
        for one in samples(SHOP, WHOLE)
    }  # fmt: skip
    assert len(seen) == 2 * 2 * len(MARKETS) * (1 + 2 * len(PARCEL_STATES)) * 2


def test_only_what_a_text_names_is_varied():
    assert len(list(samples(SHOP, Text("account/en.txt", HEAD + "{{ shop.name }}")))) == 1
    assert len(list(samples(SHOP, Text("account/en.txt", HEAD + "{{ name }}")))) == 2
    assert {one.market for one in samples(SHOP, Text("account/en.asia.txt", HEAD + "{{ market }}"))} == {"asia"}


def test_an_offer_never_stands_without_one():
    assert None not in {one.offer for one in samples(SHOP, Text("_offer/en.txt", "{{ offer.kind }}"))}
    assert None in {one.offer for one in samples(SHOP, Text("thank_you/en.txt", HEAD + "{{ offer }}"))}
    kinds = {one.offer.kind for one in samples(SHOP, Text("_offer/en.txt", "{{ offer.kind }}"))}
    assert kinds == {"discount", "refund_part", "voucher", "free_shipping", "gift", "replacement", "refund"}


def test_few_samples_hold_every_state_with_everything_and_with_nothing():
    few = list(few_samples(SHOP, WHOLE))
    assert {one.parcel.state for one in few if one.parcel and one.parcel.carrier} == {*PARCEL_STATES}
    assert {one.parcel.state for one in few if one.parcel and not one.parcel.carrier} == {*PARCEL_STATES}
    assert {one.later is None for one in few} == {True, False}


# --- the texts that come with the program ---------------------------------------------------------------------------
@pytest.fixture(scope="module")
def shipped():
    files = {
        path.relative_to(SHIPPED_FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in SHIPPED_FOLDER.rglob("*")
        if path.suffix in {".txt", ".html"}
    }
    return Templates.load(files, proven=files.keys())


def test_every_shipped_text_is_there_in_every_language(shipped):
    there = {text.key for text in shipped.texts()}
    assert {(name, language) for name in SHIPPED for language in (*LANGUAGES, "zh-Hant")} - there == set()
    assert {template for template, _ in there} == {*SHIPPED}


def test_shipped_texts_read_well(shipped):
    report = check(shipped, Shop(name="Blue Teapot", website="https://teapot.example"))
    assert [str(finding) for finding in report.findings] == []


@pytest.mark.parametrize("locale", [*LANGUAGES, "zh-Hant"])
def test_a_calm_answer_is_not_given_for_a_parcel_in_trouble(shipped, locale):
    texts = {
        state: shipped.write("order_status", locale, sample(SHOP, locale, state=state)).body for state in PARCEL_STATES
    }
    troubled = ("not_collected", "stalled", "stuck", "customs", "returned", "lost", "delivered")
    assert all(texts[state] != texts["moving"] for state in troubled)
    assert texts["stalled"] != texts["stuck"]


@pytest.mark.parametrize("locale", [*LANGUAGES, "zh-Hant"])
def test_each_market_has_its_manner(shipped, locale):
    for template in (*ANSWERS, "delay_notice", "lost_parcel"):
        bodies = {shipped.write(template, locale, sample(SHOP, locale, market=market)).body for market in MARKETS}
        assert len(bodies) == len(MARKETS), template


@pytest.mark.parametrize("locale", [*LANGUAGES, "zh-Hant"])
def test_the_order_number_stands_in_every_subject(shipped, locale):
    for template in set(SHIPPED) - {*PARTS, "missing_order_number"}:
        subject = shipped.write(template, locale, sample(SHOP, locale)).subject
        assert "A-10427" in subject, template


def test_the_scores_are_links_to_our_own_address_and_nothing_else(shipped):
    links = (*(f"mailto:help@shop.example?subject={score}%20%5Bx%5D" for score in range(1, 5)), "javascript:alert(5)")
    html = shipped.render("csat", "en", replace(sample(SHOP, "en"), score_links=links)).html
    assert html.count('class="score"') == 4
    assert "javascript" not in html
    assert 'class="score"' not in shipped.render("csat", "en", sample(SHOP, "en")).html


@pytest.mark.parametrize(
    ("locale", "lang", "font"),
    [("ja", "ja", "Hiragino"), ("zh", "zh-Hans", "PingFang SC"), ("zh-Hant", "zh-Hant", "PingFang TC")],
)
def test_each_script_has_its_letters(shipped, locale, lang, font):
    html = shipped.render("order_status", locale, sample(SHOP, locale)).html
    assert f'<html lang="{lang}">' in html
    assert f"font-family:'{font}" in html


def test_a_website_that_is_no_address_is_no_link(shipped):
    for website, linked in (("https://teapot.example", True), ("javascript:alert(1)", False), ("", False)):
        html = shipped.render("account", "en", sample(replace(SHOP, website=website), "en")).html
        assert ("<a " in html, 'href="javascript' in html) == (linked, False)
