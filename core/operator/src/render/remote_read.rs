//! `remote_read` (upstream: `generateRemoteReadConfig`).

use promwright_finding::Path;

use super::{Context, Emit, Refusal, Writer};
use crate::api::prometheus::PrometheusSpec;

/// Writes the block, where there is a server to read from.
pub(super) fn write(spec: &PrometheusSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if spec.remote_read.is_empty() {
        return Ok(());
    }
    w.key("remote_read");
    let first = || spec.remote_read.iter().position(|server| server.authorization.is_some()).unwrap_or_default();
    let block = || Path::of(&["spec", "remoteRead"]).index(first());
    spec.remote_read.emit(w, cx).map_err(|refusal| refusal.over_authorization(block))
}
