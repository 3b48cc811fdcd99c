//! From resources to the text of the configuration.
//!
//! A section of the configuration is a struct of `api` that derives [`Section`]: its fields are written in the order in which
//! they are declared. What is irregular is a function in the module of the same name here.

mod additional;
pub mod alerting;
mod assets;
mod configuration;
mod context;
mod global;
pub mod http;
pub mod job;
mod kubernetes_sd;
mod otlp;
pub(crate) mod pod_monitor;
pub(crate) mod probe;
mod relabeling;
mod remote_read;
pub mod remote_write;
pub mod scrape_config;
pub(crate) mod service_monitor;
mod sharding;
mod storage;
pub mod tracing;

pub use assets::{Assets, Content, Missed, Missing, NotFound, Reference, Source, is_placeholder};
pub use configuration::{Block, Generator, Keyed, Resources, Workload};
pub use context::{Context, Options, Refusal};
pub use http::{secret_or_empty, secret_or_refuse};
pub use promwright_kubernetes::section::{Emit, Section, write_lowercase, write_natural};
pub use promwright_yaml::write::Writer;
