//! How Prometheus talks HTTP: what the blocks of `api::http` write irregularly.

use promwright_go::path;

use super::{Context, Refusal, Section, Writer};
use crate::api::http::{Authorization, BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::secret::{SecretKeySelector, SecretOrConfigMap};
use crate::rules::{authorization_version, secret_not_loaded};

/// The directory that the operator mounts TLS material into.
const TLS_ASSETS: &str = "/etc/prometheus/certs";

/// Writes a secret that is left empty where no check has loaded it.
pub fn secret_or_empty(key: &'static str, selector: &SecretKeySelector<'_>, w: &mut Writer, cx: &Context<'_>) {
    w.key(key);
    w.bytes(&cx.assets.secret(cx.namespace, selector).unwrap_or_default());
}

/// Writes a secret without which the operator gives up the configuration: `failed to WHAT JOB: …`.
pub fn secret_or_refuse(
    key: &'static str,
    what: &str,
    selector: &SecretKeySelector<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let value = cx.assets.secret(cx.namespace, selector).map_err(|error| {
        let says = format!("failed to {what} {}: {error}", cx.job);
        secret_not_loaded::finding(cx.namespace, selector.name, selector.key, says)
    })?;
    w.key(key);
    w.bytes(&value);
    Ok(())
}

/// `username`, empty where the Secret is missing.
pub fn username(auth: &BasicAuth<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    secret_or_empty("username", &auth.username, w, cx);
    Ok(())
}

/// `password`, empty where the Secret is missing.
pub fn password(auth: &BasicAuth<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    secret_or_empty("password", &auth.password, w, cx);
    Ok(())
}

/// The scheme and the credentials of a block that may name a file. For a Prometheus that does not know the block the operator
/// leaves it out, and then panics because it expects it to be there.
pub fn authorization(auth: &Authorization<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if !cx.since((2, 26, 0)) {
        return Err(authorization_version::finding().into());
    }
    auth.safe.write_fields(w, cx)
}

/// `type`, always written: `Bearer` where none is set.
pub fn authorization_type(auth: &SafeAuthorization<'_>, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
    w.key("type");
    w.string(if auth.r#type.is_empty() { "Bearer" } else { auth.r#type.trim() });
    Ok(())
}

/// `credentials`, left out where the Secret is missing.
pub fn authorization_credentials(
    auth: &SafeAuthorization<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    if let Some(selector) = &auth.credentials
        && let Ok(credentials) = cx.assets.secret(cx.namespace, selector)
    {
        w.key("credentials");
        w.bytes(&credentials);
    }
    Ok(())
}

/// The whole block is left out where the client's identifier or secret is missing.
pub fn oauth2_is_complete(oauth2: &OAuth2<'_>, cx: &Context<'_>) -> bool {
    cx.assets.either(cx.namespace, &oauth2.client_id).is_ok()
        && cx.assets.secret(cx.namespace, &oauth2.client_secret).is_ok()
}

/// `client_id`.
pub fn client_id(oauth2: &OAuth2<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    w.key("client_id");
    w.bytes(&cx.assets.either(cx.namespace, &oauth2.client_id).unwrap_or_default());
    Ok(())
}

/// `client_secret`.
pub fn client_secret(oauth2: &OAuth2<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    secret_or_empty("client_secret", &oauth2.client_secret, w, cx);
    Ok(())
}

/// `proxy_connect_header`, values empty where their Secret is missing.
pub fn proxy_connect_header(proxy: &ProxyConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(headers) = &proxy.proxy_connect_header else { return Ok(()) };
    w.key("proxy_connect_header");
    w.begin_map();
    for (name, values) in headers.iter() {
        w.string(name);
        w.begin_list();
        for selector in values {
            w.bytes(&cx.assets.secret(cx.namespace, selector).unwrap_or_default());
        }
        w.end_list();
    }
    w.end_map();
    Ok(())
}

/// TLS material: the file that the operator mounts, or the material itself under another key.
fn material(
    file: &'static str,
    inline: &'static str,
    selector: &SecretOrConfigMap<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) {
    let (source, name, key) = match (&selector.secret, &selector.config_map) {
        (Some(secret), _) => ("0", secret.name, secret.key),
        (None, Some(config_map)) => ("1", config_map.name, config_map.key),
        (None, None) => return,
    };
    if !cx.options.inline_tls {
        w.key(file);
        let asset = [source, cx.namespace, name, key].join("_");
        w.string(&path::join(&[TLS_ASSETS, &asset]));
    } else if let Ok(bytes) = cx.assets.either(cx.namespace, selector) {
        w.key(inline);
        w.bytes(&bytes);
    }
}

/// `ca_file`, or `ca`.
pub fn ca(tls: &SafeTlsConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    material("ca_file", "ca", &tls.ca, w, cx);
    Ok(())
}

/// `cert_file`, or `cert`.
pub fn cert(tls: &SafeTlsConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    material("cert_file", "cert", &tls.cert, w, cx);
    Ok(())
}

/// `key_file`, or `key`.
pub fn key(tls: &SafeTlsConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if tls.key_secret.is_some() {
        material("key_file", "key", &SecretOrConfigMap { secret: tls.key_secret, config_map: None }, w, cx);
    }
    Ok(())
}

/// `server_name`, left out where it is empty.
pub fn server_name(tls: &SafeTlsConfig<'_>, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
    if let Some(name) = tls.server_name.filter(|name| !name.is_empty()) {
        w.key("server_name");
        w.string(name);
    }
    Ok(())
}
