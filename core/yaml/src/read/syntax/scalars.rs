//! Scanning scalars: folding, escapes, chomping.

use std::borrow::Cow;

use super::Result;
use super::cursor::{Mark, Pieces};
use super::scanner::Scanner;

/// The line breaks between two pieces of a scalar.
#[derive(Default)]
struct Breaks {
    first: &'static str,
    others: String,
}

impl Breaks {
    /// Folds: a single line break becomes a space; of several, the first is dropped.
    fn fold_into(&mut self, text: &mut Pieces<'_>) {
        match (self.first, self.others.as_str()) {
            ("\n", "") => text.push_str(" "),
            ("\n", others) => text.push_str(others),
            (first, others) => {
                text.push_str(first);
                text.push_str(others);
            }
        }
        self.first = "";
        self.others.clear();
    }
}

impl<'a> Scanner<'a> {
    /// Scans a scalar without quotes. Also returns its end, which is before any trailing blanks that were read.
    pub(super) fn scan_plain_scalar(&mut self) -> Result<(Cow<'a, str>, Mark)> {
        let start = self.cursor.mark;
        let mut end = start;
        let mut text = Pieces::of(self.cursor.text);
        let mut breaks = Breaks::default();
        let mut blanks = 0..0;
        let mut after_break = false;
        while !self.cursor.is_document_indicator() && self.cursor.byte(0) != b'#' {
            let piece = self.cursor.mark.at;
            self.skip_plain();
            if self.cursor.mark.at > piece {
                if after_break {
                    breaks.fold_into(&mut text);
                    after_break = false;
                } else {
                    text.push_piece(blanks.clone());
                }
                text.push_piece(piece..self.cursor.mark.at);
                blanks = 0..0;
                end = self.cursor.mark;
            }
            if !self.cursor.is_blank() && !self.cursor.is_break(0) {
                break;
            }
            loop {
                let at = self.cursor.mark.at;
                if self.cursor.is_blank() {
                    let is_indentation = after_break && self.cursor.mark.column <= self.indent;
                    if is_indentation && self.cursor.byte(0) == b'\t' {
                        return self.error(start, "found a tab character that violates indentation");
                    }
                    self.cursor.skip_ascii(1);
                    if !after_break {
                        blanks = if blanks.is_empty() { at } else { blanks.start }..at + 1;
                    }
                } else if !self.cursor.is_break(0) {
                    break;
                } else if after_break {
                    breaks.others.push_str(self.cursor.skip_break());
                } else {
                    breaks.first = self.cursor.skip_break();
                    after_break = true;
                }
            }
            if !self.is_in_brackets() && self.cursor.mark.column <= self.indent {
                break;
            }
        }
        if after_break {
            self.allows_simple_key = true;
        }
        Ok((text.finish(), end))
    }

    /// Skips the characters of a plain scalar up to a gap or an indicator.
    fn skip_plain(&mut self) {
        let in_brackets = self.is_in_brackets();
        loop {
            match self.cursor.byte(0) {
                0 | b' ' | b'\t' | b'\n' | b'\r' => return,
                b':' if self.cursor.is_gap(1) => return,
                b',' | b'?' | b'[' | b']' | b'{' | b'}' if in_brackets => return,
                0xc2 | 0xe2 if self.cursor.is_break(0) => return,
                0x80.. => self.cursor.skip(),
                _ => self.cursor.skip_ascii(1),
            }
        }
    }

