//! The path to a field of an object: kept on the stack while walking, and written out only when there is something to report.

use std::fmt;

use promwright_yaml::{Data, Span, Value};
use serde::{Serialize, Serializer};

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// A field of an object, or a key of a map.
    Key(String),
    /// An item of a list, counted from 0.
    Index(usize),
}

impl Segment {
    /// The name of the field or key; `None` for an item of a list.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

/// The path of a field from its object down. Displays as `spec.relabelings[0].regex`; keys that would be ambiguous stand in
/// brackets: `metadata.labels[app.kubernetes.io/name]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The path of nested fields.
    pub fn of(keys: &[&str]) -> Self {
        Self(keys.iter().map(|key| Segment::Key((*key).to_owned())).collect())
    }

    /// The steps, from the object down.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Whether it is the object itself.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The path of a field below this one.
    #[must_use]
    pub fn field(mut self, key: &str) -> Self {
        self.0.push(Segment::Key(key.to_owned()));
        self
    }

    /// The path of an item of the list at this path.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// Whether it leads to a part of what the other one leads to.
    pub fn is_below(&self, other: &Self) -> bool {
        self.0.len() > other.0.len() && self.0.starts_with(&other.0)
    }
}

impl From<Vec<Segment>> for Path {
    fn from(segments: Vec<Segment>) -> Self {
        Self(segments)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if key.contains(['.', '[', '/']) => write!(f, "[{key}]")?,
                Segment::Key(key) if index == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// As it displays.
impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The value at a path.
pub fn value_at<'v, 'a>(value: &'v Value<'a>, path: &[Segment]) -> Option<&'v Value<'a>> {
    path.iter().try_fold(value, |value, step| match step {
        Segment::Key(key) => value.get(key),
        Segment::Index(index) => value.as_list()?.get(*index),
    })
}

/// Where the value at a path was written: a list or an object by its key, anything else by itself. Where the path leads nowhere, the
/// nearest value around it. `None` where nothing of it was written.
pub fn span_at(value: &Value<'_>, path: &[Segment]) -> Option<Span> {
    let written = |span: Span| (span != Span::default()).then_some(span);
    let mut value = value;
    let mut found = written(value.span);
    for step in path {
        let next = match (step, &value.data) {
            (Segment::Key(key), Data::Object(object)) => {
                object.entries.iter().find(|entry| entry.key == *key).map(|entry| (&entry.value, entry.key_span))
            }
            (Segment::Index(index), Data::List(items)) => items.get(*index).map(|item| (item, item.span)),
            _ => None,
        };
        let Some((next, key_span)) = next else { break };
        value = next;
        let (own, key) = (written(value.span), written(key_span));
        let is_block = matches!(value.data, Data::Object(_) | Data::List(_));
        found = if is_block { key.or(own) } else { own.or(key) }.or(found);
    }
    found
}

/// A path while walking: a step, and the path of the parent, which is on the stack. As `field.Path` of k8s.io/apimachinery is.
#[derive(Clone, Copy, Debug)]
pub struct FieldPath<'p> {
    parent: Option<&'p FieldPath<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    Root,
    /// A field that the schema names.
    Field(&'p str),
    /// A key of a map.
    Key(&'p str),
    Index(usize),
}

impl FieldPath<'_> {
    /// The object itself.
    pub const ROOT: FieldPath<'static> = FieldPath { parent: None, step: Step::Root };
}

impl<'p> FieldPath<'p> {
    /// The path of a field that the schema names.
    #[must_use]
    pub fn field(&'p self, name: &'p str) -> FieldPath<'p> {
        FieldPath { parent: Some(self), step: Step::Field(name) }
    }

    /// The path of a value of a map.
    #[must_use]
    pub fn key(&'p self, key: &'p str) -> FieldPath<'p> {
        FieldPath { parent: Some(self), step: Step::Key(key) }
    }

    /// The path of an item of a list.
    #[must_use]
    pub fn index(&'p self, index: usize) -> FieldPath<'p> {
        FieldPath { parent: Some(self), step: Step::Index(index) }
    }

    /// Whether this is the object itself.
    pub fn is_root(&self) -> bool {
        self.parent.is_none()
    }

    /// As kube-openapi and the pruning of unknown fields write it: `spec.params.collect[0]`.
    pub fn dotted(&self) -> String {
        let mut text = String::new();
        for step in self.steps() {
            match step {
                Step::Root => {}
                Step::Field(name) | Step::Key(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(name);
                }
                Step::Index(index) => write_bracketed(&mut text, index),
            }
        }
        text
    }

    /// As k8s.io/apimachinery's `field.Path` writes it, which distinguishes keys of maps from fields: `spec.params[collect][0]`.
    pub fn bracketed(&self) -> String {
        let mut text = String::new();
        for step in self.steps() {
            match step {
                Step::Root => {}
                Step::Field(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(name);
                }
                Step::Key(key) => write_bracketed(&mut text, key),
                Step::Index(index) => write_bracketed(&mut text, index),
            }
        }
        text
    }

    /// The path, to be kept.
    pub fn to_path(&self) -> Path {
        let segment = |step| match step {
            Step::Root => None,
            Step::Field(name) | Step::Key(name) => Some(Segment::Key(name.to_owned())),
            Step::Index(index) => Some(Segment::Index(index)),
        };
        Path(self.steps().into_iter().filter_map(segment).collect())
    }

    fn steps(&self) -> Vec<Step<'p>> {
        let mut steps: Vec<_> =
            std::iter::successors(Some(*self), |path| path.parent.copied()).map(|path| path.step).collect();
        steps.reverse();
        steps
    }
}

fn write_bracketed(text: &mut String, step: impl fmt::Display) {
    use fmt::Write;
    // Writing to a string does not fail.
    let _ = write!(text, "[{step}]");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_ways_to_write_a_path() {
        let spec = FieldPath::ROOT.field("spec");
        let params = spec.field("params");
        let key = params.key("a.b");
        let item = key.index(1);
        assert_eq!(item.dotted(), "spec.params.a.b[1]");
        assert_eq!(item.bracketed(), "spec.params[a.b][1]");
        assert_eq!(item.to_path().to_string(), "spec.params[a.b][1]");
        assert_eq!(item.to_path(), Path::of(&["spec", "params", "a.b"]).index(1));
        assert_eq!(spec.field("c").to_path().to_string(), "spec.c");
        assert_eq!(FieldPath::ROOT.dotted(), "");
    }

    #[test]
    fn a_path_that_leads_nowhere_has_the_place_of_what_is_around_it() {
        let text = r#"{"a": {"b": [1, {"c": "x"}]}}"#;
        let value = promwright_yaml::read_json(text).unwrap_or_default();
        let at = |path: Path| {
            span_at(&value, path.segments()).and_then(|span| text.get(span.start as usize..span.end as usize))
        };
        assert_eq!(at(Path::of(&["a"])), Some("\"a\""));
        assert_eq!(at(Path::of(&["a", "b"]).index(0)), Some("1"));
        assert_eq!(at(Path::of(&["a", "b"]).index(1).field("c")), Some("\"x\""));
        assert_eq!(at(Path::of(&["a", "b"]).index(1).field("d")), Some(r#"{"c": "x"}"#));
        assert_eq!(at(Path::of(&["a", "x", "y"])), Some("\"a\""));
        assert_eq!(span_at(&Value::default(), &[]), None);
    }
}
