//! `otlp` (upstream: `appendOTLPConfig`).

use super::{Context, Refusal, Section, Writer};
use crate::check::{self, At};

/// Writes the block, where the version of Prometheus knows any of its settings.
pub(super) fn write(w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(otlp) = &cx.prometheus.otlp else { return Ok(()) };
    let at = At::SPEC.below("otlp");
    cx.checked(|checker| check::otlp(otlp, cx.prometheus.name_validation_scheme, &at, checker))
        .map_err(|refusal| refusal.while_doing("failed to generate OTLP configuration"))?;
    // Whether anything is written is what the fields say themselves.
    let mut probe = Writer::new();
    probe.begin_map();
    otlp.write_fields(&mut probe, cx)?;
    probe.end_map();
    if probe.finish() != "{}\n" {
        w.key("otlp");
        w.begin_map();
        otlp.write_fields(w, cx)?;
        w.end_map();
    }
    Ok(())
}
