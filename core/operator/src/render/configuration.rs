//! The whole configuration (upstream: `GenerateServerConfiguration` and `GenerateAgentConfiguration`).

use std::borrow::Cow;
use std::ops::Range;

use promwright_finding::{Finding, ObjectId};
use promwright_go::sort::sort_by_text;
use promwright_kubernetes::object::{Metadata, Resource};
use promwright_prometheus::version::Version;

use super::{
    Assets, Context, Missing, Options, Refusal, Writer, additional, alerting, global, job, otlp, remote_read,
    remote_write, sharding, storage, tracing,
};
use crate::api::pod_monitor::PodMonitorSpec;
use crate::api::probe::ProbeSpec;
use crate::api::prometheus::{CommonFields, PrometheusAgentSpec, PrometheusSpec, ScrapeClass};
use crate::api::scrape_config::ScrapeConfigSpec;
use crate::api::service_monitor::ServiceMonitorSpec;
use crate::check::{self, Checker};
use crate::cluster::object_id;
use crate::rules::too_large;
use crate::scrape_resource::ScrapeResource;

/// What runs the configuration.
#[derive(Clone, Debug)]
pub enum Workload<'a> {
    /// A Prometheus server.
    Server(Box<PrometheusSpec<'a>>),
    /// A Prometheus agent.
    Agent(Box<PrometheusAgentSpec<'a>>),
}

impl<'a> Workload<'a> {
    /// What servers and agents say in common.
    pub fn common(&self) -> &CommonFields<'a> {
        match self {
            Self::Server(server) => &server.common,
            Self::Agent(agent) => &agent.common,
        }
    }

    /// Whether it is an agent.
    pub fn is_agent(&self) -> bool {
        matches!(self, Self::Agent(_))
    }

    /// Whether it is an agent that runs on every node: it uses PodMonitors only.
    pub fn is_daemon_set(&self) -> bool {
        matches!(self, Self::Agent(agent) if agent.mode == Some("DaemonSet"))
    }

    /// The number of shards, at least 1.
    pub fn shards(&self) -> i32 {
        self.common().shards.unwrap_or(1).max(1)
    }
}

