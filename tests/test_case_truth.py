"""What a case says is true, through the whole flow: who has answered and when, in which language, and what is over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from tests.desks import AUTO, Bench, bench_in, letter
from tests.policy.texts import templates
from triage.care import listen_to_agents, tick
from triage.domain import Case, CaseState, Step, conversation_token
from triage.edges.store.cases import close
from triage.edges.store.timeline import open_cases, timeline
from triage.flow import cycle
from triage.review import look_around
from triage.settings import Care, FollowUps

HELP = "help@teapot.example"
ANN = "ann@customer.example"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


def only(bench: Bench) -> Case:
    (case,) = open_cases(bench.database, everything=True)
    return case


def kinds(bench: Bench) -> list[str]:
    return [entry.kind for entry in timeline(bench.database, only(bench))]


def asked(bench: Bench, words: str = "The cup is broken.", *, verified: bool = False) -> None:
    listen_to_agents(bench.desk)
    bench.account.deliver(letter(words, number=1, verified=verified))
    cycle(bench.desk)


def answered(bench: Bench, words: str, number: int = 50, answers: str = "<m1@customer.example>") -> None:
    bench.account.deliver(letter(words, number=number, sender=HELP, answers=answers), "Sent")
    listen_to_agents(bench.desk)


def new_mail(bench: Bench, words: str, subject: str = "Hello", to: str = ANN, number: int = 60, **headers: str) -> None:
    """An agent's mail that answers none by its headers."""
    raw = letter(words, number=number, sender=HELP, subject=subject, **headers)
    bench.account.deliver(raw.replace(f"To: {HELP}".encode(), f"To: {to}".encode()), "Sent")
    listen_to_agents(bench.desk)


def looked(bench: Bench, **later: float) -> Case:
    bench.account.clock.step(**later)
    look_around(bench.desk)
    tick(bench.desk)
    cycle(bench.desk)
    return only(bench)


# --- an agent begins a new mail ---------------------------------------------------------------------------------------
def second_case(bench: Bench) -> None:
    bench.account.deliver(letter("I want my money back.", number=3))
    cycle(bench.desk)


def test_a_new_mail_to_the_customer_answers_her_only_case(bench: Bench) -> None:
    asked(bench)
    new_mail(bench, "A new cup is on its way to you.")
    assert (only(bench).state, only(bench).silent) == (CaseState.WAITING, True)
    bench.account.deliver(letter("Thank you so much!", number=4, answers="<m60@customer.example>", verified=True))
    cycle(bench.desk)
    assert only(bench).state is CaseState.RESOLVED, "her answer is known by it"


def test_of_two_cases_the_token_tells(bench: Bench) -> None:
    asked(bench)
    second_case(bench)
    new_mail(bench, "We have not forgotten you.")
    assert [case.silent for case in open_cases(bench.database)] == [False, False]
    refund = next(case for case in open_cases(bench.database) if case.intent == "refund")
    new_mail(bench, "It is on its way.", f"Your money [{conversation_token(refund.id)}]", number=61)
    assert {case.intent: case.silent for case in open_cases(bench.database)} == {
        "damaged_parcel": False,
        "refund": True,
    }


NOT_ANSWERS = {
    "to somebody else": {"to": "bob@other.example"},
    "to several": {"to": f"{ANN}, bob@other.example"},
    "a shop program's": {"X_Mailer": "PHPMailer 6.9"},
    "a circular": {"List_Unsubscribe": "<https://teapot.example/out>"},
    "an automatic one": {"words": "It has left. This is an automatic message, please do not reply."},
}


@pytest.mark.parametrize("parts", NOT_ANSWERS.values(), ids=NOT_ANSWERS.keys())
def test_what_answers_no_case(bench: Bench, parts: dict[str, str]) -> None:
    asked(bench)
    new_mail(bench, **{"words": "A new cup is on its way to you.", **parts})
    assert (only(bench).state, only(bench).silent) == (CaseState.OPEN, False)


def test_a_new_mail_about_another_order_is_another_matter(bench: Bench) -> None:
    bench.orders(f"NW-20417,{ANN},moving,DHL,")
    asked(bench, "The cup of order NW-20417 is broken.", verified=True)
    assert only(bench).order == "NW-20417"
    new_mail(bench, "Your order NW-20999 is on its way.")
    assert not only(bench).silent
    new_mail(bench, "Your order NW-20417 is on its way.", number=61)
    assert only(bench).silent


