//! What the operator does for one Prometheus or PrometheusAgent: select, check, write.

use std::borrow::Cow;
use std::collections::BTreeSet;

use promwright_finding::{Finding, ObjectId};
use promwright_kubernetes::object::{Metadata, Resource};
use promwright_prometheus::version::Version;

use crate::api::prometheus::PrometheusSpec;
use crate::api::secret::SecretKeySelector;
use crate::check::{self, At, Checker};
use crate::cluster::{Cluster, Instance, object_id};
use crate::render::{
    Assets, Block, Generator, Keyed, Missed, Missing, NotFound, Options, Reference, Refusal, Resources, Source,
    Workload,
};
use crate::rules::{additional_file, instance_selector};
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

/// What becomes of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The text of the configuration.
    Configuration(String),
    /// The operator generates no configuration. The first finding is the operator's reason.
    Failure(Vec<Finding>),
    /// The Prometheus has no selector at all: the operator leaves the configuration to the user.
    Unmanaged,
}

/// What becomes of one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The selectors do not match it.
    NotSelected(NotSelected),
    /// The selectors match it, and the operator rejects it. The first finding is the operator's reason.
    Rejected(Vec<Finding>),
    /// It is part of the configuration.
    Accepted {
        /// The labels of its namespace are not known, and were assumed to match the selector.
        assumed_namespace: bool,
    },
}

/// The result for one Prometheus or PrometheusAgent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// What becomes of it.
    pub outcome: Outcome,
    /// What becomes of each scrape resource: ServiceMonitors, PodMonitors, Probes and ScrapeConfigs, in the order of the cluster's
    /// lists. Empty where a selector is not valid, since the operator then looks at no resource of any kind.
    pub resources: Vec<(ObjectId, Verdict)>,
    /// The Secrets and ConfigMaps that are missing and for which placeholders were written.
    pub placeholders: Vec<Reference>,
}

/// Reconciles one Prometheus or PrometheusAgent with a cluster.
pub fn reconcile(instance: &Instance<'_>, cluster: &Cluster<'_>, settings: Settings) -> Reconciliation {
    let mut run = Run::new(instance, cluster, settings);
    let outcome = run.run();
    let placeholders = run.assets.placeholders().cloned().collect();
    Reconciliation { outcome, resources: run.verdicts, placeholders }
}

/// A configuration of resources that are all accepted as they are.
#[derive(Debug)]
pub struct Generated<'a> {
    /// The text.
    pub text: String,
    /// Where the jobs of each resource are in it.
    pub blocks: Vec<Block>,
    /// The Secrets and ConfigMaps, as far as they were loaded.
    pub assets: Assets<'a>,
}

/// The configuration that a Prometheus would have if it selected every resource of the cluster and accepted it as it is; `None`
/// where there is none. Some Secrets and ConfigMaps count as loaded from the start.
pub fn generate<'a>(
    instance: &Instance<'a>,
    cluster: &Cluster<'a>,
    settings: Settings,
    loaded: &[(Source, &str, &str)],
) -> Option<Generated<'a>> {
    let mut run = Run::new(instance, cluster, settings);
    run.accepts_all = true;
    for (source, namespace, name) in loaded {
        run.assets.set_loaded(*source, namespace, name);
    }
    run.outline = Some(Vec::new());
    match run.run() {
        Outcome::Configuration(text) => {
            Some(Generated { text, blocks: run.outline.unwrap_or_default(), assets: run.assets })
        }
        Outcome::Failure(_) | Outcome::Unmanaged => None,
    }
}

struct Run<'r, 'a> {
    instance: &'r Instance<'a>,
    cluster: &'r Cluster<'a>,
    settings: Settings,
    assets: Assets<'a>,
    verdicts: Vec<(ObjectId, Verdict)>,
    /// Whether every resource is accepted without a look.
    accepts_all: bool,
    /// Where the jobs of each resource are in the text, if that is asked for.
    outline: Option<Vec<Block>>,
    /// What the operator objects to of the instance itself. It would stop at the first.
    findings: Vec<Finding>,
}

impl<'r, 'a> Run<'r, 'a> {
    fn new(instance: &'r Instance<'a>, cluster: &'r Cluster<'a>, settings: Settings) -> Self {
        let assets = cluster.assets(settings.missing);
        let findings = Vec::new();
        Self { instance, cluster, settings, assets, verdicts: Vec::new(), accepts_all: false, outline: None, findings }
    }

