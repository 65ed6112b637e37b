"""The lists of ideas: every entry can be found, says one thing, and words that merely look alike are left alone."""

from functools import cache
from importlib.resources import files

import pytest

from triage.errors import ConfigError
from triage.model import concepts
from triage.model.features import fold, terms

CJK = {"zh", "ja"}


@cache
def entries(language: str) -> dict[str, str]:
    return concepts.parse(files("triage.model").joinpath("lexicon", f"{language}.txt").read_text(encoding="utf-8"))


def heard_in(stem: str, language: str) -> set[str]:
    """What is heard in an entry's own word, and in a longer one that it begins."""
    words = (stem.rstrip("."), f"{stem.rstrip('.')}x")
    return {found for word in words for _, found in terms("", word, language).heard}


@pytest.mark.parametrize(
    ("language", "text", "ideas"),
    [
        ("en", "where is my parcel?", ["ask_where", "parcel"]),
        ("de", "wo ist mein Paket?", ["ask_where", "parcel"]),
        ("fr", "Où est mon colis ?", ["ask_where", "parcel"]),
        ("zh", "我的快递在哪", ["parcel", "ask_where"]),
        ("en", "give me the money back", ["refund"]),
        ("pt", "quero meu dinheiro de volta", ["refund"]),
        ("ja", "キャンセルしたい", ["cancel"]),
        ("es", "¿cuándo llega mi pedido?", ["arrive", "order"]),
        ("it", "vorrei annullare l'ordine", ["cancel", "order"]),
    ],
)
def test_what_it_catches(language: str, text: str, ideas: list[str]) -> None:
    heard = [idea for _, idea in terms("", text, language).heard]
    assert set(ideas) <= set(heard)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "jacket"), ("en", "the tomatoes"), ("de", "mein name ist schulz"), ("zh", "一只猫")]
)
def test_what_it_leaves_alone(language: str, text: str) -> None:
    assert terms("", text, language).heard == ()


@pytest.mark.parametrize("language", concepts.LANGUAGES)
def test_every_language_has_the_same_ideas(language: str) -> None:
    assert set(entries(language).values()) == set(entries("en").values())


@pytest.mark.parametrize("language", concepts.LANGUAGES)
def test_every_entry_is_found(language: str) -> None:
    lost = [stem for stem, idea in entries(language).items() if idea not in heard_in(stem, language)]
    assert lost == []


@pytest.mark.parametrize("language", concepts.LANGUAGES)
def test_entries_are_written_as_words_are_read(language: str) -> None:
    odd = [stem for stem in entries(language) if language not in CJK and not (stem.isascii() and fold(stem) == stem)]
    long = [stem for stem in entries(language) if len(stem.split()[-1]) > (22 if stem.isascii() else 8)]
    assert (odd, long) == ([], [])


def test_a_mail_of_no_known_language_is_read_by_all_lists() -> None:
    heard = {idea for _, idea in terms("", "paket angekommen, refund please", "und").heard}
    assert {"parcel", "refund"} <= heard


def test_an_entry_says_one_thing() -> None:
    with pytest.raises(ConfigError, match="parcel"):
        concepts.parse("parcel: box\npackaging: box")
