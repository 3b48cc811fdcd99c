//! From resources to the text of the configuration.

mod node;
pub mod writer;

pub use writer::Writer;
