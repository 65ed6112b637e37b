"""Bombs and broken shapes: mails that cost a careless parser seconds, gigabytes or its life. Made when asked for."""

from collections.abc import Callable, Iterator

from tests.mail.hostile_pages import HEAD, MB, in_pages, text

MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def shapes() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name and maker of every shape."""
    for table in (in_headers, in_text, in_pages, nested, transferred, labelled, broken):
        yield from table()


def coded(encoding: bytes, body: bytes, kind: bytes = b"text/plain; charset=utf-8") -> bytes:
    """A mail in a transfer encoding."""
    return HEAD + b"Content-Type: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n" % (kind, encoding) + body


def in_headers() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Header fields that are too long, too many or half written."""
    repeated = {
        "recipients": (b"To: ", b"a@b.example, ", 50_000), "quotes in To": (b"To: ", b'"', 60_000),
        "comments in From": (b"From: ", b"(", 60_000), "closed comments": (b"From: ", b"(a)", 60_000),
        "angles in From": (b"From: ", b"<", 60_000), "groups in To": (b"To: ", b"a:b@c.example;", 20_000),
        "at signs in From": (b"From: ", b"a@", 60_000), "colons in Cc": (b"Cc: ", b":", 60_000),
        "backslashes in To": (b"To: ", b'"\\', 40_000), "commas in To": (b"To: ", b",", 200_000),
        "encoded words": (b"Subject: ", b"=?utf-8?q?a?= ", 20_000),
        "joined words": (b"Subject: ", b"=?u?q?a?=", 20_000),
        "open words": (b"Subject: ", b"=?", 100_000), "question marks": (b"Subject: ", b"=?u?q?", 40_000),
        "half words": (b"Subject: ", b"=?utf-8?b?5YyF ", 20_000),
        "words in words": (b"Subject: ", b"=?u?q?=?u?q?", 20_000),
        "references": (b"References: ", b"<a@b.example> ", 50_000),
        "open references": (b"References: ", b"<a@", 50_000),
        "semicolons": (b"Content-Type: text/plain", b";", 100_000),
        "spaced semicolons": (b"Content-Type: text/plain", b" ; ", 60_000),
        "parameters": (b"Content-Type: text/plain", b"; a=b", 20_000),
        "quoted parameter": (b'Content-Type: text/plain; a="', b'\\"', 60_000),
        "continuations": (b"Content-Type: text/plain", b"; name*1=b", 20_000),
        "stars": (b"Content-Type: text/plain; name", b"*", 60_000),
        "digits in a parameter": (b"Content-Type: text/plain; name*", b"9", 60_000),
        "percents": (b"Content-Type: text/plain; name*=utf-8''", b"%E5", 30_000),
        "slashes": (b"Content-Type: ", b"/", 60_000),
        "boundary": (b"Content-Type: multipart/mixed; boundary=", b"x", 60_000),
        "digits in Date": (b"Date: Mon, 02 Jun ", b"9", 60_000), "spaces in Date": (b"Date: ", b" ", 60_000),
        "parentheses in Date": (b"Date: Mon, 5 Jan 2026 09:00:00 ", b"(", 60_000),
        "dispositions": (b"Content-Disposition: attachment", b"; filename=x", 20_000),
        "received": (b"Received: ", b"from a by b; ", 60_000),
        "results": (b"Authentication-Results: ", b"a=b (c) ", 30_000),
        "results in comments": (b"Authentication-Results: x; ", b"(", 60_000),
        "angles in Message-ID": (b"Message-ID: ", b"<[", 40_000), "fwd": (b"Subject: ", b"Fwd: ", 40_000),
        "re": (b"Subject: ", b"Re[1]: ", 40_000), "return path": (b"Return-Path: ", b"<", 60_000),
        "auto": (b"Auto-Submitted: ", b"(;", 40_000), "bidi": (b"Subject: ", "\u202ea".encode(), 40_000),
        "surrogates": (b"Subject: ", b"\xed\xa0\x80", 40_000), "raw high bytes": (b"Subject: ", b"\xe9", 60_000),
        "zalgo": (b"Subject: a", "\u0301".encode(), 40_000), "digits in Subject": (b"Subject: ", b"1", 60_000),
        "list ids": (b"List-Id: ", b"<a>", 40_000), "tabs": (b"Subject:", b"\t", 100_000),
    }  # fmt: skip
    for name, (field, piece, count) in repeated.items():
        yield name, lambda field=field, piece=piece, count=count: field + piece * count + b"\r\n" + text(b"hello")
    yield "folded header", lambda: b"Subject: a" + b"\r\n a" * 100_000 + b"\r\n" + text(b"x")
    yield "empty folds", lambda: b"Subject: a" + b"\r\n " * 200_000 + b"\r\n" + text(b"x")
    yield "many headers", lambda: b"X-A: b\r\n" * 200_000 + text(b"x")
    yield "many From", lambda: b"From: a@b.example\r\n" * 50_000 + text(b"x")
    yield "many subjects", lambda: b"Subject: =?utf-8?q?a?=\r\n" * 20_000 + text(b"x")
    yield "one long header", lambda: b"Subject: " + b"a" * 5 * MB + b"\r\n" + text(b"x")
    yield "long name", lambda: b"a" * MB + b": b\r\n" + text(b"x")
    yield "no colon", lambda: b"a" * 2 * MB
    yield "no colons", lambda: b"From a\r\nabc\r\n" * 100_000
    yield "mbox lines", lambda: b"From a@b Mon Jan  5 09:00:00 2026\r\n" * 50_000 + text(b"x")
    yield "header without end", lambda: HEAD * 3_000
    yield "only colons", lambda: b":\r\n" * 300_000
    yield "only spaces", lambda: b" \r\n" * 300_000 + b"x"
    yield "only returns", lambda: b"\r" * MB + b"x"
    yield (
        "references in lines",
        lambda: b"References:" + b"\r\n <aaaaaaaaaaaa@b.example>" * 50_000 + b"\r\n" + text(b""),
    )


