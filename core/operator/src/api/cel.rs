//! Validation rules across fields, which the CRDs state in CEL, as functions.
//!
//! The API server evaluates a rule only if the object matches its schema, so a function may assume that its fields have their
//! types and that required fields are set. The only evaluation error left is a float in an integer field, which CEL rejects.

use promwright_kubernetes::schema::{CelRule, Documented};
use promwright_yaml::{Data, Value};

/// CEL's error for a float in an integer field.
const NOT_AN_INTEGER: &str = "invalid data, expected int, got float64";

/// A ScrapeConfig has at most one authentication method.
pub const SCRAPE_CONFIG_AUTH: CelRule = CelRule {
    message: "at most one of basicAuth, authorization, or oauth2 can be configured",
    field: "",
    cel: Documented::new("[has(self.basicAuth), has(self.authorization), has(self.oauth2)].filter(x, x).size() <= 1"),
    holds: |spec| {
        let configured = ["basicAuth", "authorization", "oauth2"].into_iter().filter(|field| has(spec, field));
        Ok(configured.count() <= 1)
    },
};

/// `externalId` requires `roleArn`.
pub const EXTERNAL_ID_NEEDS_ROLE: CelRule = CelRule {
    message: "externalId can only be used when roleArn is specified",
    field: "externalId",
    cel: Documented::new("!has(self.externalId) || has(self.roleArn)"),
    holds: |sigv4| Ok(!has(sigv4, "externalId") || has(sigv4, "roleArn")),
};

/// `topology` requires `mode: Topology`.
pub const TOPOLOGY_NEEDS_ITS_MODE: CelRule = CelRule {
    message: "topology can only be defined when mode is set to 'Topology'",
    field: "topology",
    cel: Documented::new("!has(self.topology) || (has(self.mode) && self.mode == 'Topology')"),
    holds: |strategy| Ok(!has(strategy, "topology") || is(strategy, "mode", "Topology")),
};

/// `rollingUpdate` requires `type: RollingUpdate`.
pub const ROLLING_UPDATE_NEEDS_ITS_TYPE: CelRule = CelRule {
    message: "rollingUpdate requires type to be RollingUpdate",
    field: "rollingUpdate",
    cel: Documented::new("!(self.type != 'RollingUpdate' && has(self.rollingUpdate))"),
    holds: |strategy| {
        // The schema requires `type`: an object without it is rejected earlier.
        Ok(is(strategy, "type", "RollingUpdate") || !has(strategy, "rollingUpdate"))
    },
};

/// Topology sharding needs at least one shard per zone.
pub const SHARDS_COVER_TOPOLOGY: CelRule = CelRule {
    message: "shards must be greater than or equal to the number of topology values when sharding strategy mode is Topology",
    field: "shards",
    cel: Documented::new(
        "!has(self.shardingStrategy) || !has(self.shardingStrategy.mode) || self.shardingStrategy.mode != 'Topology' || \
          !has(self.shardingStrategy.topology) || !has(self.shardingStrategy.topology.values) || \
          self.shardingStrategy.topology.values.size() == 0 || \
          (has(self.shards) ? self.shards : 1) >= self.shardingStrategy.topology.values.size()",
    ),
    holds: |spec| {
        let values = spec
            .get("shardingStrategy")
            .filter(|strategy| is(strategy, "mode", "Topology"))
            .and_then(|strategy| strategy.get("topology")?.get("values")?.as_list());
        match values {
            None | Some([]) => Ok(true),
            Some(values) => Ok(shards(spec)?.unwrap_or(1) >= values.len() as i64),
        }
    },
};

/// An agent in DaemonSet mode has at most one shard.
pub const DAEMON_SET_HAS_NO_SHARDS: CelRule = CelRule {
    message: "shards cannot be greater than 1 when mode is DaemonSet",
    field: "shards",
    cel: Documented::new("!(has(self.mode) && self.mode == 'DaemonSet' && has(self.shards) && self.shards > 1)"),
    holds: |spec| Ok(!is_daemon_set(spec) || shards(spec)?.is_none_or(|shards| shards <= 1)),
};

/// Rules for an agent in DaemonSet mode: fields that must not be set.
macro_rules! not_in_a_daemon_set {
    ($($name:ident $field:literal,)*) => {
        $(
            #[doc = concat!("An agent in DaemonSet mode must not set `", $field, "`.")]
            pub const $name: CelRule = CelRule {
                message: concat!($field, " cannot be set when mode is DaemonSet"),
                field: $field,
                cel: Documented::new(concat!("!(has(self.mode) && self.mode == 'DaemonSet' && has(self.", $field, "))")),
                holds: |spec| Ok(!is_daemon_set(spec) || !has(spec, $field)),
            };
        )*
    };
}

