//! Volumes, by volume type.

use promwright_kubernetes::schema::{Described, Literal, Schema};

use super::claim::{EMPTY_DIR, EPHEMERAL_VOLUME};
use super::container::{FIELD_SELECTOR, RESOURCE_FIELD_SELECTOR};
use super::{BOOLEAN, INT32, INT64, STRING, atomic_list, field, map, object, required};
use crate::api::selector::LabelSelector;

pub(super) const VOLUME: Schema = object(&[
    field("awsElasticBlockStore", &AWS_ELASTIC_BLOCK_STORE),
    field("azureDisk", &AZURE_DISK),
    field("azureFile", &AZURE_FILE),
    field("cephfs", &CEPH_FS),
    field("cinder", &CINDER),
    field("configMap", &CONFIG_MAP),
    field("csi", &CSI),
    field("downwardAPI", &DOWNWARD_API),
    field("emptyDir", &EMPTY_DIR),
    field("ephemeral", &EPHEMERAL_VOLUME),
    field("fc", &FIBRE_CHANNEL),
    field("flexVolume", &FLEX_VOLUME),
    field("flocker", &FLOCKER),
    field("gcePersistentDisk", &GCE_PERSISTENT_DISK),
    field("gitRepo", &GIT_REPO),
    field("glusterfs", &GLUSTER_FS),
    field("hostPath", &HOST_PATH),
    field("image", &IMAGE),
    field("iscsi", &ISCSI),
    required("name", &STRING),
    field("nfs", &NFS),
    field("persistentVolumeClaim", &PERSISTENT_VOLUME_CLAIM),
    field("photonPersistentDisk", &PHOTON_PERSISTENT_DISK),
    field("portworxVolume", &PORTWORX_VOLUME),
    field("projected", &PROJECTED),
    field("quobyte", &QUOBYTE),
    field("rbd", &RBD),
    field("scaleIO", &SCALE_IO),
    field("secret", &SECRET),
    field("storageos", &STORAGE_OS),
    field("vsphereVolume", &VSPHERE_VOLUME),
]);

pub(super) const LOCAL_REFERENCE: Schema =
    object(&[field("name", &STRING.with_default(Literal::String("")))]).with_atomic();

const KEY_TO_PATH: Schema = object(&[required("key", &STRING), field("mode", &INT32), required("path", &STRING)]);

const DOWNWARD_FILE: Schema = object(&[
    field("fieldRef", &FIELD_SELECTOR),
    field("mode", &INT32),
    required("path", &STRING),
    field("resourceFieldRef", &RESOURCE_FIELD_SELECTOR),
]);

const PROJECTED_FILES: Schema = object(&[
    field("items", &atomic_list(&KEY_TO_PATH)),
    field("name", &STRING.with_default(Literal::String(""))),
    field("optional", &BOOLEAN),
])
.with_atomic();

const PROJECTION: Schema = object(&[
    field("clusterTrustBundle", &CLUSTER_TRUST_BUNDLE),
    field("configMap", &PROJECTED_FILES),
    field("downwardAPI", &PROJECTED_DOWNWARD_API),
    field("podCertificate", &POD_CERTIFICATE),
    field("secret", &PROJECTED_FILES),
    field("serviceAccountToken", &SERVICE_ACCOUNT_TOKEN),
]);

const AWS_ELASTIC_BLOCK_STORE: Schema = object(&[
    field("fsType", &STRING),
    field("partition", &INT32),
    field("readOnly", &BOOLEAN),
    required("volumeID", &STRING),
]);

const AZURE_DISK: Schema = object(&[
    field("cachingMode", &STRING),
    required("diskName", &STRING),
    required("diskURI", &STRING),
    field("fsType", &STRING.with_default(Literal::String("ext4"))),
    field("kind", &STRING),
    field("readOnly", &BOOLEAN.with_default(Literal::Bool(false))),
]);

const AZURE_FILE: Schema =
    object(&[field("readOnly", &BOOLEAN), required("secretName", &STRING), required("shareName", &STRING)]);

const CEPH_FS: Schema = object(&[
    required("monitors", &atomic_list(&STRING)),
    field("path", &STRING),
    field("readOnly", &BOOLEAN),
    field("secretFile", &STRING),
    field("secretRef", &LOCAL_REFERENCE),
    field("user", &STRING),
]);

const CINDER: Schema = object(&[
    field("fsType", &STRING),
    field("readOnly", &BOOLEAN),
    field("secretRef", &LOCAL_REFERENCE),
    required("volumeID", &STRING),
]);

const CONFIG_MAP: Schema = object(&[
    field("defaultMode", &INT32),
    field("items", &atomic_list(&KEY_TO_PATH)),
    field("name", &STRING.with_default(Literal::String(""))),
    field("optional", &BOOLEAN),
])
.with_atomic();

const CSI: Schema = object(&[
    required("driver", &STRING),
    field("fsType", &STRING),
    field("nodePublishSecretRef", &LOCAL_REFERENCE),
    field("readOnly", &BOOLEAN),
    field("volumeAttributes", &map(&STRING)),
]);

const DOWNWARD_API: Schema = object(&[field("defaultMode", &INT32), field("items", &atomic_list(&DOWNWARD_FILE))]);

const FIBRE_CHANNEL: Schema = object(&[
    field("fsType", &STRING),
    field("lun", &INT32),
    field("readOnly", &BOOLEAN),
    field("targetWWNs", &atomic_list(&STRING)),
    field("wwids", &atomic_list(&STRING)),
]);

