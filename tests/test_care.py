"""Offers, follow-ups and notices through the whole flow: what is told is granted, what is not told is not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.desks import AUTO, Bench, bench_in, letter
from triage.care import listen_to_agents, tick
from triage.domain import AwardState, CaseState, Step
from triage.edges.store.cases import close
from triage.edges.store.codes import add_codes
from triage.edges.store.timeline import open_cases, timeline
from triage.errors import Unavailable
from triage.flow import cycle
from triage.settings import Authority, Caps, Care, CompensationRow, FollowUps

TABLE = (
    CompensationRow(
        name="a gesture for damage", causes=("damage",), kind="discount", share=Decimal("0.2"), automatic=True
    ),
)
OFFERS = replace(AUTO, care=Care(offers=True), compensation=TABLE)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


def text_of(message: bytes) -> str:
    return str(message_from_bytes(message).get_payload(0).get_payload(decode=True).decode())


def codes(bench: Bench, *names: str, kind: str = "discount_20") -> None:
    now = bench.account.clock.now()
    with bench.database.write() as connection:
        add_codes(connection, names, kind, now + timedelta(days=300), now)


def awards(bench: Bench) -> list[tuple[str, AwardState, str]]:
    (case,) = open_cases(bench.database, everything=True)
    return [(one.kind, one.state, one.code) for one in bench.desk.ledger.awards(case.id, "")]


# --- offers in drafts -------------------------------------------------------------------------------------------------
def broken_cup(bench: Bench) -> str:
    bench.change(policy=OFFERS)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    assert bench.outcomes() == ["draft"]
    return text_of(bench.mails("Drafts")[0])


def test_a_draft_names_the_offer_and_its_code(bench: Bench) -> None:
    codes(bench, "TEA-0001")
    assert "TEA-0001" in broken_cup(bench)
    assert awards(bench) == [("discount", AwardState.PROPOSED, "TEA-0001")]


def test_offers_are_off_at_first(bench: Bench) -> None:
    codes(bench, "TEA-0001")
    bench.change(policy=replace(OFFERS, care=Care()))
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    assert "TEA" not in text_of(bench.mails("Drafts")[0])
    assert awards(bench) == []


def test_what_the_agent_sends_is_granted_and_what_she_leaves_out_is_not(bench: Bench) -> None:
    listen_to_agents(bench.desk)
    codes(bench, "TEA-0001")
    broken_cup(bench)
    bench.account.deliver(
        letter("We are sorry.", number=50, sender="help@teapot.example", answers="<m1@customer.example>"), "Sent"
    )
    listen_to_agents(bench.desk)
    assert [state for _, state, _ in awards(bench)] == [AwardState.PROPOSED]
    words = "We are sorry. Please use the code TEA-0001 with your next order."
    bench.account.deliver(
        letter(words, number=51, sender="help@teapot.example", answers="<m1@customer.example>"), "Sent"
    )
    listen_to_agents(bench.desk)
    assert [state for _, state, _ in awards(bench)] == [AwardState.GRANTED]


class DiesBefore:
    """An edge whose named method dies the first time, as the power may fail at that moment."""

    def __init__(self, real: object, method: str) -> None:
        self._real, self._method = real, method

    def __getattr__(self, name: str) -> object:
        if name != self._method:
            return getattr(self._real, name)
        self._method = ""
        raise Unavailable("the power failed")


DEATHS = {
    "before her mail is understood": ("cases", "write"),
    "before the ledger is told": ("ledger", "sent"),
    "before it is evidence": ("standings", "shown"),
    "before the cursor moves": ("intake", "keep"),
}


@pytest.mark.parametrize(("part", "method"), DEATHS.values(), ids=DEATHS.keys())
def test_an_agents_mail_that_is_heard_twice_is_one(bench: Bench, part: str, method: str) -> None:
    listen_to_agents(bench.desk)
    codes(bench, "TEA-0001")
    broken_cup(bench)
    words = "We are sorry. Please use the code TEA-0001. We will write to you tomorrow."
    bench.account.deliver(
        letter(words, number=50, sender="help@teapot.example", answers="<m1@customer.example>"), "Sent"
    )
    sound = getattr(bench.desk, part)
    bench.change(**{part: DiesBefore(sound, method)})
    with pytest.raises(Unavailable):
        listen_to_agents(bench.desk)
    bench.change(**{part: sound})
    bench.account.clock.step(hours=3)
    for _ in range(2):
        listen_to_agents(bench.desk)
    rows = bench.rows()
    (case,) = open_cases(bench.database)
    kinds = [one.kind for one in timeline(bench.database, case)]
    assert (len(rows["promise"]), len(rows["evidence"]), len(rows["award"])) == (1, 1, 1)
    assert (kinds.count("answered"), kinds.count("granted"), kinds.count("verdict")) == (1, 1, 1)
    assert case.state is CaseState.OPEN


def test_a_mail_that_is_heard_again_does_not_open_what_was_closed_since(bench: Bench) -> None:
    listen_to_agents(bench.desk)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    bench.account.deliver(
        letter("Could you send a photo?", number=50, sender="help@teapot.example", answers="<m1@customer.example>"),
        "Sent",
    )
    sound = bench.desk.intake
    bench.change(intake=DiesBefore(sound, "keep"))
    with pytest.raises(Unavailable):
        listen_to_agents(bench.desk)
    (case,) = open_cases(bench.database)
    close(bench.database, case.id, bench.account.clock.now())
    bench.change(intake=sound)
    listen_to_agents(bench.desk)
    assert bench.desk.cases.case(case.id).state is CaseState.RESOLVED


def test_five_mails_do_not_climb_the_ladder(bench: Bench) -> None:
    codes(bench, "TEA-0001", "TEA-0002")
    broken_cup(bench)
    for number in range(2, 6):
        bench.account.deliver(letter("The cup is broken!", number=number, answers="<m1@customer.example>"))
    cycle(bench.desk)
    assert len(awards(bench)) == 1


def test_a_dearer_offer_than_any_agent_may_grant_stands_in_no_draft(bench: Bench) -> None:
    codes(bench, "TEA-0001")
    dear = (replace(TABLE[0], tier="expert"),)
    bench.change(policy=replace(OFFERS, compensation=dear))
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    assert "TEA" not in text_of(bench.mails("Drafts")[0])
    assert awards(bench) == []


# --- what an agent offers by herself ----------------------------------------------------------------------------------
def answers(bench: Bench, words: str, sender: str = "help@teapot.example") -> None:
    listen_to_agents(bench.desk)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    bench.account.deliver(letter(words, number=50, sender=sender, answers="<m1@customer.example>"), "Sent")
    listen_to_agents(bench.desk)


def happened(bench: Bench) -> list[str]:
    (case,) = open_cases(bench.database, everything=True)
    return [entry.kind for entry in timeline(bench.database, case)]


def test_what_she_gives_above_her_tier_leaves_a_trace_and_stops_nothing(bench: Bench) -> None:
    answers(bench, "We are so sorry. We can offer you 30% off.")
    assert awards(bench) == [("discount", AwardState.GRANTED, "")]
    assert "above_authority" in happened(bench)
    assert "answered" in happened(bench)


@pytest.mark.parametrize("sender", ["help@teapot.example", "Help@Teapot.example"])
def test_her_address_tells_her_tier(bench: Bench, sender: str) -> None:
    bench.change(policy=replace(AUTO, authority=Authority(agents={"help@teapot.example": "expert"})))
    answers(bench, "We are so sorry. We can offer you 30% off.", sender)
    assert [state for _, state, _ in awards(bench)] == [AwardState.GRANTED]
    assert "above_authority" not in happened(bench)


def test_a_mail_without_an_offer_leaves_the_ledger_alone(bench: Bench) -> None:
    answers(bench, "Only 5 % of our parcels arrive broken, we are looking into it.")
    assert awards(bench) == []


# --- thank-you --------------------------------------------------------------------------------------------------------
def content(bench: Bench, *, pool: tuple[str, ...], hours: int = 25) -> None:
    """A case that was solved, asked about, and rated five; and so many hours later."""
    bench.change(policy=replace(AUTO, follow_ups=FollowUps(csat="auto", thank_you="auto")))
    codes(bench, *pool, kind="discount_10")
    listen_to_agents(bench.desk)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    bench.account.deliver(
        letter("A new cup is on its way.", number=50, sender="help@teapot.example", answers="<m1@customer.example>"),
        "Sent",
    )
    listen_to_agents(bench.desk)
    (case,) = open_cases(bench.database)
    close(bench.database, case.id, bench.account.clock.now())
    bench.account.clock.step(hours=25)
    tick(bench.desk)
    cycle(bench.desk)
    bench.account.deliver(letter("5", number=2, answers="<m1@customer.example>"))
    cycle(bench.desk)
    bench.account.clock.step(hours=hours)
    for _ in range(3):
        tick(bench.desk)
        cycle(bench.desk)


def test_a_thank_you_brings_its_code_once(bench: Bench) -> None:
    content(bench, pool=("THX-0001", "THX-0002"))
    _check_back, thanks = (message for _, message in bench.account.sent)
    assert "THX-0001" in text_of(thanks)
    assert awards(bench) == [("discount", AwardState.GRANTED, "THX-0001")]


def test_a_thank_you_that_a_cap_has_put_off_still_brings_its_code(bench: Bench) -> None:
    """It is due on the day of the check-back, and one follow-up a day is all."""
    codes(bench, "THX-0001", kind="discount_10")
    content(bench, pool=(), hours=1)
    assert len(bench.account.sent) == 1
    bench.account.clock.step(hours=25)
    tick(bench.desk)
    cycle(bench.desk)
    _check_back, thanks = (message for _, message in bench.account.sent)
    assert "THX-0001" in text_of(thanks)
    assert [code for _, state, code in awards(bench) if state is AwardState.GRANTED] == ["THX-0001"]


@pytest.mark.parametrize(("again", "thanked"), [(90, 1), (1, 2), (0, 2)])
def test_a_customer_is_thanked_once_in_a_while_however_many_cases_she_rates(
    bench: Bench, again: int, thanked: int
) -> None:
    content(bench, pool=("THX-0001", "THX-0002", "THX-0003"))
    wishes = FollowUps(csat="auto", thank_you="auto", thanks_again_days=again)
    bench.change(policy=replace(AUTO, follow_ups=wishes, caps=Caps(per_sender_week=99)))
    bench.account.clock.step(days=10)
    bench.account.deliver(letter("Where is my cup?", number=3, sender="ann+two@customer.example"))
    cycle(bench.desk)
    second = next(one for one in open_cases(bench.database) if one.state is not CaseState.RESOLVED)
    asked = bench.desk.cases.write(
        Step(case=replace(second, state=CaseState.RESOLVED, due=None, next_update=None, score=5,
                          resolved_at=bench.account.clock.now())),
        second, bench.account.clock.now(),
    )  # fmt: skip
    assert asked == ""
    bench.account.clock.step(hours=25)
    tick(bench.desk)
    cycle(bench.desk)
    assert sum("THX-" in text_of(message) for _, message in bench.account.sent) == thanked


def test_a_thank_you_without_codes_brings_thanks_alone(bench: Bench) -> None:
    content(bench, pool=())
    _check_back, thanks = (message for _, message in bench.account.sent)
    assert "thank" in text_of(thanks).lower()
    assert AwardState.GRANTED not in [state for _, state, _ in awards(bench)]


def test_the_score_of_a_stranger_counts_for_nobody(bench: Bench) -> None:
    content(bench, pool=())
    (case,) = open_cases(bench.database, everything=True)
    bench.account.deliver(letter("1", number=9, sender="eve@evil.example", subject="Score 1 [T-AAAAAAAAAA]"))
    cycle(bench.desk)
    assert next(one for one in open_cases(bench.database, everything=True) if one.id == case.id).score == 5
    assert case.state is CaseState.RESOLVED
