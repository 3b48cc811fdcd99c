//! Prometheus and PrometheusAgent: the resources that select scrape resources and define how Prometheus runs. One file per
//! block.

mod agent;
mod alerting;
mod apiserver;
mod enforcement;
mod fields;
mod otlp;
mod pod;
mod remote_read;
mod remote_write;
mod rules;
mod scrape_class;
mod server;
mod sharding;
mod sigv4;
mod thanos;
mod tracing;
mod tsdb;
mod web;

pub use agent::PrometheusAgentSpec;
pub use alerting::{AlertingSpec, AlertmanagerEndpoints};
pub use apiserver::ApiserverConfig;
pub use enforcement::{ArbitraryFsAccess, ObjectReference, RuleReference};
pub use fields::{CommonFields, RuntimeConfig};
pub use otlp::OtlpConfig;
pub use pod::{Argument, DnsConfig, DnsOption, HostAlias, PodMetadata, RollingUpdate, UpdateStrategy};
pub use remote_read::RemoteReadSpec;
pub use remote_write::{
    AzureAd, AzureOAuth, AzureSdk, AzureWorkloadIdentity, MESSAGE_VERSIONS, ManagedIdentity, MetadataConfig,
    QueueConfig, RemoteWriteSpec,
};
pub use rules::{QuerySpec, Rules, RulesAlert};
pub use scrape_class::ScrapeClass;
pub use server::PrometheusSpec;
pub use sharding::{RetainConfig, ShardRetentionPolicy, ShardingStrategy, ShardingTopology};
pub use sigv4::Sigv4;
pub use thanos::{GrpcServerTlsConfig, ThanosSpec};
pub use tracing::TracingConfig;
pub use tsdb::{ChunkEncoding, Exemplars, TsdbSpec};
pub use web::{WebHttpConfig, WebHttpHeaders, WebSpec, WebTlsConfig};

pub use super::selector::{LabelRequirement, LabelSelector};

use promwright_kubernetes::object::Resource;

/// A Prometheus server.
pub type Prometheus<'a> = Resource<'a, PrometheusSpec<'a>>;
/// A Prometheus in agent mode, which scrapes and forwards samples but does not store or query them.
pub type PrometheusAgent<'a> = Resource<'a, PrometheusAgentSpec<'a>>;
