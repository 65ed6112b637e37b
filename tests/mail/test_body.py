import pytest

from triage.mail import body
from triage.mail.body import Body
from triage.mail.page import reader as page
from triage.mail.quotes import flowed
from triage.mail.wire import headers, mime
from triage.settings import Limits

LIMITS = Limits()


def read(raw: str, *, subject: str = "", in_thread: bool = True) -> Body:
    head, rest = headers.split(raw.replace("\n", "\r\n").encode(), LIMITS)
    return body.read(mime.tree(head, rest, LIMITS), LIMITS, subject=subject, in_thread=in_thread)


def text(words: str, more: str = "") -> str:
    return f"Content-Type: text/plain; charset=utf-8{more}\n\n{words}"


def both(plain: str, html: str) -> str:
    return (
        "Content-Type: multipart/alternative; boundary=b\n\n"
        f"--b\n{text(plain)}\n--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
    )


FORWARD = "---------- Forwarded message ---------\nFrom: Carrier <c@carrier.example>\n\nHeld."


def test_history_and_forward_are_told_apart():
    found = read(text(f"Who is right?\n\n> You said Monday.\n\nNo.\n\n{FORWARD}"))
    assert found.new_text == "Who is right?\n\nNo."
    assert found.quoted_text == "> You said Monday."
    assert found.forwarded_text.startswith("---------- Forwarded")
    assert "Held." in found.forwarded_text
    alone = read(text(FORWARD))
    assert (alone.new_text, alone.quoted_text) == ("", "")


def test_an_attached_mail_is_the_forward_where_the_text_has_none():
    mail = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        + text("{}")
        + "\n--b\nContent-Type: message/rfc822\n\nFrom: c@carrier.example\n\nHeld in Leipzig.\n--b--\n"
    )
    found = read(mail.replace("{}", "See attached."))
    assert (found.new_text, found.forwarded_text.strip()) == ("See attached.", "Held in Leipzig.")
    both_kinds = read(mail.replace("{}", f"See.\n\n{FORWARD}"))
    assert "Leipzig" not in both_kinds.forwarded_text
    for one in (found, both_kinds):
        assert any("Leipzig" in view for view in one.views)


BLOCK = "From: Shop <s@shop.example>\nSent: Monday\nTo: Anna\nSubject: Order\n\nHello."
NORDIC = "Fra: Shop <s@shop.example>\nSendt: mandag\nTil: Anna\nEmne: Order\n\nHello."
FINNISH = "Lähettäjä: Shop <s@shop.example>\nLähetetty: ma\nVastaanottaja: Anna\nAihe: Order\n\nHello."


@pytest.mark.parametrize(
    ("subject", "block", "forwards"),
    [
        ("FW: Order", BLOCK, True), ("WG: Order", BLOCK, True), ("Fwd: Re: Order", BLOCK, True),
        ("TR : Order", BLOCK, True), ("转发：订单", BLOCK, True), ("VS: Order", NORDIC, True),
        ("VL: Order", FINNISH, True), ("RE: Order", BLOCK, False), ("Re: Fwd: Order", BLOCK, False),
        ("VS: Order", FINNISH, False), ("Vivid: a lamp", BLOCK, False),
    ],
)  # fmt: skip
def test_the_subject_says_whether_a_block_is_a_forward(subject, block, forwards):
    found = read(text(f"Look.\n\n{block}"), subject=subject)
    assert found.new_text == "Look."
    assert ("Hello." in found.forwarded_text, "Hello." in found.quoted_text) == (forwards, not forwards)


def test_views_have_the_history_of_no_thread_and_every_forward():
    old = text(f"Hi\n\n> a threat\n\n{FORWARD}")
    assert any("threat" in view for view in read(old, in_thread=False).views)
    assert not any("threat" in view for view in read(old).views)
    assert any("Held." in view for view in read(old).views)


def test_marks_typed_in_a_mail_that_answers_none_are_kept():
    mail = text("I need\n> two lamps\n> one table\nby Monday.")
    assert read(mail, in_thread=False, subject="order").new_text == "I need\n> two lamps\n> one table\nby Monday."
    assert read(mail, in_thread=False, subject="AW: order").new_text == "I need\nby Monday."


def test_the_page_decides_where_its_marks_know_more():
    plain = "Broken.\n\nSome introduction that no table has\nold words"
    html = '<div>Broken.</div><div class="gmail_quote"><blockquote class="gmail_quote">{}</blockquote></div>'
    introduced = html.format("Some introduction that no table has<br>old words")
    assert read(both(plain, introduced)).new_text == "Broken."
    assert read(both(plain, html.format("other words"))).new_text == plain
    assert read(both("Broken. Really.", "<p>Broken.</p>")).new_text == "Broken. Really."


def test_a_plain_part_on_one_line_gives_way_to_the_page():
    plain = "It is brokenSent from my Galaxy-------- Original message --------From: Shop Date: Monday Hello"
    html = (
        "<div>It is broken</div><div>Sent from my Galaxy</div><div>-------- Original message --------</div>"
        "<div>From: Shop</div><div>Date: Monday</div><div>Hello</div>"
    )
    found = read(both(plain, html))
    assert (found.new_text, found.signature) == ("It is broken", "Sent from my Galaxy")


def test_references_that_qq_leaves_in_its_text():
    found = read(
        text("好的&nbsp;&lt;1&gt;\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: &quot;S&quot;")
    )
    assert found.new_text == "好的 <1>"
    assert read(text("write &lt;b&gt; there")).new_text == "write &lt;b&gt; there"


FLOWED = "; format=flowed"


@pytest.mark.parametrize(
    ("wrapped", "joined"),
    [
        ("A long \nline\nand one", "A long line\nand one"),
        (" > 3 weeks", "> 3 weeks"),
        (" From me", "From me"),
        ("new \n> old \n> quote\nnew", "new\nnew"),
        ("Hi\n\n-- \nAnna", "Hi"),
        ("Hi\n\n> Which \n> colour?\n>> older \n>> one\nBlue", "Hi\n\nBlue"),
    ],
)
def test_flowed_text(wrapped, joined):
    assert read(text(wrapped, FLOWED)).new_text == joined


def test_what_is_quoted_in_flowed_text_is_joined_at_its_depth():
    found = read(text("Hi\n\n> Which \n> colour?\n>> older \n>> one", FLOWED))
    assert found.quoted_text == "> Which colour?\n>> older one"
    assert read(text("包 \n裹", f"{FLOWED}; delsp=yes")).new_text == "包裹"
    assert read(text("A long \nline")).new_text == "A long\nline"
    assert "\x1f" not in "".join(read(text(" > 3", FLOWED), in_thread=False).views)


def test_flowed_text_is_linear():
    assert len(flowed.unflowed("a \n" * 300_000)) == 600_000


def test_a_page_says_the_same_as_plain_text():
    html = (
        f"<div>Broken.</div><div>-- <br>Anna</div><hr><div>{'<br>'.join(BLOCK.replace('<', '&lt;').splitlines())}</div>"
    )
    found = read(f"Content-Type: text/html; charset=utf-8\n\n{html}")
    assert (found.new_text, found.signature) == ("Broken.", "--\nAnna")
    assert page.CUT not in found.quoted_text


def test_of_many_pages_every_word_is_seen():
    part = '--b\nContent-Type: text/html\n\n<p style="display:none">no</p><p>word{number} &amp; more</p>\n'
    raw = "Content-Type: multipart/mixed; boundary=b\n\n" + "".join(part.format(number=number) for number in range(30))
    found = read(f"{raw}--b--\n")
    assert all(f"word{number} & more" in found.new_text for number in range(30))
