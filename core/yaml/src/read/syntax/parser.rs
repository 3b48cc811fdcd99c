//! Parser from tokens to events: the starts and ends of collections, and scalars.
//!
//! Ported from gopkg.in/yaml.v2 2.4.0 `parserc.go`.

use std::borrow::Cow;

use super::cursor::{LastLine, Mark};
use super::scanner::{Scanner, Style, TokenKind};
use super::{Result, SyntaxError};

/// One event of a document.
#[derive(Debug)]
pub(in super::super) struct Event<'a> {
    pub(in super::super) content: Content<'a>,
    pub(in super::super) start: Mark,
    pub(in super::super) end: Mark,
}

/// The content of an event.
#[derive(Debug)]
pub(in super::super) enum Content<'a> {
    DocumentStart,
    /// The end of the document, or of a text without a document.
    End,
    Alias(Cow<'a, str>),
    /// A scalar. `plain` means that its type depends on its text, not on a tag or quotes.
    Scalar {
        properties: Properties<'a>,
        text: Cow<'a, str>,
        style: Style,
        plain: bool,
    },
    /// The start of a collection. `has_brackets` means flow style.
    Start {
        properties: Properties<'a>,
        is_mapping: bool,
        has_brackets: bool,
    },
    CollectionEnd,
}

/// The anchor and tag before a node.
#[derive(Debug, Default)]
pub(in super::super) struct Properties<'a> {
    pub(in super::super) anchor: Option<Cow<'a, str>>,
    pub(in super::super) tag: Option<String>,
}

/// What the parser expects next.
#[derive(Clone, Copy, Debug)]
enum State {
    DocumentStart,
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceFirst,
    BlockSequence,
    IndentlessSequence,
    BlockMappingFirst,
    BlockMappingKey,
    BlockMappingValue,
    FlowSequenceFirst,
    FlowSequence,
    /// The key, value and end of a single pair in a flow sequence.
    PairKey,
    PairValue,
    PairEnd,
    FlowMappingFirst,
    FlowMappingKey,
    FlowMappingValue,
    FlowMappingNoValue,
}

/// The context of a node, which decides what nodes are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Flow,
    Block,
    /// A value in a block mapping, where a sequence may be unindented.
    BlockValue,
}

