//! The fields of an object, and an object without one of them.

use promwright_finding::{Path, Segment};
use promwright_yaml::{Data, Span, Value};

/// The most fields of one object that are tried: in an object with more, the inner ones of a long list or of a deep block are taken
/// together.
const MOST_NODES: usize = 1500;

/// A field of an object, or an item of a list in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The path to it from the object.
    pub path: Path,
    /// Where it was written, with its name.
    pub span: Span,
    /// Whether it holds nothing that is a node of its own.
    pub is_leaf: bool,
    /// Whether it was written, and not filled in by the API server.
    pub is_written: bool,
}

impl Node {
    /// Whether it is part of another one.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.path.is_below(&other.path)
    }
}

/// Every field below the given ones of an object, the outer ones first.
pub fn nodes(value: &Value<'_>, below: &[&str]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    // Level by level, so that a bound on their number cuts off the inner ones. Each value comes with the index of its node.
    let mut level: Vec<(Option<usize>, Vec<Segment>, &Value<'_>)> = Vec::new();
    for name in below {
        level.extend(value.get(name).map(|value| (None, vec![Segment::Key((*name).to_owned())], value)));
    }
    while !level.is_empty() {
        let mut deeper = Vec::new();
        for (parent, path, value) in level {
            let count = match &value.data {
                Data::Object(object) => object.entries.len(),
                Data::List(items) => items.len(),
                _ => 0,
            };
            if nodes.len() + count > MOST_NODES {
                continue;
            }
            let mut add = |step: Segment, span: Span, value| {
                if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
                    parent.is_leaf = false;
                }
                let path: Vec<_> = path.iter().cloned().chain([step]).collect();
                deeper.push((Some(nodes.len()), path.clone(), value));
                nodes.push(Node { path: path.into(), span, is_leaf: true, is_written: span != Span::default() });
            };
            match &value.data {
                Data::Object(object) => {
                    for entry in &object.entries {
                        let end = entry.value.span.end.max(entry.key_span.end);
                        let span = Span { start: entry.key_span.start, end };
                        add(Segment::Key(entry.key.clone().into_owned()), span, &entry.value);
                    }
                }
                Data::List(items) => {
                    for (index, item) in items.iter().enumerate() {
                        add(Segment::Index(index), item.span, item);
                    }
                }
                _ => {}
            }
        }
        level = deeper;
    }
    nodes
}

/// An object without one of its fields.
pub fn without<'a>(value: &Value<'a>, path: &[Segment]) -> Value<'a> {
    let mut value = value.clone();
    if let Some((last, parents)) = path.split_last()
        && let Some(parent) = parents.iter().try_fold(&mut value, step_into)
    {
        match (&mut parent.data, last) {
            (Data::Object(object), Segment::Key(key)) => object.entries.retain(|entry| entry.key != *key),
            (Data::List(items), Segment::Index(index)) if *index < items.len() => drop(items.remove(*index)),
            _ => {}
        }
    }
    value
}

/// How a value is altered.
#[derive(Clone, Copy, Debug)]
pub(super) enum Alteration {
    /// A text gets a digit at its end.
    End,
    /// A text gets a digit at its beginning, which leaves a duration or a size what it is.
    Start,
}

/// An object with another value in one of its fields.
pub(super) fn altered<'a>(value: &Value<'a>, path: &[Segment], how: Alteration) -> Value<'a> {
    let mut value = value.clone();
    if let Some(field) = path.iter().try_fold(&mut value, step_into) {
        alter(field, how);
    }
    value
}

fn alter(value: &mut Value<'_>, how: Alteration) {
    match &mut value.data {
        Data::Null => {}
        Data::Bool(boolean) => *boolean = !*boolean,
        Data::Int(number) => *number = number.wrapping_add(1),
        Data::Float(number) => *number += 1.0,
        Data::String(text) => match how {
            Alteration::End => text.to_mut().push('1'),
            Alteration::Start => text.to_mut().insert(0, '1'),
        },
        Data::List(items) => items.iter_mut().for_each(|item| alter(item, how)),
        Data::Object(object) => object.entries.iter_mut().for_each(|entry| alter(&mut entry.value, how)),
    }
}

fn step_into<'v, 'a>(value: &'v mut Value<'a>, step: &Segment) -> Option<&'v mut Value<'a>> {
    match (&mut value.data, step) {
        (Data::Object(object), Segment::Key(key)) => object.get_mut(key),
        (Data::List(items), Segment::Index(index)) => items.get_mut(*index),
        _ => None,
    }
}
