//! PuppetDB.

use promwright_go::url;
use promwright_kubernetes::Section;

use super::{ServiceDiscovery, Since};
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker};
use crate::render::Context;

/// Finds the nodes of resources in a PuppetDB.
#[derive(Clone, Debug, Default, Section)]
pub struct PuppetDbSdConfig<'a> {
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that PuppetDB is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Address that PuppetDB answers queries at.
    #[section(required, pattern = pattern::HTTP_SERVER)]
    pub url: &'a str,
    /// A query for resources, in the Puppet Query Language.
    #[section(required, min_length = 1)]
    pub query: &'a str,
    /// Whether the parameters of resources become labels. They can then be seen in Prometheus, secrets included.
    pub include_parameters: Option<bool>,
    /// The port of the targets. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// How often PuppetDB is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// How TLS is spoken with PuppetDB.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

impl ServiceDiscovery for PuppetDbSdConfig<'_> {
    const NAME: &'static str = "puppetDBSDConfigs";
    const SINCE: Option<Since> = Some(Since { what: "puppetDB SD configuration", version: (2, 31, 0) });

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        check_query_url(self.url).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}

fn check_query_url(text: &str) -> Check {
    let url = url::parse(text).map_err(|error| error.to_string())?;
    if !matches!(url.scheme.as_str(), "http" | "https") {
        return Err("URL scheme must be 'http' or 'https'".to_owned());
    }
    if url.host.is_empty() {
        return Err("host is missing in URL".to_owned());
    }
    Ok(())
}