    fn run(&mut self) -> Outcome {
        match self.try_run() {
            Ok(outcome) if self.findings.is_empty() => outcome,
            Ok(_) => Outcome::Failure(std::mem::take(&mut self.findings)),
            Err(refusal) => {
                self.findings.push(refusal.finding());
                Outcome::Failure(std::mem::take(&mut self.findings))
            }
        }
    }

    fn try_run(&mut self) -> Result<Outcome, Refusal> {
        let Instance { metadata, workload } = self.instance;
        let common = workload.common();
        // The DaemonSet mode is set on the agent.
        let options = Options { daemon_set: workload.is_daemon_set(), ..self.settings.options };
        let mut resources = self.select()?;
        let selects_something = [
            &common.service_monitor_selector,
            &common.pod_monitor_selector,
            &common.probe_selector,
            &common.scrape_config_selector,
        ]
        .iter()
        .any(|selector| selector.is_some());
        // The operator creates its generator before it checks whether there is anything to generate.
        let (generator, findings) = Generator::checked(workload, metadata, options)?;
        let is_unmanaged = !selects_something && !workload.is_agent() && !self.accepts_all;
        self.object(findings);
        if is_unmanaged {
            return Ok(Outcome::Unmanaged);
        }
        let mut checker = Checker::new(&mut self.assets, generator.version(), metadata.namespace, Some(common));
        check::load_references(workload, &mut checker);
        let findings = checker.finish();
        if self.accepts_all {
            if !findings.is_empty() {
                self.assets.assume();
            }
        } else {
            self.object(findings);
        }
        let scrape_configs =
            self.file("additionalScrapeConfigs", "scrape configs", common.additional_scrape_configs.as_ref());
        let (alert_relabel_configs, alert_managers) = match workload {
            Workload::Server(spec) => (
                self.file(
                    "additionalAlertRelabelConfigs",
                    "alert relabel configs",
                    spec.additional_alert_relabel_configs.as_ref(),
                ),
                self.file(
                    "additionalAlertManagerConfigs",
                    "alert manager configs",
                    spec.additional_alert_manager_configs.as_ref(),
                ),
            ),
            Workload::Agent(_) => (None, None),
        };
        if !self.findings.is_empty() {
            // Nothing is written, but what is checked while writing is looked at all the same.
            self.check_what_is_written(generator.version());
            return Ok(Outcome::Unmanaged);
        }
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
        match generator.outlined(&self.assets, resources, &mut self.outline) {
            Ok(text) => Ok(Outcome::Configuration(text)),
            Err(refusal) => {
                self.findings.push(refusal.while_doing("generating config failed").finding());
                self.check_what_is_written(generator.version());
                Ok(Outcome::Unmanaged)
            }
        }
    }

    /// Records further findings, each once.
    fn object(&mut self, findings: Vec<Finding>) {
        let known: BTreeSet<_> = self.findings.iter().map(|known| (known.rule.code, &known.path)).collect();
        let new: Vec<_> =
            findings.into_iter().filter(|finding| !known.contains(&(finding.rule.code, &finding.path))).collect();
        self.findings.extend(new);
    }

    /// Makes the checks that the operator makes while it writes: it may not have reached them.
    fn check_what_is_written(&mut self, version: &Version) {
        let common = self.instance.workload.common();
        let mut nothing = Assets::new(Missing::Refuse);
        let mut checker = Checker::new(&mut nothing, version, self.instance.metadata.namespace, Some(common));
        let at = &At::SPEC;
        check::own_timeout(common, &mut checker);
        check::tsdb(common, &at.below("tsdb"), &mut checker);
        if let Some(otlp) = &common.otlp {
            check::otlp(otlp, common.name_validation_scheme, &at.below("otlp"), &mut checker);
        }
        if let Some(tracing) = &common.tracing_config {
            check::tracing(tracing, &at.below("tracingConfig"), &mut checker);
        }
        let findings = checker.finish();
        self.object(findings);
    }

    /// A file that is in a Secret; `what` is what the operator calls it.
    fn file(&mut self, field: &str, what: &str, selector: Option<&SecretKeySelector<'_>>) -> Option<Vec<u8>> {
        let file = self.assets.file(self.instance.metadata.namespace, selector?);
        file.unwrap_or_else(|not_found| {
            let NotFound { name, key, missing, .. } = &not_found;
            let reason = match missing {
                Missed::Key => format!("key {key} could not be found in secret {name}"),
                _ => format!("secrets \"{name}\" not found"),
            };
            let says = format!("loading additional {what} from Secret failed: {reason}");
            self.findings.push(additional_file::not_found(field, not_found.message(), says));
            None
        })
    }

