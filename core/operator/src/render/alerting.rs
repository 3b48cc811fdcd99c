//! `alerting` (upstream: `appendAlertingConfig` and `generateAlertmanagerConfig`).

use promwright_kubernetes::scalar::IntOrString;
use promwright_yaml::{Node, read_map_slices};

use super::kubernetes_sd::{self, KubernetesSd};
use super::relabeling::{self, Filter, filter};
use super::{Context, Emit, Refusal, Writer, write_lowercase};
use crate::api::prometheus::{AlertmanagerEndpoints, PrometheusSpec};
use crate::rules::additional_file;

type Written = Result<(), Refusal>;

/// What Secrets add to the block, as it stands in them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Additional<'r> {
    /// Relabelling rules for alerts.
    pub(super) alert_relabel_configs: Option<&'r [u8]>,
    /// Alertmanagers.
    pub(super) alertmanagers: Option<&'r [u8]>,
}

/// Writes the block, where there is any part of it.
///
/// Alerts lose the label that tells replicas apart, so that Alertmanager sees the same alert from all of them.
pub(super) fn write(
    spec: &PrometheusSpec<'_>,
    additional: Additional<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Written {
    let Additional { alert_relabel_configs, alertmanagers } = additional;
    if spec.alerting.is_none() && alert_relabel_configs.is_none() && alertmanagers.is_none() {
        return Ok(());
    }
    let wrap = |refusal: Refusal| refusal.while_doing("generating alerting configuration failed");
    // The operator does not say why.
    let alertmanagers = read_map_slices(alertmanagers.unwrap_or_default()).map_err(|_| {
        let says = "unmarshalling additional alertmanager configs failed".to_owned();
        wrap(additional_file::unreadable("additionalAlertManagerConfigs", says).into())
    })?;
    let rules = read_map_slices(alert_relabel_configs.unwrap_or_default()).map_err(|error| {
        let refusal = Refusal::from(additional_file::unreadable("additionalAlertRelabelConfigs", error.message));
        wrap(refusal.while_doing("unmarshalling additional alerting relabel configs failed"))
    })?;
    w.key("alerting");
    w.begin_map();
    w.key("alert_relabel_configs");
    w.begin_list();
    let replica_label = cx.prometheus.replica_external_label_name.unwrap_or("prometheus_replica");
    if !replica_label.is_empty() {
        w.begin_map();
        w.key("action");
        w.string("labeldrop");
        w.key("regex");
        w.string(&quote_meta(replica_label));
        w.end_map();
    }
    for rule in rules {
        Node::Map(rule).write(w);
    }
    w.end_list();
    w.key("alertmanagers");
    w.begin_list();
    for endpoints in spec.alerting.iter().flat_map(|alerting| &alerting.alertmanagers) {
        endpoints.emit(w, cx)?;
    }
    for alertmanager in alertmanagers {
        Node::Map(alertmanager).write(w);
    }
    w.end_list();
    w.end_map();
    Ok(())
}

/// `kubernetes_sd_configs`: the endpoints of Services in the namespace.
pub fn kubernetes_sd_configs(endpoints: &AlertmanagerEndpoints<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    let role = kubernetes_sd::endpoint_role(None, cx);
    let namespaces = &[endpoints.namespace.unwrap_or(cx.namespace)];
    KubernetesSd { role, namespaces, ..KubernetesSd::default() }.write(w, cx)
}

/// `api_version`. Prometheus 3 does not know `v1` any more, so it is left out.
pub fn api_version(endpoints: &AlertmanagerEndpoints<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    if let Some(version) = endpoints.api_version
        && (version.eq_ignore_ascii_case("v2") || (version.eq_ignore_ascii_case("v1") && cx.version.major <= 2))
    {
        w.key("api_version");
        write_lowercase(version, w);
    }
    Ok(())
}

/// `relabel_configs`: keeps the Service and the port, then the endpoints' own rules.
pub fn relabel_configs(endpoints: &AlertmanagerEndpoints<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    w.key("relabel_configs");
    w.begin_list();
    filter(Filter::Keep, &["__meta_kubernetes_service_name"], endpoints.name, w);
    match endpoints.port {
        IntOrString::Text("") | IntOrString::Integer(0) => {}
        IntOrString::Text(name) => {
            filter(Filter::Keep, &[kubernetes_sd::port_label(kubernetes_sd::endpoint_role(None, cx))], name, w);
        }
        IntOrString::Integer(number) => {
            filter(Filter::Keep, &["__meta_kubernetes_pod_container_port_number"], &number.to_string(), w);
        }
    }
    relabeling::rules(&endpoints.relabel_configs, w, cx)?;
    w.end_list();
    Ok(())
}

/// A text as a regular expression that matches nothing else (Go's `regexp.QuoteMeta`).
fn quote_meta(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\.+*?()|[]{}^$".contains(character) {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted
}
