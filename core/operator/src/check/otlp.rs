//! Checks of how metrics that arrive by OTLP become series (upstream: `appendOTLPConfig` and `OTLPConfig.Validate`).

use promwright_prometheus::version::Version;

use super::Check;
use crate::api::prometheus::OtlpConfig;

/// Checks the settings against each other, against how names are checked, and against the version of Prometheus.
///
/// # Errors
/// The operator's reason for writing no configuration.
pub fn otlp(otlp: &OtlpConfig<'_>, name_validation_scheme: Option<&str>, version: &Version) -> Check {
    if !version.is_at_least(2, 55, 0) {
        return Err("OTLP configuration is only supported from Prometheus version 2.55.0".to_owned());
    }
    let strategy = otlp.translation_strategy.unwrap_or_default();
    if strategy == "NoUTF8EscapingWithSuffixes" && name_validation_scheme == Some("Legacy") {
        return Err(format!(
            "nameValidationScheme \"Legacy\" is not compatible with OTLP translation strategy \"{strategy}\""
        ));
    }
    // Spelt as the operator spells it, which blames the wrong field and ends in a space.
    let too_old = |since: &str| {
        Err(format!("nameValidationScheme \"{strategy}\" is only supported from Prometheus version {since} "))
    };
    if strategy == "NoTranslation" && !version.is_at_least(3, 4, 0) {
        return too_old("3.4.0");
    }
    if strategy == "UnderscoreEscapingWithoutSuffixes" && !version.is_at_least(3, 6, 0) {
        return too_old("3.6.0");
    }
    if !version.is_at_least(3, 5, 0) {
        return Ok(());
    }
    let promotes_all = otlp.promote_all_resource_attributes == Some(true);
    if promotes_all && !otlp.promote_resource_attributes.is_empty() {
        return Err("'promoteAllResourceAttributes' cannot be set to 'true' simultaneously with \
                    'promoteResourceAttributes'"
            .to_owned());
    }
    if !promotes_all && !otlp.ignore_resource_attributes.is_empty() {
        return Err("'ignoreResourceAttributes' can only be set when 'promoteAllResourceAttributes' is true".to_owned());
    }
    Ok(())
}
