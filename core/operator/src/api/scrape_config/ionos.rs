//! IONOS.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::{Context, Emit, Refusal, Writer};

/// Discovers the servers of an IONOS data center.
#[derive(Clone, Debug, Default, Section)]
pub struct IonosSdConfig<'a> {
    /// Authenticates with credentials in the `Authorization` header. Required, but ignored if `oauth2` is set.
    #[section(required, emit = authorization)]
    pub authorization: SafeAuthorization<'a>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the API.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// TLS settings for connections to the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// ID of the data center.
    #[section(name = "datacenterID", required, min_length = 1)]
    pub datacenter_id: &'a str,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often to query the API. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
}

/// `authorization`, omitted if `oauth2` is set, even if `oauth2` itself is not written.
fn authorization(ionos: &IonosSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if ionos.oauth2.is_none() && Emit::is_written(&ionos.authorization, cx) {
        w.key("authorization");
        ionos.authorization.emit(w, cx)?;
    }
    Ok(())
}

impl ServiceDiscovery for IonosSdConfig<'_> {
    const NAME: &'static str = "IonosSDConfigs";
    const WHAT: &'static str = "IONOS SD configuration";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        checker.authorization(Some(&self.authorization), &at.below("authorization"));
        checker.proxy(&self.proxy, at);
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::written;
    use super::*;

    #[test]
    fn authorization_gives_way_to_oauth2() {
        let ionos = IonosSdConfig { datacenter_id: "d", ..IonosSdConfig::default() };
        assert_eq!(written(&ionos, "3.0.0"), "authorization:\n  type: Bearer\ndatacenter_id: d\n");
        assert_eq!(written(&ionos, "2.25.2"), "datacenter_id: d\n");
        // The Secret is missing, so neither is written.
        let ionos = IonosSdConfig { oauth2: Some(OAuth2::default()), ..ionos };
        assert_eq!(written(&ionos, "3.0.0"), "datacenter_id: d\n");
    }
}
