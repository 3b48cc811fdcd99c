//! Scheduling of pods: affinity, tolerations and topology spread.

use promwright_kubernetes::schema::{Described, Schema};

use super::{INT32, INT64, STRING, atomic_list, field, object, required};
use crate::api::selector::LabelSelector;

pub(super) const AFFINITY: Schema = object(&[
    field("nodeAffinity", &NODE_AFFINITY),
    field("podAffinity", &POD_AFFINITY),
    field("podAntiAffinity", &POD_AFFINITY),
]);

const NODE_AFFINITY: Schema = object(&[
    field("preferredDuringSchedulingIgnoredDuringExecution", &atomic_list(&PREFERRED_NODES)),
    field("requiredDuringSchedulingIgnoredDuringExecution", &NODE_SELECTOR),
]);

const PREFERRED_NODES: Schema = object(&[required("preference", &NODE_SELECTOR_TERM), required("weight", &INT32)]);

const NODE_SELECTOR_TERM: Schema = object(&[
    field("matchExpressions", &atomic_list(&NODE_REQUIREMENT)),
    field("matchFields", &atomic_list(&NODE_REQUIREMENT)),
])
.with_atomic();

const NODE_REQUIREMENT: Schema =
    object(&[required("key", &STRING), required("operator", &STRING), field("values", &atomic_list(&STRING))]);

const NODE_SELECTOR: Schema = object(&[required("nodeSelectorTerms", &atomic_list(&NODE_SELECTOR_TERM))]).with_atomic();

const POD_AFFINITY: Schema = object(&[
    field("preferredDuringSchedulingIgnoredDuringExecution", &atomic_list(&PREFERRED_PODS)),
    field("requiredDuringSchedulingIgnoredDuringExecution", &atomic_list(&POD_AFFINITY_TERM)),
]);

const PREFERRED_PODS: Schema = object(&[required("podAffinityTerm", &POD_AFFINITY_TERM), required("weight", &INT32)]);

const POD_AFFINITY_TERM: Schema = object(&[
    field("labelSelector", &LabelSelector::SCHEMA),
    field("matchLabelKeys", &atomic_list(&STRING)),
    field("mismatchLabelKeys", &atomic_list(&STRING)),
    field("namespaceSelector", &LabelSelector::SCHEMA),
    field("namespaces", &atomic_list(&STRING)),
    required("topologyKey", &STRING),
]);

pub(super) const TOLERATION: Schema = object(&[
    field("effect", &STRING),
    field("key", &STRING),
    field("operator", &STRING),
    field("tolerationSeconds", &INT64),
    field("value", &STRING),
]);

pub(super) const TOPOLOGY_SPREAD_CONSTRAINT: Schema = object(&[
    field("additionalLabelSelectors", &STRING.with_one_of(&["OnResource", "OnShard"])),
    field("labelSelector", &LabelSelector::SCHEMA),
    field("matchLabelKeys", &atomic_list(&STRING)),
    required("maxSkew", &INT32),
    field("minDomains", &INT32),
    field("nodeAffinityPolicy", &STRING),
    field("nodeTaintsPolicy", &STRING),
    required("topologyKey", &STRING),
    required("whenUnsatisfiable", &STRING),
]);
