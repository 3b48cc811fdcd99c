//! Checks of how a server authenticates with Microsoft Entra ID (upstream: `validateRemoteWriteSpec`).

use promwright_prometheus::version::Version;

use super::Check;
use crate::api::prometheus::AzureAd;

/// Exactly one way to authenticate, known to the version of Prometheus, with identifiers that are UUIDs.
pub(super) fn validate(azure_ad: &AzureAd<'_>, version: &Version) -> Check {
    exactly_one(azure_ad)?;
    let refuse = |reason: &str| Err(reason.to_owned());
    // Prometheus 3.5.0 and newer take the machine's own identity where none is named.
    if azure_ad.managed_identity.is_some_and(|identity| identity.client_id.is_empty()) && !version.is_at_least(3, 5, 0)
    {
        return Err(format!("managedIdentidy: clientId is required with Prometheus < 3.5.0, current = {version}"));
    }
    if let Some(oauth) = &azure_ad.oauth {
        if !version.is_at_least(2, 48, 0) {
            return refuse("azureAD.oauth requires Prometheus >= v2.48.0");
        }
        if !is_uuid(oauth.client_id) {
            return refuse("the provided Azure OAuth clientId is invalid");
        }
    }
    if azure_ad.sdk.is_some() && !version.is_at_least(2, 52, 0) {
        return refuse("azureAD.sdk requires Prometheus >= v2.52.0");
    }
    if let Some(identity) = &azure_ad.workload_identity {
        if !version.is_at_least(3, 7, 0) {
            return refuse("azureAD.workloadIdentity requires Prometheus >= v3.7.0");
        }
        if !is_uuid(identity.client_id) {
            return refuse("the provided Azure Workload Identity clientId is invalid");
        }
        if !is_uuid(identity.tenant_id) {
            return refuse("the provided Azure Workload Identity tenantId is invalid");
        }
    }
    Ok(())
}

fn exactly_one(azure_ad: &AzureAd<'_>) -> Check {
    let managed_identity = ("Managed Identity", azure_ad.managed_identity.is_some());
    let oauth = ("OAuth", azure_ad.oauth.is_some());
    let sdk = ("SDK", azure_ad.sdk.is_some());
    let workload_identity = ("Workload Identity", azure_ad.workload_identity.is_some());
    if ![managed_identity, oauth, sdk, workload_identity].iter().any(|(_, is_set)| *is_set) {
        return Err(
            "must provide Azure Managed Identity, Azure OAuth, Azure SDK, or Azure Workload Identity in the Azure \
                    AD config"
                .to_owned(),
        );
    }
    // The order decides which pair is named where three are set.
    let pairs = [
        (managed_identity, oauth),
        (oauth, sdk),
        (managed_identity, sdk),
        (managed_identity, workload_identity),
        (oauth, workload_identity),
        (sdk, workload_identity),
    ];
    match pairs.iter().find(|(one, other)| one.1 && other.1) {
        Some(((one, _), (other, _))) => {
            Err(format!("cannot provide both Azure {one} and Azure {other} in the Azure AD config"))
        }
        None => Ok(()),
    }
}

/// Whether a text is a UUID to github.com/google/uuid 1.6: with or without hyphens, behind `urn:uuid:`, or between any two
/// characters, which should be braces.
fn is_uuid(text: &str) -> bool {
    let bytes = text.as_bytes();
    let hyphenated = match bytes {
        _ if bytes.len() == 32 => return bytes.iter().all(u8::is_ascii_hexdigit),
        _ if bytes.len() == 36 => bytes,
        [_, inside @ .., _] if inside.len() == 36 => inside,
        _ => match bytes.split_at_checked(9) {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case(b"urn:uuid:") && rest.len() == 36 => rest,
            _ => return false,
        },
    };
    hyphenated.iter().enumerate().all(|(index, byte)| match index {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    })
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn uuids_in_four_spellings() {
        for (text, want) in [
            ("00000000-0000-0000-0000-00000000000a", true),
            ("0000000000000000000000000000000F", true),
            ("URN:uuid:00000000-0000-0000-0000-000000000000", true),
            ("{00000000-0000-0000-0000-000000000000}", true),
            ("x00000000-0000-0000-0000-000000000000x", true),
            ("urn-uuid:00000000-0000-0000-0000-000000000000", false),
            ("00000000-0000-0000-0000-00000000000g", false),
            ("00000000_0000-0000-0000-000000000000", false),
            ("", false),
        ] {
            assert_eq!(is_uuid(text), want, "{text}");
        }
    }
}
