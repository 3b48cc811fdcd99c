//! What is said about texts, whatever the dialect: a rule a file.

pub mod duplicate_key;
pub mod duplicate_object;
pub mod no_configuration;
pub mod not_an_object;
pub mod syntax;
pub mod unknown_kind;
pub mod unreadable;
pub mod unsupported_kind;

use promwright_finding::Rule;

/// Every rule of this crate.
pub const ALL: &[&Rule] = &[
    &unreadable::RULE,
    &syntax::RULE,
    &duplicate_key::RULE,
    &not_an_object::RULE,
    &duplicate_object::RULE,
    &unknown_kind::RULE,
    &unsupported_kind::RULE,
    &no_configuration::RULE,
];
