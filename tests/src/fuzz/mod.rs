//! What the fuzz targets of `fuzz/` do with their bytes. `tests/tests/corpus.rs` does the same with the corpus.
#![allow(
    clippy::missing_panics_doc,
    reason = "each of these panics where the project is wrong: that is what fuzzing looks for"
)]

mod admit;
mod policy;
mod quantities;
mod read;
mod regexp;
mod render;
mod selectors;
mod url;

pub use admit::admit;
pub use policy::policy;
pub use quantities::quantities;
pub use read::read;
pub use regexp::regexp;
pub use render::render;
pub use selectors::selectors;
pub use url::url;

/// What a target does with its bytes.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("admit", admit),
    ("policy", policy),
    ("quantities", quantities),
    ("read", read),
    ("regexp", regexp),
    ("render", render),
    ("selectors", selectors),
    ("url", url),
];
