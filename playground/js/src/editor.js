// The two editors of the page: one to write manifests in, one that shows a configuration. Each is mounted once and kept out of
// the page's virtual DOM; the page only tells them what has changed.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { keepSoon } from "./kept.js";
import { yaml } from "./yaml.js";

const underlined = (colour) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: "3px",
  textDecorationSkipInk: "none",
});
const dot = (colour) => ({ content: "none", forcedColorAdjust: "none", width: "7px", height: "7px", borderRadius: "50%", background: colour });

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "var(--code-size)", backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overscrollBehavior: "var(--overscroll)" },
  ".cm-content": { caretColor: "var(--accent)", padding: "12px 0" },
  ".cm-line": { padding: "0 16px 0 6px" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "34px" },
  ".cm-foldGutter span": { opacity: "0", padding: "0 3px" },
  ".cm-gutters:hover .cm-foldGutter span, .cm-foldGutter span[title='Unfold line']": { opacity: "1" },
  ".cm-gutter-lint": { width: "15px" },
  ".cm-gutter-lint .cm-gutterElement": { display: "flex", alignItems: "center", justifyContent: "center", padding: "0" },
  ".cm-lint-marker-error": dot("var(--error)"),
  ".cm-lint-marker-warning": dot("var(--warning)"),
  ".cm-lint-marker-info": dot("var(--information)"),
  ".cm-lintRange-error": underlined("var(--error)"),
  ".cm-lintRange-warning": underlined("var(--warning)"),
  ".cm-lintRange-info": underlined("var(--information)"),
  ".cm-lintRange-active": { backgroundColor: "var(--selection)" },
  ".cm-activeLine": { backgroundColor: "var(--line)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--match)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--match)" },
  ".cm-searchMatch": { backgroundColor: "var(--match)", outline: "1px solid var(--border)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--selection)" },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--text)",
    border: "1px solid var(--border)",
    borderRadius: "8px",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
  },
  ".cm-diagnostic": { font: "13px/1.5 var(--sans)", padding: "8px 12px", maxWidth: "min(64ch, 80vw)", border: "none" },
  ".cm-diagnosticText": { whiteSpace: "pre-line" },
  ".cm-panels": { backgroundColor: "var(--background)", color: "var(--text)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--border)" },
  ".cm-panel.cm-search": { padding: "8px 28px 8px 12px", font: "13px/1.5 var(--sans)" },
  ".cm-panel.cm-search label": { fontSize: "12px", whiteSpace: "nowrap" },
  ".cm-panel.cm-search [name=close]": { color: "var(--soft)", minHeight: "24px", padding: "0 8px", border: "none", fontSize: "18px" },
  ".cm-textfield, .cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--surface)",
    color: "var(--text)",
    border: "1px solid var(--border)",
    borderRadius: "6px",
    padding: "3px 8px",
    fontSize: "13px",
    minHeight: "28px",
  },
  ".cm-placeholder": { color: "var(--faint)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--match)", border: "none", color: "var(--soft)", padding: "0 6px" },
});

// The stretches that belong to where the cursor stands in the other view.
const setLit = StateEffect.define();
const litMark = Decoration.mark({ class: "cm-lit" });
const lit = StateField.define({
  create: () => Decoration.none,
  update: (marks, { changes, effects }) => effects.reduce((known, effect) => (effect.is(setLit) ? effect.value : known), marks.map(changes)),
  provide: (field) => EditorView.decorations.from(field),
});

// What is lit comes before colours, so that it goes around whole stretches and not around every word.
const common = [lit, lineNumbers(), foldGutter(), yaml, look, drawSelection(), highlightSelectionMatches()];

// What is asked about where the cursor rests is nothing that typing or moving on should wait for.
const REST = 150;

// Calls `rested(place)` when a person has put the cursor somewhere and leaves it there.
const whenAtRest = (rested, place) => {
  let timer;
  return EditorView.updateListener.of((update) => {
    const { view, transactions } = update;
    const moved = update.selectionSet || transactions.some((it) => it.docChanged && !it.annotation(Transaction.remote));
    if (!moved && !(update.focusChanged && view.hasFocus)) return;
    clearTimeout(timer);
    timer = setTimeout(() => view.hasFocus && rested(place(view.state)), REST);
  });
};

