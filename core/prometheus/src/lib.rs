//! Prometheus' own rules: what it takes for a version, a duration, a size, a label name.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod duration;
pub mod label;
pub mod size;
pub mod version;
