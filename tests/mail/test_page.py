import pytest

from triage.mail.page import reader as page
from triage.mail.page.reader import CUT, QUOTE, SIGNATURE, WEAK_QUOTE
from triage.settings import Limits


def read(html):
    return page.read(html, Limits())


SEEN = {
    "<p>Hello</p><p>World</p>": "Hello\n\nWorld",
    "a<br>b<br><br>c": "a\nb\n\nc",
    "<span>a<br>b</span>c": "a\nbc",
    "<div>a</div><div>b <b>c</b></div>": "a\nb c",
    "<div>a</div><div><br></div><div>b</div>": "a\n\nb",
    "<div>a</div><div>&nbsp;</div><div>b</div>": "a\n\nb",
    "<p class=MsoNormal>a</p><p class=MsoNormal>b<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=Mso>c": "a\nb\n\nc",
    '<p style="margin:0">a</p><p style="margin:0">b</p>': "a\nb",
    "<div><div><div>a</div></div></div><div></div><div>b</div>": "a\nb",
    "<ul><li>one<li>two</ul>": "one\ntwo",
    "<ol><li><p>one</p></li><li><p>two</p></li></ol>": "one\n\ntwo",
    "<table><tr><td>Order</td><td>1042</td></tr><tr><td>Size</td><td>M</td></tr></table>": "Order  1042\nSize  M",
    "<table><tr><td><p>Order</p></td><td><p>1042</p></td></tr><tr><td></td><td>M</td></tr></table>": "Order  1042\nM",
    "<table><tr><td><b>From:</b></td><td>Shop</td></tr><tr><td>发件人：</td><td>x</td></tr></table>": (
        "From: Shop\n发件人： x"
    ),
    "<table><tr><td>a<br>b</td><td>c</td></tr></table>": "a\nb\nc",
    "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr><tr><td>c</td></tr></table>d": "a  b\nc\nd",
    '<a href="https://shop.example/1">here</a>': "here",
    '<a href="https://shop.example/1">https://shop.example/1</a>': "https://shop.example/1",
    'see <a href="https://shop.example/1"></a>': "see https://shop.example/1",
    'see <a href="https://shop.example/1"><img src="x"></a>': "see https://shop.example/1",
    '<a href="https://shop.example/1"><img alt="Logo"></a>a': "a",
    '<a href="javascript:x()"></a>a': "a",
    "<style>x</style><script>y</script><title>z</title>a": "a",
    "a &amp; b &lt;c&gt; &nbsp; d": "a & b <c> d",
    "5 < 6 & 7 > 3": "5 < 6 & 7 > 3",
    "<!--[if mso]>Outlook only<![endif]-->seen": "seen",
    "<![if !mso]>seen<![endif]>": "seen",
    '<?xml:namespace prefix="o" /><p class=MsoNormal>seen<o:p></o:p></p>': "seen",
    "<pre>a\n  b</pre>": "a\nb",
    "<pre>a\n\nb</pre>": "a\n\nb",
    '<div style="white-space: pre-wrap">a\nb</div>c': "a\nb\nc",
    '<div style="white-space:pre-wrap">a\n<span style="white-space:normal">b\nc</span></div>': "a\nb c",
    "&#128512; &#x4F60;": "😀 你",
    "<b>never closed": "never closed",
    '<div style="color:#fff;background-color:#000">white on black</div>': "white on black",
    '<div bgcolor="#003366"><font color="white">banner</font></div>': "banner",
    '<div style="background:url(x.png)"><p style="color:white">on a picture</p></div>': "on a picture",
    '<p style="color:rgb(255,255,255)" data-ogsc="">written on a dark screen</p>': "written on a dark screen",
    '<td style="font-size:0"><div style="font-size:14px">shown again</div></td>': "shown again",
    '<div style="color:#fff"><span style="color:#333">shown again</span></div>': "shown again",
    '<p style="font-size:10px;line-height:12px;opacity:1;margin-left:-10px">small</p>': "small",
    '<p style="line-height:1;overflow:hidden;height:1em;width:100%">small</p>': "small",
    '<p style="font-size:0.9em">a</p><p style="font-size:smaller;margin-top:12px">b</p>': "a\n\nb",
    '<p style="font:12px/1.5 Arial">a</p>': "a",
    "<style>@media print{.a{display:none}}</style><p class=a>on a screen</p>": "on a screen",
    "<style>.b{display:none}.a{color:red}</style><p class=a>other class</p>": "other class",
    "<!--[if mso]><style>.a{display:none}</style><![endif]--><p class=a>not Outlook</p>": "not Outlook",
    '<span aria-hidden="true">star</span>': "star",
    "<noscript>no script</noscript>": "no script",
    "a &lt;!-- b": "a <!-- b",
    "no tag at all": "no tag at all",
    "http://shop.example/": "http://shop.example/",
    "": "",
    "می\u200cخواهم": "می\u200cخواهم",
    "seen &zwnj;&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&#8199;&#847;": "seen",
}


