//! Writing YAML as gopkg.in/yaml.v2 v2.4.0 does.
//!
//! [`Writer`] receives the events of one document (open a map, a string, close the map…) and appends their text to one buffer,
//! byte for byte what `yaml.Marshal` returns for the same value (encode.go, emitterc.go, resolve.go): block style, two spaces a
//! level, lists at the indentation of the key that contains them, lines folded after column 80, and all printable characters
//! unescaped.
//!
//! # Deferral
//! An empty collection is written `{}` or `[]`, and only a collection that is not empty turns a map's key into a `? ` key.
//! Opening a collection therefore writes nothing: it is *pending* until its first child or its end shows which case it is. A
//! first child that opens a collection decides it, too, so at most one collection, the innermost, is pending at any time.
//!
//! # State
//! A stack of `Frame`s holds where the next node goes: its `Slot` (an item, a key, a value after a simple or a `? ` key) and
//! the indentation. Two variables control line breaks, as in libyaml: `column` counts the characters since the last break;
//! `indention` is set while the line has only indentation and the indicators `-`, `?`, `:`, so that a block collection may
//! begin on it. (libyaml's third variable, `whitespace`, is not needed because every indicator is written together with the
//! blank after it.)

mod json;
mod natural;
mod node;
mod number;
mod passage;
mod resolve;
mod scalar;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub use json::{json, write_json_object, write_json_string};
pub use natural::{natural_cmp, sort_naturally};

use passage::Passage;
use scalar::{ESCAPED, HARD, QUOTE, SPACE, Style};

/// The number of columns that each level is indented by.
const INDENT: usize = 2;
/// The longest one-line scalar that can be a simple key, in bytes. A longer key is introduced by `? `.
const SIMPLE_KEY: usize = 128;
/// The number of base64 characters on a line of `!!binary`.
const BASE64_LINE: usize = 70;
/// The largest text that is written, in bytes. This is enough for 200,000 jobs; the largest known configurations have about
/// 10,000, in 30 MiB. Without a limit, a manifest that refers to a large Secret often enough would reach any size. The limit is
/// lower where addresses have 32 bits, as in a page, whose strings have at most 512 MiB.
pub const MAX_TEXT: usize = if usize::BITS > 32 { 512 << 20 } else { 128 << 20 };
/// A line break followed by the indentation of any level found in practice, to copy from.
static BREAK_AND_INDENT: [&str; 65] = {
    let mut all = [""; 65];
    let mut indent = 0;
    while indent < all.len() {
        let blank = "\n                                                                ";
        #[expect(clippy::indexing_slicing, reason = "happens at compile time")]
        {
            all[indent] = blank.split_at(indent + 1).0;
        }
        indent += 1;
    }
    all
};

/// Where the next node goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    /// The root node of the document.
    Root,
    /// An item of a list.
    Item,
    /// A key of a map.
    Key,
    /// The value of a simple key, on the key's line.
    SimpleValue,
    /// The value of a `? ` key, on its own line.
    Value,
}

/// An open collection, or the document.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// Where the next child of the collection goes.
    slot: Slot,
    /// The column of its items or keys.
    indent: usize,
}

