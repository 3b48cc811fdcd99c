//! Checks of the servers that samples are sent to and queries read from (upstream: `validateRemoteWriteSpec`,
//! `addRemoteWritesToStore` and `AddRemoteReadsToStore`).

use super::{At, Checker, azure_ad, http};
use crate::api::prometheus::{RemoteReadSpec, RemoteWriteSpec, Sigv4};
use crate::rules::{one_authentication, sigv4_keys};

/// Checks the servers that samples are sent to, and looks up what they refer to.
pub(super) fn check_remote_writes(servers: &[RemoteWriteSpec<'_>], checker: &mut Checker<'_, '_>) {
    let list = At::SPEC.below("remoteWrite");
    for (index, server) in servers.iter().enumerate() {
        let item = list.item(index);
        remote_write(server, checker, &item.saying(format_args!("remoteWrite[{index}]")));
    }
}

/// Checks the servers that queries read from, and looks up what they refer to.
pub(super) fn check_remote_reads(servers: &[RemoteReadSpec<'_>], checker: &mut Checker<'_, '_>) {
    let list = At::SPEC.below("remoteRead");
    for (index, server) in servers.iter().enumerate() {
        let item = list.item(index);
        remote_read(server, checker, &item.saying(format_args!("remoteRead[{index}]")));
    }
}

fn remote_write(server: &RemoteWriteSpec<'_>, checker: &mut Checker<'_, '_>, at: &At<'_>) {
    let ways = [
        ("basicAuth", "basicAuth", server.basic_auth.is_some()),
        ("oauth2", "oauth2", server.oauth2.is_some()),
        ("authorization", "authorization", server.authorization.is_some()),
        ("sigv4", "sigv4", server.sigv4.is_some()),
        ("azureAd", "azureAd", server.azuread.is_some()),
    ];
    one_authentication::check_server(&ways, at, checker);
    let azure_ad_at = at.below("azureAd");
    if let Some(azure_ad) = &server.azuread {
        azure_ad::validate(azure_ad, &azure_ad_at, checker);
    }
    http::validate_proxy(&server.proxy, at, checker);
    checker.basic_auth(server.basic_auth.as_ref(), &at.below("basicAuth"));
    checker.oauth2(server.oauth2.as_ref(), &at.below("oauth2"));
    http::tls_with_files(checker, server.tls_config.as_ref(), &at.below("tlsConfig"));
    http::authorization_with_file(checker, server.authorization.as_ref(), &at.below("authorization"));
    sigv4(checker, server.sigv4.as_ref(), &at.below("sigv4"));
    if let Some(oauth) = server.azuread.as_ref().and_then(|azure_ad| azure_ad.oauth.as_ref()) {
        let oauth_at = azure_ad_at.below("oauth");
        let secret = oauth_at.below("clientSecret");
        checker.secret(&oauth.client_secret, &secret.saying(format_args!("failed to read AzureOAuth clientSecret")));
    }
    http::headers(checker, &server.proxy, at);
}

fn remote_read(server: &RemoteReadSpec<'_>, checker: &mut Checker<'_, '_>, at: &At<'_>) {
    checker.basic_auth(server.basic_auth.as_ref(), &at.below("basicAuth"));
    checker.oauth2(server.oauth2.as_ref(), &at.below("oauth2"));
    http::tls_with_files(checker, server.tls_config.as_ref(), &at.below("tlsConfig"));
    http::authorization_with_file(checker, server.authorization.as_ref(), &at.below("authorization"));
    checker.proxy(&server.proxy, at);
}

/// Looks up both keys, or none.
pub(super) fn sigv4(checker: &mut Checker<'_, '_>, sigv4: Option<&Sigv4<'_>>, at: &At<'_>) {
    let Some(sigv4) = sigv4 else { return };
    match (&sigv4.access_key, &sigv4.secret_key) {
        (None, None) => {}
        (Some(access_key), Some(secret_key)) => {
            let key = at.below("accessKey");
            checker.secret(access_key, &key.saying(format_args!("failed to read SigV4 access-key")));
            let key = at.below("secretKey");
            checker.secret(secret_key, &key.saying(format_args!("failed to read SigV4 secret-key")));
        }
        _ => sigv4_keys::reject(at, checker),
    }
}
