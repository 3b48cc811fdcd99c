//! Objects while they are read: the last of several equal keys counts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::value::{Entry, Object, Span, is_same};

/// From this many fields on, names are looked up in an index.
const INDEXED: usize = 16;

/// Collects the fields of an object and keeps their names unique.
#[derive(Debug, Default)]
pub(super) struct ObjectBuilder<'a> {
    entries: Vec<Entry<'a>>,
    index: BTreeMap<Cow<'a, str>, usize>,
}

impl<'a> ObjectBuilder<'a> {
    /// An object with room for so many fields.
    pub(super) fn with_capacity(fields: usize) -> Self {
        Self { entries: Vec::with_capacity(fields), index: BTreeMap::new() }
    }

    /// Sets a field; returns the position of the field and, where it was set before, the place of its name then.
    pub(super) fn insert(&mut self, entry: Entry<'a>) -> (usize, Option<Span>) {
        let position = if self.entries.len() < INDEXED {
            self.entries.iter().position(|known| is_same(&known.key, &entry.key))
        } else {
            if self.index.is_empty() {
                for (at, known) in self.entries.iter().enumerate() {
                    self.index.insert(known.key.clone(), at);
                }
            }
            self.index.get(&entry.key).copied()
        };
        if let Some(position) = position
            && let Some(known) = self.entries.get_mut(position)
        {
            let known = std::mem::replace(known, entry);
            return (position, Some(known.key_span));
        }
        let position = self.entries.len();
        if !self.index.is_empty() {
            self.index.insert(entry.key.clone(), position);
        }
        self.entries.push(entry);
        (position, None)
    }

    /// The name of the field at a position.
    pub(super) fn name(&self, position: usize) -> &str {
        self.entries.get(position).map_or("", |entry| &entry.key)
    }

    /// The object.
    pub(super) fn finish(self) -> Object<'a> {
        Object { entries: self.entries }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::super::value::{Data, Value};
    use super::*;

    #[test]
    fn the_last_of_equal_keys_counts_in_objects_of_any_size() {
        let entry = |key: usize, value: i64| Entry {
            key: Cow::Owned(format!("k{key}")),
            key_span: Span { start: value as u32, end: value as u32 },
            value: Value::new(Data::Int(value)),
        };
        for size in [1, INDEXED - 1, INDEXED, INDEXED + 1, 100] {
            let mut builder = ObjectBuilder::default();
            for key in 0..size {
                assert_eq!(builder.insert(entry(key, 0)).0, key);
            }
            for key in (0..size).rev() {
                let (position, known) = builder.insert(entry(key, 1));
                assert_eq!((position, known), (key, Some(Span::default())));
            }
            let object = builder.finish();
            assert_eq!(object.entries.len(), size);
            assert!(object.entries.iter().all(|entry| entry.value.data == Data::Int(1)));
        }
    }
}
