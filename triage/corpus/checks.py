"""What is wrong with a corpus, one finding a line: a failing check never hides the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from triage.corpus.census import spoken
from triage.corpus.rows import Corpus, Placed, strays, twice_labelled
from triage.labels import INTENTS
from triage.model.agreement import agreement
from triage.model.duplicates import LIMIT, near_duplicates, same_words

OK, FAILS, WRONG = 0, 1, 78  # exit statuses, as everywhere in the program


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One line of the report; status 0, 1 (mend the rows) or 78 (a file cannot be read). `places` tell which rows."""

    name: str
    status: int
    words: str
    places: tuple[str, ...] = ()


def check(corpus: Corpus, limit: float = LIMIT) -> Iterator[Finding]:
    """Every check, in the order in which a corpus is mended. `limit` is the likeness above which mails are refused."""
    yield _rows(corpus)
    if not corpus.rows:
        return
    for name, look in _LOOKS.items():
        yield Finding(name=name, status=OK, words=look(corpus))
    yield _labels(corpus)
    yield from _alike(corpus, limit)
    yield _split(corpus)
    if corpus.second:
        yield _second(corpus)


def _rows(corpus: Corpus) -> Finding:
    if corpus.faults:
        return Finding(name="rows", status=WRONG, words=f"{_files(len(corpus.faults))} wrong", places=corpus.faults)
    if not corpus.rows:
        return Finding(name="rows", status=WRONG, words="there are none; name files or folders with --data")
    files = len({row.place.rpartition(":")[0] for row in corpus.rows})
    return Finding(name="rows", status=OK, words=f"{len(corpus.rows):,} in {files} files, all valid")


def _files(count: int) -> str:
    return "1 file is" if count == 1 else f"{count} files are"


def _languages(corpus: Corpus) -> str:
    return _ranked([spoken(row) for row in corpus.examples])


def _intents(corpus: Corpus) -> str:
    count = Counter(row.intent for row in corpus.examples)
    rarest = min(count, key=count.__getitem__)
    return f"{len(count)} of {len(INTENTS)}, the rarest {rarest} ({count[rarest]:,})"


def _other(corpus: Corpus) -> str:
    return _of(sum(row.intent == "other" for row in corpus.examples), len(corpus.rows), "no customer's request")


def _also(corpus: Corpus) -> str:
    return _of(sum(bool(row.also) for row in corpus.examples), len(corpus.rows), "ask for a second thing")


def _urgency(corpus: Corpus) -> str:
    return _ranked([row.urgency or "none" for row in corpus.examples])


def _writers(corpus: Corpus) -> str:
    nameless = sum(not row.writer for row in corpus.examples)
    return f"{len({row.writer for row in corpus.examples} - {''}):,}; {nameless:,} rows name none"


_LOOKS: dict[str, Callable[[Corpus], str]] = {
    "languages": _languages, "intents": _intents, "other": _other, "also": _also, "urgency": _urgency,
    "writers": _writers,
}  # fmt: skip


def _labels(corpus: Corpus) -> Finding:
    """Labels that contradict each other, in one row or in two with the same words."""
    first: dict[str, Placed] = {}
    faults = [f"{row.place}: its intent is also its second request" for row in corpus.rows if _twice(row)]
    for row in corpus.rows:
        told = first.setdefault(same_words(row.example), row)
        if told.example.intent != row.example.intent:
            faults.append(
                f"{row.place}: {row.example.intent}, but {told.place} has the same words as {told.example.intent}"
            )
    words = "none contradicts another" if not faults else f"{len(faults):,} contradict another"
    return Finding(name="labels", status=FAILS if faults else OK, words=words, places=tuple(faults))


def _twice(row: Placed) -> bool:
    return row.example.intent in row.example.also


def _alike(corpus: Corpus, limit: float) -> Iterator[Finding]:
    """Mails that repeat another, and frozen ones that stand in the training rows."""
    every = (*corpus.rows, *corpus.frozen)
    pairs = near_duplicates([row.example for row in every], limit)
    inside = [pair for pair in pairs if pair[1] < len(corpus.rows)]
    yield _listed("duplicates", f"alike by more than {limit:.0%}", _told(every, inside))
    if not corpus.frozen:
        return
    learnt = {same_words(row.example) for row in corpus.rows}
    same = [f"{row.place} is in the training rows" for row in corpus.frozen if same_words(row.example) in learnt]
    close = [
        pair
        for pair in pairs
        if pair[0] < len(corpus.rows) <= pair[1] and same_words(every[pair[1]].example) not in learnt
    ]
    yield _listed("frozen set", "in the training rows, or nearly so", (*same, *_told(every, close)), len(corpus.frozen))


def _told(rows: Sequence[Placed], pairs: Sequence[tuple[int, int, float]]) -> tuple[str, ...]:
    ranked = sorted(pairs, key=lambda pair: -pair[2])
    return tuple(f"{rows[later].place} is {share:.0%} like {rows[earlier].place}" for earlier, later, share in ranked)


def _listed(name: str, what: str, places: tuple[str, ...], of: int | None = None) -> Finding:
    among = f" of {of:,}" if of is not None else ""
    words = f"{len(places):,}{among} {what}" if places else f"none{among} {what}"
    return Finding(name=name, status=FAILS if places else OK, words=words, places=places)


def _split(corpus: Corpus) -> Finding:
    """Whether the frozen set was written by other hands."""
    if not corpus.frozen:
        return Finding(name="split", status=OK, words="no frozen set among these rows")
    learnt = {row.writer for row in corpus.examples} - {""}
    shared = Counter(row.example.writer for row in corpus.frozen if row.example.writer in learnt)
    places = tuple(row.place for row in corpus.frozen if row.example.writer in shared)
    words = f"{shared.total():,} frozen rows share a writer with the training rows" if shared else "by writers"
    return Finding(name="split", status=FAILS if shared else OK, words=words, places=places)


def _second(corpus: Corpus) -> Finding:
    found, lost = agreement(twice_labelled(corpus)), strays(corpus.second, corpus)
    words = f"{found.rows:,} rows labelled twice"
    for name, kappa in (("intent", found.intent_kappa), ("urgency", found.urgency_kappa)):
        words += f", kappa of {name} {kappa:.2f}" if kappa is not None else ""
    words += f"; {lost:,} second labels belong to no row" if lost else ""
    return Finding(name="agreement", status=FAILS if lost else OK, words=words)


def _ranked(labels: Sequence[str]) -> str:
    return ", ".join(f"{label} {count:,}" for label, count in Counter(labels).most_common())


def _of(part: int, whole: int, what: str) -> str:
    return f"{part:,} rows ({part / whole:.1%}) {what}"
