//! OpenStack.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::SafeTlsConfig;
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::check::{At, Checker};
use crate::render::{Context, Refusal, Writer, secret_or_refuse};
use crate::rules::value_version;

/// Accepted roles.
const ROLES: &[&str] = &["Instance", "Hypervisor", "LoadBalancer"];
/// Accepted endpoint types of the service catalog.
const AVAILABILITIES: &[&str] = &["Public", "public", "Admin", "admin", "Internal", "internal"];

/// Discovers OpenStack instances, hypervisors or load balancers.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct OpenStackSdConfig<'a> {
    /// Type of objects to discover. `LoadBalancer` requires Prometheus 3.2.0 or newer.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
    /// OpenStack region.
    #[section(required, min_length = 1)]
    pub region: &'a str,
    /// URL of the Identity API.
    #[section(pattern = pattern::HTTP_SERVER)]
    pub identity_endpoint: Option<&'a str>,
    /// Username. Version 3 of the Identity API also requires a domain.
    #[section(min_length = 1)]
    pub username: Option<&'a str>,
    /// ID of the user.
    #[section(min_length = 1)]
    pub userid: Option<&'a str>,
    /// Key of a Secret that holds the password.
    #[section(emit = password)]
    pub password: Option<SecretKeySelector<'a>>,
    /// Name of the user's domain.
    #[section(min_length = 1)]
    pub domain_name: Option<&'a str>,
    /// ID of the user's domain.
    #[section(name = "domainID", min_length = 1)]
    pub domain_id: Option<&'a str>,
    /// Name of the project.
    #[section(min_length = 1)]
    pub project_name: Option<&'a str>,
    /// ID of the project.
    #[section(name = "projectID", min_length = 1)]
    pub project_id: Option<&'a str>,
    /// Name of an application credential, as an alternative to a user.
    #[section(min_length = 1)]
    pub application_credential_name: Option<&'a str>,
    /// ID of an application credential, as an alternative to a user.
    #[section(min_length = 1)]
    pub application_credential_id: Option<&'a str>,
    /// Key of a Secret that holds the secret of the application credential.
    #[section(emit = application_credential_secret)]
    pub application_credential_secret: Option<SecretKeySelector<'a>>,
    /// Whether to list the instances of all projects. Most clouds allow this only for administrators.
    pub all_tenants: Option<bool>,
    /// How often to query the API. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// Endpoint type to select from the service catalog. Prometheus defaults to `public`.
    #[section(one_of = AVAILABILITIES)]
    pub availability: Option<&'a str>,
    /// TLS settings for connections to the API.
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

fn password(openstack: &OpenStackSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    secret("password", openstack.password.as_ref(), w, cx)
}

fn application_credential_secret(
    openstack: &OpenStackSdConfig<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    secret("application_credential_secret", openstack.application_credential_secret.as_ref(), w, cx)
}

fn secret(
    key: &'static str,
    selector: Option<&SecretKeySelector<'_>>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let Some(selector) = selector else { return Ok(()) };
    secret_or_refuse(key, &format!("read {} secret", selector.name), selector, w, cx)
}

impl ServiceDiscovery for OpenStackSdConfig<'_> {
    const NAME: &'static str = "openstackSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        let is_load_balancer = self.role == "LoadBalancer";
        let says = format_args!("The LoadBalancer role is only supported from Prometheus version 3.2.0");
        value_version::check(("role", "LoadBalancer"), is_load_balancer, (3, 2, 0), says, at, checker);
        checker.secret_if_set(self.password.as_ref(), &at.below("password"));
        checker.secret_if_set(self.application_credential_secret.as_ref(), &at.below("applicationCredentialSecret"));
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
    }
}
