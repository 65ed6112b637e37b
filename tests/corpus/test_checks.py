"""Each check has two tables: what it refuses and what it leaves alone."""

from tests.corpus.made import FIVE, placed, row
from triage.corpus.checks import FAILS, OK, WRONG, Finding, check
from triage.corpus.rows import Corpus, Second
from triage.domain import Example
from triage.model.duplicates import key


def found(corpus: Corpus, limit: float = 0.55) -> dict[str, Finding]:
    return {finding.name: finding for finding in check(corpus, limit)}


def test_a_good_corpus_passes() -> None:
    findings = found(Corpus(rows=placed(*FIVE), frozen=placed(row("der knopf fehlt", writer="z"), file="frozen.jsonl")))
    assert {finding.status for finding in findings.values()} == {OK}
    assert findings["rows"].words == "5 in 1 files, all valid"
    assert findings["languages"].words == "en 3, de 2"
    assert findings["intents"].words.startswith("4 of 23")
    assert findings["other"].words.startswith("1 rows (20.0%)")
    assert findings["also"].words.startswith("2 rows (40.0%)")
    assert findings["urgency"].words == "low 3, normal 1, high 1"
    assert findings["writers"].words == "3; 1 rows name none"


def test_no_rows_and_unreadable_files_are_wrong() -> None:
    assert [finding.status for finding in check(Corpus(rows=()))] == [WRONG]
    one = found(Corpus(rows=placed(*FIVE), faults=("b.jsonl:2: is not a JSON object",)))
    assert one["rows"].status == WRONG
    assert one["rows"].places == ("b.jsonl:2: is not a JSON object",)
    assert one["duplicates"].status == OK  # the other files are looked at all the same


def test_near_duplicates_are_named_by_file_and_line() -> None:
    finding = found(Corpus(rows=placed(*FIVE, row("Where is the LAMP?"))))["duplicates"]
    assert finding.status == FAILS
    assert len(finding.places) == 1
    assert finding.places[0].startswith("rows.jsonl:6 is ")
    assert finding.places[0].endswith(" like rows.jsonl:1")
    assert "lamp" not in " ".join(finding.places).lower()


def test_the_limit_is_the_callers() -> None:
    rows = placed(row("the lamp is broken"), row("the lamp is yellow"))
    assert found(Corpus(rows=rows))["duplicates"].status == OK
    assert found(Corpus(rows=rows), 0.3)["duplicates"].status == FAILS


def test_labels_that_contradict_each_other() -> None:
    same = row("WHERE is  the lamp", "delivery_delay")
    twice = row("money back", "refund", also=("refund",))
    finding = found(Corpus(rows=placed(*FIVE, same, twice)))["labels"]
    assert finding.status == FAILS
    assert finding.places == (
        "rows.jsonl:7: its intent is also its second request",
        "rows.jsonl:6: delivery_delay, but rows.jsonl:1 has the same words as order_status",
    )


def frozen(example: Example) -> dict[str, Finding]:
    return found(Corpus(rows=placed(*FIVE), frozen=placed(example, file="frozen.jsonl")))


def test_a_frozen_row_among_the_training_rows() -> None:
    assert frozen(row("Where is the lamp", writer="z"))["frozen set"].places == (
        "frozen.jsonl:1 is in the training rows",
    )
    near = frozen(row("so where is the lamp", writer="z"))["frozen set"]
    assert near.status == FAILS
    assert near.places[0].startswith("frozen.jsonl:1 is ")
    assert frozen(row("die naht ist auf", writer="z"))["frozen set"].status == OK


def test_a_writer_of_both_sets() -> None:
    shared = frozen(row("die naht ist auf", writer="de-a"))["split"]
    assert (shared.status, shared.places) == (FAILS, ("frozen.jsonl:1",))
    assert frozen(row("die naht ist auf", writer=""))["split"].status == OK


def test_second_labels() -> None:
    def second(id: str, intent: str) -> Second:  # noqa: A002  the field's name
        return Second(id=id, intent=intent, also=(), urgency="low", labeller="b")

    said = (second(key(FIVE[0]), "order_status"), second(key(FIVE[4]), "other"))
    finding = found(Corpus(rows=placed(*FIVE), second=said))["agreement"]
    assert finding.status == OK
    assert finding.words.startswith("2 rows labelled twice, kappa of intent 1.00")
    lost = found(Corpus(rows=placed(*FIVE), second=(*said, second("0" * 16, "other"))))["agreement"]
    assert lost.status == FAILS
    assert "1 second labels belong to no row" in lost.words
    only_lost = found(Corpus(rows=placed(*FIVE), second=(second("0" * 16, "other"),)))["agreement"]
    assert only_lost.words.startswith("0 rows labelled twice")
