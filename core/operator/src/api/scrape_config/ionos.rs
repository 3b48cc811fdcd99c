//! IONOS.

use promwright_kubernetes::Section;

use super::{ServiceDiscovery, Since};
use crate::api::http::{OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker};
use crate::render::{Context, Emit, Refusal, Writer};

/// Finds the servers of an IONOS data center.
#[derive(Clone, Debug, Default, Section)]
pub struct IonosSdConfig<'a> {
    /// Authenticates with credentials in the `Authorization` header. Must be given, but is not used where `oauth2` is set.
    #[section(required, emit = authorization)]
    pub authorization: SafeAuthorization<'a>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the API is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// How TLS is spoken with the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// The data center.
    #[section(name = "datacenterID", required, min_length = 1)]
    pub datacenter_id: &'a str,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// The port of the targets. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often the API is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
}

/// `authorization`, left out where `oauth2` is set, even where that is not written.
fn authorization(ionos: &IonosSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if ionos.oauth2.is_none() && Emit::is_written(&ionos.authorization, cx) {
        w.key("authorization");
        ionos.authorization.emit(w, cx)?;
    }
    Ok(())
}

impl ServiceDiscovery for IonosSdConfig<'_> {
    const NAME: &'static str = "IonosSDConfigs";
    const SINCE: Option<Since> = Some(Since { what: "IONOS SD configuration", version: (2, 36, 0) });

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        checker.authorization(Some(&self.authorization)).at(index)?;
        checker.proxy(&self.proxy).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)
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
