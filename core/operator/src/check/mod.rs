//! What the operator looks at before it takes a resource, in its order and words.
//!
//! Checking has an effect, as in the operator: the Secrets and ConfigMaps that a check has looked up are the ones that the
//! configuration can hold (see `render::Assets`).

mod alerting;
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
mod tracing;

use std::fmt;

use promwright_go::Quoted;
use promwright_kubernetes::map::Map;
use promwright_prometheus::{label, version::Version};

use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig, TlsConfig};
use crate::api::prometheus::CommonFields;
use crate::api::secret::SecretKeySelector;
use crate::api::selector::ROLE_SELECTOR;
use crate::render::Assets;

pub use http::{check_server, check_url};
pub use otlp::otlp;
pub use pod_monitor::check_pod_monitor;
pub use probe::check_probe;
pub use prometheus::{
    any_prometheus_version, compare_timeout, load_references, prometheus_version, scrape_classes, tsdb,
};
pub use relabel::check_relabelings;
pub use scrape_config::check_scrape_config;
pub use service_monitor::check_service_monitor;
pub use tracing::tracing;

/// Why the operator does not take a resource, in its words.
pub type Check = Result<(), String>;

/// What checks look things up in.
#[derive(Debug)]
pub struct Checker<'c, 'a> {
    /// The Secrets and ConfigMaps among the inputs.
    pub assets: &'c mut Assets<'a>,
    /// The version of Prometheus.
    pub version: &'c Version,
    /// The resource's namespace, in which references are resolved.
    pub namespace: &'c str,
    /// What the Prometheus or PrometheusAgent says. Where it is not known, what depends on it is taken to be good.
    pub prometheus: Option<&'c CommonFields<'c>>,
}

impl Checker<'_, '_> {
    /// Whether Prometheus is of a version or newer.
    pub fn since(&self, (major, minor, patch): (u64, u64, u64)) -> bool {
        self.version.is_at_least(major, minor, patch)
    }

    /// Checks the names of labels that targets get, by the rules of the version of Prometheus.
    pub fn label_names(&self, labels: &Map<'_, &str>) -> Check {
        let is_valid = if self.since((3, 0, 0)) { label::is_valid_utf8 } else { label::is_valid_legacy };
        match labels.keys().find(|name| !is_valid(name)) {
            Some(name) => Err(format!("invalid label {}", Quoted(name))),
            None => Ok(()),
        }
    }

    /// Checks that the scrape class that a resource names is there.
    pub fn scrape_class(&self, name: Option<&str>) -> Check {
        let (Some(prometheus), Some(name)) = (self.prometheus, name.filter(|name| !name.is_empty())) else {
            return Ok(());
        };
        if prometheus.scrape_classes.iter().any(|class| class.name == name) {
            Ok(())
        } else {
            Err(format!("scrapeClass {} not found in Prometheus scrapeClasses", Quoted(name)))
        }
    }

    /// Checks that a timeout is no longer than the resource's own interval, or the Prometheus'.
    pub fn timeout(&self, interval: &str, timeout: &str) -> Check {
        let own = Some(interval).filter(|interval| !interval.is_empty());
        match own.or_else(|| self.prometheus.map(|prometheus| prometheus.scrape_interval)) {
            Some(interval) if !timeout.is_empty() => compare_timeout(timeout, interval),
            _ => Ok(()),
        }
    }

    /// Checks that Prometheus can leave the selection of objects to the Kubernetes API.
    pub fn selector_mechanism(&self, mechanism: Option<&str>) -> Check {
        if mechanism == Some(ROLE_SELECTOR) && !self.since((2, 17, 0)) {
            return Err("RoleSelector selectorMechanism is only supported in Prometheus 2.17.0 and newer".to_owned());
        }
        Ok(())
    }

    /// Looks up a secret.
    pub fn secret(&mut self, selector: &SecretKeySelector<'_>) -> Check {
        self.assets.load_secret(self.namespace, selector).map(drop)
    }

    /// Looks up a secret where one is named.
    pub fn secret_if_set(&mut self, selector: Option<&SecretKeySelector<'_>>) -> Check {
        selector.map_or(Ok(()), |selector| self.secret(selector))
    }

    /// Looks up the user name and password.
    pub fn basic_auth(&mut self, auth: Option<&BasicAuth<'_>>) -> Check {
        http::basic_auth(self, auth)
    }

    /// Checks the scheme and looks up the credentials.
    pub fn authorization(&mut self, auth: Option<&SafeAuthorization<'_>>) -> Check {
        http::authorization(self, auth)
    }

    /// Checks the block and looks up what it refers to.
    pub fn oauth2(&mut self, oauth2: Option<&OAuth2<'_>>) -> Check {
        http::oauth2(self, oauth2)
    }

    /// Checks the block and looks up the certificates and the key.
    pub fn tls(&mut self, tls: Option<&SafeTlsConfig<'_>>) -> Check {
        http::tls(self, tls)
    }

    /// Checks the block, which may name files, and looks up the certificates and the key.
    pub fn tls_with_files(&mut self, tls: Option<&TlsConfig<'_>>) -> Check {
        http::tls_with_files(self, tls)
    }

    /// Checks the block and looks up the values of its headers.
    pub fn proxy(&mut self, proxy: &ProxyConfig<'_>) -> Check {
        http::proxy(self, proxy)
    }
}

/// Says which item of a list a reason is about, as the operator does.
pub trait At {
    /// The reason behind `[index]: `.
    #[must_use]
    fn at(self, index: usize) -> Self;

    /// The reason behind the name of a field, which is written only where there is a reason.
    #[must_use]
    fn within(self, field: impl fmt::Display) -> Self;
}

impl At for Check {
    fn at(self, index: usize) -> Self {
        self.map_err(|reason| behind(&format_args!("[{index}]"), &reason))
    }

    fn within(self, field: impl fmt::Display) -> Self {
        self.map_err(|reason| behind(&field, &reason))
    }
}

#[cold]
fn behind(field: &dyn fmt::Display, reason: &str) -> String {
    format!("{field}: {reason}")
}
