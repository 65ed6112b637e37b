"""C, P, S: strangers and forgers in a customer's case; promises that nobody made; scores that are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from tests.abuse.found import Found, Row
from tests.abuse.robots import ALL_FOLLOW_UPS
from tests.abuse.stage import opened, shop
from tests.desks import AUTO, Bench, letter, think
from triage.care import listen_to_agents, tick
from triage.domain import Case, CaseState, conversation_token
from triage.edges.store.cases import close, merge, split
from triage.edges.store.schema import promise
from triage.edges.store.timeline import open_cases
from triage.errors import Refused
from triage.flow import cycle
from triage.policy.scores import score_of, score_subject
from triage.settings import Policy

RULES = replace(AUTO, follow_ups=ALL_FOLLOW_UPS)
EVE = "eve@elsewhere.example"
_BROKEN = "My kettle is broken, I would like to hear from you what to do now. Order NW-20417."


def _cases(bench: Bench) -> tuple[Case, ...]:
    return open_cases(bench.database, everything=True)


def _anns(bench: Bench) -> Case:
    return min(_cases(bench), key=lambda case: case.opened_at)


def _case(bench: Bench, name: str) -> Case:
    return next(case for case in _cases(bench) if case.id == name)


@contextmanager
def answered(rules: Policy = RULES, *, closed: bool = False, asked: bool = False) -> Iterator[Bench]:
    """Ann's case after a person's answer; closed and asked for a score where wanted."""
    with shop(rules, think=think) as bench:
        listen_to_agents(bench.desk)
        bench.account.deliver(letter(_BROKEN))
        cycle(bench.desk)
        said = letter("A new one is on its way.", number=50, sender=AUTO.own_address, answers="<m1@customer.example>")
        bench.account.deliver(said, "Sent")
        listen_to_agents(bench.desk)
        if closed or asked:
            close(bench.database, _anns(bench).id, bench.account.clock.now())
        if asked:
            bench.account.clock.step(hours=25)
            tick(bench.desk)
            cycle(bench.desk)
        yield bench


def _ways(bench: Bench) -> dict[str, dict[str, str]]:
    """What a stranger may know of a case."""
    token = conversation_token(_anns(bench).id)
    ours = [str(opened(content)["Message-ID"]) for _, content in bench.account.sent]
    return {
        "token": {"subject": f"Re: your order [{token}]"},
        "order number": {"subject": "My order NW-20417"},
        "her Message-ID": {"answers": "<m1@customer.example>"},
        "our Message-ID": {"answers": ours[0] if ours else "<m50@customer.example>"},
        "References": {"References": "<x@y.example> <m1@customer.example>"},
        "a score's link": {"subject": score_subject(1, token)},
        "everything": {"subject": score_subject(5, token), "answers": "<m1@customer.example>"},
    }


def stranger_in_a_case(every: int) -> Found:
    """Thanks, scores and words of a stranger with token, order number or Message-ID move nothing of Ann's."""
    faults, count = [], 0
    texts = ("Thank you very much!", "5", "1", "I want my money back, please, send it to me.")
    with answered(asked="order") as bench:
        names = list(_ways(bench))
    for name in names[::every]:
        for asked, text in ((asked, text) for asked in (True, False) for text in texts):
            count += 1
            with answered(asked=asked) as bench:
                before, sent = _anns(bench), len(bench.account.sent)
                told = _ways(bench)[name]
                bench.account.deliver(letter(text, number=9, sender=EVE, **told))  # type: ignore[arg-type]
                cycle(bench.desk)
                faults += [f"{name}, {text!r}: {one}" for one in _moved(before, _case(bench, before.id))]
                for _ in range(8):
                    bench.account.clock.step(days=1)
                    tick(bench.desk)
                    cycle(bench.desk)
                token = conversation_token(before.id).encode()
                hers = [to == EVE and token in content for to, content in bench.account.sent[sent:]]
                faults += [f"{name}, {text!r}: she gets a mail of Ann's case"] if any(hers) else []
    return Found.of(count, f"{len(faults)} things moved", faults)


def _moved(before: Case, now: Case) -> Iterator[str]:
    if now.score != before.score:
        yield f"her score is {now.score}"
    if now.state is CaseState.RESOLVED and before.state is not CaseState.RESOLVED:
        yield "her case is closed"
    if now.order != before.order:
        yield f"her order is {now.order}"


