"""A small shop's mails: enough to teach a model the difference, small enough to do it in a second."""

from triage.domain import Example
from triage.model.fit import fit
from triage.model.judge import Fitted

_SAID = {
    ("order_status", "low", "en"): """
        where is my parcel please
        hi, could you tell me where my parcel is
        has my order been shipped yet
        any news about my order, where is it now
        just checking where the parcel is, no hurry
        do you have a tracking number for my order please""",
    ("order_status", "low", "de"): """
        wo ist mein paket bitte
        können sie mir sagen wo mein paket gerade ist
        wurde meine bestellung schon verschickt
        gibt es schon eine sendungsnummer für mein paket
        wo steckt meine bestellung, es eilt nicht
        ist das paket schon unterwegs""",
    ("damaged_parcel", "normal", "en"): """
        the parcel was crushed and the cup is broken
        box arrived soaked and the cup inside broken
        everything in the parcel arrived broken
        the glass was broken when i opened the box
        the box was crushed by the courier, lamp broken
        arrived broken, the box had a hole""",
    ("damaged_parcel", "normal", "de"): """
        das paket war zerdrückt und die tasse ist kaputt
        karton nass angekommen, die tasse ist kaputt
        alles im paket kam kaputt an
        das glas war kaputt als ich den karton öffnete
        der karton war zerdrückt, lampe kaputt
        kam zerbrochen an, loch im karton""",
    ("dispute", "critical", "en"): """
        i will open a chargeback with my bank today
        my lawyer will write to you, this is fraud
        i opened a paypal case, expect the chargeback
        you will hear from my lawyer
        refund me or i go to the bank for a chargeback
        this is fraud, i reported you, my lawyer knows""",
    ("dispute", "critical", "de"): """
        ich lasse das geld von der bank zurückholen, das ist betrug
        mein anwalt wird ihnen schreiben, das ist betrug
        paypal fall ist eröffnet
        sie hören von meinem anwalt
        das ist betrug, ich gehe zum anwalt
        anzeige ist erstattet, mein anwalt weiß bescheid""",
    ("other", "low", "en"): """
        we offer seo services for your website
        our agency can bring your website to the top of google
        grow your website traffic with our seo offer
        please find our price list for packaging, best offer
        seo audit of your website, special offer
        i apply for a job in your warehouse""",
    ("other", "low", "de"): """
        wir bieten seo für ihre webseite
        unsere agentur bringt ihre webseite nach oben
        mehr besucher für ihre webseite, unser angebot
        anbei unsere preisliste für kartons, bestes angebot
        seo prüfung ihrer webseite, besonderes angebot
        bewerbung als lagerist""",
}


def small() -> tuple[Example, ...]:
    """48 mails of two writers in two languages, four intents, three urgencies."""
    return tuple(
        Example(subject="", body=line.strip(), intent=intent, urgency=urgency, language=language,
                writer=f"{language}-{'ab'[number % 2]}")
        for (intent, urgency, language), lines in _SAID.items()
        for number, line in enumerate(lines.strip().splitlines())
    )  # fmt: skip


def small_model() -> Fitted:
    """Trained on them."""
    return fit(small())
