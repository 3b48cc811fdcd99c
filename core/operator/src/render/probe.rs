//! The job that a Probe becomes (upstream: `generateProbeConfig`).

use promwright_kubernetes::object::Metadata;

use super::kubernetes_sd::{self, KubernetesSd};
use super::{Context, Emit, Refusal, Section, Writer, job, relabeling, sharding, write_lowercase, write_natural};
use crate::api::probe::{ProbeSpec, ProbeTargetIngress, ProbeTargetStaticConfig};

/// Writes the job into the list that is open.
pub(crate) fn write(
    spec: &ProbeSpec<'_>,
    metadata: &Metadata<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let job = ["probe/", metadata.namespace, "/", metadata.name].concat();
    write_job(spec, w, &Context { job: &job, ..*cx })
}

fn write_job(spec: &ProbeSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    w.begin_map();
    w.key("job_name");
    w.string(cx.job);
    job::honor_timestamps(Some(true), w, cx);
    w.key("metrics_path");
    w.string(spec.prober.path);
    spec.timing.write_fields(w, cx)?;
    if let Some(scheme) = spec.prober.scheme {
        w.key("scheme");
        write_lowercase(scheme, w);
    }
    params(spec, w, cx)?;
    spec.limits.write_fields(w, cx)?;
    spec.native_histograms.write_fields(w, cx)?;
    job::scrape_protocols(&spec.scrape_protocols, w, cx);
    job::fallback_scrape_protocol(spec.fallback_scrape_protocol, w, cx);
    job::body_size_limit(None, w, cx);
    spec.prober.proxy.write_fields(w, cx)?;
    spec.http.connection.write_fields(w, cx)?;
    job::tls_config(spec.tls_config.as_ref(), w, cx)?;
    match (&spec.targets.static_config, &spec.targets.ingress) {
        (Some(targets), _) => static_configs(targets, w, cx)?,
        (None, Some(targets)) => {
            let own = [cx.namespace];
            let namespaces = kubernetes_sd::namespaces(&targets.namespace_selector, &own, cx);
            KubernetesSd { role: "ingress", namespaces, ..KubernetesSd::default() }.write(w, cx)?;
        }
        (None, None) => {}
    }
    relabel_configs(spec, w, cx)?;
    job::bearer_token(spec.http.bearer_token_secret.as_ref(), w, cx);
    job::section("basic_auth", spec.http.basic_auth.as_ref(), w, cx)?;
    job::section("oauth2", spec.http.oauth2.as_ref(), w, cx)?;
    job::authorization(spec.http.authorization.as_ref(), w, cx)?;
    relabeling::metric_relabel_configs(&spec.metric_relabelings, w, cx)?;
    w.end_map();
    Ok(())
}

/// `params`, the module first. They stand in the order of the resource.
fn params(spec: &ProbeSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let has_module = !spec.module.is_empty();
    let mut params = spec.params.iter().filter(|param| !has_module || param.name != "module").peekable();
    if !has_module && params.peek().is_none() {
        return Ok(());
    }
    w.key("params");
    w.begin_map();
    if has_module {
        w.key("module");
        w.begin_list();
        w.string(spec.module);
        w.end_list();
    }
    for param in params {
        w.string(param.name);
        param.values.emit(w, cx)?;
    }
    w.end_map();
    Ok(())
}

fn static_configs(targets: &ProbeTargetStaticConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    w.key("static_configs");
    w.begin_list();
    w.begin_map();
    w.key("targets");
    targets.targets.emit(w, cx)?;
    w.key("labels");
    if targets.labels.get("namespace").is_some() {
        write_natural(&targets.labels, w, cx)?;
    } else {
        let mut labels = targets.labels.clone();
        labels.insert("namespace", cx.namespace);
        write_natural(&labels, w, cx)?;
    }
    w.end_map();
    w.end_list();
    Ok(())
}

fn relabel_configs(spec: &ProbeSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    w.key("relabel_configs");
    w.begin_list();
    relabeling::keep_job_name(w);
    if !spec.job_name.is_empty() {
        relabeling::set("job", spec.job_name, w);
    }
    // Without targets, which no check lets pass, there are neither the scrape class' rules nor the namespace label.
    match (&spec.targets.static_config, &spec.targets.ingress) {
        (Some(targets), _) => {
            relabeling::copy("__address__", "__param_target", w);
            relabeling::copy("__param_target", "instance", w);
            relabeling::set("__address__", spec.prober.url, w);
            relabeling::class_and_own(&targets.relabeling_configs, w, cx)?;
        }
        (None, Some(targets)) => {
            ingress_rules(targets, w);
            relabeling::copy("__param_target", "instance", w);
            relabeling::set("__address__", spec.prober.url, w);
            relabeling::class_and_own(&targets.relabeling_configs, w, cx)?;
        }
        (None, None) => {}
    }
    // The address is the prober's by now, so targets are spread by what is probed; even a single shard has its rules.
    sharding::rules("__param_target", w, cx);
    w.end_list();
    Ok(())
}

/// The labels that say what is probed. The address of the Ingress object is kept as `__tmp_ingress_address`, although the
/// operator's documentation gives it another name.
fn ingress_rules(targets: &ProbeTargetIngress<'_>, w: &mut Writer) {
    relabeling::keep_selected("ingress", &targets.selector, w);
    let scheme_address_and_path = ["__meta_kubernetes_ingress_scheme", "__address__", "__meta_kubernetes_ingress_path"];
    replace(&scheme_address_and_path, "(.+);(.+);(.+)", "__param_target", "${1}://${2}${3}", w);
    relabeling::copy("__meta_kubernetes_namespace", "namespace", w);
    relabeling::copy("__meta_kubernetes_ingress_name", "ingress", w);
    replace(&["__address__"], "(.*)", "__tmp_ingress_address", "$1", w);
}

/// A rule with everything written out.
fn replace(labels: &[&str], regex: &str, target: &str, replacement: &str, w: &mut Writer) {
    w.begin_map();
    relabeling::source_labels(labels, w);
    for (key, value) in [
        ("separator", ";"),
        ("regex", regex),
        ("target_label", target),
        ("replacement", replacement),
        ("action", "replace"),
    ] {
        w.key(key);
        w.string(value);
    }
    w.end_map();
}
