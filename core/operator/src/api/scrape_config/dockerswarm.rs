//! Docker Swarm.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use super::filter::Filters;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker, check_url};
use crate::render::Context;

/// Accepted roles.
const ROLES: &[&str] = &["Services", "Tasks", "Nodes"];

/// Discovers the services, tasks or nodes of a Docker Swarm.
#[derive(Clone, Debug, Default, Section)]
pub struct DockerSwarmSdConfig<'a> {
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the Docker daemon.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Filters for the list of services, tasks or nodes, depending on `role`.
    pub filters: Filters<'a>,
    /// Address of the Docker daemon, such as `unix:///var/run/docker.sock`.
    #[section(required, pattern = pattern::DAEMON_URL)]
    pub host: &'a str,
    /// TLS settings for connections to the Docker daemon.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Type of objects to discover.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
    /// Port to scrape on nodes, and on services and tasks that do not publish one. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often to query the Docker daemon. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for DockerSwarmSdConfig<'_> {
    const NAME: &'static str = "dockerswarmSDConfigs";
    const WHAT: &'static str = "dockerswarm SD configuration";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        check_url(self.host, &at.below("host"), checker);
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.proxy(&self.proxy, at);
    }
}
