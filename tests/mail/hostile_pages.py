"""Bombs of HTML, and the mails that all hostile shapes are made of."""

from collections.abc import Callable, Iterator

HEAD = (
    b"From: Anna <anna@example.org>\r\nTo: support@shop.example\r\nSubject: order 1042\r\n"
    b"Message-ID: <1@mail.example.org>\r\nDate: Mon, 05 Jan 2026 09:00:00 +0100\r\n"
)
MB = 1_000_000


def text(body: bytes, more: bytes = b"") -> bytes:
    """A plain mail."""
    return HEAD + more + b"\r\n" + body


def page(body: bytes) -> bytes:
    """A mail of HTML alone."""
    return HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + body


def in_pages() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """HTML that parsers like least."""
    repeated = {
        "open divs": b"<div>", "divs": b"<div>x</div>", "comments": b"<!--", "comment ends": b"-->",
        "half comments": b"<!-- -",
        "open tags": b"<a", "tags without end": b"<a href=", "cdata": b"<![CDATA[", "declarations": b"<!x",
        "instructions": b"<?",
        "ends": b"</", "ends of nothing": b"</p>", "ampersands": b"&", "references": b"&#", "named": b"&amp",
        "entity": b"&lt;",
        "huge references": b"&#99999999999;", "hex": b"&#x1F600;", "surrogates": b"&#xD800;", "NUL references": b"&#0;",
        "paragraphs": b"<p>x", "open bold": b"<b>x", "fonts in bold": b"<b><font><i>x</p>",
        "tables": b"<table><tr><td>",
        "cells": b"<td>x", "rows": b"<tr>x", "lists": b"<ul><li>", "breaks": b"<br>", "images": b"<img alt=x>",
        "links": b"<a href=http://a.example>",
        "links with words": b"<a href=http://a.example/b>c</a>", "forms": b"<form>", "inputs": b"<input>",
        "selects": b"<select><option>",
        "styles": b"<style>.a{display:none}", "style ends": b"</style>", "scripts": b"<script>", "svg": b"<svg>",
        "math": b"<math><mi>",
        "templates": b"<template>", "frames": b"<iframe>", "pre": b"<pre>\n", "spans": b"<span style='color:red'>",
        "anchors": b"<a name=x>",
        "blockquotes": b"<blockquote>", "quotes": b'<blockquote type="cite">x', "gmail": b'<div class="gmail_quote">',
        "less": b"<",
        "greater": b">", "less and greater": b"<>", "quotes in tags": b"<a b='", "double quotes": b'<a b="',
        "slashes": b"<//", "dashes": b"<!-",
        "conditions": b"<!--[if mso]>", "condition ends": b"<![endif]", "namespaces": b"<o:p>", "colons": b"<a:b:c>",
        "attributes": b"<a b=c d>",
        "attribution": b'<div class="gmail_attr">On x wrote:</div>', "cuts": b'<div id="appendonsend"></div>',
        "heads": b"<head>",
        "bodies": b"<body>", "htmls": b"<html>", "titles": b"<title>", "text areas": b"<textarea>",
        "plaintext": b"<plaintext>",
        "nbsp": b"&nbsp;", "zwnj": b"&zwnj;&nbsp;", "hidden": b"<p style='display:none'>x",
        "signatures": b'<div class="gmail_signature">x',
        "rulers": b"<hr>", "fieldsets": b"<fieldset><legend>", "buttons": b"<button>", "headings": b"<h1>x",
        "objects": b"<object>",
    }  # fmt: skip
    for name, piece in repeated.items():
        yield f"page: {name}", lambda piece=piece: page(piece * (MB // len(piece)))
    rule = b"{display:none}"
    yield (
        "page: one tag with many attributes",
        lambda: page(b"<a " + b"".join(b"x%d=y " % n for n in range(60_000)) + b">x"),
    )
    yield "page: one long attribute", lambda: page(b'<a class="' + b"a " * 400_000 + b'">x')
    yield "page: one long style", lambda: page(b'<p style="' + b"color:#fff;" * 60_000 + b'">x')
    yield (
        "page: many selectors",
        lambda: page(b"<style>" + b"".join(b".a%d" % n + rule for n in range(50_000)) + b"</style>x"),
    )
    yield "page: one rule of many", lambda: page(b"<style>" + b".a," * 200_000 + b".b" + rule + b"</style>x")
    yield "page: braces", lambda: page(b"<style>" + b"{" * 500_000 + b"</style>x")
    yield "page: one comment in a sheet", lambda: page(b"<style>" + b"/*" * 200_000 + b"</style>x")
    yield "page: many styles", lambda: page(b"".join(b"<i style='color:#%06x'>x</i>" % n for n in range(20_000)))
    yield "page: many classes", lambda: page(b"".join(b"<i class='quote%d'>x</i>" % n for n in range(20_000)))
    yield "page: one tag name", lambda: page(b"<" + b"a" * MB)
    for depth in (40, 200, 1_000, 5_000):
        inner = b"<div style='color:red'>"
        yield f"page: {depth} deep", lambda depth=depth, inner=inner: page(inner * depth + b"x" + b"</div>" * depth)
        cite = b"<blockquote type=cite><p>y"
        yield f"page: {depth} quotes deep", lambda depth=depth, cite=cite: page(cite * depth)
