//! Maps with arbitrary keys.

use promwright_go::sort::sort_by_text;
use promwright_yaml::Value;

use super::read::{Read, ReadError, object};
use crate::schema::{Described, Schema, Shape, Since};

/// A map sorted by the bytes of its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<'a, T>(Vec<(&'a str, T)>);

impl<'a, T> Map<'a, T> {
    /// The entries, sorted by key.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'a str, &T)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    /// The keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(|(key, _)| *key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        let index = self.position(key).ok()?;
        self.0.get(index).map(|(_, value)| value)
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: &'a str, value: T) {
        match self.position(key) {
            Ok(index) => {
                if let Some((_, known)) = self.0.get_mut(index) {
                    *known = value;
                }
            }
            Err(index) => self.0.insert(index, (key, value)),
        }
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the map is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn position(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| (*known).cmp(key))
    }
}

impl<T> Default for Map<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T, const N: usize> From<[(&'a str, T); N]> for Map<'a, T> {
    fn from(entries: [(&'a str, T); N]) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<T: Described> Described for Map<'_, T> {
    const SCHEMA: Schema = Schema::of(Shape::Map { values: &T::SCHEMA, atomic: false });
    const SINCE: Option<Since> = T::SINCE;
}

impl<'a, T: Read<'a>> Read<'a> for Map<'a, T> {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        // The YAML or JSON reader has already made the keys unique.
        let mut entries: Vec<_> = object(value)?.iter().collect();
        sort_by_text(&mut entries, |entry| &entry.key);
        self.0.resize_with(entries.len(), Default::default);
        for ((key, place), entry) in self.0.iter_mut().zip(entries) {
            *key = &entry.key;
            place.read_into(&entry.value).map_err(|error| error.at(&entry.key))?;
        }
        Ok(())
    }
}
