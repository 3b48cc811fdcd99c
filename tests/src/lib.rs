//! Tests of the whole project.

pub mod conformance;
pub mod fuzz;
pub mod random;
#[cfg(doctest)]
mod readmes;
pub mod suite;
