//! Prometheus' own rules: valid versions, durations, sizes and label names.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod duration;
pub mod label;
pub mod size;
pub mod version;
