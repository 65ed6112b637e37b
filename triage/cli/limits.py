"""What a machine may send alone by the active model: `triage models limits`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from triage.app import find_config
from triage.cli.console import clean, paper
from triage.cli.options import ConfigOption
from triage.edges import models as registry
from triage.errors import BadModel, ConfigError

if TYPE_CHECKING:
    from triage.model.proof import Bar

_PROVEN_BY = {"class": "its own mails", "intent": "the intent in all languages", "all": "all classes together"}


def limits(
    wrong_share: Annotated[
        float | None, typer.Option(min=0.0001, max=0.5, help="Default: the setting safety.wrong_share.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Which classes the active model may answer alone, from which trust on, and what the others lack."""
    settings = find_config(config)
    limit = wrong_share or settings.safety.wrong_share
    root = settings.path(settings.folders.models)
    folder = registry.active(root)
    if folder is None:
        raise BadModel(f"there is no model in {root} yet; make one with: triage train")
    from triage.model.proof import bars  # not above: SciPy takes a moment that few commands need

    found = bars(registry.load(folder, any_labels=True).trials, limit)
    if not found:
        raise ConfigError("this model was trained without rehearsing answers; train again: triage train")
    page = paper()
    page.print(f"Wrong automatic answers under {limit:.1%}, with 95 % confidence, by mails the model had not seen:")
    page.print(_bars(found))
    proven = sum(bar.threshold is not None for bar in found.values())
    page.print(f"{proven} of {len(found)} classes are proven; the others stay drafts, whatever their level.")


def _bars(found: Mapping[tuple[str, str], Bar]) -> Table:
    """A line for each proven class, and one for each intent whose other languages are not."""
    table = Table("intent", "languages", "from trust", "proven by", "answers", "wrong", "still to label",
                  box=None, padding=(0, 1, 0, 0))  # fmt: skip
    for (intent, language), bar in sorted(found.items()):
        if bar.threshold is not None:
            table.add_row(
                Text(clean(intent, 40)), Text(clean(language) or "?"), f"{bar.threshold:.3f}", _PROVEN_BY[bar.scope],
                f"{bar.answered:,}", f"{bar.wrong:,}", "",
            )  # fmt: skip
    for intent, bars in _unproven(found):
        least = min((bar.missing for bar in bars.values() if bar.missing is not None), default=None)
        answered, wrong = (sum(getattr(bar, name) for bar in bars.values()) for name in ("answered", "wrong"))
        table.add_row(
            Text(clean(intent, 40)), Text(" ".join(clean(language) or "?" for language in bars)), "draft", "",
            f"{answered:,}", f"{wrong:,}", "needs a better model" if least is None else f"{least:,} or more",
        )  # fmt: skip
    return table


def _unproven(found: Mapping[tuple[str, str], Bar]) -> Iterator[tuple[str, Mapping[str, Bar]]]:
    for intent in sorted({intent for intent, _ in found}):
        bars = {language: bar for (mine, language), bar in sorted(found.items()) if mine == intent}
        if open_bars := {language: bar for language, bar in bars.items() if bar.threshold is None}:
            yield intent, open_bars
