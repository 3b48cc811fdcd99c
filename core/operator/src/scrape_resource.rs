//! What the four kinds of scrape resources have in common: how they are selected, checked and written.

use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::object::Metadata;
use promwright_kubernetes::read::Read;

use crate::api::kind;
use crate::api::pod_monitor::PodMonitorSpec;
use crate::api::probe::ProbeSpec;
use crate::api::prometheus::{CommonFields, LabelSelector};
use crate::api::scrape_config::ScrapeConfigSpec;
use crate::api::service_monitor::ServiceMonitorSpec;
use crate::check::{self, Checker};
use crate::render::{self, Context, Refusal, Writer};

/// The selectors of a Prometheus for a kind of resources.
#[derive(Clone, Copy, Debug)]
pub struct Selectors<'c, 'a> {
    /// Over the resources; `None` selects nothing.
    pub resources: Option<&'c LabelSelector<'a>>,
    /// Over their namespaces; `None` selects the Prometheus' own.
    pub namespaces: Option<&'c LabelSelector<'a>>,
}

/// The specification of a scrape resource.
pub trait ScrapeResource<'a>: Read<'a> + Default {
    /// The kind.
    const KIND: &'static KindSchema;

    /// The selectors of a Prometheus for this kind.
    fn selectors<'c>(common: &'c CommonFields<'a>) -> Selectors<'c, 'a>;

    /// The scrape class that the resource names.
    fn scrape_class(&self) -> Option<&'a str>;

    /// Checks the resource, and loads what it refers to.
    fn check(&self, checker: &mut Checker<'_, '_>);

    /// Writes the resource's jobs into the list that is open.
    ///
    /// # Errors
    /// The operator gives up the whole configuration, with the reason.
    fn write_jobs(&self, metadata: &Metadata<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal>;
}

macro_rules! scrape_resource {
    ($spec:ident, $kind:ident, $selector:ident, $namespace_selector:ident, $check:ident, $module:ident) => {
        impl<'a> ScrapeResource<'a> for $spec<'a> {
            const KIND: &'static KindSchema = &kind::$kind;

            fn selectors<'c>(common: &'c CommonFields<'a>) -> Selectors<'c, 'a> {
                Selectors { resources: common.$selector.as_ref(), namespaces: common.$namespace_selector.as_ref() }
            }

            fn scrape_class(&self) -> Option<&'a str> {
                self.scrape_class
            }

            fn check(&self, checker: &mut Checker<'_, '_>) {
                check::$check(self, checker);
            }

            fn write_jobs(&self, metadata: &Metadata<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
                render::$module::write(self, metadata, w, cx)
            }
        }
    };
}

scrape_resource!(
    ServiceMonitorSpec,
    SERVICE_MONITOR,
    service_monitor_selector,
    service_monitor_namespace_selector,
    check_service_monitor,
    service_monitor
);
scrape_resource!(
    PodMonitorSpec,
    POD_MONITOR,
    pod_monitor_selector,
    pod_monitor_namespace_selector,
    check_pod_monitor,
    pod_monitor
);
scrape_resource!(ProbeSpec, PROBE, probe_selector, probe_namespace_selector, check_probe, probe);
scrape_resource!(
    ScrapeConfigSpec,
    SCRAPE_CONFIG,
    scrape_config_selector,
    scrape_config_namespace_selector,
    check_scrape_config,
    scrape_config
);
