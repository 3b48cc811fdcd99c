//! The jobs that a ServiceMonitor becomes, one for each endpoint (upstream: `generateServiceMonitorConfig`).

use promwright_kubernetes::object::Metadata;

use super::kubernetes_sd::{self, ENDPOINT_SLICE, KubernetesSd};
use super::relabeling::{self, Filter};
use super::{Context, Refusal, Section, Writer, job, sharding};
use crate::api::service_monitor::{Endpoint, ServiceMonitorSpec};

/// Writes the jobs into the list that is open.
pub(crate) fn write(
    spec: &ServiceMonitorSpec<'_>,
    metadata: &Metadata<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        let job = ["serviceMonitor/", metadata.namespace, "/", metadata.name, "/", &index.to_string()].concat();
        write_job(spec, endpoint, w, &Context { job: &job, ..*cx })?;
    }
    Ok(())
}

fn write_job(
    spec: &ServiceMonitorSpec<'_>,
    endpoint: &Endpoint<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let role = kubernetes_sd::endpoint_role(spec.service_discovery_role, cx);
    w.begin_map();
    w.key("job_name");
    w.string(cx.job);
    endpoint.honor.write_fields(w, cx)?;
    let attach_metadata = kubernetes_sd::attach_metadata(spec.attach_metadata, cx);
    KubernetesSd {
        role,
        namespaces: kubernetes_sd::namespaces(&spec.namespace_selector, &[cx.namespace], cx),
        attach_metadata: attach_metadata.map(|metadata| (metadata, (2, 37, 0))),
        selector: kubernetes_sd::selects_by_role(spec.selector_mechanism)
            .then_some((&spec.selector, &[role, "service"][..])),
    }
    .write(w, cx)?;
    endpoint.timing.write_fields(w, cx)?;
    endpoint.request.write_fields(w, cx)?;
    endpoint.http.connection.write_fields(w, cx)?;
    endpoint.proxy.write_fields(w, cx)?;
    job::section("oauth2", endpoint.http.oauth2.as_ref(), w, cx)?;
    job::tls_config_with_files(endpoint.tls_config.as_ref(), w, cx)?;
    if !endpoint.bearer_token_file.is_empty() {
        w.key("bearer_token_file");
        w.string(endpoint.bearer_token_file);
    }
    job::bearer_token(endpoint.http.bearer_token_secret.as_ref().filter(|token| !token.name.is_empty()), w, cx);
    job::section("basic_auth", endpoint.http.basic_auth.as_ref(), w, cx)?;
    job::authorization(endpoint.http.authorization.as_ref(), w, cx)?;
    relabel_configs(spec, endpoint, role, w, cx)?;
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
    spec: &ServiceMonitorSpec<'_>,
    endpoint: &Endpoint<'_>,
    role: &'static str,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    w.key("relabel_configs");
    w.begin_list();
    relabeling::keep_job_name(w);
    if !kubernetes_sd::selects_by_role(spec.selector_mechanism) {
        relabeling::keep_selected("service", &spec.selector, w);
    }
    keep_port(endpoint, role, w);
    object_rules(role, w);
    if endpoint.filter_running != Some(false) {
        relabeling::drop_finished_pods(w);
    }
    relabeling::copy_object_labels("service", &spec.target_labels, w);
    relabeling::copy_object_labels("pod", &spec.pod_target_labels, w);
    relabeling::copy_object_labels("pod", &cx.prometheus.pod_target_labels, w);
    job_rules(spec, w);
    if !endpoint.port.is_empty() {
        relabeling::set("endpoint", endpoint.port, w);
    } else if let Some(port) = &endpoint.target_port {
        relabeling::set_port("endpoint", port, w);
    }
    relabeling::class_and_own(&endpoint.relabelings, w, cx)?;
    // Even a single shard has its rules.
    sharding::rules("__address__", w, cx);
    w.end_list();
    Ok(())
}

fn keep_port(endpoint: &Endpoint<'_>, role: &str, w: &mut Writer) {
    if !endpoint.port.is_empty() {
        relabeling::filter(Filter::Keep, &[kubernetes_sd::port_label(role)], endpoint.port, w);
    } else if let Some(port) = &endpoint.target_port {
        relabeling::keep_container_port(port, w);
    }
}

/// The labels that say which object a target is.
fn object_rules(role: &'static str, w: &mut Writer) {
    w.repeated(["objects", role], |w| write_object_rules(role, w));
}

fn write_object_rules(role: &str, w: &mut Writer) {
    let target: &[&str] = if role == ENDPOINT_SLICE {
        &["__meta_kubernetes_endpointslice_address_target_kind", "__meta_kubernetes_endpointslice_address_target_name"]
    } else {
        &["__meta_kubernetes_endpoint_address_target_kind", "__meta_kubernetes_endpoint_address_target_name"]
    };
    for (regex, label) in [("Node;(.*)", "node"), ("Pod;(.*)", "pod")] {
        w.begin_map();
        relabeling::source_labels(target, w);
        w.key("separator");
        w.string(";");
        w.key("regex");
        w.string(regex);
        w.key("replacement");
        w.string("${1}");
        w.key("target_label");
        w.string(label);
        w.end_map();
    }
    relabeling::copy("__meta_kubernetes_namespace", "namespace", w);
    relabeling::copy("__meta_kubernetes_service_name", "service", w);
    relabeling::copy("__meta_kubernetes_pod_name", "pod", w);
    relabeling::copy("__meta_kubernetes_pod_container_name", "container", w);
}

/// The `job` label: the Service's name, or the label of the Service that is asked for, where it has one.
fn job_rules(spec: &ServiceMonitorSpec<'_>, w: &mut Writer) {
    w.repeated(["job", "service"], |w| {
        w.begin_map();
        relabeling::source_labels(&["__meta_kubernetes_service_name"], w);
        w.key("target_label");
        w.string("job");
        w.key("replacement");
        w.string("${1}");
        w.end_map();
    });
    if !spec.job_label.is_empty() {
        relabeling::copy_object_label("service", spec.job_label, "job", w);
    }
}
