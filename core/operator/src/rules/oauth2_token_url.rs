//! OAuth 2.0 without the URL of a token endpoint.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// OAuth 2.0 without the URL of a token endpoint.
pub static RULE: Rule = refused(
    "operator/oauth2-token-url",
    RuleDocs {
        summary: "OAuth 2.0 without the URL of a token endpoint",
        explanation: "\
Prometheus requests an access token from `tokenUrl` before it connects to a target or server. The schema of the current CRDs \
requires the field, as a URL with `http://` or `https://`, so the API server rejects an object without it, and promwright \
reports that error first. The operator checks the field again, which matters only for objects that were stored under an older \
CRD: it leaves such a resource out of the configuration, or generates no configuration if the Prometheus object is affected. Set \
`tokenUrl`.",
        bad: "",
        good: "",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("tokenUrl"),
        &RULE,
        format_args!("required"),
        format_args!("OAuth2 tokenURL must be specified"),
    );
}
