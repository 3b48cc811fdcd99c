//! How Prometheus talks HTTP: authentication, TLS and proxies, as every service discovery and scrape job has them.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;

use crate::api::pattern;
use crate::api::secret::{SecretKeySelector, SecretOrConfigMap};
use crate::render::Context;
use crate::render::http as emit;

/// The spellings of a scheme.
pub const SCHEMES: &[&str] = &["http", "https", "HTTP", "HTTPS"];
/// The TLS versions.
pub const TLS_VERSIONS: &[&str] = &["TLS10", "TLS11", "TLS12", "TLS13"];

/// Authenticates with a user name and a password.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct BasicAuth<'a> {
    /// The key of a Secret that holds the user name.
    #[section(emit = emit::username)]
    pub username: SecretKeySelector<'a>,
    /// The key of a Secret that holds the password.
    #[section(emit = emit::password)]
    pub password: SecretKeySelector<'a>,
}

/// Authenticates with credentials in the `Authorization` header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(since = (2, 26, 0))]
pub struct SafeAuthorization<'a> {
    /// The scheme in front of the credentials. `Bearer` where it is not set; `Basic` is not allowed.
    #[section(emit = emit::authorization_type)]
    pub r#type: &'a str,
    /// The key of a Secret that holds the credentials.
    #[section(emit = emit::authorization_credentials)]
    pub credentials: Option<SecretKeySelector<'a>>,
}

/// Authenticates with credentials in the `Authorization` header, which may come from a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct Authorization<'a> {
    /// The scheme and the Secret.
    #[section(flatten, emit = emit::authorization)]
    pub safe: SafeAuthorization<'a>,
    /// A file in the Prometheus container that holds the credentials.
    pub credentials_file: &'a str,
}

/// Authenticates with a token from an OAuth 2.0 server, by the client credentials grant.
#[derive(Clone, Debug, Default, Section)]
#[section(since = (2, 27, 0), when = emit::oauth2_is_complete)]
pub struct OAuth2<'a> {
    /// The key of a Secret or ConfigMap that holds the client's identifier.
    #[section(required, emit = emit::client_id)]
    pub client_id: SecretOrConfigMap<'a>,
    /// The key of a Secret that holds the client's secret.
    #[section(required, emit = emit::client_secret)]
    pub client_secret: SecretKeySelector<'a>,
    /// Where tokens are fetched from.
    #[section(required, pattern = pattern::HTTP_URL)]
    pub token_url: &'a str,
    /// The scopes asked for.
    pub scopes: Vec<&'a str>,
    /// Further parameters of the token request.
    #[section(natural)]
    pub endpoint_params: Map<'a, &'a str>,
    /// The proxy that tokens are fetched through.
    #[section(flatten, since = (2, 43, 0))]
    pub proxy: ProxyConfig<'a>,
    /// How tokens are fetched over TLS.
    #[section(since = (2, 43, 0))]
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

/// How a monitor's targets are authenticated with and connected to. One way of authentication at most may be set.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct HttpConfig<'a> {
    /// Authenticates with credentials in the `Authorization` header.
    #[section(key = "authorization")]
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a user name and a password.
    #[section(key = "basic_auth")]
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    #[section(key = "oauth2")]
    pub oauth2: Option<OAuth2<'a>>,
    /// The key of a Secret that holds a token. Replaced by `authorization`.
    #[section(key = "bearer_token")]
    pub bearer_token_secret: Option<SecretKeySelector<'a>>,
    /// How connections are made.
    #[section(flatten)]
    pub connection: Connection,
}

/// How connections are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct Connection {
    /// Whether redirects are followed.
    #[section(since = (2, 26, 0))]
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(since = (2, 35, 0))]
    pub enable_http2: Option<bool>,
}

/// The proxy that requests go through.
#[derive(Clone, Debug, Default, Section)]
pub struct ProxyConfig<'a> {
    /// The proxy's address.
    #[section(pattern = pattern::PROXY_URL)]
    pub proxy_url: Option<&'a str>,
    /// The addresses that are reached without the proxy, separated by commas: addresses, networks or domain names.
    #[section(since = (2, 43, 0))]
    pub no_proxy: Option<&'a str>,
    /// Whether the environment variables `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name the proxy.
    #[section(since = (2, 43, 0))]
    pub proxy_from_environment: Option<bool>,
    /// Headers that are sent to the proxy when a connection through it is opened, each with the keys of Secrets that hold
    /// its values.
    #[section(atomic, since = (2, 43, 0), emit = emit::proxy_connect_header)]
    pub proxy_connect_header: Option<Map<'a, Vec<SecretKeySelector<'a>>>>,
}

/// How TLS is spoken, with everything that is secret in Secrets and ConfigMaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct SafeTlsConfig<'a> {
    /// Whether the server's certificate is taken unchecked.
    pub insecure_skip_verify: Option<bool>,
    /// The authority that the server's certificate is checked against.
    #[section(emit = emit::ca, key = "ca_file")]
    pub ca: SecretOrConfigMap<'a>,
    /// The client's certificate.
    #[section(emit = emit::cert, key = "cert_file")]
    pub cert: SecretOrConfigMap<'a>,
    /// The key of a Secret that holds the client's private key.
    #[section(emit = emit::key, key = "key_file")]
    pub key_secret: Option<SecretKeySelector<'a>>,
    /// The name that the server's certificate must be for.
    #[section(emit = emit::server_name)]
    pub server_name: Option<&'a str>,
    /// The oldest TLS version spoken.
    #[section(one_of = TLS_VERSIONS, since = (2, 35, 0))]
    pub min_version: Option<&'a str>,
    /// The newest TLS version spoken.
    #[section(one_of = TLS_VERSIONS, since = (2, 41, 0))]
    pub max_version: Option<&'a str>,
}

/// How TLS is spoken, with files in the Prometheus container as a further source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct TlsConfig<'a> {
    /// What Secrets and ConfigMaps say.
    #[section(flatten)]
    pub safe: SafeTlsConfig<'a>,
    /// A file that holds the authority's certificate.
    pub ca_file: &'a str,
    /// A file that holds the client's certificate.
    pub cert_file: &'a str,
    /// A file that holds the client's private key.
    pub key_file: &'a str,
}
