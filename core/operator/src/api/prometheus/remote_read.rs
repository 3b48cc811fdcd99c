//! Servers that queries read from.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;

use crate::api::http::{Authorization, BasicAuth, OAuth2, ProxyConfig, TlsConfig};
use crate::api::pattern;
use crate::render::Context;

/// A server that queries read from besides the own storage.
#[derive(Clone, Debug, Default, Section)]
pub struct RemoteReadSpec<'a> {
    /// The server's address.
    #[section(required, pattern = pattern::HTTP_URL)]
    pub url: &'a str,
    /// How long a request may take.
    #[section(pattern = pattern::DURATION)]
    pub remote_timeout: Option<&'a str>,
    /// Headers of the requests. Those that Prometheus sets itself cannot be overridden.
    #[section(since = (2, 26, 0))]
    pub headers: Map<'a, &'a str>,
    /// A name that tells the queue apart in metrics and logs. Unique among all remote reads.
    #[section(since = (2, 15, 0))]
    pub name: &'a str,
    /// The labels, with their values, that a query must ask for to be sent to the server.
    pub required_matchers: Map<'a, &'a str>,
    /// Whether the server is also asked about times that the own storage holds in full.
    #[section(omit_empty)]
    pub read_recent: bool,
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
    /// Whether redirects are followed.
    #[section(since = (2, 26, 0))]
    pub follow_redirects: Option<bool>,
    /// Whether external labels are added to what the server is asked for.
    #[section(since = (2, 34, 0))]
    pub filter_external_labels: Option<bool>,
}
