//! Where a value stands in an object, kept on the stack while walking and written out only when there is something to say.

use promwright_yaml::Value;

/// One step of the way to a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// A field of an object, or a key of a map.
    Key(String),
    /// An item of a list, counted from 0.
    Index(usize),
}

impl Segment {
    /// The field's or key's name; `None` for an item of a list.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

/// The value at the end of a way.
pub fn value_at<'v, 'a>(value: &'v Value<'a>, way: &[Segment]) -> Option<&'v Value<'a>> {
    way.iter().try_fold(value, |value, step| match step {
        Segment::Key(key) => value.get(key),
        Segment::Index(index) => value.as_list()?.get(*index),
    })
}

/// The way to a value: a step from the way to its parent.
#[derive(Clone, Copy)]
pub struct FieldPath<'p> {
    parent: Option<&'p FieldPath<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
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
    /// The way to a field that the schema names.
    pub fn field(&'p self, name: &'p str) -> FieldPath<'p> {
        FieldPath { parent: Some(self), step: Step::Field(name) }
    }

    /// The way to a value of a map.
    pub fn key(&'p self, key: &'p str) -> FieldPath<'p> {
        FieldPath { parent: Some(self), step: Step::Key(key) }
    }

    /// The way to an item of a list.
    pub fn index(&'p self, index: usize) -> FieldPath<'p> {
        FieldPath { parent: Some(self), step: Step::Index(index) }
    }

    /// Whether this is the way to the object itself.
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

    /// As k8s.io/apimachinery's `field.Path` writes it, which tells keys of maps from fields: `spec.params[collect][0]`.
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

    /// The steps, from the object down.
    pub fn place(&self) -> Vec<Segment> {
        let segment = |step| match step {
            Step::Root => None,
            Step::Field(name) | Step::Key(name) => Some(Segment::Key(name.to_owned())),
            Step::Index(index) => Some(Segment::Index(index)),
        };
        self.steps().into_iter().filter_map(segment).collect()
    }

    fn steps(&self) -> Vec<Step<'p>> {
        let mut steps: Vec<_> =
            std::iter::successors(Some(*self), |path| path.parent.copied()).map(|path| path.step).collect();
        steps.reverse();
        steps
    }
}

fn write_bracketed(text: &mut String, step: impl std::fmt::Display) {
    use std::fmt::Write;
    // Writing to a string does not fail.
    let _ = write!(text, "[{step}]");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_maps_are_told_apart_only_in_brackets() {
        let spec = FieldPath::ROOT.field("spec");
        let params = spec.field("params");
        let key = params.key("a.b");
        let item = key.index(1);
        assert_eq!(item.dotted(), "spec.params.a.b[1]");
        assert_eq!(item.bracketed(), "spec.params[a.b][1]");
        assert_eq!(
            item.place(),
            [
                Segment::Key("spec".to_owned()),
                Segment::Key("params".to_owned()),
                Segment::Key("a.b".to_owned()),
                Segment::Index(1)
            ]
        );
        assert_eq!(FieldPath::ROOT.dotted(), "");
    }
}
