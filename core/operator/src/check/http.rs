//! Checks of the blocks that say how Prometheus talks HTTP (upstream: the `Validate` methods of `pkg/apis/monitoring/v1` and
//! `pkg/assets`).

use std::fmt;

use promwright_go::Quoted;
use promwright_go::lowercase;
use promwright_go::url;
use promwright_kubernetes::map::Map;

use super::{At, Check, Checker};
use crate::api::http::{
    Authorization, BasicAuth, HttpConfig, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig, TlsConfig,
};
use crate::api::secret::{SecretKeySelector, SecretOrConfigMap};
use crate::render::is_placeholder;

pub(super) fn basic_auth(checker: &mut Checker<'_, '_>, auth: Option<&BasicAuth<'_>>) -> Check {
    let Some(auth) = auth else { return Ok(()) };
    checker.secret(&auth.username).within("failed to get basic auth username")?;
    checker.secret(&auth.password).within("failed to get basic auth password")
}

pub(super) fn authorization(checker: &mut Checker<'_, '_>, auth: Option<&SafeAuthorization<'_>>) -> Check {
    // Without credentials even a scheme that is not allowed goes unnoticed.
    let Some((auth, credentials)) = auth.and_then(|auth| Some((auth, auth.credentials?))) else { return Ok(()) };
    validate_authorization(auth)?;
    load_credentials(checker, auth, &credentials)
}

/// Whether a scheme is `Basic`, which belongs into `basicAuth`.
fn is_basic(scheme: &str) -> bool {
    lowercase(scheme.trim()) == "basic"
}

/// The scheme, and credentials.
pub(super) fn validate_authorization(auth: &SafeAuthorization<'_>) -> Check {
    if is_basic(auth.r#type) {
        return Err("'authorization' type cannot be set to \"basic\", use \"basicAuth\" instead".to_owned());
    }
    if auth.credentials.is_none() {
        return Err("'authorization' credentials are required".to_owned());
    }
    Ok(())
}

/// The scheme, and one source of credentials at most.
pub(super) fn validate_authorization_with_file(auth: &Authorization<'_>) -> Check {
    if auth.safe.credentials.is_some() && !auth.credentials_file.is_empty() {
        return Err("authorization can not specify both \"credentials\" and \"credentialsFile\"".to_owned());
    }
    if is_basic(auth.safe.r#type) {
        return Err("authorization type cannot be set to \"basic\", use \"basicAuth\" instead".to_owned());
    }
    Ok(())
}

/// As [`authorization`], for the block that may name a file.
pub(super) fn authorization_with_file(checker: &mut Checker<'_, '_>, auth: Option<&Authorization<'_>>) -> Check {
    let Some((auth, credentials)) = auth.and_then(|auth| Some((auth, auth.safe.credentials?))) else { return Ok(()) };
    validate_authorization_with_file(auth)?;
    load_credentials(checker, &auth.safe, &credentials)
}