not_in_a_daemon_set! {
    DAEMON_SET_HAS_NO_REPLICAS "replicas",
    DAEMON_SET_HAS_NO_STORAGE "storage",
    DAEMON_SET_HAS_NO_CLAIM_RETENTION "persistentVolumeClaimRetentionPolicy",
    DAEMON_SET_HAS_NO_SCRAPE_CONFIGS "scrapeConfigSelector",
    DAEMON_SET_HAS_NO_PROBES "probeSelector",
    DAEMON_SET_HAS_NO_SCRAPE_CONFIG_NAMESPACES "scrapeConfigNamespaceSelector",
    DAEMON_SET_HAS_NO_PROBE_NAMESPACES "probeNamespaceSelector",
    DAEMON_SET_HAS_NO_SERVICE_MONITORS "serviceMonitorSelector",
    DAEMON_SET_HAS_NO_SERVICE_MONITOR_NAMESPACES "serviceMonitorNamespaceSelector",
    DAEMON_SET_HAS_NO_ADDITIONAL_SCRAPE_CONFIGS "additionalScrapeConfigs",
    DAEMON_SET_HAS_NO_SHARDING_STRATEGY "shardingStrategy",
}

/// The rules for the spec of a PrometheusAgent, in the order of its CRD.
pub const PROMETHEUS_AGENT: &[CelRule] = &[
    DAEMON_SET_HAS_NO_REPLICAS,
    DAEMON_SET_HAS_NO_STORAGE,
    DAEMON_SET_HAS_NO_SHARDS,
    DAEMON_SET_HAS_NO_CLAIM_RETENTION,
    DAEMON_SET_HAS_NO_SCRAPE_CONFIGS,
    DAEMON_SET_HAS_NO_PROBES,
    DAEMON_SET_HAS_NO_SCRAPE_CONFIG_NAMESPACES,
    DAEMON_SET_HAS_NO_PROBE_NAMESPACES,
    DAEMON_SET_HAS_NO_SERVICE_MONITORS,
    DAEMON_SET_HAS_NO_SERVICE_MONITOR_NAMESPACES,
    DAEMON_SET_HAS_NO_ADDITIONAL_SCRAPE_CONFIGS,
    DAEMON_SET_HAS_NO_SHARDING_STRATEGY,
    SHARDS_COVER_TOPOLOGY,
];

/// All rules of the CRDs, each once.
pub fn all() -> impl Iterator<Item = &'static CelRule> {
    const OTHERS: &[CelRule] =
        &[SCRAPE_CONFIG_AUTH, EXTERNAL_ID_NEEDS_ROLE, TOPOLOGY_NEEDS_ITS_MODE, ROLLING_UPDATE_NEEDS_ITS_TYPE];
    PROMETHEUS_AGENT.iter().chain(OTHERS)
}

fn has(object: &Value<'_>, field: &str) -> bool {
    object.get(field).is_some()
}

fn is(object: &Value<'_>, field: &str, text: &str) -> bool {
    object.get(field).and_then(Value::as_str) == Some(text)
}

fn is_daemon_set(spec: &Value<'_>) -> bool {
    is(spec, "mode", "DaemonSet")
}

fn shards(spec: &Value<'_>) -> Result<Option<i64>, &'static str> {
    match spec.get("shards").map(|shards| &shards.data) {
        None => Ok(None),
        Some(Data::Int(shards)) => Ok(Some(*shards)),
        Some(_) => Err(NOT_AN_INTEGER),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    fn value(json: &str) -> Value<'_> {
        promwright_yaml::read_json(json).unwrap()
    }

    #[test]
    fn rules_hold_or_not() {
        for (rule, json, holds) in [
            (SCRAPE_CONFIG_AUTH, r#"{"basicAuth":{}}"#, Ok(true)),
            (SCRAPE_CONFIG_AUTH, r#"{"basicAuth":{},"oauth2":{}}"#, Ok(false)),
            (EXTERNAL_ID_NEEDS_ROLE, r#"{"externalId":"x"}"#, Ok(false)),
            (TOPOLOGY_NEEDS_ITS_MODE, r#"{"topology":{}}"#, Ok(false)),
            (TOPOLOGY_NEEDS_ITS_MODE, r#"{"topology":{},"mode":"Topology"}"#, Ok(true)),
            (ROLLING_UPDATE_NEEDS_ITS_TYPE, r#"{"type":"OnDelete","rollingUpdate":{}}"#, Ok(false)),
            (ROLLING_UPDATE_NEEDS_ITS_TYPE, r#"{"type":"OnDelete"}"#, Ok(true)),
            (
                SHARDS_COVER_TOPOLOGY,
                r#"{"shardingStrategy":{"mode":"Topology","topology":{"values":["a","b"]}}}"#,
                Ok(false),
            ),
            (
                SHARDS_COVER_TOPOLOGY,
                r#"{"shards":2,"shardingStrategy":{"mode":"Topology","topology":{"values":["a","b"]}}}"#,
                Ok(true),
            ),
            (DAEMON_SET_HAS_NO_SHARDS, r#"{"mode":"DaemonSet","shards":2.0}"#, Err(NOT_AN_INTEGER)),
            (DAEMON_SET_HAS_NO_SHARDS, r#"{"mode":"StatefulSet","shards":2.0}"#, Ok(true)),
            (DAEMON_SET_HAS_NO_PROBES, r#"{"mode":"DaemonSet","probeSelector":{}}"#, Ok(false)),
        ] {
            assert_eq!((rule.holds)(&value(json)), holds, "{} of {json}", rule.message);
        }
    }
}
