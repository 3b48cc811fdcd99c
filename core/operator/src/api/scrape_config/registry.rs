//! The service discoveries of a ScrapeConfig, in the order in which the operator writes and checks them.

use promwright_kubernetes::Section;

use super::{
    AzureSdConfig, ConsulSdConfig, DigitalOceanSdConfig, DnsSdConfig, DockerSdConfig, DockerSwarmSdConfig, Ec2SdConfig,
    EurekaSdConfig, FileSdConfig, GceSdConfig, HetznerSdConfig, HttpSdConfig, IonosSdConfig, KubernetesSdConfig,
    KumaSdConfig, LightsailSdConfig, LinodeSdConfig, NomadSdConfig, OpenStackSdConfig, OvhCloudSdConfig,
    PuppetDbSdConfig, ScalewaySdConfig, StaticConfig,
};
use crate::check::{At, Check, Checker};
use crate::render::Context;

/// A way to find targets. The struct itself says its fields, schema and text.
pub trait ServiceDiscovery: Sized {
    /// The field's name in the operator's messages, which is not always the field's name.
    const NAME: &'static str;

    /// The first Prometheus that knows it, where the operator asks for one. It asks so of every ScrapeConfig, also of one that
    /// has none of the kind.
    const SINCE: Option<Since> = None;

    /// Checks one configuration; `index` is its place in the list.
    ///
    /// # Errors
    /// The operator's reason for not taking the resource.
    fn check(&self, index: usize, checker: &mut Checker<'_, '_>) -> Check;

    /// Checks the version of Prometheus, and all configurations of the kind. Called for every ScrapeConfig.
    ///
    /// # Errors
    /// The operator's reason for not taking the resource.
    fn check_all(configs: &[Self], checker: &mut Checker<'_, '_>) -> Check {
        if let Some(Since { what, version }) = Self::SINCE
            && !checker.since(version)
        {
            let (major, minor, patch) = version;
            return Err(format!("{what} is only supported for Prometheus version >= {major}.{minor}.{patch}"));
        }
        configs.iter().enumerate().try_for_each(|(index, config)| config.check(index, checker))
    }
}

/// The first Prometheus that knows a service discovery.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    /// What the operator calls the service discovery when it says so.
    pub what: &'static str,
    /// The version: major, minor, patch.
    pub version: (u64, u64, u64),
}

macro_rules! registry {
    ($($(#[$attribute:meta])* $field:ident: $discovery:ident,)*) => {
        /// Where a job's targets come from.
        #[derive(Clone, Debug, Default, Section)]
        pub struct ServiceDiscoveries<'a> {
            $($(#[$attribute])* pub $field: Vec<$discovery<'a>>,)*
        }

        impl ServiceDiscoveries<'_> {
            /// Checks every service discovery.
            ///
            /// # Errors
            /// The operator's reason for not taking the resource.
            pub fn check(&self, checker: &mut Checker<'_, '_>) -> Check {
                $($discovery::check_all(&self.$field, checker).within($discovery::NAME)?;)*
                Ok(())
            }
        }
    };
}

registry! {
    /// Targets listed here.
    static_configs: StaticConfig,
    /// Targets from files.
    #[section(name = "fileSDConfigs")]
    file_sd_configs: FileSdConfig,
    /// Targets from HTTP endpoints.
    #[section(name = "httpSDConfigs")]
    http_sd_configs: HttpSdConfig,
    /// Targets from the Kubernetes API.
    #[section(name = "kubernetesSDConfigs")]
    kubernetes_sd_configs: KubernetesSdConfig,
    /// Targets from Consul catalogues.
    #[section(name = "consulSDConfigs")]
    consul_sd_configs: ConsulSdConfig,
    /// Targets from DNS records.
    #[section(name = "dnsSDConfigs")]
    dns_sd_configs: DnsSdConfig,
    /// Targets from Amazon EC2.
    #[section(name = "ec2SDConfigs")]
    ec2_sd_configs: Ec2SdConfig,
    /// Targets from Azure.
    #[section(name = "azureSDConfigs")]
    azure_sd_configs: AzureSdConfig,
    /// Targets from Google Compute Engine.
    #[section(name = "gceSDConfigs")]
    gce_sd_configs: GceSdConfig,
    /// Targets from OpenStack.
    #[section(name = "openstackSDConfigs")]
    openstack_sd_configs: OpenStackSdConfig,
    /// Targets from DigitalOcean.
    #[section(name = "digitalOceanSDConfigs")]
    digitalocean_sd_configs: DigitalOceanSdConfig,
    /// Targets from Kuma meshes.
    #[section(name = "kumaSDConfigs")]
    kuma_sd_configs: KumaSdConfig,
    /// Targets from Eureka servers.
    #[section(name = "eurekaSDConfigs")]
    eureka_sd_configs: EurekaSdConfig,
    /// Targets from Docker daemons.
    #[section(name = "dockerSDConfigs")]
    docker_sd_configs: DockerSdConfig,
    /// Targets from Linode.
    #[section(name = "linodeSDConfigs")]
    linode_sd_configs: LinodeSdConfig,
    /// Targets from Hetzner.
    #[section(name = "hetznerSDConfigs")]
    hetzner_sd_configs: HetznerSdConfig,
    /// Targets from Nomad.
    #[section(name = "nomadSDConfigs")]
    nomad_sd_configs: NomadSdConfig,
    /// Targets from Docker Swarm.
    #[section(name = "dockerSwarmSDConfigs")]
    dockerswarm_sd_configs: DockerSwarmSdConfig,
    /// Targets from PuppetDB.
    #[section(name = "puppetDBSDConfigs")]
    puppetdb_sd_configs: PuppetDbSdConfig,
    /// Targets from Amazon Lightsail.
    #[section(name = "lightSailSDConfigs")]
    lightsail_sd_configs: LightsailSdConfig,
    /// Targets from OVHcloud.
    #[section(name = "ovhcloudSDConfigs")]
    ovhcloud_sd_configs: OvhCloudSdConfig,
    /// Targets from Scaleway.
    #[section(name = "scalewaySDConfigs")]
    scaleway_sd_configs: ScalewaySdConfig,
    /// Targets from IONOS.
    #[section(name = "ionosSDConfigs")]
    ionos_sd_configs: IonosSdConfig,
}

#[cfg(test)]
mod tests {
    use super::super::testing::{checked, written};
    use super::*;

    #[test]
    fn a_version_is_asked_for_without_any_of_the_kind() {
        let none = ServiceDiscoveries::default();
        let reason = |version| checked(version, |checker| none.check(checker));
        assert_eq!(reason("2.40.0"), "");
        assert_eq!(
            reason("2.39.1"),
            "OVHCloudSDConfigs: OVHCloud SD configuration is only supported for Prometheus version >= 2.40.0"
        );
        assert_eq!(
            reason("2.19.0"),
            "httpSDConfigs: HTTP SD configuration is only supported for Prometheus version >= 2.28.0"
        );
    }

    #[test]
    fn kinds_stand_in_the_order_of_the_registry() {
        let discoveries = ServiceDiscoveries {
            digitalocean_sd_configs: vec![DigitalOceanSdConfig::default()],
            file_sd_configs: vec![FileSdConfig { files: vec!["a.yml"], refresh_interval: None }],
            ..ServiceDiscoveries::default()
        };
        let text = "file_sd_configs:\n- files:\n  - a.yml\ndigitalocean_sd_configs:\n- {}\n";
        assert_eq!(written(&discoveries, "3.0.0"), text);
    }
}
