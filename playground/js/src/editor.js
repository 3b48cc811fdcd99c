// The page's two editors: one for manifests, and a read-only one for the configuration. Each is mounted once and stays outside the
// virtual DOM; the app only sends changes.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { saveSoon } from "./autosave.js";
import { yaml } from "./yaml.js";

const underlined = (color) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${color} 1px`,
  textUnderlineOffset: "3px",
  textDecorationSkipInk: "none",
});
const dot = (color) => ({ content: "none", forcedColorAdjust: "none", width: "7px", height: "7px", borderRadius: "50%", background: color });

const theme = EditorView.theme({
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

// The ranges traced from the cursor in the other view.
const setHighlights = StateEffect.define();
const highlightMark = Decoration.mark({ class: "cm-highlight" });
const highlights = StateField.define({
  create: () => Decoration.none,
  update: (marks, { changes, effects }) => effects.reduce((current, effect) => (effect.is(setHighlights) ? effect.value : current), marks.map(changes)),
  provide: (field) => EditorView.decorations.from(field),
});

// Highlights come before syntax colors, so that an outline goes around a whole range and not around each token.
const common = [highlights, lineNumbers(), foldGutter(), yaml, theme, drawSelection(), highlightSelectionMatches()];

// Milliseconds that the cursor must rest before a trace: typing and moving must not wait for one.
const REST = 150;

// Calls `onRest(position(state))` once the user has moved the cursor and left it there.
const whenCursorRests = (onRest, position) => {
  let timer;
  return EditorView.updateListener.of((update) => {
    const { view, transactions } = update;
    const moved = update.selectionSet || transactions.some((transaction) => transaction.docChanged && !transaction.annotation(Transaction.remote));
    if (!moved && !(update.focusChanged && view.hasFocus)) return;
    clearTimeout(timer);
    timer = setTimeout(() => view.hasFocus && onRest(position(view.state)), REST);
  });
};

// The offset of the cursor, or of the line's text if the cursor is before it: indentation belongs to the enclosing block.
const fieldAt = ({ doc, selection: { main } }) => {
  const { from, text } = doc.lineAt(main.head);
  return Math.max(main.head, from + /^\s*(?:-\s+)*/.exec(text)[0].length);
};

// Someone who enters the editor with Tab leaves it with Tab. Tab indents after any other key or a click in the editor.
let tabbed = false;
addEventListener("keydown", ({ key }) => (tabbed = key === "Tab" || (key === "Shift" && tabbed)), true);
addEventListener("pointerdown", () => (tabbed = false), true);
const tabKey = EditorView.domEventObservers({
  focus: (_, view) => view.setTabFocusMode(tabbed),
  click: (_, view) => view.setTabFocusMode(false),
  // After Escape, CodeMirror itself lets the next Tab leave the editor.
  keydown: ({ key }, view) => !tabbed && key !== "Escape" && view.setTabFocusMode(false),
});

// Renders a message with text in backticks as code. If the backticks are not in pairs, the message is shown as is.
const formatted = (message) => {
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

// Caches each view's text: building a long string only to compare it is slow.
const texts = new WeakMap();
const textOf = (view) => {
  const cached = texts.get(view);
  if (cached?.doc === view.state.doc) return cached.text;
  const text = view.state.doc.toString();
  texts.set(view, { doc: view.state.doc, text });
  return text;
};

let manifestsView;

// The text of the manifests editor; undefined before it is mounted.
export function manifests() {
  return manifestsView && textOf(manifestsView);
}

// Mounts the manifests editor. Calls `onChange(text)` on every change by the user and `onRest(offset)` when the cursor rests.
export function mountEditor(parent, text, onChange, onRest) {
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
        whenCursorRests(onRest, fieldAt),
        EditorView.updateListener.of(({ docChanged, transactions }) => {
          if (!docChanged) return;
          saveSoon(manifests);
          if (!transactions.every((transaction) => transaction.annotation(Transaction.remote))) onChange(textOf(view));
        }),
      ],
    }),
  });
  manifestsView = view;
  return scrollWhenShown(view);
}

// Mounts the read-only view of the configuration. Calls `onRest(line)` when the cursor rests.
export function mountOutput(parent, onRest) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        ...common,
        EditorState.readOnly.of(true),
        whenCursorRests(onRest, ({ doc, selection }) => doc.lineAt(selection.main.head).number),
        keymap.of([...defaultKeymap, ...searchKeymap, ...foldKeymap]),
        EditorView.contentAttributes.of({
          "aria-label": "Generated configuration",
          "aria-readonly": "true",
          tabindex: "0",
          // No on-screen keyboard on phones: the view is read-only.
          inputmode: "none",
        }),
      ],
    }),
  });
  return scrollWhenShown(view);
}

// Replaces only what differs: the view keeps its scroll position, and only new text is parsed.
export function setText(view, wanted) {
  // CodeMirror normalizes line breaks to \n.
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

// Replaces the whole text and scrolls to its start.
export function openText(view, text) {
  setText(view, text);
  view.dispatch({ selection: { anchor: 0 }, scrollIntoView: true });
}

// Compares chunks first: slicing is cheap, and two slices are compared in one pass.
const CHUNK = 4096;

function commonStart(one, other) {
  const max = Math.min(one.length, other.length);
  let at = 0;
  while (at + CHUNK <= max && one.slice(at, at + CHUNK) === other.slice(at, at + CHUNK)) at += CHUNK;
  while (at < max && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

function commonEnd(one, other, max) {
  let length = 0;
  const chunk = (text) => text.slice(text.length - length - CHUNK, text.length - length);
  while (length + CHUNK <= max && chunk(one) === chunk(other)) length += CHUNK;
  while (length < max && one.charCodeAt(one.length - 1 - length) === other.charCodeAt(other.length - 1 - length)) length++;
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
    renderMessage: () => formatted(help ? `${message}\n${help}` : message),
  }));
  view.dispatch(setDiagnostics(view.state, marks));
}

// Selects a range of the text and scrolls to it.
export function goTo(view, from, to) {
  const end = view.state.doc.length;
  const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
  view.focus();
  view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
}

// Highlights ranges of the text, given as [from, to, from, to, …]. If none of them is visible, scrolls to the first.
export function highlight(view, bounds) {
  const end = view.state.doc.length;
  const ranges = [];
  for (let at = 0; at < bounds.length; at += 2) {
    if (bounds[at] < Math.min(bounds[at + 1], end)) ranges.push(highlightMark.range(bounds[at], Math.min(bounds[at + 1], end)));
  }
  view.dispatch({ effects: setHighlights.of(Decoration.set(ranges, true)) });
  if (!view.hasFocus) reveal(view, ranges);
}

// Ranges to scroll to once their view is shown: phones show one view at a time.
const pending = new WeakMap();
const scrollWhenShown = (view) => {
  new ResizeObserver(() => {
    if (view.scrollDOM.clientHeight && pending.has(view)) view.requestMeasure({ read: () => reveal(view, pending.get(view)) });
  }).observe(view.dom);
  return view;
};

// Scrolls the view, not the page around it, to the first range unless one of them is visible.
function reveal(view, ranges) {
  const { scrollTop, clientHeight } = view.scrollDOM;
  pending.delete(view);
  if (!clientHeight) pending.set(view, ranges);
  const isVisible = ({ from, to }) =>
    view.lineBlockAt(to).bottom > scrollTop && view.lineBlockAt(from).top < scrollTop + clientHeight;
  if (!clientHeight || !ranges.length || ranges.some(isVisible)) return;
  view.scrollDOM.scrollTop = view.lineBlockAt(ranges[0].from).top - clientHeight / 2;
}

// Highlights lines, counted from 1.
export function highlightLines(view, lines) {
  const { doc } = view.state;
  highlight(view, [...lines].filter((line) => line <= doc.lines).flatMap((line) => [doc.line(line).from, doc.line(line).to]));
}

// Announces a text to screen readers after one second without another announcement: not on every keystroke.
let announcing;
export function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => (document.getElementById("announcement").textContent = text), 1000);
}
