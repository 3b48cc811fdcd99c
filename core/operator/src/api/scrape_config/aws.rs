//! AWS credentials.

use promwright_kubernetes::Section;

use crate::api::secret::SecretKeySelector;
use crate::check::{At, Checker};
use crate::render::{Context, Refusal, Writer, secret_or_refuse};

/// Access keys and role for requests to AWS APIs.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct AwsCredentials<'a> {
    /// Key of a Secret that holds the AWS access key ID. Requires `secretKey`.
    #[section(emit = keys)]
    pub access_key: Option<SecretKeySelector<'a>>,
    /// Key of a Secret that holds the AWS secret access key. Requires `accessKey`.
    #[section(skip, key = "secret_key")]
    pub secret_key: Option<SecretKeySelector<'a>>,
    /// ARN of the AWS role to assume, as an alternative to access keys.
    #[section(name = "roleARN", min_length = 1)]
    pub role_arn: Option<&'a str>,
}

/// `access_key` and `secret_key`: both, or neither if one is not set.
fn keys(aws: &AwsCredentials<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if let (Some(access_key), Some(secret_key)) = (&aws.access_key, &aws.secret_key) {
        // The operator's messages say "access key" for both.
        secret_or_refuse("access_key", &format!("get {} access key", access_key.name), access_key, w, cx)?;
        secret_or_refuse("secret_key", &format!("get {} access key", secret_key.name), secret_key, w, cx)?;
    }
    Ok(())
}

impl AwsCredentials<'_> {
    /// Looks up the keys.
    ///
    /// # Errors
    /// The operator's reason for rejecting the resource.
    pub fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        checker.secret_if_set(self.access_key.as_ref(), &at.below("accessKey"));
        checker.secret_if_set(self.secret_key.as_ref(), &at.below("secretKey"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{MISSING, checked, written};
    use super::*;

    #[test]
    fn keys_are_written_together() {
        let aws = AwsCredentials { secret_key: Some(MISSING), role_arn: Some("arn"), ..AwsCredentials::default() };
        assert_eq!(written(&aws, "3.0.0"), "role_arn: arn\n");
        let aws = AwsCredentials { access_key: Some(MISSING), ..aws };
        assert_eq!(
            written(&aws, "3.0.0"),
            "failed to get web access key scrapeConfig/team/web: secret team/web not found"
        );
        let reason = "unable to get secret \"web\": secrets \"web\" not found";
        assert_eq!(checked("3.0.0", |checker| aws.check(&At::SPEC, checker)), reason);
    }
}