    /// Scans a scalar in quotes.
    pub(super) fn scan_quoted_scalar(&mut self, quote: u8) -> Result<Cow<'a, str>> {
        let start = self.cursor.mark;
        self.cursor.skip_ascii(1);
        let mut text = Pieces::of(self.cursor.text);
        let mut breaks = Breaks::default();
        loop {
            if self.cursor.is_document_indicator() {
                return self.error(start, "found unexpected document indicator");
            }
            if self.cursor.is_end() {
                return self.error(start, "found unexpected end of stream");
            }
            let mut after_break = self.scan_quoted_piece(quote, start, &mut text)?;
            if self.cursor.byte(0) == quote {
                break;
            }
            let blanks = self.cursor.mark.at;
            let mut blanks_end = blanks;
            loop {
                if self.cursor.is_blank() {
                    self.cursor.skip_ascii(1);
                    if !after_break {
                        blanks_end = self.cursor.mark.at;
                    }
                } else if !self.cursor.is_break(0) {
                    break;
                } else if after_break {
                    breaks.others.push_str(self.cursor.skip_break());
                } else {
                    breaks.first = self.cursor.skip_break();
                    after_break = true;
                }
            }
            if after_break {
                breaks.fold_into(&mut text);
            } else {
                text.push_piece(blanks..blanks_end);
            }
        }
        self.cursor.skip_ascii(1);
        Ok(text.finish())
    }

    /// Reads up to a gap or the closing quote. Returns whether an escaped line break was skipped.
    fn scan_quoted_piece(&mut self, quote: u8, start: Mark, text: &mut Pieces<'a>) -> Result<bool> {
        loop {
            let piece = self.cursor.mark.at;
            loop {
                match self.cursor.byte(0) {
                    0 | b' ' | b'\t' | b'\n' | b'\r' | b'\\' => break,
                    byte if byte == quote => break,
                    0xc2 | 0xe2 if self.cursor.is_break(0) => break,
                    0x80.. => self.cursor.skip(),
                    _ => self.cursor.skip_ascii(1),
                }
            }
            text.push_piece(piece..self.cursor.mark.at);
            let at = self.cursor.mark.at;
            match (self.cursor.byte(0), self.cursor.byte(1)) {
                (b'\'', b'\'') if quote == b'\'' => {
                    self.cursor.skip_ascii(2);
                    text.push_str("'");
                }
                (b'\\', _) if quote == b'\'' => {
                    self.cursor.skip_ascii(1);
                    text.push_piece(at..at + 1);
                }
                (b'\\', _) if self.cursor.is_break(1) => {
                    self.cursor.skip_ascii(1);
                    self.cursor.skip_break();
                    return Ok(true);
                }
                (b'\\', _) => text.push_str(self.scan_escape(start)?.encode_utf8(&mut [0; 4])),
                _ => return Ok(false),
            }
        }
    }

    /// Scans an escape in double quotes.
    fn scan_escape(&mut self, start: Mark) -> Result<char> {
        let (character, digits) = match self.cursor.byte(1) {
            b'0' => ('\0', 0),
            b'a' => ('\x07', 0),
            b'b' => ('\x08', 0),
            b't' | b'\t' => ('\t', 0),
            b'n' => ('\n', 0),
            b'v' => ('\x0b', 0),
            b'f' => ('\x0c', 0),
            b'r' => ('\r', 0),
            b'e' => ('\x1b', 0),
            byte @ (b' ' | b'"' | b'\'' | b'\\') => (char::from(byte), 0),
            b'N' => ('\u{85}', 0),
            b'_' => ('\u{a0}', 0),
            b'L' => ('\u{2028}', 0),
            b'P' => ('\u{2029}', 0),
            b'x' => ('\0', 2),
            b'u' => ('\0', 4),
            b'U' => ('\0', 8),
            _ => return self.error(start, "found unknown escape character"),
        };
        self.cursor.skip_ascii(2);
        if digits == 0 {
            return Ok(character);
        }
        let mut code: u32 = 0;
        for distance in 0..digits {
            let Some(digit) = char::from(self.cursor.byte(distance)).to_digit(16) else {
                return self.error(start, "did not find expected hexdecimal number");
            };
            code = code << 4 | digit;
        }
        let Some(character) = char::from_u32(code) else {
            return self.error(start, "found invalid Unicode character escape code");
        };
        self.cursor.skip_ascii(digits);
        Ok(character)
    }

    /// Scans a scalar after `|` or `>`.
    pub(super) fn scan_block_scalar(&mut self, is_literal: bool) -> Result<Cow<'a, str>> {
        let start = self.cursor.mark;
        self.cursor.skip_ascii(1);
        let (chomping, increment) = self.scan_block_header(start)?;
        let mut indent = match increment {
            0 => 0,
            _ => self.indent.max(0) + increment,
        };
        let mut text = Pieces::of(self.cursor.text);
        let mut first = "";
        let mut others = String::new();
        let mut was_blank = false;
        self.scan_block_breaks(&mut indent, &mut others, start)?;
        while self.cursor.mark.column == indent && !self.cursor.is_end() {
            let is_blank = self.cursor.is_blank();
            if is_literal || was_blank || is_blank || first != "\n" {
                text.push_str(first);
            } else if others.is_empty() {
                text.push_str(" ");
            }
            text.push_str(&others);
            others.clear();
            was_blank = is_blank;
            let line = self.cursor.mark.at;
            while !self.cursor.is_line_end(0) {
                self.cursor.skip();
            }
            text.push_piece(line..self.cursor.mark.at);
            first = self.cursor.skip_break();
            self.scan_block_breaks(&mut indent, &mut others, start)?;
        }
        if chomping != b'-' {
            text.push_str(first);
        }
        if chomping == b'+' {
            text.push_str(&others);
        }
        Ok(text.finish())
    }

    /// Scans the chomping indicator and the indentation; each is 0 if missing.
    fn scan_block_header(&mut self, start: Mark) -> Result<(u8, i32)> {
        let (mut chomping, mut increment) = (0, 0);
        for _ in 0..2 {
            match self.cursor.byte(0) {
                byte @ (b'+' | b'-') if chomping == 0 => chomping = byte,
                b'0' if increment == 0 => return self.error(start, "found an indentation indicator equal to 0"),
                byte @ b'1'..=b'9' if increment == 0 => increment = i32::from(byte - b'0'),
                _ => break,
            }
            self.cursor.skip_ascii(1);
        }
        self.cursor.skip_blanks();
        self.cursor.skip_comment();
        if !self.cursor.is_line_end(0) {
            return self.error(start, "did not find expected comment or line break");
        }
        self.cursor.skip_break();
        Ok((chomping, increment))
    }

    /// Skips empty lines and the indentation of the next line. An indentation of 0 is replaced by the detected one.
    fn scan_block_breaks(&mut self, indent: &mut i32, breaks: &mut String, start: Mark) -> Result<()> {
        let mut deepest = 0;
        loop {
            while (*indent == 0 || self.cursor.mark.column < *indent) && self.cursor.byte(0) == b' ' {
                self.cursor.skip_ascii(1);
            }
            deepest = deepest.max(self.cursor.mark.column);
            if (*indent == 0 || self.cursor.mark.column < *indent) && self.cursor.byte(0) == b'\t' {
                return self.error(start, "found a tab character where an indentation space is expected");
            }
            let line_break = self.cursor.skip_break();
            if line_break.is_empty() {
                break;
            }
            breaks.push_str(line_break);
        }
        if *indent == 0 {
            *indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(())
    }
}
