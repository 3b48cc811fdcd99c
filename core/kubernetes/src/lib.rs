//! Kubernetes' own rules: structural schemas and admission, quantities, label selectors, object metadata.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

// The code that `derive(Section)` generates refers to this crate by name, even in the crate itself.
extern crate self as promwright_kubernetes;

pub mod kind;
pub mod label_selector;
pub mod map;
pub mod metadata;
pub mod object;
pub mod quantity;
pub mod read;
pub mod rules;
pub mod scalar;
pub mod schema;
pub mod section;
pub mod selector_text;

pub use promwright_macros::Section;
pub use promwright_yaml as yaml;
