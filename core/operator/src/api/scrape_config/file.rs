//! Files that hold targets.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::{ListType, Schema};

use super::ServiceDiscovery;
use crate::api::pattern;
use crate::check::{Check, Checker};
use crate::render::Context;

/// Reads targets from files in the Prometheus container, again whenever one changes.
#[derive(Clone, Debug, Default, Section)]
pub struct FileSdConfig<'a> {
    /// The files, JSON or YAML. `*` may stand in the last part of a path. They are mounted by `spec.secrets` or
    /// `spec.configMaps` of the Prometheus.
    #[section(
        required,
        min_items = 1,
        list = ListType::Set,
        items = &Schema::string().with_pattern(pattern::TARGET_FILE)
    )]
    pub files: Vec<&'a str>,
    /// How often the files are read again even where no change was seen. Prometheus takes `5m` where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub refresh_interval: Option<&'a str>,
}

impl ServiceDiscovery for FileSdConfig<'_> {
    const NAME: &'static str = "fileSDConfigs";

    fn check(&self, _: usize, _: &mut Checker<'_, '_>) -> Check {
        Ok(())
    }
}
