//! String styles: which one yaml.v2 uses, and how it folds and escapes the text.

use super::resolve::reads_as_string;
use super::{INDENT, Writer};

/// The column after which a text is folded at the next blank.
pub(super) const BEST_WIDTH: usize = 80;

/// The style of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Plain, without quotes.
    Plain,
    /// Single-quoted.
    Single,
    /// Double-quoted, with escapes.
    Double,
    /// A literal block (`|`), line by line.
    Literal,
}

/// The text has a space.
pub(super) const SPACE: u8 = 1;
/// The text has a `:`.
const COLON: u8 = 2;
/// The text has a `#`.
const HASH: u8 = 4;
/// The text has a `'`.
pub(super) const QUOTE: u8 = 8;
/// The text has a `"` or a `\`.
pub(super) const ESCAPED: u8 = 16;
/// The text has a character that is an indicator at the start of a scalar.
const INDICATOR: u8 = 64;
/// The text has a character other than printable ASCII, such as a line break.
pub(super) const HARD: u8 = 32;

/// The class of a byte; 0 for most bytes.
const fn class(byte: u8) -> u8 {
    match byte {
        b' ' => SPACE,
        b':' => COLON,
        b'#' => HASH,
        b'\'' => QUOTE,
        b'"' | b'\\' => ESCAPED,
        b',' | b'[' | b']' | b'{' | b'}' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' => INDICATOR,
        b'!'..=b'~' => 0,
        _ => HARD,
    }
}

/// The class of every byte. Reading a table is faster than the branches that `class` compiles to.
static CLASSES: [u8; 256] = {
    let mut classes = [HARD; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        #[expect(clippy::indexing_slicing, reason = "happens at compile time")]
        {
            classes[byte as usize] = class(byte);
        }
        byte += 1;
    }
    classes
};

/// The union of the classes of a text's bytes.
#[inline]
pub(super) fn classes(text: &str) -> u8 {
    text.bytes().fold(0, |seen, byte| seen | CLASSES.get(usize::from(byte)).copied().unwrap_or(HARD))
}

/// The style for a text whose bytes have these classes, and whether the text has line breaks.
#[inline]
pub(super) fn style(text: &str, seen: u8) -> (Style, bool) {
    if seen & HARD != 0 {
        return Analysis::of(text).style(text, seen);
    }
    let style = match reads_as_string(text) {
        true if plain_in_block(text, seen) => Style::Plain,
        true => Style::Single,
        false => Style::Double,
    };
    (style, false)
}

/// Whether a key is written plain, on the same line as its value.
pub(super) fn is_plain_key(key: &str) -> bool {
    let seen = classes(key);
    seen & HARD == 0 && style(key, seen).0 == Style::Plain && key.len() <= super::SIMPLE_KEY
}

/// Whether a one-line text can be written unquoted in block style without being read as syntax.
fn plain_in_block(text: &str, seen: u8) -> bool {
    starts_plain(text.as_bytes())
        && (seen & (SPACE | COLON) == 0 || !text.ends_with([' ', ':']))
        && (seen & SPACE == 0 || !has_separator(text, seen))
}

/// Whether a text does not start with an indicator.
fn starts_plain(text: &[u8]) -> bool {
    match text {
        [b'-' | b'?' | b':'] | [b'-' | b'?' | b':', b' ', ..] => false,
        [first @ (b'-' | b'.'), second, third, ..] => first != second || first != third,
        [first, ..] => *first != b'"' && class(*first) & (SPACE | HASH | QUOTE | INDICATOR) == 0,
        [] => true,
    }
}

/// Whether a text with spaces contains `: `, which ends a key, or ` #`, which begins a comment.
fn has_separator(text: &str, seen: u8) -> bool {
    (seen & COLON != 0 && text.contains(": ")) || (seen & HASH != 0 && text.contains(" #"))
}

/// Whether a character is a line break in YAML 1.1.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character needs no escape. A line feed does not, a tab does.
fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}

/// The properties that decide the style of a text that is not plain ASCII on one line (`yaml_emitter_analyze_scalar`).
#[derive(Default)]
struct Analysis {
    line_breaks: bool,
    special_characters: bool,
    trailing_space: bool,
    /// A break directly followed by a space.
    break_space: bool,
    /// A space directly followed by a break.
    space_break: bool,
}

impl Analysis {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        let (mut after_space, mut after_break) = (false, false);
        for c in text.chars() {
            let (space, line_break) = (c == ' ', is_break(c));
            found.special_characters |= !is_printable(c);
            found.line_breaks |= line_break;
            found.break_space |= after_break && space;
            found.space_break |= after_space && line_break;
            (after_space, after_break) = (space, line_break);
        }
        found.trailing_space = after_space;
        found
    }

    fn style(&self, text: &str, seen: u8) -> (Style, bool) {
        let never = self.special_characters || self.space_break;
        let style = if text.contains('\n') {
            if never || self.trailing_space { Style::Double } else { Style::Literal }
        } else if never || self.break_space || !reads_as_string(text) {
            Style::Double
        } else if self.line_breaks || !plain_in_block(text, seen) {
            Style::Single
        } else {
            Style::Plain
        };
        (style, self.line_breaks)
    }
}

