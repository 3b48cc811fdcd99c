//! Configurations of altered objects, to find out which field reaches which line.

use std::collections::BTreeMap;

use promwright_dialect::{Block, Cause, Generated, RenderRequest};
use promwright_finding::{Path, Segment};
use promwright_kubernetes::object::Kind;
use promwright_yaml::Value;

use super::cluster::settings;
use crate::cluster::{Cluster, Instance};
use crate::reconcile::{Outcome, Settings, generate as generate_all, reconcile};
use crate::render::{Missing, Options, Source};

/// Renders the resources of a request as they are. What is missing has a placeholder: only what is written matters.
pub(super) fn generate(options: Options, request: &RenderRequest<'_>) -> Option<Generated> {
    let instance = instance(request)?;
    let cluster = cluster(request)?;
    let data = |index: usize| {
        let (kind, value) = request.objects.get(index)?;
        let source = match kind {
            Kind::Secret => Source::Secret,
            Kind::ConfigMap => Source::ConfigMap,
            _ => return None,
        };
        Some((source, value.text_at(&["metadata", "namespace"]), value.text_at(&["metadata", "name"])))
    };
    let loaded: Vec<_> = request.loaded.iter().filter_map(|index| data(*index)).collect();
    let settings = Settings { missing: Missing::Placeholder, ..settings(&instance, options, false) };
    let generated = generate_all(&instance, &cluster, settings, &loaded)?;
    let by_name: BTreeMap<_, _> = request
        .objects
        .iter()
        .enumerate()
        .filter_map(|(index, (kind, value))| Some((name(kind.custom()?.kind, value), index)))
        .collect();
    let block = |block: crate::render::Block| {
        let id = &block.resource;
        let resource = *by_name.get(&(id.kind.as_str(), id.namespace.as_str(), id.name.as_str()))?;
        Some(Block { resource, lines: block.lines })
    };
    let is_loaded = |index: &usize| {
        data(*index).is_some_and(|(source, namespace, name)| generated.assets.is_loaded(source, namespace, name))
    };
    Some(Generated {
        loaded: (0..request.objects.len()).filter(is_loaded).collect(),
        text: generated.text,
        blocks: generated.blocks.into_iter().map(block).collect::<Option<_>>()?,
    })
}

/// Renders the configuration, selection and checks included.
pub(super) fn rendered(options: Options, request: &RenderRequest<'_>) -> Option<String> {
    let instance = instance(request)?;
    let mut cluster = cluster(request)?;
    cluster.namespaces.assume_unknown = !request.strict;
    match reconcile(&instance, &cluster, settings(&instance, options, request.strict)).outcome {
        Outcome::Configuration(text) => Some(text),
        Outcome::Failure(_) | Outcome::Unmanaged => None,
    }
}

/// How a field of a Prometheus reaches a line.
pub(super) fn cause(path: &Path, is_about_jobs: bool) -> Cause {
    match path.segments().get(1).and_then(Segment::key).unwrap_or_default() {
        "version" => Cause::Version,
        "scrapeClasses" => Cause::ScrapeClass,
        "overrideHonorLabels"
        | "overrideHonorTimestamps"
        | "ignoreNamespaceSelectors"
        | "arbitraryFSAccessThroughSMs"
        | "excludedFromEnforcement"
            if is_about_jobs =>
        {
            Cause::Enforcement
        }
        field if is_about_jobs && field.starts_with("enforced") => Cause::Enforcement,
        _ => Cause::Field,
    }
}

fn instance<'x>(request: &RenderRequest<'x>) -> Option<Instance<'x>> {
    let (kind, value) = request.instance;
    let mut cluster = Cluster::default();
    cluster.add(kind, value).ok()?;
    let mut instance = cluster.instances.pop()?;
    if let Some(version) = request.prometheus_version {
        instance.set_version(version);
    }
    Some(instance)
}

fn cluster<'x>(request: &RenderRequest<'x>) -> Option<Cluster<'x>> {
    let mut cluster = Cluster::default();
    for (kind, value) in request.objects {
        cluster.add(*kind, value).ok()?;
    }
    Some(cluster)
}

fn name<'v>(kind: &'static str, value: &'v Value<'_>) -> (&'static str, &'v str, &'v str) {
    (kind, value.text_at(&["metadata", "namespace"]), value.text_at(&["metadata", "name"]))
}
