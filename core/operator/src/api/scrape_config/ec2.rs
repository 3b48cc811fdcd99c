//! Amazon EC2.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use super::aws::AwsCredentials;
use super::filter::Filters;
use crate::api::http::{ProxyConfig, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::Context;

/// Discovers Amazon EC2 instances by their private addresses.
#[derive(Clone, Debug, Default, Section)]
pub struct Ec2SdConfig<'a> {
    /// Proxy used to reach the API.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// AWS region. Defaults to the region of the instance that Prometheus runs on.
    #[section(min_length = 1)]
    pub region: Option<&'a str>,
    /// Access keys and role.
    #[section(flatten)]
    pub credentials: AwsCredentials<'a>,
    /// How often to query the API. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// Filters for the list of instances, as in `DescribeInstances` of the EC2 API.
    #[section(since = (2, 3, 0))]
    pub filters: Filters<'a>,
    /// Whether to follow HTTP redirects. Prometheus defaults to `true`.
    #[section(since = (2, 41, 0))]
    pub follow_redirects: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2", since = (2, 41, 0))]
    pub enable_http2: Option<bool>,
    /// TLS settings for connections to the API.
    #[section(since = (2, 41, 0))]
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

impl ServiceDiscovery for Ec2SdConfig<'_> {
    const NAME: &'static str = "ec2SDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        self.credentials.check(at, checker);
        checker.tls(self.tls_config.as_ref(), &at.below("tlsConfig"));
        checker.proxy(&self.proxy, at);
    }
}

#[cfg(test)]
mod tests {
    use super::super::filter::Filter;
    use super::super::testing::written;
    use super::*;

    #[test]
    fn filters_are_sorted_by_name_and_left_out_where_there_is_none() {
        let filter = |name, value| Filter { name, values: vec![value] };
        let ec2 = Ec2SdConfig {
            region: Some("eu"),
            filters: Filters(vec![filter("b", "1"), filter("a", "2"), filter("b", "0")]),
            ..Ec2SdConfig::default()
        };
        let text = "region: eu\nfilters:\n- name: a\n  values:\n  - \"2\"\n- name: b\n  values:\n  - \"1\"\n\
                    - name: b\n  values:\n  - \"0\"\n";
        assert_eq!(written(&ec2, "2.3.0"), text);
        assert_eq!(written(&ec2, "2.2.1"), "region: eu\n");
        assert_eq!(written(&Ec2SdConfig { filters: Filters::default(), ..ec2 }, "2.3.0"), "region: eu\n");
    }
}
