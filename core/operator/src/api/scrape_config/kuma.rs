//! Kuma.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker, check_server};
use crate::render::Context;

/// Finds the data planes of a Kuma mesh.
#[derive(Clone, Debug, Default, Section)]
pub struct KumaSdConfig<'a> {
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the control plane is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Address of the control plane's monitoring assignment server.
    #[section(required, pattern = pattern::HTTP_SERVER)]
    pub server: &'a str,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// How TLS is spoken with the control plane.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// How long Prometheus waits between two requests. It takes `30s` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// How long a request may take. Prometheus takes `2m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub fetch_timeout: Option<&'a str>,
    /// The name that the control plane knows this Prometheus by.
    #[section(name = "clientID", min_length = 1)]
    pub client_id: Option<&'a str>,
}

impl ServiceDiscovery for KumaSdConfig<'_> {
    const NAME: &'static str = "kumaSDConfigs";

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        if self.client_id.is_some() && !checker.since((2, 50, 0)) {
            // The operator names no index here.
            return Err("field `clientID` in kuma SD configuration is only supported for Prometheus version >= 2.50.0"
                .to_owned());
        }
        check_server(self.server).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}
