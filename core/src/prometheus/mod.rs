//! Prometheus' own rules: what it takes for a version, a duration, a size, a label name, a regular expression.

pub mod duration;
pub mod label;
pub mod quote;
pub mod regexp;
pub mod size;
pub mod url;
pub mod version;
