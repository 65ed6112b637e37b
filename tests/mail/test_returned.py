"""Which machines' mails say that our own did not arrive."""

import pytest

from triage.mail.returned import our_ids, undelivered_ids

OURS = "<" + "6c" * 20 + "@shop.example>"
QUOTED = f"\n\nMessage-ID: {OURS}\nSubject: Your order\n"
REPORT = "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n"
RECEIPT = "Content-Type: multipart/report; report-type=disposition-notification; boundary=x\n"

CAME_BACK = {
    "the head of our mail is quoted": f"Return-Path: <>\n\nIt could not be delivered.{QUOTED}",
    "with other line ends": f"Return-Path: <>\n\nNo such user.{QUOTED}".replace("\n", "\r\n"),
    "a report of a failure": f"{REPORT}\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\n{QUOTED}",
    "a failure of one and a delay of another": f"{REPORT}\nAction: delayed\n\nAction: Failed\n{QUOTED}",
    "a report that only answers": f"{REPORT}In-Reply-To: {OURS}\n\nAction: failed\n",
    "failed recipients": f"X-Failed-Recipients: a@b.example\nReferences: {OURS}\n\nIt failed.\n",
    "no report, but the head comes back": f"From: postmaster@b.example\n\nundelivered{QUOTED}",
}
DID_NOT = {
    "an absence": f"In-Reply-To: {OURS}\nReferences: {OURS}\nAuto-Submitted: auto-replied\n\nI am away.\n",
    "a receipt": f"{RECEIPT}\n\nOriginal-Message-ID: {OURS}\nDisposition: manual-action; displayed\n",
    "a delay": f"{REPORT}\n\nAction: delayed\n{QUOTED}",
    "a success": f"{REPORT}\n\nAction: delivered\n{QUOTED}",
    "somebody else's mail": "Return-Path: <>\n\nundelivered\n\nMessage-ID: <m1@shop.example>\n",
    "nothing at all": "",
}


@pytest.mark.parametrize("mail", CAME_BACK.values(), ids=CAME_BACK.keys())
def test_these_came_back(mail: str) -> None:
    assert undelivered_ids(mail.encode()) == (OURS,)


@pytest.mark.parametrize("mail", DID_NOT.values(), ids=DID_NOT.keys())
def test_these_did_not(mail: str) -> None:
    assert undelivered_ids(mail.encode()) == ()


def test_a_mail_full_of_names_is_not_read_to_its_end() -> None:
    many = b"".join(b"<%040x@shop.example>\n" % number for number in range(1_000))
    assert len(our_ids(many)) == 50
