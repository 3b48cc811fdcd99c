//! The address of a server without a scheme or a host.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::url;

use crate::check::{At, Checker};

use super::refused;

/// The address of a server without a scheme or a host.
pub static RULE: Rule = refused(
    "operator/server-url",
    RuleDocs {
        summary: "The address of a server without a scheme or a host",
        explanation: "\
`server` of Kuma and Nomad discovery is the URL of the server that Prometheus queries for targets, with a scheme and a host. The \
schema of the custom resource checks only that a scheme comes first; the operator parses the whole URL. The operator leaves such \
a resource out of the configuration and says so in its log and in an event of the object. Write a URL such as \
`http://host:5676`. Common causes are a third slash, a port that is not a number, and a placeholder that a template did not fill \
in.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  kumaSDConfigs:
    - server: http:///kuma-control-plane.kuma-system.svc:5676
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  kumaSDConfigs:
    - server: http://kuma-control-plane.kuma-system.svc:5676
",
    },
);

pub(crate) fn check(server: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    match url::parse(server) {
        Ok(url) if !url.scheme.is_empty() && !url.host.is_empty() => {}
        Ok(_) => checker.reject_with_help(
            at,
            &RULE,
            format_args!("the URL needs a scheme and a host"),
            format_args!("must not be empty and have a scheme: {server}"),
            "Write a URL such as `http://server:8500`",
        ),
        Err(error) => {
            checker.reject_with_help(
                at,
                &RULE,
                format_args!("invalid URL"),
                format_args!("cannot parse server: {error}"),
                "Write a URL such as `http://server:8500`",
            );
        }
    }
}
