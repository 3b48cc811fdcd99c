//! Containers: their environment, probes, ports, resources and mounts.

use promwright_kubernetes::schema::{Described, ListType, Literal, Schema};

use super::security::CONTAINER_SECURITY_CONTEXT;
use super::{BOOLEAN, INT_OR_STRING, INT32, INT64, QUANTITY, STRING, atomic_list, field, list, map, object, required};
use crate::api::secret::{ConfigMapKeySelector, SecretKeySelector};

pub(super) const CONTAINER: Schema = object(&[
    field("args", &atomic_list(&STRING)),
    field("command", &atomic_list(&STRING)),
    field("env", &list(&ENV_VAR).with_list(ListType::Map(&["name"]))),
    field("envFrom", &atomic_list(&ENV_FROM_SOURCE)),
    field("image", &STRING),
    field("imagePullPolicy", &STRING),
    field("lifecycle", &LIFECYCLE),
    field("livenessProbe", &PROBE),
    required("name", &STRING),
    field("ports", &list(&CONTAINER_PORT).with_list(ListType::Map(&["containerPort", "protocol"]))),
    field("readinessProbe", &PROBE),
    field("resizePolicy", &atomic_list(&RESIZE_POLICY)),
    field("resources", &RESOURCE_REQUIREMENTS),
    field("restartPolicy", &STRING),
    field("restartPolicyRules", &atomic_list(&RESTART_RULE)),
    field("securityContext", &CONTAINER_SECURITY_CONTEXT),
    field("startupProbe", &PROBE),
    field("stdin", &BOOLEAN),
    field("stdinOnce", &BOOLEAN),
    field("terminationMessagePath", &STRING),
    field("terminationMessagePolicy", &STRING),
    field("tty", &BOOLEAN),
    field("volumeDevices", &list(&VOLUME_DEVICE).with_list(ListType::Map(&["devicePath"]))),
    field("volumeMounts", &list(&VOLUME_MOUNT).with_list(ListType::Map(&["mountPath"]))),
    field("workingDir", &STRING),
]);

const ENV_VAR: Schema =
    object(&[required("name", &STRING), field("value", &STRING), field("valueFrom", &ENV_VAR_SOURCE)]);

const ENV_VAR_SOURCE: Schema = object(&[
    field("configMapKeyRef", &ConfigMapKeySelector::SCHEMA),
    field("fieldRef", &FIELD_SELECTOR),
    field("fileKeyRef", &FILE_KEY_SELECTOR),
    field("resourceFieldRef", &RESOURCE_FIELD_SELECTOR),
    field("secretKeyRef", &SecretKeySelector::SCHEMA),
]);

const FILE_KEY_SELECTOR: Schema = object(&[
    required("key", &STRING),
    field("optional", &BOOLEAN.with_default(Literal::Bool(false))),
    required("path", &STRING),
    required("volumeName", &STRING),
])
.with_atomic();

pub(super) const FIELD_SELECTOR: Schema =
    object(&[field("apiVersion", &STRING), required("fieldPath", &STRING)]).with_atomic();

pub(super) const RESOURCE_FIELD_SELECTOR: Schema =
    object(&[field("containerName", &STRING), field("divisor", &QUANTITY), required("resource", &STRING)])
        .with_atomic();

const ENV_FROM_SOURCE: Schema = object(&[
    field("configMapRef", &OPTIONAL_REFERENCE),
    field("prefix", &STRING),
    field("secretRef", &OPTIONAL_REFERENCE),
]);

const OPTIONAL_REFERENCE: Schema =
    object(&[field("name", &STRING.with_default(Literal::String(""))), field("optional", &BOOLEAN)]).with_atomic();

const LIFECYCLE: Schema = object(&[
    field("postStart", &LIFECYCLE_HANDLER),
    field("preStop", &LIFECYCLE_HANDLER),
    field("stopSignal", &STRING),
]);

const LIFECYCLE_HANDLER: Schema = object(&[
    field("exec", &EXEC_ACTION),
    field("httpGet", &HTTP_GET_ACTION),
    field("sleep", &SLEEP_ACTION),
    field("tcpSocket", &TCP_SOCKET_ACTION),
]);

const EXEC_ACTION: Schema = object(&[field("command", &atomic_list(&STRING))]);

const HTTP_GET_ACTION: Schema = object(&[
    field("host", &STRING),
    field("httpHeaders", &atomic_list(&NAME_AND_VALUE)),
    field("path", &STRING),
    required("port", &INT_OR_STRING),
    field("scheme", &STRING),
]);

pub(super) const NAME_AND_VALUE: Schema = object(&[required("name", &STRING), required("value", &STRING)]);

const SLEEP_ACTION: Schema = object(&[required("seconds", &INT64)]);

const TCP_SOCKET_ACTION: Schema = object(&[field("host", &STRING), required("port", &INT_OR_STRING)]);

const PROBE: Schema = object(&[
    field("exec", &EXEC_ACTION),
    field("failureThreshold", &INT32),
    field("grpc", &GRPC_ACTION),
    field("httpGet", &HTTP_GET_ACTION),
    field("initialDelaySeconds", &INT32),
    field("periodSeconds", &INT32),
    field("successThreshold", &INT32),
    field("tcpSocket", &TCP_SOCKET_ACTION),
    field("terminationGracePeriodSeconds", &INT64),
    field("timeoutSeconds", &INT32),
]);

const GRPC_ACTION: Schema =
    object(&[required("port", &INT32), field("service", &STRING.with_default(Literal::String("")))]);

const CONTAINER_PORT: Schema = object(&[
    required("containerPort", &INT32),
    field("hostIP", &STRING),
    field("hostPort", &INT32),
    field("name", &STRING),
    field("protocol", &STRING.with_default(Literal::String("TCP"))),
]);

const RESIZE_POLICY: Schema = object(&[required("resourceName", &STRING), required("restartPolicy", &STRING)]);

pub(super) const RESOURCE_REQUIREMENTS: Schema = object(&[
    field("claims", &list(&RESOURCE_CLAIM).with_list(ListType::Map(&["name"]))),
    field("limits", &map(&QUANTITY)),
    field("requests", &map(&QUANTITY)),
]);

const RESOURCE_CLAIM: Schema = object(&[required("name", &STRING), field("request", &STRING)]);

const RESTART_RULE: Schema = object(&[required("action", &STRING), field("exitCodes", &EXIT_CODES)]);

const EXIT_CODES: Schema =
    object(&[required("operator", &STRING), field("values", &list(&INT32).with_list(ListType::Set))]);

const VOLUME_DEVICE: Schema = object(&[required("devicePath", &STRING), required("name", &STRING)]);

pub(super) const VOLUME_MOUNT: Schema = object(&[
    required("mountPath", &STRING),
    field("mountPropagation", &STRING),
    required("name", &STRING),
    field("readOnly", &BOOLEAN),
    field("recursiveReadOnly", &STRING),
    field("subPath", &STRING),
    field("subPathExpr", &STRING),
]);
