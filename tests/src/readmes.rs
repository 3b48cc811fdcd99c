//! The examples in the README files of the crates, which `cargo test --doc` runs.

#[doc = include_str!("../../core/README.md")]
mod core {}

#[doc = include_str!("../../core/go/README.md")]
mod go {}

#[doc = include_str!("../../core/kubernetes/README.md")]
mod kubernetes {}

#[doc = include_str!("../../core/prometheus/README.md")]
mod prometheus {}

#[doc = include_str!("../../core/yaml/README.md")]
mod yaml {}
