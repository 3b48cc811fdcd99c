//! Relabelling rules: those of the resources, and those that the operator adds.
//!
//! The operator's own rules name their fields in another order than those of the resources, each kind in its own.

use promwright_kubernetes::scalar::IntOrString;
use promwright_prometheus::label::sanitize;

use super::{Context, Emit, Refusal, Writer};
use crate::api::relabel::RelabelConfig;
use crate::api::selector::LabelSelector;

/// Writes a resource's or a scrape class' rules into the list that is open.
pub(super) fn rules(rules: &[RelabelConfig<'_>], w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    rules.iter().try_for_each(|rule| rule.emit(w, cx))
}

/// A resource's own rules with the scrape class' in front and the enforced namespace label behind, where there is any rule
/// at all.
pub(super) fn metric_relabel_configs(
    own: &[RelabelConfig<'_>],
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let class = cx.scrape_class.map_or(&[][..], |class| &class.metric_relabelings);
    if class.is_empty() && own.is_empty() && !cx.enforces_namespace {
        return Ok(());
    }
    w.key("metric_relabel_configs");
    w.begin_list();
    rules(class, w, cx)?;
    rules(own, w, cx)?;
    if cx.enforces_namespace {
        enforce_namespace(w, cx);
    }
    w.end_list();
    Ok(())
}

/// The scrape class' rules, the resource's own, and the enforced namespace label.
pub(super) fn class_and_own(own: &[RelabelConfig<'_>], w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    rules(cx.scrape_class.map_or(&[][..], |class| &class.relabelings), w, cx)?;
    rules(own, w, cx)?;
    if cx.enforces_namespace {
        enforce_namespace(w, cx);
    }
    Ok(())
}

/// The rule that keeps the original job name, which every job begins with.
pub(super) fn keep_job_name(w: &mut Writer) {
    w.repeated(["job name", ""], |w| copy("job", "__tmp_prometheus_job_name", w));
}

/// The rule that sets the enforced namespace label.
pub(super) fn enforce_namespace(w: &mut Writer, cx: &Context<'_>) {
    set(cx.prometheus.enforced_namespace_label, cx.namespace, w);
}

/// Sets a label on every target.
pub(super) fn set(label: &str, value: &str, w: &mut Writer) {
    w.begin_map();
    w.key("target_label");
    w.string(label);
    w.key("replacement");
    w.string(value);
    w.end_map();
}

/// Copies one label into another, even where it is empty.
pub(super) fn copy(source: &str, target: &str, w: &mut Writer) {
    w.begin_map();
    source_labels(&[source], w);
    w.key("target_label");
    w.string(target);
    w.end_map();
}

/// Copies a label of the Kubernetes object (`pod`, `service`) into a label of the target, where the object has it.
pub(super) fn copy_object_label(object: &str, name: &str, target: &str, w: &mut Writer) {
    w.begin_map();
    source_labels(&[&meta_label(object, "label", &sanitize(name))], w);
    w.key("target_label");
    w.string(target);
    w.key("regex");
    w.word("(.+)");
    w.key("replacement");
    w.word("${1}");
    w.end_map();
}

/// Copies labels of the Kubernetes object (`pod`, `service`) into labels of the target of the same names.
pub(super) fn copy_object_labels<'n>(object: &str, names: impl IntoIterator<Item = &'n &'n str>, w: &mut Writer) {
    for name in names {
        copy_object_label(object, name, &sanitize(name), w);
    }
}

/// What a filter does with the targets that match.
#[derive(Clone, Copy)]
pub(super) enum Filter {
    Keep,
    Drop,
}

/// Keeps or drops the targets whose joined labels match an expression.
pub(super) fn filter(filter: Filter, labels: &[&str], regex: &str, w: &mut Writer) {
    w.begin_map();
    begin_filter(filter, labels, w);
    w.string(regex);
    w.end_map();
}

/// Keeps the targets whose label is a number. The number stands bare in the text, as no other expression does.
pub(super) fn keep_number(label: &str, number: i64, w: &mut Writer) {
    w.begin_map();
    begin_filter(Filter::Keep, &[label], w);
    w.int(number);
    w.end_map();
}

fn begin_filter(filter: Filter, labels: &[&str], w: &mut Writer) {
    w.key("action");
    w.word(match filter {
        Filter::Keep => "keep",
        Filter::Drop => "drop",
    });
    source_labels(labels, w);
    w.key("regex");
}

/// Keeps the targets whose container's port has a name or a number; any where the name is empty or the number is 0.
pub(super) fn keep_container_port(port: &IntOrString<'_>, w: &mut Writer) {
    match port {
        IntOrString::Text("") | IntOrString::Integer(0) => {}
        IntOrString::Text(name) => filter(Filter::Keep, &["__meta_kubernetes_pod_container_port_name"], name, w),
        IntOrString::Integer(number) => keep_number("__meta_kubernetes_pod_container_port_number", *number, w),
    }
}

/// Sets a label to a port, even to 0, unless it is an empty name.
pub(super) fn set_port(label: &str, port: &IntOrString<'_>, w: &mut Writer) {
    match port {
        IntOrString::Text("") => {}
        IntOrString::Text(name) => set(label, name, w),
        IntOrString::Integer(number) => set(label, &number.to_string(), w),
    }
}

/// Drops the targets whose pod has come to its end.
pub(super) fn drop_finished_pods(w: &mut Writer) {
    w.repeated(["finished pods", ""], |w| {
        filter(Filter::Drop, &["__meta_kubernetes_pod_phase"], "(Failed|Succeeded)", w);
    });
}

/// Keeps the targets whose Kubernetes object (`pod`, `service`, `ingress`) has the labels asked for.
///
/// Values stand in the expression as they are, and names lose what a label of Prometheus cannot hold, so two selectors that
/// differ to Kubernetes may be one here. An operator that is none asks for nothing.
pub(super) fn keep_selected(object: &str, selector: &LabelSelector<'_>, w: &mut Writer) {
    let by_value = |action, name: &str, values: &str, w: &mut Writer| {
        let name = sanitize(name);
        let (label, presence) = (meta_label(object, "label", &name), meta_label(object, "labelpresent", &name));
        filter(action, &[&label, &presence], &["(", values, ");true"].concat(), w);
    };
    let by_presence = |action, name: &str, w: &mut Writer| {
        filter(action, &[&meta_label(object, "labelpresent", &sanitize(name))], "true", w);
    };
    for (name, value) in selector.match_labels.iter() {
        by_value(Filter::Keep, name, value, w);
    }
    for requirement in &selector.match_expressions {
        match requirement.operator {
            "In" => by_value(Filter::Keep, requirement.key, &requirement.values.join("|"), w),
            "NotIn" => by_value(Filter::Drop, requirement.key, &requirement.values.join("|"), w),
            "Exists" => by_presence(Filter::Keep, requirement.key, w),
            "DoesNotExist" => by_presence(Filter::Drop, requirement.key, w),
            _ => {}
        }
    }
}

/// `source_labels`.
pub(super) fn source_labels(labels: &[&str], w: &mut Writer) {
    w.key("source_labels");
    w.begin_list();
    for label in labels {
        w.string(label);
    }
    w.end_list();
}

/// The label in which the service discovery puts a label of a Kubernetes object, or its presence.
fn meta_label(object: &str, what: &str, name: &str) -> String {
    ["__meta_kubernetes_", object, "_", what, "_", name].concat()
}
