"""Agents close and reopen cases by moving mails, and nothing else that happens in the folders does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desks import AUTO, Bench, bench_in, letter
from triage.care import listen_to_agents, tick
from triage.domain import ActionKind, Case, CaseState, Outcome, Receipt, mail_id
from triage.edges.store.cases import close, reopen
from triage.edges.store.timeline import open_cases, timeline
from triage.errors import Refused, Unavailable
from triage.filing import make_room
from triage.flow import act, cycle
from triage.review import look_around
from triage.settings import Care, FollowUps
from triage.testing import MemoryMailbox
from triage.watch import Watch

DONE, QUEUE = "Triage/Done", "Triage/Quality"
BROKEN = "The cup is broken."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


@pytest.fixture
def owed(bench: Bench) -> Bench:
    """A case for a person, with its only mail in Triage/Quality, where somebody has looked around."""
    listen_to_agents(bench.desk)
    make_room(bench.desk)
    arrives(bench, BROKEN)
    look_around(bench.desk)
    assert the_case(bench).state is CaseState.OPEN
    return bench


def arrives(bench: Bench, words: str, number: int = 1, **more: str) -> bytes:
    content = letter(words, number=number, answers="" if number == 1 else "<m1@customer.example>", **more)
    bench.account.deliver(content)
    cycle(bench.desk)
    return content


def drag(bench: Bench, content: bytes, source: str, target: str) -> None:
    """What a mail program does, and then a look around."""
    uid = next(uid for uid, kept in bench.account.folders[source].mails.items() if kept.content == content)
    bench.account.drag(uid, source, target)
    look_around(bench.desk)


def the_case(bench: Bench) -> Case:
    (case,) = open_cases(bench.database, everything=True)
    return case


def story(bench: Bench) -> list[str]:
    return [entry.kind for entry in timeline(bench.database, the_case(bench))]


def answers(bench: Bench, words: str, number: int = 50) -> None:
    """An agent writes, and is heard."""
    sent = letter(words, number=number, sender="help@teapot.example", answers="<m1@customer.example>")
    bench.account.deliver(sent, "Sent")
    listen_to_agents(bench.desk)


# --- closing ----------------------------------------------------------------------------------------------------------
def test_a_mail_moved_to_done_closes_its_case(owed: Bench) -> None:
    drag(owed, letter(BROKEN), QUEUE, DONE)
    case = the_case(owed)
    assert (case.state, case.due, case.next_update) == (CaseState.RESOLVED, None, None)
    assert case.resolved_at == owed.account.clock.now()
    assert story(owed).count("resolved") == 1


def test_it_is_neither_a_correction_nor_evidence(owed: Bench) -> None:
    before = owed.rows()
    drag(owed, letter(BROKEN), QUEUE, DONE)
    assert owed.desk.corrections.corrected() == ()
    assert owed.rows()["evidence"] == before["evidence"] == []
    drag(owed, letter(BROKEN), DONE, QUEUE)
    assert owed.desk.corrections.corrected() == ()
    assert owed.rows()["evidence"] == []


def test_looking_again_and_another_start_change_nothing(owed: Bench) -> None:
    drag(owed, letter(BROKEN), QUEUE, DONE)
    rows = owed.rows()
    owed.account.clock.step(minutes=5)
    look_around(owed.desk)
    owed.again()
    look_around(owed.desk)
    assert owed.rows() == rows


def test_new_numbers_of_the_folder_are_no_act_of_a_person(owed: Bench) -> None:
    drag(owed, letter(BROKEN), QUEUE, DONE)
    reopen(owed.database, the_case(owed).id, owed.account.clock.now())
    owed.account.renumber(DONE)
    look_around(owed.desk)
    assert the_case(owed).state is CaseState.OPEN


def test_a_crash_between_closing_and_noting_it_closes_once(owed: Bench) -> None:
    class Broken(type(owed.desk.corrections)):  # type: ignore[misc]
        def sighted(self, mails: object, cursor: object) -> object:
            raise Unavailable("the power failed")

    sound = owed.desk.corrections
    owed.change(corrections=Broken(owed.database))
    owed.account.drag(1, QUEUE, DONE)
    with pytest.raises(Unavailable):
        Watch(desk=owed.desk, sleep=lambda _: None).once()
    owed.change(corrections=sound)
    owed.account.clock.step(minutes=5)
    for _ in range(2):
        look_around(owed.desk)
    assert story(owed).count("resolved") == 1


def test_moved_while_nobody_watched(owed: Bench) -> None:
    owed.account.drag(1, QUEUE, DONE)
    owed.again()
    owed.account.clock.step(days=3)
    Watch(desk=owed.desk, sleep=lambda _: None).once()
    assert the_case(owed).state is CaseState.RESOLVED
    assert "overdue" not in story(owed)


def test_there_and_back_unseen_is_nothing(owed: Bench) -> None:
    owed.account.drag(1, QUEUE, DONE)
    owed.account.drag(1, DONE, QUEUE)
    look_around(owed.desk)
    assert the_case(owed).state is CaseState.OPEN
    assert {"resolved", "reopened"}.isdisjoint(story(owed))


def test_the_newest_mail_decides_and_an_older_one_says_nothing(owed: Bench) -> None:
    second = arrives(owed, "The saucer is broken too.", 2)
    drag(owed, letter(BROKEN), QUEUE, DONE)
    assert the_case(owed).state is CaseState.OPEN
    drag(owed, second, QUEUE, DONE)
    assert the_case(owed).state is CaseState.RESOLVED
    drag(owed, letter(BROKEN), DONE, QUEUE)
    assert the_case(owed).state is CaseState.RESOLVED


def test_the_newest_mail_alone_is_enough(owed: Bench) -> None:
    second = arrives(owed, "The saucer is broken too.", 2)
    drag(owed, second, QUEUE, DONE)
    assert the_case(owed).state is CaseState.RESOLVED


def test_two_mails_moved_together(owed: Bench) -> None:
    arrives(owed, "The saucer is broken too.", 2)
    owed.account.drag(2, QUEUE, DONE)
    owed.account.drag(1, QUEUE, DONE)
    look_around(owed.desk)
    assert story(owed).count("resolved") == 1


def test_a_strangers_mail_moved_away_does_not_close_the_customers_case(owed: Bench) -> None:
    """Who knows a Message-ID may be anybody; the customer's own mail still waits."""
    foreign = arrives(owed, "Is it broken?", 2, sender="eve@evil.example")
    places = owed.desk.intake.places(mail_id("support", foreign))
    drag(owed, foreign, places[0].folder, DONE)
    assert the_case(owed).state is CaseState.OPEN
    drag(owed, letter(BROKEN), QUEUE, DONE)
    assert the_case(owed).state is CaseState.RESOLVED, "now both are done"


