"""What a template may say, what it becomes, and what is refused when it is loaded."""

import pytest

from tests.policy.texts import FILES, LATER, slots, templates
from triage.errors import ConfigError
from triage.policy.render import LAYOUT, Templates
from triage.policy.slots import Offer, Shipment


def test_a_reply():
    parcel = Shipment(state="moving", carrier="DHL", expected_date="November 27, 2026")
    reply = templates().render("order_status", "en", slots("Ann", "A-1", parcel))
    assert reply.subject == "Your order A-1"
    assert reply.text == (
        "Hello Ann,\n\nIt is on its way with DHL, expected on November 27, 2026.\n\nUntil soon\n\n"
        "This answer was written automatically.\n\nBlue Teapot\n"
    )
    assert reply.template == "order_status/en"


def test_nothing_known():
    reply = templates().render("order_status", "en", slots())
    assert reply.subject == "Your order"
    assert reply.text.startswith("Hello,\n\nA colleague will look into it within 12 hours.\n\nUntil soon\n\n")


def test_html_escapes_and_keeps_paragraphs():
    parcel = Shipment(state="moving", carrier="<b>&Co", expected_date="x")
    html = templates().render("order_status", "en", slots("Ann", "", parcel)).html
    assert "<p>It is on its way with &lt;b&gt;&amp;Co, expected on x.</p>" in html
    assert html.count("<p>") == 5
    assert '<html lang="en">' in html


@pytest.mark.parametrize("value", ["{{ 7*7 }}", "{% for x in y %}", "{{ shop.__class__ }}", "{# c #}", "${7*7}"])
def test_a_slot_is_never_a_template(value):
    parcel = Shipment(state="moving", carrier=value)
    reply = templates().render("order_status", "en", slots(value, value, parcel))
    assert reply.text.count(value) == 2
    assert value in reply.subject


def test_another_script_falls_back_and_another_language_does_not():
    shelf = templates()
    assert shelf.render("order_status", "zh-Hant", slots()).template == "order_status/zh"
    assert ("order_status", "zh-Hant") in shelf
    assert ("order_status", "fr") not in shelf
    assert ("refund", "en") not in shelf
    with pytest.raises(ConfigError, match="there is no such text"):
        shelf.render("order_status", "fr", slots())


def test_a_script_of_its_own_comes_first():
    shelf = templates(order_status__zhHant="Subject: 您的訂單\n\n{{ name }}您好，我們會盡快回覆。")
    assert shelf.render("order_status", "zh-Hant", slots()).text.startswith(
        "您好，我們會盡快回覆。\n\n这封邮件是自动回复。"
    )
    assert shelf.render("order_status", "zh", slots()).subject == "您的订单"


# --- the chain of files ---------------------------------------------------------------------------------------------
CHAIN = [
    ("zh-Hant", "asia", "zh-Hant.asia"),
    ("zh-Hant", "europe", "zh-Hant"),
    ("zh", "asia", "zh.asia"),
    ("zh", "north_america", "zh"),
]


@pytest.mark.parametrize(("locale", "market", "used"), CHAIN)
def test_a_market_may_have_its_own_text(locale, market, used):
    shelf = templates(**{
        f"order_status__{key}": f"Subject: {key}\n\nHello" for key in ("zh", "zh__asia", "zhHant", "zhHant__asia")
    })  # fmt: skip
    assert shelf.render("order_status", locale, slots(market=market)).template == f"order_status/{used}"


def test_the_other_script_lends_the_text_of_its_market():
    shelf = templates(order_status__zh__asia="Subject: x\n\n{{ market }}")
    assert shelf.render("order_status", "zh-Hant", slots(market="asia")).template == "order_status/zh.asia"
    assert shelf.render("order_status", "zh-Hant", slots(market="europe")).template == "order_status/zh"


def test_parts_have_a_chain_too():
    shelf = templates(_closing__en__asia="Automatic.\n\nHumbly", _offer__en__asia="A gift")
    text = shelf.render("order_status", "en", slots(market="asia", offer=Offer(kind="discount")), automatic=False).text
    assert text.endswith("Until soon\n\nA gift\n\nHumbly\n")


def test_the_market_changes_the_manner():
    shelf = templates(order_status__en="Subject: x\n\n{% if market == 'asia' %}Respectfully{% else %}Hi{% endif %}")
    assert shelf.render("order_status", "en", slots(market="asia")).text.startswith("Respectfully")
    assert shelf.render("order_status", "en", slots(market="europe")).text.startswith("Hi")


