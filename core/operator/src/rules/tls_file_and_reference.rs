//! TLS material from a file and from a Secret or ConfigMap at once.

use promwright_finding::{Rule, RuleDocs};

use crate::api::http::TlsConfig;
use crate::check::{At, Checker};

use super::refused;

/// TLS material from a file and from a Secret or ConfigMap at once.
pub static RULE: Rule = refused(
    "operator/tls-file-and-reference",
    RuleDocs {
        summary: "A certificate or key from a file and from a Secret or ConfigMap at once",
        explanation: "\
TLS settings of ServiceMonitors and Prometheus objects take the CA certificate, the client certificate and the key each from a \
Secret or ConfigMap (`ca`, `cert`, `keySecret`) or from a file in the Prometheus container (`caFile`, `certFile`, `keyFile`). \
Prometheus knows only files: the operator mounts the Secret or ConfigMap and writes its path, so there is no place for a second \
one. It leaves a ServiceMonitor that sets both out of the configuration, with an event that says why; in the Prometheus object \
itself, for a remote write for example, it generates no configuration. Remove one of the two.",
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
        ca:
          configMap:
            name: shop-ca
            key: ca.crt
        caFile: /etc/prometheus/ca.crt
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
        ca:
          configMap:
            name: shop-ca
            key: ca.crt
",
    },
);

pub(crate) fn check(tls: &TlsConfig<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) -> bool {
    let pairs = [
        ("caFile", "ca", !tls.safe.ca.is_empty() && !tls.ca_file.is_empty()),
        ("certFile", "cert", !tls.safe.cert.is_empty() && !tls.cert_file.is_empty()),
        ("keyFile", "keySecret", tls.safe.key_secret.is_some() && !tls.key_file.is_empty()),
    ];
    for (file, reference, _) in pairs.iter().filter(|(.., both)| *both) {
        checker.reject(
            &at.below(file),
            &RULE,
            format_args!("`{file}` and `{reference}` are both set"),
            format_args!("cannot specify both '{file}' and '{reference}'"),
        );
    }
    pairs.iter().all(|(.., both)| !both)
}
