//! Reading typed resources from values that have passed admission.

use std::fmt;

use crate::source::{Data, Entry, Value};

/// A type that can be read from a value. `null` reads as the type's default, as Go's JSON decoder leaves it.
pub trait Read<'a>: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// The value is of another type. Admission refuses such objects, so this is seen only where admission was left out.
    fn read(value: &'a Value<'a>) -> Result<Self, ReadError>;

    /// Reads the value into the place of the default: a struct's fields are read where they stand, without being moved.
    ///
    /// # Errors
    /// As for [`Self::read`].
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        *self = Self::read(value)?;
        Ok(())
    }
}

/// A place that a value of any type can be read into. Fields are handed out as such, so that the code that reads an object
/// exists once and not for each of the types.
pub trait Place<'a> {
    /// Reads the value into the place.
    ///
    /// # Errors
    /// As for [`Read::read`].
    fn fill(&mut self, value: &'a Value<'a>) -> Result<(), ReadError>;
}

impl<'a, T: Read<'a>> Place<'a> for T {
    fn fill(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        self.read_into(value)
    }
}

/// A struct that is read field by field. `derive(Section)` writes it.
pub trait Fields<'a> {
    /// The place of a field, also of one that belongs to a flattened struct; `None` where there is none of that name.
    fn field(&mut self, name: &str) -> Option<&mut dyn Place<'a>>;
}

/// A value that is of another type than its field. Boxed, so that reading, which is nearly all of the code of the types,
/// passes one word around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(Box<Mistyped>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Mistyped {
    /// Where the value is, from the inside out.
    path: Vec<String>,
    expected: &'static str,
}

impl ReadError {
    /// The same error, seen from the object that holds the field.
    #[must_use]
    #[cold]
    pub fn at(mut self, field: &str) -> Self {
        self.0.path.push(field.to_owned());
        self
    }

    /// The same error, seen from the list that holds the item.
    #[cold]
    fn at_index(self, index: usize) -> Self {
        self.at(&format!("[{index}]"))
    }

    #[cold]
    fn expected(expected: &'static str) -> Self {
        Self(Box::new(Mistyped { path: Vec::new(), expected }))
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mistyped { path, expected } = &*self.0;
        for (index, field) in path.iter().rev().enumerate() {
            if index > 0 && !field.starts_with('[') {
                f.write_str(".")?;
            }
            f.write_str(field)?;
        }
        write!(f, "{}must be {expected}", if path.is_empty() { "" } else { ": " })
    }
}

impl std::error::Error for ReadError {}

/// Reads an object field by field. Fields that the type does not know are left out: admission has reported them.
///
/// # Errors
/// As for [`Read::read`].
pub fn read_fields<'a>(fields: &mut dyn Fields<'a>, value: &'a Value<'a>) -> Result<(), ReadError> {
    for entry in object(value)? {
        if let Some(place) = fields.field(&entry.key) {
            place.fill(&entry.value).map_err(|error| error.at(&entry.key))?;
        }
    }
    Ok(())
}

/// The entries of an object; none of `null`.
pub(super) fn object<'v, 'a>(value: &'v Value<'a>) -> Result<&'v [Entry<'a>], ReadError> {
    match &value.data {
        Data::Null => Ok(&[]),
        Data::Object(object) => Ok(&object.entries),
        _ => Err(ReadError::expected("an object")),
    }
}

/// The items of a list; none of `null`.
fn list<'v, 'a>(value: &'v Value<'a>) -> Result<&'v [Value<'a>], ReadError> {
    match &value.data {
        Data::Null => Ok(&[]),
        Data::List(items) => Ok(items),
        _ => Err(ReadError::expected("a list")),
    }
}

impl<'a> Read<'a> for &'a str {
    fn read(value: &'a Value<'a>) -> Result<Self, ReadError> {
        match &value.data {
            Data::Null => Ok(""),
            Data::String(text) => Ok(text),
            _ => Err(ReadError::expected("a string")),
        }
    }
}

impl<'a> Read<'a> for bool {
    fn read(value: &'a Value<'a>) -> Result<Self, ReadError> {
        match value.data {
            Data::Null => Ok(false),
            Data::Bool(value) => Ok(value),
            _ => Err(ReadError::expected("true or false")),
        }
    }
}

impl<'a> Read<'a> for i64 {
    fn read(value: &'a Value<'a>) -> Result<Self, ReadError> {
        match value.data {
            Data::Null => Ok(0),
            Data::Int(value) => Ok(value),
            // `1.0` and `1e3` are integers to the API server, which stores them as integers.
            Data::Float(value) if value.fract() == 0.0 && value.abs() < 9.0e18 => Ok(value as i64),
            _ => Err(ReadError::expected("an integer")),
        }
    }
}

impl<'a> Read<'a> for i32 {
    fn read(value: &'a Value<'a>) -> Result<Self, ReadError> {
        i64::read(value)?.try_into().map_err(|_| ReadError::expected("an integer of 32 bits"))
    }
}

impl<'a, T: Read<'a>> Read<'a> for Option<T> {
    fn read(value: &'a Value<'a>) -> Result<Self, ReadError> {
        match value.data {
            Data::Null => Ok(None),
            _ => T::read(value).map(Some),
        }
    }
}

impl<'a, T: Read<'a>> Read<'a> for Box<T> {
    fn read(value: &'a Value<'a>) -> Result<Self, ReadError> {
        T::read(value).map(Box::new)
    }
}

impl<'a, T: Read<'a>> Read<'a> for Vec<T> {
    fn read(value: &'a Value<'a>) -> Result<Self, ReadError> {
        let items = list(value)?;
        let mut read = Self::with_capacity(items.len());
        for item in items {
            match T::read(item) {
                Ok(item) => read.push(item),
                Err(error) => return Err(error.at_index(read.len())),
            }
        }
        Ok(read)
    }
}
