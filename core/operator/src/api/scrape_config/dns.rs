//! DNS records.

use promwright_go::Quoted;
use promwright_kubernetes::Section;
use promwright_kubernetes::schema::Schema;

use super::ServiceDiscovery;
use crate::api::pattern;
use crate::check::{At, Check, Checker};
use crate::render::{Context, Refusal, Writer};

/// The types of records.
const RECORD_TYPES: &[&str] = &["A", "AAAA", "MX", "NS", "SRV"];

/// Finds targets by asking the DNS servers of the Prometheus container for names.
#[derive(Clone, Debug, Default, Section)]
pub struct DnsSdConfig<'a> {
    /// The names that are asked for.
    #[section(required, min_items = 1, items = &Schema::string().with_min_length(1))]
    pub names: Vec<&'a str>,
    /// How often the names are asked for. Prometheus takes `30s` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// The type of the records. Prometheus takes `SRV` where it is not set.
    #[section(one_of = RECORD_TYPES, emit = record_type)]
    pub r#type: Option<&'a str>,
    /// The port of the targets. Not looked at for `SRV`, whose records say it; needed for the others.
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

    fn check(&self, index: usize, _: &mut Checker<'_, '_>) -> Check {
        match self.r#type {
            Some(record_type) if record_type != "SRV" && self.port.is_none() => {
                Err(format!("port required for record type {}", Quoted(record_type))).at(index)
            }
            _ => Ok(()),
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
            checked("3.0.0", |checker| dns.check(2, checker))
        };
        assert_eq!(reason("SRV"), "");
        assert_eq!(reason("A"), "[2]: port required for record type \"A\"");
    }
}
