//! How Prometheus connects to a Kubernetes API other than that of the cluster it runs in.

use promwright_kubernetes::Section;

use crate::api::http::{Authorization, BasicAuth, ProxyConfig, TlsConfig};
use crate::render::Context;

/// Kubernetes API used to discover targets and Alertmanagers.
#[derive(Clone, Debug, Default, Section)]
pub struct ApiserverConfig<'a> {
    /// Address of the API server: `host`, `host:port` or a URL.
    #[section(name = "host", required)]
    pub api_server: &'a str,
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Bearer token in plain text. Deprecated in favor of `authorization`.
    pub bearer_token: &'a str,
    /// File in the Prometheus container that holds a bearer token. Deprecated in favor of `authorization`.
    pub bearer_token_file: &'a str,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<Authorization<'a>>,
    /// TLS settings for connections to the API server.
    pub tls_config: Option<TlsConfig<'a>>,
    /// Proxy used to reach the API server.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
}
