//! Amazon Lightsail.

use promwright_kubernetes::Section;

use super::aws::AwsCredentials;
use super::{ServiceDiscovery, Since};
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker};
use crate::render::Context;

/// Finds instances of Amazon Lightsail, by their private addresses.
#[derive(Clone, Debug, Default, Section)]
pub struct LightsailSdConfig<'a> {
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// The proxy that the API is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The region; that of the instance which Prometheus runs on where it is not set.
    #[section(min_length = 1)]
    pub region: Option<&'a str>,
    /// Address of the API, where it is not Amazon's own.
    #[section(min_length = 1)]
    pub endpoint: Option<&'a str>,
    /// The port of the targets. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often the API is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// The keys and the role.
    #[section(flatten)]
    pub credentials: AwsCredentials<'a>,
    /// How TLS is spoken with the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for LightsailSdConfig<'_> {
    const NAME: &'static str = "lightSailSDConfigs";
    const SINCE: Option<Since> = Some(Since { what: "lightSail SD configuration", version: (2, 27, 0) });

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        self.credentials.check(checker).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}
