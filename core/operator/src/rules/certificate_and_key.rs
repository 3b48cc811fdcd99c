//! A client certificate without its key, or a key without its certificate.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A client certificate without its key, or a key without its certificate.
pub static RULE: Rule = refused(
    "operator/certificate-and-key",
    RuleDocs {
        summary: "A client certificate without its key, or a key without its certificate",
        explanation: "\
With mutual TLS, Prometheus presents a client certificate and proves with its private key that the certificate is its own. One \
is of no use without the other, and Prometheus would reject the whole configuration. The operator leaves such a resource out of \
the configuration and says so in its log and in an event of the object; for a `tlsConfig` of the Prometheus object itself, it \
generates no configuration at all, and Prometheus keeps its last one. Set both `cert` and `keySecret`, or neither. In a \
ServiceMonitor and in the Prometheus object, `certFile` and `keyFile` can take their place.",
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
      scheme: https
      tlsConfig:
        cert:
          secret:
            name: prometheus-client
            key: tls.crt
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
      scheme: https
      tlsConfig:
        cert:
          secret:
            name: prometheus-client
            key: tls.crt
        keySecret:
          name: prometheus-client
          key: tls.key
",
    },
);

/// `is_plain` where the block cannot name files: the operator words it another way.
pub(crate) fn check(has_cert: bool, has_key: bool, is_plain: bool, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let (message, says) = match (has_cert, has_key) {
        (true, false) if is_plain => ("client certificate without a key", "client cert specified without client key"),
        (false, true) if is_plain => ("client key without a certificate", "client key specified without client cert"),
        (true, false) => ("client certificate without a key", "cannot specify client cert without client key"),
        (false, true) => ("client key without a certificate", "cannot specify client key without client cert"),
        _ => return,
    };
    checker.reject_with_help(
        at,
        &RULE,
        format_args!("{message}"),
        format_args!("{says}"),
        "Set both `cert` and `keySecret`, or neither",
    );
}