/// Produces the events of the first document of a text.
pub(in super::super) struct Parser<'a> {
    scanner: Scanner<'a>,
    state: State,
    /// The states to return to.
    states: Vec<State>,
    /// The starts of the open collections.
    marks: Vec<Mark>,
    /// The tag handles and their prefixes.
    handles: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Parser<'a> {
    pub(in super::super) fn new(text: &'a str, last_line: LastLine) -> Self {
        Self {
            scanner: Scanner::new(text, last_line),
            state: State::DocumentStart,
            states: Vec::new(),
            marks: Vec::new(),
            handles: Vec::new(),
        }
    }

    /// The next event. Must not be called after [`Content::End`].
    pub(in super::super) fn next(&mut self) -> Result<Event<'a>> {
        match self.state {
            State::DocumentStart => self.document_start(),
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => {
                let (_, mark, _) = self.scanner.peek()?;
                Ok(event(Content::End, mark, mark))
            }
            State::BlockNode => self.node(Place::Block),
            State::BlockSequenceFirst => {
                self.open()?;
                self.block_sequence()
            }
            State::BlockSequence => self.block_sequence(),
            State::IndentlessSequence => self.indentless_sequence(),
            State::BlockMappingFirst => {
                self.open()?;
                self.block_mapping_key()
            }
            State::BlockMappingKey => self.block_mapping_key(),
            State::BlockMappingValue => self.block_mapping_value(),
            State::FlowSequenceFirst => {
                self.open()?;
                self.flow_sequence(true)
            }
            State::FlowSequence => self.flow_sequence(false),
            State::PairKey => self.pair_key(),
            State::PairValue => self.flow_value(State::PairEnd, TokenKind::FlowSequenceEnd),
            State::PairEnd => {
                let (_, mark, _) = self.scanner.peek()?;
                self.state = State::FlowSequence;
                Ok(event(Content::CollectionEnd, mark, mark))
            }
            State::FlowMappingFirst => {
                self.open()?;
                self.flow_mapping_key(true)
            }
            State::FlowMappingKey => self.flow_mapping_key(false),
            State::FlowMappingValue => self.flow_value(State::FlowMappingKey, TokenKind::FlowMappingEnd),
            State::FlowMappingNoValue => {
                let (_, mark, _) = self.scanner.peek()?;
                Ok(self.empty_node(State::FlowMappingKey, mark))
            }
        }
    }

    fn document_start(&mut self) -> Result<Event<'a>> {
        let (kind, start, mut end) = self.scanner.peek()?;
        match kind {
            TokenKind::StreamEnd => return Ok(event(Content::End, start, end)),
            TokenKind::VersionDirective(_) | TokenKind::TagDirective | TokenKind::DocumentStart => {
                self.directives()?;
                let (kind, mark, indicator_end) = self.scanner.peek()?;
                if kind != TokenKind::DocumentStart {
                    return error("did not find expected <document start>", mark, None);
                }
                self.scanner.take();
                self.state = State::DocumentContent;
                end = indicator_end;
            }
            _ => self.state = State::BlockNode,
        }
        for (handle, prefix) in [("!", "!"), ("!!", "tag:yaml.org,2002:")] {
            if !self.handles.iter().any(|(known, _)| known == handle) {
                self.handles.push((Cow::Borrowed(handle), Cow::Borrowed(prefix)));
            }
        }
        self.states.push(State::DocumentEnd);
        Ok(event(Content::DocumentStart, start, end))
    }

    fn directives(&mut self) -> Result<()> {
        let mut has_version = false;
        loop {
            let (kind, mark, _) = self.scanner.peek()?;
            match kind {
                TokenKind::VersionDirective(_) if has_version => {
                    return error("found duplicate %YAML directive", mark, None);
                }
                TokenKind::VersionDirective(false) => return error("found incompatible YAML document", mark, None),
                TokenKind::VersionDirective(true) => has_version = true,
                TokenKind::TagDirective => {}
                _ => return Ok(()),
            }
            let Some(token) = self.scanner.take() else { return Ok(()) };
            if kind == TokenKind::TagDirective {
                if self.handles.iter().any(|(known, _)| *known == token.text) {
                    return error("found duplicate %TAG directive", mark, None);
                }
                self.handles.push((token.text, token.suffix));
            }
        }
    }

    fn document_content(&mut self) -> Result<Event<'a>> {
        let (kind, mark, _) = self.scanner.peek()?;
        match kind {
            TokenKind::VersionDirective(_)
            | TokenKind::TagDirective
            | TokenKind::DocumentStart
            | TokenKind::DocumentEnd
            | TokenKind::StreamEnd => {
                let state = self.pop_state();
                Ok(self.empty_node(state, mark))
            }
            _ => self.node(Place::Block),
        }
    }

    fn node(&mut self, place: Place) -> Result<Event<'a>> {
        let (mut kind, start, mut end) = self.scanner.peek()?;
        if kind == TokenKind::Alias {
            let name = self.scanner.take().map(|token| token.text).unwrap_or_default();
            self.state = self.pop_state();
            return Ok(event(Content::Alias(name), start, end));
        }
        let mut content_start = start;
        let mut properties = Properties::default();
        let mut has_tag = false;
        while kind == TokenKind::Anchor && properties.anchor.is_none() || kind == TokenKind::Tag && !has_tag {
            let Some(token) = self.scanner.take() else { break };
            if kind == TokenKind::Anchor {
                properties.anchor = Some(token.text);
            } else {
                has_tag = true;
                let Some(tag) = self.expand(&token.text, &token.suffix) else {
                    return error("found undefined tag handle", token.start, Some(start));
                };
                properties.tag = Some(tag).filter(|tag| !tag.is_empty());
            }
            let properties_end = token.end;
            (kind, content_start, end) = self.scanner.peek()?;
            if !starts_node_content(kind) {
                end = properties_end;
            }
        }
        let has_properties = properties.anchor.is_some() || properties.tag.is_some();
        let (state, is_mapping, has_brackets) = match kind {
            TokenKind::BlockEntry if place == Place::BlockValue => (State::IndentlessSequence, false, false),
            TokenKind::FlowSequenceStart => (State::FlowSequenceFirst, false, true),
            TokenKind::FlowMappingStart => (State::FlowMappingFirst, true, true),
            TokenKind::BlockSequenceStart if place != Place::Flow => (State::BlockSequenceFirst, false, false),
            TokenKind::BlockMappingStart if place != Place::Flow => (State::BlockMappingFirst, true, false),
            TokenKind::Scalar(style) => {
                let text = self.scanner.take().map(|token| token.text).unwrap_or_default();
                let plain = match properties.tag.as_deref() {
                    None => style == Style::Plain,
                    Some(tag) => tag == "!",
                };
                self.state = self.pop_state();
                return Ok(event(Content::Scalar { properties, text, style, plain }, start, end));
            }
            _ if has_properties => {
                let plain = properties.tag.is_none();
                self.state = self.pop_state();
                let (text, style) = (Cow::Borrowed(""), Style::Plain);
                return Ok(event(Content::Scalar { properties, text, style, plain }, start, end));
            }
            _ => return error("did not find expected node content", content_start, Some(start)),
        };
        self.state = state;
        Ok(event(Content::Start { properties, is_mapping, has_brackets }, start, end))
    }

    /// The full tag; `None` if the handle is not declared.
    fn expand(&self, handle: &str, suffix: &str) -> Option<String> {
        if handle.is_empty() {
            return Some(suffix.to_owned());
        }
        let (_, prefix) = self.handles.iter().find(|(known, _)| known == handle)?;
        Some(format!("{prefix}{suffix}")).filter(|tag| !tag.is_empty())
    }

    fn block_sequence(&mut self) -> Result<Event<'a>> {
        let (kind, start, end) = self.scanner.peek()?;
        match kind {
            TokenKind::BlockEntry => {
                self.scanner.take();
                match self.scanner.peek()?.0 {
                    TokenKind::BlockEntry | TokenKind::BlockEnd => Ok(self.empty_node(State::BlockSequence, end)),
                    _ => self.node_then(State::BlockSequence, Place::Block),
                }
            }
            TokenKind::BlockEnd => Ok(self.close(start, end)),
            _ => error("did not find expected '-' indicator", start, self.marks.pop()),
        }
    }

    fn indentless_sequence(&mut self) -> Result<Event<'a>> {
        let (kind, start, end) = self.scanner.peek()?;
        if kind != TokenKind::BlockEntry {
            self.state = self.pop_state();
            return Ok(event(Content::CollectionEnd, start, start));
        }
        self.scanner.take();
        match self.scanner.peek()?.0 {
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                Ok(self.empty_node(State::IndentlessSequence, end))
            }
            _ => self.node_then(State::IndentlessSequence, Place::Block),
        }
    }

    fn block_mapping_key(&mut self) -> Result<Event<'a>> {
        let (kind, start, end) = self.scanner.peek()?;
        match kind {
            TokenKind::Key => {
                self.scanner.take();
                self.block_mapping_node(State::BlockMappingValue, end)
            }
            TokenKind::BlockEnd => Ok(self.close(start, end)),
            _ => error("did not find expected key", start, self.marks.pop()),
        }
    }

    fn block_mapping_value(&mut self) -> Result<Event<'a>> {
        let (kind, start, end) = self.scanner.peek()?;
        if kind != TokenKind::Value {
            return Ok(self.empty_node(State::BlockMappingKey, start));
        }
        self.scanner.take();
        self.block_mapping_node(State::BlockMappingKey, end)
    }

    /// A key or value of a block mapping, or an empty node at the mark.
    fn block_mapping_node(&mut self, state: State, mark: Mark) -> Result<Event<'a>> {
        match self.scanner.peek()?.0 {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => Ok(self.empty_node(state, mark)),
            _ => self.node_then(state, Place::BlockValue),
        }
    }

    fn flow_sequence(&mut self, is_first: bool) -> Result<Event<'a>> {
        self.flow_entry(is_first, TokenKind::FlowSequenceEnd, "did not find expected ',' or ']'")?;
        let (kind, start, end) = self.scanner.peek()?;
        match kind {
            TokenKind::FlowSequenceEnd => Ok(self.close(start, end)),
            TokenKind::Key => {
                self.scanner.take();
                self.state = State::PairKey;
                let properties = Properties::default();
                Ok(event(Content::Start { properties, is_mapping: true, has_brackets: false }, start, end))
            }
            _ => self.node_then(State::FlowSequence, Place::Flow),
        }
    }

    /// Consumes the comma before every entry except the first.
    fn flow_entry(&mut self, is_first: bool, closing: TokenKind, problem: &'static str) -> Result<()> {
        let (kind, mark, _) = self.scanner.peek()?;
        if is_first || kind == closing {
            return Ok(());
        }
        if kind != TokenKind::FlowEntry {
            return error(problem, mark, self.marks.pop());
        }
        self.scanner.take();
        Ok(())
    }

    fn pair_key(&mut self) -> Result<Event<'a>> {
        let (kind, _, end) = self.scanner.peek()?;
        if !matches!(kind, TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd) {
            return self.node_then(State::PairValue, Place::Flow);
        }
        // go-yaml consumes the token even where it is needed again.
        self.scanner.take();
        Ok(self.empty_node(State::PairValue, end))
    }

    /// The value of a pair in brackets, which may be missing.
    fn flow_value(&mut self, then: State, closing: TokenKind) -> Result<Event<'a>> {
        let (kind, mut mark, _) = self.scanner.peek()?;
        if kind == TokenKind::Value {
            self.scanner.take();
            let (kind, start, _) = self.scanner.peek()?;
            if kind != TokenKind::FlowEntry && kind != closing {
                return self.node_then(then, Place::Flow);
            }
            mark = start;
        }
        Ok(self.empty_node(then, mark))
    }

    fn flow_mapping_key(&mut self, is_first: bool) -> Result<Event<'a>> {
        self.flow_entry(is_first, TokenKind::FlowMappingEnd, "did not find expected ',' or '}'")?;
        let (kind, start, end) = self.scanner.peek()?;
        match kind {
            TokenKind::FlowMappingEnd => Ok(self.close(start, end)),
            TokenKind::Key => {
                self.scanner.take();
                let (kind, mark, _) = self.scanner.peek()?;
                match kind {
                    TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd => {
                        Ok(self.empty_node(State::FlowMappingValue, mark))
                    }
                    _ => self.node_then(State::FlowMappingValue, Place::Flow),
                }
            }
            _ => self.node_then(State::FlowMappingNoValue, Place::Flow),
        }
    }

    /// Consumes the token that opens a collection.
    fn open(&mut self) -> Result<()> {
        let (_, start, _) = self.scanner.peek()?;
        self.marks.push(start);
        self.scanner.take();
        Ok(())
    }

    /// Consumes the token that closes a collection.
    fn close(&mut self, start: Mark, end: Mark) -> Event<'a> {
        self.scanner.take();
        self.marks.pop();
        self.state = self.pop_state();
        event(Content::CollectionEnd, start, end)
    }

    fn node_then(&mut self, state: State, place: Place) -> Result<Event<'a>> {
        self.states.push(state);
        self.node(place)
    }

    /// An empty node in place of a missing one.
    fn empty_node(&mut self, then: State, mark: Mark) -> Event<'a> {
        self.state = then;
        let (properties, text) = (Properties::default(), Cow::Borrowed(""));
        event(Content::Scalar { properties, text, style: Style::Plain, plain: true }, mark, mark)
    }

    fn pop_state(&mut self) -> State {
        self.states.pop().unwrap_or(State::DocumentEnd)
    }
}

/// Whether a token starts the content of a node after its properties.
fn starts_node_content(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Scalar(_) | TokenKind::FlowSequenceStart | TokenKind::FlowMappingStart)
}

fn event(content: Content<'_>, start: Mark, end: Mark) -> Event<'_> {
    Event { content, start, end }
}

fn error<T>(problem: &'static str, mark: Mark, context: Option<Mark>) -> Result<T> {
    Err(SyntaxError { problem, mark, context, is_lexical: false })
}
