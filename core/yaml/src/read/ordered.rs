//! YAML that is read with its order kept and written again: the operator's additional scrape configs.

use std::borrow::Cow;

use super::error::ReadError;
use super::graph::{Graph, Kind, parse};
use super::limits::{Expansion, MAX_DEPTH};
use super::resolve::{Scalar, resolve, short_tag};
use super::syntax::LastLine;
use crate::value::Span;

/// A value as go-yaml reads it into an ordered map (`yaml.MapSlice`).
#[derive(Clone, Debug, PartialEq)]
pub enum Node<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer beyond [`i64::MAX`].
    Uint(u64),
    /// A number with a fraction or an exponent, infinity, or NaN.
    Float(f64),
    /// A string; dates and times are strings too.
    String(Cow<'a, str>),
    /// A string that is not UTF-8, from `!!binary`.
    Bytes(Vec<u8>),
    /// A list.
    List(Vec<Node<'a>>),
    /// Keys and values in source order. Keys may be of any type and may repeat.
    Map(Vec<(Node<'a>, Node<'a>)>),
}

/// A list of ordered maps, as their keys and values.
pub type MapSlices<'a> = Vec<Vec<(Node<'a>, Node<'a>)>>;

/// Reads a list of maps as the operator reads additional scrape configs.
///
/// Ported from gopkg.in/yaml.v2 2.4.0 `decode.go`: `Unmarshal` into `[]yaml.MapSlice`. Mappings merged with `<<` are checked,
/// then dropped. An item that is a list holds the map's pairs, each with the fields `key` and `value`.
///
/// # Errors
/// Invalid YAML, an alias without an anchor, a text that does not match its tag, or a text that is not a list of maps.
pub fn read_map_slices(text: &[u8]) -> Result<MapSlices<'_>, ReadError> {
    let text = std::str::from_utf8(text).map_err(|error| {
        let start = error.valid_up_to() as u32;
        let message = match error.error_len() {
            Some(_) => "yaml: invalid leading UTF-8 octet",
            None => "yaml: incomplete UTF-8 octet sequence",
        };
        ReadError::new(message, Span { start, end: start + 1 })
    })?;
    let mut decoder = Decoder {
        graph: parse(text, 0, LastLine::AsWritten)?,
        expansion: Expansion::default(),
        type_errors: Vec::new(),
        place: None,
    };
    if decoder.graph.get(0).is_none() {
        return Ok(Vec::new());
    }
    let items = decoder.items(0, 0, "[]yaml.MapSlice", Decoder::map_slice)?;
    match decoder.place {
        None => Ok(items),
        Some(span) => {
            Err(ReadError::new(format!("yaml: unmarshal errors:\n  {}", decoder.type_errors.join("\n  ")), span))
        }
    }
}

struct Decoder<'a> {
    graph: Graph<'a>,
    expansion: Expansion,
    /// The type errors; decoding continues after them.
    type_errors: Vec<String>,
    /// The span of the first type error.
    place: Option<Span>,
}

impl<'a> Decoder<'a> {
    /// Follows aliases and decodes a vertex with the decoder for its kind.
    fn visit<T>(
        &mut self,
        index: usize,
        depth: usize,
        decode: impl FnOnce(&mut Self, usize, usize) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let span = self.graph.get(index).map_or_else(Span::default, |vertex| vertex.span);
        self.expansion.visit(span)?;
        if depth > MAX_DEPTH {
            return Err(ReadError::new(format!("yaml: exceeded max depth of {MAX_DEPTH}"), span));
        }
        let Some(Kind::Alias { name, target }) = self.graph.get(index).map(|vertex| &vertex.kind) else {
            return decode(self, index, depth);
        };
        let target = *target;
        self.expansion.enter(index, name, span)?;
        self.expansion.visit(span)?;
        let value = decode(self, target, depth)?;
        self.expansion.leave();
        Ok(value)
    }

