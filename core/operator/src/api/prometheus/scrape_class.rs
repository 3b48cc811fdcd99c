//! Scrape classes: settings that scrape resources share by referring to a class.

use promwright_kubernetes::Section;

use crate::api::http::{Authorization, TlsConfig};
use crate::api::relabel::RelabelConfig;
use crate::api::scrape::{AttachMetadata, PROTOCOLS};

/// Settings that are merged into the scrape jobs of the resources that refer to the class.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ScrapeClass<'a> {
    /// Name that resources refer to.
    #[section(required, min_length = 1)]
    pub name: &'a str,
    /// Whether the class applies to resources that do not refer to a class. At most one class can be the default.
    pub default: Option<bool>,
    /// Exposition format to use if a target's `Content-Type` is missing or unknown. A resource's own setting takes precedence.
    #[section(one_of = PROTOCOLS)]
    pub fallback_scrape_protocol: Option<&'a str>,
    /// TLS settings for connections to targets. If a resource has its own TLS settings, only missing files are filled in.
    pub tls_config: Option<TlsConfig<'a>>,
    /// Authenticates with credentials in the `Authorization` header. A resource's own credentials take precedence.
    pub authorization: Option<Authorization<'a>>,
    /// Relabeling rules that rewrite or drop targets before they are scraped. They run before the resource's own rules.
    pub relabelings: Vec<RelabelConfig<'a>>,
    /// Relabeling rules that rewrite or drop scraped samples. They run before the resource's own rules.
    pub metric_relabelings: Vec<RelabelConfig<'a>>,
    /// Additional metadata to attach to targets. A resource's own setting takes precedence.
    pub attach_metadata: Option<AttachMetadata>,
}
