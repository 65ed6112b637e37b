"""A case's timeline as sentences that a person would write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from triage.cli.console import clean
from triage.edges.store.timeline import Entry
from triage.policy.sheet_words import INTENT_WORDS, RULE_WORDS

Clock = Callable[[datetime], str]  # a time as the shop's people read it

_REASONS = 2  # why a mail was not answered alone, so many in words
_SUBJECT = 70  # columns of a subject

_OUTCOMES = {
    "reply": "The machine answers it.",
    "draft": "A draft is written for a person.",
    "shadow": "Nothing is written yet (shadow).",
    "person": "A person answers it.",
    "none": "A machine wrote it, so nobody answers.",
}
_MADE = {
    "draft": "The draft", "reply": "The automatic reply", "notice": "The notice to your people",
    "follow_up": "The follow-up",
}  # fmt: skip
_FATES = {
    "queued": "waits to be done", "committing": "is being done", "failed": "did not go out",
    "uncertain": "may have gone out, nobody knows",
}  # fmt: skip
_RULES = {
    **RULE_WORDS,
    "matrix_person": "The policy says: a person.",
    "matrix_draft": "The policy says: a draft at most.",
    "template_failed": "The text could not be written.",
}
_DONE = {"draft": "lies in your Drafts folder", "reply": "was sent", "notice": "was sent"}
_PROMISES = {
    "kept": "The promise of {due} was kept.",
    "broken": "The promise of {due} was broken: nobody had written by then.",
    "void": "The promise of {due} does not count any more.",
}
_GIFTS = {
    "discount": "a discount", "refund_part": "part of the money back", "voucher": "a voucher",
    "free_shipping": "free shipping", "gift": "a gift", "replacement": "a replacement", "refund": "the money back",
}  # fmt: skip
_FOLLOW_UPS = {
    "silent_customer": "a reminder", "progress_update": "word on how it goes", "dispute_apology": "an apology",
    "csat": "the question whether all is well", "thank_you": "thanks",
}  # fmt: skip
_BY = {"agent": "An agent", "triage": "The machine"}
_VERDICTS = {
    ("sent", True): "The agent sent the draft as it was, or nearly.",
    ("sent", False): "The agent wrote something else than the draft.",
    ("moved", True): "Where the agent put it fits what the machine would do.",
    ("moved", False): "Where the agent put it says that the machine was wrong about it.",
    ("reopened", False): "The customer had to write again after the machine's answer.",
    ("kept", True): "The agent answered it where the machine had put it.",
    ("console", True): "A person called the machine's answer right.",
    ("console", False): "A person called the machine's answer wrong.",
}
# Events whose detail fits into a sentence as it is.
_EVENTS = {
    "opened": "The case was opened.",
    "soon": "The answer was due soon.",
    "overdue": "The answer was overdue.",
    "raised": "Waiting raised the urgency from {detail}.",
    "queue": "The case went from {detail}.",
    "moved": "An agent moved the mail from {detail}.",
    "reopened": "The case was opened again: {detail}.",
    "resolved": "The case was closed: {detail}.",
    "answered": "A person of the shop answered.",
    "score": "The customer gave {detail} of 5.",
    "thanks": "The customer said thanks.",
    "merged": "The case was joined {detail}.",
    "split": "The case was parted {detail}.",
    "undelivered": "Not delivered: {detail}.",
}


def sentence(entry: Entry, clock: Clock) -> str:
    """What happened, on one line, without its time."""
    told = _TOLD.get(entry.kind)
    if told is not None and entry.values:
        return told(entry, clock)
    if entry.kind in _BY_DETAIL:
        return _BY_DETAIL[entry.kind](entry.detail)
    words = _EVENTS.get(entry.kind, f"{entry.kind.replace('_', ' ')}: {{detail}}")
    return words.replace("{detail}", clean(entry.detail))


def _mail(entry: Entry, _clock: Clock) -> str:
    values = entry.values
    who = f"{clean(values['sender']) or 'Somebody'} joined" if values["other"] else "The customer wrote"
    subject = clean(values["subject"], _SUBJECT)
    return who + (f': "{subject}"' if subject else "") + f" (mail {values['mail'][:12]})"


def _decision(entry: Entry, _clock: Clock) -> str:
    values = entry.values
    read = (
        f'Read as "{INTENT_WORDS.get(values["intent"], values["intent"])}", {values["urgency"]}, for {values["queue"]}.'
    )
    return f"{read} {_OUTCOMES.get(values['outcome'], values['outcome'])}{_reasons(values)}"


def _reasons(values: Mapping[str, Any]) -> str:
    """Why a person has to do with it: the first of the rules, in words."""
    rules = values["rules"] if values["outcome"] in {"draft", "person"} else []
    words = " ".join(_rule(rule) for rule in rules[:_REASONS])
    more = len(rules) - _REASONS
    return (f" {words}" if words else "") + (f" (And {more} more.)" if more > 0 else "")


def _rule(name: str) -> str:
    capped = f"More automatic mails are not allowed now ({name.removeprefix('cap_').replace('_', ' ')})."
    return _RULES.get(name) or (capped if name.startswith("cap_") else f"{name.replace('_', ' ')}.")


def _made(entry: Entry, _clock: Clock) -> str:
    state, why = entry.values["state"], clean(entry.values["why"])
    fate = _DONE.get(entry.kind, "was made") if state == "done" else _FATES.get(state, state)
    return f"{_MADE[entry.kind]} {fate}" + (f": {why}." if why and state != "done" else ".")


def _promise(entry: Entry, clock: Clock) -> str:
    due, state = clock(entry.values["due"]), entry.values["state"]
    if state == "made":
        who = "An agent promised to write" if entry.values["by"] == "agent" else "Our mail promised a person's answer"
        return f"{who} by {due}."
    return _PROMISES[state].replace("{due}", due)


def _compensation(entry: Entry, _clock: Clock) -> str:
    values = entry.values
    worth = f" ({values['worth']})" if values["worth"] else ""
    plus = f" and {_GIFTS.get(values['plus'], values['plus'])}" if values["plus"] else ""
    gift = _GIFTS.get(values["kind"], values["kind"])
    return f"Proposed: {gift}{worth}{plus} for {values['cause'].replace('_', ' ')}, step {values['step']}."


def _verdict(entry: Entry, _clock: Clock) -> str:
    return _VERDICTS.get((entry.values["kind"], entry.values["agrees"]), f"{entry.detail}.")


def _award(verb: str) -> Callable[[str], str]:
    def told(detail: str) -> str:
        what, _, by = detail.rpartition(", by ")
        return f"{_BY.get(by, clean(by))} {verb}: {clean(what)}."

    return told


def _follow_up(detail: str) -> str:
    name, _, how = detail.partition(": ")
    manner, _, why = how.partition(", ")
    made = "was sent" if manner == "sent" else "lies in your Drafts folder"
    return f"A follow-up {made}: {_FOLLOW_UPS.get(name, clean(name))}" + (f" ({clean(why)})." if why else ".")


def _parcel(detail: str) -> str:
    return f"The parcel's state changed from {clean(detail).replace('_', ' ')}."


_TOLD: Mapping[str, Callable[[Entry, Clock], str]] = {
    "mail": _mail, "decision": _decision, "draft": _made, "reply": _made, "notice": _made, "follow_up": _made,
    "promise": _promise, "compensation": _compensation, "verdict": _verdict,
}  # fmt: skip
_BY_DETAIL: Mapping[str, Callable[[str], str]] = {
    "granted": _award("granted it"), "withdrawn": _award("took it back"), "proposed": _award("proposes it again"),
    "follow_up": _follow_up, "parcel": _parcel,
}  # fmt: skip