def in_text() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Text that rules of quotes, numbers and languages like least."""
    repeated = {
        "blank lines": (b"\r\n", 500_000), "bare returns": (b"\r", 500_000), "spaces": (b" ", MB),
        "one line": (b"a", MB),
        "digits": (b"1", MB), "spaced digits": (b"1 ", 500_000), "dashes": (b"-", MB), "equals": (b"=", MB),
        "at signs": (b"a@", 500_000), "dots": (b"a.", 500_000), "colons": (b"a: ", 300_000), "angles": (b"> ", 500_000),
        "quote marks": (b">", MB), "lines of marks": (b">>>>\r\n", 200_000),
        "On lines": (b"On a a a a a a a a\r\n", 60_000),
        "attributions": (b"On Mon, 5 Jan 2026 at 9:00 a@b.example:\r\n\r\n", 30_000),
        "wrote": (b"On 5 Jan 2026 at 9:00, a@b.example wrote:\r\n> x\r\n", 20_000),
        "headers in text": (b"From: a\r\nSent: b\r\nTo: c\r\nSubject: d\r\n\r\n", 20_000),
        "From lines": (b"From: a@b.example\r\n", 60_000), "original": (b"-----Original Message-----\r\n", 40_000),
        "forwards": (b"---------- Forwarded message ---------\r\n", 30_000), "signatures": (b"-- \r\n", 200_000),
        "rules": (b"________\r\n", 100_000), "web addresses": (b"https://a.example/b ", 60_000),
        "http": (b"http", 250_000), "www": (b"www.", 250_000), "brackets": (b"[image: ", 150_000),
        "addresses": (b"a@b.example ", 90_000), "orders": (b"order no. ", 100_000),
        "orders and numbers": (b"order 1042 ", 90_000),
        "parcels": (b"LX123456785CN ", 70_000), "bad parcels": (b"LX123456789CN ", 70_000), "1Z": (b"1Z", 500_000),
        "1Z with letters": (b"1Z999AA10123456784 ", 50_000), "long digits": (b"1234567890123456789012 ", 40_000),
        "money": (b"EUR 1.000,00 ", 80_000), "signs of money": (b"$", MB), "commas": (b"1,", 500_000),
        "dates": (b"12.03.2026 ", 90_000), "days": (b"yesterday ", 100_000), "phones": (b"+49 30 123456 ", 70_000),
        "plus": (b"+", MB), "pluses": (b"+1-", 300_000), "parentheses": (b"(0) ", 250_000), "apostrophes": (b"'", MB),
        "quotes": (b'"', MB), "backslashes": (b"\\", MB), "tabs": (b"\t", MB), "pipes": (b"| ", 500_000),
        "stars": (b"*", MB),
        "sorry": (b"I am out of the office ", 45_000), "bounces": (b"550 5.1.1 user unknown ", 45_000),
        "labels": (b"Name: a\r\nEmail: a@b.example\r\nMessage: b\r\n", 25_000), "NULs": (b"\0", MB),
        "form feeds": (b"\x0c", MB),
        "escapes": (b"\x1b[31m", 200_000), "separators": (b"\x1c\x1d\x1e\x1f\r\n", 200_000),
    }  # fmt: skip
    for name, (piece, count) in repeated.items():
        yield f"text: {name}", lambda piece=piece, count=count: text(piece * count)
    letters = {
        "han": "的", "kana": "の", "hangul": "한", "combining": "a\u0301\u0302", "emoji": "👩\u200d👩\u200d👧",
        "bidi": "\u202ea\u202c",
        "zero width": "\u200b", "thai": "ก", "arabic": "ﷺ", "ligatures": "ﬃ", "mathematics": "𝐚", "private": "\ue000",
        "line separators": "\u2028", "no-break spaces": "\u00a0", "ideographic spaces": "\u3000", "capitals": "İ",
        "full width": "Ａ＠", "mojibake": "Ã©", "han and Latin": "的a", "soft hyphens": "\u00ad", "bom": "\ufeff",
        "sharp s": "ß",
    }  # fmt: skip
    for name, letter in letters.items():
        body = letter.encode()
        utf = b"Content-Type: text/plain; charset=utf-8\r\n"
        yield f"letters: {name}", lambda body=body, utf=utf: text(body * (MB // len(body)), utf)
        yield f"lines: {name}", lambda body=body, utf=utf: text((body * 20 + b"\r\n") * (MB // len(body) // 22), utf)


def nested() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Parts in parts."""
    for depth in (40, 300, 1_000, 5_000):
        opening = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
        yield (
            f"multiparts {depth} deep",
            lambda depth=depth, o=opening: b"".join(o % (n, n) for n in range(depth)) + b"\r\nx",
        )
        inner = b"Content-Type: message/rfc822\r\n\r\n"
        yield f"mails {depth} deep", lambda depth=depth, inner=inner: HEAD + inner * depth + text(b"hello")
        same = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        yield f"one boundary {depth} deep", lambda depth=depth, same=same: same * depth + b"\r\nx"
    yield "parts", lambda: MIXED + b"--b\r\n\r\nx\r\n" * 100_000
    yield "empty parts", lambda: MIXED + b"--b\r\n" * 300_000
    yield "parts with types", lambda: MIXED + b"--b\r\nContent-Type: text/html\r\n\r\n<p>x\r\n" * 20_000
    yield "mails in a mail", lambda: MIXED + b"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a\r\n\r\nx\r\n" * 5_000
    yield "files", lambda: MIXED + b"--b\r\nContent-Type: image/png; name=a.png\r\n\r\n\x89PNG\r\n" * 20_000
    yield "nearly boundaries", lambda: MIXED + b"--bb\r\n" * 200_000
    yield "digest", lambda: MIXED.replace(b"mixed", b"digest") + b"--b\r\n\r\nFrom: a\r\n\r\nx\r\n" * 5_000
    yield "alternatives", lambda: MIXED.replace(b"mixed", b"alternative") + b"--b\r\n\r\nsome words\r\n" * 5_000
    yield "pages", lambda: MIXED + (b"--b\r\nContent-Type: text/html\r\n\r\n" + b"<div>word" * 2_000 + b"\r\n") * 150
    yield "long texts", lambda: MIXED + (b"--b\r\n\r\n" + b"some words here\r\n" * 5_000) * 100
    yield "boundary of dashes", lambda: HEAD + b"Content-Type: multipart/mixed; boundary=-\r\n\r\n" + b"-" * MB
    yield "no boundary", lambda: HEAD + b"Content-Type: multipart/mixed\r\n\r\n" + b"--a\r\n" * 100_000
    yield "mixed boundaries", lambda: MIXED + b"".join(b"--b%d\r\n\r\nx\r\n" % n for n in range(50_000))
    yield "pictures by id", lambda: MIXED + b"--b\r\nContent-Type: text/html\r\n\r\n" + b"<img src=cid:a>" * 60_000 + (
        b"\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <a>\r\n\r\nx" * 150
    )  # fmt: skip


