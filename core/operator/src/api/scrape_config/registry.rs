//! The service discoveries of a ScrapeConfig, in the order in which the operator writes and checks them.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::{Described, Field};

use super::{
    AzureSdConfig, ConsulSdConfig, DigitalOceanSdConfig, DnsSdConfig, DockerSdConfig, DockerSwarmSdConfig, Ec2SdConfig,
    EurekaSdConfig, FileSdConfig, GceSdConfig, HetznerSdConfig, HttpSdConfig, IonosSdConfig, KubernetesSdConfig,
    KumaSdConfig, LightsailSdConfig, LinodeSdConfig, NomadSdConfig, OpenStackSdConfig, OvhCloudSdConfig,
    PuppetDbSdConfig, ScalewaySdConfig, StaticConfig,
};
use crate::check::{At, Checker};
use crate::render::Context;
use crate::rules::discovery_version;

/// A service discovery. The struct itself defines its fields, schema and text.
pub trait ServiceDiscovery: Sized {
    /// The field's name in the operator's messages, which is not always the field's name.
    const NAME: &'static str;

    /// What the operator calls the service discovery when it says that Prometheus is too old for it.
    const WHAT: &'static str = Self::NAME;

    /// Checks one configuration.
    fn check(&self, at: &At<'_>, checker: &mut Checker<'_, '_>);

    /// Checks the version of Prometheus, and all configurations of the kind. Called for every ScrapeConfig: the operator makes the
    /// first check even where there is no configuration.
    fn check_all(configs: &[Self], field: &Field, checker: &mut Checker<'_, '_>) {
        let at = At::SPEC.below(field.name);
        let words = format_args!("{}", Self::NAME);
        let at = at.saying(words);
        if let Some(since) = field.since {
            discovery_version::check(Self::WHAT, since, !configs.is_empty(), &at, checker);
        }
        for (index, config) in configs.iter().enumerate() {
            config.check(&at.index(index), checker);
        }
    }
}

macro_rules! registry {
    ($($(#[$attribute:meta])* $field:ident: $discovery:ident,)*) => {
        /// Service discoveries that find the targets of a job.
        #[derive(Clone, Debug, Default, Section)]
        pub struct ServiceDiscoveries<'a> {
            $($(#[$attribute])* pub $field: Vec<$discovery<'a>>,)*
        }

        impl ServiceDiscoveries<'_> {
            /// Checks every service discovery.
            pub fn check(&self, checker: &mut Checker<'_, '_>) {
                // The fields are those of the registry, in its order.
                let mut fields = Self::SCHEMA.fields().iter();
                $(if let Some(field) = fields.next() {
                    $discovery::check_all(&self.$field, field, checker);
                })*
            }
        }
    };
}

registry! {
    /// Targets listed in the resource itself.
    static_configs: StaticConfig,
    /// Targets from files.
    #[section(name = "fileSDConfigs")]
    file_sd_configs: FileSdConfig,
    /// Targets from HTTP endpoints.
    #[section(name = "httpSDConfigs", rejected_before = (2, 28, 0))]
    http_sd_configs: HttpSdConfig,
    /// Targets from the Kubernetes API.
    #[section(name = "kubernetesSDConfigs")]
    kubernetes_sd_configs: KubernetesSdConfig,
    /// Targets from Consul catalogs.
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
    #[section(name = "digitalOceanSDConfigs", rejected_before = (2, 20, 0))]
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
    #[section(name = "linodeSDConfigs", rejected_before = (2, 28, 0))]
    linode_sd_configs: LinodeSdConfig,
    /// Targets from Hetzner.
    #[section(name = "hetznerSDConfigs")]
    hetzner_sd_configs: HetznerSdConfig,
    /// Targets from Nomad.
    #[section(name = "nomadSDConfigs")]
    nomad_sd_configs: NomadSdConfig,
    /// Targets from Docker Swarm.
    #[section(name = "dockerSwarmSDConfigs", rejected_before = (2, 20, 0))]
    dockerswarm_sd_configs: DockerSwarmSdConfig,
    /// Targets from PuppetDB.
    #[section(name = "puppetDBSDConfigs", rejected_before = (2, 31, 0))]
    puppetdb_sd_configs: PuppetDbSdConfig,
    /// Targets from Amazon Lightsail.
    #[section(name = "lightSailSDConfigs", rejected_before = (2, 27, 0))]
    lightsail_sd_configs: LightsailSdConfig,
    /// Targets from OVHcloud.
    #[section(name = "ovhcloudSDConfigs", rejected_before = (2, 40, 0))]
    ovhcloud_sd_configs: OvhCloudSdConfig,
    /// Targets from Scaleway.
    #[section(name = "scalewaySDConfigs", rejected_before = (2, 26, 0))]
    scaleway_sd_configs: ScalewaySdConfig,
    /// Targets from IONOS.
    #[section(name = "ionosSDConfigs", rejected_before = (2, 36, 0))]
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
