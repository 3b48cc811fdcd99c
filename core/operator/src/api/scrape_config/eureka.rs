//! Eureka.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker};
use crate::render::Context;

/// Finds the instances of the applications that are registered with a Eureka server.
#[derive(Clone, Debug, Default, Section)]
pub struct EurekaSdConfig<'a> {
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the server is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// How TLS is spoken with the server.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// How often the server is asked. Prometheus takes `30s` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Address of the server.
    #[section(required, omit_empty, pattern = pattern::HTTP_SERVER)]
    pub server: &'a str,
}

impl ServiceDiscovery for EurekaSdConfig<'_> {
    const NAME: &'static str = "eurekaSDConfigs";

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}
