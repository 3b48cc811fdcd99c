//! JSON, with the span of every key and value.

use std::borrow::Cow;

use promwright_go::float;

use super::document::Document;
use super::error::{DuplicateKey, DuplicateKeys, ReadError};
use super::go_syntax::quote;
use super::limits::{MAX_DEPTH, check_size};
use super::object::Names;
use crate::value::{Data, Entry, Object, Span, Value};

/// Reads a JSON text with one value. Of duplicate keys, the last one counts.
///
/// Errors are worded as in Go's encoding/json. A number is an integer if it fits 64 bits and has neither a fraction nor an
/// exponent; a number outside the range of a float is rejected. An unpaired surrogate becomes U+FFFD.
pub fn read_json(text: &str) -> Result<Value<'_>, ReadError> {
    check_size(text, Span { start: 0, end: text.len() as u32 })?;
    read_request(text)
}

/// Reads a JSON text that is not itself a document, but contains some, such as an admission request. The caller limits its
/// size.
pub fn read_request(text: &str) -> Result<Value<'_>, ReadError> {
    let mut reader = Reader::new(text);
    let value = reader.value(0)?;
    reader.skip_blanks();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.unexpected("after top-level value")),
    }
}

/// Reads a text that contains only JSON objects; `None` if it contains anything else, or a character with another meaning in
/// YAML.
pub(super) fn read_documents(text: &str) -> Option<Vec<Document<'_>>> {
    if !text.trim_start().starts_with('{') || text.chars().any(is_special_in_yaml) {
        return None;
    }
    let mut reader = Reader::new(text);
    let mut documents = Vec::new();
    loop {
        reader.skip_blanks();
        if reader.peek().is_none() {
            return Some(documents);
        }
        let content = reader.value(0).ok()?;
        let span = content.span;
        let document = text.get(span.start as usize..span.end as usize)?;
        check_size(document, span).ok()?;
        let (duplicate_keys, more_duplicate_keys) = reader.duplicate_keys.finish_document();
        documents.push(Document { span, content: Ok(content), duplicate_keys, more_duplicate_keys });
    }
}

