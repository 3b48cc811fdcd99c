//! Servers that samples are sent to.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;

use super::Sigv4;
use crate::api::http::{Authorization, BasicAuth, OAuth2, ProxyConfig, TlsConfig};
use crate::api::pattern;
use crate::api::relabel::RelabelConfig;
use crate::api::secret::SecretKeySelector;
use crate::render::Context;
use crate::render::remote_write as emit;

/// The versions of the protocol.
pub const MESSAGE_VERSIONS: &[&str] = &["V1.0", "V2.0"];
const CLOUDS: &[&str] = &["AzureChina", "AzureGovernment", "AzurePublic"];

/// A server that samples are sent to.
#[derive(Clone, Debug, Default, Section)]
pub struct RemoteWriteSpec<'a> {
    /// The server's address.
    #[section(required, pattern = pattern::HTTP_URL)]
    pub url: &'a str,
    /// How long a request may take.
    #[section(pattern = pattern::DURATION)]
    pub remote_timeout: Option<&'a str>,
    /// Headers of the requests. Those that Prometheus sets itself cannot be overridden.
    #[section(since = (2, 15, 0))]
    pub headers: Map<'a, &'a str>,
    /// A name that tells the queue apart in metrics and logs. Unique among all remote writes.
    #[section(since = (2, 15, 0))]
    pub name: &'a str,
    /// The version of the protocol. Prometheus speaks 1.0 where it is not set.
    #[section(name = "messageVersion", one_of = MESSAGE_VERSIONS, since = (2, 54, 0), emit = emit::protobuf_message)]
    pub protobuf_message: Option<&'a str>,
    /// Whether exemplars are sent.
    #[section(since = (2, 27, 0))]
    pub send_exemplars: Option<bool>,
    /// Whether native histograms are sent.
    #[section(since = (2, 40, 0))]
    pub send_native_histograms: Option<bool>,
    /// Rules that rewrite or drop samples on their way to the server.
    pub write_relabel_configs: Vec<RelabelConfig<'a>>,
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// A token that stands in the configuration as it is. Replaced by `authorization`.
    pub bearer_token: &'a str,
    /// A file in the Prometheus container that holds a token. Replaced by `authorization`.
    pub bearer_token_file: &'a str,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// How TLS is spoken with the server.
    pub tls_config: Option<TlsConfig<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<Authorization<'a>>,
    /// The proxy that the server is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Signs requests for Amazon Web Services.
    #[section(since = (2, 26, 0))]
    pub sigv4: Option<Sigv4<'a>>,
    /// Authenticates with Microsoft Entra ID, formerly Azure Active Directory.
    #[section(name = "azureAd", since = (2, 45, 0))]
    pub azuread: Option<AzureAd<'a>>,
    /// Whether redirects are followed.
    #[section(since = (2, 26, 0))]
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2", since = (2, 35, 0))]
    pub enable_http2: Option<bool>,
    /// How samples wait to be sent.
    pub queue_config: Option<QueueConfig<'a>>,
    /// How metadata of metrics is sent.
    #[section(since = (2, 23, 0), emit = emit::metadata_config)]
    pub metadata_config: Option<MetadataConfig<'a>>,
    /// Whether one of the server's addresses is picked at random for each connection.
    #[section(name = "roundRobinDNS", since = (3, 1, 0))]
    pub round_robin_dns: Option<bool>,
}

