//! The rules between fields that the CRDs state in CEL, as functions.
//!
//! The API server evaluates a rule only once the object is well typed and complete, so a function may take its field for what
//! the schema says. What is left to go wrong is a float in a field of integers, which CEL does not take for one.

use promwright_kubernetes::schema::{Documented, Rule};
use promwright_yaml::{Data, Value};

/// What CEL says of a float in a field of integers.
const NOT_AN_INTEGER: &str = "invalid data, expected int, got float64";

/// A ScrapeConfig authenticates in one way at most.
pub const SCRAPE_CONFIG_AUTH: Rule = Rule {
    message: "at most one of basicAuth, authorization, or oauth2 can be configured",
    cel: Documented::new("[has(self.basicAuth), has(self.authorization), has(self.oauth2)].filter(x, x).size() <= 1"),
    holds: |spec| {
        let configured = ["basicAuth", "authorization", "oauth2"].into_iter().filter(|field| has(spec, field));
        Ok(configured.count() <= 1)
    },
};

/// AWS asks for an external id only of one who assumes a role.
pub const EXTERNAL_ID_NEEDS_ROLE: Rule = Rule {
    message: "externalId can only be used when roleArn is specified",
    cel: Documented::new("!has(self.externalId) || has(self.roleArn)"),
    holds: |sigv4| Ok(!has(sigv4, "externalId") || has(sigv4, "roleArn")),
};

/// Only the sharding by topology has a topology.
pub const TOPOLOGY_NEEDS_ITS_MODE: Rule = Rule {
    message: "topology can only be defined when mode is set to 'Topology'",
    cel: Documented::new("!has(self.topology) || (has(self.mode) && self.mode == 'Topology')"),
    holds: |strategy| Ok(!has(strategy, "topology") || is(strategy, "mode", "Topology")),
};

/// Only a rolling update is configured as one.
pub const ROLLING_UPDATE_NEEDS_ITS_TYPE: Rule = Rule {
    message: "rollingUpdate requires type to be RollingUpdate",
    cel: Documented::new("!(self.type != 'RollingUpdate' && has(self.rollingUpdate))"),
    holds: |strategy| {
        // The schema requires the type: without it the object is refused before.
        Ok(is(strategy, "type", "RollingUpdate") || !has(strategy, "rollingUpdate"))
    },
};

/// Each value of the topology has a shard of its own.
pub const SHARDS_COVER_TOPOLOGY: Rule = Rule {
    message: "shards must be greater than or equal to the number of topology values when sharding strategy mode is Topology",
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

/// An agent that runs on every node is not sharded.
pub const DAEMON_SET_HAS_NO_SHARDS: Rule = Rule {
    message: "shards cannot be greater than 1 when mode is DaemonSet",
    cel: Documented::new("!(has(self.mode) && self.mode == 'DaemonSet' && has(self.shards) && self.shards > 1)"),
    holds: |spec| Ok(!is_daemon_set(spec) || shards(spec)?.is_none_or(|shards| shards <= 1)),
};

/// Rules of an agent that runs on every node: a field that it cannot have.
macro_rules! not_in_a_daemon_set {
    ($($name:ident $field:literal,)*) => {
        $(
            #[doc = concat!("An agent that runs on every node has no `", $field, "`.")]
            pub const $name: Rule = Rule {
                message: concat!($field, " cannot be set when mode is DaemonSet"),
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

/// The rules of a PrometheusAgent's specification, in the order of its CRD.
pub const PROMETHEUS_AGENT: &[Rule] = &[
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

/// Every rule of the CRDs, once.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    const OTHERS: &[Rule] =
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
