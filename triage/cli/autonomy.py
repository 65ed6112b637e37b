"""What classes of mail have earned: a table of evidence, and levels given and taken by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import typer

from triage.app import Store, open_store
from triage.autonomy import drift_alarm
from triage.cli.classes import View, show_classes, views
from triage.cli.console import clean, say
from triage.cli.options import ConfigOption, find_shop, known_mailbox
from triage.complaints import neighbour
from triage.config import Config
from triage.domain import Level
from triage.edges.store.standings import find_decision
from triage.errors import Refused
from triage.labels import INTENTS, LANGUAGES
from triage.policy.autonomy import never_beyond, outlook, verdict_on
from triage.policy.classes import BACK, LEVELS, Back, Candidate, Raise
from triage.policy.evidence import ANSWERED, of_console
from triage.policy.standings import backs, stands

Intent = Annotated[str, typer.Argument(help="The class's intent, such as order_status.", show_default=False)]
Language = Annotated[str, typer.Argument(help="Its language, such as en.", show_default=False)]
MailboxOption = Annotated[str, typer.Option(help="The mailbox, where the settings have several.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]

_LEAST_START = 4  # characters of a mail's id

_HELP = (
    "Show how far each class of mail may go, what people did with its answers, and what is missing.\n\n"
    "A class is an intent in a language; shadow, draft and auto are its levels.\n\n"
    "Right are answers that an agent sent nearly as they were drafted, with every fact as it was, or that a person "
    "called right; in shadow, those where an agent's own answer says the same as the one that was only noted. Wrong "
    "are those that were rewritten or had a fact corrected (a number, a day, a name, what the parcel does, a promise), "
    "whose mail was moved to another queue, or after which the customer wrote again.\n\n"
    "One conversation counts once, one customer twice at most, and before a class goes further it needs right answers "
    "to 10 different customers (the settings per_customer and customers change that). Which agent wrote is not known, "
    "so all of it may be one agent's.\n\n"
    '"Proven" is the share of right answers that is certain with 95 % confidence.\n\n'
    "What customers alone say takes a class from auto only for a time, or until a person says of the answer: "
    "triage autonomy verdict ID yes."
)

autonomy = typer.Typer(help=_HELP, epilog="Example: triage autonomy", invoke_without_command=True)


def add_to(app: typer.Typer) -> None:
    """Hang these commands into the program."""
    app.add_typer(autonomy, name="autonomy")


@autonomy.callback()
def show(
    context: typer.Context,
    mailbox: MailboxOption = "",
    everything: Annotated[bool, typer.Option("--all", help="Classes without mail too.")] = False,
    as_json: Json = False,
    config: ConfigOption = None,
) -> None:
    """Show where every class stands."""
    if context.invoked_subcommand is not None:
        return
    with _store(config) as (settings, store):
        for view in views(settings, store, mailbox):
            show_classes(view, everything=everything, as_json=as_json)


@autonomy.command("raise", epilog="Example: triage autonomy raise order_status en")
def raise_command(
    intent: Intent,
    language: Language,
    mailbox: MailboxOption = "",
    force: Annotated[bool, typer.Option("--force", help="Although the evidence does not prove it.")] = False,
    config: ConfigOption = None,
) -> None:
    """Give a class its next level, if it has earned it. By force it is written down as yours, and as not proven."""
    with _one(config, mailbox, intent, language) as (view, one):
        to, why, by = _lift(view, one, force=force)
        made = stands(one, to, view.policy, view.mailbox.name, view.now, by=by, why=why, proven=not force)
        view.store.standings.settle([made], (), view.now)
    say(f"{intent} in {language} is on {to.value} now" + ("" if not force else ", by force"))
    if force and to is Level.AUTO and view.policy.safety.prove:
        say("nothing proves it: answers stay drafts until labelled mails or agents' agreement do ([safety] prove)")


@autonomy.command("lower", epilog="Example: triage autonomy lower order_status en")
def lower(intent: Intent, language: Language, mailbox: MailboxOption = "", config: ConfigOption = None) -> None:
    """Take one level from a class, at once. What was said of it so far counts no more towards the next."""
    with _one(config, mailbox, intent, language) as (view, one):
        if one.level is Level.SHADOW:
            raise Refused(f"{intent} in {language} is on shadow already; there is nothing below")
        to = LEVELS[LEVELS.index(one.level) - 1]
        made = stands(one, to, view.policy, view.mailbox.name, view.now, by="person", why="by hand")
        view.store.standings.settle([made], (), view.now)
    say(f"{intent} in {language} is on {to.value} now")


@autonomy.command("verdict", epilog="Example: triage autonomy verdict 4f2a91c0 yes")
def verdict(
    mail: Annotated[str, typer.Argument(help="The beginning of a mail's id, as `triage cases show` tells it.")],
    right: Annotated[Literal["yes", "no"], typer.Argument(help="Whether the answer was, or would have been, right.")],
    config: ConfigOption = None,
) -> None:
    """Say of one mail whether the machine's answer is right. A person's word outweighs all other evidence of it.

    A class that customers alone took from auto gets it back with "yes".
    """
    with _store(config) as (settings, store):
        decision = find_decision(store.database, mail) if len(mail) >= _LEAST_START else None
        if decision is None:
            raise Refused(f'there is no single decided mail whose id begins with "{clean(mail, 64)}"; {_LEAST_START} '
                          "characters are the least, and `triage cases show` tells the ids")  # fmt: skip
        if decision.outcome not in ANSWERED:
            raise Refused("no answer was written to this mail, so there is none that could be right")
        store.standings.note(of_console(decision, right == "yes", datetime.now(UTC)))
        known_mailbox(settings, decision.mailbox)
        (view,) = views(settings, store, decision.mailbox)
        one = view.of(decision.intent, decision.language)
        said = verdict_on(one, view.policy, view.now)
        if isinstance(said, Back) and _may_rise(view):
            made = backs([one], view.policy, view.mailbox.name, view.now)
            store.standings.settle(made, (), view.now)
            said = replace(said, why=f"it is on {said.to.value} again, {said.why}")
    say(f"noted; {one.intent} in {one.language}: {said.why}")


def _may_rise(view: View) -> bool:
    """Whether neither breaker nor drift keep every class from auto."""
    alarm = drift_alarm(view.store.standings, view.policy, view.mailbox.name, view.now)
    return not view.register.stopped and alarm is None


# --- one class --------------------------------------------------------------------------------------------------------
def _lift(view: View, one: Candidate, *, force: bool) -> tuple[Level, str, str]:
    """The next level, why it is given and by whom. Raises Refused with what is missing."""
    never = never_beyond(one.intent, one.language, one.level, view.policy)
    ahead = outlook(one, view.policy)
    if never:
        raise Refused(never)
    if ahead is None or (force and one.level is Level.AUTO):
        raise Refused(f"{one.intent} in {one.language} is on auto already")
    if ahead.to is Level.AUTO and view.register.stopped:
        raise Refused(
            f"automatic sending is stopped: {view.register.stopped}; look, then: triage resume {view.mailbox.name}"
        )
    if force:
        return ahead.to, "by hand, by force", "person"
    alarm = drift_alarm(view.store.standings, view.policy, view.mailbox.name, view.now)
    if ahead.to is Level.AUTO and alarm is not None:
        raise Refused(f"{alarm.why}; --force gives it all the same")
    said = verdict_on(one, view.policy, view.now)
    if not isinstance(said, Raise | Back):
        raise Refused(
            f"{one.intent} in {one.language} has not earned {ahead.to.value}: {said.why}; --force gives it all the same"
        )
    return said.to, said.why, BACK if isinstance(said, Back) else "evidence"


# --- the store --------------------------------------------------------------------------------------------------------
@contextmanager
def _store(config: Any) -> Iterator[tuple[Config, Store]]:
    settings = find_shop(config)
    store = open_store(settings)
    try:
        yield settings, store
    finally:
        store.database.close()


@contextmanager
def _one(config: Any, mailbox: str, intent: str, language: str) -> Iterator[tuple[View, Candidate]]:
    """One class of one mailbox. Raises BadParameter for a word that is none."""
    with _store(config) as (settings, store):
        if not mailbox and len(settings.mailbox) > 1:
            names = ", ".join(one.name for one in settings.mailbox)
            raise typer.BadParameter(f"there are several mailboxes: name one with --mailbox ({names})")
        (view,) = views(settings, store, mailbox or settings.mailbox[0].name)
        seen = {one.language for one in view.found}
        for word, known, what in ((intent, INTENTS, "intent"), (language, {*LANGUAGES, *seen}, "language")):
            try:
                neighbour(word, known, what)
            except ValueError as error:
                raise typer.BadParameter(str(error)) from None
        yield view, view.of(intent, language)
