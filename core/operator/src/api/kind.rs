//! The kinds of the operator that we know whole: their names, and the schemas of their objects.

use promwright_kubernetes::scalar::Untouched;
use promwright_kubernetes::schema::{Described, Field, Schema};

use super::pod_monitor::PodMonitorSpec;
use super::probe::ProbeSpec;
use super::prometheus::{PrometheusAgentSpec, PrometheusSpec};
use super::scrape_config::ScrapeConfigSpec;
use super::service_monitor::ServiceMonitorSpec;

/// A kind of custom resources, as its CRD states it.
#[derive(Clone, Copy, Debug)]
pub struct KindSchema {
    /// The kind.
    pub kind: &'static str,
    /// The API group and version.
    pub api_version: &'static str,
    /// The name in URLs.
    pub plural: &'static str,
    /// The name of one object on the command line.
    pub singular: &'static str,
    /// The kind of a list of objects.
    pub list_kind: &'static str,
    /// Further names on the command line.
    pub short_names: &'static [&'static str],
    /// Names for several kinds at once.
    pub categories: &'static [&'static str],
    /// What `kubectl get` prints.
    pub printer_columns: &'static [PrinterColumn],
    /// The fields that `kubectl scale` reads and writes.
    pub scale: Option<Scale>,
    /// The schema of a whole object.
    pub schema: Schema,
}

/// A column that `kubectl get` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrinterColumn {
    /// The head of the column.
    pub name: &'static str,
    /// The type of the values.
    pub r#type: &'static str,
    /// Where the values stand in an object.
    pub json_path: &'static str,
}

/// The fields that `kubectl scale` reads and writes, by their paths in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The number that is wanted.
    pub spec: &'static str,
    /// The number that there is.
    pub status: &'static str,
    /// The selector of the pods.
    pub selector: &'static str,
}

/// What is said of every `spec`.
const SPEC: &str = "What is asked for.";

const CATEGORIES: &[&str] = &["prometheus-operator"];

const INSTANCE_COLUMNS: &[PrinterColumn] = &[
    column("Version", "string", ".spec.version"),
    column("Desired", "integer", ".spec.replicas"),
    column("Ready", "integer", ".status.availableReplicas"),
    column("Reconciled", "string", ".status.conditions[?(@.type == 'Reconciled')].status"),
    column("Available", "string", ".status.conditions[?(@.type == 'Available')].status"),
    column("Age", "date", ".metadata.creationTimestamp"),
    column("Paused", "boolean", ".status.paused"),
];

const INSTANCE_SCALE: Scale = Scale { spec: ".spec.shards", status: ".status.shards", selector: ".status.selector" };

/// A Prometheus server.
pub static PROMETHEUS: KindSchema = KindSchema {
    kind: "Prometheus",
    api_version: "monitoring.coreos.com/v1",
    plural: "prometheuses",
    singular: "prometheus",
    list_kind: "PrometheusList",
    short_names: &["prom"],
    categories: CATEGORIES,
    printer_columns: INSTANCE_COLUMNS,
    scale: Some(INSTANCE_SCALE),
    schema: Schema::object(
        "A Prometheus server: how it is run, and which resources its configuration is made from.",
        &object_fields(&PrometheusSpec::SCHEMA.with_description(SPEC)),
        false,
        &[],
    ),
};

/// A Prometheus in agent mode.
pub static PROMETHEUS_AGENT: KindSchema = KindSchema {
    kind: "PrometheusAgent",
    api_version: "monitoring.coreos.com/v1alpha1",
    plural: "prometheusagents",
    singular: "prometheusagent",
    list_kind: "PrometheusAgentList",
    short_names: &["promagent"],
    categories: CATEGORIES,
    printer_columns: INSTANCE_COLUMNS,
    scale: Some(INSTANCE_SCALE),
    schema: Schema::object(
        "A Prometheus in agent mode, which scrapes and forwards but neither stores nor queries.",
        &object_fields(&PrometheusAgentSpec::SCHEMA.with_description(SPEC)),
        false,
        &[],
    ),
};