const FLEX_VOLUME: Schema = object(&[
    required("driver", &STRING),
    field("fsType", &STRING),
    field("options", &map(&STRING)),
    field("readOnly", &BOOLEAN),
    field("secretRef", &LOCAL_REFERENCE),
]);

const FLOCKER: Schema = object(&[field("datasetName", &STRING), field("datasetUUID", &STRING)]);

const GCE_PERSISTENT_DISK: Schema = object(&[
    field("fsType", &STRING),
    field("partition", &INT32),
    required("pdName", &STRING),
    field("readOnly", &BOOLEAN),
]);

const GIT_REPO: Schema =
    object(&[field("directory", &STRING), required("repository", &STRING), field("revision", &STRING)]);

const GLUSTER_FS: Schema =
    object(&[required("endpoints", &STRING), required("path", &STRING), field("readOnly", &BOOLEAN)]);

const HOST_PATH: Schema = object(&[required("path", &STRING), field("type", &STRING)]);

const IMAGE: Schema = object(&[field("pullPolicy", &STRING), field("reference", &STRING)]);

const ISCSI: Schema = object(&[
    field("chapAuthDiscovery", &BOOLEAN),
    field("chapAuthSession", &BOOLEAN),
    field("fsType", &STRING),
    field("initiatorName", &STRING),
    required("iqn", &STRING),
    field("iscsiInterface", &STRING.with_default(Literal::String("default"))),
    required("lun", &INT32),
    field("portals", &atomic_list(&STRING)),
    field("readOnly", &BOOLEAN),
    field("secretRef", &LOCAL_REFERENCE),
    required("targetPortal", &STRING),
]);

const NFS: Schema = object(&[required("path", &STRING), field("readOnly", &BOOLEAN), required("server", &STRING)]);

const PERSISTENT_VOLUME_CLAIM: Schema = object(&[required("claimName", &STRING), field("readOnly", &BOOLEAN)]);

const PHOTON_PERSISTENT_DISK: Schema = object(&[field("fsType", &STRING), required("pdID", &STRING)]);

const PORTWORX_VOLUME: Schema =
    object(&[field("fsType", &STRING), field("readOnly", &BOOLEAN), required("volumeID", &STRING)]);

const PROJECTED: Schema = object(&[field("defaultMode", &INT32), field("sources", &atomic_list(&PROJECTION))]);

const CLUSTER_TRUST_BUNDLE: Schema = object(&[
    field("labelSelector", &LabelSelector::SCHEMA),
    field("name", &STRING),
    field("optional", &BOOLEAN),
    required("path", &STRING),
    field("signerName", &STRING),
]);

const PROJECTED_DOWNWARD_API: Schema = object(&[field("items", &atomic_list(&DOWNWARD_FILE))]);

const POD_CERTIFICATE: Schema = object(&[
    field("certificateChainPath", &STRING),
    field("credentialBundlePath", &STRING),
    field("keyPath", &STRING),
    required("keyType", &STRING),
    field("maxExpirationSeconds", &INT32),
    required("signerName", &STRING),
    field("userAnnotations", &map(&STRING)),
]);

const SERVICE_ACCOUNT_TOKEN: Schema =
    object(&[field("audience", &STRING), field("expirationSeconds", &INT64), required("path", &STRING)]);

const QUOBYTE: Schema = object(&[
    field("group", &STRING),
    field("readOnly", &BOOLEAN),
    required("registry", &STRING),
    field("tenant", &STRING),
    field("user", &STRING),
    required("volume", &STRING),
]);

const RBD: Schema = object(&[
    field("fsType", &STRING),
    required("image", &STRING),
    field("keyring", &STRING.with_default(Literal::String("/etc/ceph/keyring"))),
    required("monitors", &atomic_list(&STRING)),
    field("pool", &STRING.with_default(Literal::String("rbd"))),
    field("readOnly", &BOOLEAN),
    field("secretRef", &LOCAL_REFERENCE),
    field("user", &STRING.with_default(Literal::String("admin"))),
]);

const SCALE_IO: Schema = object(&[
    field("fsType", &STRING.with_default(Literal::String("xfs"))),
    required("gateway", &STRING),
    field("protectionDomain", &STRING),
    field("readOnly", &BOOLEAN),
    required("secretRef", &LOCAL_REFERENCE),
    field("sslEnabled", &BOOLEAN),
    field("storageMode", &STRING.with_default(Literal::String("ThinProvisioned"))),
    field("storagePool", &STRING),
    required("system", &STRING),
    field("volumeName", &STRING),
]);

const SECRET: Schema = object(&[
    field("defaultMode", &INT32),
    field("items", &atomic_list(&KEY_TO_PATH)),
    field("optional", &BOOLEAN),
    field("secretName", &STRING),
]);

const STORAGE_OS: Schema = object(&[
    field("fsType", &STRING),
    field("readOnly", &BOOLEAN),
    field("secretRef", &LOCAL_REFERENCE),
    field("volumeName", &STRING),
    field("volumeNamespace", &STRING),
]);

const VSPHERE_VOLUME: Schema = object(&[
    field("fsType", &STRING),
    field("storagePolicyID", &STRING),
    field("storagePolicyName", &STRING),
    required("volumePath", &STRING),
]);
