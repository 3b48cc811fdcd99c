//! Consul.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::ListType;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SCHEMES, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::check::{At, Check, Checker};
use crate::render::{Context, Refusal, Writer, secret_or_refuse};

/// Finds targets in a Consul catalogue.
#[derive(Clone, Debug, Default, Section)]
pub struct ConsulSdConfig<'a> {
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the catalogue is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// How TLS is spoken with the agent.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Address of the Consul agent, `host` or `host:port`.
    #[section(required, min_length = 1)]
    pub server: &'a str,
    /// Prefix of the agent's API, where it stands behind a gateway.
    #[section(min_length = 1)]
    pub path_prefix: Option<&'a str>,
    /// The key of a Secret that holds the ACL token.
    #[section(emit = token, key = "token")]
    pub token_ref: Option<SecretKeySelector<'a>>,
    /// The datacenter; the agent's own where it is not set.
    #[section(min_length = 1)]
    pub datacenter: Option<&'a str>,
    /// The namespace (Consul Enterprise).
    #[section(min_length = 1)]
    pub namespace: Option<&'a str>,
    /// The admin partition (Consul Enterprise).
    #[section(min_length = 1)]
    pub partition: Option<&'a str>,
    /// The scheme that the agent is reached by.
    #[section(one_of = SCHEMES, lowercase)]
    pub scheme: Option<&'a str>,
    /// The services whose instances are targets; all services where none is named.
    #[section(list = ListType::Set)]
    pub services: Vec<&'a str>,
    /// The tags that a service must have, all of them.
    #[section(list = ListType::Set)]
    pub tags: Vec<&'a str>,
    /// What stands between the tags in the `__meta_consul_tags` label.
    #[section(min_length = 1)]
    pub tag_separator: Option<&'a str>,
    /// The metadata that a node must have, all of it.
    #[section(atomic)]
    pub node_meta: Map<'a, &'a str>,
    /// An expression that the catalogue is filtered by.
    #[section(min_length = 1)]
    pub filter: Option<&'a str>,
    /// An expression that the health endpoint's answers are filtered by.
    #[section(min_length = 1)]
    pub health_filter: Option<&'a str>,
    /// Whether answers may be stale, which spares the Consul leader.
    pub allow_stale: Option<bool>,
    /// How often the catalogue is asked.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

fn token(consul: &ConsulSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(selector) = &consul.token_ref else { return Ok(()) };
    secret_or_refuse("token", &format!("read {} secret", selector.name), selector, w, cx)
}

impl ServiceDiscovery for ConsulSdConfig<'_> {
    const NAME: &'static str = "consulSDConfigs";

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        // The operator names no index here, and the field as its own code calls it.
        let since = |field: &str, version: &str| {
            Err(format!("field `config.{field}` is only supported for Prometheus version >= {version}"))
        };
        if self.path_prefix.is_some() && !checker.since((2, 45, 0)) {
            return since("PathPrefix", "2.45.0");
        }
        if self.namespace.is_some() && !checker.since((2, 28, 0)) {
            return since("Namespace", "2.28.0");
        }
        if self.filter.is_some() && checker.version.major < 3 {
            return since("Filter", "3.0.0");
        }
        if self.health_filter.is_some() && !checker.since((3, 11, 2)) {
            return since("HealthFilter", "3.11.2");
        }
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.secret_if_set(self.token_ref.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
    }
}