/// Characters that JSON accepts, but YAML rejects or reads as line breaks or byte order marks.
fn is_special_in_yaml(character: char) -> bool {
    matches!(character, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The line of an offset, counted from 1, and the offset, given another offset and its line.
fn line_of(text: &str, at: usize, (line, from): (usize, usize)) -> (usize, usize) {
    let breaks = |from: usize, to: usize| text.get(from..to).unwrap_or_default().matches('\n').count();
    (if at >= from { line + breaks(from, at) } else { line - breaks(at, from) }, at)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    duplicate_keys: DuplicateKeys,
    /// The items of the lists and the fields of the objects that are being read: those of an inner one after those of the outer
    /// one. Each gets its own list when its length is known.
    items: Vec<Value<'a>>,
    entries: Vec<Entry<'a>>,
    /// A line and an offset in it, from which the lines of duplicate keys are counted.
    line: (usize, usize),
}

#[allow(
    clippy::inline_always,
    reason = "the build profile of the modules inlines nothing else, and these are called for every byte"
)]
impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            duplicate_keys: DuplicateKeys::default(),
            items: Vec::with_capacity(16),
            entries: Vec::with_capacity(32),
            line: (1, 0),
        }
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
    }

    fn span_from(&self, start: usize) -> Span {
        Span { start: start as u32, end: self.at as u32 }
    }

    /// The error for the next character, or for the end of the text.
    fn unexpected(&self, context: &str) -> ReadError {
        let character = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        let end = self.at + character.map_or(0, char::len_utf8);
        let span = Span { start: self.at as u32, end: end as u32 };
        // encoding/json works on bytes.
        let message = match self.peek() {
            None => return ReadError::new("unexpected end of JSON input", span),
            Some(b'\'') => format!(r"invalid character '\'' {context}"),
            Some(b'"') => format!("invalid character '\"' {context}"),
            Some(byte) if byte.is_ascii() => {
                format!("invalid character '{}' {context}", char::from(byte).escape_default())
            }
            Some(byte) => match char::from(byte) {
                printable @ ('\u{a1}'..='\u{ac}' | '\u{ae}'..) => format!("invalid character '{printable}' {context}"),
                control => format!("invalid character '\\u{:04x}' {context}", u32::from(control)),
            },
        };
        ReadError::new(message, span)
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, ReadError> {
        self.skip_blanks();
        let start = self.at;
        let data = match self.peek() {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                return Err(ReadError::new("exceeded max depth", Span { start: start as u32, end: start as u32 + 1 }));
            }
            Some(b'{') => self.object(depth + 1)?,
            Some(b'[') => self.list(depth + 1)?,
            Some(b'"') => Data::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.literal("true", Data::Bool(true))?,
            Some(b'f') => self.literal("false", Data::Bool(false))?,
            Some(b'n') => self.literal("null", Data::Null)?,
            _ => return Err(self.unexpected("looking for beginning of value")),
        };
        Ok(Value { span: self.span_from(start), data })
    }

    fn literal(&mut self, literal: &str, data: Data<'a>) -> Result<Data<'a>, ReadError> {
        for expected in literal.bytes() {
            if self.peek() != Some(expected) {
                let context = format!("in literal {literal} (expecting '{}')", char::from(expected));
                return Err(self.unexpected(&context));
            }
            self.at += 1;
        }
        Ok(data)
    }

    fn list(&mut self, depth: usize) -> Result<Data<'a>, ReadError> {
        self.at += 1;
        self.skip_blanks();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Data::List(Vec::new()));
        }
        let first = self.items.len();
        loop {
            let value = self.value(depth)?;
            self.items.push(value);
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Data::List(self.items.split_off(first)));
                }
                _ => return Err(self.unexpected("after array element")),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Data<'a>, ReadError> {
        self.at += 1;
        self.skip_blanks();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Data::Object(Object::default()));
        }
        let mut names = Names::after(&self.entries);
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("looking for beginning of object key string"));
            }
            let start = self.at;
            let key = self.string()?;
            let key_span = self.span_from(start);
            self.skip_blanks();
            if self.peek() != Some(b':') {
                return Err(self.unexpected("after object key"));
            }
            self.at += 1;
            let value = self.value(depth)?;
            match names.find(&self.entries, &key) {
                None => self.entries.push(Entry { key, key_span, value }),
                Some(known) => self.replace(known, Entry { key, key_span, value }),
            }
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Data::Object(names.finish(&mut self.entries)));
                }
                _ => return Err(self.unexpected("after object key:value pair")),
            }
        }
    }

    /// Replaces an earlier field of the same name.
    fn replace(&mut self, known: usize, entry: Entry<'a>) {
        let Self { text, line, entries, duplicate_keys, .. } = self;
        let Some(known) = entries.get_mut(known) else { return };
        duplicate_keys.add(|| {
            *line = line_of(text, entry.value.span.start as usize, *line);
            let message = format!("line {}: key {} already set in map", line.0, quote(&entry.key));
            DuplicateKey { message, span: entry.key_span, first: known.key_span }
        });
        *known = entry;
    }

    fn number(&mut self) -> Result<Data<'a>, ReadError> {
        let start = self.at;
        let mut is_integer = true;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.skip_digits(),
            _ => return Err(self.unexpected("in numeric literal")),
        }
        if self.peek() == Some(b'.') {
            is_integer = false;
            self.at += 1;
            self.expect_digits("after decimal point in numeric literal")?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            is_integer = false;
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.expect_digits("in exponent of numeric literal")?;
        }
        let digits = self.text.get(start..self.at).unwrap_or_default();
        if is_integer && let Ok(number) = digits.parse() {
            return Ok(Data::Int(number));
        }
        match float::parse(digits) {
            Some(number) if number.is_finite() => Ok(Data::Float(number)),
            _ => {
                let message = format!("json: cannot unmarshal number {digits} into Go value of type float64");
                Err(ReadError::new(message, self.span_from(start)))
            }
        }
    }

    fn expect_digits(&mut self, context: &str) -> Result<(), ReadError> {
        match self.peek() {
            Some(b'0'..=b'9') => {
                self.skip_digits();
                Ok(())
            }
            _ => Err(self.unexpected(context)),
        }
    }

    fn skip_digits(&mut self) {
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.at += 1;
        let mut start = self.at;
        self.skip_plain();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(self.text.get(start..self.at - 1).unwrap_or_default()));
        }
        let mut text = String::new();
        loop {
            text.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(text));
                }
                Some(b'\\') => {
                    self.at += 1;
                    start = self.at;
                    if let Some(b'"' | b'\\' | b'/') = self.peek() {
                        // The character represents itself and is copied with what follows.
                        self.at += 1;
                    } else {
                        text.push(self.escape()?);
                        start = self.at;
                    }
                }
                _ => return Err(self.unexpected("in string literal")),
            }
            self.skip_plain();
        }
    }

    /// Skips to the next byte that ends a string, starts an escape, or is not allowed in a string: eight bytes at a time while
    /// there are as many.
    #[inline(always)]
    fn skip_plain(&mut self) {
        const ONES: u64 = u64::from_ne_bytes([1; 8]);
        // Sets the highest bit of each byte that is less than `least`. The bits above the lowest such byte may be wrong.
        let below = |word: u64, least: u8| word.wrapping_sub(ONES * u64::from(least)) & !word & (ONES << 7);
        let equal = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        let mut rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        while let Some((bytes, after)) = rest.split_first_chunk() {
            let word = u64::from_le_bytes(*bytes);
            let special = equal(word, b'"') | equal(word, b'\\') | below(word, b' ');
            if special != 0 {
                self.at += special.trailing_zeros() as usize / 8;
                return;
            }
            (rest, self.at) = (after, self.at + 8);
        }
        while let Some(byte) = self.peek()
            && !matches!(byte, b'"' | b'\\' | ..b' ')
        {
            self.at += 1;
        }
    }

    fn escape(&mut self) -> Result<char, ReadError> {
        let character = match self.peek() {
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape();
            }
            _ => return Err(self.unexpected("in string escape code")),
        };
        self.at += 1;
        Ok(character)
    }

    fn unicode_escape(&mut self) -> Result<char, ReadError> {
        let unit = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return Ok(char::from_u32(unit).unwrap_or('\u{fffd}'));
        }
        // The first half of a surrogate pair. A second half that does not match is read again by itself.
        let after = self.at;
        if self.text.get(after..).is_some_and(|rest| rest.starts_with("\\u")) {
            self.at += 2;
            let low = self.four_digits()?;
            if (0xdc00..0xe000).contains(&low) {
                let point = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                return Ok(char::from_u32(point).unwrap_or('\u{fffd}'));
            }
            self.at = after;
        }
        Ok('\u{fffd}')
    }

    fn four_digits(&mut self) -> Result<u32, ReadError> {
        let mut unit = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else {
                return Err(self.unexpected(r"in \u hexadecimal character escape"));
            };
            unit = unit << 4 | digit;
            self.at += 1;
        }
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn errors_match_encoding_json() {
        for (text, message) in [
            ("", "unexpected end of JSON input"),
            ("{\"a\"", "unexpected end of JSON input"),
            ("{a}", "invalid character 'a' looking for beginning of object key string"),
            ("{\"a\" 1}", "invalid character '1' after object key"),
            ("{\"a\": 1 \"b\"}", "invalid character '\"' after object key:value pair"),
            ("[1 2]", "invalid character '2' after array element"),
            ("[1,]", "invalid character ']' looking for beginning of value"),
            ("'a'", r"invalid character '\'' looking for beginning of value"),
            ("1 2", "invalid character '2' after top-level value"),
            ("nul!", "invalid character '!' in literal null (expecting 'l')"),
            ("\"a\nb\"", r"invalid character '\n' in string literal"),
            (r#""\x""#, "invalid character 'x' in string escape code"),
            (r#""\u00g0""#, r"invalid character 'g' in \u hexadecimal character escape"),
            ("-", "unexpected end of JSON input"),
            ("-a", "invalid character 'a' in numeric literal"),
            ("1.x", "invalid character 'x' after decimal point in numeric literal"),
            ("1e+", "unexpected end of JSON input"),
            ("é", "invalid character 'Ã' looking for beginning of value"),
            ("1e400", "json: cannot unmarshal number 1e400 into Go value of type float64"),
        ] {
            assert_eq!(read_json(text).unwrap_err().message, message, "{text}");
        }
        assert_eq!(read_json(&"[".repeat(100_000)).unwrap_err().message, "exceeded max depth");
    }

    #[test]
    fn values_and_their_spans() {
        let text =
            r#" {"a": [1, -2.50, 9223372036854775808, true, null], "b\n": "\u00e9\ud83d\ude00\ud83dx", "a": "é"} "#;
        let value = read_json(text).unwrap();
        let object = value.as_object().unwrap();
        assert_eq!(object.entries.len(), 2);
        assert_eq!(value.get("a").unwrap().as_str(), Some("é"));
        let entry = &object.entries[1];
        assert_eq!((&*entry.key, entry.value.as_str()), ("b\n", Some("é😀\u{fffd}x")));
        let slice = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!(slice(value.span), text.trim());
        assert_eq!(slice(entry.key_span), r#""b\n""#);
        assert_eq!(slice(object.entries[0].value.span), "\"é\"");
        assert_eq!(read_json("1.0").unwrap().data, Data::Float(1.0));
        assert_eq!(read_json("9223372036854775808").unwrap().data, Data::Float(9_223_372_036_854_775_808.0));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = read_json(&text);
        }

        #[test]
        fn agrees_with_serde_json(pieces in proptest::collection::vec(proptest::sample::select(&[
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"é\\n\"", "\"\\u00e9\"", "1", "-0.5e1", "true", "null", " ", "\n",
            "\"\\ud83d\\ude00\"", "0", "18446744073709551615",
        ][..]), 0..12)) {
            let text = pieces.concat();
            let theirs = serde_json::from_str::<serde_json::Value>(&text).ok();
            let ours = read_json(&text).ok().and_then(|value| serde_json::to_value(&value).ok());
            // A signed integer beyond 64 bits is a float in Kubernetes and an integer in serde_json.
            let as_float = |text: String| text.replace("18446744073709551615", "1.8446744073709552e+19");
            prop_assert_eq!(ours.map(|value| value.to_string()), theirs.map(|value| as_float(value.to_string())));
        }
    }
}
