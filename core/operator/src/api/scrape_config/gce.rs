//! Google Compute Engine.

use promwright_kubernetes::Section;

use super::ServiceDiscovery;
use crate::api::pattern;
use crate::check::{Check, Checker};
use crate::render::Context;

/// Finds instances of Google Compute Engine, by their private addresses. The credentials are those of the Prometheus
/// container: a file that `GOOGLE_APPLICATION_CREDENTIALS` names, or its service account.
#[derive(Clone, Copy, Debug, Default, Section)]
pub struct GceSdConfig<'a> {
    /// The project.
    #[section(required, min_length = 1)]
    pub project: &'a str,
    /// The zone. One service discovery looks at one zone.
    #[section(required, min_length = 1)]
    pub zone: &'a str,
    /// An expression that the list of instances is filtered by.
    #[section(min_length = 1)]
    pub filter: Option<&'a str>,
    /// How often the API is asked. Prometheus takes `1m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
    /// The port of the targets. Prometheus takes 80 where it is not set.
    #[section(minimum = 0, maximum = 65_535)]
    pub port: Option<i32>,
    /// What stands between the tags in the `__meta_gce_tags` label. Prometheus takes `,` where it is not set.
    #[section(min_length = 1)]
    pub tag_separator: Option<&'a str>,
}

impl ServiceDiscovery for GceSdConfig<'_> {
    const NAME: &'static str = "gceSDConfigs";

    fn check(&self, _: usize, _: &mut Checker<'_, '_>) -> Check {
        Ok(())
    }
}
