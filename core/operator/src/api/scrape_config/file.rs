//! Files with targets.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::{ListType, Schema};

use super::ServiceDiscovery;
use crate::api::pattern;
use crate::check::{At, Checker};
use crate::render::Context;

/// Reads targets from files in the Prometheus container, and rereads them when they change.
#[derive(Clone, Debug, Default, Section)]
pub struct FileSdConfig<'a> {
    /// JSON or YAML files with targets. The last segment of a path may contain `*`. Mount the files with `secrets` or
    /// `configMaps` of the Prometheus object.
    #[section(
        required,
        min_items = 1,
        list = ListType::Set,
        items = &Schema::string().with_pattern(&pattern::TARGET_FILE)
    )]
    pub files: Vec<&'a str>,
    /// How often to reread the files even if no change is detected. Prometheus defaults to `5m`.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
}

impl ServiceDiscovery for FileSdConfig<'_> {
    const NAME: &'static str = "fileSDConfigs";

    fn check(&self, _: &At<'_>, _: &mut Checker<'_, '_>) {}
}