// Where the cursor is or, before the text of a line, where that starts: indentation belongs to the block around.
const fieldAt = ({ doc, selection: { main } }) => {
  const { from, text } = doc.lineAt(main.head);
  return Math.max(main.head, from + /^\s*(?:-\s+)*/.exec(text)[0].length);
};

// Whoever comes to the editor with the tab key leaves it the same way; the key indents as soon as anything else is done there.
let tabbed = false;
addEventListener("keydown", ({ key }) => (tabbed = key === "Tab" || (key === "Shift" && tabbed)), true);
addEventListener("pointerdown", () => (tabbed = false), true);
const tabKey = EditorView.domEventObservers({
  focus: (_, view) => view.setTabFocusMode(tabbed),
  click: (_, view) => view.setTabFocusMode(false),
  // Escape lets the next tab key pass, which the editor sees to itself.
  keydown: ({ key }, view) => !tabbed && key !== "Escape" && view.setTabFocusMode(false),
});

// A message, with what stands between backticks set as code; a lone backtick means itself.
const written = (message) => {
  const pieces = message.split("`");
  const text = document.createElement("span");
  if (pieces.length % 2 === 0) text.append(message);
  else {
    pieces.forEach((piece, index) => {
      const part = index % 2 ? document.createElement("code") : new Text();
      part.textContent = piece;
      text.append(part);
    });
  }
  return text;
};

// The text of each view, as last seen: a long text is not put together again only to compare it.
const texts = new WeakMap();
const textOf = (view) => {
  const known = texts.get(view);
  if (known?.doc === view.state.doc) return known.text;
  const text = view.state.doc.toString();
  texts.set(view, { doc: view.state.doc, text });
  return text;
};

let manifestsView;

// What stands in the editor, or nothing as long as there is none.
export function manifests() {
  return manifestsView && textOf(manifestsView);
}

// Mounts the editor for manifests. `changed(text)` is called at every change that a person makes, and `rested(place)` when the
// cursor rests.
export function mountEditor(parent, text, changed, rested) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lintGutter(),
        ...common,
        history(),
        bracketMatching(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        placeholder("Paste manifests, or open an example."),
        keymap.of([
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          { key: "F8", run: nextDiagnostic, shift: previousDiagnostic },
          indentWithTab,
        ]),
        EditorState.tabSize.of(2),
        EditorView.contentAttributes.of({
          id: "manifests-text",
          "aria-label": "Manifests",
          "aria-describedby": "editor-hint",
          tabindex: "0",
          spellcheck: "false",
          autocorrect: "off",
          autocapitalize: "off",
        }),
        tabKey,
        whenAtRest(rested, fieldAt),
        EditorView.updateListener.of(({ docChanged, transactions }) => {
          if (!docChanged) return;
          keepSoon(manifests);
          if (!transactions.every((transaction) => transaction.annotation(Transaction.remote))) changed(textOf(view));
        }),
      ],
    }),
  });
  manifestsView = view;
  return whenShown(view);
}

// Mounts the view of a configuration, which can be read, searched and selected, but not changed. `rested(line)` is called when the
// cursor rests.
export function mountOutput(parent, rested) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        ...common,
        EditorState.readOnly.of(true),
        whenAtRest(rested, ({ doc, selection }) => doc.lineAt(selection.main.head).number),
        keymap.of([...defaultKeymap, ...searchKeymap, ...foldKeymap]),
        EditorView.contentAttributes.of({
          "aria-label": "Generated configuration",
          "aria-readonly": "true",
          tabindex: "0",
          // A phone needs no keyboard to read.
          inputmode: "none",
        }),
      ],
    }),
  });
  return whenShown(view);
}

