//! The Kubernetes API.

use promwright_go::Quoted;
use promwright_go::lowercase;
use promwright_kubernetes::Section;
use promwright_kubernetes::schema::ListType;
use promwright_kubernetes::selector_text::{parse_fields, parse_labels};

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::check::{At, Check, Checker};
use crate::render::{Context, Emit, Refusal, Writer, write_lowercase};

/// The kinds of objects that can be found.
const ROLES: &[&str] = &["Pod", "Endpoints", "Ingress", "Service", "Node", "EndpointSlice"];

/// Finds targets among the objects of a Kubernetes cluster.
#[derive(Clone, Debug, Default, Section)]
pub struct KubernetesSdConfig<'a> {
    /// Address of the API server, `host` or `host:port`. Without it Prometheus takes the cluster that it runs in, and the
    /// credentials of its pod.
    #[section(min_length = 1)]
    pub api_server: Option<&'a str>,
    /// The kind of objects that targets are made of.
    #[section(required, one_of = ROLES, emit = role)]
    pub role: &'a str,
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the API server is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Whether redirects are followed.
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2")]
    pub enable_http2: Option<bool>,
    /// How TLS is spoken with the API server.
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// The namespaces that are looked at; all where it is not set.
    pub namespaces: Option<NamespaceDiscovery<'a>>,
    /// Narrows the objects down, kind by kind.
    #[section(list = ListType::Map(&["role"]), since = (2, 17, 0))]
    pub selectors: Vec<KubernetesSelector<'a>>,
    /// Metadata of related objects that targets get as labels. For the roles `Pod`, `Endpoints` and `EndpointSlice` only.
    #[section(emit = attach_metadata)]
    pub attach_metadata: Option<AttachMetadata>,
}

/// The namespaces that are looked at.
#[derive(Clone, Debug, Default, Section)]
pub struct NamespaceDiscovery<'a> {
    /// The namespaces by name.
    #[section(always, list = ListType::Set)]
    pub names: Vec<&'a str>,
    /// Whether the namespace that Prometheus runs in is looked at as well.
    pub own_namespace: Option<bool>,
}

/// Which objects of a kind are looked at.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct KubernetesSelector<'a> {
    /// The kind of objects. Beside the kind of the service discovery itself, `Endpoints` and `EndpointSlice` look at pods and
    /// services.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
    /// A label selector, such as `app=web,tier!=cache`.
    #[section(min_length = 1)]
    pub label: Option<&'a str>,
    /// A field selector, such as `metadata.name=web`.
    #[section(min_length = 1)]
    pub field: Option<&'a str>,
}

/// Metadata of related objects that targets get as labels.
#[derive(Clone, Debug, Default, Section)]
pub struct AttachMetadata {
    /// Whether that of the node is attached. Prometheus then needs the permission to get nodes.
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

/// The operator hands its own struct to the YAML library, so `null` is written where nothing is set.
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

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        checker.basic_auth(self.basic_auth.as_ref()).at(index)?;
        checker.authorization(self.authorization.as_ref()).at(index)?;
        checker.oauth2(self.oauth2.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)?;
        let refuse = |reason: &str| Err(reason.to_owned()).at(index);
        if self.role == "EndpointSlice" && !checker.since((2, 21, 0)) {
            return refuse("EndpointSlice role is only supported for Prometheus version >= 2.21.0");
        }
        let has_own_namespace = self.namespaces.as_ref().is_some_and(|found| found.own_namespace == Some(true));
        if self.api_server.is_some() && has_own_namespace {
            return refuse("cannot use 'apiServer' and 'namespaces.ownNamespace' simultaneously");
        }
        self.selectors.iter().try_for_each(|selector| self.check_selector_role(selector, index))?;
        self.selectors.iter().try_for_each(|selector| selector.check().at(index))
    }
}

impl KubernetesSdConfig<'_> {
    /// Whether Prometheus looks at objects of the selector's kind at all.
    fn check_selector_role(&self, selector: &KubernetesSelector<'_>, index: usize) -> Check {
        let allowed: &[&str] = match lowercase(self.role).as_str() {
            "pod" => &["pod"],
            "service" => &["service"],
            "endpointslice" => &["pod", "service", "endpointslice"],
            "endpoints" => &["pod", "service", "endpoints"],
            "node" => &["node"],
            "ingress" => &["ingress"],
            // The operator names the selector's role here, although its own is the invalid one.
            _ => {
                return Err(format!(
                    "invalid role: {}, expecting one of: pod, service, endpoints, endpointslice, node or ingress",
                    Quoted(selector.role)
                ))
                .at(index);
            }
        };
        if allowed.contains(&lowercase(selector.role).as_str()) {
            Ok(())
        } else {
            // The only reason with a space in front of the colon.
            Err(format!("[{index}] : {} role supports only {} selectors", self.role, allowed.join(", ")))
        }
    }
}

impl KubernetesSelector<'_> {
    fn check(&self) -> Check {
        if let Some(field) = self.field {
            parse_fields(field).map_err(|error| error.to_string())?;
        }
        if let Some(label) = self.label {
            parse_labels(label).map_err(|error| error.to_string())?;
        }
        Ok(())
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
            checked("3.0.0", |checker| kubernetes.check(1, checker))
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
