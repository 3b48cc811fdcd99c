//! An HTTP endpoint that lists targets.

use promwright_kubernetes::Section;

use super::{ServiceDiscovery, Since};
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker, check_url};
use crate::render::Context;

/// Fetches targets from an HTTP endpoint, in the JSON of the file service discovery.
#[derive(Clone, Debug, Default, Section)]
pub struct HttpSdConfig<'a> {
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// How TLS is spoken with the endpoint.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// The proxy that the endpoint is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Address of the endpoint.
    #[section(required, pattern = pattern::HTTP_SERVER)]
    pub url: &'a str,
    /// How often the endpoint is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for HttpSdConfig<'_> {
    const NAME: &'static str = "httpSDConfigs";
    const SINCE: Option<Since> = Some(Since { what: "HTTP SD configuration", version: (2, 28, 0) });

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        check_url(self.url).at(index)?;
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}
