//! `tracing` (upstream: `appendTracingConfig`).

use super::{Context, Emit, Refusal, Writer};
use crate::api::prometheus::TracingConfig;
use crate::check::{self, At};

/// Writes the block, where traces are sent anywhere.
pub(super) fn write(w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(tracing) = &cx.prometheus.tracing_config else { return Ok(()) };
    let at = At::SPEC.below("tracingConfig");
    cx.checked(|checker| check::tracing(tracing, &at, checker))
        .map_err(|refusal| refusal.while_doing("failed to generate tracing configuration"))?;
    w.key("tracing");
    tracing.emit(w, cx)
}

/// `sampling_fraction`, as a floating-point number.
pub fn sampling_fraction(tracing: &TracingConfig<'_>, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
    if let Some(fraction) = tracing.sampling_fraction {
        w.key("sampling_fraction");
        w.float(fraction.approximate());
    }
    Ok(())
}
