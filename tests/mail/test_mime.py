import base64

import pytest

from triage.mail.wire import mime, transfer
from triage.mail.wire.file_kinds import kind
from triage.mail.wire.headers import split
from triage.settings import Limits

LIMITS = Limits()


def parts(content: bytes) -> tuple[mime.Part, ...]:
    return mime.tree(*split(content.replace(b"\n", b"\r\n"), LIMITS), LIMITS).parts


def shown(content: bytes) -> list[tuple[str, str]]:
    return [(part.content_type, part.text(1_000).strip()) for part in parts(content)]


MIXED = b'Content-Type: multipart/mixed; boundary="b"\n\n'
REPAIRED = {
    "another boundary than named": MIXED + b"--x\nContent-Type: text/plain\n\nhi\n--x--\n",
    "no boundary": b"Content-Type: multipart/mixed\n\n--x\nContent-Type: text/plain\n\nhi\n--x--\n",
    "no header of the whole": b"Subject: a\n\n--x\nContent-Type: text/plain\n\nhi\n--x--\n",
    "preamble and no header": (
        b"Subject: a\n\nThis is a multi-part message in MIME format.\n--x\nContent-Type: text/plain\n\nhi\n--x--\n"
    ),
    "no end": MIXED + b"--b\nContent-Type: text/plain\n\nhi\n",
    "spaces after the boundary": MIXED + b"--b  \nContent-Type: text/plain\n\nhi\n--b--  \n",
}


@pytest.mark.parametrize("name", REPAIRED)
def test_broken_boundaries_are_mended(name):
    assert shown(REPAIRED[name]) == [("text/plain", "hi")]


def test_dashes_in_a_plain_text_are_no_boundary():
    assert shown(b"Subject: a\n\nhi\n--\nAnna\n--x\nContent-Type: text/plain\n")[0][1].startswith("hi")
    assert shown(b"Subject: a\n\n-- \nAnna")[0][1] == "-- \nAnna"


def test_a_page_that_says_it_is_plain_is_a_page():
    assert shown(b"Content-Type: text/plain\n\n<!DOCTYPE html><p>hi")[0][0] == "text/html"
    assert shown(b"Content-Type: text/plain\n\na <html> b")[0][0] == "text/plain"


def test_html_is_capped_for_all_parts_together():
    content = MIXED + b"--b\nContent-Type: text/html\n\n<p>0123456789\n" * 90
    found = mime.tree(*split(content, LIMITS), Limits(html_chars=100)).parts
    assert len(found) == 90
    assert sum(len(part.body) for part in found) == 300


INLINE = {
    b"Content-Disposition: inline; filename=a.jpg": True,
    b"Content-ID: <logo@1>": True,
    b"Content-ID: <other@1>": False,
    b"Content-Disposition: attachment; filename=a.jpg\nContent-ID: <logo@1>": True,
    b"Content-Disposition: attachment; filename=a.jpg": False,
}


@pytest.mark.parametrize("header", INLINE)
def test_inline_is_what_the_disposition_or_the_page_says(header):
    content = (
        MIXED + b'--b\nContent-Type: text/html\n\n<img src="cid:logo%401">\n--b\nContent-Type: image/jpeg\n' + header
    )
    picture = parts(content + b"\n\nx\n--b--\n")[1]
    assert mime.attachment(picture).inline is INLINE[header]


def test_a_content_id_is_found_across_a_soft_line_break():
    page = b'--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<img src=3D"cid:lo=\ngo">\n'
    assert parts(MIXED + page + b"--b\nContent-Type: image/png\nContent-ID: <logo>\n\nx\n--b--\n")[1].inline


KINDS = {
    ("application/octet-stream", "IMG_1.HEIC"): "image", ("application/octet-stream", "clip.MOV"): "video",
    ("application/octet-stream", "a.webp "): "image", ("video/quicktime", ""): "video", ("audio/ogg", "v.oga"): "audio",
    ("application/octet-stream", "voice.m4a"): "audio", ("application/pdf", ""): "document",
    ("application/x-zip-compressed", ""): "archive",
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ""): "document",
    ("text/csv", ""): "document",
    ("application/octet-stream", "a.tar.gz"): "archive", ("application/ms-tnef", "winmail.dat"): "other",
    ("", ""): "other",
    ("application/octet-stream", "film.mp4.exe"): "other", ("image/jpeg", "x.pdf"): "image",
    ("application/octet-stream", "pdf"): "other",
}  # fmt: skip


@pytest.mark.parametrize("file", KINDS)
def test_kinds(file):
    assert kind(*file) == KINDS[file]


def test_winmail_dat_and_unnamed_files_are_attachments():
    found = parts(
        MIXED
        + b"--b\nContent-Type: application/ms-tnef\n\n\x78\x9f\n--b\nContent-Type: text/csv; name=a.csv\n\nx\n--b--\n"
    )
    assert all(part.attached for part in found)


def test_files_in_a_text_by_uuencode_are_taken_out():
    found = parts(b"Subject: a\n\nHi\nbegin 644 photo.jpg\n#0V%T\n`\nend\nBye")
    assert [(part.name, part.attached) for part in found] == [("", False), ("photo.jpg", True)]
    assert found[0].text(100).split() == ["Hi", "Bye"]
    assert (mime.attachment(found[1]).kind, mime.attachment(found[1]).size) == ("image", 3)


def test_begin_in_a_sentence_stays():
    assert shown(b"Subject: a\n\nwhere to\nbegin 644 steps\nI ask") == [
        ("text/plain", "where to\nbegin 644 steps\nI ask")
    ]


TEXT = "Wo ist mein Paket? Ich warte schon zwei Wochen und habe nichts gehört. " * 3
DAMAGED = {
    "quoted-printable twice": (b"quoted-printable", b"a =3D3D b=3DC3=3DA9 c=3D20d", "a = bé c d"),
    "quoted-printable that nothing names": (b"7bit", b"Gr=C3=B6=C3=9Fe =3D 5 und so=\r\n weiter=20",
    "Größe = 5 und so weiter"),
    "spaces after a soft break": (b"quoted-printable", b"one =  \r\ntwo", "one two"),
    "cut in a letter": (b"quoted-printable", b"one=C", "one"),
    "cut in a break": (b"quoted-printable", b"one=", "one"),
    "signs that are none": (b"quoted-printable", b"a=b and 1=1 =ZZ", "a=b and 1=1 =ZZ"),
    "base64 without padding": (b"base64", b"SGVsbG8", "Hello"),
    "base64 with stray letters": (b"base64", b"SGVs!bG8s\r\nIHdv*cmxk", "Hello, world"),
    "base64 with one letter too many": (b"base64", b"SGVsbG8hI", "Hello!"),
    "base64 and a footer": (b"base64", b"SGVsbG8=\r\n-- \r\nlist footer", "Hello"),
    "base64 that nothing names": (b"7bit", base64.encodebytes(TEXT.encode()), TEXT.strip()),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_transfer_encodings(name):
    encoding, body, text = DAMAGED[name]
    assert transfer.decoded_text(body, encoding.decode()).decode().strip() == text


PLAIN = (
    b"x = 3D printer, y=20, see https://a.example/?q=3D",
    b"order=ABC",
    b"a=3D",
    b"QUJD\r\nQUJD",
    b"A" * 76 + b"\r\n" + b"B" * 76,
)


@pytest.mark.parametrize("body", PLAIN)
def test_text_that_only_looks_encoded_stays(body):
    assert transfer.decoded_text(body, "7bit") == body
