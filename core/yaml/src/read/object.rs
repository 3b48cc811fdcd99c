//! Objects while they are read: their names are unique.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::value::{Entry, Object};

/// From this many fields on, names are looked up in an index.
const INDEXED: usize = 16;

/// Keeps the names of an object's fields unique, which are collected at the end of a list.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// Where the object's fields begin in the list.
    first: usize,
    /// The positions of the fields in the object, where there are many.
    index: BTreeMap<Cow<'a, str>, usize>,
}

#[allow(clippy::ptr_arg, reason = "an index keeps the names, borrowed where they can be")]
impl<'a> Names<'a> {
    /// The names of an object whose fields will be put behind these.
    pub(super) fn behind(entries: &[Entry<'a>]) -> Self {
        Self { first: entries.len(), index: BTreeMap::new() }
    }

    /// The position in the list of the field of that name. Where there is none, it has to be put at the list's end.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "the profile of the modules inlines nothing else, and this is called for every field"
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

    /// The position of a field among many; of one that is not there, it keeps in mind that it will be the last one.
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

    /// The object, taken from the end of the list.
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
            let mut names = Names::behind(&entries);
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
