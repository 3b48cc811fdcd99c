//! Signing of requests for Amazon Web Services.

use promwright_kubernetes::Section;

use crate::api::cel;
use crate::api::secret::SecretKeySelector;
use crate::render::Context;
use crate::render::remote_write as emit;

/// Signs requests as Amazon Web Services ask for, with Signature Version 4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(rules = [cel::EXTERNAL_ID_NEEDS_ROLE])]
pub struct Sigv4<'a> {
    /// The region. That of the default credentials where it is not set.
    pub region: &'a str,
    /// The key of a Secret that holds the access key's identifier. Of use with `secretKey` only.
    #[section(emit = emit::aws_keys)]
    pub access_key: Option<SecretKeySelector<'a>>,
    /// The key of a Secret that holds the secret access key. Of use with `accessKey` only.
    #[section(skip, key = "secret_key")]
    pub secret_key: Option<SecretKeySelector<'a>>,
    /// The named profile to authenticate with.
    pub profile: &'a str,
    /// The role to assume, by its Amazon resource name.
    pub role_arn: &'a str,
    /// The identifier that the role's owner asks for when somebody else assumes it.
    #[section(min_length = 1, since = (3, 11, 0))]
    pub external_id: &'a str,
    /// Whether tokens come from an endpoint that keeps to FIPS 140.
    #[section(name = "useFIPSSTSEndpoint", since = (2, 54, 0))]
    pub use_fips_sts_endpoint: Option<bool>,
}
