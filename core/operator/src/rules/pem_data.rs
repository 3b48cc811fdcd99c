//! A certificate or key that is not in PEM format.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A certificate or key that is not in PEM format.
pub static RULE: Rule = refused(
    "operator/pem-data",
    RuleDocs {
        summary: "A certificate or key that is not in PEM format",
        explanation: "\
Certificates and keys must be in PEM format: base64 text between a line `-----BEGIN CERTIFICATE-----`, or the like, and the \
matching `-----END` line. Prometheus cannot load anything else, so the operator reads them before it mounts them into the \
container. The operator leaves such a resource out of the configuration and says so in its log and in an event of the object; \
for a `tlsConfig` of the Prometheus object itself, it generates no configuration at all, and Prometheus keeps its last one. \
Common causes are missing lines, DER format, and a value in `stringData` that is base64-encoded already. promwright only looks \
for a PEM block; the operator also reads the certificate or key that is in it.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  scheme: HTTPS
  staticConfigs:
    - targets: [web.example.com:9100]
  tlsConfig:
    ca:
      secret:
        name: shop-ca
        key: ca.crt
---
apiVersion: v1
kind: Secret
metadata:
  name: shop-ca
  namespace: shop
stringData:
  ca.crt: |
    MIIBODCB66ADAgECAhRAGsJPe/fd6rNKmrYFhdJXgQUaLzAFBgMrZXAwEjEQMA4G
    A1UEAwwHc2hvcCBDQTAeFw0yNjExMjkxMzIyMTRaFw0zNjExMjYxMzIyMTRaMBIx
    EDAOBgNVBAMMB3Nob3AgQ0EwKjAFBgMrZXADIQCkXpzh7Aamobul4OuurcE2ZBOd
    YHRVqJZvxtOIc2cRMKNTMFEwHQYDVR0OBBYEFN7TBbA4yf5rif5I+9J4pczqvLax
    MB8GA1UdIwQYMBaAFN7TBbA4yf5rif5I+9J4pczqvLaxMA8GA1UdEwEB/wQFMAMB
    Af8wBQYDK2VwA0EAsGL/bxSAiDflr+UN8OdmHSIWTI8pc0MUX5mVIHMR8KbQlAxR
    3tRr/y/WhH+O1Lb3Szzj0R+a4bFRHhGbwyNeAw==
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  scheme: HTTPS
  staticConfigs:
    - targets: [web.example.com:9100]
  tlsConfig:
    ca:
      secret:
        name: shop-ca
        key: ca.crt
---
apiVersion: v1
kind: Secret
metadata:
  name: shop-ca
  namespace: shop
stringData:
  ca.crt: |
    -----BEGIN CERTIFICATE-----
    MIIBODCB66ADAgECAhRAGsJPe/fd6rNKmrYFhdJXgQUaLzAFBgMrZXAwEjEQMA4G
    A1UEAwwHc2hvcCBDQTAeFw0yNjExMjkxMzIyMTRaFw0zNjExMjYxMzIyMTRaMBIx
    EDAOBgNVBAMMB3Nob3AgQ0EwKjAFBgMrZXADIQCkXpzh7Aamobul4OuurcE2ZBOd
    YHRVqJZvxtOIc2cRMKNTMFEwHQYDVR0OBBYEFN7TBbA4yf5rif5I+9J4pczqvLax
    MB8GA1UdIwQYMBaAFN7TBbA4yf5rif5I+9J4pczqvLaxMA8GA1UdEwEB/wQFMAMB
    Af8wBQYDK2VwA0EAsGL/bxSAiDflr+UN8OdmHSIWTI8pc0MUX5mVIHMR8KbQlAxR
    3tRr/y/WhH+O1Lb3Szzj0R+a4bFRHhGbwyNeAw==
    -----END CERTIFICATE-----
",
    },
);

/// `what` is what should be in PEM format, `says` the operator's reason.
pub(crate) fn reject(what: &str, says: std::fmt::Arguments<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(at, &RULE, format_args!("the {what} is not in PEM format"), says);
}
