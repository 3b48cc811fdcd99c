//! Targets listed in the resource itself.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::{ListType, Schema};

use super::ServiceDiscovery;
use crate::check::{At, Checker};
use crate::render::Context;

/// A list of targets that share the same labels.
#[derive(Clone, Debug, Default, Section)]
pub struct StaticConfig<'a> {
    /// Targets, each `host:port`.
    #[section(required, min_items = 1, list = ListType::Set, items = &Schema::string().with_min_length(1))]
    pub targets: Vec<&'a str>,
    /// Labels to add to all metrics of the targets.
    #[section(always, natural, atomic)]
    pub labels: Map<'a, &'a str>,
}

impl ServiceDiscovery for StaticConfig<'_> {
    const NAME: &'static str = "staticConfigs";

    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>) {
        checker.label_names(&self.labels, &at.below("labels"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{checked, written};
    use super::*;

    #[test]
    fn labels_are_always_written_in_natural_order() {
        assert_eq!(written(&StaticConfig::default(), "3.0.0"), "targets: []\nlabels: {}\n");
        let config = StaticConfig { labels: Map::from([("a10", "x"), ("a9", "y")]), ..StaticConfig::default() };
        assert_eq!(written(&config, "3.0.0"), "targets: []\nlabels:\n  a9: \"y\"\n  a10: x\n");
    }

    #[test]
    fn names_of_labels_are_those_of_the_version() {
        let config = StaticConfig { labels: Map::from([("a.b", "")]), ..StaticConfig::default() };
        assert_eq!(checked("3.0.0", |checker| config.check(&At::SPEC.index(0), checker)), "");
        assert_eq!(
            checked("2.55.1", |checker| config.check(&At::SPEC.index(0), checker)),
            "[0]: invalid label \"a.b\""
        );
    }
}
