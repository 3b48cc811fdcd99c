//! Checks of the blocks that say how Prometheus talks HTTP (upstream: the `Validate` methods of `pkg/apis/monitoring/v1` and
//! `pkg/assets`).

use std::fmt;

use promwright_go::Quoted;
use promwright_kubernetes::map::Map;

use super::{At, Checker};
use crate::api::http::{
    Authorization, BasicAuth, HttpConfig, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig, TlsConfig,
};
use crate::api::secret::{SecretKeySelector, SecretOrConfigMap};
use crate::render::is_placeholder;
use crate::rules::{
    authorization_credentials, basic_authorization, certificate_and_key, credentials_and_file, invalid_url,
    no_proxy_and_environment, no_proxy_without_proxy, oauth2_client_id, oauth2_token_url, one_authentication, pem_data,
    proxy_header_value, proxy_header_without_proxy, proxy_url_and_environment, secret_and_config_map, server_url,
    tls_file_and_reference, tls_versions,
};

pub(super) fn basic_auth(checker: &mut Checker<'_, '_>, auth: Option<&BasicAuth<'_>>, at: &At<'_>) {
    let Some(auth) = auth else { return };
    let username = at.below("username");
    checker.secret(&auth.username, &username.saying(format_args!("failed to get basic auth username")));
    let password = at.below("password");
    checker.secret(&auth.password, &password.saying(format_args!("failed to get basic auth password")));
}

pub(super) fn authorization(checker: &mut Checker<'_, '_>, auth: Option<&SafeAuthorization<'_>>, at: &At<'_>) {
    // Without credentials even a scheme that is not allowed goes unnoticed.
    let Some((auth, credentials)) = auth.and_then(|auth| Some((auth, auth.credentials?))) else { return };
    validate_authorization(auth, at, checker);
    load_credentials(checker, auth, &credentials, at);
}

/// The scheme, and credentials.
pub(super) fn validate_authorization(auth: &SafeAuthorization<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    basic_authorization::check(auth.r#type, "'authorization'", at, checker);
    if auth.credentials.is_none() {
        authorization_credentials::reject(at, checker);
    }
}

/// The scheme, and one source of credentials at most.
pub(super) fn validate_authorization_with_file(auth: &Authorization<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    credentials_and_file::check(auth, at, checker);
    basic_authorization::check(auth.safe.r#type, "authorization", at, checker);
}

/// As [`authorization`], for the block that may name a file.
pub(super) fn authorization_with_file(checker: &mut Checker<'_, '_>, auth: Option<&Authorization<'_>>, at: &At<'_>) {
    let Some((auth, credentials)) = auth.and_then(|auth| Some((auth, auth.safe.credentials?))) else { return };
    validate_authorization_with_file(auth, at, checker);
    load_credentials(checker, &auth.safe, &credentials, at);
}

fn load_credentials(
    checker: &mut Checker<'_, '_>,
    auth: &SafeAuthorization<'_>,
    credentials: &SecretKeySelector<'_>,
    at: &At<'_>,
) {
    if !credentials.name.is_empty() {
        let at = at.below("credentials");
        let scheme = Quoted(auth.r#type);
        checker.secret(credentials, &at.saying(format_args!("failed to get authorization token of type {scheme}")));
    }
}

/// A scrape endpoint has at most one authentication method, and a valid one. The fields are `at`.
pub(super) fn validate_http_config(http: &HttpConfig<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    // In the order in which the operator looks at them, so that the pair named is the same.
    let ways = [
        ("authorization", http.authorization.is_some()),
        ("basicAuth", http.basic_auth.is_some()),
        ("bearerTokenSecret", http.bearer_token_secret.is_some()),
        ("oauth2", http.oauth2.is_some()),
    ];
    one_authentication::check_endpoint(&ways, at, checker);
    if let Some(authorization) = &http.authorization {
        validate_authorization(authorization, &at.field("authorization"), checker);
    }
    if let Some(oauth2) = &http.oauth2 {
        validate_oauth2(oauth2, &at.field("oauth2"), checker);
    }
}

pub(super) fn oauth2(checker: &mut Checker<'_, '_>, oauth2: Option<&OAuth2<'_>>, at: &At<'_>) {
    let Some(oauth2) = oauth2 else { return };
    validate_oauth2(oauth2, at, checker);
    let id = at.below("clientId");
    checker.either(&oauth2.client_id, &id.saying(format_args!("failed to get oauth2 client id")));
    let secret = at.below("clientSecret");
    checker.secret(&oauth2.client_secret, &secret.saying(format_args!("failed to get oauth2 client secret")));
    headers(checker, &oauth2.proxy, &at.saying(format_args!("failed to get oauth2 proxyConfig")));
    let tls_config = at.below("tlsConfig");
    tls(checker, oauth2.tls_config.as_ref(), &tls_config.saying(format_args!("failed to get oauth2 tlsConfig")));
}

fn validate_oauth2(oauth2: &OAuth2<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    if oauth2.token_url.is_empty() {
        oauth2_token_url::reject(at, checker);
    }
    if oauth2.client_id.is_empty() {
        oauth2_client_id::reject(at, checker);
    } else {
        let id = at.below("clientId");
        secret_and_config_map::check(&oauth2.client_id, &id.saying(format_args!("invalid OAuth2 'clientID'")), checker);
    }
    if let Some(tls) = &oauth2.tls_config {
        let tls_config = at.below("tlsConfig");
        validate_tls(tls, &tls_config.saying(format_args!("invalid OAuth2 'tlsConfig'")), checker);
    }
    validate_proxy(&oauth2.proxy, &at.saying(format_args!("invalid OAuth2 proxyConfig")), checker);
}

/// A reference as the operator prints it in its messages.
struct Printed<'s, 'a>(&'s SecretOrConfigMap<'a>);

impl fmt::Display for Printed<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0.secret, &self.0.config_map) {
            (Some(secret), _) => write!(f, "<secret={},key={}>", secret.name, secret.key),
            (None, Some(config_map)) => write!(f, "<configmap={},key={}>", config_map.name, config_map.key),
            (None, None) => f.write_str("<empty>"),
        }
    }
}

