import pytest

from triage.domain import Address
from triage.mail.people import forms
from triage.settings import ContactForm

FORM = ContactForm(sender="forms@shop.example")
ANN = Address(email="ann@c.example", name="Ann Lee")

# How well-known shop systems and plug-ins send a form: text, Reply-To, and the message that was typed.
FILLED = {
    "one line a field": ("Name: Ann Lee\nEmail: ann@c.example\nMessage: Where is my box?", None, "Where is my box?"),
    "label above value": (
        ("You received a new message from your online store's contact form.\n\nCountry Code:\nGB\n\nName:\nAnn Lee\n\n"
        "Email:\nann@c.example\n\nPhone:\n+44 20 7946 0000\n\nComment:\nWhere is it?\n\nThank you"), None,
        "Where is it?\n\nThank you",
    ),
    "an address in the name's line": (
        ("From: shop visitor\nName: Ann Lee <ann@c.example>\nSubject: parcel\n\nMessage Body:\nWhere is it?\n\n-- \n"
        "This e-mail was sent from a contact form on Shop (https://shop.example)"), None, "Where is it?",
    ),
    "a table": ("Name | Ann Lee\nE-Mail | ann@c.example\nNachricht | Wo ist es?\nDanke", None, "Wo ist es?\nDanke"),
    "stars for bold": ("*Name:* Ann Lee\n*Email:* ann@c.example\n*Message:*\nWhere is it?", None, "Where is it?"),
    "required fields": ("Name (required): Ann Lee\nEmail (required): ann@c.example\nMessage: Hi", None, "Hi"),
    "German": ("Ihr Name: Ann Lee\nIhre E-Mail-Adresse: ann@c.example\nIhre Nachricht:\nWo?", None, "Wo?"),
    "French": ("Nom : Ann Lee\nAdresse e-mail : ann@c.example\nVotre message : Où ?", None, "Où ?"),
    "Japanese": ("お名前：Ann Lee\nメールアドレス：ann@c.example\nお問い合わせ内容：\nどこですか", None, "どこですか"),
    "Chinese": ("姓名：Ann Lee\n邮箱：ann@c.example\n留言：\n在哪里", None, "在哪里"),
    "the address in Reply-To only": ("Name: Ann Lee\nMessage: Hi", Address(email="ann@c.example"), "Hi"),
    "both alike": ("Name: Ann Lee\nEmail: Ann@c.example\nMessage: Hi", Address(email="ann@c.example"), "Hi"),
}  # fmt: skip

NOBODY = {
    "no address at all": ("Name: Ann Lee\nMessage: Hi", None),
    "the field and Reply-To differ": ("Email: ann@c.example\nMessage: Hi", Address(email="eve@e.example")),
    "an address in the message only": ("Name: Ann\nMessage: Hi\nEmail: eve@e.example", None),
    "an address that is none": ("Email: ann at c.example\nMessage: Hi", None),
    "two addresses in one": ("Email: ann@c.example@e.example\nMessage: Hi", None),
}


@pytest.mark.parametrize(("text", "reply_to", "message"), FILLED.values(), ids=FILLED.keys())
def test_filled(text: str, reply_to: Address | None, message: str) -> None:
    filled = forms.read(FORM, text, reply_to)
    assert filled.message == message
    assert filled.sender is not None
    assert (filled.sender.email.lower(), filled.sender.name) == (ANN.email, ANN.name)


@pytest.mark.parametrize(("text", "reply_to"), NOBODY.values(), ids=NOBODY.keys())
def test_nobody(text: str, reply_to: Address | None) -> None:
    filled = forms.read(FORM, text, reply_to)
    assert filled.sender is None
    assert filled.message.startswith("Hi")


def test_what_the_customer_writes_into_the_message_is_no_field() -> None:
    text = "Name: Ann\nEmail: ann@c.example\nMessage: Hi\nEmail: eve@e.example\nName: Eve\nMessage: bye"
    filled = forms.read(FORM, text, None)
    assert filled.sender == Address(email="ann@c.example", name="Ann")
    assert filled.message == "Hi\nEmail: eve@e.example\nName: Eve\nMessage: bye"


def test_a_mail_without_a_field_is_all_message() -> None:
    assert forms.read(FORM, "Where is it?", None).message == "Where is it?"


def test_a_form_without_a_message_says_nothing() -> None:
    filled = forms.read(FORM, "Name: Ann Lee\nEmail: ann@c.example", None)
    assert (filled.sender, filled.message) == (ANN, "")


def test_an_unknown_label_loses_no_words() -> None:
    filled = forms.read(FORM, "Name: Ann Lee\nEmail: ann@c.example\nWas ist los?\nWo ist es?", None)
    assert (filled.sender, filled.message) == (ANN, "Was ist los?\nWo ist es?")


def test_words_like_a_footer_are_the_customers() -> None:
    text = "Email: ann@c.example\nMessage:\nThis email was sent from a contact form before.\n\nWhere is it?"
    assert forms.read(FORM, text, None).message.startswith("This email was sent")


def test_the_shops_own_labels() -> None:
    form = ContactForm(sender="forms@shop.example", email_labels=("Kontakt",), message_labels=("Worum geht es?",))
    filled = forms.read(form, "Kontakt: ann@c.example\nWorum geht es?\nHi", None)
    assert (filled.sender, filled.message) == (Address(email="ann@c.example"), "Hi")


@pytest.mark.parametrize(
    ("sender", "known"),
    [("forms@shop.example", True), ("Forms@shop.example", True), ("form@shop.example", False), ("x@y.example", True)],
)
def test_form_of(sender: str, known: bool) -> None:
    found = forms.form_of(Address(email=sender), (FORM, ContactForm(sender="@y.example")))
    assert (found is not None) is known


def test_nobody_is_no_form() -> None:
    assert forms.form_of(None, (FORM,)) is None
