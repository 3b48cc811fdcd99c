//! Amazon EC2.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use super::aws::AwsCredentials;
use super::filter::Filters;
use crate::api::http::{ProxyConfig, SafeTlsConfig};
use crate::api::pattern;
use crate::check::{At, Check, Checker};
use crate::render::Context;

/// Finds instances of Amazon EC2, by their private addresses.
#[derive(Clone, Debug, Default, Section)]
pub struct Ec2SdConfig<'a> {
    /// The proxy that the API is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// The region; that of the instance which Prometheus runs on where it is not set.
    #[section(min_length = 1)]
    pub region: Option<&'a str>,
    /// The keys and the role.
    #[section(flatten)]
    pub credentials: AwsCredentials<'a>,
    /// How often the API is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// The port of the targets. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// Filters of the API's `DescribeInstances`.
    #[section(since = (2, 3, 0))]
    pub filters: Filters<'a>,
    /// Whether redirects are followed.
    #[section(since = (2, 41, 0))]
    pub follow_redirects: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2", since = (2, 41, 0))]
    pub enable_http2: Option<bool>,
    /// How TLS is spoken with the API.
    #[section(since = (2, 41, 0))]
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

impl ServiceDiscovery for Ec2SdConfig<'_> {
    const NAME: &'static str = "ec2SDConfigs";

    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check {
        self.credentials.check(checker).at(index)?;
        checker.tls(self.tls_config.as_ref()).at(index)?;
        checker.proxy(&self.proxy).at(index)
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
