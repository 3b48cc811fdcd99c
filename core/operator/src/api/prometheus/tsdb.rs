//! How samples and exemplars are stored.

use promwright_kubernetes::Section;
use promwright_kubernetes::scalar::Quantity;

use crate::api::pattern;
use crate::render::Context;

const FLOATS: &[&str] = &["Xor", "Xor2"];

/// How samples are stored.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct TsdbSpec<'a> {
    /// How much older than the newest sample of its series a sample may be. If it is not set, out-of-order samples are
    /// rejected.
    #[section(pattern = pattern::DURATION, key = "out_of_order_time_window", since = (2, 39, 0))]
    pub out_of_order_time_window: Option<&'a str>,
    /// Fraction of stale series in memory, from 0 to 1, above which they are compacted out of memory.
    #[section(key = "stale_series_compaction_threshold", since = (3, 10, 0))]
    pub stale_series_compaction_threshold: Option<Quantity<'a>>,
    /// How chunks are encoded.
    #[section(key = "chunk_encoding", since = (3, 13, 0))]
    pub chunk_encoding: Option<ChunkEncoding<'a>>,
}

/// How chunks are encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct ChunkEncoding<'a> {
    /// Encoding of float samples. `Xor2` also stores start times; Prometheus versions before 3.13 cannot read its chunks.
    #[section(one_of = FLOATS, lowercase)]
    pub floats: Option<&'a str>,
}

/// How exemplars are stored. Requires the feature flag `exemplar-storage`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct Exemplars {
    /// Maximum number of exemplars to keep in memory, across all series. Prometheus defaults to 100,000; 0 or less disables
    /// storage.
    #[section(key = "max_exemplars")]
    pub max_size: Option<i64>,
}
