import pytest

from triage.mail import page
from triage.settings import Limits


def read(html):
    return page.read(html, Limits())


SEEN = {
    "<p>Hello</p><p>World</p>": "Hello\n\nWorld",
    "a<br>b<br><br>c": "a\nb\n\nc",
    "<div>a</div><div>b <b>c</b></div>": "a\nb c",
    "<ul><li>one<li>two</ul>": "one\ntwo",
    "<table><tr><td>Order</td><td>1042</td></tr><tr><td>Size</td><td>M</td></tr></table>": "Order 1042\nSize M",
    '<a href="https://shop.example/1">here</a>': "here <https://shop.example/1>",
    '<a href="https://shop.example/1">https://shop.example/1</a>': "https://shop.example/1",
    "<style>x</style><script>y</script><title>z</title>a": "a",
    "a &amp; b &lt;c&gt; &nbsp; d": "a & b <c> d",
    "5 < 6 & 7 > 3": "5 < 6 & 7 > 3",
    "<!--[if mso]>Outlook only<![endif]-->seen": "seen",
    "<![if !mso]>seen<![endif]>": "seen",
    '<?xml:namespace prefix="o" /><p class=MsoNormal>seen<o:p></o:p></p>': "seen",
    "<pre>a\n  b</pre>": "a\nb",
    "&#128512; &#x4F60;": "😀 你",
    "<b>never closed": "never closed",
    '<div style="color:#fff;background-color:#000">white on black</div>': "white on black",
    '<div bgcolor="#003366"><font color="white">banner</font></div>': "banner",
    "<noscript>no script</noscript>": "no script",
}


@pytest.mark.parametrize("html", SEEN)
def test_seen(html):
    found = read(html)
    assert found.text.strip() == SEEN[html]
    assert not found.hidden


HIDDEN = (
    '<p style="display: none">secret</p>', '<p style="DISPLAY:NONE !important">secret</p>',
    '<span style="font-size:0">secret</span>',
    '<span style="font-size: 0px;color:red">secret</span>', '<span style="color:#FFFFFF">secret</span>',
    '<font color="white">secret</font>',
    '<p style="visibility:hidden">secret</p>', '<p style="opacity:0">secret</p>',
    '<p style="mso-hide:all">secret</p>', "<p hidden>secret</p>",
    '<div style="max-height:0px;overflow:hidden">secret</div>', '<div style="text-indent:-9999px">secret</div>',
    '<div style="display:none"><p><b>secret</b></p></div>', '<p style="color:rgb(255, 255, 255)">secret</p>',
    '<p style="color:transparent">secret</p>',
)  # fmt: skip


@pytest.mark.parametrize("html", HIDDEN)
def test_hidden(html):
    found = read(f"<p>seen</p>{html}")
    assert (found.text.strip(), found.hidden.strip()) == ("seen", "secret")


def test_alts_are_told_and_comments_are_not():
    found = read('<img alt="burnt plug"><img alt=""><!-- lawyer -->text')
    assert (found.alts, found.text, found.hidden) == (("burnt plug",), "text", "")


def test_text_survives_deep_nesting_and_too_many_tags():
    assert "deep" in read("<div>" * 5_000 + "deep").text
    assert "last" in read("<i>x</i>" * 40_000 + "last").text


def test_the_cap_holds():
    assert len(page.read("a" * 1_000, Limits(html_chars=100)).text) == 100


def test_marks_cannot_be_forged():
    assert page.CUT not in read(f"<p>a{page.CUT}</p><p>{page.SIGNATURE}b</p>").text
    assert page.SIGNATURE not in read(f"<p>{page.SIGNATURE}b</p>").text
