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
    /// How late a sample may arrive behind newer ones of its series. None are taken where it is not set.
    #[section(pattern = pattern::DURATION, key = "out_of_order_time_window", since = (2, 39, 0))]
    pub out_of_order_time_window: Option<&'a str>,
    /// The share of stale series in memory, from 0 to 1, above which they are compacted out of it.
    #[section(key = "stale_series_compaction_threshold", since = (3, 10, 0))]
    pub stale_series_compaction_threshold: Option<Quantity<'a>>,
    /// How chunks are encoded.
    #[section(key = "chunk_encoding", since = (3, 13, 0))]
    pub chunk_encoding: Option<ChunkEncoding<'a>>,
}

/// How chunks are encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct ChunkEncoding<'a> {
    /// The encoding of floating-point samples. `Xor2` also stores start times; chunks of it cannot be read by a Prometheus older
    /// than 3.13.
    #[section(one_of = FLOATS, lowercase)]
    pub floats: Option<&'a str>,
}

/// How exemplars are stored, which needs the feature `exemplar-storage`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct Exemplars {
    /// How many exemplars are kept in memory, of all series together. Prometheus takes 100,000 where it is not set; with 0 or
    /// less it stores none.
    #[section(key = "max_exemplars")]
    pub max_size: Option<i64>,
}
