//! Reading and writing YAML and JSON as Kubernetes' libraries do, with the source position of every key and value.
//!
//! [`read`] parses as go-yaml v2 and encoding/json do; [`mod@write`] writes as go-yaml v2 does.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod edit;
pub mod read;
mod serialize;
mod value;
pub mod write;

pub use read::{
    BASE64, Document, DuplicateKey, MAX_DEPTH, MAX_DOCUMENT, MAX_DUPLICATE_KEYS, MAX_TEXT, MapSlices, Node, ReadError,
    Stream, read_each, read_json, read_manifests, read_map_slices, read_request, split_manifests,
};
pub use value::{Data, Entry, Object, Span, Value};
