//! PuppetDB.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::Context;
use crate::rules::puppetdb_url;

/// Discovers the nodes of resources in PuppetDB.
#[derive(Clone, Debug, Default, Section)]
pub struct PuppetDbSdConfig<'a> {
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach PuppetDB.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// URL of the PuppetDB query endpoint.
    #[section(required, pattern = pattern::HTTP_SERVER)]
    pub url: &'a str,
    /// Query for resources, in the Puppet Query Language (PQL).
    #[section(required, min_length = 1)]
    pub query: &'a str,
    /// Whether to attach the parameters of resources as labels. This exposes them in Prometheus, including secrets.
    pub include_parameters: Option<bool>,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often to query PuppetDB. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// TLS settings for connections to PuppetDB.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for PuppetDbSdConfig<'_> {
    const NAME: &'static str = "puppetDBSDConfigs";
    const WHAT: &'static str = "puppetDB SD configuration";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        puppetdb_url::check(self.url, &at.below("url"), checker);
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.proxy(&self.proxy, at);
    }
}
