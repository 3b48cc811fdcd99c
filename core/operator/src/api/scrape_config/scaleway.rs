//! Scaleway.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::{ListType, Schema};

use super::ServiceDiscovery;
use crate::api::http::{ProxyConfig, SafeTlsConfig};
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::check::{At, Checker};
use crate::render::{Context, Refusal, Writer, secret_or_empty};

/// Accepted roles.
const ROLES: &[&str] = &["Instance", "Baremetal"];

/// Discovers Scaleway servers.
#[derive(Clone, Debug, Default, Section)]
pub struct ScalewaySdConfig<'a> {
    /// Access key.
    #[section(required, min_length = 1)]
    pub access_key: &'a str,
    /// Key of a Secret that holds the secret key.
    #[section(required, emit = secret_key)]
    pub secret_key: SecretKeySelector<'a>,
    /// ID of the project.
    #[section(name = "projectID", required, min_length = 1)]
    pub project_id: &'a str,
    /// Type of servers to discover: virtual or dedicated.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// URL of the API. Prometheus defaults to `https://api.scaleway.com`.
    #[section(name = "apiURL", pattern = pattern::HTTP_SERVER)]
    pub api_url: Option<&'a str>,
    /// Scaleway zone. Prometheus defaults to `fr-par-1`.
    #[section(min_length = 1)]
    pub zone: Option<&'a str>,
    /// Text that the name of a server must contain.
    #[section(min_length = 1)]
    pub name_filter: Option<&'a str>,
    /// Tags that a server must have. All of them must match.
    #[section(min_items = 1, list = ListType::Set, items = &Schema::string().with_min_length(1))]
    pub tags_filter: Vec<&'a str>,
    /// How often to query the API. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Proxy used to reach the API.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// TLS settings for connections to the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

fn secret_key(scaleway: &ScalewaySdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    secret_or_empty("secret_key", &scaleway.secret_key, w, cx);
    Ok(())
}

impl ServiceDiscovery for ScalewaySdConfig<'_> {
    const NAME: &'static str = "ScalewaySDConfigs";
    const WHAT: &'static str = "ScaleWay SD configuration";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        checker.secret(&self.secret_key, &at.below("secretKey"));
        checker.proxy(&self.proxy, at);
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
    }
}
