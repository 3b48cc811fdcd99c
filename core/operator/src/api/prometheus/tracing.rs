//! Where Prometheus sends traces of itself.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::scalar::Quantity;

use crate::api::http::TlsConfig;
use crate::api::pattern;
use crate::render::Context;
use crate::render::tracing as emit;

const CLIENT_TYPES: &[&str] = &["http", "grpc", "HTTP", "GRPC"];
const COMPRESSIONS: &[&str] = &["gzip", "Gzip"];

/// Where Prometheus sends traces of itself, by OTLP.
#[derive(Clone, Debug, Default, Section)]
pub struct TracingConfig<'a> {
    /// The receiver, `host:port`.
    #[section(required, min_length = 1)]
    pub endpoint: &'a str,
    /// The protocol. Prometheus takes gRPC where it is not set.
    #[section(one_of = CLIENT_TYPES, lowercase)]
    pub client_type: Option<&'a str>,
    /// The share of traces that is sent, from 0 to 1.
    #[section(emit = emit::sampling_fraction)]
    pub sampling_fraction: Option<Quantity<'a>>,
    /// Whether traces are sent without TLS.
    pub insecure: Option<bool>,
    /// Headers of the requests.
    pub headers: Map<'a, &'a str>,
    /// How requests are compressed.
    #[section(one_of = COMPRESSIONS, lowercase)]
    pub compression: Option<&'a str>,
    /// How long sending a batch may take.
    #[section(pattern = pattern::DURATION)]
    pub timeout: Option<&'a str>,
    /// How TLS is spoken with the receiver.
    pub tls_config: Option<TlsConfig<'a>>,
}
