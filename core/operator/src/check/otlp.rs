//! Checks of how metrics that arrive by OTLP become series (upstream: `appendOTLPConfig` and `OTLPConfig.Validate`).

use super::{At, Checker};
use crate::api::prometheus::OtlpConfig;
use crate::rules::{otlp_ignored_attributes, otlp_promoted_attributes, otlp_translation_strategy, otlp_version};

/// Checks the settings against each other, against how names are checked, and against the version of Prometheus.
pub fn otlp(otlp: &OtlpConfig<'_>, name_validation_scheme: Option<&str>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    if !checker.since((2, 55, 0)) {
        otlp_version::reject(at, checker);
        return;
    }
    let strategy = otlp.translation_strategy.unwrap_or_default();
    if strategy == "NoUTF8EscapingWithSuffixes" && name_validation_scheme == Some("Legacy") {
        otlp_translation_strategy::reject_legacy(strategy, at, checker);
    }
    if strategy == "NoTranslation" && !checker.since((3, 4, 0)) {
        otlp_translation_strategy::reject_version(strategy, "3.4.0", at, checker);
    }
    if strategy == "UnderscoreEscapingWithoutSuffixes" && !checker.since((3, 6, 0)) {
        otlp_translation_strategy::reject_version(strategy, "3.6.0", at, checker);
    }
    if !checker.since((3, 5, 0)) {
        return;
    }
    let promotes_all = otlp.promote_all_resource_attributes == Some(true);
    if promotes_all && !otlp.promote_resource_attributes.is_empty() {
        otlp_promoted_attributes::reject(at, checker);
    }
    if !promotes_all && !otlp.ignore_resource_attributes.is_empty() {
        otlp_ignored_attributes::reject(at, checker);
    }
}
