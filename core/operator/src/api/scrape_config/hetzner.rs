//! Hetzner.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker};
use crate::render::{Context, Refusal, Writer};

/// The APIs.
const ROLES: &[&str] = &["hcloud", "Hcloud", "robot", "Robot"];

/// Finds servers of Hetzner, by their public addresses.
#[derive(Clone, Debug, Default, Section)]
pub struct HetznerSdConfig<'a> {
    /// Authenticates with a user name and a password, which the role `robot` needs.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header, which the role `hcloud` needs.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the API is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// The API: `hcloud` lists cloud servers, `robot` dedicated ones.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
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
    /// A label selector that cloud servers are filtered by.
    #[section(min_length = 1, since = (3, 5, 0), emit = label_selector)]
    pub label_selector: Option<&'a str>,
}

/// `label_selector`, left out where it is empty.
fn label_selector(hetzner: &HetznerSdConfig<'_>, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
    if let Some(selector) = hetzner.label_selector.filter(|selector| !selector.is_empty()) {
        w.key("label_selector");
        w.string(selector);
    }
    Ok(())
}

impl ServiceDiscovery for HetznerSdConfig<'_> {
    const NAME: &'static str = "hetznerSDConfigs";

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        if self.label_selector.is_some() && !checker.since((3, 5, 0)) {
            let reason = "field `labelSelector` is only supported for Prometheus version >= 3.5.0";
            return Err(reason.to_owned()).at(index);
        }
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
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
        assert_eq!(checked("3.4.2", |checker| hetzner.check(0, checker)), reason);
    }
}
