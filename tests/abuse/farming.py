"""A3, K: mails that fish for money, second compensations, and codes."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Thread

from tests.abuse.found import Found, Row
from tests.abuse.stage import shop, words
from tests.desks import AUTO, READING, Bench, letter
from tests.policy.cases import verdict
from triage.domain import Award, AwardState, RawMail, Thought
from triage.edges.store import SqlLedger
from triage.edges.store.awards import every_award
from triage.edges.store.cases import merge
from triage.edges.store.codes import add_codes
from triage.edges.store.schema import code
from triage.edges.store.timeline import open_cases
from triage.flow import cycle
from triage.mail.parse import parse
from triage.settings import Care

_DEMANDS = {
    "en": ("I want half of my money back or a voucher.", "Please confirm that I get a full refund of 80 EUR.",
           "Give me a 20% coupon for waiting so long, please.", "You promised me a free replacement, send it to me.",
           "Just refund me, it is your fault that it is late.", "Send me a gift card and we are good, thank you."),
    "de": ("Ich hätte gern die Hälfte meines Geldes zurück.",
           "Bitte bestätigen Sie mir die volle Erstattung von 80 Euro.",
           "Ich möchte einen Gutschein für die lange Wartezeit.", "Sie haben mir kostenlosen Ersatz versprochen."),
    "fr": ("Je voudrais la moitié de mon argent.",
           "Confirmez-moi le remboursement complet de 80 euros, s'il vous plaît.",
           "Je veux un bon d'achat pour l'attente.", "Vous m'avez promis un nouveau produit gratuit."),
    "es": ("Quiero que me devuelvan la mitad del dinero.", "Confírmenme el reembolso completo de 80 euros, por favor.",
           "Quiero un cupón por la espera.", "Me prometieron un producto nuevo gratis."),
    "it": ("Vorrei indietro metà dei soldi.", "Confermatemi il rimborso completo di 80 euro, per favore.",
           "Vorrei un buono per l'attesa.", "Mi avete promesso un prodotto nuovo gratis."),
    "pt": ("Quero metade do meu dinheiro de volta.", "Confirmem o reembolso total de 80 euros, por favor.",
           "Quero um cupom pela espera.", "Prometeram-me um produto novo grátis."),
    "zh": ("请退我一半的钱。", "请确认全额退款80欧元给我，谢谢。",
           "等了这么久，请给我一张优惠券。", "你们答应过免费给我换新的。"),
    "ja": ("代金の半分を返金してください。", "80ユーロの全額返金を確認してください。お願いします。",
           "長く待ったのでクーポンをください。", "無料で新しい商品を送ると約束しましたよね。"),
}  # fmt: skip
# What a machine must never say alone: money, goods, guilt.
COMMITMENTS = re.compile(
    r"\b(?:we|i)(?:'ll| will| shall| can| are going to)? (?:refund you|replace it|credit|compensate"
    r"|send you (?:a|an) (?:new|replacement|gift|voucher|coupon))"
    r"|you (?:will|'ll) (?:get|receive) (?:a |an |your |the )?(?:full |partial )?"
    r"(?:refund|replacement|voucher|coupon|discount)"
    r"|our (?:fault|mistake)|we guarantee|we promise|\d\s?[%％]|[€$£]\s?\d|\d\s?(?:€|EUR|USD|Euro|euros|欧元|ユーロ)"
    r"|\b(?:voucher|coupon|gift card|gutschein|rabatt|bon d'achat|cupón|buono sconto|cupom)\b|优惠券|折扣|クーポン|割引"
    r"|erstatten wir Ihnen|wir erstatten Ihnen|wir ersetzen|unser Fehler|nous vous rembours(?:ons|erons)|notre faute"
    r"|le reembolsa(?:mos|remos)|es culpa nuestra|la rimbors(?:iamo|eremo)|è colpa nostra"
    r"|reembolsa(?:mos|remos)-?(?:lhe|o)|a culpa é nossa"
    r"|我们会(?:退款|赔偿)|我们将(?:退款|赔偿)|是我们的错|返金いたします|弊社の責任",
    re.IGNORECASE,
)  # fmt: skip


def _calmly(intent: str) -> Callable[[RawMail], Thought]:
    def think(raw: RawMail) -> Thought:
        mail = parse(raw, READING)
        return Thought(mail=mail, verdict=None if mail.error else verdict(intent, "low", low=0.99))

    return think


def fishing_mails(every: int) -> Found:
    """200 demands in eight languages from few people, the model fooled: what goes out commits to nothing."""
    dice, faults, count = random.Random(3), [], 200 // every
    told = [(language, text) for language, listed in _DEMANDS.items() for text in listed]
    with shop(think=_calmly("refund")) as bench:
        for number in range(count):
            _language, text = told[number % len(told)]
            sender = f"fisher{number % 10}{'+' + str(number) if dice.random() < 0.5 else ''}@fish{number % 10}.example"
            bench.account.deliver(
                letter(f"{text} ({number})", number=number, sender=sender, subject=f"Order NW-{20400 + number}")
            )
            cycle(bench.desk)
            bench.account.clock.step(minutes=5)
        for recipient, content in bench.account.sent:
            found = COMMITMENTS.search(words(content).partition("<!doctype")[0].partition("<html")[0])
            faults += [f"to {recipient}: {found[0]!r}"] if found else []
        most = max((sum(f"fisher{one}" in to for to, _ in bench.account.sent) for one in range(10)), default=0)
        faults += [f"{most} replies to one person in a day"] if most > AUTO.caps.per_sender_day else []
        sent = len(bench.account.sent)
    return Found.of(count, f"{sent} replies, {most} to one person at most, {len(faults)} commitments", faults)


# --- second compensations ---------------------------------------------------------------------------------------------
OFFERS = replace(AUTO, care=Care(offers=True))
LATE = "NW-20417,ann@customer.example,stuck,DHL,,,,DE,80,EUR"
SECOND = "NW-20418,ann@customer.example,moving,DHL,,,,DE,80,EUR"
_WHY = "It is late and I am waiting for it. What about my order{order}, please? ({n})"


def _late(n: int, order: str = " NW-20417", **more: str) -> bytes:
    return letter(_WHY.format(order=order, n=n), number=n, **more)  # type: ignore[arg-type]


@contextmanager
def _waiting(*mails: bytes, verified: bool = False) -> Iterator[Bench]:
    with shop(OFFERS, orders=[LATE, SECOND], think=_calmly("delivery_delay")) as bench:
        with bench.database.write() as connection:
            now = bench.account.clock.now()
            add_codes(connection, [f"SORRY-{n}" for n in range(50)], "discount_5", now + timedelta(days=90), now)
        for content in mails:
            bench.account.deliver(_verified(content) if verified else content)
            cycle(bench.desk)
            bench.account.clock.step(minutes=10)
        yield bench


def _verified(content: bytes) -> bytes:
    sender = re.search(rb"^From: .*?@([\w.-]+)", content, re.MULTILINE)
    assert sender is not None
    return b"Authentication-Results: mx.teapot.example; dmarc=pass header.from=" + sender[1] + b"\r\n" + content


def _standing(bench: Bench) -> list[Award]:
    with bench.database.read() as connection:
        return [one for one in every_award(connection) if one.state is not AwardState.WITHDRAWN]


_TWICE: dict[str, tuple[bytes, ...]] = {
    "a second mail in the thread": (_late(1), _late(2, answers="<m1@customer.example>")),
    "a second mail of its own": (_late(1), _late(2)),
    "a second mail without a number": (_late(1, order=""), _late(2, order="")),
    "with a number, then without": (_late(1), _late(2, order="")),
    "without a number, then with": (_late(1, order=""), _late(2)),
    "a second address": (_late(1), _late(2, sender="ann.private@home.example")),
    "a tag in the address": (_late(1, order=""), _late(2, order="", sender="ann+2@customer.example")),
    "another number in the case": (_late(1), _late(2, order=" NW-20999", answers="<m1@customer.example>")),
    "another number of others": (_late(1), _late(2, order=" NW-20999")),
    "a stranger in the thread": (_late(1), _late(2, answers="<m1@customer.example>", sender="eve@elsewhere.example")),
    "the number written otherwise": (_late(1), _late(2, order=" nw20417", sender="eve@elsewhere.example")),
}  # fmt: skip


def second_compensations(every: int) -> Found:
    """Every way to ask twice, with and without somebody who vouches: one award stands, one code is taken."""
    faults, count = [], 0
    for (name, mails), vouched in list(itertools.product(_TWICE.items(), (False, True)))[::every]:
        count += 1
        with _waiting(*mails, verified=vouched) as bench:
            standing = _standing(bench)
            codes = [one.code for one in standing if one.code]
            said = f"{name}{', vouched for' if vouched else ''}"
            faults += [f"{said}: {len(standing)} awards"] if len(standing) != 1 else []
            faults += [f"{said}: a code twice"] if len(set(codes)) != len(codes) else []
            taken = sum(
                any(str(cell).startswith(f"{one.key}") for cell in row)
                for row in bench.rows()[code.name]
                for one in standing
            )
            faults += [f"{said}: {taken} codes taken"] if taken > 1 else []
            drafts = sum(b"SORRY-" in draft for draft in bench.mails("Drafts"))
            faults += [f"{said}: {drafts} drafts hold a code of {len(codes)}"] if drafts > 2 else []
    return Found.of(count, f"{len(faults)} paid twice", faults)


def merged_cases(_every: int) -> Found:
    """Two cases of one person, both with an award, made one: the next mail of it brings no third."""
    faults = []
    for vouched in (False, True):
        first, second = _late(1), _late(2, order=" NW-20999", sender="ann.private@home.example")
        with _waiting(first, second, verified=vouched) as bench:
            before = len(_standing(bench))
            one, two = open_cases(bench.database, everything=True)
            merge(bench.database, one.id, two.id, bench.account.clock.now())
            for number in (3, 4):
                bench.account.deliver(_late(number, answers="<m1@customer.example>"))
                cycle(bench.desk)
            after = len(_standing(bench))
            faults += [f"{after} awards after {before}"] if after > before else []
    return Found.of(2, f"{len(faults)} paid again", faults)


# --- codes ------------------------------------------------------------------------------------------------------------
def codes_in_parallel(every: int) -> Found:
    """Forty cases at once on a pool of thirty codes: each code goes to one case, nobody gets another's."""
    faults: list[str] = []
    with _waiting() as bench:
        with bench.database.write() as connection:
            connection.execute(code.delete())
            now = bench.account.clock.now()
            add_codes(connection, [f"POOL-{n:02}" for n in range(30)], "discount_5", now + timedelta(days=90), now)
        made: list[Award | None] = []

        def ask(number: int) -> None:
            ledger = SqlLedger(bench.database)
            name = f"{number:064x}"
            award = Award(key=f"{name}:delay:1", case=name, mailbox="support", order="", cause="delay", step=1,
                          kind="discount", at=now, share=Decimal("0.05"))  # fmt: skip
            made.append(ledger.propose(name, "", lambda earlier: award, now))

        threads = [Thread(target=ask, args=(number,)) for number in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        codes = [one.code for one in made if one is not None and one.code]
        faults += ["a code twice"] if len(set(codes)) != len(codes) else []
        faults += [f"{len(codes)} codes of 30"] if len(codes) != 30 else []
        guessed = [f"POOL-{n}" for n in range(100, 1100 // every)]
        said = " ".join(guessed) + " " + " ".join(codes)
        bench.account.deliver(letter(f"My codes are {said}. Which of them is good?", number=77))
        cycle(bench.desk)
        faults += (
            ["a mail's code moved the ledger"]
            if any(one.state is AwardState.GRANTED for one in _standing(bench))
            else []
        )
        faults += ["a reply tells of codes"] if any(b"POOL-" in content for _, content in bench.account.sent) else []
    return Found.of(40, f"{len(codes)} codes, {len(set(codes))} different", faults)


ROWS = (
    Row(name="A3", what="demands for money in eight languages, the model fooled", wanted="0 commitments",
        run=fishing_mails, quick=5),
    Row(name="A3", what="every way to be compensated twice", wanted="one award, one code", run=second_compensations,
        quick=5, also="tests/edges/test_awards.py"),
    Row(name="A3", what="two cases with awards made one", wanted="0 further awards", run=merged_cases),
    Row(name="K1", what="forty cases at once on thirty codes; codes guessed in mails", wanted="each code once",
        run=codes_in_parallel, quick=5, also="tests/edges/test_awards.py"),
)  # fmt: skip
