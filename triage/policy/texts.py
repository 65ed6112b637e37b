"""The files of a shop's texts: where each belongs, what it may say, and itself as a template."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, cached_property

from jinja2 import Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from triage.errors import ConfigError
from triage.labels import MARKETS
from triage.policy.answers import CLOSING, NAMES, PARTS, TELLS_OFFER
from triage.policy.grammar import HTML, OFFERING, TEXT, Compiled, compile_text, environment, near
from triage.policy.slots import Slots
from triage.policy.written import babel_locale

LAYOUT = "_layout/reply.html"
FALLBACK = {"zh-Hant": "zh"}  # another script of the same language; never another language

_LONGEST = 20_000  # characters of one file
_PATH = re.compile(r"(?P<template>[a-z_]+)/(?P<locale>[A-Za-z-]+)(?:\.(?P<market>[a-z_]+))?\.txt")


class Text:
    """One file. It is compiled when it is first filled."""

    def __init__(self, name: str, source: str) -> None:
        """Raises ConfigError where the name belongs to no text, or the file has no head."""
        self.name, self.source = name, source
        self.template, self.locale, self.market = _place(name)
        _check_head(name, source, self.template)

    @property
    def key(self) -> tuple[str, str]:
        """Template and locale, as in ("refund", "de") or ("refund", "de.asia")."""
        return self.template, f"{self.locale}.{self.market}" if self.market else self.locale

    @cached_property
    def _compiled(self) -> Compiled:
        return compile_text(_plain(), self.name, self.source, OFFERING if self.template in TELLS_OFFER else TEXT)

    @property
    def named(self) -> frozenset[str]:
        """The slots that stand in it, such as "parcel.state"; nothing else changes how it reads. Raises ConfigError."""
        return self._compiled.named

    def filled(self, slots: Slots) -> str:
        """The text with its slots. Raises ConfigError where it fails with these."""
        with faults_named(self.name):
            return self._compiled.template.render(
                name=slots.name, order=slots.order, market=slots.market, parcel=slots.parcel, answer=slots.answer,
                later=slots.later, office=slots.office, offer=slots.offer, asked=slots.asked, shop=slots.shop,
            )  # fmt: skip


@cache
def _plain() -> ImmutableSandboxedEnvironment:
    return environment(autoescape=False)


def read_texts(files: Mapping[str, str]) -> tuple[dict[tuple[str, str], Text], list[str]]:
    """Every text by its key, and the faults of names and heads. Files that are no texts are left out."""
    texts: dict[tuple[str, str], Text] = {}
    faults: list[str] = []
    for name, source in sorted(files.items()):
        if name.endswith(".txt"):
            try:
                text = Text(name, source)
                texts[text.key] = text
            except ConfigError as error:
                faults.append(str(error))
    return texts, faults


def read_layout(files: Mapping[str, str]) -> Template:
    """The HTML around every reply. Raises ConfigError."""
    if LAYOUT not in files:
        raise ConfigError(f"templates/{LAYOUT} is missing; it makes the HTML of every reply")
    return compile_text(environment(autoescape=True), LAYOUT, files[LAYOUT], HTML).template


def missing_parts(texts: Mapping[tuple[str, str], Text]) -> Iterator[str]:
    """Texts that cannot be used for want of another: the closing, or the text for every other market."""
    for text in texts.values():
        base = (FALLBACK.get(text.locale, text.locale), text.locale)
        if text.market and not any((text.template, locale) in texts for locale in base):
            yield f"templates/{text.name}: the other markets have no text; write {text.template}/{text.locale}.txt too"
        if text.template not in PARTS and not any((CLOSING, locale) in texts for locale in base):
            yield (
                f"templates/{CLOSING}/{text.locale}.txt is missing; it ends every reply and says that it is automatic"
            )


@contextmanager
def faults_named(name: str) -> Iterator[None]:
    """A text that fails while it is filled says where."""
    try:
        yield
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
        raise ConfigError(f"templates/{name}, line {lines[-1] if lines else '?'}: {error}") from error


def _place(name: str) -> tuple[str, str, str]:
    """Template, locale and market ("" for all) of a file's name."""
    found = _PATH.fullmatch(name)
    if found is None:
        raise ConfigError(
            f"templates/{name}: a text lies in <template>/<language>.txt or <template>/<language>.<market>.txt, "
            "for example refund/de.txt"
        )
    template, locale, market = found["template"], found["locale"], found["market"] or ""
    for what, word, known in (("template", template, NAMES), ("market", market, ("", *MARKETS))):
        if word not in known:
            raise ConfigError(f'templates/{name}: unknown {what} "{word}"{near(word, known)}')
    try:
        babel_locale(locale)
    except ValueError:
        raise ConfigError(f'templates/{name}: unknown language "{locale}"') from None
    return template, locale, market


def _check_head(name: str, source: str, template: str) -> None:
    if len(source) > _LONGEST:
        raise ConfigError(f"templates/{name}: is longer than {_LONGEST} characters")
    lines = source.splitlines()
    if template not in PARTS and (not source.startswith("Subject: ") or len(lines) < 3 or lines[1].strip()):
        raise ConfigError(f'templates/{name}, line 1: a text begins with "Subject: ..." and an empty line')
