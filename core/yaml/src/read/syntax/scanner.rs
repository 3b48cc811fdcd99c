//! Scanner from characters to tokens: handles indentation, and keys that are recognized only by the `:` after them.
//!
//! Ported from gopkg.in/yaml.v2 2.4.0 `scannerc.go`.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::cursor::{Cursor, LastLine, Mark};
use super::{Result, SyntaxError};

/// A token.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind,
    /// The text of a scalar, the name of an anchor, or the handle of a tag.
    pub(super) text: Cow<'a, str>,
    /// The suffix of a tag.
    pub(super) suffix: Cow<'a, str>,
    pub(super) start: Mark,
    pub(super) end: Mark,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    StreamEnd,
    /// `%YAML`, with whether the version is 1.1.
    VersionDirective(bool),
    TagDirective,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    Scalar(Style),
}

/// The style of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    /// `|` or `>`.
    Block,
}

/// A position where a key without `?` may have started.
#[derive(Clone, Copy, Debug)]
struct SimpleKey {
    is_possible: bool,
    /// Whether the text is invalid without a key here.
    is_required: bool,
    /// The number of the token that starts here.
    token: usize,
    mark: Mark,
}

/// The longest key without `?`, in characters.
const MAX_SIMPLE_KEY: usize = 1024;

