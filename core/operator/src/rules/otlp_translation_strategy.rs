//! A translation strategy that does not fit the names or the Prometheus.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A translation strategy that does not fit the names or the Prometheus.
pub static RULE: Rule = refused(
    "operator/otlp-translation-strategy",
    RuleDocs {
        summary: "An OTLP translation strategy that the name validation scheme or the version of Prometheus does not allow",
        explanation: "\
The translation strategy says how Prometheus turns the names of OTLP metrics and attributes into its own. \
`NoUTF8EscapingWithSuffixes` keeps characters such as dots, which `nameValidationScheme: Legacy` does not allow. `NoTranslation` \
needs Prometheus 3.4.0, and `UnderscoreEscapingWithoutSuffixes` needs 3.6.0. When this rule is broken, the operator generates no \
configuration, so Prometheus keeps its last one; the operator's log and the condition `Reconciled` of the object say why. Use \
another strategy, allow UTF-8 names, or upgrade Prometheus.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  nameValidationScheme: Legacy
  otlp:
    translationStrategy: NoUTF8EscapingWithSuffixes
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  nameValidationScheme: Legacy
  otlp:
    translationStrategy: UnderscoreEscapingWithSuffixes
",
    },
);

/// Names are checked by the rules of Prometheus 2.
pub(crate) fn reject_legacy(strategy: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("translationStrategy"),
        &RULE,
        format_args!("`{strategy}` needs UTF-8 names, and `nameValidationScheme` is `Legacy`"),
        format_args!("nameValidationScheme \"Legacy\" is not compatible with OTLP translation strategy \"{strategy}\""),
    );
}

/// Prometheus is too old. The operator blames the wrong field, and ends in a space.
pub(crate) fn reject_version(strategy: &str, since: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("translationStrategy"),
        &RULE,
        format_args!("`{strategy}` needs Prometheus {since}"),
        format_args!("nameValidationScheme \"{strategy}\" is only supported from Prometheus version {since} "),
    );
}
