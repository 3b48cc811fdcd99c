//! prometheus-operator: its custom resources, selection, checks, and the configuration that it generates.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod api;
pub mod check;
pub mod cluster;
mod dialect;
pub mod reconcile;
pub mod render;
pub mod rules;
pub mod scrape_resource;
pub mod select;
pub mod versions;

pub use dialect::Operator;
