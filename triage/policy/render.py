"""Templates to replies.

Everything that can be wrong with a shop's own text is found when it is loaded: syntax, unknown variables, and slots
that cannot be filled. The texts that come with the program are proven by its tests and compiled when they are needed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from jinja2 import Template

from triage.errors import ConfigError
from triage.policy.answers import CLOSING, OFFER, PARTS, TELLS_OFFER
from triage.policy.samples import few_samples
from triage.policy.slots import Slots
from triage.policy.texts import FALLBACK, LAYOUT, Text, faults_named, missing_parts, read_layout, read_texts
from triage.settings import Shop

__all__ = ["LAYOUT", "Letter", "Reply", "Templates"]

_LONGEST_HTML = 200_000
_SLOTS = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_SCORED = "csat"  # the only text under which the HTML shows the row of scores
_SCRIPTS = {"zh": "zh-Hans"}  # a browser chooses its letters by it


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """The words of a reply. `template` is "<template>/<locale>" of the text that was used."""

    template: str
    locale: str
    subject: str
    body: str
    closing: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A rendered reply. `template` is "<template>/<locale>" of the text that was used."""

    template: str
    subject: str
    text: str
    html: str


class Templates:
    """Every text of a shop. As a container it holds the (template, locale) pairs that it can answer."""

    __slots__ = ("_layout", "_texts")

    def __init__(self, texts: Mapping[tuple[str, str], Text], layout: Template) -> None:
        self._texts = texts
        self._layout = layout

    @classmethod
    def load(cls, files: Mapping[str, str], *, proven: Container[str] = ()) -> Templates:
        """Read every text, and compile and try those that are not `proven` (names of files).

        Keys are "<template>/<locale>.txt", "<template>/<locale>.<market>.txt" and "_layout/reply.html". Raises
        ConfigError with one line per fault.
        """
        texts, faults = read_texts(files)
        try:
            templates = cls(texts, read_layout(files))
        except ConfigError as error:
            raise ConfigError("\n".join((str(error), *faults))) from None
        faults += [fault for text in texts.values() if text.name not in proven for fault in templates._faults(text)]
        if faults := list(dict.fromkeys((*faults, *missing_parts(texts)))):
            raise ConfigError("\n".join(faults))
        return templates

    def __contains__(self, answer: object) -> bool:
        return isinstance(answer, tuple) and len(answer) == 2 and self._find(*answer) is not None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Every (template, locale) that has a text of its own."""
        return iter(sorted({(text.template, text.locale) for text in self.texts() if text.template not in PARTS}))

    def texts(self) -> Iterable[Text]:
        """Every file's text, parts and those for one market among them."""
        return self._texts.values()

    def frame(self, locale: str) -> tuple[str, ...]:
        """What stands around an answer in every text of a language, closing and offer, without their slots."""
        spoken = {locale, FALLBACK.get(locale, locale)}
        parts = (text for text in self.texts() if text.template in PARTS and text.locale in spoken)
        return tuple(_SLOTS.sub(" ", text.source) for text in parts)

    def _find(self, template: str, locale: str, market: str = "") -> Text | None:
        """The market's own text, the language's, then the same of the other script."""
        for spoken in (locale, FALLBACK.get(locale, locale)):
            for key in ((template, f"{spoken}.{market}"), (template, spoken)):
                if key in self._texts:
                    return self._texts[key]
        return None

    def _text(self, template: str, locale: str, market: str) -> Text:
        found = self._find(template, locale, market)
        if found is None:
            raise ConfigError(f"templates/{template}/{locale}.txt: there is no such text")
        return found

    def render(self, template: str, locale: str, slots: Slots, *, automatic: bool = True, offer: bool = False) -> Reply:
        """One reply in text and HTML; see `write`."""
        letter = self.write(template, locale, slots, automatic=automatic, offer=offer)
        pieces = self._layout.generate(
            lang=_SCRIPTS.get(letter.locale, letter.locale),
            subject=letter.subject,
            paragraphs=letter.body.split("\n\n"),
            closing=letter.closing.split("\n\n"),
            scores=slots.score_links if template == _SCORED else (),
            shop=slots.shop,
        )
        with faults_named(LAYOUT):
            html = "".join(_capped(pieces))
        text = f"{letter.body}\n\n{letter.closing}\n"
        return Reply(template=letter.template, subject=letter.subject, text=text, html=html)

    def write(self, template: str, locale: str, slots: Slots, *, automatic: bool = True, offer: bool = False) -> Letter:
        """The words of one reply.

        A draft (not `automatic`) leaves out the closing's first paragraph: that no person wrote. What `slots.offer`
        holds is told in drafts, and in an automatic reply only with `offer`. Raises ConfigError where there is no
        text, or where it fails with these slots.
        """
        if automatic and not offer:
            slots = replace(slots, offer=None)
        text = self._text(template, locale, slots.market)
        subject, body = parted(text.filled(slots))
        if slots.offer is not None and template not in TELLS_OFFER:
            body = f"{body}\n\n{tidy(self._text(OFFER, text.locale, slots.market).filled(slots))}"
        closing = tidy(self._text(CLOSING, text.locale, slots.market).filled(slots))
        if not automatic:
            closing = closing.partition("\n\n")[2] or closing
        name = "/".join(text.key)
        return Letter(template=name, locale=text.locale, subject=subject, body=body, closing=closing)

    def _faults(self, text: Text) -> Iterator[str]:
        """The first fault of one text, over the combinations of facts that can bring one out."""
        try:
            for slots in few_samples(Shop(), text):
                text.filled(slots)
            if text.template not in PARTS and self._find(CLOSING, text.locale):
                self.render(text.template, text.locale, slots)
        except ConfigError as error:
            yield str(error)


def parted(written: str) -> tuple[str, str]:
    """Subject and body of a text that was filled."""
    head, _, body = written.partition("\n")
    return " ".join(head.removeprefix("Subject:").split()), tidy(body)


def tidy(written: str) -> str:
    """Lines without trailing spaces, one empty line between paragraphs: what conditions leave behind is gone."""
    lines = "\n".join(line.rstrip() for line in written.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def _capped(pieces: Iterable[str]) -> Iterator[str]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > _LONGEST_HTML:
            raise ConfigError(f"templates/{LAYOUT}: makes more than {_LONGEST_HTML} characters")
        yield piece
