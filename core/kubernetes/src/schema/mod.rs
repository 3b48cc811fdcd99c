//! What the types say of themselves, as static data: the structural schema that the API server checks, completes and prunes by.
//!
//! A type's schema is a constant that `derive(Section)` writes, so a fresh wasm instance has nothing to build or parse.

mod admit;
mod complete;
mod described;
mod documented;
mod lists;
mod metadata;
mod object_meta;
mod pattern;
#[cfg(test)]
mod sample;
mod suggest;
mod validate;
mod wording;

pub use admit::{Admission, ErrorKind, MANY, SchemaError, Unknown, admit, check_scale};
pub use described::{Described, Part, concat, count, later};
pub use documented::Documented;
pub use pattern::Pattern;
pub use suggest::nearest;

/// The schema of one value: what it may be, and what the API server does to it.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// What the value is for, from the doc comment.
    pub description: Documented<&'static str>,
    /// What the value may be.
    pub kind: Kind,
    /// Whether `null` is kept as it is.
    pub nullable: bool,
    /// What the API server fills in where the field is not set.
    pub default: Option<Literal>,
    /// Rules between fields, which the CRD states in CEL.
    pub rules: &'static [Rule],
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An object with known fields.
    Object {
        /// The name of the type, which no other type within the same kind of custom resources has; empty where there is no type.
        name: Documented<&'static str>,
        /// What the type says of itself, whatever is said of a field that holds it.
        about: Documented<&'static str>,
        /// The fields, in the order in which they are emitted.
        fields: &'static [Field],
        /// Whether server-side apply replaces the object whole (`x-kubernetes-map-type: atomic`).
        atomic: bool,
    },
    /// An object with free keys and values of one kind.
    Map {
        /// What the values may be.
        values: &'static Schema,
        /// Whether server-side apply replaces the map whole.
        atomic: bool,
    },
    /// A list.
    List {
        /// What the items may be.
        items: &'static Schema,
        /// The least number of items.
        min_items: Option<u32>,
        /// The greatest number of items.
        max_items: Option<u32>,
        /// What makes two items the same.
        list: ListType,
    },
    /// A string.
    String {
        /// The values allowed, or empty where any is.
        one_of: &'static [&'static str],
        /// The pattern that the string must match.
        pattern: Option<Pattern>,
        /// The least number of characters.
        min_length: Option<u32>,
        /// The greatest number of characters.
        max_length: Option<u32>,
        /// Whether the string is an RFC 3339 time (`format: date-time`).
        date_time: bool,
    },
    /// An integer.
    Integer {
        /// The width, or `None` where the CRD names none.
        format: Option<IntegerFormat>,
        /// The least value.
        minimum: Option<i64>,
        /// The greatest value.
        maximum: Option<i64>,
    },
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An integer or a string (`x-kubernetes-int-or-string`).
    IntOrString {
        /// The pattern that a string must match.
        pattern: Option<Pattern>,
    },
    /// Anything: carried along as it is, unknown fields included.
    Any,
}

/// One field of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The field's name in the manifest.
    pub name: &'static str,
    /// Whether the API server refuses an object without it.
    pub required: bool,
    /// The key that the field is written under in the configuration, with the blocks around it where the section does not write
    /// itself; `None` where the field does not reach the configuration under a key of its own.
    pub key: Documented<Option<&'static str>>,
    /// The first Prometheus that the field is written for; `None` where it is written for any.
    pub since: Documented<Option<Since>>,
    /// What the field may be.
    pub schema: &'static Schema,
}

/// A version of Prometheus: major, minor, patch.
pub type Since = (u8, u8, u8);

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerFormat {
    /// 32 bits, signed.
    Int32,
    /// 64 bits, signed.
    Int64,
}

/// What makes two items of a list the same (`x-kubernetes-list-type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListType {
    /// Not said: items may repeat.
    Unset,
    /// Said to be atomic: items may repeat.
    Atomic,
    /// Items are unique.
    Set,
    /// Items are unique by these fields.
    Map(&'static [&'static str]),
}

/// A value that the API server fills in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// A string.
    String(&'static str),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Bool(bool),
}

/// A rule between the fields of one object: CEL in the CRD, a function here.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The message of a refusal.
    pub message: &'static str,
    /// The CEL expression, for the CRD.
    pub cel: Documented<&'static str>,
    /// Whether the value keeps the rule, or what CEL stumbles over.
    pub holds: fn(&promwright_yaml::Value<'_>) -> Result<bool, &'static str>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule").field("message", &self.message).finish_non_exhaustive()
    }
}
