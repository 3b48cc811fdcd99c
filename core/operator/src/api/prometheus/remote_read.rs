//! Remote read: servers that queries read from.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;

use crate::api::http::{Authorization, BasicAuth, OAuth2, ProxyConfig, TlsConfig};
use crate::api::pattern;
use crate::render::Context;

/// A server that queries read from in addition to the local storage.
#[derive(Clone, Debug, Default, Section)]
pub struct RemoteReadSpec<'a> {
    /// URL of the server.
    #[section(required, pattern = pattern::HTTP_URL)]
    pub url: &'a str,
    /// Request timeout. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub remote_timeout: Option<&'a str>,
    /// Headers to add to requests. Headers that Prometheus sets itself cannot be overridden.
    #[section(since = (2, 26, 0))]
    pub headers: Map<'a, &'a str>,
    /// Name to identify the server in metrics and logs. Must be unique among all remote reads.
    #[section(since = (2, 15, 0))]
    pub name: &'a str,
    /// Label values that a query must select to be sent to the server.
    pub required_matchers: Map<'a, &'a str>,
    /// Whether to query the server even for time ranges that the local storage covers completely.
    #[section(omit_empty)]
    pub read_recent: bool,
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
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    #[section(since = (2, 26, 0))]
    pub follow_redirects: Option<bool>,
    /// Whether to add the external labels to the selectors that are sent to the server. Prometheus defaults to `true`.
    #[section(since = (2, 34, 0))]
    pub filter_external_labels: Option<bool>,
}
