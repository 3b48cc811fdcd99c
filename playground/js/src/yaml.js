// YAML for the eyes: colours, folding and indentation. Half the size of a grammar, and all that an editor without one of its own
// opinions needs: what a text means is said by the app.
import { HighlightStyle, StreamLanguage, foldService, indentService, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

// Within quotes, up to their end or that of the line.
function quoted(stream, state) {
  stream.match(state.quote === "'" ? /^(?:[^']|'')*/ : /^(?:[^"\\]|\\.)*\\?/);
  if (stream.eat(state.quote)) state.quote = "";
  return "string";
}

const language = StreamLanguage.define({
  name: "yaml",
  // The quote that is open; the column that a block scalar is indented from, or -1; the column of the line's last key or dash.
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

// How deep a line is: a list belongs to the key above it also where it is not indented. One without text belongs to any line.
const depth = (text) => {
  const column = text.search(/\S/);
  if (column < 0) return Infinity;
  return 2 * column + (text[column] === "-" && !text[column + 1]?.trim() ? 1 : 0);
};

// Longer stretches cannot be folded: looking for their end at every keystroke would be felt.
const LONGEST = 1000;

const folding = foldService.of((state, from) => {
  const first = state.doc.lineAt(from);
  const outer = depth(first.text);
  if (first.number === state.doc.lines || outer === Infinity) return null;
  let end = first.to;
  let at = first.to + 1;
  let left = LONGEST;
  for (const text of state.doc.iterLines(first.number + 1)) {
    const inner = depth(text);
    if (inner <= outer) break;
    if (left-- === 0) return null;
    if (inner < Infinity) end = at + text.length;
    at += text.length + 1;
  }
  return end > first.to ? { from: first.to, to: end } : null;
});

// A new line stands below the last key, or deeper where that key has no value yet.
const indentation = indentService.of((context, position) => {
  const { text } = context.lineAt(position, -1);
  const key = /^\s*(?:-\s+)*/.exec(text)[0].length;
  return /:\s*$/.test(text) ? key + context.unit : key;
});

// Colours are the page's own properties, so that themes change without a word to the editor.
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--code-key)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.meta], color: "var(--code-mark)" },
  { tag: [tags.labelName, tags.typeName], color: "var(--code-literal)" },
]);

export const yaml = [language, folding, indentation, syntaxHighlighting(colours)];