/// Writes one YAML document, event by event, as gopkg.in/yaml.v2 does.
///
/// Inside a map, calls alternate between a key and its value; a key can be any node. Every `begin_` call needs its `end_` call.
/// A writer that is used otherwise writes meaningless text, but does not panic in a release build.
///
/// ```
/// use promwright_yaml::write::Writer;
///
/// let mut writer = Writer::new();
/// writer.begin_map();
/// writer.key("job_name");
/// writer.string("serviceMonitor/default/web/0");
/// writer.key("honor_labels");
/// writer.bool(true);
/// writer.key("scheme");
/// writer.string("on");
/// writer.end_map();
/// assert_eq!(writer.finish(), "job_name: serviceMonitor/default/web/0\nhonor_labels: true\nscheme: \"on\"\n");
/// ```
#[derive(Clone, Debug)]
pub struct Writer {
    /// The text so far.
    text: String,
    /// The number of line breaks (`
    /// `) written.
    breaks: u32,
    /// The number of characters since the last break.
    column: usize,
    /// Whether the line has only indentation and block indicators so far.
    indention: bool,
    /// Whether the innermost collection has been opened, but nothing has been written for it.
    pending: bool,
    /// The size in bytes beyond which the text is discarded: [`MAX_TEXT`], except in tests.
    limit: usize,
    /// Whether the text grew beyond the limit and was discarded.
    overflows: bool,
    /// The innermost collection.
    top: Frame,
    /// The enclosing collections, the document first.
    around: Vec<Frame>,
    /// Passages that can be copied, see [`Writer::repeated`].
    passages: Vec<Passage>,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// Creates a writer with an empty document.
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// Creates a writer with a buffer of `bytes` bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            breaks: 0,
            column: 0,
            indention: true,
            pending: false,
            limit: MAX_TEXT,
            overflows: false,
            top: Frame { slot: Slot::Root, indent: 0 },
            around: Vec::with_capacity(16),
            passages: Vec::new(),
        }
    }

    /// The number of lines started so far. Before a key or an item is written, this is the index (from 0) of its line.
    pub fn line(&self) -> u32 {
        self.breaks + u32::from(self.column > 0)
    }

    /// Whether the text grew beyond [`MAX_TEXT`]. The result of [`Writer::finish`] is then not a valid document.
    pub fn overflows(&self) -> bool {
        self.overflows
    }

    /// Returns the string, or an empty one once the text is too large. Only strings can make it too large.
    #[inline]
    fn within_limit<'t>(&mut self, text: &'t str) -> &'t str {
        if self.text.len() > self.limit {
            self.overflows = true;
            self.text = String::new();
        }
        if self.overflows { "" } else { text }
    }

    /// Ends the document and returns its text.
    pub fn finish(mut self) -> String {
        self.indent(0);
        self.text
    }

    /// Opens a map.
    pub fn begin_map(&mut self) {
        self.begin(Slot::Key);
    }

    /// Closes the innermost collection, a map.
    pub fn end_map(&mut self) {
        debug_assert_eq!(self.top.slot, Slot::Key, "a map ends after a value");
        self.end("{}");
    }

    /// Opens a list.
    pub fn begin_list(&mut self) {
        self.begin(Slot::Item);
    }

    /// Closes the innermost collection, a list.
    pub fn end_list(&mut self) {
        debug_assert_eq!(self.top.slot, Slot::Item, "a list ends in a list");
        self.end("[]");
    }

    /// Writes a key that is known to be plain and simple, such as the field name of a configuration.
    pub fn key(&mut self, key: &'static str) {
        debug_assert!(scalar::is_plain_key(key), "the key {key:?} needs quotes: write it with string()");
        self.enter(true);
        self.plain(key);
    }

    /// Writes a value that is known to be a plain string, such as the action of a generated rule.
    pub fn word(&mut self, word: &'static str) {
        debug_assert!(scalar::is_plain_key(word), "{word:?} needs quotes: write it with string()");
        self.enter(true);
        self.plain(word);
    }

    /// Writes a string in the style that yaml.v2 uses for it (`encoder.stringv`, `yaml_emitter_select_scalar_style`).
    ///
    /// Most strings are short ASCII text that needs neither folding nor escapes. Those are copied in one piece.
    pub fn string(&mut self, text: &str) {
        let text = self.within_limit(text);
        let seen = scalar::classes(text);
        let (style, multiline) = scalar::style(text, seen);
        let fold = self.enter(!multiline && text.len() <= SIMPLE_KEY);
        let fits = seen & HARD == 0
            && (seen & SPACE == 0 || !fold || self.column + "'".len() + text.len() < scalar::BEST_WIDTH);
        match style {
            Style::Plain if fits => self.plain(text),
            Style::Single if fits && seen & QUOTE == 0 => self.quoted("'", text),
            Style::Double if fits && seen & ESCAPED == 0 => self.quoted("\"", text),
            Style::Plain => self.folding(text, false, fold),
            Style::Single => self.folding(text, true, fold),
            Style::Double => self.double_quoted(text, fold),
            Style::Literal => self.literal(text),
        }
    }

    /// Writes a string of bytes: as [`Writer::string`] if they are UTF-8, otherwise in base64 with the tag `!!binary`.
    pub fn bytes(&mut self, bytes: &[u8]) {
        if self.overflows {
            return self.string("");
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            return self.string(text);
        }
        let encoded = STANDARD.encode(bytes);
        let wraps = encoded.len() >= BASE64_LINE;
        self.enter(!wraps);
        self.plain("!!binary ");
        if wraps {
            let mut lines = String::with_capacity(encoded.len() + encoded.len() / BASE64_LINE + 1);
            let mut rest = encoded.as_str();
            while !rest.is_empty() {
                let (line, after) = rest.split_at_checked(BASE64_LINE).unwrap_or((rest, ""));
                lines.push_str(line);
                lines.push('\n');
                rest = after;
            }
            self.literal(&lines);
        } else {
            self.plain(&encoded);
        }
    }

    /// Writes `true` or `false`.
    pub fn bool(&mut self, value: bool) {
        self.bare(if value { "true" } else { "false" });
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.bare("null");
    }

    /// Writes a short plain word.
    fn bare(&mut self, word: &str) {
        self.enter(true);
        self.plain(word);
    }

    /// Opens a collection whose children go to `slot`.
    fn begin(&mut self, slot: Slot) {
        self.open_pending();
        // The indentation is determined only when the collection proves not to be empty.
        let frame = Frame { slot, indent: 0 };
        self.around.push(std::mem::replace(&mut self.top, frame));
        self.pending = true;
    }

    /// Closes the innermost collection. If it is still pending, it is empty and written as `empty`.
    fn end(&mut self, empty: &'static str) {
        let Some(outer) = self.around.pop() else { return };
        self.top = outer;
        if std::mem::take(&mut self.pending) {
            self.enter(true);
            self.plain(empty);
        }
    }

    /// Begins the pending collection, if any, before its first child is written.
    #[inline]
    fn open_pending(&mut self) {
        if std::mem::take(&mut self.pending) {
            self.open_block();
        }
    }

    /// Begins the innermost collection in block style: writes what precedes it in its parent and sets its indentation
    /// (`yaml_emitter_increase_indent`). A list that is the value of a simple key is at the key's own column.
    fn open_block(&mut self) {
        let Some(parent) = self.around.last().copied() else { return };
        let next = match parent.slot {
            Slot::SimpleValue => {
                self.plain(":");
                Slot::Key
            }
            _ => self.precede(parent, false),
        };
        if let Some(parent) = self.around.last_mut() {
            parent.slot = next;
        }
        self.top.indent = match parent.slot {
            Slot::Root => 0,
            Slot::SimpleValue if self.top.slot == Slot::Item => parent.indent,
            _ => parent.indent + INDENT,
        };
    }

    /// Prepares for a scalar or an empty collection. `simple` is whether it can be a simple key. Returns whether its text may
    /// be folded; that of a simple key may not.
    #[inline]
    fn enter(&mut self, simple: bool) -> bool {
        self.open_pending();
        let frame = self.top;
        self.top.slot = self.precede(frame, simple);
        !(simple && frame.slot == Slot::Key)
    }

    /// Writes what precedes a child of `parent` on the same line. Returns where the next child goes.
    #[inline]
    fn precede(&mut self, parent: Frame, simple: bool) -> Slot {
        match parent.slot {
            Slot::Root => Slot::Root,
            Slot::Item => {
                self.indicator(parent.indent, "- ");
                Slot::Item
            }
            Slot::Key if simple => {
                self.indent(parent.indent);
                Slot::SimpleValue
            }
            Slot::Key => {
                self.indicator(parent.indent, "? ");
                Slot::Value
            }
            Slot::SimpleValue => {
                self.plain(": ");
                Slot::Key
            }
            Slot::Value => {
                self.indicator(parent.indent, ": ");
                Slot::Key
            }
        }
    }

    /// Writes an indicator at the indentation. A block collection may begin on the same line.
    #[inline]
    fn indicator(&mut self, indent: usize, indicator: &'static str) {
        self.indent(indent);
        self.text.push_str(indicator);
        self.column += indicator.len();
    }

    /// Moves to column `indent`, on a new line unless this one is blank up to there (`yaml_emitter_write_indent`).
    #[inline]
    fn indent(&mut self, indent: usize) {
        if !self.indention || self.column > indent {
            match BREAK_AND_INDENT.get(indent) {
                Some(blank) => self.text.push_str(blank),
                None => self.text.extend(std::iter::once('\n').chain(std::iter::repeat_n(' ', indent))),
            }
            self.breaks += 1;
        } else {
            self.text.extend(std::iter::repeat_n(' ', indent - self.column));
        }
        self.column = indent;
        self.indention = true;
    }

    /// Writes ASCII unchanged.
    #[inline]
    fn plain(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.len();
        self.indention = false;
    }

    /// Writes ASCII that needs no escape between two quotes.
    #[inline]
    fn quoted(&mut self, quote: &'static str, text: &str) {
        self.plain(quote);
        self.text.push_str(text);
        self.text.push_str(quote);
        self.column += text.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

    use super::*;

    fn written(write: impl FnOnce(&mut Writer)) -> String {
        let mut writer = Writer::new();
        write(&mut writer);
        writer.finish()
    }

    #[test]
    fn text_size_is_limited() {
        let mut writer = Writer { limit: 400, ..Writer::new() };
        let long = "a".repeat(100);
        writer.begin_list();
        for _ in 0..6 {
            writer.string(&long);
        }
        writer.end_list();
        assert!(writer.overflows());
        assert!(writer.finish().len() < 100);
    }

    #[test]
    fn empty_collections_are_written_in_brackets() {
        assert_eq!(
            written(|w| {
                w.begin_map();
                w.key("a");
                w.begin_map();
                w.end_map();
                w.key("b");
                w.begin_list();
                w.begin_list();
                w.end_list();
                w.begin_map();
                w.end_map();
                w.end_list();
                w.end_map();
            }),
            "a: {}\nb:\n- []\n- {}\n"
        );
        assert_eq!(
            written(|w| {
                w.begin_list();
                w.end_list();
            }),
            "[]\n"
        );
    }

    #[test]
    fn lists_align_with_their_key_and_nested_lists_are_indented() {
        assert_eq!(
            written(|w| {
                w.begin_map();
                w.key("k");
                w.begin_list();
                w.begin_list();
                w.int(1);
                w.int(2);
                w.end_list();
                w.begin_map();
                w.key("a");
                w.begin_list();
                w.null();
                w.end_list();
                w.key("b");
                w.bool(false);
                w.end_map();
                w.end_list();
                w.end_map();
            }),
            "k:\n- - 1\n  - 2\n- a:\n  - null\n  b: false\n"
        );
    }

    #[test]
    fn keys_that_are_not_simple_get_a_question_mark() {
        let long = "k".repeat(129);
        assert_eq!(
            written(|w| {
                w.begin_map();
                w.begin_list();
                w.int(1);
                w.end_list();
                w.begin_list();
                w.int(2);
                w.int(3);
                w.end_list();
                w.string(&long);
                w.begin_map();
                w.key("a");
                w.int(1);
                w.end_map();
                w.begin_map();
                w.end_map();
                w.string("x");
                w.string("two\nlines");
                w.string("y");
                w.end_map();
            }),
            format!("? - 1\n: - 2\n  - 3\n? {long}\n: a: 1\n{{}}: x\n? |-\n  two\n  lines\n: \"y\"\n")
        );
    }

    #[test]
    fn bytes_that_are_not_utf8_are_base64() {
        assert_eq!(written(|w| w.bytes(b"text")), "text\n");
        assert_eq!(written(|w| w.bytes(b"\x80\x81\x82")), "!!binary gIGC\n");
        assert_eq!(
            written(|w| {
                w.begin_map();
                w.bytes(&[0xff; 54]);
                w.bytes(b"\xff");
                w.bytes(b"\xff");
                w.int(1);
                w.end_map();
            }),
            format!("? !!binary |\n  {}\n  {}\n: !!binary /w==\n!!binary /w==: 1\n", "/".repeat(70), "/".repeat(2))
        );
    }

    #[test]
    fn lines_are_counted_when_they_start() {
        let mut w = Writer::new();
        assert_eq!(w.line(), 0);
        w.begin_list();
        w.begin_map();
        assert_eq!(w.line(), 0);
        w.key("a");
        assert_eq!(w.line(), 1);
        w.string("two\nlines\n");
        assert_eq!(w.line(), 3);
        w.key("b");
        w.int(1);
        assert_eq!(w.line(), 4);
        w.end_map();
        w.end_list();
        assert_eq!(w.finish(), "- a: |\n    two\n    lines\n  b: 1\n");
    }

    #[test]
    fn the_deepest_nesting_is_written_without_recursion() {
        let depth = 2000;
        let mut w = Writer::new();
        (0..depth).for_each(|_| w.begin_list());
        w.int(1);
        (0..depth).for_each(|_| w.end_list());
        assert_eq!(w.finish(), format!("{}1\n", "- ".repeat(depth)));
    }
}
