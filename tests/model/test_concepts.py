"""The table of ideas: every stem can be found, says one thing, and words that merely look alike are left alone."""

import pytest

from triage.model import concepts
from triage.model.features import terms

STEMS = [
    (row.partition(":")[0], stem)
    for row in concepts._TABLE.replace("\n  ", " ").strip().splitlines()
    for stem in row.partition(":")[2].split()
]


@pytest.mark.parametrize(
    ("text", "ideas"),
    [
        ("wo ist mein Paket?", ["where", "parcel"]),
        ("Où est mon colis ?", ["where", "parcel"]),
        ("我的快递在哪", ["parcel", "where"]),
        ("荷物が届いていません", ["parcel", "lost"]),
        ("give me the money back", ["refund"]),
        ("quero meu dinheiro", ["refund"]),
        ("非常急", ["urgent"]),
    ],
)
def test_what_it_catches(text: str, ideas: list[str]) -> None:
    heard = [idea for _, idea in terms("", text).heard]
    assert [idea for idea in heard if idea in ideas] == ideas


@pytest.mark.parametrize("text", ["jacket", "the blue one", "mein name ist schulz", "bonjour madame", "一只猫"])
def test_what_it_leaves_alone(text: str) -> None:
    assert terms("", text).heard == ()


def test_every_stem_is_found_and_says_one_thing() -> None:
    assert len({stem for _, stem in STEMS}) == len(STEMS) == len(concepts._STEMS)
    lost = [
        stem for idea, stem in STEMS
        if idea not in {found for _, found in terms("", stem.rstrip(".").replace("_", " ")).heard}
    ]  # fmt: skip
    assert lost == []


def test_the_longest_stem_fits() -> None:
    assert max(len(stem) for _, stem in STEMS) <= concepts._LONGEST
