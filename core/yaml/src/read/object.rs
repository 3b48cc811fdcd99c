//! Objects under construction: their field names must be unique.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::value::{Entry, Object};

/// The number of fields from which names are looked up in an index.
const INDEXED: usize = 16;

/// The names of an object's fields, to find duplicates. The fields are collected at the end of a list.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// The index of the object's first field in the list.
    first: usize,
    /// The positions of the fields in the object; empty while there are few.
    index: BTreeMap<Cow<'a, str>, usize>,
}

#[allow(clippy::ptr_arg, reason = "an index keeps the names, borrowed where they can be")]
impl<'a> Names<'a> {
    /// The names of an object whose fields will be appended to these.
    pub(super) fn after(entries: &[Entry<'a>]) -> Self {
        Self { first: entries.len(), index: BTreeMap::new() }
    }

    /// The index in the list of the field with this name. If there is none, the caller must append the field to the list.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "the build profile of the modules inlines nothing else, and this is called for every field"
    )]
    pub(super) fn find(&mut self, entries: &[Entry<'a>], key: &Cow<'a, str>) -> Option<usize> {
        let fields = entries.get(self.first..).unwrap_or_default();
        let position = if fields.len() < INDEXED {
            fields.iter().position(|known| known.key == *key)
        } else {
            self.look_up(fields, key)
        };
        position.map(|position| self.first + position)
    }

    /// The position of a field in a large object. A new name is recorded at the end.
    fn look_up(&mut self, fields: &[Entry<'a>], key: &Cow<'a, str>) -> Option<usize> {
        if self.index.is_empty() {
            for (at, known) in fields.iter().enumerate() {
                self.index.insert(known.key.clone(), at);
            }
        }
        let known = self.index.get(key).copied();
        if known.is_none() {
            self.index.insert(key.clone(), fields.len());
        }
        known
    }

    /// Removes the object's fields from the end of the list and returns the object.
    pub(super) fn finish(self, entries: &mut Vec<Entry<'a>>) -> Object<'a> {
        Object { entries: entries.split_off(self.first) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::value::{Data, Span, Value};

    #[test]
    fn names_are_found_in_objects_of_any_size() {
        let entry = |key: usize, value: i64| Entry {
            key: Cow::Owned(format!("k{key}")),
            key_span: Span { start: value as u32, end: value as u32 },
            value: Value::new(Data::Int(value)),
        };
        for size in [1, INDEXED - 1, INDEXED, INDEXED + 1, 100] {
            let mut entries = vec![entry(0, 2)];
            let mut names = Names::after(&entries);
            for key in 0..size {
                let field = entry(key, 0);
                assert_eq!(names.find(&entries, &field.key), None);
                entries.push(field);
            }
            for key in (0..size).rev() {
                assert_eq!(names.find(&entries, &entry(key, 1).key), Some(key + 1));
            }
            assert_eq!(names.finish(&mut entries).entries.len(), size);
            assert_eq!(entries.len(), 1);
        }
    }
}
