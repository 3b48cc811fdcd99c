//! The operator's kinds that are defined in full: their names and the schemas of their objects.

use promwright_kubernetes::kind::{KindSchema, PrinterColumn, Scale, Scope, Version};
use promwright_kubernetes::scalar::Untouched;
use promwright_kubernetes::schema::{Described, Documented, Field, Schema};

use super::pod_monitor::PodMonitorSpec;
use super::probe::ProbeSpec;
use super::prometheus::{PrometheusAgentSpec, PrometheusSpec};
use super::scrape_config::ScrapeConfigSpec;
use super::service_monitor::ServiceMonitorSpec;

/// The description of every `spec`.
const SPEC: &str = "Desired state of the object.";

/// The API group of the operator.
pub const GROUP: &str = "monitoring.coreos.com";

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
    group: GROUP,
    kind: "Prometheus",
    plural: "prometheuses",
    singular: "prometheus",
    list_kind: "PrometheusList",
    short_names: &["prom"],
    categories: CATEGORIES,
    scope: Scope::Namespaced,
    versions: &[Version {
        name: "v1",
        schema: Schema::object(
            "A Prometheus server: how it runs, and which resources its configuration is generated from.",
            &object_fields(&PrometheusSpec::SCHEMA.with_description(SPEC)),
            false,
            &[],
        ),
        scale: Some(INSTANCE_SCALE),
        printer_columns: Documented::new(INSTANCE_COLUMNS),
    }],
};

/// A Prometheus in agent mode.
pub static PROMETHEUS_AGENT: KindSchema = KindSchema {
    group: GROUP,
    kind: "PrometheusAgent",
    plural: "prometheusagents",
    singular: "prometheusagent",
    list_kind: "PrometheusAgentList",
    short_names: &["promagent"],
    categories: CATEGORIES,
    scope: Scope::Namespaced,
    versions: &[Version {
        name: "v1alpha1",
        schema: Schema::object(
            "A Prometheus in agent mode, which scrapes and forwards samples but does not store or query them.",
            &object_fields(&PrometheusAgentSpec::SCHEMA.with_description(SPEC)),
            false,
            &[],
        ),
        scale: Some(INSTANCE_SCALE),
        printer_columns: Documented::new(INSTANCE_COLUMNS),
    }],
};

/// A scrape job.
pub static SCRAPE_CONFIG: KindSchema = KindSchema {
    group: GROUP,
    kind: "ScrapeConfig",
    plural: "scrapeconfigs",
    singular: "scrapeconfig",
    list_kind: "ScrapeConfigList",
    short_names: &["scfg"],
    categories: CATEGORIES,
    scope: Scope::Namespaced,
    versions: &[Version {
        name: "v1alpha1",
        schema: Schema::object(
            "A scrape job whose fields follow Prometheus' own `scrape_config`.",
            &object_fields(&ScrapeConfigSpec::SCHEMA.with_description(SPEC)),
            false,
            &[],
        ),
        scale: None,
        printer_columns: Documented::new(&[]),
    }],
};

/// Scrape jobs for Services.
pub static SERVICE_MONITOR: KindSchema = KindSchema {
    group: GROUP,
    kind: "ServiceMonitor",
    plural: "servicemonitors",
    singular: "servicemonitor",
    list_kind: "ServiceMonitorList",
    short_names: &["smon"],
    categories: CATEGORIES,
    scope: Scope::Namespaced,
    versions: &[Version {
        name: "v1",
        schema: Schema::object(
            "Scrapes the endpoints of Services.",
            &object_fields(&ServiceMonitorSpec::SCHEMA.with_description(SPEC)),
            false,
            &[],
        ),
        scale: None,
        printer_columns: Documented::new(&[]),
    }],
};

/// Scrape jobs for pods.
pub static POD_MONITOR: KindSchema = KindSchema {
    group: GROUP,
    kind: "PodMonitor",
    plural: "podmonitors",
    singular: "podmonitor",
    list_kind: "PodMonitorList",
    short_names: &["pmon"],
    categories: CATEGORIES,
    scope: Scope::Namespaced,
    versions: &[Version {
        name: "v1",
        schema: Schema::object(
            "Scrapes pods.",
            &object_fields(&PodMonitorSpec::SCHEMA.with_description(SPEC)),
            false,
            &[],
        ),
        scale: None,
        printer_columns: Documented::new(&[]),
    }],
};

/// A job that probes targets.
pub static PROBE: KindSchema = KindSchema {
    group: GROUP,
    kind: "Probe",
    plural: "probes",
    singular: "probe",
    list_kind: "ProbeList",
    short_names: &["prb"],
    categories: CATEGORIES,
    scope: Scope::Namespaced,
    versions: &[Version {
        name: "v1",
        schema: Schema::object(
            "Probes targets through an exporter, such as the blackbox exporter.",
            &object_fields(&ProbeSpec::SCHEMA.with_description(SPEC)),
            false,
            &[],
        ),
        scale: None,
        printer_columns: Documented::new(&[]),
    }],
};

/// All kinds.
pub static ALL: &[&KindSchema] =
    &[&PROMETHEUS, &PROMETHEUS_AGENT, &SERVICE_MONITOR, &POD_MONITOR, &PROBE, &SCRAPE_CONFIG];

/// The operator's kinds that are not rendered.
pub const NOT_RENDERED: &[&str] = &["Alertmanager", "AlertmanagerConfig", "PrometheusRule", "ThanosRuler"];

const fn column(name: &'static str, r#type: &'static str, json_path: &'static str) -> PrinterColumn {
    PrinterColumn { name, r#type, json_path }
}

const fn object_fields(spec: &'static Schema) -> [Field; 5] {
    [
        Field::new("apiVersion", const { &Schema::string().with_description("API group and version of the object.") }),
        Field::new("kind", const { &Schema::string().with_description("Kind of the object.") }),
        Field::new("metadata", &METADATA),
        Field { required: true, ..Field::new("spec", spec) },
        Field::new("status", const { &Untouched::SCHEMA.with_description("Observed state, written by the operator.") }),
    ]
}

const METADATA: Schema =
    Schema::object("", &[], false, &[]).with_description("Name, namespace, labels and annotations of the object.");
