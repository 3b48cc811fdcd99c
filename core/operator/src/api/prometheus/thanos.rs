//! The Thanos sidecar of a Prometheus server. Nothing of it reaches the configuration.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::ListType;

use super::Argument;
use super::fields::{LOG_FORMATS, LOG_LEVELS};
use crate::api::http::TlsConfig;
use crate::api::pattern;
use crate::api::pod::{ResourceRequirements, VolumeMount};
use crate::api::secret::SecretKeySelector;

/// The Thanos sidecar, which uploads blocks and answers queries for them.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ThanosSpec<'a> {
    /// The image, which wins over the parts of it below.
    pub image: Option<&'a str>,
    /// The version of Thanos, which tells the operator what the sidecar knows.
    pub version: Option<&'a str>,
    /// The image's tag. Replaced by `image`.
    pub tag: Option<&'a str>,
    /// The image's digest. Replaced by `image`.
    pub sha: Option<&'a str>,
    /// The image without its tag. Replaced by `image`.
    pub base_image: Option<&'a str>,
    /// What the sidecar asks for of processors and memory.
    pub resources: ResourceRequirements,
    /// The key of a Secret that says where blocks are uploaded to.
    pub object_storage_config: Option<SecretKeySelector<'a>>,
    /// A file that says where blocks are uploaded to, which wins over the Secret.
    pub object_storage_config_file: Option<&'a str>,
    /// Whether the sidecar listens on the loopback address only. Replaced by the two fields below.
    pub listen_local: bool,
    /// Whether gRPC is served on the loopback address only.
    pub grpc_listen_local: bool,
    /// Whether HTTP is served on the loopback address only.
    pub http_listen_local: bool,
    /// The key of a Secret that says where traces are sent to.
    pub tracing_config: Option<SecretKeySelector<'a>>,
    /// A file that says where traces are sent to, which wins over the Secret.
    pub tracing_config_file: &'a str,
    /// How TLS is spoken with clients of the gRPC interface. Only files are taken.
    pub grpc_server_tls_config: Option<GrpcServerTlsConfig<'a>>,
    /// The least severity that is logged.
    #[section(one_of = LOG_LEVELS)]
    pub log_level: &'a str,
    /// The format of the log.
    #[section(one_of = LOG_FORMATS)]
    pub log_format: &'a str,
    /// The oldest time that is served: a time, or a duration before now.
    pub min_time: &'a str,
    /// How long a block of samples is. Prometheus takes 2 hours.
    #[section(default = "2h", pattern = pattern::DURATION)]
    pub block_size: &'a str,
    /// How long to wait for Prometheus to start.
    #[section(pattern = pattern::DURATION)]
    pub ready_timeout: &'a str,
    /// How often Prometheus is asked for its configuration.
    #[section(pattern = pattern::DURATION)]
    pub get_config_interval: &'a str,
    /// How long Prometheus may take to answer with its configuration.
    #[section(pattern = pattern::DURATION)]
    pub get_config_timeout: &'a str,
    /// Where volumes stand in the sidecar's file system.
    pub volume_mounts: Vec<VolumeMount>,
    /// Further arguments of the command line.
    pub additional_args: Vec<Argument<'a>>,
}

/// How TLS is spoken with clients of the gRPC interface.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct GrpcServerTlsConfig<'a> {
    /// The certificates and the versions.
    #[section(flatten)]
    pub tls: TlsConfig<'a>,
    /// The cipher suites for TLS versions up to 1.2.
    #[section(min_items = 1, list = ListType::Set)]
    pub cipher_suites: Vec<&'a str>,
    /// The elliptic curves, the preferred one first.
    #[section(min_items = 1, list = ListType::Set)]
    pub curves: Vec<&'a str>,
}
