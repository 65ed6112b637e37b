"""The table of named rules: why a mail is not answered by a machine. In doubt a person answers.

A rule looks at one Situation and says None (it misses) or why it hits, in words without the customer's. "everything"
stops reply and draft, "sending" stops the reply and leaves the draft. All rules are looked at for every mail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from triage.domain import Level
from triage.policy.addresses import is_address, plain_address
from triage.policy.answerable import ANSWERABLE, NEVER_CUSTOMERS, may_be_automatic
from triage.policy.gravity import is_grave
from triage.policy.rules_words import (
    angry_signs,
    number_given,
    past_dates,
    several_questions,
    shouting,
    too_few_words,
    too_many_words,
    wrong_text,
)
from triage.policy.situation import Rule, Situation

# Guard groups that are what the mail is about: the template for contact_human names the person.
_EXPECTED_GUARDS: Mapping[str, frozenset[str]] = {"contact_human": frozenset({"wants_person"})}
FIRST_CONTACT = "first_contact"  # the template that acknowledges a first enquiry
DISPUTE = "dispute"  # the template that acknowledges a dispute


# --- the mail is no customer's, or cannot be read -----------------------------------------------------------------
def _quarantined(case: Situation) -> str | None:
    error = case.mail.error or ""
    return "the mail killed its reader too often" if error.startswith("quarantined") else None


def _unreadable(case: Situation) -> str | None:
    return "the mail could not be read" if case.mail.error is not None or case.verdict is None else None


def _automatic_mail(case: Situation) -> str | None:
    return f"a machine wrote it ({case.mail.automatic_rule})" if case.mail.machine else None


def _doubtful_sender(case: Situation) -> str | None:
    rule = case.mail.automatic_rule
    return f"no automatic answer may go to this sender ({rule})" if rule is not None and not case.mail.machine else None


def _no_identified_sender(case: Situation) -> str | None:
    sender = case.mail.sender
    known = sender is not None and is_address(sender.email)
    return None if known else "nobody can tell who wrote it"


def _own_address(case: Situation) -> str | None:
    sender, own = case.mail.sender, case.policy.own_address
    same = sender is not None and bool(own) and plain_address(sender.email) == plain_address(own)
    return "it comes from our own address" if same else None


def _encrypted(case: Situation) -> str | None:
    return "it is encrypted" if case.mail.encrypted else None


def _no_words(case: Situation) -> str | None:
    return None if case.mail.new_text.strip() else "there are no new words in it"


# --- a person must look -------------------------------------------------------------------------------------------
def _for_a_dispute(case: Situation) -> bool:
    """The one text that is written for grave mail. Its class is never automatic, so it waits for a person's eyes."""
    return case.row.answer == "draft" and case.row.template == DISPUTE


def _guard_hit(case: Situation) -> str | None:
    if _for_a_dispute(case):
        return None
    expected = _EXPECTED_GUARDS.get(case.verdict.intent, frozenset()) if case.verdict else frozenset()
    found = [group for group in case.guards if group not in expected]
    return f"guard terms: {', '.join(found)}" if found else None


def _urgent(case: Situation) -> str | None:
    urgency = case.verdict.urgency if case.verdict else ""
    return f"urgency is {urgency}" if urgency in {"high", "critical"} and not _for_a_dispute(case) else None


def _agent_wrote(case: Situation) -> str | None:
    if case.facts.agent_answered:
        return "a person has answered it already"
    return "a person has written in this thread" if case.facts.agent_wrote else None


def _address_blocked(case: Situation) -> str | None:
    return "mail to this address came back" if case.facts.address_blocked else None


def _matrix_person(case: Situation) -> str | None:
    return f'the matrix wants a person ("{case.row.name}")' if case.row.answer == "person" else None


def _not_first_contact(case: Situation) -> str | None:
    """An acknowledgement of a first enquiry is no answer to somebody who has one already."""
    facts = case.facts
    known = facts.case is not None or facts.replied_before or facts.contacts_7d > 0
    return "it is not the customer's first mail" if case.row.template == FIRST_CONTACT and known else None


def _no_template(case: Situation) -> str | None:
    return None if case.has_template else f"no template in the customer's language ({case.mail.locale})"


def _language_unsupported(case: Situation) -> str | None:
    language = case.mail.language
    return None if language in case.safety.languages else f"language {language} is not answered"


def _guessing(case: Situation) -> str | None:
    bound = case.safety.draft_confidence
    return _below(case.verdict.confidence if case.verdict else 0.0, bound, "confidence")


