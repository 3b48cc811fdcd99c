//! Manifests as kubectl reads them: YAML 1.1 resolved as go-yaml v2 does, with the place of every key and value.
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
pub use error::{Finding, ReadError};
pub use json::{read_json, read_request};
pub use limits::{MAX_DEPTH, MAX_DOCUMENT, MAX_FINDINGS, MAX_TEXT};
pub use ordered::{MapSlices, Node, read_map_slices};
pub use resolve::BASE64;
