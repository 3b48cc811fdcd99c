//! Nomad.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker, check_server};
use crate::render::Context;

/// Finds the services that are registered with Nomad.
#[derive(Clone, Debug, Default, Section)]
pub struct NomadSdConfig<'a> {
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the server is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Address of the server, with its scheme.
    #[section(required, pattern = pattern::HTTP_SERVER)]
    pub server: &'a str,
    /// Whether answers may be stale, which spares the leader. Prometheus takes `true` where it is not set.
    pub allow_stale: Option<bool>,
    /// The namespace. Prometheus takes `default` where it is not set.
    #[section(min_length = 1)]
    pub namespace: Option<&'a str>,
    /// How often the server is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// The region. Prometheus takes `global` where it is not set.
    #[section(min_length = 1)]
    pub region: Option<&'a str>,
    /// What stands between the tags in the `__meta_nomad_tags` label. Prometheus takes `,` where it is not set.
    #[section(min_length = 1)]
    pub tag_separator: Option<&'a str>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// How TLS is spoken with the server.
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

impl ServiceDiscovery for NomadSdConfig<'_> {
    const NAME: &'static str = "nomadSDConfigs";

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        check_server(self.server).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}
