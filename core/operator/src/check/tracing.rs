//! Checks of where Prometheus sends traces of itself (upstream: `TracingConfig.Validate`).

use promwright_kubernetes::scalar::Quantity;

use super::{Check, http};
use crate::api::prometheus::TracingConfig;

/// Checks the certificates and the share of traces.
///
/// # Errors
/// The operator's reason for writing no configuration.
pub fn tracing(tracing: &TracingConfig<'_>) -> Check {
    tracing.tls_config.as_ref().map_or(Ok(()), http::validate_tls_with_files)?;
    let fraction = tracing.sampling_fraction.map_or(0.0, Quantity::approximate);
    // What is no number (`0e400`) is neither below nor above, and passes.
    if !fraction.is_nan() && !(0.0..=1.0).contains(&fraction) {
        return Err("`samplingFraction` must be between 0 and 1".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_between_0_and_1_or_no_number() {
        let checked = |text| {
            let sampling_fraction = Some(Quantity::Text(text));
            tracing(&TracingConfig { sampling_fraction, ..TracingConfig::default() }).is_ok()
        };
        let fractions = ["0", "0.5", "1", "0e400", "-1m", "1.5"];
        assert_eq!(fractions.map(checked), [true, true, true, true, false, false]);
    }
}
