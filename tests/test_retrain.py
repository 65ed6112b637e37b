"""A new model takes over only when it is not worse."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.model.corpus import small
from triage.domain import Example
from triage.errors import BadModel, ConfigError, Refused
from triage.model.fit import fit
from triage.model.judge import Fitted, Provenance
from triage.retrain import measure, retrain, without, worse


@dataclass
class Shelf:
    """A registry in memory."""

    models: dict[str, tuple[Fitted, Provenance]] = field(default_factory=dict)
    active: str = ""
    broken: bool = False

    def current(self) -> Fitted | None:
        if self.broken:
            raise BadModel("the file was altered")
        return self.models[self.active][0] if self.active else None

    def register(self, fitted: Fitted, made_of: Provenance) -> Path:
        version = f"v{len(self.models) + 1}"
        self.models[version] = (fitted, made_of)
        return Path("models") / version

    def promote(self, version: str) -> None:
        self.active = version


FROZEN = (
    Example(
        subject="", body="so where is my parcel, please tell me", intent="order_status", urgency="low", language="en"
    ),
    Example(subject="", body="cup broken, box was crushed", intent="damaged_parcel", urgency="normal", language="en"),
    Example(subject="", body="my lawyer calls it fraud", intent="dispute", urgency="critical", language="en"),
    Example(subject="", body="mein anwalt sagt das ist betrug", intent="dispute", urgency="critical", language="de"),
)
DULL = tuple(replace(row, intent="other", urgency="low") if row.intent == "dispute" else row for row in small())


def test_the_first_model_is_made_active() -> None:
    shelf, said = Shelf(), []
    folder = retrain(small(), FROZEN, shelf, progress=said.append)
    assert shelf.active == folder.name == "v1"
    _, made_of = shelf.models["v1"]
    assert made_of.rows_by_language == {"de": 24, "en": 24}
    assert made_of.scores["benchmark"]["rows"] == 4
    assert 0 <= made_of.scores["cross_validation"]["accuracy"] <= 1
    assert len(made_of.data_sha256) == 64
    assert any("frozen set" in line for line in said)


def test_a_worse_model_is_kept_but_not_made_active() -> None:
    shelf = Shelf()
    retrain(small(), FROZEN, shelf)
    with pytest.raises(Refused, match=r"recall of dispute fell.*triage models promote v2"):
        retrain(DULL, FROZEN, shelf)
    assert shelf.active == "v1"
    assert "v2" in shelf.models
    assert retrain(DULL, FROZEN, shelf, force=True).name == shelf.active == "v3"


def test_an_equal_model_is_made_active() -> None:
    shelf = Shelf()
    retrain(small(), FROZEN, shelf)
    assert retrain(small(), FROZEN, shelf).name == shelf.active == "v2"


def test_a_broken_active_model_does_not_stop_the_new_one() -> None:
    shelf, said = Shelf(active="v0", broken=True), []
    assert retrain(small(), FROZEN, shelf, progress=said.append).name == shelf.active
    assert any("cannot be compared" in line for line in said)


def test_without_a_frozen_set_nothing_is_compared() -> None:
    shelf = Shelf()
    retrain(small(), (), shelf)
    assert shelf.models["v1"][1].scores["benchmark"] is None
    assert retrain(DULL, (), shelf).name == shelf.active


def test_the_frozen_set_is_never_trained_on() -> None:
    shelf = Shelf()
    leaked = replace(FROZEN[0], body="  SO where is my parcel, please tell  me ", intent="other")
    retrain([*small(), leaked], FROZEN, shelf)
    assert sum(shelf.models["v1"][1].rows_by_label.values()) == len(small())
    assert without([FROZEN[1]], FROZEN[:1]) == (FROZEN[1],)


@pytest.mark.parametrize(
    ("taught", "fault"),
    [
        (DULL, "dispute"),
        (tuple(replace(row, intent="other") if row.intent == "order_status" else row for row in small()), "accuracy"),
    ],
)
def test_what_counts_as_worse(taught: tuple[Example, ...], fault: str) -> None:
    old, new = measure(fit(small()), FROZEN), measure(fit(taught), FROZEN)
    assert any(fault in line for line in worse(new, old))
    assert worse(old, new) == ()


def test_fewer_critical_mails_found_counts_as_worse() -> None:
    old = measure(fit(small()), FROZEN)
    assert old is not None
    new = replace(old, urgency_recall={**old.urgency_recall, "critical": old.urgency_recall["critical"] - 0.1})
    assert ["recall of critical" in line for line in worse(new, old)] == [True]


def test_too_few_rows_register_nothing() -> None:
    shelf = Shelf()
    with pytest.raises(ConfigError):
        retrain((), FROZEN, shelf)
    assert shelf.models == {}
