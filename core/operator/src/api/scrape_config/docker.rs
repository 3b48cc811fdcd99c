//! Docker.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use super::filter::Filters;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker, check_url};
use crate::render::Context;

/// Finds the containers of a Docker daemon: a target for each network and exposed port.
#[derive(Clone, Debug, Default, Section)]
pub struct DockerSdConfig<'a> {
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the daemon is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Filters of the daemon's list of containers.
    pub filters: Filters<'a>,
    /// Address of the daemon, such as `unix:///var/run/docker.sock`.
    #[section(required, min_length = 1, pattern = pattern::DAEMON_URL)]
    pub host: &'a str,
    /// How TLS is spoken with the daemon.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// The port of containers that expose none. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// The address of containers in the host's network. Prometheus takes `localhost` where it is not set.
    #[section(min_length = 1)]
    pub host_networking_host: Option<&'a str>,
    /// Whether only the first network of a container makes targets. Prometheus takes `true` where it is not set.
    #[section(since = (2, 54, 1))]
    pub match_first_network: Option<bool>,
    /// How often the daemon is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for DockerSdConfig<'_> {
    const NAME: &'static str = "dockerSDConfigs";

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        if self.match_first_network.is_some() && !checker.since((2, 54, 1)) {
            let reason = "field `matchFirstNetwork` is only supported for Prometheus version >= 2.54.1";
            return Err(reason.to_owned()).at(index);
        }
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        check_url(self.host).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}
