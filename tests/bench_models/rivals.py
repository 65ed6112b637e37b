"""Our trainer and three rivals behind one face: learn from rows, then give every label a probability.

The rivals run as their documentation shows them. Nothing is tuned, on these sets or others.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from tests.bench_models.sets import Dataset
from triage.model.fit import fit
from triage.model.judge import Judge, judge_all

Chances = NDArray[np.float64]  # a row for each text, a column for each label of the set, in its order
_MARKS = re.compile(r"([.!?,'/()])")
_ROUNDS, _ROWS = 10, 32  # of spaCy: times through the rows, rows at once
_LENGTH = 2**15  # of its table of hashed words; its own 2**18 takes eight times as long, and these sets have few words
_BAG = {"exclusive_classes": True, "ngram_size": 1, "no_output_layer": False}


@dataclass(frozen=True, kw_only=True, slots=True)
class Taught:
    """A trained classifier: `one` and `many` are timed, `chances` are scored, `save` writes into a folder."""

    one: Callable[[str], Any]
    many: Callable[[Sequence[str]], Any]
    chances: Callable[[Sequence[str]], Chances]
    save: Callable[[Path], Any]

    def size(self) -> int:
        """Bytes on disk."""
        with tempfile.TemporaryDirectory() as folder:
            self.save(Path(folder))
            return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())


def ours(data: Dataset) -> Taught:
    """triage"""
    fitted = fit(data.train, out_of_scope=data.outside)
    judge = Judge(fitted)

    def many(texts: Sequence[str]) -> Any:
        return judge_all(fitted, (("", text, "und") for text in texts))

    return Taught(
        one=lambda text: judge("", text, "und"),
        many=many,
        chances=lambda texts: np.array([[told.intents[label] for label in data.labels] for told in many(texts)]),
        save=lambda folder: joblib.dump(fitted, folder / "model.joblib"),
    )


def tfidf(data: Dataset) -> Taught:
    """TF-IDF + logistic regression, library defaults"""
    pipeline = make_pipeline(TfidfVectorizer(), LogisticRegression())
    pipeline.fit([row.body for row in data.train], [row.intent for row in data.train])
    assert tuple(pipeline.classes_) == data.labels
    return Taught(
        one=lambda text: pipeline.predict_proba([text]),
        many=pipeline.predict_proba,
        chances=pipeline.predict_proba,
        save=lambda folder: joblib.dump(pipeline, folder / "model.joblib"),
    )


def fasttext(data: Dataset) -> Taught:
    """fastText, its tutorial's settings"""
    import fasttext as library  # here, so that it may be missing

    names = {label: f"__label__{number}" for number, label in enumerate(data.labels)}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.txt"
        lines = [f"{names[row.intent]} {_plain(row.body)}\n" for row in data.train]
        Random(0).shuffle(lines)  # it learns in this order, and the sets are sorted by label
        file.write_text("".join(lines), encoding="utf-8")
        settings = {"lr": 1.0, "epoch": 25, "wordNgrams": 2, "bucket": 200_000, "dim": 50}
        model = library.train_supervised(str(file), **settings, thread=1, verbose=0)

    def chances(texts: Sequence[str]) -> Chances:
        found = np.zeros((len(texts), len(names)))
        for row, (said, shares) in enumerate(zip(*model.predict(list(map(_plain, texts)), k=-1), strict=True)):
            found[row, [int(label.removeprefix("__label__")) for label in said]] = shares
        return found / found.sum(axis=1, keepdims=True)

    return Taught(
        one=lambda text: model.predict([_plain(text)]),
        many=lambda texts: model.predict(list(map(_plain, texts))),
        chances=chances,
        save=lambda folder: model.save_model(str(folder / "model.bin")),
    )


def spacy(data: Dataset) -> Taught:
    """spaCy, bag of words"""
    import spacy as library
    from spacy.training import Example as Lesson

    library.util.fix_random_seed(0)
    nlp = library.blank("en")
    bag = {"@architectures": "spacy.TextCatBOW.v3", "length": _LENGTH, **_BAG}
    nlp.add_pipe("textcat", config={"model": bag})
    wanted = [{"cats": {label: float(label == row.intent) for label in data.labels}} for row in data.train]
    lessons = [Lesson.from_dict(nlp.make_doc(row.body), cats) for row, cats in zip(data.train, wanted, strict=True)]
    optimizer = nlp.initialize(lambda: lessons)
    random = Random(0)
    for _ in range(_ROUNDS):
        random.shuffle(lessons)
        for batch in library.util.minibatch(lessons, _ROWS):
            nlp.update(batch, sgd=optimizer)

    def chances(texts: Sequence[str]) -> Chances:
        return np.array([[doc.cats[label] for label in data.labels] for doc in nlp.pipe(texts)])

    return Taught(one=nlp, many=lambda texts: list(nlp.pipe(texts)), chances=chances, save=nlp.to_disk)


def _plain(text: str) -> str:
    """Lower case, marks apart: how fastText's tutorial prepares its text. One line, as its input must be."""
    return " ".join(_MARKS.sub(r" \1 ", text.lower()).split())


CONTESTANTS: dict[str, Callable[[Dataset], Taught]] = {
    "triage": ours, "tfidf": tfidf, "fasttext": fasttext, "spacy": spacy,
}  # fmt: skip