def test_a_customer_who_writes_again_is_heard(owed: Bench) -> None:
    drag(owed, letter(BROKEN), QUEUE, DONE)
    arrives(owed, "The new one is broken as well.", 2)
    look_around(owed.desk)
    case = the_case(owed)
    assert (case.state, case.reopened) == (CaseState.OPEN, 1)
    assert case.due is not None


def test_what_is_not_ours_is_left_alone(owed: Bench) -> None:
    owed.account.deliver(letter("Something of another account", number=7), DONE)
    look_around(owed.desk)
    assert the_case(owed).state is CaseState.OPEN


def test_a_done_folder_that_cannot_be_opened_hides_nothing(owed: Bench) -> None:
    class Locked(MemoryMailbox):
        def arrivals(self, folder: str, after: object, since: object) -> object:  # type: ignore[override]
            if folder == DONE:
                raise Refused("no right to read it")
            return super().arrivals(folder, after, since)  # type: ignore[arg-type]

    owed.change(mailbox=Locked(owed.account))
    owed.account.drag(1, QUEUE, "Triage/Money")
    assert [made.to_queue for made in look_around(owed.desk)] == ["Money"]


# --- reopening --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("folder", "queue"), [(QUEUE, "Quality"), ("Triage/Disputes", "Disputes")])
def test_taken_back_into_a_queue_the_case_is_open_again(owed: Bench, folder: str, queue: str) -> None:
    drag(owed, letter(BROKEN), QUEUE, DONE)
    owed.account.clock.step(days=30)
    drag(owed, letter(BROKEN), DONE, folder)
    case, now = the_case(owed), owed.account.clock.now()
    assert (case.state, case.queue, case.resolved_at, case.reopened) == (CaseState.OPEN, queue, None, 1)
    assert case.due is not None
    assert now < case.due == case.next_update < now + timedelta(days=4), "by its clock, from now on"
    assert story(owed).count("reopened") == 1
    moves = [(item.correction.from_queue, item.correction.to_queue) for item in owed.desk.corrections.corrected()]
    assert moves == ([] if folder == QUEUE else [("Quality", "Disputes")])


def test_taken_back_to_where_mail_arrives(owed: Bench) -> None:
    """As an undo does where mails are only tagged."""
    drag(owed, letter(BROKEN), QUEUE, DONE)
    drag(owed, letter(BROKEN), DONE, "INBOX")
    assert cycle(owed.desk) == 0, "it is decided already"
    case = the_case(owed)
    assert (case.state, case.queue) == (CaseState.OPEN, "Quality")


def test_back_and_done_again(owed: Bench) -> None:
    for source, target in ((QUEUE, DONE), (DONE, QUEUE), (QUEUE, DONE)):
        drag(owed, letter(BROKEN), source, target)
    assert the_case(owed).state is CaseState.RESOLVED
    assert story(owed).count("resolved") == 2


def test_new_numbers_of_a_queue_folder_reopen_nothing(owed: Bench) -> None:
    close(owed.database, the_case(owed).id, owed.account.clock.now())
    owed.account.renumber(QUEUE)
    look_around(owed.desk)
    assert the_case(owed).state is CaseState.RESOLVED


