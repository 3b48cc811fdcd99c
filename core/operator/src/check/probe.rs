//! Checks of a Probe (upstream: `checkProbe`).

use std::net::{Ipv4Addr, Ipv6Addr};

use promwright_go::Quoted;

use super::{At, Check, Checker, check_relabelings};
use crate::api::probe::ProbeSpec;

/// Checks a Probe in the operator's order. Several ways of authentication at once go unnoticed.
///
/// # Errors
/// The operator's reason for not taking it.
pub fn check_probe(spec: &ProbeSpec<'_>, checker: &mut Checker<'_, '_>) -> Check {
    checker.scrape_class(spec.scrape_class).within("scrapeClassName")?;
    let targets = &spec.targets;
    if targets.static_config.is_none() && targets.ingress.is_none() {
        let reason = "at least one of .spec.targets.staticConfig and .spec.targets.ingress is required";
        return Err(reason.to_owned());
    }
    checker.secret_if_set(spec.http.bearer_token_secret.as_ref()).within("bearerTokenSecret")?;
    checker.basic_auth(spec.http.basic_auth.as_ref()).within("basicAuth")?;
    checker.tls(spec.tls_config.as_ref()).within("tlsConfig")?;
    checker.authorization(spec.http.authorization.as_ref()).within("authorization")?;
    checker.oauth2(spec.http.oauth2.as_ref()).within("oauth2")?;
    checker.timeout(spec.timing.scrape_interval, spec.timing.scrape_timeout)?;
    check_relabelings(&spec.metric_relabelings, checker.version).within("metricRelabelConfigs")?;
    if let Some(targets) = &targets.static_config {
        checker.label_names(&targets.labels).within("targets.staticConfig.labels")?;
        check_relabelings(&targets.relabeling_configs, checker.version)
            .within("targets.staticConfig.relabelConfigs")?;
    }
    if let Some(targets) = &targets.ingress {
        check_relabelings(&targets.relabeling_configs, checker.version).within("targets.ingress.relabelConfigs")?;
    }
    checker.proxy(&spec.prober.proxy).within("proxy configuration")?;
    let url = spec.prober.url;
    check_address(url).map_err(|reason| {
        let form = "it should be of the format `hostname` or `hostname:port`";
        format!("{} url specified in proberSpec is invalid, {form}: {reason}", Quoted(url))
    })
}

/// Whether a text is a host, with or without a port (upstream: `validateProberURL`).
fn check_address(address: &str) -> Check {
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

/// Whether a text is a number between 1 and 65535 (upstream: `IsPort` of govalidator). Go takes a plus sign for a part of it.
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
