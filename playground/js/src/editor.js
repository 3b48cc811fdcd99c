// The two editors of the page: one to write manifests in, one that shows a configuration. Each is mounted once and kept out of
// the page's virtual DOM; the page only tells them what has changed.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, bracketMatching, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// Colours are the page's own properties, so that themes change without a word to the editor.
const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-literal)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.separator, tags.punctuation, tags.meta], color: "var(--code-mark)" },
  { tag: [tags.labelName, tags.typeName], color: "var(--code-literal)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "var(--code-size)", backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overscrollBehavior: "contain" },
  ".cm-content": { caretColor: "var(--accent)", padding: "12px 0" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--faint)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--line)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--text)", border: "1px solid var(--border)", borderRadius: "6px" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: "6px 10px", maxWidth: "60ch" },
  ".cm-panels": { backgroundColor: "var(--surface)", color: "var(--text)", borderColor: "var(--border)" },
  ".cm-foldPlaceholder": { backgroundColor: "transparent", border: "none", color: "var(--faint)" },
});

const common = [lineNumbers(), foldGutter(), yaml(), syntaxHighlighting(colours), look, drawSelection(), highlightSelectionMatches()];

/// Mounts the editor for manifests. `changed(text)` is called at every change that a person makes.
export function mountEditor(parent, text, changed) {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...common,
        history(),
        indentOnInput(),
        bracketMatching(),
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap, indentWithTab]),
        EditorState.tabSize.of(2),
        EditorView.contentAttributes.of({ "aria-label": "Manifests", spellcheck: "false", autocapitalize: "off" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    }),
  });
}

/// Mounts the view of a configuration, which can be read, searched and selected, but not changed.
export function mountOutput(parent) {
  return new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        ...common,
        EditorState.readOnly.of(true),
        keymap.of([...defaultKeymap, ...searchKeymap, ...foldKeymap]),
        EditorView.contentAttributes.of({ "aria-label": "Generated configuration", "aria-readonly": "true", tabindex: "0" }),
      ],
    }),
  });
}

/// Replaces what differs, so that the view keeps its place.
export function setText(view, text) {
  const old = view.state.doc.toString();
  if (old === text) return;
  let from = 0;
  const shorter = Math.min(old.length, text.length);
  while (from < shorter && old.charCodeAt(from) === text.charCodeAt(from)) from++;
  let rest = 0;
  while (rest < shorter - from && old.charCodeAt(old.length - 1 - rest) === text.charCodeAt(text.length - 1 - rest)) rest++;
  view.dispatch({ changes: { from, to: old.length - rest, insert: text.slice(from, text.length - rest) } });
}

/// Underlines problems: a list of {from, to, severity, message}.
export function setProblems(view, problems) {
  const end = view.state.doc.length;
  const marks = problems.map(({ from, to, severity, message }) => ({
    from: Math.min(from, end),
    to: Math.min(Math.max(to, from), end),
    severity: severity === "information" ? "info" : severity,
    message,
  }));
  view.dispatch(setDiagnostics(view.state, marks));
}

/// Moves the cursor to a stretch of the text and shows it.
export function goTo(view, from, to) {
  const end = view.state.doc.length;
  const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
  view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
  view.focus();
}
