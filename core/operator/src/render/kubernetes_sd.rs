//! The service discovery that the operator generates for Alertmanagers and monitors (upstream: `generateK8SSDConfig`).

use promwright_finding::{Finding, Path};
use promwright_prometheus::version::Release;

use super::{Context, Refusal, Section, Writer, sharding};
use crate::api::scrape::AttachMetadata;
use crate::api::selector::{LabelSelector, NamespaceSelector, ROLE_SELECTOR};
use crate::rules::label_selector;

/// One service discovery.
#[derive(Default)]
pub(super) struct KubernetesSd<'s, 'a> {
    /// The kind of objects that targets are discovered from, in lower case.
    pub(super) role: &'static str,
    /// The namespaces that are looked at, all of them where none is named.
    pub(super) namespaces: &'s [&'s str],
    /// Which further metadata targets get, and the first Prometheus that has it for the role.
    pub(super) attach_metadata: Option<(AttachMetadata, Release)>,
    /// What the Kubernetes API itself selects by, and the kinds of objects that the selector is for.
    pub(super) selector: Option<(&'s LabelSelector<'a>, &'s [&'static str])>,
}

impl KubernetesSd<'_, '_> {
    /// Writes the key with its only item.
    pub(super) fn write(&self, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
        w.key("kubernetes_sd_configs");
        w.begin_list();
        w.begin_map();
        w.key("role");
        w.string(self.role);
        if !self.namespaces.is_empty() {
            w.key("namespaces");
            w.begin_map();
            w.key("names");
            w.begin_list();
            for name in self.namespaces {
                w.string(name);
            }
            w.end_list();
            w.end_map();
        }
        if let Some(api_server) = &cx.prometheus.apiserver_config {
            // Secrets are looked up in the resource's namespace, although the Prometheus names them.
            let written = api_server.write_fields(w, cx);
            written.map_err(|refusal| refusal.over_authorization(|| Path::of(&["spec", "apiserverConfig"])))?;
        }
        if let Some((metadata, since)) = self.attach_metadata
            && cx.since(since)
        {
            w.key("attach_metadata");
            w.begin_map();
            w.key("node");
            w.bool(metadata.node == Some(true));
            w.end_map();
        }
        self.selectors(w, cx)?;
        w.end_map();
        w.end_list();
        Ok(())
    }

    fn selectors(&self, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
        if !cx.options.daemon_set && self.selector.is_none() {
            return Ok(());
        }
        w.key("selectors");
        w.begin_list();
        if cx.options.daemon_set {
            selector("pod", "field", "spec.nodeName=$(NODE_NAME)", w);
        }
        if let Some((labels, roles)) = self.selector {
            let labels = labels.requirements();
            let text = labels.compile().map_err(|error| selector_refusal(&error))?.to_string();
            for role in roles {
                selector(role, "label", &text, w);
            }
        }
        w.end_list();
        Ok(())
    }
}

/// The namespaces that a resource looks at, its own unless it says otherwise; all of them where there is none.
pub(super) fn namespaces<'s>(
    selector: &'s NamespaceSelector<'_>,
    own: &'s [&'s str; 1],
    cx: &Context<'_>,
) -> &'s [&'s str] {
    if cx.prometheus.ignore_namespace_selectors {
        own
    } else if selector.any {
        &[]
    } else if selector.match_names.is_empty() {
        own
    } else {
        &selector.match_names
    }
}

/// What the Kubernetes API selects objects of a kind by: a text over their labels or fields.
fn selector(role: &str, by: &'static str, text: &str, w: &mut Writer) {
    w.begin_map();
    w.key("role");
    w.string(role);
    w.key(by);
    w.string(text);
    w.end_map();
}

/// The role by which the endpoints of Services are found: what the resource asks for, or the Prometheus, as far as the
/// cluster and the version of Prometheus know it.
pub(super) fn endpoint_role(own: Option<&str>, cx: &Context<'_>) -> &'static str {
    let asked = own.or(cx.prometheus.service_discovery_role);
    let knows_slices = cx.options.endpoint_slice && cx.version.is_at_least(2, 21, 0);
    if knows_slices && asked == Some("EndpointSlice") { ENDPOINT_SLICE } else { "endpoints" }
}

/// The role that finds endpoints by EndpointSlices.
pub(super) const ENDPOINT_SLICE: &str = "endpointslice";

/// The label that the name of a port stands in.
pub(super) fn port_label(role: &str) -> &'static str {
    if role == ENDPOINT_SLICE {
        "__meta_kubernetes_endpointslice_port_name"
    } else {
        "__meta_kubernetes_endpoint_port_name"
    }
}

/// The metadata that a resource or its scrape class asks for. Where shards are spread over zones that only nodes are labelled
/// with, metadata of nodes is attached in any case.
pub(super) fn attach_metadata(own: Option<AttachMetadata>, cx: &Context<'_>) -> Option<AttachMetadata> {
    let metadata = own.or_else(|| cx.scrape_class?.attach_metadata);
    if sharding::active_topology(cx).is_some() && !cx.options.pod_topology_labels {
        return Some(AttachMetadata { node: Some(true) });
    }
    metadata
}

/// Whether a resource leaves the selection of objects to the Kubernetes API, instead of to relabelling.
pub(super) fn selects_by_role(mechanism: Option<&str>) -> bool {
    mechanism == Some(ROLE_SELECTOR)
}

/// A selector that cannot be written: a check has objected to it before, unless resources are accepted without a look.
fn selector_refusal(error: &dyn std::fmt::Display) -> Refusal {
    let finding = Finding::new(&label_selector::RULE, format!("invalid label selector: {error}"));
    finding.path(Path::of(&["spec", "selector"])).says(error.to_string()).into()
}
