//! Checks of the servers that samples are sent to and queries read from (upstream: `validateRemoteWriteSpec`,
//! `addRemoteWritesToStore` and `AddRemoteReadsToStore`).

use promwright_go::Quoted;

use super::{At, Check, Checker, azure_ad, http};
use crate::api::prometheus::{RemoteReadSpec, RemoteWriteSpec, Sigv4};

/// Checks the servers that samples are sent to, and looks up what they refer to.
///
/// # Errors
/// The operator's reason for writing no configuration.
pub(super) fn check_remote_writes(servers: &[RemoteWriteSpec<'_>], checker: &mut Checker<'_, '_>) -> Check {
    servers
        .iter()
        .enumerate()
        .try_for_each(|(index, server)| remote_write(server, checker).within(format_args!("remoteWrite[{index}]")))
}

/// Checks the servers that queries read from, and looks up what they refer to.
///
/// # Errors
/// The operator's reason for writing no configuration.
pub(super) fn check_remote_reads(servers: &[RemoteReadSpec<'_>], checker: &mut Checker<'_, '_>) -> Check {
    servers
        .iter()
        .enumerate()
        .try_for_each(|(index, server)| remote_read(server, checker).within(format_args!("remoteRead[{index}]")))
}

fn remote_write(server: &RemoteWriteSpec<'_>, checker: &mut Checker<'_, '_>) -> Check {
    at_most_one(&[
        ("basicAuth", server.basic_auth.is_some()),
        ("oauth2", server.oauth2.is_some()),
        ("authorization", server.authorization.is_some()),
        ("sigv4", server.sigv4.is_some()),
        ("azureAd", server.azuread.is_some()),
    ])?;
    if let Some(azure_ad) = &server.azuread {
        azure_ad::validate(azure_ad, checker.version)?;
    }
    http::validate_proxy(&server.proxy)?;
    checker.basic_auth(server.basic_auth.as_ref())?;
    checker.oauth2(server.oauth2.as_ref())?;
    http::tls_with_files(checker, server.tls_config.as_ref())?;
    http::authorization_with_file(checker, server.authorization.as_ref())?;
    sigv4(checker, server.sigv4.as_ref())?;
    if let Some(oauth) = server.azuread.as_ref().and_then(|azure_ad| azure_ad.oauth.as_ref()) {
        checker.secret(&oauth.client_secret).within("failed to read AzureOAuth clientSecret")?;
    }
    http::headers(checker, &server.proxy)
}

fn remote_read(server: &RemoteReadSpec<'_>, checker: &mut Checker<'_, '_>) -> Check {
    checker.basic_auth(server.basic_auth.as_ref())?;
    checker.oauth2(server.oauth2.as_ref())?;
    http::tls_with_files(checker, server.tls_config.as_ref())?;
    http::authorization_with_file(checker, server.authorization.as_ref())?;
    checker.proxy(&server.proxy)
}

/// Refuses two ways to authenticate. The operator names them in a random order, we in the order given.
pub(super) fn at_most_one(ways: &[(&str, bool)]) -> Check {
    let set: Vec<_> = ways.iter().filter(|(_, is_set)| *is_set).map(|(name, _)| Quoted(name).to_string()).collect();
    if set.len() > 1 {
        return Err(format!(
            "{} can't be set at the same time, at most one of them must be defined",
            set.join(" and ")
        ));
    }
    Ok(())
}

/// Looks up both keys, or none.
pub(super) fn sigv4(checker: &mut Checker<'_, '_>, sigv4: Option<&Sigv4<'_>>) -> Check {
    let Some(sigv4) = sigv4 else { return Ok(()) };
    match (&sigv4.access_key, &sigv4.secret_key) {
        (None, None) => Ok(()),
        (Some(access_key), Some(secret_key)) => {
            checker.secret(access_key).within("failed to read SigV4 access-key")?;
            checker.secret(secret_key).within("failed to read SigV4 secret-key")
        }
        _ => Err("both accessKey and secretKey should be provided".to_owned()),
    }
}
