//! Ports of Go's standard library that behave exactly alike. The API server, prometheus-operator and Prometheus are Go
//! programs: their messages quote with `strconv.Quote`, they parse sizes with `strconv`, and their regular expressions are
//! those of `regexp/syntax`.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod float;
mod lowercase;
pub mod path;
mod quote;
pub mod regexp;
pub mod sort;
pub mod time;
pub mod url;

pub use lowercase::lowercase;
pub use quote::Quoted;
