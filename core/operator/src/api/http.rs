//! HTTP client settings that service discoveries and scrape jobs share: authentication, TLS and proxies.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;

use crate::api::pattern;
use crate::api::secret::{SecretKeySelector, SecretOrConfigMap};
use crate::render::Context;
use crate::render::http as emit;

/// Accepted spellings of a URL scheme.
pub const SCHEMES: &[&str] = &["http", "https", "HTTP", "HTTPS"];
/// Accepted TLS versions.
pub const TLS_VERSIONS: &[&str] = &["TLS10", "TLS11", "TLS12", "TLS13"];

/// Authenticates with a username and password.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct BasicAuth<'a> {
    /// Key of a Secret that holds the username.
    #[section(emit = emit::username)]
    pub username: SecretKeySelector<'a>,
    /// Key of a Secret that holds the password.
    #[section(emit = emit::password)]
    pub password: SecretKeySelector<'a>,
}

/// Authenticates with credentials in the `Authorization` header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(since = (2, 26, 0))]
pub struct SafeAuthorization<'a> {
    /// Authentication scheme, written before the credentials. Defaults to `Bearer`. `Basic` is not allowed.
    #[section(emit = emit::authorization_type)]
    pub r#type: &'a str,
    /// Key of a Secret that holds the credentials.
    #[section(emit = emit::authorization_credentials)]
    pub credentials: Option<SecretKeySelector<'a>>,
}

/// Authenticates with credentials in the `Authorization` header, from a Secret or a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct Authorization<'a> {
    /// Authentication scheme, and credentials from a Secret.
    #[section(flatten, emit = emit::authorization)]
    pub safe: SafeAuthorization<'a>,
    /// File in the Prometheus container that holds the credentials.
    pub credentials_file: &'a str,
}

/// Authenticates with a token from an OAuth 2.0 server, using the client credentials grant.
#[derive(Clone, Debug, Default, Section)]
#[section(since = (2, 27, 0), when = emit::oauth2_is_complete)]
pub struct OAuth2<'a> {
    /// Key of a Secret or ConfigMap that holds the client ID.
    #[section(required, emit = emit::client_id)]
    pub client_id: SecretOrConfigMap<'a>,
    /// Key of a Secret that holds the client secret.
    #[section(required, emit = emit::client_secret)]
    pub client_secret: SecretKeySelector<'a>,
    /// URL to request tokens from.
    #[section(required, pattern = pattern::HTTP_URL)]
    pub token_url: &'a str,
    /// Scopes to request.
    pub scopes: Vec<&'a str>,
    /// Additional parameters of the token request.
    #[section(natural)]
    pub endpoint_params: Map<'a, &'a str>,
    /// Proxy used to reach the token URL.
    #[section(flatten, since = (2, 43, 0))]
    pub proxy: ProxyConfig<'a>,
    /// TLS settings for connections to the token URL.
    #[section(since = (2, 43, 0))]
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

/// Authentication and connection settings of a monitor's scrapes. At most one authentication method may be set.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct HttpConfig<'a> {
    /// Authenticates with credentials in the `Authorization` header.
    #[section(key = "authorization")]
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a username and password.
    #[section(key = "basic_auth")]
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    #[section(key = "oauth2")]
    pub oauth2: Option<OAuth2<'a>>,
    /// Key of a Secret that holds a bearer token. Deprecated in favor of `authorization`.
    #[section(key = "bearer_token")]
    pub bearer_token_secret: Option<SecretKeySelector<'a>>,
    /// Connection settings.
    #[section(flatten)]
    pub connection: Connection,
}

/// Connection settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct Connection {
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    #[section(since = (2, 26, 0))]
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(since = (2, 35, 0))]
    pub enable_http2: Option<bool>,
}

/// Proxy for HTTP requests.
#[derive(Clone, Debug, Default, Section)]
pub struct ProxyConfig<'a> {
    /// URL of the proxy, with the scheme `http`, `https` or `socks5`.
    #[section(pattern = pattern::PROXY_URL)]
    pub proxy_url: Option<&'a str>,
    /// Hosts to reach without the proxy, separated by commas: IP addresses, networks in CIDR notation or domain names. Requires
    /// `proxyUrl`.
    #[section(since = (2, 43, 0))]
    pub no_proxy: Option<&'a str>,
    /// Whether to read the proxy from the environment variables `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. Cannot be combined
    /// with `proxyUrl` or `noProxy`.
    #[section(since = (2, 43, 0))]
    pub proxy_from_environment: Option<bool>,
    /// Headers to send to the proxy when a connection through it is opened. The values of each header come from keys of
    /// Secrets. Requires `proxyUrl` or `proxyFromEnvironment`.
    #[section(atomic, since = (2, 43, 0), emit = emit::proxy_connect_header)]
    pub proxy_connect_header: Option<Map<'a, Vec<SecretKeySelector<'a>>>>,
}

/// TLS settings, with certificates and keys from Secrets and ConfigMaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct SafeTlsConfig<'a> {
    /// Whether to skip verification of the server's certificate.
    pub insecure_skip_verify: Option<bool>,
    /// CA certificate used to verify the server's certificate.
    #[section(emit = emit::ca, key = "ca_file")]
    pub ca: SecretOrConfigMap<'a>,
    /// Client certificate to present to the server.
    #[section(emit = emit::cert, key = "cert_file")]
    pub cert: SecretOrConfigMap<'a>,
    /// Key of a Secret that holds the private key of the client certificate.
    #[section(emit = emit::key, key = "key_file")]
    pub key_secret: Option<SecretKeySelector<'a>>,
    /// Server name to verify the server's certificate against.
    #[section(emit = emit::server_name)]
    pub server_name: Option<&'a str>,
    /// Minimum TLS version.
    #[section(one_of = TLS_VERSIONS, since = (2, 35, 0))]
    pub min_version: Option<&'a str>,
    /// Maximum TLS version.
    #[section(one_of = TLS_VERSIONS, since = (2, 41, 0))]
    pub max_version: Option<&'a str>,
}

/// TLS settings, with certificates and keys from Secrets, ConfigMaps or files in the container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct TlsConfig<'a> {
    /// TLS settings from Secrets and ConfigMaps.
    #[section(flatten)]
    pub safe: SafeTlsConfig<'a>,
    /// File in the container that holds the CA certificate.
    pub ca_file: &'a str,
    /// File in the container that holds the client certificate.
    pub cert_file: &'a str,
    /// File in the container that holds the private key of the client certificate.
    pub key_file: &'a str,
}
