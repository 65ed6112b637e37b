import pytest

from triage.mail.people import identity
from triage.mail.people.addresses import addr_spec, members, one
from triage.mail.wire.headers import Headers

SENDERS = {
    "anna@example.org": ("", "anna@example.org"), "<Anna@Example.ORG>": ("", "Anna@example.org"),
    "Anna Example <anna@example.org>": ("Anna Example", "anna@example.org"),
    '"Example, Anna" <anna@example.org>': ("Example, Anna", "anna@example.org"),
    "anna@example.org (Anna)": ("Anna", "anna@example.org"),
    "=?utf-8?q?M=C3=BCller?= <m@example.org>": ("Müller", "m@example.org"),
    '"support@shop.example" <evil@example.com>': ("support@shop.example", "evil@example.com"),
    "小明 <ming@example.org>": ("小明", "ming@example.org"),
    "O'Neil <o'neil@example.org>": ("O'Neil", "o'neil@example.org"),
    "A. B. <a+b=c@sub.example.org>": ("A. B.", "a+b=c@sub.example.org"),
    r'"a \"b\"" <a@example.org>': ('a "b"', "a@example.org"), "a@123.example": ("", "a@123.example"),
}  # fmt: skip


@pytest.mark.parametrize("value", SENDERS)
def test_senders(value):
    found = one((value,))
    assert (found.name, found.email) == SENDERS[value]


ENVELOPES = {
    "<anna@example.org>": "anna@example.org",
    " <Anna@Example.org> ": "Anna@example.org", "anna@example.org": "anna@example.org",
    "<>": "", "": "", "<two@a.example> <b@c.example>": None, "<broken": None,
}  # fmt: skip


@pytest.mark.parametrize("value", ENVELOPES)
def test_envelope(value):
    assert identity.read(Headers(fields=(("return-path", value),))).envelope == ENVELOPES[value]


def test_no_envelope_is_not_the_null_sender():
    assert identity.read(Headers()).envelope is None


UNCLEAR = [
    "", "Anna", "alice@example.org <bob@evil.example>", "a@b.example, c@d.example",
    "Anna <a@b.example> <c@d.example>", "Anna <a@b.example", "<a@b.example> c@d.example", "G: a@b.example;",
    '"', "(", "<>", "<", "<[", "Anna <a b@c.example>", "a@b@c.example", "a@[127.0.0.1]", "a@localhost", "@b.example",
    "a@", "a@-b.example", "a@b..example", ".a@b.example", "a..b@c.example",
    "ä@b.example", "a@bücher.example", "a@b.example\x00", "Anna <a@b.example>, ", "x" * 260 + "@b.example", "a@b.123",
    '"a b"@c.example', "(" * 500 + "a@b.example",
    "=?utf-8?q?Ann=0D=0ABcc:_x?= <a@b.example>",
]  # fmt: skip


@pytest.mark.parametrize("value", UNCLEAR)
def test_whoever_can_be_read_in_two_ways_is_nobody(value):
    assert one((value,)) is None


def test_two_headers_are_nobody():
    assert one(("a@b.example", "a@b.example")) is None
    assert one(()) is None


def test_members_are_split_at_commas_outside_of_quotes():
    found = members(('"A, B" <a@b.example>, c@d.example (x, y), broken <', "e@f.example"))
    assert [address and address.email for address in found] == ["a@b.example", "c@d.example", None, "e@f.example"]


def test_addr_spec_is_plain_ascii_of_254_letters():
    assert addr_spec("a@" + "b." * 125 + "c") == "a@" + "b." * 125 + "c"
    assert addr_spec("a@" + "b." * 126 + "c") is None
    assert addr_spec("a@b.example\n") is None


def verified(*results, sender="anna@example.org", authserv="mx.shop.example"):
    headers = Headers(fields=(("from", sender), *(("authentication-results", result) for result in results)))
    return identity.read(headers, authserv).verified


VOUCHED = [
    "mx.shop.example; dmarc=pass header.from=example.org",
    "MX.shop.example; dmarc=pass (p=reject) header.from=example.org", "mx.shop.example 1; dmarc=pass",
    "mx.shop.example; dkim=pass header.d=example.org",
    "mx.shop.example; dkim=fail header.d=x.example; dkim=pass header.i=@example.org header.s=a",
    "mx.shop.example;\tspf=none;\tdmarc = pass",
]  # fmt: skip
NOT_VOUCHED = [
    "", "mx.other.example; dmarc=pass header.from=example.org", "mx.shop.example.evil.example; dmarc=pass",
    "mx.shop.example", "mx.shop.example; none",
    "mx.shop.example; dmarc=fail header.from=example.org", "mx.shop.example; dmarc=pass header.from=evil.example",
    "mx.shop.example; dkim=pass header.d=evil.example",
    "mx.shop.example; spf=pass smtp.mailfrom=example.org", "mx.shop.example; dkim=pass header.d=org",
    "mx.shop.example; x=y (dmarc=pass)", "mx.shop.example; dkim=pass",
    "mx.shop.example; dkim=pass header.d=notexample.org", "mx.shop.example; dmarc=passed",
]  # fmt: skip


@pytest.mark.parametrize("result", VOUCHED)
def test_the_border_vouches(result):
    assert verified(result)


@pytest.mark.parametrize("result", NOT_VOUCHED)
def test_nobody_vouches(result):
    assert not verified(result)


def test_only_the_topmost_result_of_our_border_counts():
    forged = "mx.shop.example; dmarc=pass header.from=example.org"
    assert not verified("mx.shop.example; dmarc=fail header.from=example.org", forged)
    assert verified("mx.inner.example; spf=none", forged)


def test_without_a_name_nothing_counts():
    assert not verified("mx.shop.example; dmarc=pass", authserv="")
    assert not verified("; dmarc=pass", authserv="")
    assert not verified("mx.shop.example; dmarc=pass", sender="a@example.org <b@example.com>")


def test_a_subdomain_is_aligned_with_its_signer():
    assert verified("mx.shop.example; dkim=pass header.d=example.org", sender="anna@mail.example.org")


def test_recipients_once_each_and_all_counted():
    headers = Headers(
        fields=(("to", "a@b.example, A@b.example"), ("cc", "c@d.example, broken"), ("bcc", "x@y.example"))
    )
    found = identity.read(headers)
    assert [address.email for address in found.recipients] == ["A@b.example", "c@d.example"]
    assert found.recipient_count == 4


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("mx.google.com; dkim=pass header.i=@x.example", "mx.google.com"),
        ("MX.Shop.example 1;\r\n spf=pass", "mx.shop.example"),
        ("(our border) mx.shop.example; none", "mx.shop.example"),
        ("mx.shop.example", "mx.shop.example"),
        ("spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example; dkim=none", ""),
        ("localhost; none", ""),
        ("i=1; mx.shop.example; spf=pass", ""),
        ("mx..example; none", ""),
        ("-mx.example; none", ""),
        ("", ""),
        ("a." * 5_000 + "!", ""),
    ],
)
def test_the_name_of_a_border_is_that_of_a_host(value, name):
    assert identity.authserv_id(Headers(fields=(("authentication-results", value),))) == name


def test_the_topmost_names_the_border():
    fields = (("authentication-results", "mx.a.example; none"), ("authentication-results", "mx.b.example; none"))
    assert identity.authserv_id(Headers(fields=fields)) == "mx.a.example"