fn load_credentials(
    checker: &mut Checker<'_, '_>,
    auth: &SafeAuthorization<'_>,
    credentials: &SecretKeySelector<'_>,
) -> Check {
    if credentials.name.is_empty() {
        return Ok(());
    }
    checker
        .secret(credentials)
        .within(format_args!("failed to get authorization token of type {}", Quoted(auth.r#type)))
}

/// A monitor's way of authentication: one at most, and a valid one.
pub(super) fn validate_http_config(http: &HttpConfig<'_>) -> Check {
    // In the order in which the operator looks at them, so that the pair named is the same.
    let ways = [
        ("authorization", http.authorization.is_some()),
        ("basicAuth", http.basic_auth.is_some()),
        ("bearerTokenSecret", http.bearer_token_secret.is_some()),
        ("oauth2", http.oauth2.is_some()),
    ];
    let mut set = ways.iter().filter(|(_, is_set)| *is_set);
    if let (Some((one, _)), Some((other, _))) = (set.next(), set.next()) {
        return Err(format!("{one} and {other} cannot be configured at the same time"));
    }
    http.authorization.as_ref().map_or(Ok(()), validate_authorization).within("authorization")?;
    http.oauth2.as_ref().map_or(Ok(()), validate_oauth2).within("oauth2")
}

pub(super) fn oauth2(checker: &mut Checker<'_, '_>, oauth2: Option<&OAuth2<'_>>) -> Check {
    let Some(oauth2) = oauth2 else { return Ok(()) };
    validate_oauth2(oauth2)?;
    either(checker, &oauth2.client_id).within("failed to get oauth2 client id")?;
    checker.secret(&oauth2.client_secret).within("failed to get oauth2 client secret")?;
    headers(checker, &oauth2.proxy).within("failed to get oauth2 proxyConfig")?;
    tls(checker, oauth2.tls_config.as_ref()).within("failed to get oauth2 tlsConfig")
}

fn validate_oauth2(oauth2: &OAuth2<'_>) -> Check {
    if oauth2.token_url.is_empty() {
        return Err("OAuth2 tokenURL must be specified".to_owned());
    }
    if oauth2.client_id.is_empty() {
        return Err("OAuth2 'clientID' must be specified".to_owned());
    }
    validate_either(&oauth2.client_id).within("invalid OAuth2 'clientID'")?;
    if let Some(tls) = &oauth2.tls_config {
        validate_tls(tls).within("invalid OAuth2 'tlsConfig'")?;
    }
    validate_proxy(&oauth2.proxy).within("invalid OAuth2 proxyConfig")
}

fn validate_either(selector: &SecretOrConfigMap<'_>) -> Check {
    if selector.secret.is_some() && selector.config_map.is_some() {
        return Err("cannot specify both Secret and ConfigMap".to_owned());
    }
    Ok(())
}

fn either(checker: &mut Checker<'_, '_>, selector: &SecretOrConfigMap<'_>) -> Check {
    checker.assets.load_either(checker.namespace, selector).map(drop)
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

pub(super) fn tls(checker: &mut Checker<'_, '_>, tls: Option<&SafeTlsConfig<'_>>) -> Check {
    let Some(tls) = tls else { return Ok(()) };
    validate_tls(tls).within("failed to validate TLS configuration")?;
    tls_assets(checker, tls)
}

/// As [`tls`], for the block that may name files.
pub(super) fn tls_with_files(checker: &mut Checker<'_, '_>, tls: Option<&TlsConfig<'_>>) -> Check {
    let Some(tls) = tls else { return Ok(()) };
    validate_tls_with_files(tls).within("failed to validate TLS configuration")?;
    tls_assets(checker, &tls.safe)
}

fn tls_assets(checker: &mut Checker<'_, '_>, tls: &SafeTlsConfig<'_>) -> Check {
    let namespace = checker.namespace;
    let quoted = |reference| Printed(reference).to_string();
    let ca = checker.assets.load_either(namespace, &tls.ca);
    let ca = ca
        .map(|ca| Material::of(&ca))
        .map_err(|reason| format!("failed to get ca {}: {reason}", Quoted(&quoted(&tls.ca))))?;
    let cert = checker.assets.load_either(namespace, &tls.cert);
    let cert = cert
        .map(|cert| Material::of(&cert))
        .map_err(|reason| format!("failed to get cert {}: {reason}", Quoted(&quoted(&tls.cert))))?;
    let key = match &tls.key_secret {
        Some(selector) => checker
            .assets
            .load_secret(namespace, selector)
            .map(|key| Material::of(&key))
            .map_err(|reason| format!("failed to get key {}/{}: {reason}", selector.name, selector.key))?,
        None => Material::Empty,
    };
    if ca == Material::Unreadable {
        return Err(format!("ca {}: failed to decode PEM block", Printed(&tls.ca)));
    }
    if cert != Material::Empty && key != Material::Empty {
        for (what, material) in [("certificate", cert), ("key", key)] {
            if material == Material::Unreadable {
                let key = tls.key_secret.unwrap_or_default();
                return Err(format!(
                    "cert {}, key <{}/{}>: tls: failed to find any PEM data in {what} input",
                    Printed(&tls.cert),
                    key.name,
                    key.key
                ));
            }
        }
    }
    Ok(())
}

/// What a Secret or ConfigMap holds of a certificate or a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Material {
    /// Nothing.
    Empty,
    /// A PEM block, or the placeholder of one. What the block holds is not looked at.
    Pem,
    /// Something else.
    Unreadable,
}

impl Material {
    fn of(text: &[u8]) -> Self {
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

fn validate_tls_common(tls: &SafeTlsConfig<'_>) -> Check {
    validate_either(&tls.ca).within(format_args!("ca {}", Printed(&tls.ca)))?;
    validate_either(&tls.cert).within(format_args!("cert {}", Printed(&tls.cert)))?;
    if let (Some(oldest), Some(newest)) = (tls.min_version, tls.max_version)
        && newest < oldest
    {
        return Err("maxVersion must more than or equal to minVersion".to_owned());
    }
    Ok(())
}

/// The certificate and the key together, each from one source.
pub(super) fn validate_tls(tls: &SafeTlsConfig<'_>) -> Check {
    validate_tls_common(tls)?;
    match (tls.cert.is_empty(), tls.key_secret) {
        (false, None) => Err("client cert specified without client key".to_owned()),
        (true, Some(_)) => Err("client key specified without client cert".to_owned()),
        _ => Ok(()),
    }
}

/// Each of the authority, the certificate and the key from one source, and the latter two together.
pub(super) fn validate_tls_with_files(tls: &TlsConfig<'_>) -> Check {
    validate_tls_common(&tls.safe)?;
    let refuse = |reason: &str| Err(reason.to_owned());
    if !tls.safe.ca.is_empty() && !tls.ca_file.is_empty() {
        return refuse("cannot specify both 'caFile' and 'ca'");
    }
    if !tls.safe.cert.is_empty() && !tls.cert_file.is_empty() {
        return refuse("cannot specify both 'certFile' and 'cert'");
    }
    if tls.safe.key_secret.is_some() && !tls.key_file.is_empty() {
        return refuse("cannot specify both 'keyFile' and 'keySecret'");
    }
    let has_cert = !tls.safe.cert.is_empty() || !tls.cert_file.is_empty();
    let has_key = tls.safe.key_secret.is_some() || !tls.key_file.is_empty();
    match (has_cert, has_key) {
        (true, false) => refuse("cannot specify client cert without client key"),
        (false, true) => refuse("cannot specify client key without client cert"),
        _ => Ok(()),
    }
}

pub(super) fn proxy(checker: &mut Checker<'_, '_>, proxy: &ProxyConfig<'_>) -> Check {
    validate_proxy(proxy)?;
    headers(checker, proxy)
}

pub(super) fn headers(checker: &mut Checker<'_, '_>, proxy: &ProxyConfig<'_>) -> Check {
    for (name, values) in proxy.proxy_connect_header.iter().flat_map(Map::iter) {
        for (index, selector) in values.iter().enumerate() {
            checker.secret(selector).within(format_args!("header[{name}][{index}]"))?;
        }
    }
    Ok(())
}

/// Settings that do not contradict each other, and an address.
pub(super) fn validate_proxy(proxy: &ProxyConfig<'_>) -> Check {
    let refuse = |reason: &str| Err(reason.to_owned());
    let from_environment = proxy.proxy_from_environment == Some(true);
    let has_url = proxy.proxy_url.is_some_and(|url| !url.is_empty());
    let has_exceptions = proxy.no_proxy.is_some_and(|exceptions| !exceptions.is_empty());
    let has_headers = proxy.proxy_connect_header.as_ref().is_some_and(|headers| !headers.is_empty());
    if has_headers && !from_environment && !has_url {
        return refuse("if proxyConnectHeader is configured, proxyUrl or proxyFromEnvironment must also be configured");
    }
    if from_environment && has_url {
        return refuse("if proxyFromEnvironment is configured, proxyUrl must not be configured");
    }
    if from_environment && has_exceptions {
        return refuse("if proxyFromEnvironment is configured, noProxy must not be configured");
    }
    if !has_url && has_exceptions {
        return refuse("if noProxy is configured, proxyUrl must also be configured");
    }
    for (name, values) in proxy.proxy_connect_header.iter().flat_map(Map::iter) {
        if values.is_empty() {
            // Spelt as the operator spells it.
            return Err(format!("proxyConnetHeader[{name}]: selector must not be empty"));
        }
        if let Some(index) = values.iter().position(|selector| *selector == SecretKeySelector::default()) {
            return Err(format!("proxyConnectHeader[{name}][{index}]: selector must be defined"));
        }
    }
    if let Some(proxy_url) = proxy.proxy_url {
        url::parse(proxy_url).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Whether a text is a URL to Go.
///
/// # Errors
/// Go's reason.
pub fn check_url(text: &str) -> Check {
    url::parse(text).map(drop).map_err(|error| error.to_string())
}

/// Whether a text is a URL with a scheme and a host.
///
/// # Errors
/// The operator's reason.
pub fn check_server(server: &str) -> Check {
    let url = url::parse(server).map_err(|error| format!("cannot parse server: {error}"))?;
    if url.scheme.is_empty() || url.host.is_empty() {
        return Err(format!("must not be empty and have a scheme: {server}"));
    }
    Ok(())
}
