//! An HTTP endpoint that lists targets.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker, check_url};
use crate::render::Context;

/// Fetches targets from an HTTP endpoint, in the JSON format of the file service discovery.
#[derive(Clone, Debug, Default, Section)]
pub struct HttpSdConfig<'a> {
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// TLS settings for connections to the endpoint.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Proxy used to reach the endpoint.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// URL of the endpoint.
    #[section(required, pattern = pattern::HTTP_SERVER)]
    pub url: &'a str,
    /// How often to query the endpoint. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for HttpSdConfig<'_> {
    const NAME: &'static str = "httpSDConfigs";
    const WHAT: &'static str = "HTTP SD configuration";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        check_url(self.url, &at.below("url"), checker);
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.proxy(&self.proxy, at);
    }
}
