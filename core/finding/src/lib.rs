//! What is found in manifests, as data.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod diagnostic;
mod object;
mod path;

pub use diagnostic::{Code, Diagnostic, Layer, Place, Severity};
pub use object::ObjectId;
pub use path::{FieldPath, Segment, value_at};
