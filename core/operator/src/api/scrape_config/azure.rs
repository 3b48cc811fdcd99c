//! Azure.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::check::{At, Check, Checker};
use crate::render::{Context, Refusal, Section as _, Writer, secret_or_refuse};

/// The ways to authenticate.
const AUTHENTICATION_METHODS: &[&str] = &["OAuth", "ManagedIdentity", "SDK", "WorkloadIdentity"];

/// Finds virtual machines of Azure.
#[derive(Clone, Debug, Default, Section)]
pub struct AzureSdConfig<'a> {
    /// How the API is reached.
    #[section(flatten, emit = client)]
    pub client: AzureClient<'a>,
    /// The cloud. Prometheus takes `AzurePublicCloud` where it is not set.
    #[section(min_length = 1)]
    pub environment: Option<&'a str>,
    /// How Prometheus authenticates. It takes `OAuth` where it is not set, which needs `tenantID`, `clientID` and
    /// `clientSecret`.
    #[section(one_of = AUTHENTICATION_METHODS)]
    pub authentication_method: Option<&'a str>,
    /// The subscription.
    #[section(name = "subscriptionID", required, omit_empty, min_length = 1)]
    pub subscription_id: &'a str,
    /// The tenant.
    #[section(name = "tenantID", min_length = 1)]
    pub tenant_id: Option<&'a str>,
    /// The client.
    #[section(name = "clientID", min_length = 1)]
    pub client_id: Option<&'a str>,
    /// The key of a Secret that holds the client's secret.
    #[section(emit = client_secret)]
    pub client_secret: Option<SecretKeySelector<'a>>,
    /// The resource group that the machines are in; all where it is not set.
    #[section(min_length = 1)]
    pub resource_group: Option<&'a str>,
    /// How often the API is asked. Prometheus takes `5m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// The port of the targets. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    // The operator takes the next three, and never writes them.
    /// Whether redirects are followed. Has no effect.
    #[section(skip)]
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken. Has no effect.
    #[section(name = "enableHTTP2", skip)]
    pub enable_http2: Option<bool>,
    /// How TLS is spoken with the API. Checked, but has no effect.
    #[section(skip)]
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

/// How the API of Azure is reached. None of it is written where `environment` is set.
#[derive(Clone, Debug, Default, Section)]
pub struct AzureClient<'a> {
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// The proxy that the API is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
}

/// The operator starts the block anew at `environment`, and so loses what it has written before.
fn client(azure: &AzureSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    if azure.environment.is_none() { azure.client.write_fields(w, cx) } else { Ok(()) }
}

fn client_secret(azure: &AzureSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(selector) = &azure.client_secret else { return Ok(()) };
    secret_or_refuse("client_secret", &format!("get {} client secret", selector.name), selector, w, cx)
}

impl ServiceDiscovery for AzureSdConfig<'_> {
    const NAME: &'static str = "azureSDConfigs";

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        let refuse = |reason: &str| Err(reason.to_owned()).at(index);
        let method = self.authentication_method.unwrap_or_default();
        if method == "SDK" && !checker.since((2, 52, 0)) {
            return refuse("SDK authentication is only supported from Prometheus version 2.52.0");
        }
        if method == "WorkloadIdentity" && !checker.since((3, 11, 0)) {
            return refuse("WorkloadIdentity authentication is only supported from Prometheus version 3.11.0");
        }
        if self.resource_group.is_some() && !checker.since((2, 35, 0)) {
            return refuse("ResourceGroup is only supported from Prometheus version >= 2.35.0");
        }
        // Nothing else is looked at for these, the Secrets neither: a client secret then fails when it is written.
        if matches!(method, "ManagedIdentity" | "SDK" | "WorkloadIdentity") {
            return Ok(());
        }
        if self.tenant_id.unwrap_or_default().is_empty() {
            return refuse("configuration requires a tenantID");
        }
        if self.client_id.unwrap_or_default().is_empty() {
            return refuse("configuration requires a clientID");
        }
        let Some(client_secret) = &self.client_secret else {
            return refuse("configuration requires a clientSecret");
        };
        checker.secret(client_secret).at(index)?;
        checker.basic_auth(self.client.basic_auth.as_ref()).at(index)?;
        checker.oauth2(self.client.oauth2.as_ref()).at(index)?;
        checker.proxy(&self.client.proxy).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.authorization(self.client.authorization.as_ref()).at(index)
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
        assert_eq!(checked("3.0.0", |checker| azure.check(0, checker)), "");
        assert_eq!(
            written(&azure, "3.0.0"),
            "failed to get web client secret scrapeConfig/team/web: secret team/web not found"
        );
        let azure = AzureSdConfig { authentication_method: None, ..azure };
        assert_eq!(checked("3.0.0", |checker| azure.check(0, checker)), "[0]: configuration requires a tenantID");
    }
}
