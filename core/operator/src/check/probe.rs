//! Checks of a Probe (upstream: `checkProbe`).

use std::net::{Ipv4Addr, Ipv6Addr};

use promwright_go::Quoted;

use super::{At, Checker, check_relabelings};
use crate::api::probe::ProbeSpec;
use crate::rules::{probe_targets, prober_url};

/// Checks a Probe in the operator's order. Several ways of authentication at once go unnoticed.
pub fn check_probe(spec: &ProbeSpec<'_>, checker: &mut Checker<'_, '_>) {
    let at = &At::SPEC;
    checker.scrape_class(spec.scrape_class, &at.saying(format_args!("scrapeClassName")));
    let targets = &spec.targets;
    if targets.static_config.is_none() && targets.ingress.is_none() {
        probe_targets::reject(at, checker);
    }
    checker.secret_if_set(spec.http.bearer_token_secret.as_ref(), &at.field("bearerTokenSecret"));
    checker.basic_auth(spec.http.basic_auth.as_ref(), &at.field("basicAuth"));
    checker.tls(spec.tls_config.as_ref(), &at.field("tlsConfig"));
    checker.authorization(spec.http.authorization.as_ref(), &at.field("authorization"));
    checker.oauth2(spec.http.oauth2.as_ref(), &at.field("oauth2"));
    checker.timeout(spec.timing.scrape_interval, "interval", spec.timing.scrape_timeout, at);
    let rules = at.below("metricRelabelings");
    check_relabelings(&spec.metric_relabelings, &rules.saying(format_args!("metricRelabelConfigs")), checker);
    let targets_at = at.below("targets");
    if let Some(targets) = &targets.static_config {
        let at = targets_at.below("staticConfig");
        let labels = at.below("labels");
        checker.label_names(&targets.labels, &labels.saying(format_args!("targets.staticConfig.labels")));
        let rules = at.below("relabelingConfigs");
        let saying = rules.saying(format_args!("targets.staticConfig.relabelConfigs"));
        check_relabelings(&targets.relabeling_configs, &saying, checker);
    }
    if let Some(targets) = &targets.ingress {
        let at = targets_at.below("ingress");
        let rules = at.below("relabelingConfigs");
        let saying = rules.saying(format_args!("targets.ingress.relabelConfigs"));
        check_relabelings(&targets.relabeling_configs, &saying, checker);
    }
    let prober = at.below("prober");
    checker.proxy(&spec.prober.proxy, &prober.saying(format_args!("proxy configuration")));
    let url = spec.prober.url;
    if let Err(reason) = check_address(url) {
        prober_url::reject(url, &reason, &prober, checker);
    }
}

/// Whether a text is a host, with or without a port (upstream: `validateProberURL`).
fn check_address(address: &str) -> Result<(), String> {
    let (host, port) = split_host_port(address).map_or((address, None), |(host, port)| (host, Some(port)));
    if !is_host(host) {
        return Err(format!("invalid host: {}", Quoted(host)));
    }
    match port {
        Some(port) if !is_port(port) => Err(format!("invalid port: {}", Quoted(port))),
        _ => Ok(()),
    }
}

/// Cuts an address at its last colon (Go's `net.SplitHostPort`); `None` where Go finds an error in it, or no port.
fn split_host_port(address: &str) -> Option<(&str, &str)> {
    let has_bracket = |text: &str| text.contains(['[', ']']);
    let (host, port) = match address.strip_prefix('[') {
        Some(bracketed) => {
            let (host, rest) = bracketed.split_once(']')?;
            (host, rest.strip_prefix(':')?)
        }
        None => address.rsplit_once(':')?,
    };
    let has_one_colon = if address.starts_with('[') { !port.contains(':') } else { !host.contains(':') };
    (has_one_colon && !has_bracket(host) && !has_bracket(port)).then_some((host, port))
}

/// Whether a text is an IP address or a name (upstream: `IsHost` of govalidator).
fn is_host(host: &str) -> bool {
    host.parse::<Ipv4Addr>().is_ok() || host.parse::<Ipv6Addr>().is_ok() || is_dns_name(host)
}

/// `^([a-zA-Z0-9_]{1}[a-zA-Z0-9_-]{0,62}){1}(\.[a-zA-Z0-9_]{1}[a-zA-Z0-9_-]{0,62})*[\._]?$`, and 255 characters besides the
/// dots. By the expression's end a name may have an underscore too many.
fn is_dns_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let is_name = |name: &str| name.split('.').all(is_label);
    name.bytes().filter(|&byte| byte != b'.').count() <= 255
        && (is_name(name) || name.strip_suffix(['.', '_']).is_some_and(is_name))
}

/// Whether a text is a number between 1 and 65535 (upstream: `IsPort` of govalidator). Go accepts a plus sign.
fn is_port(port: &str) -> bool {
    port.parse::<u64>().is_ok_and(|port| (1..=65535).contains(&port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_hosts_with_or_without_a_port() {
        let label = "a".repeat(63);
        for address in [
            "blackbox",
            "blackbox.monitoring.svc:9115",
            "blackbox.:1",
            "_a-_",
            "10.0.0.1:+80",
            "256.1.1.1",
            "::1",
            "[::1]:9115",
            "[a]:1",
            &label,
            &format!("{label}_"),
        ] {
            assert_eq!(check_address(address), Ok(()), "{address}");
        }
        for (address, reason) in [
            ("", "invalid host: \"\""),
            (":9115", "invalid host: \"\""),
            ("http://blackbox:9115", "invalid host: \"http://blackbox:9115\""),
            ("-a", "invalid host: \"-a\""),
            ("a..b", "invalid host: \"a..b\""),
            ("a__.._", "invalid host: \"a__.._\""),
            ("b\u{e4}r", "invalid host: \"b\u{e4}r\""),
            ("[::1]", "invalid host: \"[::1]\""),
            ("[[::1]]:1", "invalid host: \"[[::1]]:1\""),
            ("::1%eth0", "invalid host: \"::1%eth0\""),
            ("a:", "invalid port: \"\""),
            ("a:0", "invalid port: \"0\""),
            ("a:65536", "invalid port: \"65536\""),
            ("a:-0", "invalid port: \"-0\""),
            ("a:web", "invalid port: \"web\""),
            (&"a".repeat(65), &format!("invalid host: {}", Quoted(&"a".repeat(65)))),
        ] {
            assert_eq!(check_address(address), Err(reason.to_owned()), "{address}");
        }
    }
}
