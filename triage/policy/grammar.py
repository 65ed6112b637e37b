"""What a template may say: slots and conditions, and in the HTML layout loops over the paragraphs.

Nothing else: no sums, no filters, no calls. So a text cannot cost more than it is long (CVE-2024-56326 and
CVE-2025-27516 show how a sandbox alone fails), and an unknown variable is found in every branch before rendering.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from triage.errors import ConfigError
from triage.policy.slots import Offer, Shipment
from triage.policy.written import Office, When

_SHOP_FIELDS = frozenset({
    "name", "team", "website", "answer_hours", "shipping_days", "handling_days", "return_days", "refund_days",
    "office_opens", "office_closes", "timezone",
})  # fmt: skip
_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.If, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Const, nodes.Tuple, nodes.List,
)  # fmt: skip
_WITH_LOOPS = (*_PLAIN, nodes.For, nodes.Call)


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """What one kind of file may say: kinds of nodes, names, and fields behind a name (None: a method of any text)."""

    kinds: tuple[type[nodes.Node], ...]
    names: frozenset[str]
    fields: Mapping[str, frozenset[str]]
    methods: frozenset[str] = frozenset()


def _fields(slot: type[Shipment | When | Office | Offer]) -> frozenset[str]:
    return frozenset(field.name for field in fields(slot))


_WHEN = _fields(When)
_TEXT_FIELDS = {
    "shop": _SHOP_FIELDS, "parcel": _fields(Shipment), "answer": _WHEN, "later": _WHEN, "office": _fields(Office),
}  # fmt: skip
_TEXT_NAMES = frozenset({"name", "order", "market", "asked", *_TEXT_FIELDS})
TEXT = Language(kinds=_PLAIN, names=_TEXT_NAMES, fields=_TEXT_FIELDS)
OFFERING = Language(kinds=_PLAIN, names=_TEXT_NAMES | {"offer"}, fields=_TEXT_FIELDS | {"offer": _fields(Offer)})
HTML = Language(
    kinds=_WITH_LOOPS,
    names=frozenset({"lang", "subject", "paragraphs", "closing", "scores", "shop"}),
    fields={"shop": _SHOP_FIELDS, "loop": frozenset({"first", "last", "index"})},
    methods=frozenset({"splitlines", "startswith"}),
)


def environment(*, autoescape: bool) -> ImmutableSandboxedEnvironment:
    """A sandbox without any function in it."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=autoescape, cache_size=0)
    made.globals.clear()
    return made


@dataclass(frozen=True, kw_only=True, slots=True)
class Compiled:
    """A checked template, and the variables and fields that it names ("parcel", "parcel.state")."""

    template: Template
    named: frozenset[str]


def compile_text(sandbox: ImmutableSandboxedEnvironment, name: str, source: str, language: Language) -> Compiled:
    """A file as a template. Raises ConfigError naming file and line."""
    try:
        tree = sandbox.parse(source, name=name)
        _check(tree, name, language)
        known = _named(tree)
        code = sandbox.compile(tree, name=name, filename=name)
    except TemplateSyntaxError as error:
        raise ConfigError(f"templates/{name}, line {error.lineno}: {error.message}") from None
    except RecursionError:
        raise ConfigError(f"templates/{name}: conditions are nested too deep") from None
    return Compiled(template=Template.from_code(sandbox, code, sandbox.make_globals(None)), named=known)


def _named(tree: nodes.Template) -> frozenset[str]:
    found = {
        f"{node.node.name}.{node.attr}" for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name)
    }
    return frozenset(found | {node.name for node in tree.find_all(nodes.Name)})


def _check(tree: nodes.Template, name: str, language: Language) -> None:
    targets = [loop.target for loop in tree.find_all(nodes.For)]
    local = {target.name for target in targets if isinstance(target, nodes.Name)} | ({"loop"} if targets else set())
    for node in _walk(tree):
        fault = _forbidden(node, language, language.names | local)
        if fault:
            raise ConfigError(f"templates/{name}, line {node.lineno}: {fault}")


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _forbidden(node: nodes.Node, language: Language, names: frozenset[str]) -> str:
    """Why this node may not stand in a template; "" when it may."""
    if not isinstance(node, language.kinds):
        return f"{type(node).__name__.lower()} is not possible here; a text has only slots and if, elif, else"
    if isinstance(node, nodes.Name) and node.name not in names:
        return f'unknown variable "{node.name}"{near(node.name, names)}'
    if isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Getattr):
        return "a call is not possible here"
    if isinstance(node, nodes.Getattr):
        return _unknown_field(node, language)
    return ""


def _unknown_field(node: nodes.Getattr, language: Language) -> str:
    owner = node.node.name if isinstance(node.node, nodes.Name) else ""
    known = language.fields.get(owner, frozenset()) | language.methods
    if node.attr in known:
        return ""
    return f'unknown variable "{owner}.{node.attr}"{near(node.attr, known, owner)}'


def near(word: str, known: Iterable[str], owner: str = "") -> str:
    """A hint to the known word that is nearest to a misspelt one."""
    nearest = difflib.get_close_matches(word, sorted(known), n=1)
    return f'; did you mean "{owner + "." if owner else ""}{nearest[0]}"?' if nearest else ""