impl Writer {
    /// The column of a scalar's continuation lines.
    fn continuation(&self) -> usize {
        self.top.indent + INDENT
    }

    /// Appends one character other than `
    /// `.
    fn put(&mut self, c: char) {
        self.text.push(c);
        self.column += 1;
    }

    /// Ends the line.
    fn line_feed(&mut self) {
        self.text.push('\n');
        self.breaks += 1;
        self.column = 0;
    }

    /// Appends a line break of any kind unchanged.
    fn copy_break(&mut self, c: char) {
        if c == '\n' {
            self.line_feed();
        } else {
            self.text.push(c);
            self.column = 0;
        }
        self.indention = true;
    }

    /// Writes a text plain or in single quotes, folded at single blanks (`yaml_emitter_write_plain_scalar`,
    /// `yaml_emitter_write_single_quoted_scalar`).
    pub(super) fn folding(&mut self, text: &str, quoted: bool, fold: bool) {
        let indent = self.continuation();
        self.plain(if quoted { "'" } else { "" });
        let (mut after_space, mut after_break) = (false, false);
        let mut chars = text.chars().peekable();
        let mut first = true;
        while let Some(c) = chars.next() {
            if c == ' ' {
                let lone = !after_space && chars.peek().is_some_and(|&next| next != ' ');
                if fold && lone && !first && self.column > BEST_WIDTH {
                    self.indent(indent);
                } else {
                    self.put(' ');
                }
                after_space = true;
            } else if is_break(c) {
                self.copy_break(c);
                after_break = true;
            } else {
                if after_break {
                    self.indent(indent);
                }
                if quoted && c == '\'' {
                    self.put('\'');
                }
                self.put(c);
                self.indention = false;
                (after_space, after_break) = (false, false);
            }
            first = false;
        }
        if quoted {
            self.put('\'');
        }
        self.indention = false;
    }

