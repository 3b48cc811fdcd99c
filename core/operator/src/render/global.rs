//! The blocks in front of the scrape configs: `global`, `runtime` and `rule_files`.

use promwright_go::path;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::object::Metadata;

use super::{Context, Writer, job, sharding};
use crate::api::prometheus::PrometheusSpec;

/// The part of `global` that servers and agents share (upstream: `buildGlobalConfig`).
pub(super) fn common(metadata: &Metadata<'_>, w: &mut Writer, cx: &Context<'_>) {
    let prometheus = cx.prometheus;
    w.key("scrape_interval");
    w.string(prometheus.scrape_interval);
    if !prometheus.scrape_timeout.is_empty() {
        w.key("scrape_timeout");
        w.string(prometheus.scrape_timeout);
    }
    job::scrape_protocols(&prometheus.scrape_protocols, w, cx);
    external_labels(metadata, w, cx);
    limits(w, cx);
    if let Some(file) = prometheus.scrape_failure_log_file
        && cx.since((2, 55, 0))
    {
        w.key("scrape_failure_log_file");
        w.string(&log_file(file));
    }
    job::name_validation_scheme(prometheus.name_validation_scheme, w, cx);
    job::name_escaping_scheme(prometheus.name_escaping_scheme, w, cx);
    let histograms = [
        ("convert_classic_histograms_to_nhcb", (3, 4, 0), prometheus.convert_classic_histograms_to_nhcb),
        ("always_scrape_classic_histograms", (3, 5, 0), prometheus.scrape_classic_histograms),
        ("scrape_native_histograms", (3, 8, 0), prometheus.scrape_native_histograms),
    ];
    for (key, since, value) in histograms {
        if let Some(value) = value
            && cx.since(since)
        {
            w.key(key);
            w.bool(value);
        }
    }
}

/// The rest of `global`, which only servers have.
pub(super) fn server(spec: &PrometheusSpec<'_>, w: &mut Writer, cx: &Context<'_>) {
    w.key("evaluation_interval");
    w.string(spec.evaluation_interval);
    if let Some(offset) = spec.rule_query_offset
        && cx.since((2, 53, 0))
    {
        w.key("rule_query_offset");
        w.string(offset);
    }
    if !spec.query_log_file.is_empty() && cx.since((2, 16, 0)) {
        w.key("query_log_file");
        w.string(&log_file(spec.query_log_file));
    }
}

/// `external_labels`: the labels that the operator adds win over those of the same name.
fn external_labels(metadata: &Metadata<'_>, w: &mut Writer, cx: &Context<'_>) {
    let prometheus = cx.prometheus;
    let own_name = format!("{}/{}", metadata.namespace, metadata.name);
    let mut labels: Map<'_, &str> = prometheus.external_labels.clone();
    let zone = sharding::topology_mode(cx)
        .map(|topology| (topology.external_label_name.unwrap_or("zone"), "$(TOPOLOGY_ZONE)"));
    let added = [
        Some((prometheus.prometheus_external_label_name.unwrap_or("prometheus"), own_name.as_str())),
        Some((prometheus.replica_external_label_name.unwrap_or("prometheus_replica"), "$(POD_NAME)")),
        zone,
    ];
    for (name, value) in added.into_iter().flatten().filter(|(name, _)| !name.is_empty()) {
        labels.insert(name, value);
    }
    w.key("external_labels");
    w.begin_map();
    for (name, value) in labels.iter() {
        w.string(name);
        w.string(value);
    }
    w.end_map();
}

/// The limits that jobs inherit: the lower one of the Prometheus' own and the enforced one.
fn limits(w: &mut Writer, cx: &Context<'_>) {
    let prometheus = cx.prometheus;
    if cx.since((2, 45, 0)) {
        let enforced = Some(prometheus.enforced_body_size_limit).filter(|enforced| !enforced.is_empty());
        if let Some(limit) = prometheus.body_size_limit.or(enforced) {
            w.key("body_size_limit");
            w.string(limit);
        }
    }
    let limits = [
        ("sample_limit", (2, 45, 0), prometheus.sample_limit, prometheus.enforced_sample_limit),
        ("target_limit", (2, 45, 0), prometheus.target_limit, prometheus.enforced_target_limit),
        ("label_limit", (2, 45, 0), prometheus.label_limit, prometheus.enforced_label_limit),
        (
            "label_name_length_limit",
            (2, 45, 0),
            prometheus.label_name_length_limit,
            prometheus.enforced_label_name_length_limit,
        ),
        (
            "label_value_length_limit",
            (2, 45, 0),
            prometheus.label_value_length_limit,
            prometheus.enforced_label_value_length_limit,
        ),
        ("keep_dropped_targets", (2, 47, 0), prometheus.keep_dropped_targets, prometheus.enforced_keep_dropped_targets),
    ];
    for (key, since, own, enforced) in limits {
        let lowest = [own, enforced].into_iter().flatten().filter(|limit| *limit > 0).min();
        if let Some(limit) = lowest
            && cx.since(since)
        {
            w.key(key);
            w.int(limit);
        }
    }
}

/// `runtime`.
pub(super) fn runtime(w: &mut Writer, cx: &Context<'_>) {
    let Some(runtime) = &cx.prometheus.runtime else { return };
    if !cx.since((2, 53, 0)) {
        return;
    }
    w.key("runtime");
    w.begin_map();
    if let Some(percentage) = runtime.go_gc {
        w.key("gogc");
        w.int(i64::from(percentage));
    }
    w.end_map();
}

/// `rule_files`: written where there is a selector for rules, even one that selects none.
pub(super) fn rule_files(spec: &PrometheusSpec<'_>, names: &[&str], w: &mut Writer) {
    if spec.rule_selector.is_none() {
        return;
    }
    w.key("rule_files");
    w.begin_list();
    for name in names {
        w.string(&path::join(&["/etc/prometheus/rules", name, "*.yaml"]));
    }
    w.end_list();
}

/// A file without a directory stands in the volume that the operator mounts for logs.
fn log_file(file: &str) -> String {
    if !file.is_empty() && path::directory(file) == "." {
        path::join(&["/var/log/prometheus", file])
    } else {
        file.to_owned()
    }
}