@pytest.mark.parametrize("html", SEEN)
def test_seen(html):
    found = read(html)
    assert found.text.strip() == SEEN[html]
    assert not found.hidden


HIDDEN = (
    '<p style="display: none">secret</p>', '<p style="DISPLAY:NONE !important">secret</p>',
    '<span style="font-size:0">secret</span>', '<span style="font-size:1px">secret</span>',
    '<span style="font-size: 0px;color:red">secret</span>', '<span style="color:#FFFFFF">secret</span>',
    '<font color="white">secret</font>',
    '<p style="visibility:hidden">secret</p>', '<p style="opacity:0">secret</p>', '<p style="opacity: 0.0">secret</p>',
    '<p style="mso-hide:all">secret</p>', "<p hidden>secret</p>", "<svg><text>secret</text></svg>",
    '<div style="max-height:0px;overflow:hidden">secret</div>', '<div style="text-indent:-9999px">secret</div>',
    '<div style="height:0;width:0;overflow:hidden">secret</div>',
    '<div style="position:absolute;left:-999px">secret</div>',
    '<div style="position:absolute;top:-100em">secret</div>', '<div style="clip:rect(0,0,0,0)">secret</div>',
    '<div style="clip-path: inset(50%)">secret</div>', '<div style="transform:scale(0)">secret</div>',
    '<div style="display:none"><p><b>secret</b></p></div>', '<p style="color:rgb(255, 255, 255)">secret</p>',
    '<p style="color:transparent">secret</p>', '<p style="color:rgba(0,0,0,0)">secret</p>',
    '<p style="color:#fefefe">secret</p>', '<div style="background:#123456"><i style="color:#123456">secret</i></div>',
    '<table bgcolor="#f4f4f4"><tr><td style="color:#f4f4f4">secret</td></tr></table>',
    '<style>.x{display:none!important}</style><p class="a x">secret</p>',
    '<style>div.x, p.y { font-size:0px }</style><p class="y">secret</p>',
    "<style>#x{visibility:hidden}</style><p id=x>secret</p>", "<style><!-- u{display:none} --></style><u>secret</u>",
    '<style>[class="x"]{display:none}</style><p class="x">secret</p>',
    '<div style="font-size:0"><b style="font-size:1em">secret</b></div>', '<i style="font:0/0 a">secret</i>',
    '<div style="font-size:0"><b style="font-size:inherit">secret</b></div>', '<i style="font-size:.5px">secret</i>',
    '<div class="preheader" aria-hidden="true">secret</div>', "<template>secret</template>",
)  # fmt: skip


@pytest.mark.parametrize("html", HIDDEN)
def test_hidden(html):
    found = read(f"<p>seen</p>{html}")
    assert (found.text.strip(), found.hidden.strip()) == ("seen", "secret")


