//! The web server of Prometheus. None of it reaches the configuration: it is written to a separate file.

use promwright_kubernetes::Section;

use crate::api::secret::{SecretKeySelector, SecretOrConfigMap};

const CONTENT_TYPE_OPTIONS: &[&str] = &["", "NoSniff"];
const FRAME_OPTIONS: &[&str] = &["", "Deny", "SameOrigin"];

/// Web server settings.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct WebSpec<'a> {
    /// TLS settings of the web server.
    pub tls_config: Option<WebTlsConfig<'a>>,
    /// HTTP settings of the web server.
    pub http_config: Option<WebHttpConfig<'a>>,
    /// Title of the web pages.
    pub page_title: Option<&'a str>,
    /// Maximum number of concurrent connections. 0 means no limit.
    #[section(minimum = 0)]
    pub max_connections: Option<i32>,
}

/// TLS settings of the web server.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct WebTlsConfig<'a> {
    /// Certificate of the web server.
    pub cert: SecretOrConfigMap<'a>,
    /// File in the container that holds the server certificate.
    pub cert_file: Option<&'a str>,
    /// Key of a Secret that holds the private key of the server certificate.
    pub key_secret: SecretKeySelector<'a>,
    /// File in the container that holds the private key of the server certificate.
    pub key_file: Option<&'a str>,
    /// CA certificate used to verify client certificates.
    #[section(name = "client_ca")]
    pub client_ca: SecretOrConfigMap<'a>,
    /// File in the container that holds the CA certificate used to verify client certificates.
    #[section(name = "clientCAFile")]
    pub client_ca_file: Option<&'a str>,
    /// Whether clients must present a certificate, as a client authentication type of Go's `crypto/tls`.
    pub client_auth_type: Option<&'a str>,
    /// Minimum TLS version.
    pub min_version: Option<&'a str>,
    /// Maximum TLS version.
    pub max_version: Option<&'a str>,
    /// Cipher suites for TLS versions up to 1.2.
    pub cipher_suites: Vec<&'a str>,
    /// Whether the server selects the cipher suite instead of the client.
    pub prefer_server_cipher_suites: Option<bool>,
    /// Elliptic curves, in order of preference.
    pub curve_preferences: Vec<&'a str>,
}

/// HTTP settings of the web server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct WebHttpConfig<'a> {
    /// Whether to serve HTTP/2. Requires TLS.
    pub http2: Option<bool>,
    /// Headers to add to all responses.
    pub headers: Option<WebHttpHeaders<'a>>,
}

/// Headers to add to all responses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct WebHttpHeaders<'a> {
    /// Value of the `Content-Security-Policy` header.
    pub content_security_policy: &'a str,
    /// Value of the `X-Frame-Options` header.
    #[section(one_of = FRAME_OPTIONS)]
    pub x_frame_options: &'a str,
    /// Value of the `X-Content-Type-Options` header.
    #[section(one_of = CONTENT_TYPE_OPTIONS)]
    pub x_content_type_options: &'a str,
    /// Value of the `X-XSS-Protection` header.
    #[section(name = "xXSSProtection")]
    pub x_xss_protection: &'a str,
    /// Value of the `Strict-Transport-Security` header.
    pub strict_transport_security: &'a str,
}
