//! Volume claims, and the storage that uses them.

use promwright_kubernetes::schema::{Described, ListType, Schema};

use super::{BOOLEAN, QUANTITY, STRING, TIME, atomic_list, field, list, map, object, required};
use crate::api::selector::LabelSelector;

pub(super) const STORAGE: Schema = object(&[
    field("disableMountSubPath", &BOOLEAN),
    field("emptyDir", &EMPTY_DIR),
    field("ephemeral", &EPHEMERAL_VOLUME),
    field("volumeClaimTemplate", &EMBEDDED_CLAIM),
]);

pub(super) const EMPTY_DIR: Schema = object(&[field("medium", &STRING), field("sizeLimit", &QUANTITY)]);

pub(super) const EPHEMERAL_VOLUME: Schema = object(&[field("volumeClaimTemplate", &CLAIM_TEMPLATE)]);

const CLAIM_TEMPLATE: Schema = object(&[field("metadata", &object(&[])), required("spec", &CLAIM_SPEC)]);

const CLAIM_SPEC: Schema = object(&[
    field("accessModes", &atomic_list(&STRING)),
    field("dataSource", &DATA_SOURCE),
    field("dataSourceRef", &DATA_SOURCE_REFERENCE),
    field("resources", &CLAIM_RESOURCES),
    field("selector", &LabelSelector::SCHEMA),
    field("storageClassName", &STRING),
    field("volumeAttributesClassName", &STRING),
    field("volumeMode", &STRING),
    field("volumeName", &STRING),
]);

const DATA_SOURCE: Schema =
    object(&[field("apiGroup", &STRING), required("kind", &STRING), required("name", &STRING)]).with_atomic();

const DATA_SOURCE_REFERENCE: Schema = object(&[
    field("apiGroup", &STRING),
    required("kind", &STRING),
    required("name", &STRING),
    field("namespace", &STRING),
]);

const CLAIM_RESOURCES: Schema = object(&[field("limits", &map(&QUANTITY)), field("requests", &map(&QUANTITY))]);

const EMBEDDED_CLAIM: Schema = object(&[
    field("apiVersion", &STRING),
    field("kind", &STRING),
    field("metadata", &EMBEDDED_METADATA),
    field("spec", &CLAIM_SPEC),
    field("status", &CLAIM_STATUS),
]);

const EMBEDDED_METADATA: Schema =
    object(&[field("annotations", &map(&STRING)), field("labels", &map(&STRING)), field("name", &STRING)]);

const CLAIM_STATUS: Schema = object(&[
    field("accessModes", &atomic_list(&STRING)),
    field("allocatedResourceStatuses", &map(&STRING)),
    field("allocatedResources", &map(&QUANTITY)),
    field("capacity", &map(&QUANTITY)),
    field("conditions", &list(&CLAIM_CONDITION).with_list(ListType::Map(&["type"]))),
    field("currentVolumeAttributesClassName", &STRING),
    field("modifyVolumeStatus", &MODIFY_VOLUME_STATUS),
    field("phase", &STRING),
]);

const CLAIM_CONDITION: Schema = object(&[
    field("lastProbeTime", &TIME),
    field("lastTransitionTime", &TIME),
    field("message", &STRING),
    field("reason", &STRING),
    required("status", &STRING),
    required("type", &STRING),
]);

const MODIFY_VOLUME_STATUS: Schema =
    object(&[required("status", &STRING), field("targetVolumeAttributesClassName", &STRING)]);

pub(super) const CLAIM_RETENTION_POLICY: Schema =
    object(&[field("whenDeleted", &STRING), field("whenScaled", &STRING)]);