    /// Selects and checks every resource. What a check looks up is loaded even where the resource is then rejected.
    fn select<'t>(&mut self) -> Result<Resources<'t, 'a>, Refusal>
    where
        'r: 't,
    {
        let cluster = self.cluster;
        let version = check::any_prometheus_version(self.instance.workload.common())?;
        let resources = Resources {
            service_monitors: self.select_kind(&cluster.service_monitors, &version),
            pod_monitors: self.select_kind(&cluster.pod_monitors, &version),
            probes: self.select_kind(&cluster.probes, &version),
            scrape_configs: self.select_kind(&cluster.scrape_configs, &version),
            ..Resources::default()
        };
        if !self.findings.is_empty() {
            self.verdicts.clear();
        }
        if let Workload::Server(spec) = &self.instance.workload {
            self.findings.extend(rule_selector(spec));
        }
        Ok(resources)
    }

    /// Selects and checks the resources of a kind, and gives those that are accepted.
    fn select_kind<'t, Spec: ScrapeResource<'a>>(
        &mut self,
        resources: &'t [Resource<'a, Spec>],
        version: &Version,
    ) -> Keyed<'t, 'a, Spec> {
        let Instance { metadata, workload } = self.instance;
        let selectors = Spec::selectors(workload.common());
        let selection = match Selection::new(metadata.namespace, selectors.resources, selectors.namespaces) {
            Ok(selection) => selection,
            Err(invalid) => {
                let kind = Spec::KIND.kind;
                let field = invalid.field(kind);
                let says = format!("selecting {kind}s failed: {}", invalid.says);
                self.findings.push(instance_selector::finding(&field, &invalid.error, says));
                return Vec::new();
            }
        };
        let mut accepted = Vec::new();
        for resource in resources {
            let Metadata { namespace, name, .. } = resource.metadata;
            let verdict = self.verdict(resource, &selection, version);
            if matches!(verdict, Verdict::Accepted { .. }) {
                accepted.push((Cow::Owned(format!("{namespace}/{name}")), resource));
            }
            self.verdicts.push((object_id(Spec::KIND, &resource.metadata), verdict));
        }
        accepted
    }

    fn verdict<Spec: ScrapeResource<'a>>(
        &mut self,
        resource: &Resource<'a, Spec>,
        selection: &Selection<'_>,
        version: &Version,
    ) -> Verdict {
        let selected = if self.accepts_all {
            Ok(Selected { assumed_namespace: false })
        } else {
            selection.select(&resource.metadata, &self.cluster.namespaces)
        };
        let Selected { assumed_namespace } = match selected {
            Ok(selected) => selected,
            Err(reason) => return Verdict::NotSelected(reason),
        };
        let common = self.instance.workload.common();
        let mut checker = Checker::new(&mut self.assets, version, resource.metadata.namespace, Some(common));
        resource.spec.check(&mut checker);
        let findings = checker.finish();
        if findings.is_empty() {
            Verdict::Accepted { assumed_namespace }
        } else if self.accepts_all {
            self.assets.assume();
            Verdict::Accepted { assumed_namespace }
        } else {
            Verdict::Rejected(findings)
        }
    }
}

/// Checks the selectors of PrometheusRules, which are not looked at otherwise (upstream: `selectPrometheusRules`).
fn rule_selector(spec: &PrometheusSpec<'_>) -> Option<Finding> {
    if let Err(invalid) = Selection::new("", None, spec.rule_namespace_selector.as_ref()) {
        let says = format!("selecting PrometheusRule failed: {}", invalid.says);
        return Some(instance_selector::finding("ruleNamespaceSelector", &invalid.error, says));
    }
    let invalid = Selection::new("", spec.rule_selector.as_ref(), None).err()?;
    let says = format!(
        "selecting PrometheusRule failed: initializing PrometheusRules failed: convert rule label selector to selector: {}",
        invalid.says
    );
    Some(instance_selector::finding("ruleSelector", &invalid.error, says))
}

/// The ConfigMaps for rules that a Prometheus with a rule selector and few rules has.
const RULE_FILES: usize = 3;
