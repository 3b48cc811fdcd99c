//! YAML and JSON as Kubernetes' libraries read and write them, with the place of every key and value.
//!
//! [`read`] takes texts apart as go-yaml v2 and encoding/json do, [`write`] puts them together as go-yaml v2 does.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod read;
mod serialize;
mod value;
pub mod write;

pub use read::{
    BASE64, Document, Finding, MAX_DEPTH, MAX_DOCUMENT, MAX_FINDINGS, MAX_TEXT, MapSlices, Node, ReadError, Stream,
    read_each, read_json, read_manifests, read_map_slices, read_request, split_manifests,
};
pub use value::{Data, Entry, Object, Span, Value};
