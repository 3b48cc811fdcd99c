//! `remote_read` (upstream: `generateRemoteReadConfig`).

use super::{Context, Emit, Refusal, Writer};
use crate::api::prometheus::PrometheusSpec;

/// Writes the block, where there is a server to read from.
pub(super) fn write(spec: &PrometheusSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if spec.remote_read.is_empty() {
        return Ok(());
    }
    w.key("remote_read");
    spec.remote_read.emit(w, cx)
}
