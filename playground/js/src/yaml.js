// YAML syntax coloring, folding and indentation. Half the size of a full grammar, and enough here: the app does the parsing and
// finds the problems.
import { HighlightStyle, StreamLanguage, foldService, indentService, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

// A quoted string, up to its end or the end of the line.
function quoted(stream, state) {
  stream.match(state.quote === "'" ? /^(?:[^']|'')*/ : /^(?:[^"\\]|\\.)*\\?/);
  if (stream.eat(state.quote)) state.quote = "";
  return "string";
}

const language = StreamLanguage.define({
  name: "yaml",
  // quote: the open quote, or "". block: the column of a block scalar's parent, or -1. column: that of the line's last key or dash.
  startState: () => ({ quote: "", block: -1, column: 0 }),
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    if (stream.sol()) {
      if (state.block >= 0) {
        if (stream.indentation() > state.block) {
          stream.skipToEnd();
          return "string";
        }
        state.block = -1;
      }
      if (!state.quote && stream.match(/^(?:---|\.\.\.)(?=\s|$)/)) return "meta";
    }
    if (state.quote) return quoted(stream, state);
    const spaced = stream.sol() || /\s/.test(stream.string[stream.pos - 1]);
    if (stream.eatSpace()) return null;
    if (spaced && stream.peek() === "#") {
      stream.skipToEnd();
      return "comment";
    }
    const column = stream.column();
    if (stream.match(/^[-?](?=\s|$)/)) {
      state.column = column;
      return "punctuation";
    }
    if (stream.match(/^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,[\]{}#&*!|>'"%@`][^,[\]{}#]*?)(?=\s*:(?:\s|$))/)) {
      state.column = column;
      return "propertyName";
    }
    if (stream.match(/^["']/)) {
      state.quote = stream.current();
      return quoted(stream, state);
    }
    if (stream.match(/^[|>][-+\d]*(?=\s*(?:#|$))/)) {
      state.block = state.column;
      return "punctuation";
    }
    if (stream.match(/^[&*][^\s,[\]{}]+/)) return "labelName";
    if (stream.match(/^!\S*/)) return "typeName";
    if (stream.match(/^[:,[\]{}]/)) return "punctuation";
    if (!stream.match(/^(?:[^\s,[\]{}:]|:(?!\s|$))+/)) stream.next();
    return null;
  },
  blankLine() {},
  languageData: { commentTokens: { line: "#" } },
});

// The nesting depth of a line. A list belongs to the key above it even if it is not indented; a blank line belongs to any line.
const depth = (text) => {
  const column = text.search(/\S/);
  if (column < 0) return Infinity;
  return 2 * column + (text[column] === "-" && !text[column + 1]?.trim() ? 1 : 0);
};

// Longer blocks cannot be folded: searching for their end on every keystroke would be slow.
const MAX_LINES = 1000;

const folding = foldService.of((state, from) => {
  const first = state.doc.lineAt(from);
  const outer = depth(first.text);
  if (first.number === state.doc.lines || outer === Infinity) return null;
  let end = first.to;
  let at = first.to + 1;
  let left = MAX_LINES;
  for (const text of state.doc.iterLines(first.number + 1)) {
    const inner = depth(text);
    if (inner <= outer) break;
    if (left-- === 0) return null;
    if (inner < Infinity) end = at + text.length;
    at += text.length + 1;
  }
  return end > first.to ? { from: first.to, to: end } : null;
});

// A new line aligns with the last key, or is indented below it if the key has no value yet.
const indentation = indentService.of((context, position) => {
  const { text } = context.lineAt(position, -1);
  const key = /^\s*(?:-\s+)*/.exec(text)[0].length;
  return /:\s*$/.test(text) ? key + context.unit : key;
});

// Colors are CSS variables of the page, so the editor needs no update when the theme changes.
const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--code-key)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.meta], color: "var(--code-mark)" },
  { tag: [tags.labelName, tags.typeName], color: "var(--code-literal)" },
]);

export const yaml = [language, folding, indentation, syntaxHighlighting(colors)];
