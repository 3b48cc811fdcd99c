//! The representation graph of a YAML document: scalars, sequences and mappings, with anchors and aliases unresolved.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::error::ReadError;
use super::limits::{MAX_DEPTH, check_size};
use super::syntax::{Content, Event, LastLine, Mark, Parser, Properties, Style, SyntaxError};
use crate::value::Span;

/// A document as its vertices in source order. The content of a collection follows it.
#[derive(Debug, Default)]
pub(super) struct Graph<'a> {
    vertices: Vec<Vertex<'a>>,
    /// Whether a vertex may be read more than once.
    has_aliases: bool,
}

/// A node of the graph.
#[derive(Debug)]
pub(super) struct Vertex<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) tag: Option<String>,
    /// The span in the whole text, including tag and anchor.
    pub(super) span: Span,
    /// The line of its start, counted from 1 in the document.
    pub(super) line: u32,
    /// The index of the first vertex after this one and its content.
    end: usize,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    /// A scalar. `plain` means that its tag does not set its type.
    Scalar {
        text: Cow<'a, str>,
        plain: bool,
    },
    Sequence,
    /// A mapping: its keys and values alternate.
    Mapping,
    /// A reference to the vertex with this index.
    Alias {
        name: Cow<'a, str>,
        target: usize,
    },
}

impl<'a> Graph<'a> {
    /// The vertex at an index. The root is at index 0; an empty stream has no vertex.
    pub(super) fn get(&self, index: usize) -> Option<&Vertex<'a>> {
        self.vertices.get(index)
    }

    /// The children of a collection, to be iterated with [`Children::next_of`].
    pub(super) fn children(&self, index: usize) -> Children {
        Children { next: index + 1, end: self.get(index).map_or(0, |vertex| vertex.end) }
    }

    /// The text of a scalar, moved out of the graph if it cannot be read again.
    pub(super) fn take_text(&mut self, index: usize) -> Cow<'a, str> {
        match self.vertices.get_mut(index).map(|vertex| &mut vertex.kind) {
            Some(Kind::Scalar { text, .. }) if self.has_aliases => text.clone(),
            Some(Kind::Scalar { text, .. }) => std::mem::take(text),
            _ => Cow::Borrowed(""),
        }
    }

    /// Whether a vertex is a merge key (`<<`).
    ///
    /// Ported from gopkg.in/yaml.v2 `decode.go` (`isMerge`).
    pub(super) fn is_merge(&self, index: usize) -> bool {
        self.get(index).is_some_and(|vertex| {
            matches!(&vertex.kind, Kind::Scalar { text, plain }
                if text == "<<" && (*plain || vertex.tag.as_deref() == Some("tag:yaml.org,2002:merge")))
        })
    }

    /// The mappings (or aliases of mappings) that a merge copies fields from, in order of increasing precedence.
    ///
    /// Ported from gopkg.in/yaml.v2 `decode.go` (`decoder.merge`).
    pub(super) fn merged(&self, index: usize) -> Result<Vec<usize>, ReadError> {
        let mut sources = vec![index];
        if let Some(Vertex { kind: Kind::Sequence, .. }) = self.get(index) {
            sources.clear();
            let mut children = self.children(index);
            while let Some(child) = children.next_of(self) {
                sources.push(child);
            }
            sources.reverse();
        }
        for &source in &sources {
            let target = match self.get(source).map(|vertex| &vertex.kind) {
                Some(Kind::Alias { target, .. }) => *target,
                _ => source,
            };
            if !self.get(target).is_some_and(|vertex| matches!(vertex.kind, Kind::Mapping)) {
                let span = self.get(source).map_or_else(Span::default, |vertex| vertex.span);
                return Err(ReadError::new("yaml: map merge requires map or sequence of maps as the value", span));
            }
        }
        Ok(sources)
    }
}

/// A position among the children of a collection.
pub(super) struct Children {
    next: usize,
    end: usize,
}

impl Children {
    /// The number of remaining children.
    pub(super) fn count(&self, graph: &Graph<'_>) -> usize {
        let mut children = Self { ..*self };
        std::iter::from_fn(|| children.next_of(graph)).count()
    }

    /// The index of the next child.
    pub(super) fn next_of(&mut self, graph: &Graph<'_>) -> Option<usize> {
        let index = self.next;
        self.next = graph.get(index).filter(|_| index < self.end)?.end;
        Some(index)
    }
}

/// Parses the first document of a text.
///
/// `at` is the offset of the text in the whole text. Ported from gopkg.in/yaml.v2 `decode.go` (`parser`).
pub(super) fn parse(text: &str, at: u32, last_line: LastLine) -> Result<Graph<'_>, ReadError> {
    check_size(text, Span { start: at, end: at + text.len() as u32 })?;
    let (text, at) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, at + 3),
        None => (text, at),
    };
    let mut builder = Builder { text, at, graph: Graph::default(), anchors: BTreeMap::new(), open: Vec::new() };
    builder.check_characters()?;
    let mut parser = Parser::new(text, last_line);
    loop {
        let event = parser.next().map_err(|error| builder.error(error))?;
        if builder.add(event)? {
            return Ok(builder.graph);
        }
    }
}

