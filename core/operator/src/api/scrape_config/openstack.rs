//! OpenStack.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::SafeTlsConfig;
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::check::{At, Check, Checker};
use crate::render::{Context, Refusal, Writer, secret_or_refuse};

/// What can be found.
const ROLES: &[&str] = &["Instance", "Hypervisor", "LoadBalancer"];
/// The endpoints of the catalogue.
const AVAILABILITIES: &[&str] = &["Public", "public", "Admin", "admin", "Internal", "internal"];

/// Finds instances, hypervisors or load balancers of OpenStack.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct OpenStackSdConfig<'a> {
    /// What targets are made of. `LoadBalancer` needs Prometheus 3.2.0.
    #[section(required, one_of = ROLES, lowercase)]
    pub role: &'a str,
    /// The region.
    #[section(required, min_length = 1)]
    pub region: &'a str,
    /// Address of the Identity API.
    #[section(pattern = pattern::HTTP_SERVER)]
    pub identity_endpoint: Option<&'a str>,
    /// The user's name. Version 3 of the Identity API wants a domain with it.
    #[section(min_length = 1)]
    pub username: Option<&'a str>,
    /// The user's identifier.
    #[section(min_length = 1)]
    pub userid: Option<&'a str>,
    /// The key of a Secret that holds the user's password.
    #[section(emit = password)]
    pub password: Option<SecretKeySelector<'a>>,
    /// The name of the user's domain.
    #[section(min_length = 1)]
    pub domain_name: Option<&'a str>,
    /// The identifier of the user's domain.
    #[section(name = "domainID", min_length = 1)]
    pub domain_id: Option<&'a str>,
    /// The project's name.
    #[section(min_length = 1)]
    pub project_name: Option<&'a str>,
    /// The project's identifier.
    #[section(name = "projectID", min_length = 1)]
    pub project_id: Option<&'a str>,
    /// The name of an application credential, which can stand instead of a user.
    #[section(min_length = 1)]
    pub application_credential_name: Option<&'a str>,
    /// The identifier of an application credential.
    #[section(min_length = 1)]
    pub application_credential_id: Option<&'a str>,
    /// The key of a Secret that holds the secret of the application credential.
    #[section(emit = application_credential_secret)]
    pub application_credential_secret: Option<SecretKeySelector<'a>>,
    /// Whether the instances of all projects are listed, which most clouds allow administrators only.
    pub all_tenants: Option<bool>,
    /// How often the API is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// The port of the targets. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// Which endpoint of the catalogue is asked. Prometheus takes `public` where it is not set.
    #[section(one_of = AVAILABILITIES)]
    pub availability: Option<&'a str>,
    /// How TLS is spoken with the API.
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

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        if self.role == "LoadBalancer" && !checker.since((3, 2, 0)) {
            let reason = "The LoadBalancer role is only supported from Prometheus version 3.2.0";
            return Err(reason.to_owned()).at(index);
        }
        checker.secret_if_set(self.password.as_ref()).at(index)?;
        checker.secret_if_set(self.application_credential_secret.as_ref()).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)
    }
}