pub(super) fn tls(checker: &mut Checker<'_, '_>, tls: Option<&SafeTlsConfig<'_>>, at: &At<'_>) {
    let Some(tls) = tls else { return };
    validate_tls(tls, &at.saying(format_args!("failed to validate TLS configuration")), checker);
    tls_assets(checker, tls, at);
}

/// As [`tls`], for the block that may name files.
pub(super) fn tls_with_files(checker: &mut Checker<'_, '_>, tls: Option<&TlsConfig<'_>>, at: &At<'_>) {
    let Some(tls) = tls else { return };
    validate_tls_with_files(tls, &at.saying(format_args!("failed to validate TLS configuration")), checker);
    tls_assets(checker, &tls.safe, at);
}

fn tls_assets(checker: &mut Checker<'_, '_>, tls: &SafeTlsConfig<'_>, at: &At<'_>) {
    let quoted = |reference| Printed(reference).to_string();
    let (ca_at, cert_at, key_at) = (at.below("ca"), at.below("cert"), at.below("keySecret"));
    let name = quoted(&tls.ca);
    let ca = checker.either(&tls.ca, &ca_at.saying(format_args!("failed to get ca {}", Quoted(&name))));
    let ca = Material::of(ca.as_deref());
    let name = quoted(&tls.cert);
    let cert = checker.either(&tls.cert, &cert_at.saying(format_args!("failed to get cert {}", Quoted(&name))));
    let cert = Material::of(cert.as_deref());
    let key_selector = tls.key_secret.unwrap_or_default();
    let SecretKeySelector { name, key, .. } = key_selector;
    let key_data = match &tls.key_secret {
        Some(selector) => {
            let data = checker.secret_data(selector, &key_at.saying(format_args!("failed to get key {name}/{key}")));
            Material::of(data.as_deref())
        }
        None => Material::Empty,
    };
    if ca == Material::Unreadable {
        let says = format_args!("ca {}: failed to decode PEM block", Printed(&tls.ca));
        pem_data::reject("CA certificate", says, &ca_at, checker);
    }
    let is_given = |material| !matches!(material, Material::Empty | Material::Missing);
    if is_given(cert) && is_given(key_data) {
        for (what, material, at) in [("certificate", cert, &cert_at), ("key", key_data, &key_at)] {
            if material == Material::Unreadable {
                let says = format_args!(
                    "cert {}, key <{name}/{key}>: tls: failed to find any PEM data in {what} input",
                    Printed(&tls.cert)
                );
                pem_data::reject(what, says, at, checker);
            }
        }
    }
}