    fn node(&mut self, index: usize, depth: usize) -> Result<Node<'a>, ReadError> {
        self.visit(index, depth, |this, index, depth| match this.graph.get(index).map(|vertex| &vertex.kind) {
            Some(Kind::Sequence) => {
                let mut items = Vec::new();
                let mut children = this.graph.children(index);
                while let Some(child) = children.next_of(&this.graph) {
                    items.push(this.node(child, depth + 1)?);
                }
                Ok(Node::List(items))
            }
            Some(Kind::Mapping) => this.pairs(index, depth).map(Node::Map),
            _ => this.scalar(index).map(|scalar| match scalar {
                Scalar::Null => Node::Null,
                Scalar::Bool(value) => Node::Bool(value),
                Scalar::Int(number) => Node::Int(number),
                Scalar::Uint(number) => Node::Uint(number),
                Scalar::Float(number) => Node::Float(number),
                Scalar::String(text) | Scalar::Timestamp(text) => Node::String(text),
                Scalar::Bytes(bytes) => Node::Bytes(bytes),
            }),
        })
    }

    fn scalar(&mut self, index: usize) -> Result<Scalar<'a>, ReadError> {
        let text = self.graph.take_text(index);
        let Some(vertex) = self.graph.get(index) else { return Ok(Scalar::Null) };
        self.expansion.read(&text, vertex.span)?;
        let plain = matches!(vertex.kind, Kind::Scalar { plain: true, .. });
        resolve(vertex.tag.as_deref(), text, plain).map_err(|message| ReadError::new(message, vertex.span))
    }

    /// The pairs of a mapping.
    fn pairs(&mut self, index: usize, depth: usize) -> Result<Vec<(Node<'a>, Node<'a>)>, ReadError> {
        let mut pairs = Vec::new();
        let mut children = self.graph.children(index);
        while let (Some(key), Some(value)) = (children.next_of(&self.graph), children.next_of(&self.graph)) {
            if self.graph.is_merge(key) {
                for source in self.graph.merged(value)? {
                    self.visit(source, depth + 1, Self::pairs)?;
                }
            } else {
                pairs.push((self.node(key, depth + 1)?, self.node(value, depth + 1)?));
            }
        }
        Ok(pairs)
    }

    /// The items of a sequence; none if the vertex is `null` or not a sequence.
    fn items<T>(
        &mut self,
        index: usize,
        depth: usize,
        into: &str,
        decode: fn(&mut Self, usize, usize) -> Result<Option<T>, ReadError>,
    ) -> Result<Vec<T>, ReadError> {
        let mut items = Vec::new();
        match self.graph.get(index).map(|vertex| &vertex.kind) {
            Some(Kind::Sequence) => {
                let mut children = self.graph.children(index);
                while let Some(child) = children.next_of(&self.graph) {
                    items.extend(self.visit(child, depth + 1, decode)?);
                }
            }
            _ => _ = self.null(index, into)?,
        }
        Ok(items)
    }

    /// Whether a vertex is `null`; anything else is a type error.
    fn null(&mut self, index: usize, into: &str) -> Result<Option<()>, ReadError> {
        let text = match self.graph.get(index).map(|vertex| &vertex.kind) {
            Some(Kind::Scalar { text, .. }) => text.to_string(),
            _ => String::new(),
        };
        let tag = match self.graph.get(index).map(|vertex| &vertex.kind) {
            Some(Kind::Sequence) => "!!seq",
            Some(Kind::Mapping) => "!!map",
            _ => match self.scalar(index)? {
                Scalar::Null => return Ok(Some(())),
                scalar => scalar.tag(),
            },
        };
        let Some(vertex) = self.graph.get(index) else { return Ok(None) };
        let tag = vertex.tag.as_deref().map_or(Cow::Borrowed(tag), short_tag);
        let excerpt = match text.as_bytes().get(..7) {
            _ if matches!(&*tag, "!!seq" | "!!map") => String::new(),
            Some(start) if text.len() > 10 => format!(" `{}...`", String::from_utf8_lossy(start)),
            _ => format!(" `{text}`"),
        };
        self.type_errors.push(format!("line {}: cannot unmarshal {tag}{excerpt} into {into}", vertex.line));
        self.place.get_or_insert(vertex.span);
        Ok(None)
    }

    /// One item of the list: a map.
    fn map_slice(&mut self, index: usize, depth: usize) -> Result<Option<Vec<(Node<'a>, Node<'a>)>>, ReadError> {
        match self.graph.get(index).map(|vertex| &vertex.kind) {
            Some(Kind::Mapping) => self.pairs(index, depth).map(Some),
            Some(Kind::Sequence) => self.items(index, depth, "yaml.MapItem", Self::map_item).map(Some),
            _ => Ok(self.null(index, "yaml.MapSlice")?.map(|()| Vec::new())),
        }
    }

    /// One pair of a map that is written as a list of pairs (`yaml.MapItem`).
    fn map_item(&mut self, index: usize, depth: usize) -> Result<Option<(Node<'a>, Node<'a>)>, ReadError> {
        let mut pair = (Node::Null, Node::Null);
        if !matches!(self.graph.get(index).map(|vertex| &vertex.kind), Some(Kind::Mapping)) {
            return Ok(self.null(index, "yaml.MapItem")?.map(|()| pair));
        }
        for (name, value) in self.pairs(index, depth)? {
            match name {
                Node::String(name) if name == "key" => pair.0 = value,
                Node::String(name) if name == "value" => pair.1 = value,
                _ => {}
            }
        }
        Ok(Some(pair))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn string(text: &str) -> Node<'_> {
        Node::String(Cow::Borrowed(text))
    }

    #[test]
    fn pairs_keep_their_order_and_duplicates() {
        let items = read_map_slices(
            b"- b: 1\n  a: {x: y}\n  b: 18446744073709551615\n  <<: {z: 1}\n- ~\n- [{key: k, value: 1.5}]",
        );
        let nested = Node::Map(vec![(string("x"), Node::Bool(true))]);
        assert_eq!(
            items.unwrap(),
            [
                vec![(string("b"), Node::Int(1)), (string("a"), nested), (string("b"), Node::Uint(u64::MAX))],
                vec![],
                vec![(string("k"), Node::Float(1.5))],
            ]
        );
        assert!(read_map_slices(b"").unwrap().is_empty());
        assert!(read_map_slices(b"null").unwrap().is_empty());
    }

    #[test]
    fn a_last_block_scalar_may_lack_its_line_break() {
        for (text, value) in [
            ("- a: |\n   x", "x"),
            ("- a: |\n   x\n", "x\n"),
            ("- a: |+\n   x\n\n", "x\n\n"),
            ("- a: |+\n   x\n   ", "x\n"),
            ("- a: >-\n   x\n   y", "x y"),
            ("- a: |", ""),
        ] {
            assert_eq!(read_map_slices(text.as_bytes()).unwrap(), [[(string("a"), string(value))]], "{text:?}");
        }
    }

    #[test]
    fn other_types_than_lists_of_maps_are_rejected() {
        for (text, message) in [
            ("a: 1", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!map into []yaml.MapSlice"),
            (
                "\nhello world",
                "yaml: unmarshal errors:\n  line 2: cannot unmarshal !!str `hello w...` into []yaml.MapSlice",
            ),
            (
                "- 1\n- !x y\n- [z]\n",
                "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!int `1` into yaml.MapSlice\n  \
                    line 2: cannot unmarshal !x `y` into yaml.MapSlice\n  \
                    line 3: cannot unmarshal !!str `z` into yaml.MapItem",
            ),
            ("- a: {<<: 1}", "yaml: map merge requires map or sequence of maps as the value"),
            ("- &a {a: *a}", "yaml: anchor 'a' value contains itself"),
        ] {
            assert_eq!(read_map_slices(text.as_bytes()).unwrap_err().message, message, "{text:?}");
        }
        assert!(read_map_slices(b"- a: \xff").is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_panic(text in any::<Vec<u8>>()) {
            let _ = read_map_slices(&text);
        }
    }
}
