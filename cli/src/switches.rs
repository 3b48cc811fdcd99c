//! The switches that set the Prometheus, the operator and the cluster to evaluate for.

use clap::{Args, ValueEnum};
use promwright_core::Reading;
use promwright_core::evaluate::{Evaluation, Request, evaluate_read, read};
use promwright_core::provenance::Question;
use promwright_finding::Finding;
use promwright_finding::ObjectId;
use promwright_operator::Operator;
use promwright_operator::render::Options;
use promwright_operator::rules::daemon_set;
use promwright_prometheus::version::Version;

use crate::input::Inputs;
use crate::threads::Threads;

/// What to evaluate for. The defaults are those of an operator 0.93.0 without arguments on a current cluster.
#[derive(Args, Debug)]
#[command(next_help_heading = "Evaluation")]
pub(crate) struct Switches {
    /// Render for this version of Prometheus instead of the one that the Prometheus objects set
    #[arg(long, value_name = "VERSION", value_parser = prometheus_version)]
    prometheus_version: Option<String>,
    /// Evaluate only this Prometheus or PrometheusAgent
    #[arg(long, value_name = "NAMESPACE/NAME")]
    select: Option<Name>,
    /// Assume nothing: like the operator, reject references to Secrets and ConfigMaps that are not in the input
    #[arg(long)]
    strict: bool,
    /// The version of Kubernetes: 1.21 and later have EndpointSlices, 1.35 and later topology labels on pods
    #[arg(long, value_name = "VERSION", default_value = "1.35")]
    kubernetes_version: Kubernetes,
    /// Feature gates of the operator to turn on or off: NAME=true,NAME=false
    ///
    /// PrometheusTopologySharding and PrometheusShardRetentionPolicy are on by default. PrometheusAgentDaemonSet is off; an
    /// agent in DaemonSet mode is rendered anyway, with a warning.
    #[arg(long, value_name = "GATES", value_delimiter = ',')]
    feature_gates: Vec<Gate>,
}

impl Switches {
    /// Evaluates the inputs. Inputs that cannot be read come first.
    pub(crate) fn evaluate(&self, inputs: &Inputs, question: Option<Question>, threads: &Threads) -> Evaluation {
        let readings = read(&inputs.sources(), &[&self.operator()], threads);
        self.evaluate_read(inputs, &readings, question, threads)
    }

    /// Evaluates what was read of the inputs.
    pub(crate) fn evaluate_read(
        &self,
        inputs: &Inputs,
        readings: &[Reading<'_>],
        question: Option<Question>,
        threads: &Threads,
    ) -> Evaluation {
        let operator = self.operator();
        let request = Request {
            sources: Vec::new(),
            dialects: vec![&operator],
            prometheus_version: self.prometheus_version.as_deref(),
            select: self.select.as_ref().map(|name| (name.namespace.as_str(), name.name.as_str())),
            strict: self.strict,
            question,
        };
        let mut evaluation = evaluate_read(&request, readings, threads);
        if self.gate(Feature::PrometheusAgentDaemonSet) {
            evaluation.findings.retain(|finding| *finding.rule != daemon_set::RULE);
        }
        inputs.skip_other_documents(&mut evaluation.findings);
        evaluation.findings.splice(0..0, inputs.unreadable.iter().cloned());
        evaluation.findings.sort_by_key(reading_order);
        evaluation
    }

    /// Whether a Prometheus or PrometheusAgent is among those that are evaluated.
    pub(crate) fn selects(&self, id: &ObjectId) -> bool {
        self.select.as_ref().is_none_or(|name| (&name.namespace, &name.name) == (&id.namespace, &id.name))
    }

    /// The operator with these switches.
    pub(crate) fn operator(&self) -> Operator {
        let options = Options {
            endpoint_slice: self.kubernetes_version >= Kubernetes(1, 21),
            pod_topology_labels: self.kubernetes_version >= Kubernetes(1, 35),
            topology_sharding: self.gate(Feature::PrometheusTopologySharding),
            retention_policies: self.gate(Feature::PrometheusShardRetentionPolicy),
            ..Options::default()
        };
        Operator { options }
    }

    /// Whether a feature is on; the last setting counts.
    fn gate(&self, feature: Feature) -> bool {
        let set = self.feature_gates.iter().rfind(|gate| gate.feature == feature);
        set.map_or(feature.is_on_by_default(), |gate| gate.is_on)
    }
}

/// Errors and warnings first, then information; each in text order, with what has no place at the end.
fn reading_order(finding: &Finding) -> impl Ord + use<> {
    use promwright_finding::Severity::Information;
    let place = finding.place.map_or((usize::MAX, 0), |place| (place.source, place.span.start));
    (finding.severity == Information, place)
}

/// The name of an object within its namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    namespace: String,
    name: String,
}

impl std::str::FromStr for Name {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('/') {
            Some((namespace, name)) if !namespace.is_empty() && !name.is_empty() && !name.contains('/') => {
                Ok(Self { namespace: namespace.to_owned(), name: name.to_owned() })
            }
            _ => Err("expected NAMESPACE/NAME, such as monitoring/main"),
        }
    }
}

/// The major and minor version of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kubernetes(u32, u32);

impl std::str::FromStr for Kubernetes {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut numbers = text.strip_prefix('v').unwrap_or(text).split('.').map(str::parse);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(major)), Some(Ok(minor))) => Ok(Self(major, minor)),
            _ => Err("expected a version of Kubernetes, such as 1.35"),
        }
    }
}

/// The operator's feature gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "verbatim")]
enum Feature {
    PrometheusAgentDaemonSet,
    PrometheusTopologySharding,
    PrometheusShardRetentionPolicy,
    /// Changes no configuration.
    StatusForConfigurationResources,
    /// Changes no configuration: the operator knows the gate and does nothing with it yet.
    RemoteWriteCustomResourceDefinition,
}

impl Feature {
    fn is_on_by_default(self) -> bool {
        matches!(self, Self::PrometheusTopologySharding | Self::PrometheusShardRetentionPolicy)
    }
}

/// The setting of a feature gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Gate {
    feature: Feature,
    is_on: bool,
}

impl std::str::FromStr for Gate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let feature = Feature::from_str(name.trim(), false).map_err(|_| {
            let known = Feature::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let known: Vec<_> = known.map(|known| known.get_name().to_owned()).collect();
            format!("unknown feature gate; known: {}", known.join(", "))
        })?;
        let is_on = value.trim().parse().map_err(|_| format!("expected {name}=true or {name}=false"))?;
        Ok(Self { feature, is_on })
    }
}

/// A version as the operator reads it.
fn prometheus_version(text: &str) -> Result<String, &'static str> {
    match Version::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("expected a version of Prometheus, such as 3.5.0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read() {
        assert_eq!("1.35".parse(), Ok(Kubernetes(1, 35)));
        assert_eq!("v1.21.14+k3s1".parse(), Ok(Kubernetes(1, 21)));
        assert!("1".parse::<Kubernetes>().is_err());
        assert_eq!(
            "PrometheusAgentDaemonSet=true".parse(),
            Ok(Gate { feature: Feature::PrometheusAgentDaemonSet, is_on: true })
        );
        assert!("PrometheusAgentDaemonSet".parse::<Gate>().is_err());
        assert!("Prometheus=true".parse::<Gate>().is_err());
        assert!("a/b/c".parse::<Name>().is_err());
        assert!("/b".parse::<Name>().is_err());
    }
}
