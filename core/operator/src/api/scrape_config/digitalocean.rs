//! DigitalOcean.

use promwright_kubernetes::Section;

use super::{ServiceDiscovery, Since};
use crate::api::http::{OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker};
use crate::render::Context;

/// Finds droplets of DigitalOcean, by their public addresses.
#[derive(Clone, Debug, Default, Section)]
pub struct DigitalOceanSdConfig<'a> {
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the API is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// How TLS is spoken with the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// The port of the targets. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often the API is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
}

impl ServiceDiscovery for DigitalOceanSdConfig<'_> {
    const NAME: &'static str = "digitalOceanSDConfigs";
    const SINCE: Option<Since> = Some(Since { what: "service discovery for Digital Ocean", version: (2, 20, 0) });

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}
