//! The Alertmanagers that a Prometheus sends its alerts to.

use promwright_kubernetes::Section;
use promwright_kubernetes::scalar::IntOrString;

use super::Sigv4;
use crate::api::http::{BasicAuth, ProxyConfig, SCHEMES, SafeAuthorization, TlsConfig};
use crate::api::pattern;
use crate::api::relabel::RelabelConfig;
use crate::render::Context;
use crate::render::alerting as emit;

const API_VERSIONS: &[&str] = &["v1", "V1", "v2", "V2"];

/// The Alertmanagers that alerts are sent to.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct AlertingSpec<'a> {
    /// The Alertmanagers. All of them get every alert.
    #[section(required, key = "alertmanagers")]
    pub alertmanagers: Vec<AlertmanagerEndpoints<'a>>,
}

/// The Alertmanagers behind a Service.
#[derive(Clone, Debug, Default, Section)]
pub struct AlertmanagerEndpoints<'a> {
    /// The scheme that they are reached by.
    #[section(one_of = SCHEMES, lowercase)]
    pub scheme: Option<&'a str>,
    /// What stands in front of the path of the requests.
    #[section(min_length = 1)]
    pub path_prefix: Option<&'a str>,
    /// How long sending an alert may take.
    #[section(pattern = pattern::DURATION)]
    pub timeout: Option<&'a str>,
    /// Whether HTTP/2 may be spoken.
    #[section(since = (2, 35, 0))]
    pub enable_http2: Option<bool>,
    /// How TLS is spoken with them.
    pub tls_config: Option<TlsConfig<'a>>,
    /// The proxy that they are reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// The Service's namespace. The Prometheus' own where it is not set.
    #[section(min_length = 1, emit = emit::kubernetes_sd_configs, key = "kubernetes_sd_configs.namespaces")]
    pub namespace: Option<&'a str>,
    /// The Service's name.
    #[section(required, min_length = 1, skip)]
    pub name: &'a str,
    /// The port: its name in the Service, or the container's port number.
    #[section(required, skip)]
    pub port: IntOrString<'a>,
    /// A file in the Prometheus container that holds a token. Replaced by `authorization`.
    pub bearer_token_file: &'a str,
    /// Authenticates with a user name and a password.
    #[section(since = (2, 26, 0))]
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Signs requests for Amazon Web Services.
    #[section(since = (2, 48, 0))]
    pub sigv4: Option<Sigv4<'a>>,
    /// The version of the Alertmanager's interface. Prometheus 3 speaks `v2` only.
    #[section(one_of = API_VERSIONS, since = (2, 11, 0), emit = emit::api_version)]
    pub api_version: Option<&'a str>,
    /// Rules that rewrite or drop Alertmanagers.
    #[section(name = "relabelings", emit = emit::relabel_configs)]
    pub relabel_configs: Vec<RelabelConfig<'a>>,
    /// Rules that rewrite or drop alerts.
    #[section(name = "alertRelabelings", since = (2, 51, 0))]
    pub alert_relabel_configs: Vec<RelabelConfig<'a>>,
}
