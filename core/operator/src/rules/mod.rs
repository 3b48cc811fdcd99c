//! What the operator objects to: a rule a file.

pub mod additional_file;
pub mod assumed_namespace;
pub mod authorization_credentials;
pub mod authorization_version;
pub mod azure_ad_authentication;
pub mod azure_ad_identifier;
pub mod azure_ad_managed_identity;
pub mod azure_credentials;
pub mod basic_authorization;
pub mod certificate_and_key;
pub mod credentials_and_file;
pub mod daemon_set;
pub mod default_prometheus;
pub mod default_scrape_classes;
pub mod discovery_selector;
pub mod discovery_selector_role;
pub mod discovery_version;
pub mod dns_port;
pub mod field_version;
pub mod file_system_access;
pub mod instance_selector;
pub mod invalid_url;
pub mod label_name;
pub mod label_selector;
pub mod missing_config_map;
pub mod missing_secret;
pub mod no_proxy_and_environment;
pub mod no_proxy_without_proxy;
pub mod not_selected;
pub mod oauth2_client_id;
pub mod oauth2_token_url;
pub mod one_authentication;
pub mod otlp_ignored_attributes;
pub mod otlp_promoted_attributes;
pub mod otlp_translation_strategy;
pub mod otlp_version;
pub mod own_namespace_and_api_server;
pub mod pem_data;
pub mod probe_targets;
pub mod prober_url;
pub mod prometheus_version;
pub mod proxy_header_value;
pub mod proxy_header_without_proxy;
pub mod proxy_url_and_environment;
pub mod puppetdb_url;
pub mod reference_not_found;
pub mod relabel_action_version;
pub mod relabel_equal_fields;
pub mod relabel_label_fields;
pub mod relabel_modulus;
pub mod relabel_regex;
pub mod relabel_replacement_name;
pub mod relabel_replacement_unused;
pub mod relabel_target_label;
pub mod relabel_target_label_name;
pub mod sampling_fraction;
pub mod scrape_class_not_found;
pub mod scrape_interval;
pub mod scrape_timeout;
pub mod scrape_timeout_too_long;
pub mod secret_and_config_map;
pub mod secret_not_loaded;
pub mod selector_mechanism_version;
pub mod server_url;
pub mod sigv4_keys;
pub mod stale_series_threshold;
pub mod tls_file_and_reference;
pub mod tls_versions;
pub mod too_large;
pub mod too_many_shards;
pub mod unmanaged;
pub mod value_version;
pub mod xor_start_timestamps;

use promwright_finding::{Rule, RuleDocs, Severity};

/// Every rule of the operator.
pub static ALL: &[&Rule] = &[
    &additional_file::RULE,
    &assumed_namespace::RULE,
    &authorization_credentials::RULE,
    &authorization_version::RULE,
    &azure_ad_authentication::RULE,
    &azure_ad_identifier::RULE,
    &azure_ad_managed_identity::RULE,
    &azure_credentials::RULE,
    &basic_authorization::RULE,
    &certificate_and_key::RULE,
    &credentials_and_file::RULE,
    &daemon_set::RULE,
    &default_prometheus::RULE,
    &default_scrape_classes::RULE,
    &discovery_selector::RULE,
    &discovery_selector_role::RULE,
    &discovery_version::RULE,
    &dns_port::RULE,
    &field_version::RULE,
    &file_system_access::RULE,
    &instance_selector::RULE,
    &invalid_url::RULE,
    &label_name::RULE,
    &label_selector::RULE,
    &missing_config_map::RULE,
    &missing_secret::RULE,
    &no_proxy_and_environment::RULE,
    &no_proxy_without_proxy::RULE,
    &not_selected::RULE,
    &oauth2_client_id::RULE,
    &oauth2_token_url::RULE,
    &one_authentication::RULE,
    &otlp_ignored_attributes::RULE,
    &otlp_promoted_attributes::RULE,
    &otlp_translation_strategy::RULE,
    &otlp_version::RULE,
    &own_namespace_and_api_server::RULE,
    &pem_data::RULE,
    &probe_targets::RULE,
    &prober_url::RULE,
    &prometheus_version::RULE,
    &proxy_header_value::RULE,
    &proxy_header_without_proxy::RULE,
    &proxy_url_and_environment::RULE,
    &puppetdb_url::RULE,
    &reference_not_found::RULE,
    &relabel_action_version::RULE,
    &relabel_equal_fields::RULE,
    &relabel_label_fields::RULE,
    &relabel_modulus::RULE,
    &relabel_regex::RULE,
    &relabel_replacement_name::RULE,
    &relabel_replacement_unused::RULE,
    &relabel_target_label::RULE,
    &relabel_target_label_name::RULE,
    &sampling_fraction::RULE,
    &scrape_class_not_found::RULE,
    &scrape_interval::RULE,
    &scrape_timeout::RULE,
    &scrape_timeout_too_long::RULE,
    &secret_and_config_map::RULE,
    &secret_not_loaded::RULE,
    &selector_mechanism_version::RULE,
    &server_url::RULE,
    &sigv4_keys::RULE,
    &stale_series_threshold::RULE,
    &tls_file_and_reference::RULE,
    &tls_versions::RULE,
    &too_large::RULE,
    &too_many_shards::RULE,
    &unmanaged::RULE,
    &value_version::RULE,
    &xor_start_timestamps::RULE,
];

/// A reason for the operator to leave a resource out, or to generate no configuration at all.
const fn refused(code: &'static str, docs: RuleDocs) -> Rule {
    Rule::new(code, Severity::Error, docs).in_group("refused")
}
