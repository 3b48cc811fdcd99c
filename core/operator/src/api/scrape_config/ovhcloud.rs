//! OVHcloud.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::check::{At, Checker};
use crate::render::{Context, Refusal, Writer, secret_or_empty};

/// Accepted services.
const SERVICES: &[&str] = &["VPS", "DedicatedServer"];

/// Discovers OVHcloud servers.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct OvhCloudSdConfig<'a> {
    /// Key of the application.
    #[section(required, min_length = 1)]
    pub application_key: &'a str,
    /// Key of a Secret that holds the application secret.
    #[section(required, emit = application_secret)]
    pub application_secret: SecretKeySelector<'a>,
    /// Key of a Secret that holds the consumer key.
    #[section(required, emit = consumer_key)]
    pub consumer_key: SecretKeySelector<'a>,
    /// Type of servers to discover: virtual or dedicated.
    #[section(required, one_of = SERVICES, emit = service)]
    pub service: &'a str,
    /// API to query. Prometheus defaults to `ovh-eu`.
    #[section(min_length = 1)]
    pub endpoint: Option<&'a str>,
    /// How often to query the API. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
}

fn application_secret(ovhcloud: &OvhCloudSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    secret_or_empty("application_secret", &ovhcloud.application_secret, w, cx);
    Ok(())
}

fn consumer_key(ovhcloud: &OvhCloudSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    secret_or_empty("consumer_key", &ovhcloud.consumer_key, w, cx);
    Ok(())
}

/// `service` as Prometheus spells it.
fn service(ovhcloud: &OvhCloudSdConfig<'_>, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
    let service = match ovhcloud.service {
        "VPS" => "vps",
        "DedicatedServer" => "dedicated_server",
        _ => return Ok(()),
    };
    w.key("service");
    w.string(service);
    Ok(())
}

impl ServiceDiscovery for OvhCloudSdConfig<'_> {
    const NAME: &'static str = "OVHCloudSDConfigs";
    const WHAT: &'static str = "OVHCloud SD configuration";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        checker.secret(&self.application_secret, &at.below("applicationSecret"));
        checker.secret(&self.consumer_key, &at.below("consumerKey"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::written;
    use super::*;

    #[test]
    fn secrets_may_be_empty_and_services_have_another_name() {
        for (service, line) in
            [("VPS", "service: vps\n"), ("DedicatedServer", "service: dedicated_server\n"), ("Cloud", "")]
        {
            let ovhcloud = OvhCloudSdConfig { application_key: "k", service, ..OvhCloudSdConfig::default() };
            let text = format!("application_key: k\napplication_secret: \"\"\nconsumer_key: \"\"\n{line}");
            assert_eq!(written(&ovhcloud, "3.0.0"), text);
        }
    }
}