/// Builds the graph from events.
struct Builder<'a> {
    text: &'a str,
    at: u32,
    graph: Graph<'a>,
    anchors: BTreeMap<Cow<'a, str>, usize>,
    /// The open collections, with whether they are in flow style.
    open: Vec<(usize, bool)>,
}

impl<'a> Builder<'a> {
    /// Rejects characters that are not valid in YAML. go-yaml finds them only when it reads them, and gives no line.
    fn check_characters(&self) -> Result<(), ReadError> {
        let Some((offset, character)) = self.text.char_indices().find(|&(_, character)| !is_allowed(character)) else {
            return Ok(());
        };
        let start = self.at + offset as u32;
        let span = Span { start, end: start + character.len_utf8() as u32 };
        Err(ReadError::new("yaml: control characters are not allowed", span))
    }

    /// Adds an event. Returns whether the document is complete.
    fn add(&mut self, event: Event<'a>) -> Result<bool, ReadError> {
        let Event { content, start, end } = event;
        let mut span = Span { start: self.offset(start), end: self.offset(end) };
        match content {
            Content::DocumentStart => {}
            Content::End => return Ok(true),
            Content::Alias(name) => {
                let Some(&target) = self.anchors.get(&name) else {
                    return Err(ReadError::new(format!("yaml: unknown anchor '{name}' referenced"), span));
                };
                self.graph.has_aliases = true;
                self.push(Kind::Alias { name, target }, Properties::default(), span, start);
            }
            Content::Scalar { properties, text, style, plain } => {
                if style == Style::Block {
                    let source = self.text.get(start.at..end.at.min(self.text.len())).unwrap_or_default();
                    span.end = span.start + source.trim_end_matches([' ', '\t', '\r', '\n']).len() as u32;
                }
                self.push(Kind::Scalar { text, plain }, properties, span, start);
            }
            Content::Start { properties, is_mapping, has_brackets } => {
                if self.open.len() == MAX_DEPTH {
                    return Err(ReadError::new(format!("yaml: exceeded max depth of {MAX_DEPTH}"), span));
                }
                let kind = if is_mapping { Kind::Mapping } else { Kind::Sequence };
                let index = self.push(kind, properties, span, start);
                self.open.push((index, has_brackets));
            }
            Content::CollectionEnd => self.close(span),
        }
        Ok(false)
    }

    fn push(&mut self, kind: Kind<'a>, properties: Properties<'a>, span: Span, start: Mark) -> usize {
        let index = self.graph.vertices.len();
        if let Some(anchor) = properties.anchor {
            self.anchors.insert(anchor, index);
        }
        let (tag, line) = (properties.tag, start.line + 1);
        self.graph.vertices.push(Vertex { kind, tag, span, line, end: index + 1 });
        self.widen_parent(span);
        index
    }

    fn close(&mut self, end: Span) {
        let Some((index, has_brackets)) = self.open.pop() else { return };
        let next = self.graph.vertices.len();
        if let Some(vertex) = self.graph.vertices.get_mut(index) {
            vertex.end = next;
            if has_brackets {
                vertex.span.end = end.end;
            }
            let span = vertex.span;
            self.widen_parent(span);
        }
    }

    /// Extends the innermost collection to the end of its content.
    fn widen_parent(&mut self, span: Span) {
        if let Some(&(parent, _)) = self.open.last()
            && let Some(parent) = self.graph.vertices.get_mut(parent)
        {
            parent.span.end = parent.span.end.max(span.end);
        }
    }

    /// The offset of a mark in the whole text.
    fn offset(&self, mark: Mark) -> u32 {
        self.at + mark.at.min(self.text.len()) as u32
    }

    /// The error as go-yaml words it.
    ///
    /// Ported from gopkg.in/yaml.v2 `decode.go` (`parser.fail`), which ignores that the parser counts lines from 0.
    fn error(&self, error: SyntaxError) -> ReadError {
        let line = match error.mark.line {
            0 => error.context.map_or(0, |context| context.line),
            line => line + u32::from(error.is_lexical),
        };
        let place = self.offset(error.mark);
        let message = match line {
            0 => format!("yaml: {}", error.problem),
            _ => format!("yaml: line {line}: {}", error.problem),
        };
        ReadError::new(message, Span { start: place, end: place })
    }
}

/// Whether a character is valid in a YAML text.
fn is_allowed(character: char) -> bool {
    matches!(character,
        ' '..='~' | '\t' | '\n' | '\r' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
