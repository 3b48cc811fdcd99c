//! What the operator looks at before it accepts a resource, in its order and words.
//!
//! The operator stops at the first fault; here all of them are collected, and the first one is the operator's. Checking has an
//! effect, as in the operator: the Secrets and ConfigMaps that a check has looked up are the ones that the configuration can hold
//! (see `render::Assets`). What is looked up after the first fault has no such effect.

mod alerting;
mod at;
mod azure_ad;
mod http;
mod otlp;
mod pod_monitor;
mod probe;
mod prometheus;
mod relabel;
mod remote;
mod scrape_config;
mod service_monitor;
mod timeout;
mod tracing;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use promwright_finding::{Finding, Limited, Path, Rule};
use promwright_kubernetes::map::Map;
use promwright_prometheus::label;
use promwright_prometheus::version::{Release, Version};

use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig, TlsConfig};
use crate::api::prometheus::CommonFields;
use crate::api::secret::{SecretKeySelector, SecretOrConfigMap};
use crate::api::selector::ROLE_SELECTOR;
use crate::render::{Assets, Source};
use crate::rules;

pub use at::At;
pub use http::{check_server, check_url};
pub use otlp::otlp;
pub use pod_monitor::check_pod_monitor;
pub use probe::check_probe;
pub use prometheus::{any_prometheus_version, load_references, prometheus_version, scrape_classes, tsdb};
pub use relabel::check_relabelings;
pub use scrape_config::check_scrape_config;
pub use service_monitor::check_service_monitor;
pub use timeout::{compare_timeout, own_timeout};
pub use tracing::tracing;

/// What checks look things up in, and where they put what they find.
#[derive(Debug)]
pub struct Checker<'c, 'a> {
    assets: &'c mut Assets<'a>,
    /// The version of Prometheus.
    pub version: &'c Version,
    /// The namespace of the resource, in which references are resolved.
    namespace: &'c str,
    /// The spec of the Prometheus or PrometheusAgent. Where it is not known, what depends on it is assumed to be good.
    pub prometheus: Option<&'c CommonFields<'c>>,
    findings: Limited,
    /// The rules and paths of the findings that are kept.
    known: BTreeSet<(&'static str, Path)>,
}

/// How many findings of one rule are kept of one resource.
const MANY: usize = 1_000;

impl<'c, 'a> Checker<'c, 'a> {
    /// A checker of one resource.
    pub fn new(
        assets: &'c mut Assets<'a>,
        version: &'c Version,
        namespace: &'c str,
        prometheus: Option<&'c CommonFields<'c>>,
    ) -> Self {
        Self { assets, version, namespace, prometheus, findings: Limited::to(MANY), known: BTreeSet::new() }
    }

    /// What the operator rejects, in its order.
    pub fn finish(self) -> Vec<Finding> {
        self.findings.finish()
    }
}

impl Checker<'_, '_> {
    /// Whether Prometheus is of a version or newer.
    pub fn since(&self, (major, minor, patch): Release) -> bool {
        self.version.is_at_least(major, minor, patch)
    }

    /// Records a finding: what is wrong in our words, and the reason in the operator's. The same finding about the same field is
    /// recorded once: the operator makes some checks twice.
    pub fn reject(&mut self, at: &At<'_>, rule: &'static Rule, message: fmt::Arguments<'_>, says: fmt::Arguments<'_>) {
        self.add(at, rule, message, says, None);
    }

    /// As [`Self::reject`], with what to do about it.
    pub fn reject_with_help(
        &mut self,
        at: &At<'_>,
        rule: &'static Rule,
        message: fmt::Arguments<'_>,
        says: fmt::Arguments<'_>,
        help: &str,
    ) {
        self.add(at, rule, message, says, Some(help));
    }

    fn add(
        &mut self,
        at: &At<'_>,
        rule: &'static Rule,
        message: fmt::Arguments<'_>,
        says: fmt::Arguments<'_>,
        help: Option<&str>,
    ) {
        if self.findings.is_full(rule) {
            self.findings.add_left_out(rule, 1);
            return;
        }
        let path = at.path();
        if self.known.insert((rule.code, path.clone())) {
            self.findings.add(rule, &|| Finding {
                help: help.map(str::to_owned),
                ..Finding::new(rule, message.to_string()).path(path.clone()).says(at.says(says))
            });
        }
    }