/// How samples wait to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct QueueConfig<'a> {
    /// How many samples a shard holds before reading of further ones from the log stops.
    #[section(format = None)]
    pub capacity: i64,
    /// The least number of shards that send at the same time.
    #[section(format = None, since = (2, 6, 0))]
    pub min_shards: i64,
    /// The greatest number of shards that send at the same time.
    #[section(format = None)]
    pub max_shards: i64,
    /// The greatest number of samples in a request.
    #[section(format = None)]
    pub max_samples_per_send: i64,
    /// How long a sample waits at most for its request to fill.
    #[section(pattern = pattern::DURATION)]
    pub batch_send_deadline: Option<&'a str>,
    /// How often a request is tried again. Prometheus 2.11 and newer never give up.
    #[section(format = None, emit = emit::max_retries)]
    pub max_retries: i64,
    /// The first wait before a request is tried again. It doubles with each time.
    #[section(pattern = pattern::DURATION)]
    pub min_backoff: Option<&'a str>,
    /// The longest wait before a request is tried again.
    #[section(pattern = pattern::DURATION)]
    pub max_backoff: Option<&'a str>,
    /// Whether requests that were refused as too many (429) are tried again.
    #[section(name = "retryOnRateLimit", omit_empty, since = (2, 26, 0))]
    pub retry_on_http_429: bool,
    /// The age from which on samples are dropped instead of sent.
    #[section(pattern = pattern::DURATION, since = (2, 50, 0))]
    pub sample_age_limit: Option<&'a str>,
}

/// How metadata of metrics is sent. Version 2.0 of the protocol sends it along with the samples, so this does not matter there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct MetadataConfig<'a> {
    /// Whether metadata is sent.
    #[section(skip, key = "send")]
    pub send: bool,
    /// How often metadata is sent.
    #[section(pattern = pattern::DURATION)]
    pub send_interval: &'a str,
    /// The greatest number of metrics in a request. -1 means no limit.
    #[section(minimum = -1, since = (2, 29, 0))]
    pub max_samples_per_send: Option<i32>,
}

/// Authenticates with Microsoft Entra ID, in one of four ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct AzureAd<'a> {
    /// By the identity of the machine.
    pub managed_identity: Option<ManagedIdentity<'a>>,
    /// By an application's client secret.
    #[section(since = (2, 48, 0))]
    pub oauth: Option<AzureOAuth<'a>>,
    /// By what the environment offers, as Azure's SDK finds it.
    #[section(since = (2, 52, 0))]
    pub sdk: Option<AzureSdk<'a>>,
    /// By the token of a Kubernetes service account.
    #[section(since = (3, 7, 0))]
    pub workload_identity: Option<AzureWorkloadIdentity<'a>>,
    /// The cloud. Prometheus takes `AzurePublic` where it is not set.
    #[section(one_of = CLOUDS)]
    pub cloud: Option<&'a str>,
    /// What the token is asked for. That of Azure Monitor in the cloud where it is not set.
    #[section(pattern = pattern::AZURE_SCOPE, since = (3, 9, 0))]
    pub scope: &'a str,
}

/// The identity of the machine that Prometheus runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct ManagedIdentity<'a> {
    /// The identity's client identifier. The machine's own identity where it is not set.
    #[section(min_length = 1)]
    pub client_id: &'a str,
}

/// An application with a client secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(when = emit::azure_oauth_is_complete)]
pub struct AzureOAuth<'a> {
    /// The application's client identifier.
    #[section(required, min_length = 1)]
    pub client_id: &'a str,
    /// The key of a Secret that holds the client secret.
    #[section(required, emit = emit::azure_client_secret)]
    pub client_secret: SecretKeySelector<'a>,
    /// The directory that the application is registered in.
    #[section(required, min_length = 1, pattern = pattern::AZURE_TENANT)]
    pub tenant_id: &'a str,
}

/// What the environment offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct AzureSdk<'a> {
    /// The directory that credentials belong to.
    #[section(pattern = pattern::AZURE_TENANT, emit = emit::azure_sdk_tenant)]
    pub tenant_id: &'a str,
}

/// A Kubernetes service account that stands for an identity of Azure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct AzureWorkloadIdentity<'a> {
    /// The identity's client identifier.
    #[section(required, min_length = 1)]
    pub client_id: &'a str,
    /// The directory that the identity belongs to.
    #[section(required, min_length = 1)]
    pub tenant_id: &'a str,
}
