//! Where Prometheus sends its own traces.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::scalar::Quantity;

use crate::api::http::TlsConfig;
use crate::api::pattern;
use crate::render::Context;
use crate::render::tracing as emit;

const CLIENT_TYPES: &[&str] = &["http", "grpc", "HTTP", "GRPC"];
const COMPRESSIONS: &[&str] = &["gzip", "Gzip"];

/// Where Prometheus sends its own traces, via OTLP.
#[derive(Clone, Debug, Default, Section)]
pub struct TracingConfig<'a> {
    /// Address of the receiver, `host:port`.
    #[section(required, min_length = 1)]
    pub endpoint: &'a str,
    /// OTLP transport, HTTP or gRPC. Prometheus defaults to `grpc`.
    #[section(one_of = CLIENT_TYPES, lowercase)]
    pub client_type: Option<&'a str>,
    /// Fraction of traces to send, from 0 to 1. Prometheus defaults to 0.
    #[section(emit = emit::sampling_fraction)]
    pub sampling_fraction: Option<Quantity<'a>>,
    /// Whether to send traces without TLS.
    pub insecure: Option<bool>,
    /// Headers to add to requests.
    pub headers: Map<'a, &'a str>,
    /// Compression of requests.
    #[section(one_of = COMPRESSIONS, lowercase)]
    pub compression: Option<&'a str>,
    /// Timeout for sending a batch. Prometheus defaults to `10s`.
    #[section(pattern = pattern::DURATION)]
    pub timeout: Option<&'a str>,
    /// TLS settings for connections to the receiver.
    pub tls_config: Option<TlsConfig<'a>>,
}
