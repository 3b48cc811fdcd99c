//! The URL of PuppetDB is not an HTTP URL.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::url;

use crate::check::{At, Checker};

use super::refused;

/// The URL of PuppetDB is not an HTTP URL.
pub static RULE: Rule = refused(
    "operator/puppetdb-url",
    RuleDocs {
        summary: "The URL of PuppetDB is not an HTTP URL",
        explanation: "\
`url` in `puppetDBSDConfigs` must be a URL with the scheme `http` or `https` and a host, or else Prometheus does not load its \
configuration. The schema requires only that the text starts with `http://` or `https://`; the operator parses it. When this \
rule is broken, the operator leaves the ScrapeConfig out of the configuration; its log and an event of the object say why. \
Correct the URL; one slash too many, for example, leaves it without a host.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  puppetDBSDConfigs:
    - url: https:///puppetdb.example.com:8081
      query: resources { type = \"Class\" and title = \"Nginx\" }
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  puppetDBSDConfigs:
    - url: https://puppetdb.example.com:8081
      query: resources { type = \"Class\" and title = \"Nginx\" }
",
    },
);

pub(crate) fn check(text: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    match url::parse(text) {
        Err(error) => checker.reject(at, &RULE, format_args!("invalid URL"), format_args!("{error}")),
        Ok(url) if !matches!(url.scheme.as_str(), "http" | "https") => checker.reject(
            at,
            &RULE,
            format_args!("the scheme must be `http` or `https`"),
            format_args!("URL scheme must be 'http' or 'https'"),
        ),
        Ok(url) if url.host.is_empty() => {
            checker.reject(at, &RULE, format_args!("the URL has no host"), format_args!("host is missing in URL"));
        }
        Ok(_) => {}
    }
}
