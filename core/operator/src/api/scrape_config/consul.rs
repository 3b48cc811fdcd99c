//! Consul.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::ListType;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SCHEMES, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::check::{At, Checker};
use crate::render::{Context, Refusal, Writer, secret_or_refuse};
use crate::rules::field_version;

/// Discovers targets in a Consul catalog.
#[derive(Clone, Debug, Default, Section)]
pub struct ConsulSdConfig<'a> {
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the Consul agent.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// TLS settings for connections to the Consul agent.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Address of the Consul agent, `host` or `host:port`.
    #[section(required, min_length = 1)]
    pub server: &'a str,
    /// Path prefix of the agent's API, if the agent is behind a gateway.
    #[section(min_length = 1, rejected_before = (2, 45, 0))]
    pub path_prefix: Option<&'a str>,
    /// Key of a Secret that holds the ACL token.
    #[section(emit = token, key = "token")]
    pub token_ref: Option<SecretKeySelector<'a>>,
    /// Consul datacenter. Defaults to the agent's own datacenter.
    #[section(min_length = 1)]
    pub datacenter: Option<&'a str>,
    /// Consul namespace (Consul Enterprise only).
    #[section(min_length = 1, rejected_before = (2, 28, 0))]
    pub namespace: Option<&'a str>,
    /// Consul admin partition (Consul Enterprise only).
    #[section(min_length = 1)]
    pub partition: Option<&'a str>,
    /// URL scheme for requests to the Consul agent. Prometheus defaults to `http`.
    #[section(one_of = SCHEMES, lowercase)]
    pub scheme: Option<&'a str>,
    /// Services whose instances become targets. If it is empty, all services are included.
    #[section(list = ListType::Set)]
    pub services: Vec<&'a str>,
    /// Tags that a service must have. All of them must match.
    #[section(list = ListType::Set)]
    pub tags: Vec<&'a str>,
    /// Separator between the tags in the `__meta_consul_tags` label. Prometheus defaults to `,`.
    #[section(min_length = 1)]
    pub tag_separator: Option<&'a str>,
    /// Metadata that a node must have. All entries must match.
    #[section(atomic)]
    pub node_meta: Map<'a, &'a str>,
    /// Filter expression for the catalog.
    #[section(min_length = 1, rejected_before = (3, 0, 0))]
    pub filter: Option<&'a str>,
    /// Filter expression for the health endpoint.
    #[section(min_length = 1, rejected_before = (3, 11, 2))]
    pub health_filter: Option<&'a str>,
    /// Whether to allow stale results, which reduces the load on the Consul leader. Prometheus defaults to `true`.
    pub allow_stale: Option<bool>,
    /// How often to query the catalog. Prometheus defaults to `30s`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
}

fn token(consul: &ConsulSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(selector) = &consul.token_ref else { return Ok(()) };
    secret_or_refuse("token", &format!("read {} secret", selector.name), selector, w, cx)
}

impl ServiceDiscovery for ConsulSdConfig<'_> {
    const NAME: &'static str = "consulSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        // The operator names no index here, and the field as its own code calls it.
        let unindexed = at.without_index();
        for (field, is_set, name, version) in [
            ("pathPrefix", self.path_prefix.is_some(), "PathPrefix", "2.45.0"),
            ("namespace", self.namespace.is_some(), "Namespace", "2.28.0"),
            ("filter", self.filter.is_some(), "Filter", "3.0.0"),
            ("healthFilter", self.health_filter.is_some(), "HealthFilter", "3.11.2"),
        ] {
            let says = format_args!("field `config.{name}` is only supported for Prometheus version >= {version}");
            field_version::check_saying::<Self>(field, is_set, says, &unindexed, checker);
        }
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.secret_if_set(self.token_ref.as_ref(), &at.below("tokenRef"));
        checker.proxy(&self.proxy, at);
    }
}
