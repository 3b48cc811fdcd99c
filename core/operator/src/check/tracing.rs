//! Checks of where Prometheus sends traces of itself (upstream: `TracingConfig.Validate`).

use promwright_kubernetes::scalar::Quantity;

use super::{At, Checker, http};
use crate::api::prometheus::TracingConfig;
use crate::rules::sampling_fraction;

/// Checks the certificates and the share of traces.
pub fn tracing(tracing: &TracingConfig<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    if let Some(tls) = &tracing.tls_config {
        http::validate_tls_with_files(tls, &at.below("tlsConfig"), checker);
    }
    let fraction = tracing.sampling_fraction.map_or(0.0, Quantity::approximate);
    // What is not a number (`0e400`) is neither below nor above, and passes.
    if !fraction.is_nan() && !(0.0..=1.0).contains(&fraction) {
        sampling_fraction::reject(at, checker);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::scrape_config::testing::checked;

    #[test]
    fn a_share_is_between_0_and_1_or_not_a_number() {
        let is_good = |text| {
            let sampling_fraction = Some(Quantity::Text(text));
            let spec = TracingConfig { sampling_fraction, ..TracingConfig::default() };
            checked("3.0.0", |checker| tracing(&spec, &At::SPEC, checker)).is_empty()
        };
        let fractions = ["0", "0.5", "1", "0e400", "-1m", "1.5"];
        assert_eq!(fractions.map(is_good), [true, true, true, true, false, false]);
    }
}