    /// Checks the names of labels that targets get, by the rules of the version of Prometheus.
    pub fn label_names(&mut self, labels: &Map<'_, &str>, at: &At<'_>) {
        let is_valid = if self.since((3, 0, 0)) { label::is_valid_utf8 } else { label::is_valid_legacy };
        for name in labels.keys().filter(|name| !is_valid(name)) {
            rules::label_name::reject(name, &at.below(name), self);
        }
    }

    /// Checks that the scrape class that a resource names exists.
    pub fn scrape_class(&mut self, name: Option<&str>, at: &At<'_>) {
        let (Some(prometheus), Some(name)) = (self.prometheus, name.filter(|name| !name.is_empty())) else { return };
        if !prometheus.scrape_classes.iter().any(|class| class.name == name) {
            rules::scrape_class_not_found::reject(name, prometheus, at, self);
        }
    }

    /// Checks that Prometheus can leave the selection of objects to the Kubernetes API.
    pub fn selector_mechanism(&mut self, mechanism: Option<&str>, at: &At<'_>) {
        if mechanism == Some(ROLE_SELECTOR) && !self.since((2, 17, 0)) {
            rules::selector_mechanism_version::reject(&at.below("selectorMechanism"), self);
        }
    }

    /// Looks up a secret.
    pub fn secret(&mut self, selector: &SecretKeySelector<'_>, at: &At<'_>) {
        self.load(Source::Secret, selector.name, selector.key, at);
    }

    /// Looks up a secret, and gives its value if there is one.
    fn secret_data(&mut self, selector: &SecretKeySelector<'_>, at: &At<'_>) -> Option<Cow<'_, [u8]>> {
        self.load(Source::Secret, selector.name, selector.key, at)
    }

    /// Looks up a secret where one is named.
    pub fn secret_if_set(&mut self, selector: Option<&SecretKeySelector<'_>>, at: &At<'_>) {
        if let Some(selector) = selector {
            self.secret(selector, at);
        }
    }

    /// Looks up one key of a Secret or ConfigMap, and gives its value if there is one.
    fn load(&mut self, source: Source, name: &str, key: &str, at: &At<'_>) -> Option<Cow<'_, [u8]>> {
        // After a finding, the operator would not have come here.
        let loads = self.findings.is_empty();
        if let Err(not_found) = self.assets.load(source, self.namespace, name, key, loads) {
            rules::reference_not_found::reject(&not_found, at, self);
            return None;
        }
        self.assets.peek(source, self.namespace, name, key)
    }

    /// Looks up one key of either; an empty value where neither is named.
    fn either(&mut self, selector: &SecretOrConfigMap<'_>, at: &At<'_>) -> Option<Cow<'_, [u8]>> {
        match (&selector.secret, &selector.config_map) {
            (Some(secret), _) => self.load(Source::Secret, secret.name, secret.key, &at.below("secret")),
            (None, Some(map)) => self.load(Source::ConfigMap, map.name, map.key, &at.below("configMap")),
            (None, None) => Some(Cow::Borrowed(b"")),
        }
    }

    /// Looks up the user name and password.
    pub fn basic_auth(&mut self, auth: Option<&BasicAuth<'_>>, at: &At<'_>) {
        http::basic_auth(self, auth, at);
    }

    /// Checks the scheme and looks up the credentials.
    pub fn authorization(&mut self, auth: Option<&SafeAuthorization<'_>>, at: &At<'_>) {
        http::authorization(self, auth, at);
    }

    /// Checks the block and looks up what it refers to.
    pub fn oauth2(&mut self, oauth2: Option<&OAuth2<'_>>, at: &At<'_>) {
        http::oauth2(self, oauth2, at);
    }

    /// Checks the block and looks up the certificates and the key.
    pub fn tls(&mut self, tls: Option<&SafeTlsConfig<'_>>, at: &At<'_>) {
        http::tls(self, tls, at);
    }

    /// Checks the block, which may name files, and looks up the certificates and the key.
    pub fn tls_with_files(&mut self, tls: Option<&TlsConfig<'_>>, at: &At<'_>) {
        http::tls_with_files(self, tls, at);
    }

    /// Checks the block, whose fields are `at`, and looks up the values of its headers.
    pub fn proxy(&mut self, proxy: &ProxyConfig<'_>, at: &At<'_>) {
        http::proxy(self, proxy, at);
    }
}
