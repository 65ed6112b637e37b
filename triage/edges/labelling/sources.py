"""What there is to work on: mails nobody has labelled, suspected labels, rows for a second person, disagreements."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from triage.domain import Example, Mail
from triage.edges import mails
from triage.edges.labelling import disk
from triage.edges.labelling.journal import standing
from triage.edges.labelling.rows import Row, read_rows
from triage.edges.labelling.work import Entry, Guess, Kind, Labels, Said, Task, key_of
from triage.labels import DOUBTS
from triage.mail.parse import parse
from triage.model.choose import Candidate, choose
from triage.model.duplicates import same_words
from triage.model.fit import lesson
from triage.model.judge import Fitted, Judge
from triage.model.suspects import suspects
from triage.settings import Reading

Say = Callable[[str], None]


def unlabelled(source: Path) -> Iterator[Candidate]:
    """Mails that people wrote, from a JSONL file of id, subject and body, an .eml file, an mbox, or folders of them."""
    reading = Reading()
    lines = source.suffix == ".jsonl" and source.is_file()
    with source.open("rb") if lines else open(os.devnull, "rb") as file:  # noqa: PTH123
        limit = reading.limits.mail_bytes
        for name, raw in mails.read_lines(file) if lines else mails.read_paths([source], limit):
            mail = parse(raw, reading)
            from_a_person = mail.automatic_rule is None or mail.automatic_rule in DOUBTS
            if mail.error is None and from_a_person and mail.new_text.strip():
                yield Candidate(
                    id=name, subject=mail.subject, text=mail.new_text, language=mail.language, writer=_writer(mail)
                )  # fmt: skip


def _writer(mail: Mail) -> str:
    """The sender's address: it groups the rows of one hand, and `triage person erase` finds them by it. Addresses of
    the reserved domain stand for a sender who is not known.
    """
    address = mail.sender.email if mail.sender else ""
    return "" if address.endswith(".example") else address


def new_tasks(fitted: Fitted, source: Path, out: Path, plan: Path, labeller: str, count: int) -> tuple[Task, ...]:
    """Mails of the source that nobody has labelled, the least sure first. The choice is kept in the plan's file, and
    taken up again until each of its mails is labelled or another model or source comes.
    """
    found = {key_of(mail.subject, mail.text): mail for mail in unlabelled(source)}
    rows = read_rows(out) if out.exists() else ()
    labelled = {same_words(row.example) for row in rows}
    fresh = {key: mail for key, mail in found.items() if same_words(_example(mail)) not in labelled}
    keys = _planned(plan, fitted.version, source)
    if fresh.keys().isdisjoint(keys):
        chosen = choose(fitted, list(fresh.values()), count)
        keys = [key_of(choice.mail.subject, choice.mail.text) for choice in chosen]
        disk.save(plan, json.dumps({"model": fitted.version, "source": str(source), "keys": keys}) + "\n")
    mine = {row.key for row in rows if row.labeller == labeller}
    judge = Judge(fitted)
    return tuple(_new_task(key, found[key], judge, out) for key in keys if key in fresh or key in mine & found.keys())


def _new_task(key: str, mail: Candidate, judge: Judge, out: Path) -> Task:
    verdict = judge(mail.subject, mail.text, mail.language)
    return Task(key=key, mail=mail, guess=Guess.of(verdict), place=out)


def _planned(plan: Path, model: str, source: Path) -> list[str]:
    told = _kept(plan)
    return list(map(str, told["keys"])) if (told.get("model"), told.get("source")) == (model, str(source)) else []


def _kept(file: Path) -> dict[str, Any]:
    """What a file of this folder holds; nothing where it is missing or damaged: it can be made anew."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) and isinstance(told.get("keys"), list) else {}


def suspect_tasks(
    rows: Sequence[Row], entries: Iterable[Entry], plan: Path, labeller: str, count: int, fresh: bool, say: Say
) -> tuple[Task, ...]:
    """Labelled rows whose labels are likely wrong, the surest first. The list is kept in the plan's file and made anew
    when all of it was looked at, or when it is to be fresh. Raises ConfigError where there are too few rows to tell.
    """
    by_key = {row.key: row for row in rows}
    looked = {
        entry.key: entry.labeller
        for entry in standing(entries)
        if entry.kind is Kind.REVIEW and entry.key in by_key and entry.now == Labels.of(by_key[entry.key].example)
    }
    guesses = {} if fresh else _guessed(plan)
    if not guesses.keys() & (by_key.keys() - looked.keys()):
        guesses = _suspected([row for row in rows if row.key not in looked], rows, count, say)
        told = {"keys": list(guesses), "guesses": [[guess.intents, guess.urgency] for guess in guesses.values()]}
        disk.save(plan, json.dumps(told) + "\n")
    return tuple(
        _told_task(by_key[key], guess)
        for key, guess in guesses.items()
        if key in by_key and looked.get(key, labeller) == labeller
    )


def _suspected(open_rows: Sequence[Row], rows: Sequence[Row], count: int, say: Say) -> dict[str, Guess]:
    examples = [row.example for row in rows]
    unseen = lesson(examples, progress=say).unseen
    wanted = {row.key for row in open_rows}
    found = [found for found in suspects(examples, unseen) if rows[found.row].key in wanted]
    return {rows[one.row].key: Guess.of(unseen[one.row]) for one in found[:count]}


def _guessed(plan: Path) -> dict[str, Guess]:
    told = _kept(plan)
    try:
        return {
            str(key): Guess(intents=tuple((str(name), float(share)) for name, share in intents), urgency=str(urgency))
            for key, (intents, urgency) in zip(told.get("keys", ()), told.get("guesses", ()), strict=True)
        }
    except (TypeError, ValueError):
        return {}


def second_tasks(rows: Sequence[Row], labeller: str, share: float) -> tuple[Task, ...]:
    """A random share of the rows that others labelled, for a person who does not see their labels. Always the same
    rows while none come to them, and the same for everybody: the digests of the mails decide.
    """
    others = {row.key: row for row in rows if row.labeller != labeller}
    drawn = sorted(others)[: math.ceil(share * len(others))]
    return tuple(
        Task(key=key, mail=_mail(others[key]), said=(_said(others[key]),), blind=True) for key in drawn
    )  # fmt: skip


def third_tasks(rows: Sequence[Row], entries: Iterable[Entry]) -> tuple[Task, ...]:
    """Rows whose second, blind labels differ from the first, with both. Raises nothing for rows that are gone."""
    by_key = {row.key: row for row in rows}
    return tuple(
        Task(
            key=entry.key, mail=_mail(by_key[entry.key]), place=by_key[entry.key].file,
            said=(Said(by=entry.was_by, labels=entry.was), Said(by=entry.labeller, labels=entry.now)),
        )
        for entry in standing(entries)
        if entry.kind is Kind.SECOND and entry.was and entry.now and entry.was != entry.now and entry.key in by_key
    )  # fmt: skip


def _told_task(row: Row, guess: Guess) -> Task:
    return Task(key=row.key, mail=_mail(row), guess=guess, said=(_said(row),), place=row.file)


def _said(row: Row) -> Said:
    return Said(by=row.labeller, labels=Labels.of(row.example))


def _mail(row: Row) -> Candidate:
    one = row.example
    return Candidate(id=row.key, subject=one.subject, text=one.body, language=one.language or "und", writer=one.writer)


def _example(mail: Candidate) -> Example:
    return Example(subject=mail.subject, body=mail.text, intent="other")
