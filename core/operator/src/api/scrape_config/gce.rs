//! Google Compute Engine.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::Context;

/// Discovers Google Compute Engine instances by their private addresses. Prometheus uses the credentials of its container: the
/// file that `GOOGLE_APPLICATION_CREDENTIALS` names, or the service account.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct GceSdConfig<'a> {
    /// ID of the project.
    #[section(required, min_length = 1)]
    pub project: &'a str,
    /// Zone to search. Each service discovery covers one zone.
    #[section(required, min_length = 1)]
    pub zone: &'a str,
    /// Filter expression for the list of instances.
    #[section(min_length = 1)]
    pub filter: Option<&'a str>,
    /// How often to query the API. Prometheus defaults to `1m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// Port to scrape on the targets. Prometheus defaults to 80.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// Separator between the tags in the `__meta_gce_tags` label. Prometheus defaults to `,`.
    #[section(min_length = 1)]
    pub tag_separator: Option<&'a str>,
}

impl ServiceDiscovery for GceSdConfig<'_> {
    const NAME: &'static str = "gceSDConfigs";

    fn check(&self, _: &At<'_>, _: &mut Checker<'_, '_>) {}
}
