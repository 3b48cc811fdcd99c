//! Remote write: servers to send samples to.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;

use super::Sigv4;
use crate::api::http::{Authorization, BasicAuth, OAuth2, ProxyConfig, TlsConfig};
use crate::api::pattern;
use crate::api::relabel::RelabelConfig;
use crate::api::secret::SecretKeySelector;
use crate::render::Context;
use crate::render::remote_write as emit;

/// Versions of the remote write protocol.
pub const MESSAGE_VERSIONS: &[&str] = &["V1.0", "V2.0"];
const CLOUDS: &[&str] = &["AzureChina", "AzureGovernment", "AzurePublic"];

/// A server to send samples to.
#[derive(Clone, Debug, Default, Section)]
pub struct RemoteWriteSpec<'a> {
    /// URL of the server.
    #[section(required, pattern = pattern::HTTP_URL)]
    pub url: &'a str,
    /// Request timeout. Prometheus defaults to `30s`.
    #[section(pattern = pattern::DURATION)]
    pub remote_timeout: Option<&'a str>,
    /// Headers to add to requests. Headers that Prometheus sets itself cannot be overridden.
    #[section(since = (2, 15, 0))]
    pub headers: Map<'a, &'a str>,
    /// Name to identify the queue in metrics and logs. Must be unique among all remote writes.
    #[section(since = (2, 15, 0))]
    pub name: &'a str,
    /// Version of the remote write protocol. Prometheus defaults to `V1.0`.
    #[section(name = "messageVersion", one_of = MESSAGE_VERSIONS, since = (2, 54, 0), emit = emit::protobuf_message)]
    pub protobuf_message: Option<&'a str>,
    /// Whether to send exemplars.
    #[section(since = (2, 27, 0))]
    pub send_exemplars: Option<bool>,
    /// Whether to send native histograms.
    #[section(since = (2, 40, 0))]
    pub send_native_histograms: Option<bool>,
    /// Relabeling rules that rewrite or drop samples before they are sent.
    pub write_relabel_configs: Vec<RelabelConfig<'a>>,
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Bearer token in plain text. Deprecated in favor of `authorization`.
    pub bearer_token: &'a str,
    /// File in the Prometheus container that holds a bearer token. Deprecated in favor of `authorization`.
    pub bearer_token_file: &'a str,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// TLS settings for connections to the server.
    pub tls_config: Option<TlsConfig<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<Authorization<'a>>,
    /// Proxy used to reach the server.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Signs requests with AWS Signature Version 4.
    #[section(since = (2, 26, 0))]
    pub sigv4: Option<Sigv4<'a>>,
    /// Authenticates with Microsoft Entra ID, formerly Azure Active Directory.
    #[section(name = "azureAd", since = (2, 45, 0))]
    pub azuread: Option<AzureAd<'a>>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    #[section(since = (2, 26, 0))]
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus 3.0 and newer default to `false`, older versions to `true`.
    #[section(name = "enableHTTP2", since = (2, 35, 0))]
    pub enable_http2: Option<bool>,
    /// Settings of the send queue.
    pub queue_config: Option<QueueConfig<'a>>,
    /// How to send metric metadata.
    #[section(since = (2, 23, 0), emit = emit::metadata_config)]
    pub metadata_config: Option<MetadataConfig<'a>>,
    /// Whether to pick one of the server's IP addresses at random for each connection.
    #[section(name = "roundRobinDNS", since = (3, 1, 0))]
    pub round_robin_dns: Option<bool>,
}

