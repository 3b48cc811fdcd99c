//! Tests of the whole project.

pub mod conformance;
pub mod fuzz;
pub mod random;
pub mod suite;
