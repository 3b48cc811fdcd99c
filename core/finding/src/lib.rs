//! What is found in manifests, as data: rules, findings, the objects and fields they are about, and fixes.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod documented;
mod finding;
mod fix;
mod layer;
mod limit;
mod object;
mod path;
mod rule;

pub use documented::Documented;
pub use finding::{Finding, Place, Related};
pub use fix::{Change, Edit, Fix, apply};
pub use layer::{Layer, Severity};
pub use limit::Limited;
pub use object::ObjectId;
pub use path::{FieldPath, Path, Segment, span_at, value_at};
pub use rule::{Rule, RuleDocs};
