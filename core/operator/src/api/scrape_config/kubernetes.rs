//! The Kubernetes API.

use promwright_go::lowercase;
use promwright_kubernetes::Section;
use promwright_kubernetes::schema::ListType;
use promwright_kubernetes::selector_text::{parse_fields, parse_labels};

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::check::{At, Checker};
use crate::render::{Context, Emit, Refusal, Writer, write_lowercase};
use crate::rules::{discovery_selector, discovery_selector_role, own_namespace_and_api_server, value_version};

/// Kinds of objects that can be discovered.
const ROLES: &[&str] = &["Pod", "Endpoints", "Ingress", "Service", "Node", "EndpointSlice"];

/// Discovers targets from the objects of a Kubernetes cluster.
#[derive(Clone, Debug, Default, Section)]
pub struct KubernetesSdConfig<'a> {
    /// Address of the API server, `host` or `host:port`. If it is not set, Prometheus uses the cluster that it runs in, with
    /// the credentials of its pod.
    #[section(min_length = 1)]
    pub api_server: Option<&'a str>,
    /// Kind of objects to discover.
    #[section(required, one_of = ROLES, emit = role)]
    pub role: &'a str,
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the API server.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// TLS settings for connections to the API server.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Namespaces to discover objects in. If it is not set, all namespaces are included.
    pub namespaces: Option<NamespaceDiscovery<'a>>,
    /// Label and field selectors for the objects, one entry per kind.
    #[section(list = ListType::Map(&["role"]), since = (2, 17, 0))]
    pub selectors: Vec<KubernetesSelector<'a>>,
    /// Additional metadata to attach to targets as labels. Only for the roles `Pod`, `Endpoints` and `EndpointSlice`.
    #[section(emit = attach_metadata)]
    pub attach_metadata: Option<AttachMetadata>,
}

/// Namespaces to discover objects in.
#[derive(Clone, Debug, Default, Section)]
pub struct NamespaceDiscovery<'a> {
    /// Names of the namespaces.
    #[section(always, list = ListType::Set)]
    pub names: Vec<&'a str>,
    /// Whether to include the namespace that Prometheus runs in. Cannot be combined with `apiServer`.
    pub own_namespace: Option<bool>,
}

/// Selectors for one kind of objects.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct KubernetesSelector<'a> {
    /// Kind of objects to select: the kind that is discovered or, for the roles `Endpoints` and `EndpointSlice`, also `Pod` and
    /// `Service`.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
    /// Label selector, such as `app=web,tier!=cache`.
    #[section(min_length = 1)]
    pub label: Option<&'a str>,
    /// Field selector, such as `metadata.name=web`.
    #[section(min_length = 1)]
    pub field: Option<&'a str>,
}

/// Additional metadata to attach to targets as labels.
#[derive(Clone, Debug, Default, Section)]
pub struct AttachMetadata {
    /// Whether to attach the labels and annotations of the node. Prometheus needs permission to list and watch nodes.
    #[section(emit = node)]
    pub node: Option<bool>,
}

fn role(kubernetes: &KubernetesSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if kubernetes.role != "EndpointSlice" || cx.since((2, 21, 0)) {
        w.key("role");
        write_lowercase(kubernetes.role, w);
    }
    Ok(())
}

fn attach_metadata(kubernetes: &KubernetesSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(metadata) = &kubernetes.attach_metadata else { return Ok(()) };
    let is_known = match lowercase(kubernetes.role).as_str() {
        "pod" => cx.since((2, 35, 0)),
        "endpoints" | "endpointslice" => cx.since((2, 37, 0)),
        _ => false,
    };
    if is_known {
        w.key("attach_metadata");
        metadata.emit(w, cx)?;
    }
    Ok(())
}

/// The operator passes its own struct to the YAML library, so `null` is written if nothing is set.
fn node(metadata: &AttachMetadata, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
    w.key("node");
    match metadata.node {
        Some(node) => w.bool(node),
        None => w.null(),
    }
    Ok(())
}