def merged_and_split(every: int) -> Found:
    """Cases joined and parted by hand a hundred times with files attached: no mail lost, none twice, nothing sent."""
    faults, rounds = [], max(2, 30 // every)
    with shop(RULES, think=think) as bench:
        for number in range(1, 7):
            bench.account.deliver(_with_file(number))
        cycle(bench.desk)
        sent, mails = len(bench.account.sent), sum(case.mails for case in _cases(bench))
        for number in range(rounds):
            found, now = _cases(bench), bench.account.clock.now()
            if len(found) > 1:
                merge(bench.database, found[number % len(found)].id, found[(number + 1) % len(found)].id, now)
            busiest = max(_cases(bench), key=lambda case: case.mails)
            if busiest.mails > 1:
                try:
                    split(bench.database, busiest.last_mail, now)
                except Refused as error:
                    faults.append(str(error))
            bench.account.clock.step(minutes=1)
            if (there := sum(case.mails for case in _cases(bench))) != mails:
                faults.append(f"round {number}: {there} mails of {mails}")
        faults += ["something was sent"] if len(bench.account.sent) != sent else []
        held = {row[0] for row in bench.rows()["cases"]}
        lost = [row for row in bench.rows()["mail"] if not held & set(map(str, row))]
        faults += [f"{len(lost)} mails belong to no case"] if lost else []
    return Found.of(rounds, f"{len(faults)} mails lost or sent", faults)


def _with_file(number: int) -> bytes:
    head = letter("My kettle is broken, see the photo.", number=number, sender=f"c{number}@customer{number}.example")
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\nMy kettle is broken, see the photo.\r\n"
        "--b\r\nContent-Type: image/png\r\n"
        'Content-Disposition: attachment; filename="photo.png"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
    )
    return head.partition(b"\r\n\r\n")[0] + b'\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + body.encode()


def ten_orders(_every: int) -> Found:
    """One mail that names ten orders of others and two of hers: only hers count, and the one in trouble first."""
    rows = [f"NW-{20400 + n},other{n}@b.example,moving,Hermes,T{n},Hub,2026-12-24,DE,9,EUR" for n in range(8)]
    rows += ["NW-20408,ann@customer.example,moving,DHL,,,,,,", "NW-20409,ann@customer.example,lost,DHL,,,,,,"]
    listed = ", ".join(f"NW-{20400 + n}" for n in range(10))
    faults = []
    with shop(orders=rows) as bench:
        bench.account.deliver(letter(f"Where are my orders {listed}? Please tell me.", verified=True))
        cycle(bench.desk)
        (case,) = _cases(bench)
        faults += [f"the case is of {case.order}, {case.parcel_state}"] if case.parcel_state != "lost" else []
        faults += ["it is answered alone"] if bench.outcomes() != ["draft"] else []
        faults += ["it tells of another's parcel"] if b"Hermes" in b"".join(bench.mails("Drafts")) else []
    return Found.of(10, f"{len(faults)} faults", faults)


# --- promises ---------------------------------------------------------------------------------------------------------
_SAID = "We will get back to you within 24 hours and refund you by Friday."
_QUOTES: dict[str, Callable[[str], str]] = {
    "as his own words": lambda said: said,
    "in quotes": lambda said: f'You wrote: "{said}" Where is it?',
    "with a mark": lambda said: (
        f"Where is it?\n\nOn Fri, 20 Nov 2026 at 10:00, Blue Teapot <help@teapot.example> wrote:\n> {said}"
    ),
    "as Outlook": lambda said: (
        f"Where is it?\n\n-----Original Message-----\nFrom: Blue Teapot <help@teapot.example>\n"
        f"Sent: Friday\nTo: Ann\nSubject: Re\n\n{said}"
    ),
    "in German": lambda said: f"Und?\n\nAm 20.11.2026 um 10:00 schrieb Blue Teapot:\n> {said}",
}