/// What a Secret or ConfigMap holds of a certificate or a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Material {
    /// It does not exist, which is a finding already.
    Missing,
    /// Nothing.
    Empty,
    /// A PEM block, or the placeholder of one. What the block holds is not looked at.
    Pem,
    /// Something else.
    Unreadable,
}

impl Material {
    fn of(text: Option<&[u8]>) -> Self {
        let Some(text) = text else { return Self::Missing };
        if text.is_empty() {
            return Self::Empty;
        }
        let text = String::from_utf8_lossy(text);
        if is_placeholder(&text) || has_pem_block(&text) { Self::Pem } else { Self::Unreadable }
    }
}

fn has_pem_block(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("-----BEGIN ") else { return false };
    let Some((kind, rest)) = rest.split_once("-----") else { return false };
    let mut ends = rest.split("-----END ").skip(1);
    ends.any(|end| end.strip_prefix(kind).is_some_and(|end| end.starts_with("-----")))
}

fn validate_tls_common(tls: &SafeTlsConfig<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let (ca, cert) = (at.below("ca"), at.below("cert"));
    secret_and_config_map::check(&tls.ca, &ca.saying(format_args!("ca {}", Printed(&tls.ca))), checker);
    secret_and_config_map::check(&tls.cert, &cert.saying(format_args!("cert {}", Printed(&tls.cert))), checker);
    tls_versions::check(tls, at, checker);
}

/// The certificate and the key together, each from one source.
pub(super) fn validate_tls(tls: &SafeTlsConfig<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    validate_tls_common(tls, at, checker);
    certificate_and_key::check(!tls.cert.is_empty(), tls.key_secret.is_some(), true, at, checker);
}

/// Each of the authority, the certificate and the key from one source, and the latter two together.
pub(super) fn validate_tls_with_files(tls: &TlsConfig<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    validate_tls_common(&tls.safe, at, checker);
    tls_file_and_reference::check(tls, at, checker);
    let has_cert = !tls.safe.cert.is_empty() || !tls.cert_file.is_empty();
    let has_key = tls.safe.key_secret.is_some() || !tls.key_file.is_empty();
    certificate_and_key::check(has_cert, has_key, false, at, checker);
}

pub(super) fn proxy(checker: &mut Checker<'_, '_>, proxy: &ProxyConfig<'_>, at: &At<'_>) {
    validate_proxy(proxy, at, checker);
    headers(checker, proxy, at);
}

pub(super) fn headers(checker: &mut Checker<'_, '_>, proxy: &ProxyConfig<'_>, at: &At<'_>) {
    let at = at.below("proxyConnectHeader");
    for (name, values) in proxy.proxy_connect_header.iter().flat_map(Map::iter) {
        let at = at.below(name);
        for (index, selector) in values.iter().enumerate() {
            checker.secret(selector, &at.item(index).saying(format_args!("header[{name}][{index}]")));
        }
    }
}

/// Settings that do not contradict each other, and an address. The fields are `at`.
pub(super) fn validate_proxy(proxy: &ProxyConfig<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let from_environment = proxy.proxy_from_environment == Some(true);
    let has_url = proxy.proxy_url.is_some_and(|url| !url.is_empty());
    let has_exceptions = proxy.no_proxy.is_some_and(|exceptions| !exceptions.is_empty());
    let has_headers = proxy.proxy_connect_header.as_ref().is_some_and(|headers| !headers.is_empty());
    if has_headers && !from_environment && !has_url {
        proxy_header_without_proxy::reject(at, checker);
    }
    if from_environment && has_url {
        proxy_url_and_environment::reject(at, checker);
    }
    if from_environment && has_exceptions {
        no_proxy_and_environment::reject(at, checker);
    } else if !has_url && has_exceptions {
        no_proxy_without_proxy::reject(at, checker);
    }
    let header = at.below("proxyConnectHeader");
    for (name, values) in proxy.proxy_connect_header.iter().flat_map(Map::iter) {
        proxy_header_value::check(name, values, &header.below(name), checker);
    }
    if let Some(url) = proxy.proxy_url {
        invalid_url::check(url, &at.below("proxyUrl"), checker);
    }
}

/// Checks that Go can parse a URL.
pub fn check_url(text: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    invalid_url::check(text, at, checker);
}

/// Checks that a text is a URL with a scheme and a host.
pub fn check_server(server: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    server_url::check(server, at, checker);
}