/// A scrape job.
pub static SCRAPE_CONFIG: KindSchema = KindSchema {
    kind: "ScrapeConfig",
    api_version: "monitoring.coreos.com/v1alpha1",
    plural: "scrapeconfigs",
    singular: "scrapeconfig",
    list_kind: "ScrapeConfigList",
    short_names: &["scfg"],
    categories: CATEGORIES,
    printer_columns: &[],
    scale: None,
    schema: Schema::object(
        "A scrape job close to Prometheus' own.",
        &object_fields(&ScrapeConfigSpec::SCHEMA.with_description(SPEC)),
        false,
        &[],
    ),
};

/// Scrape jobs for Services.
pub static SERVICE_MONITOR: KindSchema = KindSchema {
    kind: "ServiceMonitor",
    api_version: "monitoring.coreos.com/v1",
    plural: "servicemonitors",
    singular: "servicemonitor",
    list_kind: "ServiceMonitorList",
    short_names: &["smon"],
    categories: CATEGORIES,
    printer_columns: &[],
    scale: None,
    schema: Schema::object(
        "Scrapes the endpoints of Services.",
        &object_fields(&ServiceMonitorSpec::SCHEMA.with_description(SPEC)),
        false,
        &[],
    ),
};

/// Scrape jobs for pods.
pub static POD_MONITOR: KindSchema = KindSchema {
    kind: "PodMonitor",
    api_version: "monitoring.coreos.com/v1",
    plural: "podmonitors",
    singular: "podmonitor",
    list_kind: "PodMonitorList",
    short_names: &["pmon"],
    categories: CATEGORIES,
    printer_columns: &[],
    scale: None,
    schema: Schema::object("Scrapes pods.", &object_fields(&PodMonitorSpec::SCHEMA.with_description(SPEC)), false, &[]),
};

/// A job that has targets probed.
pub static PROBE: KindSchema = KindSchema {
    kind: "Probe",
    api_version: "monitoring.coreos.com/v1",
    plural: "probes",
    singular: "probe",
    list_kind: "ProbeList",
    short_names: &["prb"],
    categories: CATEGORIES,
    printer_columns: &[],
    scale: None,
    schema: Schema::object(
        "Has targets probed by an exporter, such as the blackbox exporter.",
        &object_fields(&ProbeSpec::SCHEMA.with_description(SPEC)),
        false,
        &[],
    ),
};

/// Every kind.
pub static ALL: &[&KindSchema] =
    &[&PROMETHEUS, &PROMETHEUS_AGENT, &SERVICE_MONITOR, &POD_MONITOR, &PROBE, &SCRAPE_CONFIG];

/// The operator's other kinds.
pub const NOT_RENDERED: &[&str] = &["Alertmanager", "AlertmanagerConfig", "PrometheusRule", "ThanosRuler"];

/// The kind of that name in that group and version, or `None` where it is not one of ours.
pub fn find(api_version: &str, kind: &str) -> Option<&'static KindSchema> {
    ALL.iter().find(|known| known.kind == kind && known.api_version == api_version).copied()
}

const fn column(name: &'static str, r#type: &'static str, json_path: &'static str) -> PrinterColumn {
    PrinterColumn { name, r#type, json_path }
}

const fn object_fields(spec: &'static Schema) -> [Field; 5] {
    [
        Field::new("apiVersion", const { &Schema::string().with_description("The API group and version.") }),
        Field::new("kind", const { &Schema::string().with_description("The kind.") }),
        Field::new("metadata", &METADATA),
        Field { required: true, ..Field::new("spec", spec) },
        Field::new("status", const { &Untouched::SCHEMA.with_description("What the operator has done.") }),
    ]
}

const METADATA: Schema =
    Schema::object("", &[], false, &[]).with_description("The object's name, namespace, labels and annotations.");
