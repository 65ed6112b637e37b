"""What the mail says: the good form of its text, split into new words and history, and every view a guard looks at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from triage.mail.page import reader as page
from triage.mail.page.reader import Page
from triage.mail.quotes import flowed
from triage.mail.quotes import splitting as quotes
from triage.mail.quotes.splitting import Split
from triage.mail.wire.mime import Part, Tree
from triage.settings import Limits

_STUBS = re.compile(
    r"(?:view|read|see) this (?:(?:e-?)?mail|message) in|this (?:e-?mail|message) contains graphics"
    r"|html.{0,40}(?:e-?mail|client|format|compatible|viewer|message)"
    r"|html-(?:e-?mail|nachricht|mail)|this is a multi-?part message|e-?mail.{0,40}\bhtml\b"
    r"|邮件为html|不支持html|您的邮件.{0,20}html"
)
_TAGGED = re.compile(r"</?(?:div|p|br|td|span|html|body|table)\b", re.IGNORECASE)
_URL = re.compile(
    r"(?:https?://|www\.|mailto:)[^\s<>]*+|\[image:[^\]\n]{0,200}\]|\[cid:[^\]\n]{0,200}\]", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_FORWARD = re.compile(
    r"^(?:\s{0,9}(?:fwd?|fw|wg|tr|rv|enc|i|vb|vl|pd|doorst|fs|προωθ|továbbítás|转发|转|轉寄|轉|転送|전달|пересл)\s?[:：])+",
    re.IGNORECASE,
)
_NORDIC = re.compile(r"^\s{0,9}VS\s?:", re.IGNORECASE)
_FINNISH = "Lähettäjä:"
_REPLY = re.compile(
    r"^\W{0,9}(?:re|aw|antw(?:ort)?|sv|vs|odp|ynt|yan|ref|rif|r|res|rép|回复|答复|回覆|返信|회신|отв|на|atb|vá|bls|답장)"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]",
    re.IGNORECASE,
)
_NO_TEXTS = frozenset(("text/x-amp-html", "text/css", "text/javascript", "text/x-vcard", "text/vcard"))
_PAGES = 20  # stretches whose pages are read with care; a mail of more wants to cost time
_HARD_SPACE = "&nbsp;"  # QQ Mail leaves references to characters in its text/plain
_REFERENCES = ((_HARD_SPACE, " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """The text of a mail. `views` are the texts a guard reads, without subject and file names.

    `quoted_text` is the history that the mail answers; `forwarded_text` is somebody else's mail, passed on in the text
    or, where the text has none, attached as a mail of its own.
    """

    new_text: str = ""
    quoted_text: str = ""
    forwarded_text: str = ""
    signature: str = ""
    hidden_text: str = ""
    links: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    parts_disagree: bool = False


_NO_PAGE = Page()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    """One stretch of the mail in its two forms; either may be missing."""

    plain: str = ""
    page: Page = _NO_PAGE


def read(tree: Tree, limits: Limits, *, subject: str = "", in_thread: bool = False, whole: bool = False) -> Body:
    """The text of a mail's parts. `in_thread`: it answers an earlier mail, so its quotes are no view of their own.

    `whole`: nobody quotes in it, as in a form's mail; all of it is new text.
    """
    blocks = _blocks(tree.parts, limits)
    asked = (_is_forward(subject, blocks), in_thread or _REPLY.match(subject) is not None)
    texts = (
        "\n".join(_best(block) for block in blocks),
        "\n".join(block.plain for block in blocks if block.plain),
        "\n".join(block.page.text for block in blocks if block.page.text),
    )
    splits = {
        text: Split(new_text=text.strip()) if whole else _split(text, limits, *asked) for text in dict.fromkeys(texts)
    }
    best, plain, paged = (splits[text] for text in texts)
    chosen = paged if all(block.page.text for block in blocks) and _is_surer(paged, best) else best
    if paged.new_text and not (chosen.new_text or chosen.quoted or chosen.forwarded):  # a program's line alone
        chosen = paged
    embedded = tuple(_embedded(tree.parts, limits))
    return Body(
        new_text=chosen.new_text, quoted_text=chosen.quoted, signature=chosen.signature,
        forwarded_text=chosen.forwarded or _together(*embedded),
        hidden_text=" ".join(block.page.hidden for block in blocks if block.page.hidden),
        links=tuple(dict.fromkeys(link for block in blocks for link in block.page.links)),
        views=_views(blocks, (plain, paged), embedded, in_thread),
        parts_disagree=any(_disagree(block, plain, paged) for block in blocks),
    )  # fmt: skip


def _split(text: str, limits: Limits, forward: bool, reply: bool) -> Split:
    return quotes.split(text[: limits.text_chars], max_lines=limits.lines, forward=forward, reply=reply)


def _is_forward(subject: str, blocks: list[_Block]) -> bool:
    """Whether the subject says so. "VS:" does in Danish and Norwegian; in Finnish it is a reply."""
    if _NORDIC.match(subject):
        return not any(_FINNISH in f"{block.plain}{block.page.text}" for block in blocks)
    return _FORWARD.match(subject) is not None


def _is_surer(paged: Split, best: Split) -> bool:
    """Whether the page's marks show that some of the other form's new words are history or signature."""
    if not paged.new_text or paged.new_text == best.new_text:
        return False
    new, words = Counter(_words(paged.new_text[:50_000])), Counter(_words(best.new_text[:50_000]))
    more = words - new
    if not new or new - words or not more:
        return False
    return more.keys() <= set(_words(f"{paged.quoted} {paged.signature} {paged.forwarded}"[:200_000]))


def _together(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _blocks(parts: Iterable[Part], limits: Limits) -> list[_Block]:
    """The text parts in order; what lies in one multipart/alternative is one stretch."""
    shown = [part for part in parts if not part.embedded and not part.attached and _is_text(part.content_type)]
    blocks: list[_Block] = []
    left = limits.text_chars
    for group, members in groupby(shown, key=lambda part: part.group):
        for stretch in [list(members)] if group else [[member] for member in members]:
            block = _block(stretch, limits, left, page.read if len(blocks) < _PAGES else page.skim)
            left = max(0, left - len(block.plain) - len(block.page.text))
            blocks.append(block)
    return blocks


def _is_text(content_type: str) -> bool:
    return content_type[:5] == "text/" and content_type not in _NO_TEXTS


def _block(parts: list[Part], limits: Limits, left: int, look: Callable[[str, Limits], Page]) -> _Block:
    plain = [_plain(part, left) for part in parts if part.content_type not in {"text/html", "text/calendar"}]
    pages = "\n".join(part.text(min(left, limits.html_chars)) for part in parts if part.content_type == "text/html")
    return _Block(plain="\n".join(plain).strip("\n"), page=look(pages, limits) if pages.strip() else _NO_PAGE)


def _plain(part: Part, limit: int) -> str:
    text = part.text(limit)
    if part.flowed:
        return flowed.unflowed(text, delsp=part.delsp)
    if _HARD_SPACE in text:
        for reference, letter in _REFERENCES:
            text = text.replace(reference, letter)
    return text


def _best(block: _Block) -> str:
    """text/plain when it is good: words, no stub, no tags, and not a small piece of what the page says."""
    if not block.page.text:
        return block.plain
    words, page_words = _count(block.plain), _count(block.page.text)
    stub = (words < 40 and _STUBS.search(block.plain.casefold()[:2_000])) or _is_run_on(block)
    tagged = len(_TAGGED.findall(block.plain[:5_000])) >= 3
    good = words > 0 and not stub and not tagged and words * 3 >= page_words
    return block.plain if good or not page_words else block.page.text


def _is_run_on(block: _Block) -> bool:
    """Whether the program put a mail of many lines on a few, as Samsung's does."""
    lines, page_lines = (
        sum(not line.isspace() for line in text.split("\n") if line) for text in (block.plain, block.page.text)
    )
    return page_lines >= 5 and lines * 3 <= page_lines