def promises_quoted(every: int) -> Found:
    """A promise in a customer's mail, or in the history below an agent's own words, is none of ours."""
    faults, shapes = [], list(_QUOTES.items())[::every]
    for name, quoted in shapes:
        for agent in (False, True):
            if agent and name in {"as his own words", "in quotes"}:
                continue
            with shop(RULES, think=think) as bench:
                listen_to_agents(bench.desk)
                bench.account.deliver(letter(_BROKEN))
                cycle(bench.desk)
                sender = AUTO.own_address if agent else "ann@customer.example"
                words = quoted(_SAID).replace("Where is it?", "Please see below.") if agent else quoted(_SAID)
                mail = letter(words, number=2, sender=sender, answers="<m1@customer.example>")
                bench.account.deliver(mail, "Sent" if agent else "INBOX")
                cycle(bench.desk)
                listen_to_agents(bench.desk)
                made = [row for row in bench.rows()[promise.name] if "agent" in row]
                faults += [f"{name}, {'agent' if agent else 'customer'}: a promise"] if made else []
    return Found.of(len(shapes) * 2, f"{len(faults)} promises", faults)


# --- scores -----------------------------------------------------------------------------------------------------------
_NO_SCORES = (
    "999", "5 5 1", "1 5", "5 4 3 2 1", "1 2 3 4 5 1 2 3 4 5", "5, 5, 5, 5, 5, 5, 5, 5, 5, 1", "55", "5/50", "-5",
    "5e9", "0", "6", "5 out of 500", "٥ ١", "⅕", "5️⃣ 1️⃣", "five one", "5 stars? never!", "5 (no, 1)",
    "I give you 5 minutes",
    "5 days late", "5\n1", "not 5", "5 but it is still broken", "score 5 refund 1", "<b>5</b> 1", "5" * 600, "5 " * 400,
    "=5", "5;DROP TABLE cases", "{{5}} {{1}}", "5\u202e1",
)  # fmt: skip


def odd_scores(every: int) -> Found:
    """Texts that hold figures and are no score."""
    texts = _NO_SCORES[::every]
    faults = [f"{text[:30]!r} is {found}" for text in texts if (found := score_of(text, "", "en", None)) is not None]
    return Found.of(len(texts), f"{len(faults)} read as scores", faults)


def forged_links(every: int) -> Found:
    """Clicks on scores: another case's token, two tokens, six, zero, twice, after it was given, from a stranger."""
    faults, count = [], 0
    with answered(asked="order") as bench:
        token = conversation_token(_anns(bench).id)
    subjects = (
        "Score 6 [{t}]", "Score 0 [{t}]", "Score 55 [{t}]", "Score 5 [T-AAAAAAAAAA]", "Score 5 [{t}] [{t}]",
        "Score 5 {t}",        "Score 5 [{t}] Score 1 [{t}]", "x Score 5 [{t}]", "Score 5 5 [{t}]", "Score -5 [{t}]",
        "Score ５ [{t}]", "Score 5\u200b1 [{t}]",
    )  # fmt: skip
    for subject in subjects[::every]:
        count += 1
        with answered(asked="order") as bench:
            told = subject.format(t=token)
            bench.account.deliver(letter("(sent by a link)", number=8, subject=told, answers="<m1@customer.example>"))
            cycle(bench.desk)
            if _anns(bench).score is not None and subject != "Score ５ [{t}]":
                faults.append(f"{subject}: {_anns(bench).score}")
    with answered(asked="order") as bench:
        for number, score in enumerate((5, 1, 5), start=10):
            bench.account.deliver(letter(str(score), number=number, answers="<m1@customer.example>"))
            cycle(bench.desk)
        codes = bench.rows()["award"]
        faults += ["a second score replaced the first"] if _anns(bench).score != 5 else []
        faults += ["two gifts"] if len(codes) > 1 else []
    return Found.of(count + 3, f"{len(faults)} taken", faults)


ROWS = (
    Row(name="C1", what="a stranger with token, order number, Message-ID or score link", wanted="0 things moved",
        run=stranger_in_a_case, quick=3),
    Row(name="C2", what="cases with files joined and parted by hand", wanted="0 lost, 0 sent", run=merged_and_split,
        quick=6, also="tests/edges/test_cases.py"),
    Row(name="C3", what="one mail that names ten orders", wanted="only the sender's own count", run=ten_orders),
    Row(name="P1", what="promises quoted back by customers and below agents' words", wanted="0 promises",
        run=promises_quoted, quick=2, also="tests/policy/test_promises.py"),
    Row(name="S1", what="texts with figures that are no score", wanted="0 scores", run=odd_scores,
        also="tests/policy/test_scores.py"),
    Row(name="S2", what="forged and repeated clicks on a score", wanted="0 taken", run=forged_links, quick=4),
)  # fmt: skip