# --- a draft may still help ---------------------------------------------------------------------------------------
def _intent_not_answerable(case: Situation) -> str | None:
    intent = case.verdict.intent if case.verdict else "other"
    return None if intent in ANSWERABLE else f"{intent} is never answered without a person"


def _urgency_normal(case: Situation) -> str | None:
    return "urgency is normal" if case.verdict and case.verdict.urgency == "normal" else None


def _trust_low(case: Situation) -> str | None:
    if case.verdict is None:
        return None
    bar = case.verdict.bar if case.verdict.proven else case.safety.trust
    return _below(case.verdict.trust, bar, "trust in the answer")


def _also_asks(case: Situation) -> str | None:
    also = case.verdict.also if case.verdict else ()
    return f"also asks for: {', '.join(also)}" if also else None


def _attachment(case: Situation) -> str | None:
    kinds = Counter(file.kind for file in case.mail.attachments)
    return ", ".join(f"{count} {kind} attached" for kind, count in kinds.items()) or None


def _unknown_words(case: Situation) -> str | None:
    return _below(case.verdict.coverage if case.verdict else 0.0, case.safety.coverage, "share of known words")


def _sentence_apart(case: Situation) -> str | None:
    """Rules look at the mail as a whole; a threat or a second request may be one sentence of it."""
    count = case.verdict.apart if case.verdict else 0
    return f"{count} of its sentences, read alone, say something else" if count else None


def _language_unsure(case: Situation) -> str | None:
    return _below(case.mail.language_confidence, case.safety.language_confidence, "confidence of the language")


def _parts_disagree(case: Situation) -> str | None:
    return "its text and its HTML say different things" if case.mail.parts_disagree else None


def _repeat_contact(case: Situation) -> str | None:
    count = case.facts.contacts_7d
    return f"{count} earlier mails in 7 days" if count >= case.safety.repeat_contacts else None


def _answered_before(case: Situation) -> str | None:
    return "we have answered in this thread already" if case.facts.replied_before else None


def _old_mail(case: Situation) -> str | None:
    """What has lain for long may have been answered elsewhere, and its question may be another by now."""
    waited, safety = case.facts.waited_hours, case.safety
    if waited > safety.answer_within_hours:
        return f"it has lain for {waited:.0f} hours"
    early = safety.shadow_days > 0 and waited > case.facts.mailbox_age_days * 24
    return "it came before the mailbox was watched" if early else None


def _grave_case(case: Situation) -> str | None:
    """A calm mail may belong to a matter that is not calm, or come from somebody who waits in one."""
    seen = case.facts.case
    if seen is not None and is_grave(seen.intent, seen.urgency, seen.state):
        return "its case is urgent, or a dispute"
    return "another case of this sender is urgent, or a dispute" if case.facts.grave_elsewhere else None


def _joined_by_another(case: Situation) -> str | None:
    return "another address began this conversation" if case.facts.stranger else None


def _matrix_draft(case: Situation) -> str | None:
    """A row can only restrict: what may never be automatic stays a draft, whatever the shop's row says."""
    facts, intent = case.facts, case.verdict.intent if case.verdict else ""
    if case.row.answer == "draft" or not may_be_automatic(intent, facts.parcel_state, facts.customer):
        whose = f", the customer is {facts.customer}" if facts.customer in NEVER_CUSTOMERS else ""
        return f'the matrix wants a draft ("{case.row.name}"), the parcel is {facts.parcel_state}{whose}'
    return None


def _parcel_undated(case: Situation) -> str | None:
    """A record that says "moving" says so for ever where no day in it tells how old it is."""
    parcel = case.facts.parcel
    return f"the record says {parcel.state} and names no day" if parcel is not None and parcel.undated else None


def _marketplace_relay(case: Situation) -> str | None:
    return f"it comes through {case.mail.relay}" if case.mail.relay is not None else None


def _contact_form(case: Situation) -> str | None:
    form = case.mail.form
    return f"its address was typed into the {form}" if form is not None and form not in case.policy.sure_forms else None


def _sender_unverified(case: Situation) -> str | None:
    missing = case.safety.require_verified_sender and not case.mail.verified
    return "nobody vouches for the sender's address" if missing else None


# --- what the shop allows so far ----------------------------------------------------------------------------------
def _not_proven(case: Situation) -> str | None:
    if case.verdict is None or case.verdict.proven or not case.safety.prove:
        return None
    earned = case.facts.levels.get((case.verdict.intent, case.mail.language))
    if earned is not None and earned.proven and case.level is Level.AUTO:
        return None  # agents have sent such answers as they were, often enough
    return f"too few labelled mails prove answers to {case.verdict.intent} in this language"


