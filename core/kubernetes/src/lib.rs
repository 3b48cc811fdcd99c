//! Kubernetes' own rules: structural schemas and admission, quantities, label selectors, object metadata.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

// `derive(Section)` names this crate, in the crate itself too.
extern crate self as promwright_kubernetes;

pub mod label_selector;
pub mod map;
pub mod metadata;
pub mod object;
pub mod quantity;
pub mod read;
pub mod scalar;
pub mod schema;
pub mod section;
pub mod selector_text;

pub use promwright_macros::Section;
pub use promwright_yaml as yaml;