def transferred() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Transfer encodings that blow up or break."""
    yield "base64 of nothing", lambda: coded(b"base64", b"!" * 2 * MB)
    yield "base64 in one line", lambda: coded(b"base64", b"YWJjIA" * 200_000)
    yield "base64 of lines", lambda: coded(b"base64", b"YQ==\r\n" * 300_000)
    yield "base64 of signs", lambda: coded(b"base64", b"=" * MB)
    yield "base64 letter by letter", lambda: coded(b"base64", b"Y\r\n" * 500_000)
    yield "base64 with noise", lambda: coded(b"base64", b"YWJj!?" * 300_000)
    yield "base64 of a page", lambda: coded(b"base64", b"PGRpdj4=" + b"PGRpdj4" * 100_000, b"text/html")
    yield "20 MB attached", lambda: coded(b"base64", b"QUJDREVGRw==\r\n" + b"QUJD" * 5 * MB, b"image/png; name=a.png")
    yield "quoted-printable bomb", lambda: coded(b"quoted-printable", b"=20" * 700_000)
    yield "quoted-printable signs", lambda: coded(b"quoted-printable", b"=" * 2 * MB)
    yield "quoted-printable breaks", lambda: coded(b"quoted-printable", b"=\r\n" * 700_000)
    yield "quoted-printable spaces", lambda: coded(b"quoted-printable", b"= \r\n" * 500_000 + b" " * MB)
    yield "quoted-printable twice", lambda: coded(b"quoted-printable", b"=3D3D=\r\n" * 200_000)
    yield "quoted-printable NULs", lambda: coded(b"quoted-printable", b"=00" * 500_000)
    yield "uuencode begins", lambda: text(b"begin 644 a\r\n" * 100_000)
    yield "uuencode lines", lambda: text(b"begin 644 a\r\n" + b"M" + b"A" * 60 + b"\r\n" + b"#0V%T\r\n" * 200_000)
    yield "uuencode files", lambda: text(b"begin 644 a\r\n#0V%T\r\nend\r\n" * 50_000)
    yield "unknown encoding", lambda: coded(b"x" * 50_000, b"hello")
    yield "binary", lambda: coded(b"binary", bytes(range(256)) * 4_000)


def labelled() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Labels that lie about what the bytes are."""
    labels = (
        b"utf-8", b"utf-7", b"utf-16", b"utf-32", b"gb2312", b"big5", b"iso-2022-jp", b"iso-2022-kr", b"hz-gb-2312",
        b"euc-kr",
        b"shift_jis", b"koi8-r", b"iso-8859-1", b"windows-1251", b"base64", b"idna", b"utf\0-8", b"x" * 5_000,
        b"unicode_escape",
    )  # fmt: skip
    bodies = {
        "high": b"\xe9\xff\x80\xc3",
        "escapes": b"\x1b$B\x1b(B",
        "pluses": b"+AGE-+",
        "tildes": b"~{~}",
        "lead": b"\x81",
    }
    for label in labels:
        for name, body in bodies.items():
            head = b"Content-Type: text/plain; charset=%s\r\n" % label
            yield (
                f"{label[:12].decode()} of {name}",
                lambda head=head, body=body: text(body * (300_000 // len(body)), head),
            )


def broken() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Small ones that are wrong in one place: each line here made some library raise."""
    fields = (
        b"Content-Type: text/plain; name*", b"Content-Type: text/plain; name*0*",
        b"Content-Type: text/plain; name*0*=\"''\"",
        b"Content-Disposition: attachment; filename*", b'To: "', b'From: "', b"From: <", b"Message-ID: <",
        b"Message-ID: <>",
        b"Message-ID: <[>", b"Message-ID: <[id@mail.example]>", b"To: (c):", b"Cc: (x): a@b.example;",
        b"From: Ann <ann@[127.0.0.1>",
        b"From: =?utf-8?q?Ann=0D=0ABcc:_x?= <a@b.example>", b"Date: Mon, 02 Jun 99999999999999999999 00:00:00 +0000",
        b"Date: Fri, 31 Dec 9999 23:59:59 -1200", b"Date: 0 0 0", b"Date: Mon, 1 Jan 2024 10:00:00 +9999",
        b"Date: -1 -1 -1 -1:-1",
        b"Content-Type: /", b"Content-Type: multipart/mixed", b"Content-Type: multipart/mixed; boundary=",
        b"Content-Type: ;;;",
        b'Content-Type: multipart/mixed; boundary="\xff"', "MIME-Version: \u00b2.\u00b2".encode(),
        b"Subject: =?x?q?=0A?=",
        b"Subject: =?utf-8?q?=0A?=Bcc: x", b"From: a\x85b@c.example", b"To: 10:00:00a@b.cJun;?=\x0b",
        b"Subject: =?idna?q?=C3?=",
        b"Subject: =?utf\0-8?q?a?=", b"Content-Type: text/html; charset=undefined",
        b"Content-Transfer-Encoding: \xff\0",
        b"Subject: \xed\xa0\x80\xed\xb0\x80", b"Content-Type: message/rfc822; charset=\"",
        b"Content-Type: image/svg+xml; name=\"a\0.svg\"",
        b"Content-Disposition: attachment; filename=\"../../../etc/passwd\"",
        b"Content-Disposition: inline; filename*=utf-8''%0D%0Ax",
        b"Content-Type: application/zip; name=\"=?utf-8?q?=E2=80=AEgpj.zip?=\"", b"Return-Path:", b"Return-Path: <<>>",
        b"X-Triage-Id: \0",
        b"Authentication-Results: ;=;=;(((", b"References: <<a@b>> <", b"In-Reply-To: =?utf-8?q?<a@b>?=",
        b"\xff\xfe: x", b": x", b"From", b" x",
        b"Content-Type: multipart/alternative; boundary*0*=utf-8''b; boundary*1=\"",
        b"Content-Type: text/plain; format=flowed; delsp=yes",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        b"Content-Type: text/calendar; method=REPLY",
        b"Content-Type: application/ms-tnef; name=winmail.dat", b"Content-Type: message/partial; id=x; number=1",
        b"Content-Type: message/external-body",
    )  # fmt: skip
    for field in fields:
        yield (
            f"field {field[:60]!r}",
            lambda field=field: field + b"\r\n" + text(b"--b\r\n\r\nhello\r\n--b--\r\n> a\r\n<p>b"),
        )
    yield "nothing but a mark", lambda: b"\xef\xbb\xbf"
    yield "utf-16 mail", lambda: text(b"hello").decode().encode("utf-16")
    yield "NULs throughout", lambda: b"\0".join(bytes([byte]) for byte in text(b"hello"))
    yield "an archive as a mail", lambda: b"PK\x03\x04" + bytes(range(256)) * 2_000
    yield "old Mac lines", lambda: text(b"hello\r\nworld").replace(b"\r\n", b"\r")