// Replaces what differs, so that the view keeps its place and only what is new is parsed.
export function setText(view, wanted) {
  // The editor knows one kind of line break.
  const text = wanted.includes("\r") ? wanted.replace(/\r\n?/g, "\n") : wanted;
  const old = textOf(view);
  if (old === text) return;
  const from = commonStart(old, text);
  const rest = commonEnd(old, text, Math.min(old.length, text.length) - from);
  view.dispatch({
    changes: { from, to: old.length - rest, insert: text.slice(from, text.length - rest) },
    annotations: Transaction.remote.of(true),
  });
  texts.set(view, { doc: view.state.doc, text });
}

// Replaces everything with another text, and shows its beginning.
export function openText(view, text) {
  setText(view, text);
  view.dispatch({ selection: { anchor: 0 }, scrollIntoView: true });
}

// Pieces are compared before characters: a slice costs nothing, and comparing two is one pass through memory.
const PIECE = 4096;

function commonStart(one, other) {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at + PIECE <= most && one.slice(at, at + PIECE) === other.slice(at, at + PIECE)) at += PIECE;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

function commonEnd(one, other, most) {
  let length = 0;
  const piece = (text) => text.slice(text.length - length - PIECE, text.length - length);
  while (length + PIECE <= most && piece(one) === piece(other)) length += PIECE;
  while (length < most && one.charCodeAt(one.length - 1 - length) === other.charCodeAt(other.length - 1 - length)) length++;
  return length;
}

// Underlines problems: a list of {from, to, severity, message, help}.
export function setProblems(view, problems) {
  const end = view.state.doc.length;
  const marks = problems.map(({ from, to, severity, message, help }) => ({
    from: Math.min(from, end),
    to: Math.min(Math.max(to, from), end),
    severity: severity === "information" ? "info" : severity,
    message,
    renderMessage: () => written(help ? `${message}\n${help}` : message),
  }));
  view.dispatch(setDiagnostics(view.state, marks));
}

// Moves the cursor to a stretch of the text and shows it.
export function goTo(view, from, to) {
  const end = view.state.doc.length;
  const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
  view.focus();
  view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
}

// Lights stretches of the text, given as from, to, from, to, and so on. If none of them can be seen, the first one is brought into
// sight.
export function light(view, places) {
  const end = view.state.doc.length;
  const ranges = [];
  for (let at = 0; at < places.length; at += 2) {
    if (places[at] < Math.min(places[at + 1], end)) ranges.push(litMark.range(places[at], Math.min(places[at + 1], end)));
  }
  view.dispatch({ effects: setLit.of(Decoration.set(ranges, true)) });
  if (!view.hasFocus) bringIntoSight(view, ranges);
}

// The stretches that wait for a view to be shown, as a phone shows one at a time.
const waiting = new WeakMap();
const whenShown = (view) => {
  new ResizeObserver(() => {
    if (view.scrollDOM.clientHeight && waiting.has(view)) view.requestMeasure({ read: () => bringIntoSight(view, waiting.get(view)) });
  }).observe(view.dom);
  return view;
};

// Scrolls to the first of some stretches unless one of them can be seen: only this view, and not the page around it.
function bringIntoSight(view, ranges) {
  const { scrollTop, clientHeight } = view.scrollDOM;
  waiting.delete(view);
  if (!clientHeight) waiting.set(view, ranges);
  const isSeen = ({ from, to }) =>
    view.lineBlockAt(to).bottom > scrollTop && view.lineBlockAt(from).top < scrollTop + clientHeight;
  if (!clientHeight || !ranges.length || ranges.some(isSeen)) return;
  view.scrollDOM.scrollTop = view.lineBlockAt(ranges[0].from).top - clientHeight / 2;
}

// Lights lines, counted from 1.
export function lightLines(view, lines) {
  const { doc } = view.state;
  light(view, [...lines].filter((line) => line <= doc.lines).flatMap((line) => [doc.line(line).from, doc.line(line).to]));
}

// Says something to screen readers once there was a second of rest: not at every keystroke.
let saying;
export function announce(words) {
  clearTimeout(saying);
  saying = setTimeout(() => (document.getElementById("announcement").textContent = words), 1000);
}
