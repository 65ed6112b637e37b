// The board on the screen: draws the page that Python tells and sends keys back. It decides nothing.
// Words of a mail are only ever set as text, never as markup.

const SLOW = 4000; // milliseconds without an answer from which on the kernel is said to be silent
const NAMES = { Enter: "Enter", ArrowRight: "→", Backspace: "⌫" };

function make(tag, name, ...children) {
  const node = document.createElement(tag);
  node.className = name;
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

// The key by what it types, or, under another alphabet or an input method, by its place on the keyboard.
function named(event) {
  const letter = /^[a-z]$/i.test(event.key) ? event.key : (/^Key([A-Z])$/.exec(event.code) || [])[1];
  if (letter) return event.shiftKey ? letter.toUpperCase() : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code);
  if (digit) return digit[1];
  return event.key in NAMES && !event.shiftKey ? event.key : null; // Shift and Enter runs a cell
}

// A word with whatever letters stand around it is another word; Chinese and Japanese have no such edges.
function pattern(word) {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const runs = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(word);
  return runs ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
}

function marked(text, words) {
  const wanted = words.filter((word) => word && !word.startsWith("_"));
  if (!wanted.length) return [text];
  const parts = text.split(new RegExp(`(${wanted.map(pattern).join("|")})`, "giu"));
  return parts.map((part, at) => (at % 2 ? make("mark", "tb-mark", part) : part));
}

function button(name, press, send, title, ...children) {
  const node = make("button", name, ...children);
  node.type = "button";
  node.title = title;
  node.dataset.press = press;
  node.addEventListener("click", () => send(press));
  return node;
}

function key(press) {
  return make("kbd", "tb-key", NAMES[press] || press.toUpperCase());
}

function header(page) {
  const bar = make("div", "tb-bar", make("div", "tb-done"));
  bar.firstChild.style.width = `${100 * page.progress.share}%`;
  const words = make("span", "tb-words", page.progress.words.join("  ·  "));
  const title = make("div", "tb-title", make("strong", "", page.title), make("span", "tb-about", page.about));
  const who = make("span", "tb-who", page.labeller, make("span", "tb-focus", ""));
  return make("header", "tb-head", make("div", "tb-line", title, who), bar, words);
}

function mail(page) {
  if (!page.mail) return make("section", "tb-mail tb-over", page.over);
  const { subject, text, language, marks } = page.mail;
  const said = page.said.map(([by, labels]) => make("div", "tb-said", make("b", "", by), labels));
  const guess = page.guess ? make("div", "tb-said tb-model", make("b", "", "model"), page.guess) : null;
  const words = make("div", "tb-text", ...marked(text, marks));
  words.dir = "auto";
  const tag = language === "und" ? null : make("span", "tb-tag", language);
  const head = make("div", "tb-subject", make("span", "", ...(subject ? marked(subject, marks) : ["(no subject)"])), tag);
  return make("section", "tb-mail", ...said, guess, head, words);
}

function intent(one, send) {
  const share = one.share ? make("span", "tb-share", `${Math.round(100 * one.share)}%`) : null;
  const count = one.count ? make("span", "tb-count", String(one.count)) : null;
  const name = make("span", "tb-name", one.label.replaceAll("_", " "));
  const give = button(`tb-give${one.on ? " tb-on" : ""}`, one.press, send, one.hint, key(one.press), name, share, count);
  const also = button(`tb-also${one.also ? " tb-on" : ""}`, one.press.toUpperCase(), send, `also asks this (Shift ${one.press})`,
    one.also ? "also" : "+");
  also.setAttribute("aria-pressed", String(one.also));
  return make("div", "tb-intent", give, also);
}

function labels(page, send) {
  const urgencies = page.urgencies.map((one) => {
    const node = button(`tb-urgency tb-${one.label}${one.on ? " tb-on" : ""}`, one.press, send, one.hint, key(one.press), one.label);
    node.setAttribute("aria-pressed", String(one.on));
    return node;
  });
  const groups = new Map();
  for (const one of page.intents) groups.set(one.group, [...(groups.get(one.group) || []), intent(one, send)]);
  const lists = [...groups].map(([name, rows]) => make("div", "tb-group", make("div", "tb-heading", name), ...rows));
  return make("section", "tb-labels", make("div", "tb-urgencies", ...urgencies), make("div", "tb-groups", ...lists));
}

function footer(page, send) {
  const take = page.mail ? page.enter.replaceAll("_", " ") : "show skipped";
  const acts = [
    page.mail && page.enter ? button("tb-act", "Enter", send, "give the label that is offered", key("Enter"), take) : null,
    !page.mail && page.over.includes("Enter") ? button("tb-act", "Enter", send, "show them again", key("Enter"), take) : null,
    page.mail ? button("tb-act", "ArrowRight", send, "pass this mail over for now", key("ArrowRight"), "skip") : null,
    page.undo ? button("tb-act", "Backspace", send, "take the last label back", key("Backspace"), `undo ${page.undo.replaceAll("_", " ")}`) : null,
  ];
  const notice = make("span", "tb-notice", page.notice);
  notice.setAttribute("role", "status");
  return make("footer", "tb-foot", ...acts, notice);
}

function render({ model, el }) {
  const root = make("div", "tb-board");
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  root.setAttribute("aria-label", "labelling board");
  root.dataset.lmSuppressShortcuts = "true"; // else "d d" would delete the notebook's cell
  let waiting = null;

  function silent() {
    root.querySelector(".tb-notice").textContent = "The kernel is busy or was stopped. If this stays, run the cells again.";
  }
  function send(press) {
    model.send({ press, serial: model.get("page").serial });
    clearTimeout(waiting);
    waiting = setTimeout(silent, SLOW);
    root.focus({ preventScroll: true });
  }
  function draw() {
    clearTimeout(waiting);
    const page = model.get("page");
    const body = make("div", "tb-body", mail(page), labels(page, send));
    root.replaceChildren(header(page), body, footer(page, send));
    root.classList.toggle("tb-finished", !page.mail);
  }
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onButton = event.target !== root && event.key === "Enter"; // presses that button
    const press = named(event);
    event.stopPropagation();
    if (!press || onButton) return;
    event.preventDefault();
    if (!event.repeat) send(press);
  });
  root.addEventListener("mousedown", (event) => {
    if (event.target.closest("button")) event.preventDefault(); // the board keeps the keys
  });
  model.on("change:page", draw);
  draw();
  el.append(root);
  return () => {
    clearTimeout(waiting);
    model.off("change:page", draw);
  };
}

export default { render };