def test_colours_of_the_whole_page():
    assert read('<body text="#fff" bgcolor="white">secret<p style="color:red">seen</p></body>').hidden == "secret"
    assert read('<body text="#fff" bgcolor="black">seen</body>').text == "seen"


QUOTED = {
    "Gmail": '<div><div class="gmail_attr">On x:<br></div><blockquote class="gmail_quote">q</blockquote></div>',
    "Thunderbird": '<div class="moz-cite-prefix">Am x:<br></div><blockquote type="cite">q</blockquote>',
    "Yahoo": '<div id="ydp12yahoo_quoted" class="yahoo_quoted"><div>x wrote:</div>q</div>',
    "QQ Mail": "<includetail><div>q</div></includetail>",
    "163": '<blockquote id="isReplyContent">q</blockquote>',
    "NetEase": '<div class="ntes-mailmaster-quote">q</div>',
    "Proton": '<div class="protonmail_quote">x wrote:<blockquote type="cite">q</blockquote></div>',
    "Zoho": '<div class="zmail_extra">q</div>',
    "Tuta": '<blockquote class="tutanota_quote">q</blockquote>',
    "Outlook on phones": '<div class="ms-outlook-mobile-reference-message">q</div>',
    "Outlook, new": '<div id="mail-editor-reference-message-container">q</div>',
    "Zimbra": '<div data-marker="__QUOTED_TEXT__">q</div>',
    "Mail.ru": '<blockquote style="border-left:1px solid #0857A6; margin:10px">q</blockquote>',
    "Roundcube": '<p id="reply-intro">On x, y wrote:</p><blockquote type="cite">q</blockquote>',
    "Spark": '<div name="messageReplySection">On x, y wrote:<blockquote type="cite">q</blockquote></div>',
    "Front": '<blockquote class="front-blockquote">q</blockquote>',
    "Freshdesk": '<div class="freshdesk_quote">q</div>',
    "GMX": '<div name="quote" style="margin:10px">q</div>',
    "Airmail": '<p class="airmail_on">On x, y wrote:</p><blockquote class="clean_bq">q</blockquote>',
    "Lark": '<div class="history-quote-wrapper">q</div>',
    "Alimail": '<div class="__aliyun_previous_msg_wrap">q</div>',
}


@pytest.mark.parametrize("program", QUOTED)
def test_quotes_of_programs_are_marked_line_by_line(program):
    lines = read(f"<div>new</div>{QUOTED[program]}<div>below</div>").text.split("\n")
    filled = [line for line in lines if line]
    assert (filled[0], filled[-1]) == ("new", "below")
    assert filled[1:-1]
    assert all(line.startswith(QUOTE) for line in filled[1:-1])


CUTS = (
    '<div id="appendonsend"></div>', '<div id="divRplyFwdMsg">', '<div class="OutlookMessageHeader">',
    '<hr id="zwchr" data-marker="__DIVIDER__">', "<div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3pt'>",
    '<div style="border:none; border-top:solid #E1E1E1 1.0pt">', '<div id="x_divRplyFwdMsg">',
)  # fmt: skip


@pytest.mark.parametrize("html", CUTS)
def test_a_cut_is_a_line_of_its_own(html):
    assert read(f"<p>new</p>{html}<p>old</p>").text.replace("\n\n", "\n").split("\n") == ["new", CUT, "old"]


NOT_QUOTED = (
    '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br></div>f</div>',
    '<div class="moz-forward-container">f</div>', '<div class="quote-request">f</div>', '<div class="quote">f</div>',
    '<div class="trix-content">f</div>',
    "<div style='border-top:1px solid #ccc'>f</div>", '<div class="moz-cite-prefix">' + "typed there " * 50 + "</div>",
)  # fmt: skip


@pytest.mark.parametrize("html", NOT_QUOTED)
def test_what_is_no_quote_is_not_marked(html):
    assert QUOTE not in read(f"<p>new</p>{html}").text


