//! Kubernetes scrape resources to Prometheus configuration, exactly as prometheus-operator 0.93.0 writes it.
//!
//! ```text
//! text ─ source ─▶ values + positions ─ api ─▶ typed resources ─ select ─▶ chosen resources ─ render ─▶ configuration
//!                        └───────────── schema, check ──────────────▶ diagnostics
//! ```
//!
//! The crate is pure: no input or output, no clock, no randomness, and no panic on any input.

pub mod api;
pub mod check;
pub mod cluster;
pub mod diagnostic;
pub mod evaluate;
pub mod kubernetes;
mod lowercase;
mod order;
pub mod policy;
pub mod prometheus;
pub mod provenance;
pub mod reconcile;
pub mod render;
pub mod schema;
pub mod scrape_resource;
pub mod select;
pub mod source;