    /// Writes a text in double quotes, folded at blanks (`yaml_emitter_write_double_quoted_scalar`).
    pub(super) fn double_quoted(&mut self, text: &str, fold: bool) {
        let indent = self.continuation();
        self.plain("\"");
        // Upstream checks whether the text starts with a byte order mark, not whether this character is one.
        let escape_all = text.starts_with('\u{feff}');
        let (mut first, mut after_space) = (true, false);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if escape_all || !is_printable(c) || is_break(c) || c == '"' || c == '\\' {
                self.escape(c);
                after_space = false;
            } else if c == ' ' {
                let next = chars.peek();
                if fold && !after_space && !first && next.is_some() && self.column > BEST_WIDTH {
                    self.indent(indent);
                    if next == Some(&' ') {
                        self.put('\\');
                    }
                } else {
                    self.put(' ');
                }
                after_space = true;
            } else {
                self.put(c);
                after_space = false;
            }
            first = false;
        }
        self.put('"');
        self.indention = false;
    }

    fn escape(&mut self, c: char) {
        let short = match c {
            '\0' => '0',
            '\u{7}' => 'a',
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{b}' => 'v',
            '\u{c}' => 'f',
            '\r' => 'r',
            '\u{1b}' => 'e',
            '"' => '"',
            '\\' => '\\',
            '\u{85}' => 'N',
            '\u{a0}' => '_',
            '\u{2028}' => 'L',
            '\u{2029}' => 'P',
            _ => return self.escape_code(c),
        };
        self.put('\\');
        self.put(short);
    }

    /// Appends a numeric escape sequence.
    fn escape_code(&mut self, c: char) {
        let code = u32::from(c);
        let (letter, digits) = match code {
            0..=0xff => ('x', 2),
            0x100..=0xffff => ('u', 4),
            _ => ('U', 8),
        };
        self.put('\\');
        self.put(letter);
        for place in (0..digits).rev() {
            let digit = char::from_digit(code >> (4 * place) & 0xf, 16).unwrap_or('0');
            self.put(digit.to_ascii_uppercase());
        }
    }

    /// Writes a text with line breaks line by line (`yaml_emitter_write_literal_scalar`).
    pub(super) fn literal(&mut self, text: &str) {
        let indent = self.continuation();
        self.plain("|");
        if text.starts_with(|c| c == ' ' || is_break(c)) {
            self.text.push('2');
        }
        let mut last = text.chars().rev();
        match (last.next().is_some_and(is_break), last.next()) {
            (false, _) => self.text.push('-'),
            (true, None) => self.text.push('+'),
            (true, Some(before)) if is_break(before) => self.text.push('+'),
            (true, Some(_)) => {}
        }
        self.line_feed();
        self.indention = true;
        for line in text.split_inclusive(is_break) {
            let (line, end) = match line.chars().next_back() {
                Some(c) if is_break(c) => (line.get(..line.len() - c.len_utf8()).unwrap_or_default(), Some(c)),
                _ => (line, None),
            };
            if !line.is_empty() {
                self.indent(indent);
                self.text.push_str(line);
                self.column += line.chars().count();
                self.indention = false;
            }
            if let Some(end) = end {
                self.copy_break(end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

    use libyaml_safer::{EventData, Parser};
    use proptest::prelude::*;

    use super::*;

    /// The scalars that a parser reads from a text.
    fn read(text: &str) -> Vec<String> {
        let mut input = text.as_bytes();
        let mut parser = Parser::new();
        parser.set_input_string(&mut input);
        let mut scalars = Vec::new();
        loop {
            match parser.parse().unwrap().data {
                EventData::Scalar { value, .. } => scalars.push(value),
                EventData::StreamEnd => return scalars,
                _ => {}
            }
        }
    }

    /// A map's value, without the key.
    fn value(text: &str) -> String {
        let mut writer = Writer::new();
        writer.begin_map();
        writer.key("k");
        writer.string(text);
        writer.end_map();
        writer.finish().strip_prefix("k: ").unwrap().to_owned()
    }

    #[test]
    fn texts_are_written_in_the_right_style() {
        for (text, written) in [
            ("word", "word"),
            ("a:b#c", "a:b#c"),
            ("(.+);(?:a|b)", "(.+);(?:a|b)"),
            ("http://a/b?c=d", "http://a/b?c=d"),
            ("it's", "it's"),
            ("é", "é"),
            ("-x", "-x"),
            ("?x", "?x"),
            ("-", "'-'"),
            ("- x", "'- x'"),
            ("...", "'...'"),
            ("a: b", "'a: b'"),
            ("a:", "'a:'"),
            ("a #b", "'a #b'"),
            (" a", "' a'"),
            ("a ", "'a '"),
            ("'it''s", "'''it''''s'"),
            ("[", "'['"),
            ("%", "'%'"),
            ("", r#""""#),
            ("true", r#""true""#),
            ("0x1F", r#""0x1F""#),
            ("a\tb", r#""a\tb""#),
            ("\0\u{1b}\u{7f}\u{85}\"\\", r#""\0\e\x7F\N\"\\""#),
            ("😀\u{feff}", r#""\U0001F600\uFEFF""#),
            ("\u{feff}a b", r#""\uFEFF\x61\x20\x62""#),
            ("a\r\nb", r#""a\r\nb""#),
            ("a \nb", r#""a \nb""#),
            ("a\nb", "|-\n  a\n  b"),
            ("a\n", "|\n  a"),
            ("a\n\n", "|+\n  a\n"),
            ("\n", "|2+\n"),
            (" a\n\nb", "|2-\n   a\n\n  b"),
            ("a\u{2028}b", "'a\u{2028}  b'"),
        ] {
            assert_eq!(value(text), format!("{written}\n"), "{text:?}");
        }
    }

    #[test]
    fn lines_fold_after_column_80() {
        let word = "x".repeat(78);
        assert_eq!(value(&format!("{word} a b")), format!("{word}\n  a b\n"));
        assert_eq!(value(&format!("{} a b", "x".repeat(77))), format!("{} a\n  b\n", "x".repeat(77)));
        assert_eq!(value(&format!("{word}  a b")), format!("{word}  a\n  b\n"));
        assert_eq!(value(&format!("{word}: a")), format!("'{word}:\n  a'\n"));
        assert_eq!(value(&format!("{word}\t  a")), format!("\"{word}\\t\n  \\ a\"\n"));
    }

    #[test]
    fn a_simple_key_is_not_folded() {
        let key = "word ".repeat(25) + "end";
        let mut writer = Writer::new();
        writer.begin_map();
        writer.string(&key);
        writer.null();
        writer.end_map();
        assert_eq!(writer.finish(), format!("{key}: null\n"));
    }

    proptest! {
        #[test]
        fn any_string_can_be_written(texts in proptest::collection::vec(any::<String>(), 0..8)) {
            let mut writer = Writer::new();
            writer.begin_list();
            for text in &texts {
                writer.string(text);
            }
            writer.end_list();
            writer.finish();
        }

        #[test]
        fn written_strings_parse_back(
            texts in proptest::collection::vec("([a-z0-9:#'\"\\\\,{}-]{0,30}[ \n\t]{0,2}é?){0,9}", 1..4),
        ) {
            let mut writer = Writer::new();
            writer.begin_list();
            for text in &texts {
                writer.begin_map();
                writer.string(text);
                writer.string(text);
                writer.end_map();
            }
            writer.end_list();
            let written = writer.finish();
            let twice: Vec<_> = texts.iter().flat_map(|text| [text.clone(), text.clone()]).collect();
            prop_assert_eq!(read(&written), twice, "{}", written);
        }
    }
}