/// Resources of a kind, each with the key that jobs are sorted by: `NAMESPACE/NAME` in the operator.
pub type Keyed<'r, 'a, Spec> = Vec<(Cow<'r, str>, &'r Resource<'a, Spec>)>;

/// The resources that a configuration is rendered from: those that the operator accepts.
#[derive(Debug, Default)]
pub struct Resources<'r, 'a> {
    /// The ServiceMonitors.
    pub service_monitors: Keyed<'r, 'a, ServiceMonitorSpec<'a>>,
    /// The PodMonitors.
    pub pod_monitors: Keyed<'r, 'a, PodMonitorSpec<'a>>,
    /// The Probes.
    pub probes: Keyed<'r, 'a, ProbeSpec<'a>>,
    /// The ScrapeConfigs.
    pub scrape_configs: Keyed<'r, 'a, ScrapeConfigSpec<'a>>,
    /// The additional scrape configs, as they stand in their Secret.
    pub additional_scrape_configs: Option<&'r [u8]>,
    /// The additional relabelling rules for alerts, as they stand in their Secret.
    pub additional_alert_relabel_configs: Option<&'r [u8]>,
    /// The additional Alertmanagers, as they stand in their Secret.
    pub additional_alert_manager_configs: Option<&'r [u8]>,
    /// The names of the ConfigMaps that hold the rule files.
    pub rule_files: Vec<&'r str>,
}

impl Resources<'_, '_> {
    /// About as many bytes as the configuration will have.
    fn expected_size(&self) -> usize {
        let endpoints = self.service_monitors.iter().map(|(_, monitor)| monitor.spec.endpoints.len()).sum::<usize>()
            + self.pod_monitors.iter().map(|(_, monitor)| monitor.spec.pod_metrics_endpoints.len()).sum::<usize>();
        let additional = self.additional_scrape_configs.map_or(0, <[u8]>::len);
        4096 + 2560 * endpoints + 1536 * (self.probes.len() + self.scrape_configs.len()) + additional
    }
}

/// Where the jobs of a resource stand in a configuration.
#[derive(Clone, Debug)]
pub struct Block {
    /// The resource.
    pub resource: ObjectId,
    /// Its lines, counted from 0.
    pub lines: Range<usize>,
}

/// Writes the configuration of one Prometheus or PrometheusAgent.
#[derive(Debug)]
pub struct Generator<'g, 'a> {
    workload: &'g Workload<'a>,
    metadata: &'g Metadata<'a>,
    options: Options,
    version: Version,
    default_class: Option<&'g str>,
}

impl<'g, 'a> Generator<'g, 'a> {
    /// Checks the version and the scrape classes.
    ///
    /// # Errors
    /// The operator's reason for writing no configuration.
    pub fn new(workload: &'g Workload<'a>, metadata: &'g Metadata<'a>, options: Options) -> Result<Self, Refusal> {
        let (generator, findings) = Self::checked(workload, metadata, options)?;
        findings.into_iter().next().map_or(Ok(generator), |finding| Err(finding.into()))
    }

    /// As [`Self::new`], with all that the operator objects to of the scrape classes.
    pub(crate) fn checked(
        workload: &'g Workload<'a>,
        metadata: &'g Metadata<'a>,
        options: Options,
    ) -> Result<(Self, Vec<Finding>), Refusal> {
        let common = workload.common();
        let version = check::prometheus_version(common)?;
        let mut nothing = Assets::new(Missing::Refuse);
        let mut checker = Checker::new(&mut nothing, &version, metadata.namespace, Some(common));
        let default_class = check::scrape_classes(common, &mut checker);
        let findings = checker.finish();
        Ok((Self { workload, metadata, options, version, default_class }, findings))
    }

    /// The version of Prometheus that the configuration is for.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// Writes the configuration. Secrets and ConfigMaps are seen as far as checks have loaded them.
    ///
    /// # Errors
    /// The operator's reason for writing none.
    pub fn configuration(&self, assets: &Assets<'_>, resources: Resources<'_, '_>) -> Result<String, Refusal> {
        self.outlined(assets, resources, &mut None)
    }

    /// Writes the configuration, and says where the jobs of each resource stand in it if that is asked for.
    ///
    /// # Errors
    /// The operator's reason for writing none.
    pub(crate) fn outlined(
        &self,
        assets: &Assets<'_>,
        mut resources: Resources<'_, '_>,
        outline: &mut Option<Vec<Block>>,
    ) -> Result<String, Refusal> {
        let common = self.workload.common();
        let context = Context {
            version: &self.version,
            options: self.options,
            assets,
            namespace: self.metadata.namespace,
            prometheus: common,
            shards: self.workload.shards(),
            scrape_class: None,
            enforces_namespace: false,
            job: "",
        };
        let cx = &context;
        sharding::check(cx)?;
        cx.checked(|checker| check::own_timeout(common, checker))?;
        let mut w = Writer::with_capacity(resources.expected_size());
        w.begin_map();
        w.key("global");
        w.begin_map();
        global::common(self.metadata, &mut w, cx);
        if let Workload::Server(spec) = self.workload {
            global::server(spec, &mut w, cx);
        }
        w.end_map();
        global::runtime(&mut w, cx);
        match self.workload {
            Workload::Server(spec) => {
                global::rule_files(spec, &resources.rule_files, &mut w);
                w.key("scrape_configs");
                w.begin_list();
                self.jobs(&mut resources.service_monitors, &mut w, cx, outline)?;
                self.jobs(&mut resources.pod_monitors, &mut w, cx, outline)?;
                self.jobs(&mut resources.probes, &mut w, cx, outline)?;
                self.scrape_configs(&mut resources, &mut w, cx, outline)?;
                additional_scrape_configs(&resources, &mut w, cx)?;
                w.end_list();
                storage::server(spec, &mut w, cx)?;
                let additional = alerting::Additional {
                    alert_relabel_configs: resources.additional_alert_relabel_configs,
                    alertmanagers: resources.additional_alert_manager_configs,
                };
                alerting::write(spec, additional, &mut w, cx)?;
                remote_write::write(&mut w, cx)?;
                remote_read::write(spec, &mut w, cx)?;
            }
            Workload::Agent(_) => {
                w.key("scrape_configs");
                w.begin_list();
                self.jobs(&mut resources.pod_monitors, &mut w, cx, outline)?;
                additional_scrape_configs(&resources, &mut w, cx)?;
                if !self.options.daemon_set {
                    self.jobs(&mut resources.service_monitors, &mut w, cx, outline)?;
                    self.jobs(&mut resources.probes, &mut w, cx, outline)?;
                    self.scrape_configs(&mut resources, &mut w, cx, outline)?;
                }
                w.end_list();
                storage::agent(&mut w, cx)?;
                remote_write::write(&mut w, cx)?;
            }
        }
        otlp::write(&mut w, cx)?;
        tracing::write(&mut w, cx)?;
        w.end_map();
        if w.overflows() {
            return Err(too_large::finding().into());
        }
        Ok(w.finish())
    }

    /// Writes the jobs of all resources of a kind.
    fn jobs<'s, Spec: ScrapeResource<'s>>(
        &self,
        resources: &mut Keyed<'_, 's, Spec>,
        w: &mut Writer,
        cx: &Context<'_>,
        outline: &mut Option<Vec<Block>>,
    ) -> Result<(), Refusal> {
        sort_by_text(resources, |(name, _)| name);
        for (_, resource) in resources {
            let context = Context { namespace: resource.metadata.namespace, ..*cx };
            let context = Context {
                scrape_class: self.scrape_class(resource.spec.scrape_class()),
                enforces_namespace: job::enforces_namespace(Spec::KIND.plural, resource.metadata.name, &context),
                ..context
            };
            let start = w.line();
            let id = || object_id(Spec::KIND, &resource.metadata);
            let written = resource.spec.write_jobs(&resource.metadata, w, &context);
            written.map_err(|refusal| refusal.about(id))?;
            if let Some(blocks) = outline {
                blocks.push(Block { resource: id(), lines: start as usize..w.line() as usize });
            }
        }
        Ok(())
    }

    fn scrape_configs(
        &self,
        resources: &mut Resources<'_, '_>,
        w: &mut Writer,
        cx: &Context<'_>,
        outline: &mut Option<Vec<Block>>,
    ) -> Result<(), Refusal> {
        self.jobs(&mut resources.scrape_configs, w, cx, outline)
            .map_err(|refusal| refusal.while_doing("generate scrape configs"))
    }

    /// The class by name, or the default one where it is not known. Of classes of one name the last one counts.
    fn scrape_class(&self, name: Option<&str>) -> Option<&'g ScrapeClass<'a>> {
        let find = |name| self.workload.common().scrape_classes.iter().rev().find(|class| class.name == name);
        name.and_then(find).or_else(|| self.default_class.and_then(find))
    }
}

fn additional_scrape_configs(resources: &Resources<'_, '_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(text) = resources.additional_scrape_configs else { return Ok(()) };
    additional::scrape_configs(text, w, cx).map_err(|refusal| refusal.while_doing("generate additional scrape configs"))
}
