//! Eureka.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::Context;

/// Discovers the application instances that are registered with a Eureka server.
#[derive(Clone, Debug, Default, Section)]
pub struct EurekaSdConfig<'a> {
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the server.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// TLS settings for connections to the server.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// How often to query the server. Prometheus defaults to `30s`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// URL of the server.
    #[section(required, omit_empty, pattern = pattern::HTTP_SERVER)]
    pub server: &'a str,
}

impl ServiceDiscovery for EurekaSdConfig<'_> {
    const NAME: &'static str = "eurekaSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.proxy(&self.proxy, at);
    }
}
