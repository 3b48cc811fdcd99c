//! DNS records.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::Schema;

use super::ServiceDiscovery;
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::{Context, Refusal, Writer};
use crate::rules::dns_port;

/// DNS record types.
const RECORD_TYPES: &[&str] = &["A", "AAAA", "MX", "NS", "SRV"];

/// Discovers targets by querying the DNS servers of the Prometheus container.
#[derive(Clone, Debug, Default, Section)]
pub struct DnsSdConfig<'a> {
    /// Domain names to query.
    #[section(required, min_items = 1, items = &Schema::string().with_min_length(1))]
    pub names: Vec<&'a str>,
    /// How often to query the names. Prometheus defaults to `30s`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// DNS record type. Prometheus defaults to `SRV`.
    #[section(one_of = RECORD_TYPES, emit = record_type)]
    pub r#type: Option<&'a str>,
    /// Port to scrape on the targets. Ignored for `SRV` records, which include the port; required for all other types.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
}

fn record_type(dns: &DnsSdConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(record_type) = dns.r#type else { return Ok(()) };
    let is_known = match record_type {
        "NS" => cx.since((2, 49, 0)),
        "MX" => cx.since((2, 38, 0)),
        _ => true,
    };
    if is_known {
        w.key("type");
        w.string(record_type);
    }
    Ok(())
}

impl ServiceDiscovery for DnsSdConfig<'_> {
    const NAME: &'static str = "dnsSDConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        if let Some(record_type) = self.r#type.filter(|record_type| *record_type != "SRV" && self.port.is_none()) {
            dns_port::reject(record_type, at, checker);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{checked, written};
    use super::*;

    #[test]
    fn newer_types_are_left_out() {
        for (r#type, version, is_written) in [
            ("A", "2.0.0", true),
            ("MX", "2.37.9", false),
            ("MX", "2.38.0", true),
            ("NS", "2.48.1", false),
            ("NS", "2.49.0", true),
        ] {
            let dns = DnsSdConfig { r#type: Some(r#type), port: Some(9100), ..DnsSdConfig::default() };
            let line = if is_written { format!("type: {type}\n") } else { String::new() };
            assert_eq!(written(&dns, version), format!("names: []\n{line}port: 9100\n"), "{type} {version}");
        }
    }

    #[test]
    fn only_srv_goes_without_a_port() {
        let reason = |record_type| {
            let dns = DnsSdConfig { r#type: Some(record_type), ..DnsSdConfig::default() };
            checked("3.0.0", |checker| dns.check(&At::SPEC.index(2), checker))
        };
        assert_eq!(reason("SRV"), "");
        assert_eq!(reason("A"), "[2]: port required for record type \"A\"");
    }
}