# --- times and offers -----------------------------------------------------------------------------------------------
def test_times_stand_in_a_sentence():
    body = "By {{ answer.day }}, {{ answer.time }} ({{ answer.zone }}).{% if later %} Then {{ later.day }}.{% endif %}"
    shelf = templates(order_status__en=f"Subject: x\n\n{body}")
    first = "By Monday, 23 November, 10:00 (Central European Time)."
    assert shelf.render("order_status", "en", slots()).text.startswith(f"{first}\n")
    assert shelf.render("order_status", "en", slots(later=LATER)).text.startswith(
        f"{first} Then Thursday, 26 November."
    )


OFFER = Offer(kind="a discount", amount="15%")


def test_a_draft_tells_the_offer_before_its_closing():
    reply = templates().render("order_status", "en", slots(offer=OFFER), automatic=False)
    paragraph = "We would like to offer you a discount of 15%."
    assert f"\n\nUntil soon\n\n{paragraph}\n\nBlue Teapot\n" in reply.text
    assert f"<p>{paragraph}</p>" in reply.html


def test_an_automatic_reply_tells_an_offer_only_when_it_is_told_to():
    told = templates().render("order_status", "en", slots(offer=OFFER))
    assert "offer you" not in told.text + told.html
    assert "offer you" in templates().render("order_status", "en", slots(offer=OFFER), offer=True).text


def test_the_same_holds_for_a_text_that_names_the_offer_itself():
    shelf = templates(thank_you__en="Subject: x\n\nThanks.{% if offer %} {{ offer.amount }} off.{% endif %}")
    assert "15%" not in shelf.render("thank_you", "en", slots(offer=OFFER)).text
    assert shelf.render("thank_you", "en", slots(offer=OFFER), automatic=False).text.count("15%") == 1


def test_without_a_paragraph_for_offers_a_person_writes():
    with pytest.raises(ConfigError, match=r"templates/_offer/de\.txt: there is no such text"):
        templates().render("order_status", "de", slots(offer=OFFER), automatic=False)


def test_the_row_of_scores_stands_in_csat_alone():
    layout = FILES[LAYOUT].replace(
        "</html>", "{% for link in scores %}<a href='{{ link }}'>{{ loop.index }}</a>{% endfor %}</html>"
    )
    shelf = templates(layout=layout, csat__en="Subject: x\n\nHow was it, 1 to 5?")
    links = tuple(f"mailto:help@shop.example?subject={score}&x" for score in range(1, 6))
    reply = shelf.render("csat", "en", slots(score_links=links))
    assert reply.html.count("<a href='mailto:help@shop.example?subject=") == 5
    assert "subject=5&amp;x'>5</a>" in reply.html
    assert "mailto" not in reply.text
    assert "mailto" not in shelf.render("order_status", "en", slots(score_links=links)).html


# --- what is refused ------------------------------------------------------------------------------------------------
HEAD = "Subject: x\n\n"
REFUSED = {
    "unknown variable": (HEAD + "a\n{{ nmae }}", r'line 4: unknown variable "nmae"; did you mean "name"\?'),
    "in a branch nobody takes": (HEAD + "{% if name == 'x' %}{{ ordr }}{% endif %}", 'unknown variable "ordr"'),
    "field of the parcel": (HEAD + "{% if parcel %}{{ parcel.stat }}{% endif %}", r'did you mean "parcel\.state"\?'),
    "field of the shop": (HEAD + "{{ shop.answer_hour }}", r'"shop\.answer_hour"; did you mean "shop\.answer_hours"'),
    "a setting that is not for templates": (HEAD + "{{ shop.office_days }}", "unknown variable"),
    "a class": (HEAD + "{{ shop.__class__ }}", "unknown variable"),
    "a field of a text": (HEAD + "{{ name.upper }}", "unknown variable"),
    "a call": (HEAD + "{{ name.upper() }}", "call is not possible"),
    "a sum": (HEAD + "{{ 'a' * 1000000000 }}", "mul is not possible"),
    "a loop": (HEAD + "{% for a in name %}{{ a }}{% endfor %}", "for is not possible"),
    "a range": (HEAD + "{{ range(9) }}", "call is not possible"),
    "a filter": (HEAD + "{{ name|center(1000000000) }}", "filter is not possible"),
    "an index": (HEAD + "{{ name[0] }}", "getitem is not possible"),
    "a variable of its own": (HEAD + "{% set a = name %}", "assign is not possible"),
    "another file": (HEAD + "{% include 'x' %}", "include is not possible"),
    "a macro": (HEAD + "{% macro a() %}{% endmacro %}", "macro is not possible"),
    "half a slot": (HEAD + "a\n\n{{ name", "line 5: "),
    "an open condition": (HEAD + "{% if name %}a", "line 3: "),
    "field of a time": (HEAD + "{{ answer.dya }}", r'"answer\.dya"; did you mean "answer\.day"'),
    "a later time that is not there": (HEAD + "a\n{{ later.day }}", r"line 4: .*None"),
    "an offer where none may stand": (HEAD + "{% if offer %}{{ offer.amount }}{% endif %}", 'unknown variable "offer"'),
    "a parcel that is not there": (HEAD + "a\n{{ parcel.state }}", r"line 4: .*None"),
    "a comparison that cannot be": (HEAD + "{% if name < 3 %}a{% endif %}", "line 3: "),
    "no subject": ("Hello\n\nworld", "line 1: a text begins with"),
    "no empty line": ("Subject: x\nHello\nworld", "line 1: a text begins with"),
    "no body": ("Subject: x\n", "line 1: a text begins with"),
    "too long": (HEAD + "a" * 30_000, "longer than"),
    "too deep": (HEAD + "{{ " + "not " * 4_000 + "name }}", "nested too deep"),
}


