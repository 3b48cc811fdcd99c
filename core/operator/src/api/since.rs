//! The first versions of Prometheus that support a field which is not written by its struct: for the schema, and for what writes it.

use promwright_prometheus::version::Release;

pub(crate) const BODY_SIZE_LIMIT: Release = (2, 28, 0);
pub(crate) const FALLBACK_SCRAPE_PROTOCOL: Release = (3, 0, 0);
pub(crate) const HONOR_TIMESTAMPS: Release = (2, 9, 0);
pub(crate) const KEEP_DROPPED_TARGETS: Release = (2, 47, 0);
pub(crate) const LABEL_LIMITS: Release = (2, 27, 0);
pub(crate) const NAME_ESCAPING_SCHEME: Release = (3, 4, 0);
pub(crate) const NAME_VALIDATION_SCHEME: Release = (3, 0, 0);
pub(crate) const SCRAPE_CLASSIC_HISTOGRAMS: Release = (2, 45, 0);
pub(crate) const SCRAPE_PROTOCOLS: Release = (2, 49, 0);
pub(crate) const TARGET_LIMIT: Release = (2, 21, 0);
pub(crate) const TRACK_TIMESTAMPS_STALENESS: Release = (2, 48, 0);