def test_a_shop_whose_programs_send_from_the_mailbox_may_switch_it_off(bench: Bench) -> None:
    bench.change(policy=replace(AUTO, care=Care(new_mails=False)))
    asked(bench)
    new_mail(bench, "A new cup is on its way to you.")
    assert not only(bench).silent


# --- heard late -------------------------------------------------------------------------------------------------------
def test_a_promise_that_was_kept_while_nobody_listened_is_kept(bench: Bench) -> None:
    asked(bench)
    answered(bench, "We will get back to you within 24 hours.")
    bench.account.clock.step(hours=3)
    wrote = bench.account.clock.now()
    bench.account.deliver(
        letter("A new cup is on its way.", number=51, sender=HELP, answers="<m1@customer.example>"), "Sent"
    )
    bench.account.clock.step(days=3)
    listen_to_agents(bench.desk)
    tick(bench.desk)
    details = [entry.detail for entry in timeline(bench.database, only(bench)) if entry.kind == "promise"]
    assert "kept" in details
    assert "broken" not in details
    assert only(bench).agent_at == wrote


def test_an_answer_that_is_heard_late_does_not_answer_what_came_after_it(bench: Bench) -> None:
    asked(bench)
    bench.account.clock.step(minutes=30)
    bench.account.deliver(letter("We look at it.", number=51, sender=HELP, answers="<m1@customer.example>"), "Sent")
    bench.account.clock.step(minutes=30)
    bench.account.deliver(letter("It is broken in two!", number=2, answers="<m1@customer.example>"))
    sound = bench.desk.mailbox
    bench.change(mailbox=_Deaf(sound))
    cycle(bench.desk)
    bench.change(mailbox=sound)
    listen_to_agents(bench.desk)
    assert (only(bench).state, only(bench).silent, only(bench).mails) == (CaseState.OPEN, True, 2)


class _Deaf:
    """A mailbox whose Sent folder shows nothing for now."""

    def __init__(self, real: object) -> None:
        self._real = real

    def sent(self, _after: object) -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


# --- nothing ends by itself -------------------------------------------------------------------------------------------
def test_who_was_told_that_it_moves_gets_a_person_when_it_does_not(bench: Bench) -> None:
    """Its record stays as it is, so time makes it stalled, stuck and lost."""
    bench.orders(f"NW-20417,{ANN},moving,DHL,{bench.account.clock.now().isoformat()}")
    bench.change(policy=replace(AUTO, follow_ups=FollowUps(csat="auto")))
    asked(bench, "Where is my order NW-20417?", verified=True)
    assert (bench.outcomes(), only(bench).state) == (["reply"], CaseState.WAITING)
    assert looked(bench, hours=24).state is CaseState.WAITING
    case = looked(bench, hours=26)
    assert (case.state, case.parcel_state) == (CaseState.OPEN, "stalled")
    assert case.due == case.next_update
    for _ in range(4):
        assert looked(bench, days=5).state is CaseState.OPEN
    assert len(bench.account.sent) == 1, "nobody is told that it is solved"


def test_i_will_come_back_to_you_comes_back_to_the_agent(bench: Bench) -> None:
    asked(bench)
    answered(bench, "I have asked DHL to look for it and will come back to you.")
    assert only(bench).state is CaseState.WAITING
    case = looked(bench, days=4)
    assert case.state is CaseState.OPEN
    assert case.due is not None
    assert looked(bench, days=20).state is CaseState.OPEN


def test_a_forged_thank_you_closes_nothing(bench: Bench) -> None:
    asked(bench)
    answered(bench, "We look for it.")
    bench.account.deliver(letter("Thanks!", number=2, answers="<m1@customer.example>"))
    cycle(bench.desk)
    assert only(bench).state is CaseState.WAITING
    assert "thanks" in kinds(bench)


# --- language ---------------------------------------------------------------------------------------------------------
BOTH = templates(thank_you__de="Subject: Danke\n\nGuten Tag, haben Sie vielen Dank für die freundlichen Worte.")
GERMAN = "Guten Tag, ich habe gestern meine Bestellung bekommen, und leider ist die Tasse broken und zerbrochen."