/// Settings of the send queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct QueueConfig<'a> {
    /// Number of samples to buffer per shard. When the buffer is full, Prometheus stops reading from the write-ahead log.
    #[section(format = None)]
    pub capacity: i64,
    /// Minimum number of shards that send concurrently.
    #[section(format = None, since = (2, 6, 0))]
    pub min_shards: i64,
    /// Maximum number of shards that send concurrently.
    #[section(format = None)]
    pub max_shards: i64,
    /// Maximum number of samples per request.
    #[section(format = None)]
    pub max_samples_per_send: i64,
    /// Maximum time that a sample waits for its request to fill up.
    #[section(pattern = pattern::DURATION)]
    pub batch_send_deadline: Option<&'a str>,
    /// Maximum number of retries. Prometheus 2.11 and newer retry without a limit.
    #[section(format = None, emit = emit::max_retries)]
    pub max_retries: i64,
    /// Wait before the first retry. It doubles with every further retry.
    #[section(pattern = pattern::DURATION)]
    pub min_backoff: Option<&'a str>,
    /// Maximum wait before a retry.
    #[section(pattern = pattern::DURATION)]
    pub max_backoff: Option<&'a str>,
    /// Whether to retry requests that the server rejects with status 429 (Too Many Requests).
    #[section(name = "retryOnRateLimit", omit_empty, since = (2, 26, 0))]
    pub retry_on_http_429: bool,
    /// Age beyond which samples are dropped instead of sent.
    #[section(pattern = pattern::DURATION, since = (2, 50, 0))]
    pub sample_age_limit: Option<&'a str>,
}

/// How to send metric metadata. Version 2.0 of the protocol sends metadata with the samples, so these settings have no effect
/// there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct MetadataConfig<'a> {
    /// Whether to send metadata.
    #[section(skip, key = "send")]
    pub send: bool,
    /// How often to send metadata. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub send_interval: &'a str,
    /// Maximum number of metrics per request. -1 means no limit.
    #[section(minimum = -1, since = (2, 29, 0))]
    pub max_samples_per_send: Option<i32>,
}

/// Authenticates with Microsoft Entra ID, by one of four methods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct AzureAd<'a> {
    /// Authenticates with the managed identity of the machine.
    pub managed_identity: Option<ManagedIdentity<'a>>,
    /// Authenticates with the client secret of an application.
    #[section(since = (2, 48, 0))]
    pub oauth: Option<AzureOAuth<'a>>,
    /// Authenticates with the credentials that the Azure SDK finds in the environment.
    #[section(since = (2, 52, 0))]
    pub sdk: Option<AzureSdk<'a>>,
    /// Authenticates with the token of a Kubernetes service account.
    #[section(since = (3, 7, 0))]
    pub workload_identity: Option<AzureWorkloadIdentity<'a>>,
    /// Azure cloud. Prometheus defaults to `AzurePublic`.
    #[section(one_of = CLOUDS)]
    pub cloud: Option<&'a str>,
    /// Scope to request the token for. Defaults to the scope of Azure Monitor in the cloud.
    #[section(pattern = pattern::AZURE_SCOPE, since = (3, 9, 0))]
    pub scope: &'a str,
}

/// Managed identity of the machine that Prometheus runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct ManagedIdentity<'a> {
    /// Client ID of the managed identity. If it is not set, the system-assigned identity of the machine is used.
    #[section(min_length = 1)]
    pub client_id: &'a str,
}

/// An application with a client secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(when = emit::azure_oauth_is_complete)]
pub struct AzureOAuth<'a> {
    /// Client ID of the application.
    #[section(required, min_length = 1)]
    pub client_id: &'a str,
    /// Key of a Secret that holds the client secret.
    #[section(required, emit = emit::azure_client_secret)]
    pub client_secret: SecretKeySelector<'a>,
    /// Tenant ID of the directory that the application is registered in.
    #[section(required, min_length = 1, pattern = pattern::AZURE_TENANT)]
    pub tenant_id: &'a str,
}

/// Credentials that the Azure SDK finds in the environment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct AzureSdk<'a> {
    /// Tenant ID of the directory that the credentials belong to.
    #[section(pattern = pattern::AZURE_TENANT, emit = emit::azure_sdk_tenant)]
    pub tenant_id: &'a str,
}

/// A Kubernetes service account that is federated with an Azure identity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct AzureWorkloadIdentity<'a> {
    /// Client ID of the identity.
    #[section(required, min_length = 1)]
    pub client_id: &'a str,
    /// Tenant ID of the directory that the identity belongs to.
    #[section(required, min_length = 1)]
    pub tenant_id: &'a str,
}
