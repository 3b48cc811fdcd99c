//! Amazon Lightsail.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use super::aws::AwsCredentials;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::Context;

/// Discovers Amazon Lightsail instances by their private addresses.
#[derive(Clone, Debug, Default, Section)]
pub struct LightsailSdConfig<'a> {
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Proxy used to reach the API.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// AWS region. Defaults to the region of the instance that Prometheus runs on.
    #[section(min_length = 1)]
    pub region: Option<&'a str>,
    /// Endpoint of the API, if it is not Amazon's own.
    #[section(min_length = 1)]
    pub endpoint: Option<&'a str>,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often to query the API. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Access keys and role.
    #[section(flatten)]
    pub credentials: AwsCredentials<'a>,
    /// TLS settings for connections to the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for LightsailSdConfig<'_> {
    const NAME: &'static str = "lightSailSDConfigs";
    const WHAT: &'static str = "lightSail SD configuration";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        self.credentials.check(at, checker);
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.proxy(&self.proxy, at);
    }
}
