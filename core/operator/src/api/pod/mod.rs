//! Pod and storage types that Kubernetes itself defines. None of them reach the configuration, so their content is not read:
//! they are only schemas for defaulting, validation and pruning by the API server. Kubernetes documents their fields.

mod claim;
mod container;
mod placement;
mod security;
mod volume;

use promwright_kubernetes::read::{Read, ReadError};
use promwright_kubernetes::scalar::{IntOrString, Quantity};
use promwright_kubernetes::schema::{Described, Field, ListType, Schema, Shape};
use promwright_yaml::Value;

/// Types that have a schema and no content.
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
    /// Affinity and anti-affinity rules for scheduling the pods.
    Affinity = placement::AFFINITY;
    /// A node taint that the pods tolerate.
    Toleration = placement::TOLERATION;
    /// How pods are spread across a topology domain, such as nodes or zones.
    TopologySpreadConstraint = placement::TOPOLOGY_SPREAD_CONSTRAINT;
    /// A container of a pod.
    Container = container::CONTAINER;
    /// CPU and memory requests and limits of a container.
    ResourceRequirements = container::RESOURCE_REQUIREMENTS;
    /// Mount of a volume in a container.
    VolumeMount = container::VOLUME_MOUNT;
    /// Security settings of a pod.
    PodSecurityContext = security::POD_SECURITY_CONTEXT;
    /// Storage for samples. Defaults to an `emptyDir` volume.
    StorageSpec = claim::STORAGE;
    /// What happens to the volume claims when the StatefulSet is scaled down or deleted.
    ClaimRetentionPolicy = claim::CLAIM_RETENTION_POLICY;
    /// A volume of a pod.
    Volume = volume::VOLUME;
    /// Reference to an object in the same namespace.
    LocalReference = volume::LOCAL_REFERENCE;
}

// Shorthand for the schemas.

const STRING: Schema = Schema::string();
const TIME: Schema =
    Schema::of(Shape::String { one_of: &[], pattern: None, min_length: None, max_length: None, date_time: true });
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
    Schema::of(Shape::Map { values, atomic: false })
}

const fn list(items: &'static Schema) -> Schema {
    Schema::of(Shape::List { items, min_items: None, max_items: None, list: ListType::Unset })
}

const fn atomic_list(items: &'static Schema) -> Schema {
    list(items).with_list(ListType::Atomic)
}
