"""What a template may say, what it becomes, and what is refused when it is loaded."""

from pathlib import Path

import pytest

from tests.policy.texts import FILES, templates
from triage.errors import ConfigError
from triage.labels import INTENTS, LANGUAGES, PARCEL_STATES
from triage.policy.proofread import check, preview
from triage.policy.render import LAYOUT, Templates
from triage.policy.rules import ANSWERABLE
from triage.policy.slots import Shipment, Slots, signed
from triage.settings import Shop

SHOP = signed(Shop(name="Blue Teapot", answer_hours=12))
SHIPPED = Path(__file__).parents[2] / "templates"


def slots(name="", order="", parcel=None, shop=SHOP):
    return Slots(name=name, order=order, parcel=parcel, shop=shop)


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
    "unknown intent": ({"order_statis__en": HEAD + "a"}, 'unknown intent "order_statis"; did you mean "order_status"'),
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


# --- proofreading ---------------------------------------------------------------------------------------------------
BODY = "Hello, a colleague will look into this within 12 hours and write to you."
FOUND = {
    "two spaces": (
        HEAD + BODY + "\n\nThe order{% if order %} {{ order }}{% endif %} {{ name }} is here.",
        "two spaces",
    ),
    "empty slot": (HEAD + BODY + "\n\nDear {{ name }}, hello.", "space before a comma"),
    "empty brackets": (HEAD + BODY + "\n\nYour order ({{ order }}) is here.", "empty brackets"),
    "None": (HEAD + BODY + "\n\n{{ parcel }}", "not filled"),
    "short": (HEAD + "Hi", None),
    "money": (HEAD + BODY + "\n\nWe will refund you.", "promises money"),
    "guilt": (HEAD + BODY + "\n\nIt was our fault.", "promises money"),
    "a strange link": (HEAD + BODY + "\n\nhttps://evil.example/x", "link that does not lead"),
    "long subject": ("Subject: " + "x" * 121 + "\n\n" + BODY, "subject of 121"),
    "empty subject": ("Subject: {{ order }}\n\n" + BODY, "subject of 0"),
}


@pytest.mark.parametrize(("text", "problem"), FOUND.values(), ids=FOUND.keys())
def test_proofreading_finds(text, problem):
    found = [finding.problem for finding in check(templates(order_status__en=text), SHOP) if "/en" in finding.template]
    assert any(problem in one for one in found) if problem else found == []


def test_proofreading_leaves_good_texts_alone_and_names_missing_languages():
    found = check(templates(), SHOP)
    assert {finding.template for finding in found} == {
        f"order_status/{missing}" for missing in ("fr", "es", "it", "pt", "ja")
    }
    assert all("is missing" in finding.problem for finding in found)


def test_preview():
    reply = preview(templates(), "order_status", "de", SHOP, state="moving")
    assert "Guten Tag Maria" in reply.text
    assert "18. November 2026" in reply.text


# --- the texts that come with the program ---------------------------------------------------------------------------
@pytest.fixture(scope="module")
def shipped():
    files = {
        path.relative_to(SHIPPED).as_posix(): path.read_text(encoding="utf-8")
        for path in SHIPPED.rglob("*")
        if path.suffix in {".txt", ".html"}
    }
    return Templates.load(files)


def test_shipped_texts_answer_every_intent_in_every_language(shipped):
    wanted = {(intent, language) for intent in ANSWERABLE - {"product_question"} for language in LANGUAGES}
    assert {answer for answer in wanted if answer not in shipped} == set()
    assert not [intent for intent in set(INTENTS) - ANSWERABLE if (intent, "en") in shipped]
    assert ("product_question", "en") not in shipped


def test_shipped_texts_read_well(shipped):
    assert check(shipped, Shop(name="Blue Teapot", website="https://teapot.example")) == ()


@pytest.mark.parametrize("locale", [*LANGUAGES, "zh-Hant"])
def test_a_calm_answer_is_not_given_for_a_parcel_in_trouble(shipped, locale):
    texts = {state: preview(shipped, "order_status", locale, SHOP, state=state).text for state in PARCEL_STATES}
    assert all(texts[state] != texts["moving"] for state in ("stalled", "customs", "returned", "lost", "delivered"))
    assert all(LAYOUT not in text for text in texts.values())


def test_a_draft_does_not_say_that_no_person_wrote_it():
    assert "automatically" in templates().render("order_status", "en", slots()).text
    draft = templates().render("order_status", "en", slots(), automatic=False).text
    assert "automatically" not in draft
    assert draft.endswith("\n\nBlue Teapot\n")


def test_the_shipped_closings_have_their_two_parts():
    for path in (SHIPPED / "_closing").glob("*.txt"):
        assert len(path.read_text(encoding="utf-8").strip().split("\n\n")) == 2, path.name
