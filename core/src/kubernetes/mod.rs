//! Kubernetes' own rules: quantities, label selectors, object metadata.

pub mod label_selector;
pub mod metadata;
pub mod quantity;
pub mod selector_text;
