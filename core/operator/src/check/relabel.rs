//! Checks of relabelling rules (upstream: `pkg/prometheus/validation/validator.go`).

use promwright_go::Quoted;
use promwright_go::lowercase;
use promwright_go::regexp;
use promwright_prometheus::{label, version::Version};

use super::{At, Check};
use crate::api::relabel::RelabelConfig;

/// The default replacement of Prometheus, which counts as not set.
const DEFAULT_REPLACEMENT: &str = "$1";
/// The default expression of Prometheus, which counts as not set.
const DEFAULT_REGEX: &str = "(.*)";

/// Checks a list of rules; the reason names the rule by its index.
pub fn check_relabelings(rules: &[RelabelConfig<'_>], version: &Version) -> Check {
    rules.iter().enumerate().try_for_each(|(index, rule)| check_rule(rule, version).at(index))
}

fn check_rule(rule: &RelabelConfig<'_>, version: &Version) -> Check {
    let written = if rule.action.is_empty() { "replace" } else { rule.action };
    let action = lowercase(written);
    let action = action.as_str();
    let is_valid_name = |name: &str| {
        if version.is_at_least(3, 0, 0) { label::is_valid_utf8(name) } else { label::is_valid_legacy(name) }
    };

    if matches!(action, "lowercase" | "uppercase") && !version.is_at_least(2, 36, 0) {
        return Err(format!("{written} relabel action is only supported from Prometheus version 2.36.0"));
    }
    if matches!(action, "keepequal" | "dropequal") && !version.is_at_least(2, 41, 0) {
        return Err(format!("{written} relabel action is only supported from Prometheus version 2.41.0"));
    }
    regexp::check(rule.regex)
        .map_err(|error| format!("invalid regex {} for relabel configuration: {error}", rule.regex))?;
    if action == "hashmod" && rule.modulus == 0 {
        return Err("relabel configuration for hashmod requires non-zero modulus".to_owned());
    }
    let writes_target = matches!(action, "replace" | "hashmod" | "lowercase" | "uppercase" | "keepequal" | "dropequal");
    if writes_target && rule.target_label.is_empty() {
        return Err(format!("relabel configuration for {written} action needs targetLabel value"));
    }
    // Below version 3 Prometheus itself takes a `replace` into `${1}_x`; the operator does not.
    if writes_target && action != "hashmod" && !is_valid_name(rule.target_label) {
        return Err(format!("{} is invalid 'target_label' for {written} action", Quoted(rule.target_label)));
    }
    let has_replacement = rule.replacement.is_some_and(|replacement| replacement != DEFAULT_REPLACEMENT);
    if matches!(action, "lowercase" | "uppercase" | "keepequal" | "dropequal") && has_replacement {
        return Err(format!("'replacement' can not be set for {written} action"));
    }
    if action == "labelmap"
        && let Some(replacement) = rule.replacement
        && !(if version.is_at_least(3, 0, 0) {
            label::is_valid_utf8(replacement)
        } else {
            label::is_valid_legacy_template(replacement)
        })
    {
        return Err(format!("{} is invalid 'replacement' for {written} action", Quoted(replacement)));
    }
    if action == "hashmod" && !is_valid_name(rule.target_label) {
        return Err(format!("{} is invalid 'target_label' for {written} action", Quoted(rule.target_label)));
    }
    let has_separator = rule.separator.is_some_and(|separator| separator != ";");
    if matches!(action, "keepequal" | "dropequal")
        && (!matches!(rule.regex, "" | DEFAULT_REGEX) || rule.modulus != 0 || has_separator || has_replacement)
    {
        return Err(format!("{written} action requires only 'source_labels' and `target_label`, and no other fields"));
    }
    if matches!(action, "labeldrop" | "labelkeep")
        && (!rule.source_labels.is_empty()
            || !rule.target_label.is_empty()
            || rule.modulus != 0
            || has_separator
            || has_replacement)
    {
        return Err(format!("{written} action requires only 'regex', and no other fields"));
    }
    Ok(())
}
