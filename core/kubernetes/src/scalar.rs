//! Values with a meaning of their own: quantities, integers that may be strings, and fields that are known by name only.

use promwright_yaml::{Data, Value};

use crate::quantity;
use crate::read::{Read, ReadError};
use crate::schema::{Described, Kind, Schema};

/// A Kubernetes quantity, written as an integer or a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity<'a> {
    /// Written as an integer.
    Integer(i64),
    /// Written as a string, such as `1.1` or `500m`.
    Text(&'a str),
}

impl Quantity<'_> {
    /// The quantity as a floating-point number, which is how the operator writes it. 0 where it cannot be read.
    pub fn approximate(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Text(text) => quantity::parse(text).map_or(0.0, |quantity| quantity.as_approximate_float64()),
        }
    }
}

impl Default for Quantity<'_> {
    fn default() -> Self {
        Self::Integer(0)
    }
}

impl Described for Quantity<'_> {
    const SCHEMA: Schema = Schema::of(Kind::IntOrString { pattern: Some(quantity::PATTERN) });
}

impl<'a> Read<'a> for Quantity<'a> {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        *self = match &value.data {
            Data::String(text) => Self::Text(text),
            _ => Self::Integer(i64::read(value)?),
        };
        Ok(())
    }
}

/// An integer or a string, as a port is written by its number or its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntOrString<'a> {
    /// Written as an integer.
    Integer(i64),
    /// Written as a string.
    Text(&'a str),
}

impl Default for IntOrString<'_> {
    fn default() -> Self {
        Self::Integer(0)
    }
}

impl Described for IntOrString<'_> {
    const SCHEMA: Schema = Schema::of(Kind::IntOrString { pattern: None });
}

impl<'a> Read<'a> for IntOrString<'a> {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        *self = match &value.data {
            Data::String(text) => Self::Text(text),
            _ => Self::Integer(i64::read(value)?),
        };
        Ok(())
    }
}

/// A field that cannot reach the configuration: known by name, carried along as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Untouched;

impl Described for Untouched {
    const SCHEMA: Schema = Schema::of(Kind::Any);
}

impl<'a> Read<'a> for Untouched {
    fn read_into(&mut self, _: &'a Value<'a>) -> Result<(), ReadError> {
        Ok(())
    }
}
