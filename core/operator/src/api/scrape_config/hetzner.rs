//! Hetzner.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::{Context, Refusal, Writer};
use crate::rules::field_version;

/// Accepted roles.
const ROLES: &[&str] = &["hcloud", "Hcloud", "robot", "Robot"];

/// Discovers Hetzner servers by their public addresses.
#[derive(Clone, Debug, Default, Section)]
pub struct HetznerSdConfig<'a> {
    /// Authenticates with a username and password. Required for the role `robot`.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header. Required for the role `hcloud`.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the API.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// API to query: `hcloud` lists cloud servers, `robot` lists dedicated servers.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// TLS settings for connections to the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often to query the API. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Label selector for cloud servers.
    #[section(min_length = 1, since = (3, 5, 0), emit = label_selector)]
    pub label_selector: Option<&'a str>,
}

/// `label_selector`, omitted if it is empty.
fn label_selector(hetzner: &HetznerSdConfig<'_>, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
    if let Some(selector) = hetzner.label_selector.filter(|selector| !selector.is_empty()) {
        w.key("label_selector");
        w.string(selector);
    }
    Ok(())
}

impl ServiceDiscovery for HetznerSdConfig<'_> {
    const NAME: &'static str = "hetznerSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        field_version::check_field::<Self>("labelSelector", self.label_selector.is_some(), at, checker);
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.proxy(&self.proxy, at);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{checked, written};
    use super::*;

    #[test]
    fn an_empty_label_selector_is_checked_but_not_written() {
        let hetzner = HetznerSdConfig { role: "Robot", label_selector: Some(""), ..HetznerSdConfig::default() };
        assert_eq!(written(&hetzner, "3.5.0"), "role: robot\n");
        let reason = "[0]: field `labelSelector` is only supported for Prometheus version >= 3.5.0";
        assert_eq!(checked("3.4.2", |checker| hetzner.check(&At::SPEC.index(0), checker)), reason);
    }
}
