//! The jobs that a PodMonitor becomes, one for each endpoint (upstream: `generatePodMonitorConfig`).

use promwright_kubernetes::object::Metadata;

use super::kubernetes_sd::{self, KubernetesSd};
use super::relabeling::{self, Filter};
use super::{Context, Refusal, Section, Writer, job, sharding};
use crate::api::pod_monitor::{PodMetricsEndpoint, PodMonitorSpec};

/// Writes the jobs into the list that is open.
pub(crate) fn write(
    spec: &PodMonitorSpec<'_>,
    metadata: &Metadata<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    for (index, endpoint) in spec.pod_metrics_endpoints.iter().enumerate() {
        let job = ["podMonitor/", metadata.namespace, "/", metadata.name, "/", &index.to_string()].concat();
        write_job(spec, metadata, endpoint, w, &Context { job: &job, ..*cx })?;
    }
    Ok(())
}

fn write_job(
    spec: &PodMonitorSpec<'_>,
    metadata: &Metadata<'_>,
    endpoint: &PodMetricsEndpoint<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    w.begin_map();
    w.key("job_name");
    w.string(cx.job);
    endpoint.honor.write_fields(w, cx)?;
    let attach_metadata = kubernetes_sd::attach_metadata(spec.attach_metadata, cx);
    KubernetesSd {
        role: "pod",
        namespaces: kubernetes_sd::namespaces(&spec.namespace_selector, &[cx.namespace], cx),
        attach_metadata: attach_metadata.map(|metadata| (metadata, (2, 35, 0))),
        selector: kubernetes_sd::selects_by_role(spec.selector_mechanism).then_some((&spec.selector, &["pod"][..])),
    }
    .write(w, cx)?;
    endpoint.timing.write_fields(w, cx)?;
    endpoint.request.write_fields(w, cx)?;
    endpoint.http.connection.write_fields(w, cx)?;
    job::tls_config(endpoint.tls_config.as_ref(), w, cx)?;
    job::bearer_token(endpoint.http.bearer_token_secret.as_ref().filter(|token| !token.name.is_empty()), w, cx);
    job::section("basic_auth", endpoint.http.basic_auth.as_ref(), w, cx)?;
    job::section("oauth2", endpoint.http.oauth2.as_ref(), w, cx)?;
    endpoint.proxy.write_fields(w, cx)?;
    job::authorization(endpoint.http.authorization.as_ref(), w, cx)?;
    relabel_configs(spec, metadata, endpoint, w, cx)?;
    spec.limits.write_fields(w, cx)?;
    spec.native_histograms.write_fields(w, cx)?;
    job::scrape_protocols(&spec.scrape_protocols, w, cx);
    job::fallback_scrape_protocol(spec.fallback_scrape_protocol, w, cx);
    job::body_size_limit(spec.body_size_limit, w, cx);
    relabeling::metric_relabel_configs(&endpoint.metric_relabelings, w, cx)?;
    w.end_map();
    Ok(())
}

fn relabel_configs(
    spec: &PodMonitorSpec<'_>,
    metadata: &Metadata<'_>,
    endpoint: &PodMetricsEndpoint<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    w.key("relabel_configs");
    w.begin_list();
    relabeling::keep_job_name(w);
    if endpoint.filter_running != Some(false) {
        relabeling::drop_finished_pods(w);
    }
    if !kubernetes_sd::selects_by_role(spec.selector_mechanism) {
        relabeling::keep_selected("pod", &spec.selector, w);
    }
    keep_port(endpoint, w);
    object_rules(w);
    relabeling::copy_object_labels("pod", &spec.pod_target_labels, w);
    relabeling::copy_object_labels("pod", &cx.prometheus.pod_target_labels, w);
    relabeling::set("job", &[metadata.namespace, "/", metadata.name].concat(), w);
    if !spec.job_label.is_empty() {
        relabeling::copy_object_label("pod", spec.job_label, "job", w);
    }
    // A port by its number leaves no label behind, unless it is written as `targetPort`.
    if let Some(port) = endpoint.port.filter(|port| !port.is_empty()) {
        relabeling::set("endpoint", port, w);
    } else if let Some(port) = &endpoint.target_port {
        relabeling::set_port("endpoint", port, w);
    }
    relabeling::class_and_own(&endpoint.relabelings, w, cx)?;
    // Even a single shard has its rules, unless there is an agent on every node.
    if !cx.options.daemon_set {
        sharding::rules("__address__", w, cx);
    }
    w.end_list();
    Ok(())
}

/// The labels that say which object a target is.
fn object_rules(w: &mut Writer) {
    w.repeated(["objects", "pod"], |w| {
        relabeling::copy("__meta_kubernetes_namespace", "namespace", w);
        relabeling::copy("__meta_kubernetes_pod_container_name", "container", w);
        relabeling::copy("__meta_kubernetes_pod_name", "pod", w);
    });
}

fn keep_port(endpoint: &PodMetricsEndpoint<'_>, w: &mut Writer) {
    if let Some(port) = endpoint.port.filter(|port| !port.is_empty()) {
        relabeling::filter(Filter::Keep, &["__meta_kubernetes_pod_container_port_name"], port, w);
    } else if let Some(number) = endpoint.port_number.filter(|number| *number != 0) {
        relabeling::keep_number("__meta_kubernetes_pod_container_port_number", i64::from(number), w);
    } else if let Some(port) = &endpoint.target_port {
        relabeling::keep_container_port(port, w);
    }
}