def test_a_click_is_thanked_for_in_the_language_of_the_case(bench: Bench) -> None:
    bench.change(policy=replace(AUTO, follow_ups=FollowUps(csat="auto", thank_you="auto")), templates=BOTH)
    asked(bench, GERMAN)
    assert only(bench).language == "de"
    answered(bench, "Eine neue Tasse ist unterwegs.")
    close(bench.database, only(bench).id, bench.account.clock.now())
    case = only(bench)
    bench.desk.cases.write(Step(case=replace(case, done=("csat",))), case, bench.account.clock.now())
    bench.account.clock.step(hours=1)
    bench.account.deliver(letter("", number=2, subject=f"Score 5 [{conversation_token(case.id)}]"))
    cycle(bench.desk)
    assert (only(bench).score, only(bench).language) == (5, "de")
    looked(bench, hours=25)
    (_, thanks) = bench.account.sent[-1]
    assert str(make_header(decode_header(message_from_bytes(thanks)["Subject"]))).startswith("Danke")


def test_a_number_tells_no_language(bench: Bench) -> None:
    asked(bench, GERMAN)
    bench.account.deliver(letter("NW-20417", number=2, answers="<m1@customer.example>"))
    cycle(bench.desk)
    assert only(bench).language == "de"
    assert "language_unsupported" not in bench.rules()


# --- a clock that is wrong --------------------------------------------------------------------------------------------
def test_a_clock_that_is_wrong_for_one_look_changes_nothing(bench: Bench) -> None:
    asked(bench)
    answered(bench, "Could you send us a photo? We will write to you within 24 hours.")
    tick(bench.desk)
    before = bench.rows()
    bench.account.clock.off = timedelta(days=12)
    tick(bench.desk)
    bench.account.clock.off = timedelta()
    tick(bench.desk)
    assert {name: bench.rows()[name] for name in ("cases", "promise", "event")} == {
        name: before[name] for name in ("cases", "promise", "event")
    }


def test_a_clock_that_is_right_is_believed_at_the_second_look(bench: Bench) -> None:
    asked(bench)
    tick(bench.desk)
    bench.account.clock.off = timedelta(days=12)
    tick(bench.desk)
    assert only(bench).warned == ""
    tick(bench.desk)
    assert only(bench).warned == "overdue"


def test_what_a_clock_ahead_has_ended_goes_on(bench: Bench) -> None:
    asked(bench)
    answered(bench, "Could you send us a photo? We will write to you within 24 hours.")
    tick(bench.desk)
    bench.account.clock.off = timedelta(days=12)
    for _ in range(2):
        tick(bench.desk)
    bench.account.clock.off = timedelta()
    for _ in range(2):
        tick(bench.desk)
    assert [row.broken_at for row in bench.desk.cases.promises("support")] == [None]


# --- another matter ---------------------------------------------------------------------------------------------------
def test_nobody_with_a_dispute_elsewhere_is_asked_for_a_score(bench: Bench) -> None:
    bench.change(policy=replace(AUTO, follow_ups=FollowUps(csat="auto")))
    asked(bench)
    answered(bench, "A new cup is on its way to you.")
    cup = only(bench)
    close(bench.database, cup.id, bench.account.clock.now())
    bench.account.deliver(letter("My lawyer writes to you about something else.", number=3))
    cycle(bench.desk)
    bench.account.clock.step(hours=25)
    tick(bench.desk)
    cycle(bench.desk)
    assert bench.account.sent == []
    assert bench.desk.cases.case(cup.id).done == ()


def test_an_unanswered_question_is_repeated_alone(bench: Bench) -> None:
    """The machine asked for the number and promised nothing, so it may remind the customer."""
    ask = "Subject: Which order?\n\nHello, which order is it? Tell us its number, and a colleague will look."
    remind = "Subject: One thing is open\n\nHello, we still need the number."
    bench.change(
        policy=replace(AUTO, follow_ups=FollowUps(silent_customer="auto"), safety=replace(AUTO.safety, prove=False)),
        templates=templates(missing_order_number__en=ask, silent_customer__en=remind),
    )
    asked(bench, "Where is my order, please? I would like to know when it comes.", verified=True)
    assert (bench.outcomes(), only(bench).state, only(bench).asked) == (["reply"], CaseState.WAITING, "order")
    looked(bench, days=3, hours=1)
    assert [str(message_from_bytes(content)["Subject"]).partition(" [")[0] for _, content in bench.account.sent] == [
        "Which order?",
        "One thing is open",
    ]
