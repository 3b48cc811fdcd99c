//! Security settings of pods and containers.

use promwright_kubernetes::schema::Schema;

use super::container::NAME_AND_VALUE;
use super::{BOOLEAN, INT64, STRING, atomic_list, field, object, required};

pub(super) const CONTAINER_SECURITY_CONTEXT: Schema = object(&[
    field("allowPrivilegeEscalation", &BOOLEAN),
    field("appArmorProfile", &PROFILE),
    field("capabilities", &CAPABILITIES),
    field("privileged", &BOOLEAN),
    field("procMount", &STRING),
    field("readOnlyRootFilesystem", &BOOLEAN),
    field("runAsGroup", &INT64),
    field("runAsNonRoot", &BOOLEAN),
    field("runAsUser", &INT64),
    field("seLinuxOptions", &SE_LINUX_OPTIONS),
    field("seccompProfile", &PROFILE),
    field("windowsOptions", &WINDOWS_OPTIONS),
]);

const PROFILE: Schema = object(&[field("localhostProfile", &STRING), required("type", &STRING)]);

const CAPABILITIES: Schema = object(&[field("add", &atomic_list(&STRING)), field("drop", &atomic_list(&STRING))]);

const SE_LINUX_OPTIONS: Schema =
    object(&[field("level", &STRING), field("role", &STRING), field("type", &STRING), field("user", &STRING)]);

const WINDOWS_OPTIONS: Schema = object(&[
    field("gmsaCredentialSpec", &STRING),
    field("gmsaCredentialSpecName", &STRING),
    field("hostProcess", &BOOLEAN),
    field("runAsUserName", &STRING),
]);

pub(super) const POD_SECURITY_CONTEXT: Schema = object(&[
    field("appArmorProfile", &PROFILE),
    field("fsGroup", &INT64),
    field("fsGroupChangePolicy", &STRING),
    field("runAsGroup", &INT64),
    field("runAsNonRoot", &BOOLEAN),
    field("runAsUser", &INT64),
    field("seLinuxChangePolicy", &STRING),
    field("seLinuxOptions", &SE_LINUX_OPTIONS),
    field("seccompProfile", &PROFILE),
    field("supplementalGroups", &atomic_list(&INT64)),
    field("supplementalGroupsPolicy", &STRING),
    field("sysctls", &atomic_list(&NAME_AND_VALUE)),
    field("windowsOptions", &WINDOWS_OPTIONS),
]);