def test_an_introduction_of_dashes_in_any_language_is_followed_by_history():
    found = read('<p>new</p><div class="gmail_attr">---------- ข้อความที่ส่งต่อ ---------<br>จาก: x<br></div>f')
    assert found.text.split("\n")[-4:] == ["---------- ข้อความที่ส่งต่อ ---------", CUT, "จาก: x", "f"]


def test_a_blockquote_that_nothing_marks_is_weak_and_nesting_counts():
    assert read("<blockquote>mine</blockquote>").text == f"{WEAK_QUOTE} mine"
    assert read('<blockquote type="cite">a<blockquote type="cite">b</blockquote></blockquote>').text == "> a\n>> b"


SIGNED = (
    '<div class="gmail_signature">s</div>', '<pre class="moz-signature">s</pre>', '<div id="Signature">s</div>',
    '<div id="ms-outlook-mobile-signature">s</div>', '<div class="protonmail_signature_block">s</div>',
    '<div id="composer_signature">s</div>', '<div class="ydp1234signature">s</div>',
    '<div id="AppleMailSignature">s</div>',
    '<div id="bloop_sign_12" class="bloop_sign">s</div>', '<sign signid="1">s</sign>',
    '<div data-smartmail="gmail_signature">s</div>',
)  # fmt: skip


@pytest.mark.parametrize("html", SIGNED)
def test_signatures_of_programs_are_marked(html):
    assert read(f"<div>new</div>{html}").text == f"new\n{SIGNATURE} s"


def test_the_rule_of_foxmail_begins_a_signature():
    assert read('<div>a</div><hr style="width: 210px; height: 1px;" color="#b5c4df">s').text == "a\n-- \ns"


def test_links_outside_of_quotes_come_first():
    found = read(
        '<blockquote type="cite"><a href="https://old.example/">x</a></blockquote><a href="mailto:a@b.example">y</a>'
        '<a href="https://new.example/">z</a><a href="https://new.example/">z</a><a href="javascript:x">n</a>'
        '<a href=" HTTP://up.example/ ">u</a><p style="display:none"><a href="https://hidden.example/">h</a></p>'
    )
    assert found.links == ("mailto:a@b.example", "https://new.example/", "HTTP://up.example/", "https://old.example/")


def test_links_are_few_and_short():
    found = read("".join(f'<a href="https://a.example/{n}{"x" * 500}">b</a>' for n in range(99)))
    assert (len(found.links), max(map(len, found.links))) == (50, 300)


def test_alts_are_told_and_comments_are_not():
    found = read('<img alt="burnt plug"><img alt=""><!-- lawyer -->text')
    assert (found.alts, found.text, found.hidden) == (("burnt plug",), "text", "")


def test_text_survives_deep_nesting_and_too_many_tags():
    assert "deep" in read("<div>" * 5_000 + "deep").text
    assert "last" in read("<i>x</i>" * 40_000 + "last").text


def test_an_element_closed_late_or_never_hides_no_more_than_it_holds():
    assert read('<div><p style="display:none">a</div>b').text == "b"
    assert read('<table><tr><td style="display:none">a<td>b</table>c').text == "b\nc"


def test_the_cap_holds():
    assert len(page.read("a" * 1_000, Limits(html_chars=100)).text) == 100


def test_marks_cannot_be_forged():
    assert page.CUT not in read(f"<p>a{page.CUT}</p><p>{page.SIGNATURE}b</p>").text
    assert read("<p>a</p>&#28;<p>&#x1e;b&#29;</p>&#31;c").text.replace("\n", " ").split() == ["a", "b", "c"]


def test_unmarked_text_has_no_mark_of_ours():
    found = read(
        '<div>a</div><div id="appendonsend"></div><blockquote>b</blockquote><div class="gmail_signature">c</div>'
    )
    assert found.unmarked.split() == ["a", "b", "c"]
