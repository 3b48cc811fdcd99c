//! Checks of relabeling rules (upstream: `pkg/prometheus/validation/validator.go`).

use promwright_go::lowercase;
use promwright_prometheus::label;

use super::{At, Checker};
use crate::api::relabel::RelabelConfig;
use crate::rules::{
    relabel_action_version, relabel_equal_fields, relabel_label_fields, relabel_modulus, relabel_regex,
    relabel_replacement_name, relabel_replacement_unused, relabel_target_label, relabel_target_label_name,
};

/// The default replacement of Prometheus, which counts as not set.
const DEFAULT_REPLACEMENT: &str = "$1";
/// The default expression of Prometheus, which counts as not set.
const DEFAULT_REGEX: &str = "(.*)";

/// Checks a list of rules.
pub fn check_relabelings(rules: &[RelabelConfig<'_>], at: &At<'_>, checker: &mut Checker<'_, '_>) {
    for (index, rule) in rules.iter().enumerate() {
        check_rule(rule, &at.index(index), checker);
    }
}

fn check_rule(rule: &RelabelConfig<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let written = if rule.action.is_empty() { "replace" } else { rule.action };
    let action = lowercase(written);
    let action = action.as_str();
    let has_utf8_names = checker.since((3, 0, 0));
    let is_valid_name =
        |name: &str| if has_utf8_names { label::is_valid_utf8(name) } else { label::is_valid_legacy(name) };

    relabel_action_version::check(action, written, at, checker);
    relabel_regex::check(rule.regex, at, checker);
    if action == "hashmod" && rule.modulus == 0 {
        relabel_modulus::reject(at, checker);
    }
    let writes_target = matches!(action, "replace" | "hashmod" | "lowercase" | "uppercase" | "keepequal" | "dropequal");
    // Below version 3 Prometheus itself accepts a `replace` into `${1}_x`; the operator does not.
    let has_invalid_target = writes_target && !is_valid_name(rule.target_label);
    if writes_target && rule.target_label.is_empty() {
        relabel_target_label::reject(written, at, checker);
    } else if has_invalid_target && action != "hashmod" {
        relabel_target_label_name::reject(rule.target_label, written, at, checker);
    }
    let has_replacement = rule.replacement.is_some_and(|replacement| replacement != DEFAULT_REPLACEMENT);
    let has_separator = rule.separator.is_some_and(|separator| separator != ";");
    if matches!(action, "lowercase" | "uppercase" | "keepequal" | "dropequal") && has_replacement {
        relabel_replacement_unused::reject(written, at, checker);
    }
    if action == "labelmap"
        && let Some(replacement) = rule.replacement
    {
        let is_valid = if has_utf8_names { label::is_valid_utf8 } else { label::is_valid_legacy_template };
        if !is_valid(replacement) {
            relabel_replacement_name::reject(replacement, written, at, checker);
        }
    }
    if action == "hashmod" && has_invalid_target && !rule.target_label.is_empty() {
        relabel_target_label_name::reject(rule.target_label, written, at, checker);
    }
    let mut unused: Vec<&str> = Vec::new();
    unused.extend((rule.modulus != 0).then_some("modulus"));
    unused.extend(has_separator.then_some("separator"));
    if matches!(action, "keepequal" | "dropequal") {
        unused.extend((!matches!(rule.regex, "" | DEFAULT_REGEX)).then_some("regex"));
        // That there is a replacement was objected to already.
        for field in &unused {
            relabel_equal_fields::reject(written, field, at, checker);
        }
    }
    if matches!(action, "labeldrop" | "labelkeep") {
        unused.extend((!rule.source_labels.is_empty()).then_some("sourceLabels"));
        unused.extend((!rule.target_label.is_empty()).then_some("targetLabel"));
        unused.extend(has_replacement.then_some("replacement"));
        for field in &unused {
            relabel_label_fields::reject(written, field, at, checker);
        }
    }
}
