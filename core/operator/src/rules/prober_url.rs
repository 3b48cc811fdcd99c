//! The address of a prober is not a host with an optional port.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// The address of a prober is not a host with an optional port.
pub static RULE: Rule = refused(
    "operator/prober-url",
    RuleDocs {
        summary: "The address of a prober is not a host with an optional port",
        explanation: "\
A Probe sends every scrape to a prober, such as the blackbox exporter, and the prober checks the target. Despite its name, `url` \
of the prober is not a URL: the operator writes it as the address to scrape, which must be a host with an optional port. The \
operator leaves such a resource out of the configuration and says so in its log and in an event of the object. Write `host` or \
`host:port`. The scheme goes into `scheme` of the prober, and the path into `path`, which defaults to `/probe`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Probe
metadata:
  name: web
  namespace: shop
spec:
  prober:
    url: http://blackbox-exporter.monitoring.svc:9115
  module: http_2xx
  targets:
    staticConfig:
      static: [https://shop.example.com]
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Probe
metadata:
  name: web
  namespace: shop
spec:
  prober:
    url: blackbox-exporter.monitoring.svc:9115
  module: http_2xx
  targets:
    staticConfig:
      static: [https://shop.example.com]
",
    },
);

pub(crate) fn reject(url: &str, reason: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject_with_help(
        &at.below("url"),
        &RULE,
        format_args!("{} is not a host with an optional port", Quoted(url)),
        format_args!(
            "{} url specified in proberSpec is invalid, it should be of the format `hostname` or `hostname:port`: {reason}",
            Quoted(url)
        ),
        "Write `host` or `host:port`; the scheme and the path have fields of their own",
    );
}