impl ServiceDiscovery for KubernetesSdConfig<'_> {
    const NAME: &'static str = "kubernetesSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        checker.basic_auth(self.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.authorization(self.authorization.as_ref(), &at.below("authorization"));
        checker.oauth2(self.oauth2.as_ref(), &at.below("oauth2"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.proxy(&self.proxy, at);
        let is_endpoint_slice = self.role == "EndpointSlice";
        let says = format_args!("EndpointSlice role is only supported for Prometheus version >= 2.21.0");
        value_version::check(("role", "EndpointSlice"), is_endpoint_slice, (2, 21, 0), says, at, checker);
        let has_own_namespace = self.namespaces.as_ref().is_some_and(|found| found.own_namespace == Some(true));
        if self.api_server.is_some() && has_own_namespace {
            own_namespace_and_api_server::reject(at, checker);
        }
        let list = at.below("selectors");
        for (index, selector) in self.selectors.iter().enumerate() {
            self.check_selector_role(selector, index, at, checker);
        }
        for (index, selector) in self.selectors.iter().enumerate() {
            selector.check(&list.item(index), checker);
        }
    }
}

impl KubernetesSdConfig<'_> {
    /// Whether Prometheus looks at objects of the selector's kind at all.
    fn check_selector_role(
        &self,
        selector: &KubernetesSelector<'_>,
        index: usize,
        at: &At<'_>,
        checker: &mut Checker<'_, '_>,
    ) {
        let allowed: &[&str] = match lowercase(self.role).as_str() {
            "pod" => &["pod"],
            "service" => &["service"],
            "endpointslice" => &["pod", "service", "endpointslice"],
            "endpoints" => &["pod", "service", "endpoints"],
            "node" => &["node"],
            "ingress" => &["ingress"],
            _ => return discovery_selector_role::reject_role(selector.role, at, checker),
        };
        if !allowed.contains(&lowercase(selector.role).as_str()) {
            let unindexed = at.without_index();
            let list = unindexed.below("selectors");
            discovery_selector_role::reject(self.role, allowed, at.item_index(), &list.item(index), checker);
        }
    }
}

impl KubernetesSelector<'_> {
    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        if let Some(Err(error)) = self.field.map(parse_fields) {
            discovery_selector::reject("field", &error, at, checker);
        }
        if let Some(Err(error)) = self.label.map(parse_labels) {
            discovery_selector::reject("label", &error, at, checker);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{checked, written};
    use super::*;

    fn with_metadata(role: &str, node: Option<bool>) -> KubernetesSdConfig<'_> {
        KubernetesSdConfig { role, attach_metadata: Some(AttachMetadata { node }), ..KubernetesSdConfig::default() }
    }

    #[test]
    fn metadata_is_attached_by_role_and_version() {
        for (role, node, version, text) in [
            ("Pod", None, "2.35.0", "role: pod\nattach_metadata:\n  node: null\n"),
            ("Pod", Some(true), "2.34.0", "role: pod\n"),
            ("Endpoints", Some(false), "2.37.0", "role: endpoints\nattach_metadata:\n  node: false\n"),
            ("EndpointSlice", Some(true), "2.36.2", "role: endpointslice\n"),
            ("EndpointSlice", Some(true), "2.20.1", "{}\n"),
            ("Node", Some(true), "3.0.0", "role: node\n"),
        ] {
            assert_eq!(written(&with_metadata(role, node), version), text, "{role} {version}");
        }
    }

    #[test]
    fn names_of_namespaces_are_always_written() {
        let names = NamespaceDiscovery::default();
        let own = NamespaceDiscovery { names: vec!["b", "a"], own_namespace: Some(false) };
        assert_eq!(written(&names, "3.0.0"), "names: []\n");
        assert_eq!(written(&own, "3.0.0"), "names:\n- b\n- a\nown_namespace: false\n");
    }

    #[test]
    fn selectors_are_for_what_the_role_looks_at() {
        let reason = |role, selector| {
            let kubernetes = KubernetesSdConfig { role, selectors: vec![selector], ..KubernetesSdConfig::default() };
            checked("3.0.0", |checker| kubernetes.check(&At::SPEC.index(1), checker))
        };
        let of = |role| KubernetesSelector { role, ..KubernetesSelector::default() };
        assert_eq!(reason("EndpointSlice", of("Service")), "");
        assert_eq!(
            reason("Endpoints", of("Node")),
            "[1] : Endpoints role supports only pod, service, endpoints selectors"
        );
        assert_eq!(
            reason("pods", of("Pod")),
            "[1]: invalid role: \"Pod\", expecting one of: pod, service, endpoints, endpointslice, node or ingress"
        );
        assert_ne!(reason("Pod", KubernetesSelector { label: Some("a in"), ..of("Pod") }), "");
        assert_ne!(reason("Pod", KubernetesSelector { field: Some("a"), ..of("Pod") }), "");
    }
}
