//! What the operator does for one Prometheus or PrometheusAgent: select, check, write.

use std::borrow::Cow;

use promwright_finding::ObjectId;
use promwright_kubernetes::object::{Metadata, Resource};
use promwright_prometheus::version::Version;

use crate::api::prometheus::PrometheusSpec;
use crate::api::secret::SecretKeySelector;
use crate::check::{self, Checker};
use crate::cluster::{Cluster, Instance};
use crate::render::{
    Assets, Block, Generator, Keyed, Missing, Options, Reference, Refusal, Resources, Source, Workload,
};
use crate::scrape_resource::ScrapeResource;
use crate::select::{NotSelected, Selected, Selection};

/// How to reconcile.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The operator's switches.
    pub options: Options,
    /// What to do about Secrets and ConfigMaps that are not among the inputs.
    pub missing: Missing,
}

impl Default for Settings {
    fn default() -> Self {
        Self { options: Options::default(), missing: Missing::Refuse }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The text of the configuration.
    Configuration(String),
    /// The operator writes none, for this reason.
    Failure(String),
    /// The Prometheus has no selector at all: the operator leaves the configuration to the user.
    Unmanaged,
}

/// What became of one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The selectors do not match it.
    NotSelected(NotSelected),
    /// The selectors match it, and the operator does not take it, for this reason.
    Refused(String),
    /// It is part of the configuration.
    Taken {
        /// The labels of its namespace are not known, and were taken to match the selector.
        assumed_namespace: bool,
    },
}

/// The result for one Prometheus or PrometheusAgent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// What came of it.
    pub outcome: Outcome,
    /// What became of each scrape resource: ServiceMonitors, PodMonitors, Probes and ScrapeConfigs, in the order of the
    /// cluster's lists. Empty where a selector is not valid, since the operator then looks at no resource of any kind.
    pub resources: Vec<(ObjectId, Verdict)>,
    /// The Secrets and ConfigMaps that were missing and for which placeholders were written.
    pub placeholders: Vec<Reference>,
}

/// Reconciles one Prometheus or PrometheusAgent with a cluster.
pub fn reconcile(instance: &Instance<'_>, cluster: &Cluster<'_>, settings: Settings) -> Reconciliation {
    let mut run = Run::new(instance, cluster, settings);
    let outcome = run.run().unwrap_or_else(|Refusal(reason)| Outcome::Failure(reason));
    let placeholders = run.assets.placeholders().cloned().collect();
    Reconciliation { outcome, resources: run.verdicts, placeholders }
}

/// A configuration of resources that are all taken as they are.
#[derive(Debug)]
pub struct Generated<'a> {
    /// The text.
    pub text: String,
    /// Where the jobs of each resource stand in it.
    pub blocks: Vec<Block>,
    /// The Secrets and ConfigMaps, as far as they were loaded.
    pub assets: Assets<'a>,
}

/// The configuration that a Prometheus would have if it selected every resource of the cluster and took it as it is. Some Secrets
/// and ConfigMaps count as loaded from the start.
///
/// # Errors
/// The operator's reason for writing none.
pub fn generate<'a>(
    instance: &Instance<'a>,
    cluster: &Cluster<'a>,
    settings: Settings,
    loaded: &[(Source, &str, &str)],
) -> Result<Generated<'a>, Refusal> {
    let mut run = Run::new(instance, cluster, settings);
    run.takes_all = true;
    for (source, namespace, name) in loaded {
        run.assets.set_loaded(*source, namespace, name);
    }
    run.outline = Some(Vec::new());
    match run.run()? {
        Outcome::Configuration(text) => {
            Ok(Generated { text, blocks: run.outline.unwrap_or_default(), assets: run.assets })
        }
        Outcome::Failure(reason) => Err(Refusal(reason)),
        Outcome::Unmanaged => Err(Refusal(String::new())),
    }
}

struct Run<'r, 'a> {
    instance: &'r Instance<'a>,
    cluster: &'r Cluster<'a>,
    settings: Settings,
    assets: Assets<'a>,
    verdicts: Vec<(ObjectId, Verdict)>,
    /// Whether every resource is taken without a look.
    takes_all: bool,
    /// Where the jobs of each resource stand in the text, if that is asked for.
    outline: Option<Vec<Block>>,
}

impl<'r, 'a> Run<'r, 'a> {
    fn new(instance: &'r Instance<'a>, cluster: &'r Cluster<'a>, settings: Settings) -> Self {
        let assets = cluster.assets(settings.missing);
        Self { instance, cluster, settings, assets, verdicts: Vec::new(), takes_all: false, outline: None }
    }

