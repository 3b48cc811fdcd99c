//! Docker Swarm.

use promwright_kubernetes::Section;

use super::filter::Filters;
use super::{ServiceDiscovery, Since};
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker, check_url};
use crate::render::Context;

/// What can be found.
const ROLES: &[&str] = &["Services", "Tasks", "Nodes"];

/// Finds the services, tasks or nodes of a Docker Swarm.
#[derive(Clone, Debug, Default, Section)]
pub struct DockerSwarmSdConfig<'a> {
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the daemon is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Filters of the daemon's list of what the role names.
    pub filters: Filters<'a>,
    /// Address of the daemon, such as `unix:///var/run/docker.sock`.
    #[section(required, pattern = pattern::DAEMON_URL)]
    pub host: &'a str,
    /// How TLS is spoken with the daemon.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// What targets are made of.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
    /// The port of nodes, and of services and tasks that publish none. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often the daemon is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for DockerSwarmSdConfig<'_> {
    const NAME: &'static str = "dockerswarmSDConfigs";
    const SINCE: Option<Since> = Some(Since { what: "dockerswarm SD configuration", version: (2, 20, 0) });

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        check_url(self.host).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}
