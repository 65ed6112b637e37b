"""Templates to replies; the only home of jinja2.

Everything that can be wrong with a template is found when it is loaded: syntax, unknown variables, and every
combination of facts.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from jinja2 import Template, TemplateError

from triage.errors import ConfigError
from triage.labels import INTENTS
from triage.policy.grammar import HTML, TEXT, compile_text, environment, near
from triage.policy.samples import samples
from triage.policy.slots import Slots, babel_locale
from triage.settings import Shop

CLOSING = "_closing"
LAYOUT = "_layout/reply.html"
FALLBACK = {"zh-Hant": "zh"}  # another script of the same language; never another language

_LONGEST = 20_000  # characters of one file
_LONGEST_HTML = 200_000
_PATH = re.compile(r"(?P<folder>[a-z_]+)/(?P<locale>[A-Za-z-]+)\.txt")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A rendered reply. `template` is "<intent>/<locale>" of the text that was used."""

    template: str
    subject: str
    text: str
    html: str


class Templates:
    """Every text of a shop. As a container it holds the (intent, locale) pairs that it can answer."""

    __slots__ = ("_closings", "_layout", "_texts")

    def __init__(
        self, texts: Mapping[tuple[str, str], Template], closings: Mapping[str, Template], layout: Template
    ) -> None:
        self._texts = texts
        self._closings = closings
        self._layout = layout

    @classmethod
    def load(cls, files: Mapping[str, str]) -> Templates:
        """Compile and try every text. Keys are "<intent>/<locale>.txt", "_closing/<locale>.txt", "_layout/reply.html".

        Raises ConfigError with one line per fault.
        """
        compiled, faults = _compile_all(files)
        if faults:
            raise ConfigError("\n".join(faults))
        texts = {key: text for key, text in compiled.items() if key[0] not in {CLOSING, "_layout"}}
        closings = {locale: text for (folder, locale), text in compiled.items() if folder == CLOSING}
        templates = cls(texts, closings, compiled["_layout", ""])
        if faults := list(templates._trials()):
            raise ConfigError("\n".join(faults))
        return templates

    def __contains__(self, answer: object) -> bool:
        return isinstance(answer, tuple) and len(answer) == 2 and self._key(*answer) is not None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Every (intent, locale) that has a text of its own."""
        return iter(sorted(self._texts))

    def _key(self, intent: str, locale: str) -> tuple[str, str] | None:
        choices = ((intent, locale), (intent, FALLBACK.get(locale, locale)))
        return next((key for key in choices if key in self._texts), None)

    def render(self, intent: str, locale: str, slots: Slots, *, automatic: bool = True) -> Reply:
        """One reply. A draft (not `automatic`) leaves out the closing's first paragraph: that no person wrote.

        Raises ConfigError where there is no text, or where it fails with these slots.
        """
        key = self._key(intent, locale)
        if key is None:
            raise ConfigError(f"templates/{intent}/{locale}.txt: there is no such text")
        subject, body = _parted(_filled(self._texts[key], slots))
        closing = _tidy(_filled(self._closings[self._closing_locale(key[1])], slots))
        if not automatic:
            closing = closing.partition("\n\n")[2] or closing
        pieces = self._layout.generate(
            lang=key[1], subject=subject, paragraphs=body.split("\n\n"), closing=closing.split("\n\n"), shop=slots.shop
        )
        with _faults_named(LAYOUT):
            html = "".join(_capped(pieces))
        return Reply(template="/".join(key), subject=subject, text=f"{body}\n\n{closing}\n", html=html)

    def _closing_locale(self, locale: str) -> str:
        return locale if locale in self._closings else FALLBACK.get(locale, locale)

    def _trials(self) -> Iterator[str]:
        """The first fault of each text, over every combination of facts."""
        combinations = tuple(samples(Shop()))
        for intent, locale in self:
            if self._closing_locale(locale) not in self._closings:
                yield f"templates/{CLOSING}/{locale}.txt is missing; it ends every reply and says that it is automatic"
                continue
            try:
                self.render(intent, locale, combinations[0])
                for slots in combinations:
                    _filled(self._texts[intent, locale], slots)
            except ConfigError as error:
                yield str(error)


def _compile_all(files: Mapping[str, str]) -> tuple[dict[tuple[str, str], Template], list[str]]:
    compiled: dict[tuple[str, str], Template] = {}
    faults: list[str] = [] if LAYOUT in files else [f"templates/{LAYOUT} is missing; it makes the HTML of every reply"]
    plain, escaping = environment(autoescape=False), environment(autoescape=True)
    for name, source in sorted(files.items()):
        try:
            if name == LAYOUT:
                compiled["_layout", ""] = compile_text(escaping, name, source, HTML)
            elif name.endswith(".txt"):
                key = _place(name)
                _check_head(name, source, key)
                compiled[key] = compile_text(plain, name, source, TEXT)
        except ConfigError as error:
            faults.append(str(error))
    return compiled, faults


def _place(name: str) -> tuple[str, str]:
    """Intent and locale of a file's name."""
    found = _PATH.fullmatch(name)
    if found is None:
        raise ConfigError(f"templates/{name}: a text lies in <intent>/<language>.txt, for example refund/de.txt")
    folder, locale = found["folder"], found["locale"]
    if folder not in {*INTENTS, CLOSING}:
        raise ConfigError(f'templates/{name}: unknown intent "{folder}"{near(folder, (*INTENTS, CLOSING))}')
    try:
        babel_locale(locale)
    except ValueError:
        raise ConfigError(f'templates/{name}: unknown language "{locale}"') from None
    return folder, locale


def _check_head(name: str, source: str, key: tuple[str, str]) -> None:
    if len(source) > _LONGEST:
        raise ConfigError(f"templates/{name}: is longer than {_LONGEST} characters")
    lines = source.splitlines()
    if key[0] != CLOSING and (not source.startswith("Subject: ") or len(lines) < 3 or lines[1].strip()):
        raise ConfigError(f'templates/{name}, line 1: a text begins with "Subject: ..." and an empty line')


def _filled(template: Template, slots: Slots) -> str:
    with _faults_named(template.name or ""):
        return template.render(name=slots.name, order=slots.order, parcel=slots.parcel, shop=slots.shop)


@contextmanager
def _faults_named(name: str) -> Iterator[None]:
    """A text that fails while it is filled says where."""
    try:
        yield
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
        raise ConfigError(f"templates/{name}, line {lines[-1] if lines else '?'}: {error}") from error


def _parted(written: str) -> tuple[str, str]:
    head, _, body = written.partition("\n")
    return " ".join(head.removeprefix("Subject:").split()), _tidy(body)


def _tidy(written: str) -> str:
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
