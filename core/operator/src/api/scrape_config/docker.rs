//! Docker.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use super::filter::Filters;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker, check_url};
use crate::render::Context;
use crate::rules::field_version;

/// Discovers the containers of a Docker daemon: one target for each network and exposed port.
#[derive(Clone, Debug, Default, Section)]
pub struct DockerSdConfig<'a> {
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the Docker daemon.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Filters for the list of containers.
    pub filters: Filters<'a>,
    /// Address of the Docker daemon, such as `unix:///var/run/docker.sock`.
    #[section(required, min_length = 1, pattern = pattern::DAEMON_URL)]
    pub host: &'a str,
    /// TLS settings for connections to the Docker daemon.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Port to scrape on containers that do not expose one. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// Address of containers that use the host's network. Prometheus defaults to `localhost`.
    #[section(min_length = 1)]
    pub host_networking_host: Option<&'a str>,
    /// Whether to discover only the first network of a container. Prometheus defaults to `true`.
    #[section(since = (2, 54, 1))]
    pub match_first_network: Option<bool>,
    /// How often to query the Docker daemon. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for DockerSdConfig<'_> {
    const NAME: &'static str = "dockerSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        field_version::check_field::<Self>("matchFirstNetwork", self.match_first_network.is_some(), at, checker);
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        check_url(self.host, &at.below("host"), checker);
        checker.proxy(&self.proxy, at);
    }
}
