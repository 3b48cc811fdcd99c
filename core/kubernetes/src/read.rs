//! Reading typed resources from values that have passed admission.

use std::fmt;

use promwright_yaml::{Data, Entry, Value};

use crate::schema::Field;

/// A type that can be read from a value. `null` reads as the type's default, as in Go's JSON decoder.
pub trait Read<'a>: Sized + Default {
    /// Reads the value into `self`, which must be the default. The result is never moved.
    ///
    /// # Errors
    /// The value has another type. Admission rejects such objects, so this happens only without admission.
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError>;

    /// Reads the value.
    ///
    /// # Errors
    /// Those of [`Self::read_into`].
    fn read(value: &'a Value<'a>) -> Result<Self, ReadError> {
        let mut read = Self::default();
        read.read_into(value)?;
        Ok(read)
    }
}

/// A place that a value can be read into, whatever its type. Through it, the code that reads an object exists only once, not
/// once for each type.
pub trait Place<'a> {
    /// Reads the value into the place.
    ///
    /// # Errors
    /// Those of [`Read::read_into`].
    fn fill(&mut self, value: &'a Value<'a>) -> Result<(), ReadError>;
}

impl<'a, T: Read<'a>> Place<'a> for T {
    fn fill(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        self.read_into(value)
    }
}

/// A struct that is read field by field. `derive(Section)` implements it.
pub trait Fields<'a> {
    /// The fields as in the schema, including those of flattened structs.
    fn fields(&self) -> &'static [Field];

    /// The place of a field, by its index in [`Self::fields`].
    fn place(&mut self, index: usize) -> Option<&mut dyn Place<'a>>;
}

/// A value with another type than its field. It is boxed so that the readers, which are most of the code of the types, return
/// only one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(Box<Mistyped>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Mistyped {
    /// The path of the value, innermost segment first.
    path: Vec<String>,
    expected: &'static str,
}

impl ReadError {
    /// The same error, with the path extended by the field that contains the value.
    #[must_use]
    #[cold]
    pub fn at(mut self, field: &str) -> Self {
        self.0.path.push(field.to_owned());
        self
    }

    /// The same error, with the path extended by the index of the list item that contains the value.
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

/// Reads an object field by field. Unknown fields are skipped, since admission has reported them.
///
/// # Errors
/// Those of [`Read::read`].
pub fn read_fields<'a>(fields: &mut dyn Fields<'a>, value: &'a Value<'a>) -> Result<(), ReadError> {
    for entry in object(value)? {
        let index = fields.fields().iter().position(|field| field.name == entry.key);
        if let Some(place) = index.and_then(|index| fields.place(index)) {
            place.fill(&entry.value).map_err(|error| error.at(&entry.key))?;
        }
    }
    Ok(())
}

/// The entries of an object; `null` has none.
pub(super) fn object<'v, 'a>(value: &'v Value<'a>) -> Result<&'v [Entry<'a>], ReadError> {
    match &value.data {
        Data::Null => Ok(&[]),
        Data::Object(object) => Ok(&object.entries),
        _ => Err(ReadError::expected("an object")),
    }
}

/// The items of a list; `null` has none.
fn list<'v, 'a>(value: &'v Value<'a>) -> Result<&'v [Value<'a>], ReadError> {
    match &value.data {
        Data::Null => Ok(&[]),
        Data::List(items) => Ok(items),
        _ => Err(ReadError::expected("a list")),
    }
}

impl<'a> Read<'a> for &'a str {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        match &value.data {
            Data::Null => {}
            Data::String(text) => *self = text,
            _ => return Err(ReadError::expected("a string")),
        }
        Ok(())
    }
}

impl<'a> Read<'a> for bool {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        match value.data {
            Data::Null => {}
            Data::Bool(value) => *self = value,
            _ => return Err(ReadError::expected("true or false")),
        }
        Ok(())
    }
}

impl<'a> Read<'a> for i64 {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        match value.data {
            Data::Null => {}
            Data::Int(value) => *self = value,
            // The API server accepts `1.0` and `1e3` as integers and stores them as integers.
            Data::Float(value) if value.fract() == 0.0 && value.abs() < 9.0e18 => *self = value as i64,
            _ => return Err(ReadError::expected("an integer")),
        }
        Ok(())
    }
}

impl<'a> Read<'a> for i32 {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        *self = i64::read(value)?.try_into().map_err(|_| ReadError::expected("a 32-bit integer"))?;
        Ok(())
    }
}

impl<'a, T: Read<'a>> Read<'a> for Option<T> {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        match value.data {
            Data::Null => Ok(()),
            _ => self.insert(T::default()).read_into(value),
        }
    }
}

impl<'a, T: Read<'a>> Read<'a> for Box<T> {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        T::read_into(self, value)
    }
}

impl<'a, T: Read<'a>> Read<'a> for Vec<T> {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        let items = list(value)?;
        self.resize_with(items.len(), T::default);
        for (index, (place, item)) in self.iter_mut().zip(items).enumerate() {
            place.read_into(item).map_err(|error| error.at_index(index))?;
        }
        Ok(())
    }
}