@pytest.mark.parametrize(("text", "fault"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_when_loaded(text, fault):
    with pytest.raises(ConfigError, match=fault) as caught:
        templates(order_status__en=text)
    assert str(caught.value).startswith("templates/order_status/en.txt")


FILES_REFUSED = {
    "unknown name": ({"order_statis__en": HEAD + "a"}, 'unknown template "order_statis"; did you mean "order_status"'),
    "unknown market": ({"refund__en__azia": HEAD + "a"}, 'unknown market "azia"; did you mean "asia"'),
    "a market alone": ({"refund__en__asia": HEAD + "a"}, r"the other markets have no text; write refund/en\.txt too"),
    "unknown language": ({"order_status__xq": HEAD + "a"}, 'unknown language "xq"'),
    "no closing": ({"_closing__de": None}, "templates/_closing/de.txt is missing"),
    "no layout": ({"layout": None}, "templates/_layout/reply.html is missing"),
    "layout with unknown variable": ({"layout": "{{ bdy }}"}, "_layout/reply.html, line 1: unknown variable"),
    "layout that looks around": ({"layout": "{{ subject.__class__ }}"}, "_layout/reply.html, line 1: unknown variable"),
    "layout that multiplies": (
        {"layout": "{% for a in paragraphs %}" * 9 + "x" * 9_000 + "{% endfor %}" * 9}, "more than 200000 characters",
    ),
    "closing with unknown variable": ({"_closing__en": "{{ tem }}"}, "_closing/en.txt, line 1: unknown variable"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "fault"), FILES_REFUSED.values(), ids=FILES_REFUSED.keys())
def test_sets_that_are_refused(changes, fault):
    with pytest.raises(ConfigError, match=fault):
        templates(**changes)


def test_every_fault_is_told_at_once():
    with pytest.raises(ConfigError) as caught:
        templates(order_status__en="x", order_status__de=HEAD + "{{ y }}")
    assert len(str(caught.value).splitlines()) == 2


def test_other_files_are_no_templates():
    assert ("order_status", "en") in Templates.load(FILES | {"README.md": "{{ hello }}", "notes.html": "{{ x }}"})


def test_what_is_proven_is_read_when_it_is_needed():
    files = FILES | {"refund/en.txt": HEAD + "{{ nmae }}", "account/en.txt": HEAD + "{{ nmae }}"}
    with pytest.raises(ConfigError, match="account") as caught:
        Templates.load(files, proven={"refund/en.txt"})
    assert "refund" not in str(caught.value)
    shelf = Templates.load(files, proven=files.keys())
    with pytest.raises(ConfigError, match=r'templates/refund/en.txt, line 3: unknown variable "nmae"'):
        shelf.render("refund", "en", slots())


def test_a_shop_may_write_a_text_for_any_intent():
    assert ("product_question", "en") in templates(product_question__en=HEAD + "Hello, {{ shop.name }}")


def test_a_draft_does_not_say_that_no_person_wrote_it():
    assert "automatically" in templates().render("order_status", "en", slots()).text
    draft = templates().render("order_status", "en", slots(), automatic=False).text
    assert "automatically" not in draft
    assert draft.endswith("\n\nBlue Teapot\n")