    fn run(&mut self) -> Result<Outcome, Refusal> {
        let Instance { metadata, workload } = self.instance;
        let common = workload.common();
        // The DaemonSet mode is the agent's own word.
        let options = Options { daemon_set: workload.is_daemon_set(), ..self.settings.options };
        let mut resources = self.select().inspect_err(|_| self.verdicts.clear())?;
        let selects_something = [
            &common.service_monitor_selector,
            &common.pod_monitor_selector,
            &common.probe_selector,
            &common.scrape_config_selector,
        ]
        .iter()
        .any(|selector| selector.is_some());
        // The operator makes its generator before it looks whether there is anything to generate.
        let generator = Generator::new(workload, metadata, options)?;
        if !selects_something && !workload.is_agent() && !self.takes_all {
            return Ok(Outcome::Unmanaged);
        }
        let mut checker = Checker {
            assets: &mut self.assets,
            version: generator.version(),
            namespace: metadata.namespace,
            prometheus: Some(common),
        };
        match check::load_references(workload, &mut checker) {
            Err(_) if self.takes_all => self.assets.assume(),
            loaded => loaded.map_err(Refusal)?,
        }
        let mut file = |what: &str, selector: Option<&SecretKeySelector<'_>>| {
            let file = selector.map(|selector| self.assets.file(metadata.namespace, selector)).transpose();
            file.map(Option::flatten)
                .map_err(|reason| Refusal(format!("loading additional {what} from Secret failed: {reason}")))
        };
        let scrape_configs = file("scrape configs", common.additional_scrape_configs.as_ref())?;
        let (alert_relabel_configs, alert_managers) = match workload {
            Workload::Server(spec) => (
                file("alert relabel configs", spec.additional_alert_relabel_configs.as_ref())?,
                file("alert manager configs", spec.additional_alert_manager_configs.as_ref())?,
            ),
            Workload::Agent(_) => (None, None),
        };
        let rule_files: Vec<String> = match workload {
            Workload::Server(spec) if spec.rule_selector.is_some() => {
                (0..RULE_FILES).map(|index| format!("prometheus-{}-rulefiles-{index}", metadata.name)).collect()
            }
            _ => Vec::new(),
        };
        resources.additional_scrape_configs = scrape_configs.as_deref();
        resources.additional_alert_relabel_configs = alert_relabel_configs.as_deref();
        resources.additional_alert_manager_configs = alert_managers.as_deref();
        resources.rule_files = rule_files.iter().map(String::as_str).collect();
        let text = generator
            .outlined(&self.assets, resources, &mut self.outline)
            .map_err(|refusal| refusal.while_doing("generating config failed"))?;
        Ok(Outcome::Configuration(text))
    }

    /// Selects and checks every resource. What a check looks up is loaded even where the resource is then refused.
    fn select<'t>(&mut self) -> Result<Resources<'t, 'a>, Refusal>
    where
        'r: 't,
    {
        let cluster = self.cluster;
        let version = check::any_prometheus_version(self.instance.workload.common()).map_err(Refusal)?;
        let resources = Resources {
            service_monitors: self.select_kind(&cluster.service_monitors, &version)?,
            pod_monitors: self.select_kind(&cluster.pod_monitors, &version)?,
            probes: self.select_kind(&cluster.probes, &version)?,
            scrape_configs: self.select_kind(&cluster.scrape_configs, &version)?,
            ..Resources::default()
        };
        if let Workload::Server(spec) = &self.instance.workload {
            check_rule_selectors(spec)
                .map_err(|reason| Refusal(format!("selecting PrometheusRule failed: {reason}")))?;
        }
        Ok(resources)
    }

    /// Selects and checks the resources of a kind, and gives those that are taken.
    fn select_kind<'t, Spec: ScrapeResource<'a>>(
        &mut self,
        resources: &'t [Resource<'a, Spec>],
        version: &Version,
    ) -> Result<Keyed<'t, 'a, Spec>, Refusal> {
        let Instance { metadata, workload } = self.instance;
        let selectors = Spec::selectors(workload.common());
        let selection = Selection::new(metadata.namespace, selectors.resources, selectors.namespaces)
            .map_err(|reason| Refusal(format!("selecting {}s failed: {reason}", Spec::KIND.kind)))?;
        let mut taken = Vec::new();
        for resource in resources {
            let Metadata { namespace, name, .. } = resource.metadata;
            let verdict = self.verdict(resource, &selection, version);
            if matches!(verdict, Verdict::Taken { .. }) {
                taken.push((Cow::Owned(format!("{namespace}/{name}")), resource));
            }
            let id =
                ObjectId { kind: Spec::KIND.kind.to_owned(), namespace: namespace.to_owned(), name: name.to_owned() };
            self.verdicts.push((id, verdict));
        }
        Ok(taken)
    }

    fn verdict<Spec: ScrapeResource<'a>>(
        &mut self,
        resource: &Resource<'a, Spec>,
        selection: &Selection<'_>,
        version: &Version,
    ) -> Verdict {
        let selected = if self.takes_all {
            Ok(Selected { assumed_namespace: false })
        } else {
            selection.select(&resource.metadata, &self.cluster.namespaces)
        };
        let Selected { assumed_namespace } = match selected {
            Ok(selected) => selected,
            Err(reason) => return Verdict::NotSelected(reason),
        };
        let mut checker = Checker {
            assets: &mut self.assets,
            version,
            namespace: resource.metadata.namespace,
            prometheus: Some(self.instance.workload.common()),
        };
        match resource.spec.check(&mut checker) {
            Ok(()) => Verdict::Taken { assumed_namespace },
            Err(_) if self.takes_all => {
                self.assets.assume();
                Verdict::Taken { assumed_namespace }
            }
            Err(reason) => Verdict::Refused(reason),
        }
    }
}

/// Checks the selectors of PrometheusRules, which are not looked at otherwise (upstream: `selectPrometheusRules`).
fn check_rule_selectors(spec: &PrometheusSpec<'_>) -> Result<(), String> {
    Selection::new("", None, spec.rule_namespace_selector.as_ref())?;
    Selection::new("", spec.rule_selector.as_ref(), None).map(drop).map_err(|reason| {
        format!("initializing PrometheusRules failed: convert rule label selector to selector: {reason}")
    })
}

/// The ConfigMaps for rules that a Prometheus with a rule selector and few rules has.
const RULE_FILES: usize = 3;
