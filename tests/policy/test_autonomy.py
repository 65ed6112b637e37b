"""How classes earn and lose their levels: what counts, how often, and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.policy.cases import NOW, POLICY
from triage.domain import Case, CaseState, Decision, Event, Evidence, Level, Plan, Shown, Standing
from triage.policy.autonomy import faults, lower_bound, outlook, verdict_on
from triage.policy.classes import Back, Candidate, Fall, Raise, Stay, candidate, candidates
from triage.policy.evidence import Tally, counted, of_console, of_move, of_return, of_sent, of_shadow, tally
from triage.policy.standings import Alarm, backs, falls, notice, raises, stands, stopped
from triage.settings import DEFAULT_QUEUES, Autonomy, QueueRule

DAY = timedelta(days=1)
CLASS = ("order_status", "en")
QUEUES = {rule.name: rule for rule in DEFAULT_QUEUES}
SHADOW, DRAFT, AUTO = Level.SHADOW, Level.DRAFT, Level.AUTO
LAX = replace(POLICY, autonomy=Autonomy(auto_agreement=0.9))


def said(number: int = 0, kind: str = "sent", agrees: bool = True, days: float = 1, **more: object) -> Evidence:
    values = {"alone": True, "intent": CLASS[0], "language": CLASS[1], "customer": f"c{number}"} | more
    return Evidence(
        mail_id=f"m{number}", kind=kind, mailbox="support", at=NOW - days * DAY, agrees=agrees, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def many(right: int, wrong: int = 0, **more: object) -> list[Evidence]:
    return [said(number, agrees=number >= wrong, **more) for number in range(right + wrong)]  # type: ignore[arg-type]


def at(level: Level, *, base: Level = AUTO, days: float = 100, **more: object) -> Standing:
    values = {"by": "evidence", "why": "x", "proven": level is AUTO} | more
    return Standing(
        mailbox="support", intent=CLASS[0], language=CLASS[1], level=level, base=base, at=NOW - days * DAY, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def judged(evidence: list[Evidence], standing: Standing | None, policy=LAX) -> Raise | Fall | Back | Stay:
    return verdict_on(one(evidence, standing, policy), policy, NOW)


def one(evidence: list[Evidence], standing: Standing | None, policy=LAX) -> Candidate:
    return candidate(CLASS, counted(evidence), standing, policy, NOW)


# --- the bound --------------------------------------------------------------------------------------------------------
def test_lower_bound_of_published_cases() -> None:
    """NIST handbook 7.2.4.1 gives the two-sided bounds of 4 of 20; the one-sided of 19 of 20 is well known."""
    assert lower_bound(19, 20) == pytest.approx(0.7839, abs=1e-4)
    assert lower_bound(59, 59) == pytest.approx(0.95, abs=1e-3)
    assert [lower_bound(0, of) for of in (0, 1, 50)] == [0, 0, 0]


def test_missing_is_the_least_that_is_enough() -> None:
    for right, wrong in ((0, 0), (5, 0), (12, 1), (30, 4), (3, 9)):
        ahead = outlook(one(many(right, wrong), at(SHADOW)), LAX)
        assert ahead is not None
        assert ahead.missing is not None
        done, short = (judged(many(right + ahead.missing - less, wrong, days=8), at(SHADOW)) for less in (0, 1))
        assert isinstance(done, Raise), (right, wrong)
        assert isinstance(short, Stay), (right, wrong)
        assert short.missing == 1


def test_what_is_missing_counts_customers_too() -> None:
    found = judged([replace(piece, customer=f"c{n % 4}", case=f"t{n}") for n, piece in enumerate(many(8))], at(SHADOW))
    assert found == Stay(
        missing=12,
        why="8 of 8 answers were right, so at least 69%; 80% are wanted for draft: 12 more right ones are needed; "
        "it needs 10 customers, has 4",
    )


def test_the_shops_own_limit_is_auto_without_a_figure() -> None:
    strict = replace(POLICY, autonomy=Autonomy())
    found = judged(many(298), at(DRAFT), strict)
    assert found == Stay(
        missing=1,
        why="298 of 298 answers were right, so at least 99%; 99% are wanted for auto: 1 more right ones are needed",
    )
    assert isinstance(judged(many(299), at(DRAFT), strict), Raise)


# --- verdicts ---------------------------------------------------------------------------------------------------------
RISES = {
    "from shadow, all as they were": (many(20), at(SHADOW), DRAFT),
    "from shadow by mails that nobody moved": (many(20, kind="kept"), at(SHADOW), DRAFT),
    "from shadow by answers that are drafts anyway": (many(20, alone=False), at(SHADOW), DRAFT),
    "from shadow with one wrong in forty": (many(39, 1, days=30), at(SHADOW), DRAFT),
    "to auto": (many(50), at(DRAFT), AUTO),
    "auto by the settings gets its proof": (many(50), None, AUTO),
    "what was wrong long ago": ([*many(50), said(99, agrees=False, days=181)], at(DRAFT), AUTO),
}
STAYS = {
    "nothing is known": ([], at(SHADOW)),
    "one short": (many(19), at(SHADOW)),
    "too old": (many(20, days=181), at(SHADOW)),
    "one customer's many mails": (many(40, customer="c1"), at(SHADOW)),
    "nine customers": ([replace(piece, customer=f"c{n % 9}") for n, piece in enumerate(many(60))], at(SHADOW)),
    "one conversation": (many(40, case="t1"), at(SHADOW)),
    "nine customers to auto": ([*many(60, alone=False), *many(60, customer="c1")], at(DRAFT)),
    "too often wrong for a draft": (many(20, 5, days=30), at(SHADOW)),
    "shadow proves nothing for auto": (many(60, kind="kept"), at(DRAFT)),
    "answers that no machine would give alone": (many(60, alone=False), at(DRAFT)),
    "before it fell": (many(60, days=5), at(DRAFT, days=4, since=NOW - 4 * DAY)),
    "one wrong one on auto": ([said(agrees=False, kind="reopened")], at(AUTO)),
    "two wrong ones a week apart": ([said(days=8, agrees=False), said(1, agrees=False)], at(AUTO)),
    "wrong ones from before it stood there": (many(0, 3, days=2), at(DRAFT, days=1)),
    "two of many drafts": (many(30, 2), at(DRAFT)),
    "drafts of mails a machine leaves alone": (many(0, 3, alone=False), at(AUTO)),
    "a move that was taken back": ([said(1, "moved"), said(2, "moved"), said(3, agrees=False)], at(AUTO)),
    "shadow cannot fall": (many(0, 9), at(SHADOW)),
    "one angry customer, however often": (many(0, 9, kind="reopened", customer="c1"), at(AUTO)),
    "a dispute among many right": ([*many(400, days=30), said(999, "reopened", agrees=False, grave=True)], at(AUTO)),
    "customers of a class on draft": ([*many(2), *many(0, 9, kind="reopened")], at(DRAFT)),
    "a corrected fact that a machine leaves alone": ([said(agrees=False, grave=True, alone=False)], at(AUTO)),
    "proven auto is the end": (many(400), at(AUTO)),
}
FALLS = {
    "two rewritten on auto": (many(0, 2), at(AUTO), DRAFT),
    "auto by the settings": (many(0, 2), None, DRAFT),
    "two of seven drafts": (many(5, 2), at(DRAFT), SHADOW),
    "two customers wrote again": (many(0, 2, kind="reopened"), at(AUTO), DRAFT),
    "a person's and a customer's": ([said(agrees=False), said(1, "reopened", agrees=False)], at(AUTO), DRAFT),
    "a corrected fact": ([said(agrees=False, grave=True)], at(AUTO), DRAFT),
    "a corrected fact among many right": ([*many(400), said(999, agrees=False, grave=True)], at(AUTO), DRAFT),
    "a person said no": ([*many(400), said(999, "console", agrees=False, grave=True)], at(AUTO), DRAFT),
    "a dispute where nothing is proven": ([said(kind="reopened", agrees=False, grave=True)], at(AUTO), DRAFT),
}


@pytest.mark.parametrize(("evidence", "standing", "to"), RISES.values(), ids=RISES)
def test_rises(evidence: list[Evidence], standing: Standing | None, to: Level) -> None:
    found = judged(evidence, standing)
    assert isinstance(found, Raise)
    assert found.to is to
    assert "95 % confidence" in found.why


@pytest.mark.parametrize(("evidence", "standing"), STAYS.values(), ids=STAYS)
def test_stays(evidence: list[Evidence], standing: Standing) -> None:
    assert isinstance(judged(evidence, standing), Stay)


@pytest.mark.parametrize(("evidence", "standing", "to"), FALLS.values(), ids=FALLS)
def test_falls(evidence: list[Evidence], standing: Standing | None, to: Level) -> None:
    found = judged(evidence, standing)
    assert isinstance(found, Fall)
    assert found.to is to
    assert found.why


def test_why_it_fell_is_told_in_plain_words() -> None:
    found = judged([*many(5, 1), said(90, "moved", agrees=False), said(91, "moved", agrees=False)], at(AUTO))
    assert found.why == (
        "3 of 8 judged answers in 7 days were wrong: moved to another queue (2), rewritten before it was sent (1)"
    )


def test_never_auto_for_what_a_person_must_answer() -> None:
    mine = [replace(piece, intent="dispute") for piece in many(400)]
    (found,) = candidates(mine, {("dispute", "en"): replace(at(DRAFT), intent="dispute")}, LAX, NOW)
    assert verdict_on(found, LAX, NOW) == Stay(missing=None, why="dispute is never answered without a person")
    (foreign,) = candidates([replace(piece, language="ko") for piece in many(400)], {}, LAX, NOW)
    assert isinstance(verdict_on(foreign, LAX, NOW), Stay)


def test_a_standing_is_void_once_the_settings_say_something_else() -> None:
    assert one([], at(DRAFT, base=SHADOW)).level is AUTO, "the settings say auto now"
    assert one([], at(DRAFT, base=AUTO)).level is DRAFT


# --- one mail counts once ---------------------------------------------------------------------------------------------
def test_the_strongest_word_of_a_person_wins() -> None:
    everything = [
        said(1, kind, agrees=kind in {"console", "kept", "sent"})
        for kind in ("kept", "reopened", "sent", "moved", "console")
    ]
    for left in range(len(everything), 0, -1):
        (kept,) = counted(everything[:left])
        assert kept.kind == everything[left - 1].kind
    assert counted([said(1, "moved", agrees=True)]) == ()


def test_a_tally_keeps_apart_what_a_machine_would_have_sent() -> None:
    found = tally([said(1), said(2, "kept"), said(3, agrees=False, alone=False), said(4, days=9)], NOW - 7 * DAY, 2)
    assert found == Tally(
        agreed=2, of=3, alone_agreed=1, alone_of=1, against=("sent",), customers=2, alone_customers=1
    )  # fmt: skip
    assert tally([said(1, edited=0.1), said(2, edited=0.3)], NOW - 7 * DAY, 2).edited == pytest.approx(0.2)


def test_of_one_customer_a_few_count_and_what_was_wrong_first() -> None:
    mine = [said(number, agrees=number != 5, customer="c1") for number in range(9)]
    found = tally(mine, NOW - 7 * DAY, 2)
    assert (found.of, found.agreed, found.against, found.customers) == (2, 1, ("sent",), 1)
    assert tally(mine, NOW - 7 * DAY, 4).of == 4
    talk = [said(1, case="t"), said(2, agrees=False, case="t"), said(3, case="t")]
    assert (tally(talk, NOW - 7 * DAY, 9).of, tally(talk, NOW - 7 * DAY, 9).agreed) == (1, 0)


def test_customers_are_counted_by_heads() -> None:
    back = [
        said(number, "reopened", agrees=False, customer=f"c{number // 2}", grave=number == 3) for number in range(4)
    ]
    found = tally(back, NOW - 7 * DAY, 9)
    assert (found.returned, found.disputes, found.grave, found.against) == (2, 1, 0, ())


# --- what people do ---------------------------------------------------------------------------------------------------
DECISION = Decision(
    mail_id="m1", mailbox="support", at=NOW, intent="order_status", urgency="low", language="en", confidence=0.9,
    queue="Logistics", due=None, level=DRAFT, eligible=True, outcome="draft", template="order_status",
)  # fmt: skip
MOVES = {
    "Money": False, "Other": False, "Urgent": False, "Automatic": False, "VIP": True, "Logistics": True,
}  # fmt: skip


@pytest.mark.parametrize(("queue", "fits"), MOVES.items())
def test_a_move_to_a_queue_for_other_mail_disagrees(queue: str, fits: bool) -> None:
    found = of_move(DECISION, QUEUES[queue], NOW)
    assert found is not None
    assert (found.kind, found.agrees, found.alone) == ("moved", fits, True)


def test_a_move_to_the_queue_of_another_language_disagrees() -> None:
    found = of_move(DECISION, QueueRule(name="Deutsch", languages=("de",)), NOW)
    assert found is not None
    assert not found.agrees


def test_a_move_of_a_mail_without_an_answer_says_nothing() -> None:
    assert of_move(replace(DECISION, outcome="person"), QUEUES["Money"], NOW) is None


def test_a_sent_draft_agrees_unless_too_much_was_changed() -> None:
    shown = Shown(decision=DECISION, draft="Your parcel left us on Monday and should arrive within nine working days.")
    kept, rewritten = (
        of_sent(shown, text, (), NOW, 0.15)
        for text in (shown.draft or "", "I have refunded you. Sorry again for all this!")
    )
    assert kept is not None
    assert rewritten is not None
    assert (kept.kind, kept.agrees, kept.edited) == ("sent", True, 0.0)
    assert not rewritten.agrees
    assert rewritten.edited is not None
    assert rewritten.edited > 0.8
    assert of_sent(shown, " \n", (), NOW, 0.15) is None, "a mail that could not be read tells nothing"


def test_one_corrected_fact_is_grave_however_few_words_it_took() -> None:
    shown = Shown(
        decision=DECISION, draft=f"Your parcel is on its way with DHL. {'We thank you for your order. ' * 20}"
    )
    found = of_sent(shown, (shown.draft or "").replace("is on its way with", "has been lost by"), (), NOW, 0.15)
    assert found is not None
    assert found.edited is not None
    assert (found.agrees, found.grave, found.edited < 0.15) == (False, True, True)


def test_how_much_may_be_changed_is_a_setting() -> None:
    shown = Shown(decision=DECISION, draft="many thanks for your kind words about our small shop.")
    found = [
        of_sent(shown, "many thanks for your nice words about our little shop.", (), NOW, most) for most in (0.19, 0.2)
    ]
    assert [one.agrees for one in found if one is not None] == [False, True]


OURS = (
    "Your parcel is on its way with DHL and was last scanned on 18 November. If it has not reached you by then, reply "
    "and a colleague will follow it up."
)
LOOK = "A colleague will look up the current status and write to you by Monday, 10:00. Thank you for your patience."
IN_SHADOW = {
    "the same in her words": (OURS, "moving", "It is on its way to you, with DHL.", True),
    "the same with its day": (OURS, "moving", "Hi! Under way since 18 Nov, see you soon", True),
    "a person looks": (LOOK, "unknown", "Let me check that for you.", True),
    "another state": (OURS, "moving", "I am afraid it has been lost.", False),
    "a decision": (LOOK, "unknown", "We do not know. Please ask others, your order was cancelled, sorry.", False),
    "money": (OURS, "moving", "It is on its way, and we have refunded the shipping.", False),
    "anything at all": (OURS, "moving", "Hello Ann, thank you for your mail!", None),
    "denied": (OURS, "moving", "It is not on its way.", None),
    "another day": (OURS, "moving", "It is on its way since 20 November.", None),
    "another carrier": (OURS, "moving", "It is on its way with UPS.", None),
    "a state that the records do not have": (LOOK, "unknown", "It is on its way.", None),
    "another request": (LOOK, "unknown", "Please tell me your order number and I check it.", None),
    "no words": (OURS, "moving", " ", None),
}  # fmt: skip


@pytest.mark.parametrize(("ours", "state", "hers", "agrees"), IN_SHADOW.values(), ids=IN_SHADOW)
def test_in_shadow_only_the_same_answer_is_right(ours: str, state: str, hers: str, agrees: bool | None) -> None:
    found = of_shadow(replace(DECISION, parcel_state=state), ours, hers, (), NOW)
    assert (found and found.agrees) is agrees
    assert found is None or (found.kind, found.edited) == ("kept", None)
    assert of_sent(Shown(decision=DECISION, draft=None), hers, (), NOW, 0.15) is None, "she has seen no draft"


def test_a_person_may_say_it() -> None:
    found = [of_console(DECISION, yes, NOW) for yes in (True, False)]
    assert [(one.agrees, one.grave) for one in found] == [(True, False), (False, True)]


CASE = Case(
    id="m1", mailbox="support", state=CaseState.WAITING, intent="order_status", urgency="low", language="en",
    queue="Logistics", opened_at=NOW, customer_at=NOW, last_mail="m1", order="A-1", machine_at=NOW,
)  # fmt: skip


def back(
    seen: Case = CASE, *kinds: str, days: float = 1, order: str = "A-1", named: bool = False, **came: object
) -> Evidence | None:  # fmt: skip
    decision = replace(DECISION, mail_id="m2", at=NOW + days * DAY, **came)  # type: ignore[arg-type]
    events = tuple(Event(case="m1", mailbox="support", at=NOW, kind=kind) for kind in kinds)
    plan = Plan(decision=decision, case=replace(seen, order=order), events=events)
    return of_return(DECISION, plan, seen, 7, names_order=named)


def test_a_customer_who_comes_back_was_not_helped() -> None:
    found = back()
    assert found is not None
    assert (found.mail_id, found.agrees, found.grave) == ("m1", False, False)


ANGRY = {
    "urgent": ({"urgency": "high"}, False), "critical": ({"urgency": "critical", "days": 30}, False),
    "complaint": ({"intent": "service_complaint", "days": 30}, False),
    "dispute": ({"intent": "dispute"}, True), "a dispute after weeks": ({"intent": "dispute", "days": 30}, True),
}  # fmt: skip


@pytest.mark.parametrize(("how", "grave"), ANGRY.values(), ids=ANGRY)
def test_an_angry_customer_is_one_customer_and_only_a_dispute_is_more(how: dict[str, object], grave: bool) -> None:
    found = back(CASE, **how)  # type: ignore[arg-type]
    assert found is not None
    assert found.grave is grave


def test_what_speaks_not_against_the_answer() -> None:
    assert back(CASE, "thanks") is None
    assert back(CASE, "score") is None
    assert back(CASE, "score", "reopened") is not None, "a bad score"
    assert back(days=8) is None, "after so long it is another matter"
    assert back(replace(CASE, asked="order"), named=True) is None, "we had asked"
    assert back(replace(CASE, asked="photos")) is None, "we had asked"
    assert back(replace(CASE, asked="order")) is not None, "the answer asked only besides, and this is no number"
    assert back(named=True) is not None, "nobody had asked for one"
    assert back(replace(CASE, order="")) is not None, "a number that nobody asked for"


# --- what becomes of it -----------------------------------------------------------------------------------------------
def test_a_class_that_fell_begins_anew() -> None:
    (fallen,) = falls([one(many(0, 2), at(AUTO))], LAX, "support", NOW)
    assert (fallen.level, fallen.base, fallen.by, fallen.proven, fallen.since) == (DRAFT, AUTO, "evidence", False, NOW)
    assert candidate(CLASS, counted(many(0, 2, days=0)), fallen, LAX, NOW).lately.of == 0, "not its own cause"
    later = NOW + DAY
    again = candidate(CLASS, counted(many(0, 2)), fallen, LAX, later)
    assert falls([again], LAX, "support", later) == (), "the same answers are not held against it twice"
    assert again.ever.of == 0


# --- what customers alone take --------------------------------------------------------------------------------------
PROVEN = at(AUTO, days=50)


def taken(*angry: Evidence, standing: Standing | None = PROVEN, right: int = 0) -> tuple[list[Evidence], Standing]:
    evidence = [*many(right, days=20), *angry]
    (found,) = falls([one(evidence, standing)], LAX, "support", NOW)
    return evidence, found


def later(evidence: list[Evidence], standing: Standing, days: float) -> Raise | Fall | Back | Stay:
    now = NOW + days * DAY
    return verdict_on(candidate(CLASS, counted(evidence), standing, LAX, now), LAX, now)


def angry(number: int, *, dispute: bool = False) -> Evidence:
    return said(number, "reopened", agrees=False, grave=dispute)


def test_after_one_dispute_a_class_rests_and_comes_back_with_its_proof() -> None:
    evidence, fallen = taken(angry(900, dispute=True))
    assert (fallen.level, fallen.by, fallen.since, fallen.proven) == (DRAFT, "dispute", None, True)
    resting = candidate(CLASS, counted(evidence), fallen, LAX, NOW + 6 * DAY)
    assert not resting.proven, "on draft nothing is"
    said_of_it = later([*evidence, *many(90, days=-1)], fallen, 6.9)
    assert isinstance(said_of_it, Stay), "not even with many right ones"
    assert said_of_it.rests
    after = NOW + 7 * DAY
    (given,) = backs([candidate(CLASS, counted(evidence), fallen, LAX, after)], LAX, "support", after)
    assert (given.level, given.by, given.proven) == (AUTO, "back", True)
    assert isinstance(later(evidence, given, 7.1), Stay), "the same dispute is not held against it again"


def test_two_customers_take_it_until_a_person_says_otherwise() -> None:
    evidence, fallen = taken(angry(900), angry(901), right=400)
    assert (fallen.level, fallen.by, fallen.since) == (DRAFT, "customers", None)
    assert isinstance(later(evidence, fallen, 6), Stay), "the older evidence does not lift it at once"
    assert isinstance(later(evidence, fallen, 8), Raise), "nobody has said that it was mistaken"
    cleared = [*evidence, replace(said(900, "console"), at=NOW + DAY)]
    assert isinstance(later(cleared, fallen, 1.1), Back)
    unrelated = [*evidence, replace(said(950, "console"), at=NOW + DAY)]
    assert isinstance(later(unrelated, fallen, 1.1), Stay), "right, but not the one that was complained of"


CONFIRMED = {
    "a person says no": replace(said(900, "console", agrees=False, grave=True), at=NOW + DAY),
    "a draft rewritten meanwhile": replace(said(950, agrees=False), at=NOW + DAY),
    "moved meanwhile": replace(said(950, "moved", agrees=False), at=NOW + DAY),
}


@pytest.mark.parametrize("word", CONFIRMED.values(), ids=CONFIRMED)
def test_what_a_person_confirms_does_not_come_back_by_itself(word: Evidence) -> None:
    evidence, fallen = taken(angry(900, dispute=True))
    assert not isinstance(later([*evidence, word], fallen, 7.5), Back | Raise)


def test_a_forgotten_cause_gives_nothing_back() -> None:
    _, fallen = taken(angry(900), angry(901), right=30)
    assert isinstance(later(many(30, days=20), fallen, 8), Stay), "whoever is erased from the rows clears nobody"


def test_many_customers_are_still_a_fall() -> None:
    proven = [*many(400, days=30), *(angry(900 + number) for number in range(6))]
    assert isinstance(judged(proven, PROVEN, replace(POLICY, autonomy=Autonomy())), Fall)
    assert isinstance(judged([*many(400), *(angry(900 + n) for n in range(2))], PROVEN), Stay), "two of four hundred"


def test_it_rises_by_itself_only_where_the_shop_wants_it() -> None:
    shy = replace(LAX, default_level=SHADOW)
    ready = [one(many(20), None, shy)]
    assert raises(ready, shy, "support", NOW) == ()
    bold = replace(shy, autonomy=replace(LAX.autonomy, raise_by="itself"))
    (lifted,) = raises(ready, bold, "support", NOW)
    assert (lifted.level, lifted.base, lifted.proven, lifted.since) == (DRAFT, SHADOW, False, None)
    named = replace(bold, levels={"order_status": SHADOW})
    assert raises(ready, named, "support", NOW) == (), "a level that a person wrote down is hers to change"


def test_only_earned_auto_is_proven() -> None:
    ready = one(many(50), at(DRAFT, since=NOW - 60 * DAY))
    earned, forced = (
        stands(ready, AUTO, LAX, "support", NOW, by="person", why="x", proven=proven) for proven in (True, False)
    )
    assert (earned.proven, forced.proven, earned.since) == (True, False, NOW - 60 * DAY)


def test_an_alarm_takes_every_class_from_auto() -> None:
    found = stopped({CLASS: at(DRAFT)}, Alarm(by="drift", why="the mail has changed"), POLICY, "support", NOW)
    assert len(found) == 13 * 8 - 1
    assert {one.level for one in found} == {DRAFT}
    assert {one.by for one in found} == {"drift"}
    assert CLASS not in {(one.intent, one.language) for one in found}
    shadow = replace(POLICY, default_level=SHADOW, levels={"dispute": AUTO})
    assert stopped({}, Alarm(by="drift", why="x"), shadow, "support", NOW) == ()


def test_a_notice_says_the_same_reason_once() -> None:
    changed = [replace(at(DRAFT), language=language) for language in ("en", "de")]
    subject, text = notice([*changed, replace(at(AUTO), intent="refund", why="y")])
    assert subject == "3 classes have a new level"
    assert text.splitlines()[:2] == [
        "- order_status (en), order_status (de): on draft now, x",
        "- refund (en): on auto now, y",
    ]


FAULTY = {
    "per cent": (Autonomy(draft_agreement=80), "draft_agreement is 80; it is a share between 0 and 1"),
    "certainty": (Autonomy(auto_agreement=1.0), "auto_agreement"),
    "never": (Autonomy(fall_after=0), "fall_after must be above 0"),
    "no customers": (Autonomy(customers=0), "customers must be above 0"),
    "none of one customer": (Autonomy(per_customer=0), "per_customer must be above 0"),
    "no number": (Autonomy(window_days=float("nan")), "window_days"),
    "a short memory": (Autonomy(window_days=3), "window_days must not be less than fall_days"),
}


@pytest.mark.parametrize(("settings", "words"), FAULTY.values(), ids=FAULTY)
def test_faulty_settings_are_told(settings: Autonomy, words: str) -> None:
    assert words in "; ".join(faults(settings))


def test_the_defaults_are_sound() -> None:
    assert list(faults(Autonomy())) == []
