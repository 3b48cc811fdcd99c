//! Nomad.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker, check_server};
use crate::render::Context;

/// Discovers the services that are registered with Nomad.
#[derive(Clone, Debug, Default, Section)]
pub struct NomadSdConfig<'a> {
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the server.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// URL of the server.
    #[section(required, pattern = pattern::HTTP_SERVER)]
    pub server: &'a str,
    /// Whether to allow stale results, which reduces the load on the Nomad leader. Prometheus defaults to `true`.
    pub allow_stale: Option<bool>,
    /// Nomad namespace. Prometheus defaults to `default`.
    #[section(min_length = 1)]
    pub namespace: Option<&'a str>,
    /// How often to query the server. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Nomad region. Prometheus defaults to `global`.
    #[section(min_length = 1)]
    pub region: Option<&'a str>,
    /// Separator between the tags in the `__meta_nomad_tags` label. Prometheus defaults to `,`.
    #[section(min_length = 1)]
    pub tag_separator: Option<&'a str>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// TLS settings for connections to the server.
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

impl ServiceDiscovery for NomadSdConfig<'_> {
    const NAME: &'static str = "nomadSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        check_server(self.server, &at.below("server"), checker);
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.proxy(&self.proxy, at);
    }
}