/// Produces the tokens of a text.
pub(super) struct Scanner<'a> {
    pub(super) cursor: Cursor<'a>,
    tokens: VecDeque<Token<'a>>,
    /// The number of tokens consumed.
    taken: usize,
    /// Whether the first token is final: no key can start with it any more.
    is_ready: bool,
    /// The column of the innermost block collection; -1 outside of all collections.
    pub(super) indent: i32,
    /// The columns of the enclosing collections.
    indents: Vec<i32>,
    /// Whether a key may start here.
    pub(super) allows_simple_key: bool,
    /// The possible key at each flow level, including level 0: never empty.
    simple_keys: Vec<SimpleKey>,
    /// The tokens that possible keys start with, in order, with their levels.
    key_tokens: VecDeque<(usize, usize)>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, last_line: LastLine) -> Self {
        Self {
            cursor: Cursor::new(text, last_line),
            tokens: VecDeque::new(),
            taken: 0,
            is_ready: false,
            indent: -1,
            indents: Vec::new(),
            allows_simple_key: true,
            simple_keys: vec![SimpleKey { is_possible: false, is_required: false, token: 0, mark: Mark::default() }],
            key_tokens: VecDeque::new(),
        }
    }

    /// The next token's kind, start and end.
    pub(super) fn peek(&mut self) -> Result<(TokenKind, Mark, Mark)> {
        while !self.is_ready {
            if self.tokens.is_empty() || self.first_may_be_key()? {
                self.fetch()?;
            } else {
                self.is_ready = true;
            }
        }
        let mark = self.cursor.mark;
        Ok(self.tokens.front().map_or((TokenKind::StreamEnd, mark, mark), |token| (token.kind, token.start, token.end)))
    }

    /// Consumes the token that [`Scanner::peek`] returned.
    pub(super) fn take(&mut self) -> Option<Token<'a>> {
        self.is_ready = false;
        self.taken += 1;
        self.tokens.pop_front()
    }

    pub(super) fn error<T>(&self, context: Mark, problem: &'static str) -> Result<T> {
        Err(SyntaxError { problem, mark: self.cursor.mark, context: Some(context), is_lexical: true })
    }

    pub(super) fn is_in_brackets(&self) -> bool {
        self.simple_keys.len() > 1
    }

    /// Whether a `:` may still follow that makes the first token the start of a key.
    fn first_may_be_key(&mut self) -> Result<bool> {
        while self.key_tokens.front().is_some_and(|&(token, _)| token < self.taken) {
            self.key_tokens.pop_front();
        }
        match self.key_tokens.front() {
            Some(&(token, level)) if token == self.taken => self.is_valid_key(level),
            _ => Ok(false),
        }
    }

    /// Whether the possible key of a level is still possible.
    fn is_valid_key(&mut self, level: usize) -> Result<bool> {
        let here = self.cursor.mark;
        let Some(key) = self.simple_keys.get_mut(level).filter(|key| key.is_possible) else { return Ok(false) };
        if key.mark.line == here.line && key.mark.index + MAX_SIMPLE_KEY >= here.index {
            return Ok(true);
        }
        if key.is_required {
            let context = key.mark;
            return self.error(context, "could not find expected ':'");
        }
        key.is_possible = false;
        Ok(false)
    }

    /// Records that a key may start here.
    fn save_simple_key(&mut self) -> Result<()> {
        if !self.allows_simple_key {
            return Ok(());
        }
        let mark = self.cursor.mark;
        let is_required = !self.is_in_brackets() && self.indent == mark.column;
        self.discard_simple_key()?;
        let token = self.taken + self.tokens.len();
        if let Some(key) = self.simple_keys.last_mut() {
            *key = SimpleKey { is_possible: true, is_required, token, mark };
        }
        self.key_tokens.push_back((token, self.simple_keys.len() - 1));
        Ok(())
    }

    /// Discards the possible key of the innermost level.
    fn discard_simple_key(&mut self) -> Result<()> {
        let Some(key) = self.simple_keys.last_mut().filter(|key| key.is_possible) else { return Ok(()) };
        if key.is_required {
            let context = key.mark;
            return self.error(context, "could not find expected ':'");
        }
        key.is_possible = false;
        let token = key.token;
        self.forget_key_token(token);
        Ok(())
    }

    fn forget_key_token(&mut self, token: usize) {
        if let Some(position) = self.key_tokens.iter().rposition(|&(known, _)| known == token) {
            self.key_tokens.remove(position);
        }
    }

    fn push(&mut self, kind: TokenKind, start: Mark) {
        self.push_text(kind, Cow::Borrowed(""), start);
    }

    fn push_text(&mut self, kind: TokenKind, text: Cow<'a, str>, start: Mark) {
        let end = self.cursor.mark;
        self.tokens.push_back(Token { kind, text, suffix: Cow::Borrowed(""), start, end });
    }

    /// Inserts a token of length 0 before the one with this number, or at the end if that one was consumed.
    fn insert(&mut self, number: Option<usize>, kind: TokenKind, mark: Mark) {
        let token = Token { kind, text: Cow::Borrowed(""), suffix: Cow::Borrowed(""), start: mark, end: mark };
        match number.and_then(|number| number.checked_sub(self.taken)) {
            Some(position) if position < self.tokens.len() => self.tokens.insert(position, token),
            _ => self.tokens.push_back(token),
        }
    }

    /// Opens a block collection if the column is greater than that of the innermost one.
    fn roll_indent(&mut self, column: i32, number: Option<usize>, kind: TokenKind, mark: Mark) {
        if !self.is_in_brackets() && self.indent < column {
            self.indents.push(self.indent);
            self.indent = column;
            self.insert(number, kind, mark);
        }
    }

    /// Closes the block collections with greater columns.
    fn unroll_indent(&mut self, column: i32) {
        while !self.is_in_brackets() && self.indent > column {
            let mark = self.cursor.mark;
            self.push(TokenKind::BlockEnd, mark);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn skip_to_token(&mut self) {
        loop {
            // Tabs do not count as indentation.
            while self.cursor.byte(0) == b' '
                || self.cursor.byte(0) == b'\t' && (self.is_in_brackets() || !self.allows_simple_key)
            {
                self.cursor.skip_ascii(1);
            }
            self.cursor.skip_comment();
            if self.cursor.skip_break().is_empty() {
                return;
            }
            if !self.is_in_brackets() {
                self.allows_simple_key = true;
            }
        }
    }

    /// Reads until there is at least one more token.
    fn fetch(&mut self) -> Result<()> {
        self.skip_to_token();
        self.unroll_indent(self.cursor.mark.column);
        let start = self.cursor.mark;
        let (byte, before_gap) = (self.cursor.byte(0), self.cursor.is_gap(1));
        let in_brackets = self.is_in_brackets();
        match byte {
            0 => self.fetch_stream_end(),
            b'%' if start.column == 0 => {
                self.fetch_unindented()?;
                let token = self.scan_directive()?;
                self.tokens.push_back(token);
                Ok(())
            }
            b'-' | b'.' if self.cursor.is_document_indicator() => {
                self.fetch_unindented()?;
                self.cursor.skip_ascii(3);
                self.push(if byte == b'-' { TokenKind::DocumentStart } else { TokenKind::DocumentEnd }, start);
                Ok(())
            }
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => {
                self.discard_simple_key()?;
                self.fetch_indicator(TokenKind::FlowEntry, true);
                Ok(())
            }
            b'-' if before_gap => self.fetch_block_entry(),
            b'?' if in_brackets || before_gap => self.fetch_key(),
            b':' if in_brackets || before_gap => self.fetch_value(),
            b'*' => self.fetch_name(TokenKind::Alias),
            b'&' => self.fetch_name(TokenKind::Anchor),
            b'!' => {
                self.start_simple()?;
                let token = self.scan_tag()?;
                self.tokens.push_back(token);
                Ok(())
            }
            b'|' | b'>' if !in_brackets => {
                self.discard_simple_key()?;
                self.allows_simple_key = true;
                let text = self.scan_block_scalar(byte == b'|')?;
                self.push_text(TokenKind::Scalar(Style::Block), text, start);
                Ok(())
            }
            b'\'' | b'"' => {
                self.start_simple()?;
                let text = self.scan_quoted_scalar(byte)?;
                let style = if byte == b'"' { Style::DoubleQuoted } else { Style::SingleQuoted };
                self.push_text(TokenKind::Scalar(style), text, start);
                Ok(())
            }
            b'%' | b'@' | b'`' | b'\t' | b'|' | b'>' => {
                self.error(start, "found character that cannot start any token")
            }
            _ => {
                self.start_simple()?;
                let (text, end) = self.scan_plain_scalar()?;
                let suffix = Cow::Borrowed("");
                self.tokens.push_back(Token { kind: TokenKind::Scalar(Style::Plain), text, suffix, start, end });
                Ok(())
            }
        }
    }

    /// Prepares for a token that may start a key, and after which no key can start.
    fn start_simple(&mut self) -> Result<()> {
        self.save_simple_key()?;
        self.allows_simple_key = false;
        Ok(())
    }

    /// Prepares for a token that ends all collections.
    fn fetch_unindented(&mut self) -> Result<()> {
        self.unroll_indent(-1);
        self.discard_simple_key()?;
        self.allows_simple_key = false;
        Ok(())
    }

    fn fetch_stream_end(&mut self) -> Result<()> {
        if self.cursor.mark.column != 0 {
            self.cursor.mark.column = 0;
            self.cursor.mark.line += 1;
        }
        self.fetch_unindented()?;
        self.push(TokenKind::StreamEnd, self.cursor.mark);
        Ok(())
    }

    /// Consumes an indicator of one character.
    fn fetch_indicator(&mut self, kind: TokenKind, allows_simple_key: bool) {
        let start = self.cursor.mark;
        self.allows_simple_key = allows_simple_key;
        self.cursor.skip_ascii(1);
        self.push(kind, start);
    }

    fn fetch_flow_start(&mut self, kind: TokenKind) -> Result<()> {
        self.save_simple_key()?;
        let token = self.taken + self.tokens.len();
        self.simple_keys.push(SimpleKey { is_possible: false, is_required: false, token, mark: self.cursor.mark });
        self.fetch_indicator(kind, true);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: TokenKind) -> Result<()> {
        self.discard_simple_key()?;
        if self.is_in_brackets()
            && let Some(key) = self.simple_keys.pop()
        {
            // For empty brackets this is the bracket's own token: go-yaml forgets that `[]` may be a key.
            self.forget_key_token(key.token);
        }
        self.fetch_indicator(kind, false);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Result<()> {
        if !self.is_in_brackets() {
            let mark = self.cursor.mark;
            if !self.allows_simple_key {
                return self.error(mark, "block sequence entries are not allowed in this context");
            }
            self.roll_indent(mark.column, None, TokenKind::BlockSequenceStart, mark);
        }
        self.discard_simple_key()?;
        self.fetch_indicator(TokenKind::BlockEntry, true);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<()> {
        if !self.is_in_brackets() {
            let mark = self.cursor.mark;
            if !self.allows_simple_key {
                return self.error(mark, "mapping keys are not allowed in this context");
            }
            self.roll_indent(mark.column, None, TokenKind::BlockMappingStart, mark);
        }
        self.discard_simple_key()?;
        self.fetch_indicator(TokenKind::Key, !self.is_in_brackets());
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<()> {
        let is_key = self.is_valid_key(self.simple_keys.len() - 1)?;
        if let Some(key) = self.simple_keys.last_mut().filter(|_| is_key) {
            key.is_possible = false;
            let SimpleKey { token, mark, .. } = *key;
            self.insert(Some(token), TokenKind::Key, mark);
            self.roll_indent(mark.column, Some(token), TokenKind::BlockMappingStart, mark);
            self.forget_key_token(token);
            self.fetch_indicator(TokenKind::Value, false);
            return Ok(());
        }
        if !self.is_in_brackets() {
            let mark = self.cursor.mark;
            if !self.allows_simple_key {
                return self.error(mark, "mapping values are not allowed in this context");
            }
            self.roll_indent(mark.column, None, TokenKind::BlockMappingStart, mark);
        }
        self.fetch_indicator(TokenKind::Value, !self.is_in_brackets());
        Ok(())
    }

    /// Scans an alias or an anchor.
    fn fetch_name(&mut self, kind: TokenKind) -> Result<()> {
        self.start_simple()?;
        let start = self.cursor.mark;
        self.cursor.skip_ascii(1);
        let name = self.cursor.take_word();
        let ends = self.cursor.is_gap(0) || b"?:,]}%@`".contains(&self.cursor.byte(0));
        if name.is_empty() || !ends {
            return self.error(start, "did not find expected alphabetic or numeric character");
        }
        self.push_text(kind, Cow::Borrowed(name), start);
        Ok(())
    }
}
