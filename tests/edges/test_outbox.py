"""What the outbox does with replies after an outage, and with those of which nobody knows whether they arrived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import event, select, update

from tests.desks import AUTO, Bench, bench_in, letter
from triage.care import listen_to_agents
from triage.domain import Action, ActionKind, Award, Case, CaseState, Level, Origin, Outcome, Receipt, Step, mail_id
from triage.edges.store import SqlOutbox, schema
from triage.edges.store.report import Open, summary
from triage.edges.store.timeline import open_cases, timeline
from triage.edges.store.undelivered import _OURS
from triage.flow import act, cycle, receive, reconcile
from triage.policy.cases import promise
from triage.settings import Breaker, Caps
from triage.testing import MemoryHands

MINE = mail_id("support", letter())
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WIDE = Caps(per_domain_hour=500, per_sender_day=500, per_sender_week=500, per_minute=500)


class Post(MemoryHands):
    """Hands whose mail server may be away; they note when each reply left."""

    away, left = False, ()

    def perform(self, action: Action, places: Sequence[Origin]) -> Receipt:
        if action.kind is not ActionKind.REPLY:
            return super().perform(action, places)
        if self.away:
            return Receipt(outcome=Outcome.RETRY, detail="451 try again later")
        self.left = (*self.left, (self._account.clock.at, action.recipient))
        return super().perform(action, places)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


def with_caps(bench: Bench, caps: Caps, breaker: Breaker | None = None) -> Post:
    post = Post(bench.account)
    policy = replace(AUTO, caps=caps)
    bench.change(policy=policy, hands=post, outbox=SqlOutbox(bench.database, breaker or Breaker(floor_per_hour=500)))
    return post


def write(bench: Bench, count: int, first: int = 1, domain: str = "x{}.example") -> None:
    for number in range(first, first + count):
        sender = f"ann{number}@{domain.format(number)}"
        bench.account.deliver(
            letter(f"Where is my order, please? It is number {number}.", number=number, sender=sender)
        )
    cycle(bench.desk)


def pass_time(bench: Bench, span: timedelta, step: timedelta = timedelta(minutes=1)) -> None:
    until = bench.account.clock.at + span
    while bench.account.clock.at < until:
        bench.account.clock.at += step
        act(bench.desk)


def most_in(times: Sequence[datetime], span: timedelta) -> int:
    """The fullest window of a span."""
    return max((sum(start <= at < start + span for at in times) for start in times), default=0)


def only(bench: Bench) -> Case:
    (case,) = open_cases(bench.database, everything=True)
    return case


def told(bench: Bench) -> dict[str, str]:
    """The story of the only case: the last word of each kind."""
    return {entry.kind: entry.detail for entry in timeline(bench.database, only(bench))}


def shown(bench: Bench) -> list[Open]:
    """What `triage status` lists."""
    return list(summary(bench.database).needs_person)


# --- caps after an outage ---------------------------------------------------------------------------------------------
def queued_for_hours(bench: Bench, post: Post, each: int, hours: int, domain: str = "x{}.example") -> None:
    post.away = True
    for hour in range(hours):
        write(bench, each, first=1 + hour * each, domain=domain)
        pass_time(bench, HOUR, timedelta(minutes=20))
    post.away = False


@pytest.mark.parametrize(
    ("caps", "span", "most", "domain"),
    [
        (replace(WIDE, per_minute=3), timedelta(minutes=1), 3, "x{}.example"),
        (replace(WIDE, per_hour=4), HOUR, 4, "x{}.example"),
        (replace(WIDE, per_domain_hour=2), HOUR, 2, "shop{}.robot.example"),
    ],
    ids=["a minute", "an hour", "an hour to one domain"],
)
def test_what_an_outage_kept_back_leaves_within_the_caps(
    bench: Bench, caps: Caps, span: timedelta, most: int, domain: str
) -> None:
    post = with_caps(bench, caps)
    queued_for_hours(bench, post, min(most, 3), 4, domain)
    assert post.left == ()
    pass_time(bench, 10 * HOUR, timedelta(seconds=30))
    times = [at for at, _ in post.left]
    assert len(times) == 4 * min(most, 3), "none is lost"
    assert most_in(times, span) == most, "and none waits longer than it must"


def test_the_breakers_rate_holds_for_what_an_outage_kept_back(bench: Bench) -> None:
    post = with_caps(bench, replace(WIDE, per_hour=500), Breaker(floor_per_hour=5))
    queued_for_hours(bench, post, 3, 5)
    pass_time(bench, 8 * HOUR, timedelta(minutes=1))
    times = [at for at, _ in post.left]
    assert (len(times), most_in(times, HOUR)) == (15, 5)


def test_new_mail_is_counted_with_what_leaves_late(bench: Bench) -> None:
    post = with_caps(bench, replace(WIDE, per_hour=4))
    queued_for_hours(bench, post, 3, 3)
    for hour in range(5):
        write(bench, 2, first=100 + 10 * hour)
        pass_time(bench, HOUR, timedelta(minutes=1))
    assert most_in([at for at, _ in post.left], HOUR) <= 4


def test_other_work_goes_on_while_replies_wait(bench: Bench) -> None:
    post = with_caps(bench, replace(WIDE, per_minute=1))
    queued_for_hours(bench, post, 1, 4)
    assert len(bench.mails("Triage/Logistics")) == 4
    bench.account.clock.step(hours=1)
    outbox, now = bench.desk.outbox, bench.account.clock.now()
    first, second, *_ = [one.key for one in outbox.due("support", now, 9)]
    assert (outbox.committing(first, now), outbox.committing(second, now)) == (True, False)
    assert outbox.due("support", now, 9) == (), "the others are not even tried"
    assert len(outbox.due("support", now + timedelta(minutes=1), 9)) == 3


def test_a_reply_that_leaves_at_once_is_only_asked_whether_somebody_was_quicker(bench: Bench) -> None:
    """Its conversation, the case, the customer's newer mail: caps and breaker were looked at when it was written."""
    statements: list[str] = []
    with_caps(bench, WIDE).away = True
    write(bench, 1)
    (key,) = [row.key for row in _rows(bench, "reply")]
    _put(bench, key, attempts=0, not_before=bench.account.clock.at)
    event.listen(bench.database.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    assert bench.desk.outbox.committing(key, bench.account.clock.now())
    assert len([one for one in statements if not one.startswith(("BEGIN", "PRAGMA"))]) == 5


def _rows(bench: Bench, kind: str) -> list:
    with bench.database.read() as connection:
        return list(connection.execute(select(schema.action).where(schema.action.c.kind == kind)))


def _put(bench: Bench, key: str, **values: object) -> None:
    with bench.database.write() as connection:
        connection.execute(update(schema.action).where(schema.action.c.key == key).values(state="queued", **values))


# --- too late ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def late(bench: Bench) -> Bench:
    """A reply that waits for the mail server to come back."""
    post = with_caps(bench, WIDE)
    listen_to_agents(bench.desk)
    post.away = True
    bench.account.deliver(letter())
    cycle(bench.desk)
    assert only(bench).state is CaseState.WAITING
    bench.account.clock.step(hours=3)
    post.away = False
    return bench


def follow_up_waits(late: Bench) -> str:
    """Another mail of the machine in the same case, that answers nothing; its key."""
    made = Action(
        key="follow:1", kind=ActionKind.REPLY, mail_id=MINE, mailbox="support", not_before=late.account.clock.now(),
        recipient="ann@customer.example", content=letter(number=44),
    )  # fmt: skip
    late.desk.cases.write(Step(case=only(late), actions=(made,)), only(late), late.account.clock.now())
    late.account.clock.step(hours=3)
    return made.key


def a_person_has_it(bench: Bench, why: str) -> None:
    act(bench.desk)
    case, now = only(bench), bench.account.clock.now()
    assert isinstance(bench.desk.hands, Post)
    assert bench.desk.hands.left == ()
    assert bench.state(f"reply:{MINE}") == "failed"
    assert (case.state, case.machine_at, case.asked) == (CaseState.OPEN, None, "")
    assert case.due is not None
    assert case.next_update == case.due >= now
    assert why in told(bench)["undelivered"]
    assert [item.what for item in shown(bench)] == ["reply failed"]
    assert why in shown(bench)[0].detail
    assert bench.mails("Sent") == []


def test_a_late_reply_that_nothing_speaks_against_leaves(late: Bench) -> None:
    act(late.desk)
    assert late.state(f"reply:{MINE}") == "done"
    assert only(late).state is CaseState.WAITING
    assert shown(late) == []


@pytest.mark.parametrize("tried", [True, False], ids=["tried all day", "the daemon was down"])
def test_a_reply_of_yesterday_is_a_persons(late: Bench, tried: bool) -> None:
    assert isinstance(late.desk.hands, Post)
    late.desk.hands.away = tried
    if tried:
        pass_time(late, 25 * HOUR, timedelta(minutes=30))
    late.account.clock.step(hours=24)
    a_person_has_it(late, "24 hours")


def test_a_newer_mail_that_waits_for_a_person_stops_the_older_reply(late: Bench) -> None:
    late.account.deliver(letter("My money back, now!", number=2, answers="<m1@customer.example>"))
    late.change(policy=replace(late.desk.policy, default_level=Level.DRAFT))
    cycle(late.desk)
    assert late.outcomes()[-1] in {"draft", "person"}
    a_person_has_it(late, "a newer mail waits for a person")


def test_mail_that_nobody_has_read_yet_is_read_before_a_late_reply_leaves(late: Bench) -> None:
    late.account.deliver(letter("I call my lawyer.", number=2, answers="<m1@customer.example>"))
    receive(late.desk)
    act(late.desk)
    assert late.state(f"reply:{MINE}") == "queued"
    cycle(late.desk)
    late.account.clock.step(minutes=2)
    a_person_has_it(late, "a newer mail waits for a person")


def test_an_open_breaker_stops_the_late_ones_too(late: Bench) -> None:
    with late.database.write() as connection:
        connection.execute(schema.setting.insert().values(name="breaker:support", value="30 bounces in an hour"))
    a_person_has_it(late, "the breaker")


def test_an_address_that_bounced_meanwhile_gets_nothing(late: Bench) -> None:
    with late.database.write() as connection:
        values = {"mailbox": "support", "address": "ann@customer.example", "mail_id": "x", "at": late.account.clock.at}
        connection.execute(schema.blocked.insert().values(**values))
    a_person_has_it(late, "came back")


def test_a_case_that_a_person_has_taken_over_gets_nothing(late: Bench) -> None:
    """As one that was joined with a case in which an agent had written."""
    with late.database.write() as connection:
        connection.execute(update(schema.cases).values(silent=True))
    a_person_has_it(late, "taken over")


def test_a_person_who_wrote_meanwhile_has_answered(late: Bench) -> None:
    answer = letter("It left today.", number=9, sender="help@teapot.example", answers="<m1@customer.example>")
    late.account.deliver(answer, "Sent")
    listen_to_agents(late.desk)
    act(late.desk)
    assert late.state(f"reply:{MINE}") == "failed"
    assert only(late).state is CaseState.WAITING
    assert shown(late) == [], "nobody needs to look"


@pytest.mark.parametrize("column", ["customer_at", "agent_at"])
def test_a_follow_up_that_somebody_has_overtaken_is_dropped_in_silence(late: Bench, column: str) -> None:
    act(late.desk)
    key = follow_up_waits(late)
    with late.database.write() as connection:
        connection.execute(update(schema.cases).values({column: late.account.clock.now() - HOUR}))
    act(late.desk)
    assert late.state(key) == "failed"
    assert only(late).state is CaseState.WAITING
    assert "wrote" in told(late)["undelivered"]
    assert shown(late) == [], "nobody needs to look"


# --- nobody knows, refused, came back ---------------------------------------------------------------------------------
ENDS = {
    "refused": (
        Receipt(outcome=Outcome.FAILED, detail="550 <ann@customer.example> unknown"),
        "refused",
        "reply failed",
    ),
    "unknown": (Receipt(outcome=Outcome.UNCERTAIN, detail="cut"), "nobody knows", "reply uncertain"),
}


@pytest.mark.parametrize(("receipt", "why", "what"), ENDS.values(), ids=ENDS.keys())
def test_a_case_whose_reply_did_not_surely_arrive_is_not_answered(
    bench: Bench, receipt: Receipt, why: str, what: str
) -> None:
    bench.account.deliver(letter())
    bench.hands.scripted[ActionKind.REPLY] = receipt
    cycle(bench.desk)
    case = only(bench)
    assert (case.state, case.machine_at) == (CaseState.OPEN, None)
    assert case.due is not None
    assert case.next_update == case.due > bench.account.clock.now()
    assert why in told(bench)["undelivered"]
    assert "ann@" not in told(bench)["undelivered"], "the server's words may name the customer"
    assert [item.what for item in shown(bench)] == [what]
    assert case in open_cases(bench.database), "`triage cases` lists it"


def test_a_reply_that_a_crash_interrupted_is_a_persons(bench: Bench) -> None:
    class Dies(MemoryHands):
        def perform(self, action: Action, places: Sequence[Origin]) -> Receipt:
            raise KeyboardInterrupt

    bench.account.deliver(letter())
    bench.change(hands=Dies(bench.account))
    with pytest.raises(KeyboardInterrupt):
        cycle(bench.desk)
    assert only(bench).state is CaseState.WAITING
    bench.again()
    reconcile(bench.desk)
    assert only(bench).state is CaseState.OPEN
    before = bench.rows()
    reconcile(bench.desk)
    assert bench.rows() == before, "once is enough"


def test_what_such_a_reply_promised_is_void(bench: Bench) -> None:
    """Its words name a time for a person's answer, so the promise is there as soon as it is written."""
    bench.account.deliver(letter())
    bench.hands.scripted[ActionKind.REPLY] = Receipt(outcome=Outcome.RETRY, detail="451 later")
    cycle(bench.desk)
    case, now = only(bench), bench.account.clock.now()

    mine = promise(case, f"reply:{MINE}", now, now + DAY, "triage")
    hers = promise(case, "agent:1", now, now + 2 * DAY, "agent")
    bench.desk.cases.write(Step(case=case, promises=(mine, hers)), case, now)
    bench.account.clock.step(minutes=2)
    bench.hands.scripted[ActionKind.REPLY] = Receipt(outcome=Outcome.FAILED, detail="550")
    act(bench.desk)
    assert bench.desk.cases.promises("support") == (hers,)
    assert told(bench)["promise"] == "void"


@pytest.mark.parametrize(("outcome", "state"), [(Outcome.FAILED, "proposed"), (Outcome.UNCERTAIN, "granted")])
def test_what_was_never_told_is_not_granted(bench: Bench, outcome: Outcome, state: str) -> None:
    """Where it may have been told it stays: nobody is given the same twice."""
    bench.account.deliver(letter())
    bench.hands.scripted[ActionKind.REPLY] = Receipt(outcome=Outcome.RETRY, detail="451 later")
    cycle(bench.desk)
    case, now = only(bench), bench.account.clock.now()
    made, earlier = (
        Award(
            key=f"{case.id}:delay:{step}", case=case.id, mailbox="support", order="", cause="delay", step=step,
            kind="gift", at=at,
        )
        for step, at in ((2, now), (1, now - DAY))
    )  # fmt: skip
    for one in (made, earlier):
        bench.desk.ledger.propose(case.id, "", lambda _, one=one: one, now)
        bench.desk.ledger.grant(one.key, now, "triage")
    bench.account.clock.step(minutes=2)
    bench.hands.scripted[ActionKind.REPLY] = Receipt(outcome=outcome, detail="the end")
    act(bench.desk)
    states = {one.key: one.state.value for one in bench.desk.ledger.awards(case.id, "")}
    assert states == {made.key: state, earlier.key: "granted"}


def bounce(reply: bytes, head: str = "Return-Path: <>", status: str = "", number: int = 70) -> bytes:
    quoted = reply.partition(b"\r\n\r\n")[0].decode()
    lines = f"{head}\r\nFrom: mailer-daemon@mx.example\r\nTo: help@teapot.example\r\nMessage-ID: <b{number}@mx.example>"
    return f"{lines}\r\nSubject: Undelivered\r\n\r\nIt could not be delivered.\r\n{status}\r\n\r\n{quoted}\r\n".encode()


def test_a_reply_that_comes_back_days_later_opens_its_case_again(bench: Bench) -> None:
    bench.account.deliver(letter())
    cycle(bench.desk)
    (_, reply), *_ = bench.account.sent
    bench.account.clock.step(days=3)
    bench.account.deliver(bounce(reply))
    cycle(bench.desk)
    assert only(bench).state is CaseState.OPEN
    assert told(bench)["undelivered"] == "the automatic reply: it came back"
    assert [item.what for item in shown(bench)] == ["reply failed"]
    bench.account.deliver(bounce(reply, number=71))
    cycle(bench.desk)
    assert [entry.kind for entry in timeline(bench.database, only(bench))].count("undelivered") == 1


def test_a_machine_that_only_answers_does_not(bench: Bench) -> None:
    bench.account.deliver(letter())
    cycle(bench.desk)
    (_, reply), *_ = bench.account.sent
    ours = str(message_from_bytes(reply)["Message-ID"])
    absent = letter("I am away until Monday.", number=7, answers=ours, Auto_Submitted="auto-replied", Return_Path="<>")
    delayed = bounce(reply, status="Action: delayed", number=72)
    for mail in (absent, delayed):
        bench.account.deliver(mail)
        cycle(bench.desk)
    assert only(bench).state is CaseState.WAITING
    assert bench.state(f"reply:{MINE}") == "done"


def test_a_bounce_is_looked_up_by_an_index(bench: Bench) -> None:
    with bench.database.read() as connection:
        words = _OURS.params(named="x").compile(connection, compile_kwargs={"literal_binds": True})
        steps = [row[3] for row in connection.exec_driver_sql(f"explain query plan {words}")]
    assert not any(step.startswith("SCAN") for step in steps), steps


# --- a clock that is wrong --------------------------------------------------------------------------------------------
def asks(bench: Bench, number: int) -> str:
    bench.account.deliver(letter(f"Where is my order {'now, ' * number} please?", number=number))
    cycle(bench.desk)
    return bench.outcomes()[-1]


@pytest.mark.parametrize("restart", [False, True], ids=["while it runs", "restarted in between"])
def test_a_clock_that_was_ahead_blocks_nobody_for_a_day(bench: Bench, restart: bool) -> None:
    post = with_caps(bench, replace(WIDE, per_minute=3))
    bench.account.clock.off = DAY
    write(bench, 3)
    assert len(post.left) == 3
    bench.account.clock.off = timedelta()
    if restart:
        bench.again()
        with_caps(bench, replace(WIDE, per_minute=3))
    write(bench, 1, first=10)
    assert bench.outcomes()[-1] == "draft", "the minute is full"
    bench.account.clock.step(minutes=2)
    write(bench, 1, first=20)
    assert bench.outcomes()[-1] == "reply"


@pytest.mark.parametrize("ahead", [DAY, -DAY], ids=["a day ahead", "a day behind"])
def test_the_caps_of_a_day_are_not_free_because_somebody_set_the_clock(bench: Bench, ahead: timedelta) -> None:
    with_caps(bench, replace(WIDE, per_sender_day=2))
    found = [asks(bench, 1), asks(bench, 2)]
    bench.account.clock.off = ahead
    found += [asks(bench, 3)]
    bench.account.clock.step(hours=1)
    bench.account.clock.off = timedelta()
    found += [asks(bench, 4)]
    assert found == ["reply", "reply", "draft", "draft"]
    bench.account.clock.step(hours=24)
    assert asks(bench, 5) == "reply", "and the day ends when it ends"
