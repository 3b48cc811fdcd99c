//! The web server of Prometheus. Nothing of it reaches the configuration: it is a file of its own.

use promwright_kubernetes::Section;

use crate::api::secret::{SecretKeySelector, SecretOrConfigMap};

const CONTENT_TYPE_OPTIONS: &[&str] = &["", "NoSniff"];
const FRAME_OPTIONS: &[&str] = &["", "Deny", "SameOrigin"];

/// The web server of Prometheus.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct WebSpec<'a> {
    /// How TLS is spoken with clients.
    pub tls_config: Option<WebTlsConfig<'a>>,
    /// How HTTP is spoken with clients.
    pub http_config: Option<WebHttpConfig<'a>>,
    /// The title of the pages.
    pub page_title: Option<&'a str>,
    /// The greatest number of connections at the same time. 0 means no limit.
    #[section(minimum = 0)]
    pub max_connections: Option<i32>,
}

/// How TLS is spoken with clients.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct WebTlsConfig<'a> {
    /// The server's certificate.
    pub cert: SecretOrConfigMap<'a>,
    /// A file in the container that holds the server's certificate.
    pub cert_file: Option<&'a str>,
    /// The key of a Secret that holds the server's private key.
    pub key_secret: SecretKeySelector<'a>,
    /// A file in the container that holds the server's private key.
    pub key_file: Option<&'a str>,
    /// The authority that clients' certificates are checked against.
    #[section(name = "client_ca")]
    pub client_ca: SecretOrConfigMap<'a>,
    /// A file in the container that holds the authority's certificate.
    #[section(name = "clientCAFile")]
    pub client_ca_file: Option<&'a str>,
    /// Whether clients need a certificate, in the words of Go's `crypto/tls`.
    pub client_auth_type: Option<&'a str>,
    /// The oldest TLS version spoken.
    pub min_version: Option<&'a str>,
    /// The newest TLS version spoken.
    pub max_version: Option<&'a str>,
    /// The cipher suites for TLS versions up to 1.2.
    pub cipher_suites: Vec<&'a str>,
    /// Whether the server chooses the cipher suite instead of the client.
    pub prefer_server_cipher_suites: Option<bool>,
    /// The elliptic curves, the preferred one first.
    pub curve_preferences: Vec<&'a str>,
}

/// How HTTP is spoken with clients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct WebHttpConfig<'a> {
    /// Whether HTTP/2 is served. It needs TLS.
    pub http2: Option<bool>,
    /// Headers of every answer.
    pub headers: Option<WebHttpHeaders<'a>>,
}

/// Headers of every answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct WebHttpHeaders<'a> {
    /// `Content-Security-Policy`.
    pub content_security_policy: &'a str,
    /// `X-Frame-Options`.
    #[section(one_of = FRAME_OPTIONS)]
    pub x_frame_options: &'a str,
    /// `X-Content-Type-Options`.
    #[section(one_of = CONTENT_TYPE_OPTIONS)]
    pub x_content_type_options: &'a str,
    /// `X-XSS-Protection`.
    #[section(name = "xXSSProtection")]
    pub x_xss_protection: &'a str,
    /// `Strict-Transport-Security`.
    pub strict_transport_security: &'a str,
}
