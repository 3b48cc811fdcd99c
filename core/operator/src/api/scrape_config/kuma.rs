//! Kuma.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker, check_server};
use crate::render::Context;
use crate::rules::field_version;

/// Discovers the data planes of a Kuma mesh.
#[derive(Clone, Debug, Default, Section)]
pub struct KumaSdConfig<'a> {
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the control plane.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// URL of the control plane's Monitoring Assignment Discovery Service (MADS).
    #[section(required, pattern = pattern::HTTP_SERVER)]
    pub server: &'a str,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// TLS settings for connections to the control plane.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// How often to query the control plane. Prometheus defaults to `30s`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Request timeout. Prometheus defaults to `2m`.
    #[section(pattern = pattern::DURATION)]
    pub fetch_timeout: Option<&'a str>,
    /// Client ID that identifies this Prometheus to the control plane.
    #[section(name = "clientID", min_length = 1, rejected_before = (2, 50, 0))]
    pub client_id: Option<&'a str>,
}

impl ServiceDiscovery for KumaSdConfig<'_> {
    const NAME: &'static str = "kumaSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        // The operator names no index here.
        let says = format_args!(
            "field `clientID` in kuma SD configuration is only supported for Prometheus version >= 2.50.0"
        );
        field_version::check_saying::<Self>("clientID", self.client_id.is_some(), says, &at.without_index(), checker);
        check_server(self.server, &at.below("server"), checker);
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.proxy(&self.proxy, at);
    }
}
