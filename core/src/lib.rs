//! The core for a host: from texts to configurations, findings and provenance, for the dialects that the host chooses.
//!
//! The crate is pure: no input or output, no clock, no randomness, and no panic on any input.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod evaluate;
mod locate;
mod manifests;
pub mod policy;
pub mod provenance;
pub mod rules;
mod workers;

pub use manifests::{Reading, Source};
pub use workers::{InTurn, Step, Workers};
