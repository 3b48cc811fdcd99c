//! What Kubernetes itself defines of pods and their storage. None of it reaches the configuration, so nothing of it is read:
//! these are shapes only, by which the API server completes, checks and prunes. Their fields are documented by Kubernetes.

mod claim;
mod container;
mod placement;
mod security;
mod volume;

use promwright_kubernetes::read::{Read, ReadError};
use promwright_kubernetes::scalar::{IntOrString, Quantity};
use promwright_kubernetes::schema::{Described, Field, Kind, ListType, Schema};
use promwright_yaml::Value;

/// Types that have a shape and no content.
macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident = $schema:expr;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Default)]
            pub struct $name;

            impl Described for $name {
                const SCHEMA: Schema = $schema.named(stringify!($name));
            }

            impl<'a> Read<'a> for $name {
                fn read_into(&mut self, _: &'a Value<'a>) -> Result<(), ReadError> {
                    Ok(())
                }
            }
        )*
    };
}

shapes! {
    /// Where pods run best, and where not.
    Affinity = placement::AFFINITY;
    /// A taint of nodes that pods bear.
    Toleration = placement::TOLERATION;
    /// How pods are spread over a part of the cluster.
    TopologySpreadConstraint = placement::TOPOLOGY_SPREAD_CONSTRAINT;
    /// A container of a pod.
    Container = container::CONTAINER;
    /// What a container asks for of processors and memory.
    ResourceRequirements = container::RESOURCE_REQUIREMENTS;
    /// Where a volume stands in a container's file system.
    VolumeMount = container::VOLUME_MOUNT;
    /// The identity and the privileges of a pod.
    PodSecurityContext = security::POD_SECURITY_CONTEXT;
    /// The storage of samples.
    StorageSpec = claim::STORAGE;
    /// What becomes of volume claims when a StatefulSet is scaled down or deleted.
    ClaimRetentionPolicy = claim::CLAIM_RETENTION_POLICY;
    /// A volume of a pod.
    Volume = volume::VOLUME;
    /// An object of the same namespace, by its name.
    LocalReference = volume::LOCAL_REFERENCE;
}

// The notation of the shapes.

const STRING: Schema = Schema::string();
const TIME: Schema =
    Schema::of(Kind::String { one_of: &[], pattern: None, min_length: None, max_length: None, date_time: true });
const BOOLEAN: Schema = bool::SCHEMA;
const INT32: Schema = i32::SCHEMA;
const INT64: Schema = i64::SCHEMA;
const INT_OR_STRING: Schema = IntOrString::SCHEMA;
const QUANTITY: Schema = Quantity::SCHEMA;

const fn object(fields: &'static [Field]) -> Schema {
    Schema::object("", fields, false, &[])
}

const fn field(name: &'static str, schema: &'static Schema) -> Field {
    Field::new(name, schema)
}

const fn required(name: &'static str, schema: &'static Schema) -> Field {
    Field { required: true, ..field(name, schema) }
}

const fn map(values: &'static Schema) -> Schema {
    Schema::of(Kind::Map { values, atomic: false })
}

const fn list(items: &'static Schema) -> Schema {
    Schema::of(Kind::List { items, min_items: None, max_items: None, list: ListType::Unset })
}

const fn atomic_list(items: &'static Schema) -> Schema {
    list(items).with_list(ListType::Atomic)
}
