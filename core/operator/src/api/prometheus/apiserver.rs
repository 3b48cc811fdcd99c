//! How Prometheus reaches the Kubernetes API, where that is not the cluster it runs in.

use promwright_kubernetes::Section;

use crate::api::http::{Authorization, BasicAuth, ProxyConfig, TlsConfig};
use crate::render::Context;

/// The Kubernetes API that targets and Alertmanagers are found by.
#[derive(Clone, Debug, Default, Section)]
pub struct ApiserverConfig<'a> {
    /// The address: `host`, `host:port` or a URL.
    #[section(name = "host", required)]
    pub api_server: &'a str,
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// A token that stands in the configuration as it is. Replaced by `authorization`.
    pub bearer_token: &'a str,
    /// A file in the Prometheus container that holds a token. Replaced by `authorization`.
    pub bearer_token_file: &'a str,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<Authorization<'a>>,
    /// How TLS is spoken with the API.
    pub tls_config: Option<TlsConfig<'a>>,
    /// The proxy that the API is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
}
