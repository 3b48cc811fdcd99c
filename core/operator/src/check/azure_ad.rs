//! Checks of how a server authenticates with Microsoft Entra ID (upstream: `validateRemoteWriteSpec`).

use promwright_prometheus::version::Release;

use super::{At, Checker};
use crate::api::prometheus::AzureAd;
use crate::rules::{azure_ad_authentication, azure_ad_identifier, azure_ad_managed_identity, field_version};

/// Exactly one authentication method, which the version of Prometheus supports, with identifiers that are UUIDs.
pub(super) fn validate(azure_ad: &AzureAd<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    exactly_one(azure_ad, at, checker);
    // Prometheus 3.5.0 and newer use the machine's own identity where none is named.
    if azure_ad.managed_identity.is_some_and(|identity| identity.client_id.is_empty()) && !checker.since((3, 5, 0)) {
        azure_ad_managed_identity::reject(&at.below("managedIdentity"), checker);
    }
    let mut since = |field: &str, is_set: bool, release: Release| {
        let (major, minor, patch) = release;
        let says = format_args!("azureAD.{field} requires Prometheus >= v{major}.{minor}.{patch}");
        field_version::check(field, is_set, release, says, at, checker);
    };
    since("oauth", azure_ad.oauth.is_some(), (2, 48, 0));
    since("sdk", azure_ad.sdk.is_some(), (2, 52, 0));
    since("workloadIdentity", azure_ad.workload_identity.is_some(), (3, 7, 0));
    if let Some(oauth) = &azure_ad.oauth
        && !is_uuid(oauth.client_id)
    {
        azure_ad_identifier::reject("clientId", "Azure OAuth clientId", &at.below("oauth"), checker);
    }
    if let Some(identity) = &azure_ad.workload_identity {
        let at = at.below("workloadIdentity");
        if !is_uuid(identity.client_id) {
            azure_ad_identifier::reject("clientId", "Azure Workload Identity clientId", &at, checker);
        }
        if !is_uuid(identity.tenant_id) {
            azure_ad_identifier::reject("tenantId", "Azure Workload Identity tenantId", &at, checker);
        }
    }
}

fn exactly_one(azure_ad: &AzureAd<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let managed_identity = (("managedIdentity", "Managed Identity"), azure_ad.managed_identity.is_some());
    let oauth = (("oauth", "OAuth"), azure_ad.oauth.is_some());
    let sdk = (("sdk", "SDK"), azure_ad.sdk.is_some());
    let workload_identity = (("workloadIdentity", "Workload Identity"), azure_ad.workload_identity.is_some());
    if ![managed_identity, oauth, sdk, workload_identity].iter().any(|(_, is_set)| *is_set) {
        azure_ad_authentication::reject_none(at, checker);
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
    if let Some(((one, _), (other, _))) = pairs.iter().find(|(one, other)| one.1 && other.1) {
        azure_ad_authentication::reject_two(*one, *other, at, checker);
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
