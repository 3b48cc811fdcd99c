//! Checks of where Prometheus sends traces of itself (upstream: `TracingConfig.Validate`).

use super::{Check, http};
use crate::api::prometheus::TracingConfig;

/// Checks the certificates and the share of traces.
///
/// # Errors
/// The operator's reason for writing no configuration.
pub fn tracing(tracing: &TracingConfig<'_>) -> Check {
    tracing.tls_config.as_ref().map_or(Ok(()), http::validate_tls_with_files)?;
    if tracing.sampling_fraction.is_some_and(|fraction| !(0.0..=1.0).contains(&fraction.approximate())) {
        return Err("`samplingFraction` must be between 0 and 1".to_owned());
    }
    Ok(())
}
