//! ScrapeConfig: a scrape job whose fields follow Prometheus' own `scrape_config`. One file per service discovery.

mod aws;
mod azure;
mod consul;
mod digitalocean;
mod dns;
mod docker;
mod dockerswarm;
mod ec2;
mod eureka;
mod file;
mod filter;
mod gce;
mod hetzner;
mod http;
mod ionos;
mod kubernetes;
mod kuma;
mod lightsail;
mod linode;
mod nomad;
mod openstack;
mod ovhcloud;
mod puppetdb;
mod registry;
mod scaleway;
mod spec;
mod static_config;
#[cfg(test)]
pub(crate) mod testing;

pub use aws::AwsCredentials;
pub use azure::{AzureClient, AzureSdConfig};
pub use consul::ConsulSdConfig;
pub use digitalocean::DigitalOceanSdConfig;
pub use dns::DnsSdConfig;
pub use docker::DockerSdConfig;
pub use dockerswarm::DockerSwarmSdConfig;
pub use ec2::Ec2SdConfig;
pub use eureka::EurekaSdConfig;
pub use file::FileSdConfig;
pub use filter::{Filter, Filters};
pub use gce::GceSdConfig;
pub use hetzner::HetznerSdConfig;
pub use http::HttpSdConfig;
pub use ionos::IonosSdConfig;
pub use kubernetes::{AttachMetadata, KubernetesSdConfig, KubernetesSelector, NamespaceDiscovery};
pub use kuma::KumaSdConfig;
pub use lightsail::LightsailSdConfig;
pub use linode::LinodeSdConfig;
pub use nomad::NomadSdConfig;
pub use openstack::OpenStackSdConfig;
pub use ovhcloud::OvhCloudSdConfig;
pub use puppetdb::PuppetDbSdConfig;
pub use registry::{ServiceDiscoveries, ServiceDiscovery};
pub use scaleway::ScalewaySdConfig;
pub use spec::ScrapeConfigSpec;
pub use static_config::StaticConfig;

/// A ScrapeConfig.
pub type ScrapeConfig<'a> = promwright_kubernetes::object::Resource<'a, ScrapeConfigSpec<'a>>;
