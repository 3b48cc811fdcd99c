//! Linode.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::Context;

/// Discovers Linode instances by their public addresses.
#[derive(Clone, Debug, Default, Section)]
pub struct LinodeSdConfig<'a> {
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the API.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// TLS settings for connections to the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// Linode region. If it is not set, all regions are included.
    #[section(min_length = 1)]
    pub region: Option<&'a str>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// Separator between the tags in the `__meta_linode_tags` label. Prometheus defaults to `,`.
    #[section(min_length = 1)]
    pub tag_separator: Option<&'a str>,
    /// How often to query the API. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
}

impl ServiceDiscovery for LinodeSdConfig<'_> {
    const NAME: &'static str = "linodeSDConfigs";
    const WHAT: &'static str = "linode SD configuration";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.proxy(&self.proxy, at);
    }
}
