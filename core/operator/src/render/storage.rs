//! `storage`.

use super::{Context, Refusal, Writer, job, write_lowercase};
use crate::api::prometheus::PrometheusSpec;
use crate::check::{self, At};

/// A server's block (upstream: `appendStorageSettingsConfig`). From 3.11.0 on the retention stands in it, 24 hours where
/// neither a time nor a size is set.
pub(super) fn server(spec: &PrometheusSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    cx.checked(|checker| check::tsdb(cx.prometheus, &At::SPEC.below("tsdb"), checker))
        .map_err(|refusal| refusal.while_doing("generating storage_settings configuration failed"))?;
    if !cx.since((2, 29, 0)) {
        return Ok(());
    }
    let max_exemplars = spec.exemplars.as_ref().and_then(|exemplars| exemplars.max_size);
    let tsdb = cx.prometheus.tsdb.as_ref();
    let out_of_order = tsdb.and_then(|tsdb| tsdb.out_of_order_time_window).filter(|_| cx.since((2, 39, 0)));
    let stale = tsdb.and_then(|tsdb| tsdb.stale_series_compaction_threshold).filter(|_| cx.since((3, 10, 0)));
    let floats = float_encoding(cx).filter(|_| cx.since((3, 13, 0)));
    let writes_retention = cx.since((3, 11, 0));
    let writes_tsdb = out_of_order.is_some() || stale.is_some() || floats.is_some() || writes_retention;
    if max_exemplars.is_none() && !writes_tsdb {
        return Ok(());
    }
    w.key("storage");
    w.begin_map();
    if let Some(max) = max_exemplars {
        w.key("exemplars");
        w.begin_map();
        w.key("max_exemplars");
        w.int(max);
        w.end_map();
    }
    if writes_tsdb {
        w.key("tsdb");
        w.begin_map();
        if let Some(window) = out_of_order {
            w.key("out_of_order_time_window");
            w.string(window);
        }
        if let Some(threshold) = stale {
            w.key("stale_series_compaction_threshold");
            w.float(job::approximate(threshold));
        }
        if let Some(floats) = floats {
            chunk_encoding(floats, w);
        }
        if writes_retention {
            retention(spec, w);
        }
        w.end_map();
    }
    w.end_map();
    Ok(())
}

fn retention(spec: &PrometheusSpec<'_>, w: &mut Writer) {
    let time = if spec.retention.is_empty() && spec.retention_size.is_empty() { "24h" } else { spec.retention };
    w.key("retention");
    w.begin_map();
    for (key, value) in [("time", time), ("size", spec.retention_size)] {
        if !value.is_empty() {
            w.key(key);
            w.string(value);
        }
    }
    w.end_map();
}

fn float_encoding<'c>(cx: &Context<'c>) -> Option<&'c str> {
    cx.prometheus.tsdb.as_ref()?.chunk_encoding.as_ref()?.floats
}

fn chunk_encoding(floats: &str, w: &mut Writer) {
    w.key("chunk_encoding");
    w.begin_map();
    w.key("floats");
    write_lowercase(floats, w);
    w.end_map();
}

/// An agent's blocks. The operator writes `storage` once for each setting, so two settings make a text that Prometheus refuses.
pub(super) fn agent(w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    cx.checked(|checker| check::tsdb(cx.prometheus, &At::SPEC.below("tsdb"), checker))?;
    let Some(tsdb) = &cx.prometheus.tsdb else { return Ok(()) };
    let mut block = |since, write: &dyn Fn(&mut Writer)| {
        if cx.since(since) {
            w.key("storage");
            w.begin_map();
            w.key("tsdb");
            w.begin_map();
            write(w);
            w.end_map();
            w.end_map();
        }
    };
    if let Some(window) = tsdb.out_of_order_time_window {
        block((2, 54, 0), &|w| {
            w.key("out_of_order_time_window");
            w.string(window);
        });
    }
    if let Some(threshold) = tsdb.stale_series_compaction_threshold {
        block((3, 10, 0), &|w| {
            w.key("stale_series_compaction_threshold");
            w.float(job::approximate(threshold));
        });
    }
    if let Some(floats) = float_encoding(cx) {
        block((3, 13, 0), &|w| chunk_encoding(floats, w));
    }
    Ok(())
}
