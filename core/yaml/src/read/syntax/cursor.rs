//! A position in a text and the characters there.

use std::borrow::Cow;
use std::ops::Range;

/// A position in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Mark {
    /// The byte offset.
    pub(in super::super) at: usize,
    /// The line, counted from 0.
    pub(in super::super) line: u32,
    /// The character in the line, counted from 0.
    pub(super) column: i32,
    /// The character in the text, counted from 0.
    pub(super) index: usize,
}

/// How the ends of lines are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum LastLine {
    /// As Kubernetes reads a text, line by line: a carriage return before a line feed is dropped, and a missing line feed at
    /// the end is added.
    Ended,
    /// Unchanged.
    AsWritten,
}

/// A cursor that moves through a text.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) mark: Mark,
    last_line: LastLine,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, last_line: LastLine) -> Self {
        Self { text, mark: Mark::default(), last_line }
    }

    /// The byte at a distance; 0, which is not valid in YAML, after the end.
    pub(super) fn byte(&self, distance: usize) -> u8 {
        let at = self.mark.at + distance;
        match self.text.as_bytes().get(at) {
            Some(byte) => *byte,
            None if at == self.text.len() && self.adds_break() => b'\n',
            None => 0,
        }
    }

    fn adds_break(&self) -> bool {
        self.last_line == LastLine::Ended && !self.text.ends_with('\n')
    }

    pub(super) fn is_end(&self) -> bool {
        self.byte(0) == 0
    }

    /// The length in bytes of the line break at a distance; 0 if there is none.
    pub(super) fn break_length(&self, distance: usize) -> usize {
        match self.byte(distance) {
            b'\n' => 1,
            b'\r' => match (self.byte(distance + 1), self.byte(distance + 2)) {
                (b'\n', _) => 2,
                // Kubernetes drops the second carriage return with the line feed.
                (b'\r', b'\n') if self.last_line == LastLine::Ended => 3,
                _ => 1,
            },
            0xc2 if self.byte(distance + 1) == 0x85 => 2,
            0xe2 if self.byte(distance + 1) == 0x80 && matches!(self.byte(distance + 2), 0xa8 | 0xa9) => 3,
            _ => 0,
        }
    }

    pub(super) fn is_break(&self, distance: usize) -> bool {
        self.break_length(distance) > 0
    }

    /// Whether the cursor is at a space or a tab.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self.byte(0), b' ' | b'\t')
    }

    /// Whether there is a line break or the end at a distance.
    pub(super) fn is_line_end(&self, distance: usize) -> bool {
        self.byte(distance) == 0 || self.is_break(distance)
    }

    /// Whether there is a blank, a line break or the end at a distance.
    pub(super) fn is_gap(&self, distance: usize) -> bool {
        matches!(self.byte(distance), b' ' | b'\t') || self.is_line_end(distance)
    }

    /// Whether the cursor is at a line that starts or ends a document.
    pub(super) fn is_document_indicator(&self) -> bool {
        self.mark.column == 0 && (self.is_thrice(b'-') || self.is_thrice(b'.'))
    }

    /// Whether the same byte follows three times, and then a gap.
    pub(super) fn is_thrice(&self, byte: u8) -> bool {
        (0..3).all(|distance| self.byte(distance) == byte) && self.is_gap(3)
    }

    /// Skips a character.
    pub(super) fn skip(&mut self) {
        self.mark.at += match self.byte(0) {
            0 => return,
            1..0xc0 => 1,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        self.mark.column += 1;
        self.mark.index += 1;
    }

    /// Skips ASCII characters.
    pub(super) fn skip_ascii(&mut self, count: usize) {
        self.mark.at += count;
        self.mark.column += count as i32;
        self.mark.index += count;
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.is_blank() {
            self.skip_ascii(1);
        }
    }

    /// Skips a comment, if there is one.
    pub(super) fn skip_comment(&mut self) {
        if self.byte(0) == b'#' {
            while !self.is_line_end(0) {
                self.skip();
            }
        }
    }

    /// Skips a line break, if there is one. Returns what a scalar keeps of it.
    pub(super) fn skip_break(&mut self) -> &'static str {
        let length = self.break_length(0);
        let kept = match (length, self.byte(2)) {
            (0, _) => return "",
            (3, 0xa8) => "\u{2028}",
            (3, 0xa9) => "\u{2029}",
            _ => "\n",
        };
        self.mark.at += length;
        self.mark.index += 1;
        self.mark.line += 1;
        self.mark.column = 0;
        kept
    }

    /// Skips letters, digits, `_` and `-`, and returns them.
    pub(super) fn take_word(&mut self) -> &'a str {
        let start = self.mark.at;
        while self.byte(0).is_ascii_alphanumeric() || matches!(self.byte(0), b'_' | b'-') {
            self.skip_ascii(1);
        }
        self.slice(start..self.mark.at)
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }
}

/// Text joined from pieces of another text; borrowed while it is a single piece.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    text: &'a str,
    piece: Range<usize>,
    joined: Option<String>,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, piece: 0..0, joined: None }
    }

    /// Appends a piece of the text.
    pub(super) fn push_piece(&mut self, piece: Range<usize>) {
        if piece.is_empty() {
            return;
        }
        match &mut self.joined {
            Some(joined) => joined.push_str(self.text.get(piece).unwrap_or_default()),
            None if self.piece.is_empty() => self.piece = piece,
            None if self.piece.end == piece.start => self.piece.end = piece.end,
            None => self.push_str(self.text.get(piece).unwrap_or_default()),
        }
    }

    /// Appends a string that is not from the text.
    pub(super) fn push_str(&mut self, text: &str) {
        if !text.is_empty() {
            let before = self.text.get(self.piece.clone()).unwrap_or_default();
            self.joined.get_or_insert_with(|| before.to_owned()).push_str(text);
        }
    }

    pub(super) fn finish(self) -> Cow<'a, str> {
        match self.joined {
            Some(joined) => Cow::Owned(joined),
            None => Cow::Borrowed(self.text.get(self.piece).unwrap_or_default()),
        }
    }
}