def _level_not_auto(case: Situation) -> str | None:
    return None if case.level is Level.AUTO else f"level is {case.level.value}"


def _shadow_period(case: Situation) -> str | None:
    facts, safety = case.facts, case.safety
    over = facts.mailbox_age_days >= safety.shadow_days or facts.mailbox_mails >= safety.shadow_mails
    return None if over else f"watched for {facts.mailbox_age_days:.1f} days and {facts.mailbox_mails} mails only"


def _breaker_open(case: Situation) -> str | None:
    return "automatic sending was stopped by the breaker" if case.facts.breaker_open else None


RULES = (
    Rule(name="quarantined", stops="everything", test=_quarantined),
    Rule(name="unreadable", stops="everything", test=_unreadable),
    Rule(name="automatic_mail", stops="everything", test=_automatic_mail),
    Rule(name="doubtful_sender", stops="everything", test=_doubtful_sender),
    Rule(name="no_identified_sender", stops="everything", test=_no_identified_sender),
    Rule(name="own_address", stops="everything", test=_own_address),
    Rule(name="encrypted", stops="everything", test=_encrypted),
    Rule(name="no_words", stops="everything", test=_no_words),
    Rule(name="guard_hit", stops="everything", test=_guard_hit),
    Rule(name="urgent", stops="everything", test=_urgent),
    Rule(name="agent_wrote", stops="everything", test=_agent_wrote),
    Rule(name="address_blocked", stops="everything", test=_address_blocked),
    Rule(name="matrix_person", stops="everything", test=_matrix_person),
    Rule(name="not_first_contact", stops="everything", test=_not_first_contact),
    Rule(name="no_template", stops="everything", test=_no_template),
    Rule(name="language_unsupported", stops="everything", test=_language_unsupported),
    Rule(name="guessing", stops="everything", test=_guessing),
    Rule(name="intent_not_answerable", stops="sending", test=_intent_not_answerable),
    Rule(name="urgency_normal", stops="sending", test=_urgency_normal),
    Rule(name="trust_low", stops="sending", test=_trust_low),
    Rule(name="also_asks", stops="sending", test=_also_asks),
    Rule(name="attachment", stops="sending", test=_attachment),
    Rule(name="unknown_words", stops="sending", test=_unknown_words),
    Rule(name="too_few_words", stops="sending", test=too_few_words),
    Rule(name="too_many_words", stops="sending", test=too_many_words),
    Rule(name="several_questions", stops="sending", test=several_questions),
    Rule(name="angry_signs", stops="sending", test=angry_signs),
    Rule(name="shouting", stops="sending", test=shouting),
    Rule(name="past_dates", stops="sending", test=past_dates),
    Rule(name="wrong_text", stops="sending", test=wrong_text),
    Rule(name="number_given", stops="sending", test=number_given),
    Rule(name="sentence_apart", stops="sending", test=_sentence_apart),
    Rule(name="language_unsure", stops="sending", test=_language_unsure),
    Rule(name="parts_disagree", stops="sending", test=_parts_disagree),
    Rule(name="old_mail", stops="sending", test=_old_mail),
    Rule(name="repeat_contact", stops="sending", test=_repeat_contact),
    Rule(name="answered_before", stops="sending", test=_answered_before),
    Rule(name="grave_case", stops="sending", test=_grave_case),
    Rule(name="joined_by_another", stops="sending", test=_joined_by_another),
    Rule(name="matrix_draft", stops="sending", test=_matrix_draft),
    Rule(name="parcel_undated", stops="sending", test=_parcel_undated),
    Rule(name="marketplace_relay", stops="sending", test=_marketplace_relay),
    Rule(name="contact_form", stops="sending", test=_contact_form),
    Rule(name="sender_unverified", stops="sending", test=_sender_unverified),
    Rule(name="not_proven", stops="sending", test=_not_proven, allowance=True),
    Rule(name="level_not_auto", stops="sending", test=_level_not_auto, allowance=True),
    Rule(name="shadow_period", stops="sending", test=_shadow_period, allowance=True),
    Rule(name="breaker_open", stops="sending", test=_breaker_open, allowance=True),
)


def _below(value: float, bound: float, what: str) -> str | None:
    return f"{what} {value:.2f} is below {bound:.2f}" if value < bound else None
