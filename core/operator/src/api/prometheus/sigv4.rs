//! Request signing for Amazon Web Services.

use promwright_kubernetes::Section;

use crate::api::cel;
use crate::api::secret::SecretKeySelector;
use crate::render::Context;
use crate::render::remote_write as emit;

/// Signs requests with AWS Signature Version 4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(rules = [cel::EXTERNAL_ID_NEEDS_ROLE])]
pub struct Sigv4<'a> {
    /// AWS region. Defaults to the region of the default credentials.
    pub region: &'a str,
    /// Key of a Secret that holds the AWS access key ID. Requires `secretKey`.
    #[section(emit = emit::aws_keys)]
    pub access_key: Option<SecretKeySelector<'a>>,
    /// Key of a Secret that holds the AWS secret access key. Requires `accessKey`.
    #[section(skip, key = "secret_key")]
    pub secret_key: Option<SecretKeySelector<'a>>,
    /// Named AWS profile to authenticate with.
    pub profile: &'a str,
    /// ARN of the AWS role to assume.
    pub role_arn: &'a str,
    /// External ID that the owner of the role requires when others assume it. Requires `roleArn`.
    #[section(min_length = 1, since = (3, 11, 0))]
    pub external_id: &'a str,
    /// Whether to request tokens from a FIPS 140 endpoint of the AWS Security Token Service.
    #[section(name = "useFIPSSTSEndpoint", since = (2, 54, 0))]
    pub use_fips_sts_endpoint: Option<bool>,
}