def _count(text: str) -> int:
    return len(_words(text[:50_000]))


def _words(text: str) -> list[str]:
    """Words without addresses of the web; each Chinese, Japanese or Korean letter is one."""
    text = _URL.sub(" ", text).casefold()
    return _WORD.findall(_ASIAN.sub(r" \g<0> ", text) if not text.isascii() else text)


def _disagree(block: _Block, plain: Split, page: Split) -> bool:
    """Whether one form says new words that the other, history included, does not have."""
    stub = _STUBS.search(block.plain.casefold()[:2_000]) and _count(block.plain) < 40
    if not block.plain.strip() or not block.page.text or stub:
        return False
    return _adds(plain.new_text, block.page.text) or _adds(page.new_text, block.plain)


def _adds(text: str, other: str) -> bool:
    words = set(_words(text[:50_000]))
    more = words - set(_words(other[:200_000]))
    return len(more) >= 4 and len(more) * 5 > len(words)


def _embedded(parts: Iterable[Part], limits: Limits) -> Iterator[str]:
    """Texts of mails that are attached to this one, at most five, cut."""
    inner = [part for part in parts if part.embedded and part.content_type in {"text/plain", "text/html"}][:5]
    for part in inner:
        text = part.text(20_000)
        yield text if part.content_type == "text/plain" else page.read(text, limits).unmarked


def _views(
    blocks: list[_Block], splits: tuple[Split, Split], embedded: tuple[str, ...], quiet: bool
) -> tuple[str, ...]:
    """Everything the customer may have said, seen or unseen. Quotes count unless they are the history of a thread."""
    texts: list[str] = []
    for split in splits:
        texts += [split.new_text, split.signature, split.forwarded, "" if quiet else split.quoted]
    for block in blocks:
        texts += [block.page.hidden, *block.page.alts]
    return tuple(dict.fromkeys(text.strip() for text in (*texts, *embedded) if text.strip()))