# --- what belongs to it -----------------------------------------------------------------------------------------------
def test_a_promise_of_a_closed_case_is_void_and_never_broken(owed: Bench) -> None:
    answers(owed, "We will write to you tomorrow.")
    assert len(owed.desk.cases.promises("support")) == 1
    drag(owed, letter(BROKEN), QUEUE, DONE)
    assert owed.desk.cases.promises("support") == ()
    owed.account.clock.step(days=3)
    tick(owed.desk)
    said = [one.detail for one in timeline(owed.database, the_case(owed)) if one.kind == "promise"]
    assert [word.partition(":")[0] for word in said] == ["by agent", "void"]


def test_a_check_back_may_follow(owed: Bench) -> None:
    owed.change(policy=replace(AUTO, follow_ups=FollowUps(csat="auto")))
    answers(owed, "A new cup is on its way.")
    drag(owed, letter(BROKEN), QUEUE, DONE)
    owed.account.clock.step(hours=25)
    tick(owed.desk)
    assert the_case(owed).done == ("csat",)


def test_her_answer_after_filing_leaves_it_closed(owed: Bench) -> None:
    drag(owed, letter(BROKEN), QUEUE, DONE)
    answers(owed, "A new cup has left our house.")
    assert the_case(owed).state is CaseState.RESOLVED


@pytest.mark.parametrize(
    ("words", "state"),
    [("We will write to you tomorrow.", CaseState.OPEN), ("Could you send us a photo?", CaseState.WAITING)],
)
def test_her_answer_that_leaves_something_open_opens_it(owed: Bench, words: str, state: CaseState) -> None:
    drag(owed, letter(BROKEN), QUEUE, DONE)
    answers(owed, words)
    assert the_case(owed).state is state


def test_a_draft_that_was_still_to_be_written_is_withdrawn(bench: Bench) -> None:
    bench.hands.scripted[ActionKind.DRAFT] = Receipt(outcome=Outcome.RETRY, detail="no room")
    make_room(bench.desk)
    content = arrives(bench, BROKEN)
    key = f"draft:{mail_id('support', content)}"
    assert bench.state(key) == "queued"
    drag(bench, content, QUEUE, DONE)
    assert bench.state(key) == "failed"


def test_our_own_move_does_not_take_it_out_again(bench: Bench) -> None:
    """Our move had to wait, and an agent was faster."""
    bench.hands.scripted[ActionKind.MOVE] = Receipt(outcome=Outcome.RETRY, detail="too many connections")
    make_room(bench.desk)
    content = arrives(bench, BROKEN)
    drag(bench, content, "INBOX", DONE)
    bench.account.clock.step(hours=2)
    act(bench.desk)
    assert bench.mails(DONE) == [content]
    assert the_case(bench).state is CaseState.RESOLVED


# --- the folder -------------------------------------------------------------------------------------------------------
ROOMS = {
    "mails are moved": (AUTO, True),
    "mails are only tagged": (replace(AUTO, routing="tag"), False),
    "nothing is done": (replace(AUTO, routing="off"), False),
    "switched off": (replace(AUTO, care=Care(done_folder="")), False),
}


@pytest.mark.parametrize(("policy", "there"), ROOMS.values(), ids=ROOMS.keys())
def test_the_folder_is_made_where_mails_are_moved(bench: Bench, policy: object, there: bool) -> None:
    bench.change(policy=policy)
    for _ in range(2):
        Watch(desk=bench.desk, sleep=lambda _: None).once()
    assert (DONE in bench.account.folders) is there


def test_another_name(bench: Bench) -> None:
    bench.policy = replace(AUTO, care=Care(done_folder="Erledigt"))
    bench.again()
    make_room(bench.desk)
    content = arrives(bench, BROKEN)
    drag(bench, content, QUEUE, "Triage/Erledigt")
    assert the_case(bench).state is CaseState.RESOLVED


def test_a_folder_of_the_shops_own_counts_where_mails_are_only_tagged(bench: Bench) -> None:
    bench.change(policy=replace(AUTO, routing="tag"))
    content = arrives(bench, BROKEN)
    drag(bench, content, "INBOX", DONE)
    assert the_case(bench).state is CaseState.RESOLVED


def test_switched_off_the_folder_is_any_folder(bench: Bench) -> None:
    bench.change(policy=replace(AUTO, care=Care(done_folder="")))
    content = arrives(bench, BROKEN)
    drag(bench, content, QUEUE, DONE)
    assert the_case(bench).state is CaseState.OPEN


def test_a_server_that_refuses_the_folder_stops_nothing(bench: Bench) -> None:
    def refuse(folder: str) -> None:
        raise Refused(f'folder "{folder}" cannot be created')

    bench.hands.make = refuse  # type: ignore[method-assign]
    bench.account.deliver(letter())
    assert Watch(desk=bench.desk, sleep=lambda _: None).once() == 1
