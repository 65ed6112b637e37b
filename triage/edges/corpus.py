"""A corpus on disk: rows with file and line, the frozen set, second labels, and the pages that are made of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic import dataclasses as checked

from triage.corpus.curve import Curve
from triage.corpus.page import Page, html, markdown
from triage.corpus.rows import Corpus, Placed, Second
from triage.edges.dataset import SUFFIXES, read_examples
from triage.errors import ConfigError
from triage.labels import INTENTS, URGENCIES

FROZEN, AGREEMENT = "benchmark", "agreement"  # folders beside the rows to learn from
PICTURES = "corpus"  # the folder of a page's pictures, and the page's own name
_CURVE = "curve.json"


@checked.dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A line of a file of second labels."""

    id: str
    intent: str
    also: str = ""  # separated by |
    urgency: str = ""
    labeller: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _File:
    path: Path
    kind: str  # "", benchmark or agreement


def read_corpus(paths: Iterable[Path]) -> Corpus:
    """Everything in these files and folders. A file that cannot be read is a fault, and the others are read."""
    found: dict[str, list[Placed]] = {"": [], FROZEN: []}
    second: list[Second] = []
    faults: list[str] = []
    for file in (file for path in paths for file in _files(path)):
        try:
            if file.kind == AGREEMENT:
                second += _second(file.path)
            else:
                found[file.kind] += _placed(file.path)
        except ConfigError as error:
            faults.append(str(error))
    return Corpus(rows=tuple(found[""]), frozen=tuple(found[FROZEN]), second=tuple(second), faults=tuple(faults))


def write_page(page: Page, out: Path) -> tuple[Path, Path]:
    """Write the HTML page, the Markdown page and its pictures; returns the two pages."""
    pictures = out / PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    for section in page.sections:
        _write(pictures / f"{section.name}.svg", section.picture.alone())
    whole, marked = out / f"{PICTURES}.html", out / f"{PICTURES}.md"
    _write(whole, html(page))
    _write(marked, markdown(page, PICTURES))
    return whole, marked


def save_curve(curve: Curve, out: Path) -> Path:
    """Keep a learning curve where `load_curve` and the page find it."""
    path = out / PICTURES / _CURVE
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, TypeAdapter(Curve).dump_json(curve, indent=1).decode() + "\n")
    return path


def load_curve(out: Path) -> Curve | None:
    """The curve that was measured for this page, if any. Raises ConfigError where its file is damaged."""
    path = out / PICTURES / _CURVE
    try:
        return TypeAdapter(Curve).validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise ConfigError(f"{path}: is no learning curve ({_why(error)}); measure again: triage corpus curve") from None


def _files(path: Path) -> Iterator[_File]:
    """A file, or the .csv and .jsonl files in a folder and below, each with the kind of its folder."""
    if not path.is_dir():
        yield _File(path=path, kind="")
        return
    for file in sorted(path.rglob("*")):
        if file.suffix.lower() in SUFFIXES and file.is_file():
            above = file.relative_to(path).parts[:-1]
            yield _File(path=file, kind=next((part for part in above if part in {FROZEN, AGREEMENT}), ""))


def _placed(path: Path) -> Iterator[Placed]:
    examples = read_examples([path])
    lines = _csv_lines(path) if path.suffix.lower() == ".csv" else _json_lines(path)
    for example, line in zip(examples, lines, strict=True):
        yield Placed(example=example, place=f"{path}:{line}")


def _csv_lines(path: Path) -> Iterator[int]:
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    for _ in reader:
        yield reader.line_num


def _json_lines(path: Path) -> Iterator[int]:
    text = path.read_text(encoding="utf-8-sig")
    return (number for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _second(path: Path) -> Iterator[Second]:
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: cannot be read as UTF-8 text") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _said(line, f"{path}:{number}")


def _said(line: str, where: str) -> Second:
    try:
        told = TypeAdapter(_Line).validate_json(line.encode("utf-8", "replace"))
    except ValidationError as error:
        raise ConfigError(f"{where}: is no second label ({_why(error)})") from None
    also = tuple(label.strip() for label in told.also.split("|") if label.strip())
    for label in (told.intent, *also):
        _known(label, INTENTS, where)
    if told.urgency:
        _known(told.urgency, URGENCIES, where)
    return Second(id=told.id, intent=told.intent, also=also, urgency=told.urgency, labeller=told.labeller)


def _known(label: str, labels: tuple[str, ...], where: str) -> None:
    if label not in labels:
        near = get_close_matches(label, labels, n=1)
        raise ConfigError(f'{where}: unknown label "{label[:60]}"' + (f'; did you mean "{near[0]}"?' if near else ""))


def _why(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the line'}: {first['msg']}"


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
