//! The custom resources: one file per kind and one per service discovery. A struct is the complete definition of its block.

pub mod cel;
pub mod http;
pub mod kind;
pub mod pattern;
pub mod pod;
pub mod pod_monitor;
pub mod probe;
pub mod prometheus;
pub mod relabel;
pub mod scrape;
pub mod scrape_config;
pub mod secret;
pub mod selector;
pub mod service_monitor;
pub(crate) mod since;
