//! Kubernetes scrape resources to Prometheus configuration, exactly as prometheus-operator 0.93.0 writes it.
//!
//! The crate is pure: no input or output, no clock, no randomness, and no panic on any input.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod evaluate;
pub mod policy;
pub mod provenance;
