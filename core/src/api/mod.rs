//! The custom resources: a file per kind, a file per service discovery. A struct is the whole definition of its block.

pub mod http;
pub mod kind;
pub mod map;
pub mod object;
pub mod pod;
pub mod pod_monitor;
pub mod probe;
pub mod prometheus;
mod read;
pub mod relabel;
pub mod scalar;
pub mod scrape;
pub mod scrape_config;
pub mod secret;
pub mod selector;
pub mod service_monitor;

pub use read::{Fields, Place, Read, ReadError, read_fields};
