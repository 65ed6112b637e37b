"""Who is answered, how often and with what: under the caps, not over a person's head, not with others' facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.desks import AUTO, Bench, bench_in, letter
from triage.domain import ActionKind, Level, Outcome, Receipt, mail_id
from triage.edges.store.report import summary
from triage.flow import act, cycle, listen_to_agents

MINE = mail_id("support", letter())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


def reply_text(content: bytes) -> str:
    part = next(part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/plain")
    return part.get_payload(decode=True).decode()  # type: ignore[union-attr]


# --- once, and not twice ---------------------------------------------------------------------------------------------
def test_new_numbers_of_a_folder_mean_no_second_decision(bench: Bench) -> None:
    bench.policy = replace(AUTO, routing="tag")
    bench.again()
    for number in range(3):
        bench.account.deliver(
            letter(f"Where is my order number {number}?", number=number, sender=f"a{number}@b{number}.example")
        )
    assert cycle(bench.desk) == 3
    assert len(bench.account.sent) == 3
    bench.account.renumber("INBOX")
    assert cycle(bench.desk) == 0
    bench.account.deliver(letter(number=9, sender="last@c.example"))
    assert cycle(bench.desk) == 1
    assert len(bench.account.sent) == 4
    assert bench.desk.intake.places(mail_id("support", letter(number=9, sender="last@c.example")))[0].uidvalidity == 2


def test_the_same_bytes_twice_are_one_mail(bench: Bench) -> None:
    for _ in range(2):
        bench.account.deliver(letter())
    assert cycle(bench.desk) == 1
    assert len(bench.account.sent) == 1


def other(number: int) -> str:
    return f"Where is my order, please? This is question number {number} about it."


CAPS = {
    "per_sender_day": (2, [letter(other(n), number=n) for n in range(3)]),
    "per_sender_day, with tags": (
        2, [letter(other(n), number=n, sender=f"ann+{n}@customer.example") for n in range(3)],
    ),
    "per_domain_hour": (5, [letter(other(n), number=n, sender=f"robot{n}@x{n}.robot.example") for n in range(7)]),
    "per_body_week": (1, [letter(number=n) for n in range(2)]),
}  # fmt: skip


@pytest.mark.parametrize(("cap", "allowed", "mails"), [(name, *row) for name, row in CAPS.items()], ids=CAPS.keys())
def test_a_full_cap_makes_a_draft_of_the_reply(bench: Bench, cap: str, allowed: int, mails: list[bytes]) -> None:
    for content in mails:
        bench.account.deliver(content)
    cycle(bench.desk)
    assert bench.outcomes() == ["reply"] * allowed + ["draft"] * (len(mails) - allowed)
    assert (len(bench.account.sent), len(bench.mails("Drafts"))) == (allowed, len(mails) - allowed)
    assert f"cap_{cap.partition(',')[0]}" in bench.rules()


def test_caps_hold_over_a_restart_and_end_with_their_time(bench: Bench) -> None:
    for number in range(4):
        bench.account.deliver(letter(other(number), number=number))
        cycle(bench.desk)
        bench.again()
    assert bench.outcomes() == ["reply", "reply", "draft", "draft"]
    bench.account.clock.step(hours=25)
    bench.account.deliver(letter(other(9), number=9))
    cycle(bench.desk)
    assert bench.outcomes()[-1] == "reply"


# --- a person has the word -------------------------------------------------------------------------------------------
AGENT = (
    b"From: help@teapot.example\r\nTo: ann@customer.example\r\nMessage-ID: <agent@teapot.example>\r\n"
    b"In-Reply-To: <m1@customer.example>\r\n\r\nDear Ann, I have looked.\r\n"
)


def test_a_person_who_wrote_in_the_thread_silences_it(bench: Bench) -> None:
    cycle(bench.desk)
    bench.account.deliver(letter("The cup is broken."))
    cycle(bench.desk)
    bench.account.deliver(AGENT, "Sent")
    bench.account.deliver(letter(other(2), number=2, answers="<agent@teapot.example>"))
    bench.account.deliver(letter(other(3), number=3, answers="<elsewhere@customer.example>"))
    cycle(bench.desk)
    assert bench.outcomes() == ["draft", "person", "reply"]
    assert "agent_wrote" in {hit.rule for hit in bench.told[1].plan.decision.hits}


@pytest.fixture
def late(bench: Bench) -> Bench:
    """A desk whose reply waited for the relay while a person answered."""
    cycle(bench.desk)
    bench.account.deliver(letter())
    bench.hands.scripted[ActionKind.REPLY] = Receipt(outcome=Outcome.RETRY)
    cycle(bench.desk)
    bench.account.deliver(AGENT, "Sent")
    bench.account.clock.step(hours=1)
    listen_to_agents(bench.desk)
    act(bench.desk)
    return bench


def test_a_person_who_was_quicker_takes_the_reply_back(late: Bench) -> None:
    assert late.account.sent == []
    assert late.mails("Sent") == [AGENT]
    assert late.state(f"reply:{MINE}") == "failed"
    assert summary(late.database).needs_person == (), "nobody needs to look at what a person has done"


def test_the_copy_of_a_reply_that_was_taken_back_is_taken_back(late: Bench) -> None:
    assert late.state(f"sent:{MINE}") == "failed"


def test_our_own_copy_in_sent_is_no_person(bench: Bench) -> None:
    cycle(bench.desk)
    bench.account.deliver(letter())
    cycle(bench.desk)
    own_id = message_from_bytes(bench.account.sent[0][1])["Message-ID"]
    bench.account.deliver(letter(other(2), number=2, answers=own_id))
    cycle(bench.desk)
    assert bench.outcomes() == ["reply", "draft"]
    assert "answered_before" in bench.rules()
    assert "agent_wrote" not in bench.rules()


ONE_CONVERSATION = {
    "both answer a mail we never saw": [{"answers": "<first@b.example>"}, {"answers": "<first@b.example>"}],
    "the second answers the first": [{}, {"answers": "<m1@customer.example>"}],
    "another person joins in": [{}, {"answers": "<m1@customer.example>", "sender": "bob@b.example"}],
    "the same order, the same sender": [
        {"words": f"{other(1)} Order no. NW-20417."},
        {"subject": "order NW-20417 again"},
    ],
}
TWO_CONVERSATIONS = {
    "the same subject": [{}, {}],
    "the same order, another sender": [
        {"subject": "order NW-20417"}, {"subject": "order NW-20417", "sender": "b@b.example"},
    ],
    "another order": [{"subject": "order NW-20417"}, {"subject": "order NW-20418"}],
}  # fmt: skip


def answered(bench: Bench, mails: list[dict[str, str]], first: int = 1) -> list[str]:
    for number, told in enumerate(mails, start=first):
        bench.account.deliver(letter(**{"words": other(number), **told}, number=number))
        cycle(bench.desk)
    return bench.outcomes()


@pytest.mark.parametrize("mails", ONE_CONVERSATION.values(), ids=ONE_CONVERSATION.keys())
def test_a_conversation_is_answered_once(bench: Bench, mails: list[dict[str, str]]) -> None:
    assert answered(bench, mails) == ["reply", "draft"]
    assert "answered_before" in bench.rules()


@pytest.mark.parametrize("mails", TWO_CONVERSATIONS.values(), ids=TWO_CONVERSATIONS.keys())
def test_these_are_two_conversations(bench: Bench, mails: list[dict[str, str]]) -> None:
    assert answered(bench, mails) == ["reply", "reply"]


def test_our_token_joins_where_a_program_drops_the_thread(bench: Bench) -> None:
    answered(bench, [{}])
    subject = str(message_from_bytes(bench.account.sent[0][1])["Subject"])
    assert answered(bench, [{"subject": subject}], first=2) == ["reply", "draft"]


def test_a_strangers_token_joins_nothing(bench: Bench) -> None:
    answered(bench, [{}])
    subject = str(message_from_bytes(bench.account.sent[0][1])["Subject"])
    bench.account.deliver(letter(other(2), number=9, sender="eve@elsewhere.example", subject=subject))
    cycle(bench.desk)
    assert bench.outcomes() == ["reply", "reply"]


def test_a_person_who_wrote_about_an_order_silences_its_next_mail(bench: Bench) -> None:
    answered(bench, [{"subject": "order NW-20417"}])
    bench.account.deliver(letter("We are looking into it.", number=50, answers="<m1@customer.example>"), "Sent")
    bench.account.deliver(letter(other(2), number=3, subject="order NW-20417, one more thing"))
    cycle(bench.desk)
    assert "agent_wrote" in bench.rules()


def test_a_draft_that_a_person_sent_is_a_persons_word(bench: Bench) -> None:
    bench.policy = replace(AUTO, default_level=Level.DRAFT)
    bench.again()
    cycle(bench.desk)
    bench.account.deliver(letter())
    cycle(bench.desk)
    bench.account.deliver(bench.mails("Drafts")[0], "Sent")
    bench.account.deliver(letter(other(2), number=2, answers="<m1@customer.example>"))
    cycle(bench.desk)
    assert "agent_wrote" in bench.rules()


# --- what the reply tells --------------------------------------------------------------------------------------------
ASKED = "Where is my order {order}, please? I would like to know when it will arrive."
TELLS = {"her own address, vouched for": (True, "ann@customer.example"), "in capitals": (True, "Ann@Customer.Example")}
KEEPS = {
    "her own address, nobody vouches": (False, "ann@customer.example"),
    "a stranger": (True, "eve@elsewhere.example"),
    "her address as a name": (True, '"ann@customer.example" <eve@elsewhere.example>'),
    "her address with a tag": (True, "ann+x@customer.example"),
    "a look-alike": (True, "ann@customer.example.org"),
}


def answer_to(bench: Bench, order: str, *, verified: bool, sender: str) -> str:
    bench.orders(f"NW-20417,ann@customer.example,moving,DHL,{bench.account.clock.now().isoformat()}")
    bench.account.deliver(letter(ASKED.format(order=order), verified=verified, sender=sender))
    cycle(bench.desk)
    ((recipient, content),) = bench.account.sent
    assert recipient == sender.rpartition("<")[2].rstrip(">").replace("Customer.Example", "customer.example")
    subject, _, token = str(message_from_bytes(content)["Subject"]).rpartition(" [T-")
    assert len(token) == len("PT7GQJGWVB]")
    return reply_text(content) + subject


@pytest.mark.parametrize(("verified", "sender"), TELLS.values(), ids=TELLS.keys())
def test_order_facts_go_to_the_address_on_the_order(bench: Bench, verified: bool, sender: str) -> None:
    assert "on its way with DHL" in answer_to(bench, "NW-20417", verified=verified, sender=sender)


@pytest.mark.parametrize(("verified", "sender"), KEEPS.values(), ids=KEEPS.keys())
def test_nobody_else_is_told_whether_the_order_exists(tmp_path: Path, verified: bool, sender: str) -> None:
    def told_of(order: str) -> str:
        folder = tmp_path / order
        folder.mkdir()
        bench = Bench(folder)
        text = answer_to(bench, order, verified=verified, sender=sender).replace(order, "NW-")
        bench.database.close()
        return text

    known, unknown = told_of("NW-20417"), told_of("NW-99999")
    assert known == unknown
    assert "DHL" not in known


def test_a_record_that_names_no_day_is_no_ground_for_an_answer_alone(bench: Bench) -> None:
    bench.orders("NW-20417,ann@customer.example,moving,DHL,")
    bench.account.deliver(letter(ASKED.format(order="NW-20417"), verified=True))
    cycle(bench.desk)
    assert bench.outcomes() == ["draft"]
    assert "parcel_undated" in bench.rules()


@pytest.mark.parametrize("words", ["NW-20417 and my order NW-20418", "NW-20418 and my order NW-20417"])
def test_of_two_orders_the_one_in_trouble_counts(bench: Bench, words: str) -> None:
    bench.orders("NW-20417,ann@customer.example,moving,DHL,", "NW-20418,ann@customer.example,lost,DHL,")
    bench.account.deliver(letter(ASKED.format(order=words), verified=True))
    cycle(bench.desk)
    assert bench.outcomes() == ["draft"]
    assert "matrix_draft" in bench.rules()


def test_a_reply_never_goes_where_reply_to_points(bench: Bench) -> None:
    bench.account.deliver(letter(Reply_To="eve@elsewhere.example", Cc="all@elsewhere.example"))
    cycle(bench.desk)
    assert {recipient for recipient, _ in bench.account.sent} <= {"ann@customer.example"}
    assert all(b"elsewhere.example" not in content for _, content in bench.account.sent)


# --- two mails of one customer in one round ---------------------------------------------------------------------------
SECOND = {
    "in the thread": {"answers": "<m1@customer.example>", "subject": "Re: My order"},
    "in a thread of its own": {"subject": "Your lamp"},
}


def test_a_mail_that_was_sent_twice_is_answered_once(bench: Bench) -> None:
    for number in (1, 2):
        bench.account.deliver(letter(number=number))
    cycle(bench.desk)
    assert len(bench.account.sent) == 1


@pytest.mark.parametrize("where", SECOND.values(), ids=SECOND.keys())
def test_a_second_mail_for_a_person_takes_the_answer_to_the_first_back(bench: Bench, where: dict[str, str]) -> None:
    bench.account.deliver(letter(number=1))
    bench.account.deliver(letter("The cup is broken and has burned my child.", number=2, **where))
    bench.account.deliver(letter(number=3, sender="bob@other.example"))
    cycle(bench.desk)
    assert [to for to, _ in bench.account.sent] == ["bob@other.example"]
    assert bench.state(f"reply:{MINE}") == "failed"
