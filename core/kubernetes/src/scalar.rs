//! Scalar types: quantities, integers that may be strings, and fields that are known only by name.

use promwright_yaml::{Data, Value};

use crate::quantity;
use crate::read::{Read, ReadError};
use crate::schema::{Described, Schema, Shape};

/// A Kubernetes quantity, written as an integer or a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity<'a> {
    /// Written as an integer.
    Integer(i64),
    /// Written as a string, such as `1.1` or `500m`.
    Text(&'a str),
}

impl Quantity<'_> {
    /// The quantity as a floating-point number, in which form the operator writes it. 0 if it cannot be parsed.
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
    const SCHEMA: Schema = Schema::of(Shape::IntOrString { pattern: Some(&quantity::PATTERN) });
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

/// An integer or a string, such as a port given by number or name.
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
    const SCHEMA: Schema = Schema::of(Shape::IntOrString { pattern: None });
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

/// A field that does not reach the configuration: it is known only by name, and its value is not read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Untouched;

impl Described for Untouched {
    const SCHEMA: Schema = Schema::of(Shape::Any);
}

impl<'a> Read<'a> for Untouched {
    fn read_into(&mut self, _: &'a Value<'a>) -> Result<(), ReadError> {
        Ok(())
    }
}
