//! The Alertmanagers that a Prometheus server sends alerts to.

use promwright_kubernetes::Section;
use promwright_kubernetes::scalar::IntOrString;

use super::Sigv4;
use crate::api::http::{BasicAuth, ProxyConfig, SCHEMES, SafeAuthorization, TlsConfig};
use crate::api::pattern;
use crate::api::relabel::RelabelConfig;
use crate::render::Context;
use crate::render::alerting as emit;

const API_VERSIONS: &[&str] = &["v1", "V1", "v2", "V2"];

/// Alertmanagers to send alerts to.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct AlertingSpec<'a> {
    /// List of Alertmanagers. All of them receive every alert.
    #[section(required, key = "alertmanagers")]
    pub alertmanagers: Vec<AlertmanagerEndpoints<'a>>,
}

/// Alertmanagers behind a Service.
#[derive(Clone, Debug, Default, Section)]
pub struct AlertmanagerEndpoints<'a> {
    /// URL scheme for requests to the Alertmanagers. Prometheus defaults to `http`.
    #[section(one_of = SCHEMES, lowercase)]
    pub scheme: Option<&'a str>,
    /// Prefix of the request path.
    #[section(min_length = 1)]
    pub path_prefix: Option<&'a str>,
    /// Timeout for sending an alert. Prometheus defaults to `10s`.
    #[section(pattern = pattern::DURATION)]
    pub timeout: Option<&'a str>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(since = (2, 35, 0))]
    pub enable_http2: Option<bool>,
    /// TLS settings for connections to the Alertmanagers.
    pub tls_config: Option<TlsConfig<'a>>,
    /// Proxy used to reach the Alertmanagers.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Namespace of the Service. Defaults to the namespace of the Prometheus object.
    #[section(min_length = 1, emit = emit::kubernetes_sd_configs, key = "kubernetes_sd_configs.namespaces")]
    pub namespace: Option<&'a str>,
    /// Name of the Service.
    #[section(required, min_length = 1, skip)]
    pub name: &'a str,
    /// Port: its name in the Service, or the number of the container port.
    #[section(required, skip)]
    pub port: IntOrString<'a>,
    /// File in the Prometheus container that holds a bearer token. Deprecated in favor of `authorization`.
    pub bearer_token_file: &'a str,
    /// Authenticates with a username and password.
    #[section(since = (2, 26, 0))]
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Signs requests with AWS Signature Version 4.
    #[section(since = (2, 48, 0))]
    pub sigv4: Option<Sigv4<'a>>,
    /// Version of the Alertmanager API. Prometheus 3 supports only `v2`.
    #[section(one_of = API_VERSIONS, since = (2, 11, 0), emit = emit::api_version)]
    pub api_version: Option<&'a str>,
    /// Relabeling rules that rewrite or drop Alertmanagers.
    #[section(name = "relabelings", emit = emit::relabel_configs)]
    pub relabel_configs: Vec<RelabelConfig<'a>>,
    /// Relabeling rules that rewrite or drop alerts.
    #[section(name = "alertRelabelings", since = (2, 51, 0))]
    pub alert_relabel_configs: Vec<RelabelConfig<'a>>,
}
