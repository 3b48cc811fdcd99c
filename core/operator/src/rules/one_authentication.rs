//! More than one way to authenticate.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// More than one way to authenticate.
pub static RULE: Rule = refused(
    "operator/one-authentication",
    RuleDocs {
        summary: "More than one way to authenticate",
        explanation: "\
A request has one `Authorization` header, so Prometheus would reject a configuration with more than one way to authenticate in \
the same place. The operator leaves a ServiceMonitor or PodMonitor with such an endpoint out of the configuration and says so in \
its log and in an event of the object; for `remoteWrite` or an Alertmanager of the Prometheus object, it generates no \
configuration at all, and Prometheus keeps its last one. Keep one way and remove the others.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  endpoints:
    - port: metrics
      authorization:
        credentials:
          name: web
          key: token
      basicAuth:
        username:
          name: web
          key: username
        password:
          name: web
          key: password
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  endpoints:
    - port: metrics
      authorization:
        credentials:
          name: web
          key: token
",
    },
);

/// Checks the authentication of a scrape endpoint. The operator names the first pair in its own order.
pub(crate) fn check_endpoint(ways: &[(&'static str, bool)], at: &At<'_>, checker: &mut Checker<'_, '_>) -> bool {
    let mut set = ways.iter().filter(|(_, is_set)| *is_set);
    let (Some((one, _)), Some((other, _))) = (set.next(), set.next()) else { return true };
    checker.reject_with_help(
        &at.below(other),
        &RULE,
        format_args!("`{one}` and `{other}` are both set"),
        format_args!("{one} and {other} cannot be configured at the same time"),
        HELP,
    );
    false
}

/// Checks the authentication of a server that Prometheus sends to or reads from: each way with its field and the name that the
/// operator gives it. The operator names them in a random order, we in the order given.
pub(crate) fn check_server(ways: &[(&'static str, &'static str, bool)], at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let set: Vec<_> = ways.iter().filter(|(_, _, is_set)| *is_set).collect();
    let [.., (last, ..)] = set.as_slice() else { return };
    if set.len() > 1 {
        let fields: Vec<_> = set.iter().map(|(field, ..)| format!("`{field}`")).collect();
        let names: Vec<_> = set.iter().map(|(_, name, _)| Quoted(name).to_string()).collect();
        checker.reject_with_help(
            &at.below(last),
            &RULE,
            format_args!("more than one authentication is set: {}", fields.join(", ")),
            format_args!("{} can't be set at the same time, at most one of them must be defined", names.join(" and ")),
            HELP,
        );
    }
}

const HELP: &str = "Keep one of them";
