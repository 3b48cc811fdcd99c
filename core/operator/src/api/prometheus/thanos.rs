//! The Thanos sidecar of a Prometheus server. None of it reaches the configuration.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::ListType;

use super::Argument;
use super::fields::{LOG_FORMATS, LOG_LEVELS};
use crate::api::http::TlsConfig;
use crate::api::pattern;
use crate::api::pod::{ResourceRequirements, VolumeMount};
use crate::api::secret::SecretKeySelector;

/// Thanos sidecar, which uploads blocks and serves queries for them.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ThanosSpec<'a> {
    /// Container image. Takes precedence over `baseImage`, `tag` and `sha`.
    pub image: Option<&'a str>,
    /// Version of Thanos, which determines the features that the operator expects of the sidecar.
    pub version: Option<&'a str>,
    /// Tag of the image. Deprecated in favor of `image`.
    pub tag: Option<&'a str>,
    /// Digest of the image. Deprecated in favor of `image`.
    pub sha: Option<&'a str>,
    /// Image without its tag. Deprecated in favor of `image`.
    pub base_image: Option<&'a str>,
    /// CPU and memory requests and limits of the sidecar.
    pub resources: ResourceRequirements,
    /// Key of a Secret that holds the configuration of the object storage to upload blocks to.
    pub object_storage_config: Option<SecretKeySelector<'a>>,
    /// File that holds the configuration of the object storage to upload blocks to. Takes precedence over
    /// `objectStorageConfig`.
    pub object_storage_config_file: Option<&'a str>,
    /// Whether to listen only on the loopback address. Deprecated in favor of `grpcListenLocal` and `httpListenLocal`.
    pub listen_local: bool,
    /// Whether to serve gRPC only on the loopback address.
    pub grpc_listen_local: bool,
    /// Whether to serve HTTP only on the loopback address.
    pub http_listen_local: bool,
    /// Key of a Secret that holds the tracing configuration.
    pub tracing_config: Option<SecretKeySelector<'a>>,
    /// File that holds the tracing configuration. Takes precedence over `tracingConfig`.
    pub tracing_config_file: &'a str,
    /// TLS settings of the gRPC server. Only files are used, not Secrets or ConfigMaps.
    pub grpc_server_tls_config: Option<GrpcServerTlsConfig<'a>>,
    /// Minimum severity of log entries.
    #[section(one_of = LOG_LEVELS)]
    pub log_level: &'a str,
    /// Format of log entries.
    #[section(one_of = LOG_FORMATS)]
    pub log_format: &'a str,
    /// Oldest time to serve: a timestamp, or a duration before now.
    pub min_time: &'a str,
    /// Duration of a block of samples. Prometheus defaults to `2h`.
    #[section(default = "2h", pattern = pattern::DURATION)]
    pub block_size: &'a str,
    /// How long to wait for Prometheus to start.
    #[section(pattern = pattern::DURATION)]
    pub ready_timeout: &'a str,
    /// How often to fetch the configuration from Prometheus.
    #[section(pattern = pattern::DURATION)]
    pub get_config_interval: &'a str,
    /// Timeout for fetching the configuration from Prometheus.
    #[section(pattern = pattern::DURATION)]
    pub get_config_timeout: &'a str,
    /// Additional volume mounts of the sidecar.
    pub volume_mounts: Vec<VolumeMount>,
    /// Additional command-line arguments.
    pub additional_args: Vec<Argument<'a>>,
}

/// TLS settings of the gRPC server.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct GrpcServerTlsConfig<'a> {
    /// Certificates, keys and TLS versions.
    #[section(flatten)]
    pub tls: TlsConfig<'a>,
    /// Cipher suites for TLS versions up to 1.2.
    #[section(min_items = 1, list = ListType::Set)]
    pub cipher_suites: Vec<&'a str>,
    /// Elliptic curves, in order of preference.
    #[section(min_items = 1, list = ListType::Set)]
    pub curves: Vec<&'a str>,
}
