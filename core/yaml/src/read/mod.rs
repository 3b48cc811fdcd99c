//! Reading manifests as kubectl does: YAML 1.1 resolved as in go-yaml v2, with the span of every key and value.
//!
//! ```text
//! text ─ document ─▶ documents ─ graph ─▶ vertices, anchors ─ decode ─▶ values + positions
//!                        └─ json ────────────────────────────────────────────▲
//! additional scrape configs ─ graph ─ ordered ─▶ nodes, to be written again
//! ```

mod decode;
mod document;
mod error;
mod go_syntax;
mod graph;
mod json;
mod limits;
mod number;
mod object;
mod ordered;
mod resolve;
mod syntax;

pub use document::{Document, Stream, read_each, read_manifests, split_manifests};
pub use error::{DuplicateKey, ReadError};
pub use json::{read_json, read_request};
pub use limits::{MAX_DEPTH, MAX_DOCUMENT, MAX_DUPLICATE_KEYS, MAX_TEXT};
pub use ordered::{MapSlices, Node, read_map_slices};
pub use resolve::BASE64;
