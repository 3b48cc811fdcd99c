//! Scrape classes: settings that scrape resources share by naming a class.

use promwright_kubernetes::Section;

use crate::api::http::{Authorization, TlsConfig};
use crate::api::relabel::RelabelConfig;
use crate::api::scrape::{AttachMetadata, PROTOCOLS};

/// Settings that are merged into the jobs of the resources that name the class.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ScrapeClass<'a> {
    /// The name that resources refer to.
    #[section(required, min_length = 1)]
    pub name: &'a str,
    /// Whether resources that name no class get this one. One class at most can be the default.
    pub default: Option<bool>,
    /// The exposition format taken where a target names none or one that is unknown. A resource's own wins.
    #[section(one_of = PROTOCOLS)]
    pub fallback_scrape_protocol: Option<&'a str>,
    /// How TLS is spoken with targets. Of a resource that has such settings itself, only files are filled in.
    pub tls_config: Option<TlsConfig<'a>>,
    /// Authenticates with credentials in the `Authorization` header. A resource's own credentials win.
    pub authorization: Option<Authorization<'a>>,
    /// Rules that rewrite or drop targets, in front of the resource's own.
    pub relabelings: Vec<RelabelConfig<'a>>,
    /// Rules that rewrite or drop samples, in front of the resource's own.
    pub metric_relabelings: Vec<RelabelConfig<'a>>,
    /// Which further metadata targets get. A resource's own wins.
    pub attach_metadata: Option<AttachMetadata>,
}
