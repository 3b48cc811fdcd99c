//! Azure.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::check::{At, Checker};
use crate::render::{Context, Refusal, Section as _, Writer, secret_or_refuse};
use crate::rules::{azure_credentials, field_version, value_version};

/// Accepted authentication methods.
const AUTHENTICATION_METHODS: &[&str] = &["OAuth", "ManagedIdentity", "SDK", "WorkloadIdentity"];

/// Discovers Azure virtual machines.
#[derive(Clone, Debug, Default, Section)]
pub struct AzureSdConfig<'a> {
    /// Authentication and proxy settings for the API.
    #[section(flatten, emit = client)]
    pub client: AzureClient<'a>,
    /// Azure cloud. Prometheus defaults to `AzurePublicCloud`.
    #[section(min_length = 1)]
    pub environment: Option<&'a str>,
    /// Authentication method. Prometheus defaults to `OAuth`, which requires `tenantID`, `clientID` and `clientSecret`.
    #[section(one_of = AUTHENTICATION_METHODS)]
    pub authentication_method: Option<&'a str>,
    /// ID of the subscription.
    #[section(name = "subscriptionID", required, omit_empty, min_length = 1)]
    pub subscription_id: &'a str,
    /// ID of the tenant.
    #[section(name = "tenantID", min_length = 1)]
    pub tenant_id: Option<&'a str>,
    /// ID of the client.
    #[section(name = "clientID", min_length = 1)]
    pub client_id: Option<&'a str>,
    /// Key of a Secret that holds the client secret.
    #[section(emit = client_secret)]
    pub client_secret: Option<SecretKeySelector<'a>>,
    /// Resource group of the virtual machines. If it is not set, all resource groups are included.
    #[section(min_length = 1, rejected_before = (2, 35, 0))]
    pub resource_group: Option<&'a str>,
    /// How often to query the API. Prometheus defaults to `5m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    // The operator accepts the next three fields, but never writes them.
    /// Whether to follow HTTP redirects. Has no effect.
    #[section(skip)]
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Has no effect.
    #[section(name = "enableHTTP2", skip)]
    pub enable_http2: Option<bool>,
    /// TLS settings for connections to the API. Validated, but without effect.
    #[section(skip)]
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

/// Authentication and proxy settings for the Azure API. None of them are written if `environment` is set.
#[derive(Clone, Debug, Default, Section)]
pub struct AzureClient<'a> {
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// Proxy used to reach the API.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
}

/// The operator starts a new block at `environment`, and so drops what it has written before.
fn client(azure: &AzureSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if azure.environment.is_none() { azure.client.write_fields(w, cx) } else { Ok(()) }
}

fn client_secret(azure: &AzureSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(selector) = &azure.client_secret else { return Ok(()) };
    secret_or_refuse("client_secret", &format!("get {} client secret", selector.name), selector, w, cx)
}

impl ServiceDiscovery for AzureSdConfig<'_> {
    const NAME: &'static str = "azureSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        let method = self.authentication_method.unwrap_or_default();
        let (is_sdk, is_workload_identity) = (method == "SDK", method == "WorkloadIdentity");
        let says = format_args!("SDK authentication is only supported from Prometheus version 2.52.0");
        value_version::check(("authenticationMethod", "SDK"), is_sdk, (2, 52, 0), says, at, checker);
        let says = format_args!("WorkloadIdentity authentication is only supported from Prometheus version 3.11.0");
        let value = ("authenticationMethod", "WorkloadIdentity");
        value_version::check(value, is_workload_identity, (3, 11, 0), says, at, checker);
        let says = format_args!("ResourceGroup is only supported from Prometheus version >= 2.35.0");
        field_version::check_saying::<Self>("resourceGroup", self.resource_group.is_some(), says, at, checker);
        // Nothing else is looked at for these, the Secrets neither: a client secret then fails when it is written.
        if matches!(method, "ManagedIdentity" | "SDK" | "WorkloadIdentity") {
            return;
        }
        for (field, value) in [("tenantID", self.tenant_id), ("clientID", self.client_id)] {
            if value.unwrap_or_default().is_empty() {
                azure_credentials::reject(field, at, checker);
            }
        }
        match &self.client_secret {
            Some(client_secret) => checker.secret(client_secret, &at.below("clientSecret")),
            None => azure_credentials::reject("clientSecret", at, checker),
        }
        checker.basic_auth(self.client.basic_auth.as_ref(), &at.below("basicAuth"));
        checker.oauth2(self.client.oauth2.as_ref(), &at.below("oauth2"));
        checker.proxy(&self.client.proxy, at);
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.authorization(self.client.authorization.as_ref(), &at.below("authorization"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{MISSING, checked, written};
    use super::*;

    fn with_proxy() -> AzureSdConfig<'static> {
        let proxy = ProxyConfig { proxy_url: Some("http://proxy"), ..ProxyConfig::default() };
        let client = AzureClient { proxy, ..AzureClient::default() };
        AzureSdConfig { client, follow_redirects: Some(true), subscription_id: "s", ..AzureSdConfig::default() }
    }

    #[test]
    fn an_environment_loses_what_stands_before() {
        let text = "proxy_url: http://proxy\nsubscription_id: s\n";
        assert_eq!(written(&with_proxy(), "3.0.0"), text);
        let azure = AzureSdConfig { environment: Some("AzureChinaCloud"), ..with_proxy() };
        assert_eq!(written(&azure, "3.0.0"), "environment: AzureChinaCloud\nsubscription_id: s\n");
    }

    #[test]
    fn secrets_are_not_looked_up_for_a_managed_identity() {
        let azure = AzureSdConfig {
            authentication_method: Some("ManagedIdentity"),
            client_secret: Some(MISSING),
            ..AzureSdConfig::default()
        };
        assert_eq!(checked("3.0.0", |checker| azure.check(&At::SPEC.index(0), checker)), "");
        assert_eq!(
            written(&azure, "3.0.0"),
            "failed to get web client secret scrapeConfig/team/web: secret team/web not found"
        );
        let azure = AzureSdConfig { authentication_method: None, ..azure };
        assert_eq!(
            checked("3.0.0", |checker| azure.check(&At::SPEC.index(0), checker)),
            "[0]: configuration requires a tenantID"
        );
    }
}
