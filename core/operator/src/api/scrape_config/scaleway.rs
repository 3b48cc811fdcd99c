//! Scaleway.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::{ListType, Schema};

use super::{ServiceDiscovery, Since};
use crate::api::http::{ProxyConfig, SafeTlsConfig};
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::check::{At, Check, Checker};
use crate::render::{Context, Refusal, Writer, secret_or_empty};

/// What can be found.
const ROLES: &[&str] = &["Instance", "Baremetal"];

/// Finds the servers of Scaleway.
#[derive(Clone, Debug, Default, Section)]
pub struct ScalewaySdConfig<'a> {
    /// The access key.
    #[section(required, min_length = 1)]
    pub access_key: &'a str,
    /// The key of a Secret that holds the secret key.
    #[section(required, emit = secret_key)]
    pub secret_key: SecretKeySelector<'a>,
    /// The project.
    #[section(name = "projectID", required, min_length = 1)]
    pub project_id: &'a str,
    /// What targets are made of: virtual or dedicated servers.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
    /// The port of the targets. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// Address of the API. Prometheus takes `https://api.scaleway.com` where it is not set.
    #[section(name = "apiURL", pattern = pattern::HTTP_SERVER)]
    pub api_url: Option<&'a str>,
    /// The zone. Prometheus takes `fr-par-1` where it is not set.
    #[section(min_length = 1)]
    pub zone: Option<&'a str>,
    /// A text that a server's name must contain.
    #[section(min_length = 1)]
    pub name_filter: Option<&'a str>,
    /// The tags that a server must have, all of them.
    #[section(min_items = 1, list = ListType::Set, items = &Schema::string().with_min_length(1))]
    pub tags_filter: Vec<&'a str>,
    /// How often the API is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// The proxy that the API is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// How TLS is spoken with the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

fn secret_key(scaleway: &ScalewaySdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    secret_or_empty("secret_key", &scaleway.secret_key, w, cx);
    Ok(())
}

impl ServiceDiscovery for ScalewaySdConfig<'_> {
    const NAME: &'static str = "ScalewaySDConfigs";
    const SINCE: Option<Since> = Some(Since { what: "ScaleWay SD configuration", version: (2, 26, 0) });

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        checker.secret(&self.secret_key).at(index)?;
        checker.proxy(&self.proxy).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)
    }
}
