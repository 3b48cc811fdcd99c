//! The examples in the menu: the files in `examples/`, which tests also render.

/// One example.
pub(crate) struct Example {
    /// The file name without its extension.
    pub(crate) name: &'static str,
    /// The label in the menu.
    pub(crate) title: &'static str,
    /// The manifests.
    pub(crate) text: &'static str,
}

macro_rules! examples {
    ($($name:literal: $title:literal,)*) => {
        /// The examples, simple ones first.
        pub(crate) const EXAMPLES: &[Example] = &[
            $(Example { name: $name, title: $title, text: include_str!(concat!("../../examples/", $name, ".yaml")) },)*
        ];
    };
}

examples! {
    "static-targets": "Static targets",
    "service-monitor": "ServiceMonitor and Prometheus",
    "pod-monitor": "PodMonitor",
    "probe": "Probe: websites",
    "probe-ingress": "Probe: Ingresses",
    "http-sd": "HTTP service discovery",
    "file-sd": "File service discovery",
    "dns-srv": "DNS SRV records",
    "consul": "Consul with a token",
    "kubernetes-pods": "Kubernetes pods",
    "ec2": "EC2 instances",
    "relabelings": "Relabeling",
    "scrape-class": "Scrape classes",
    "remote-write": "Remote write",
    "sharding": "Sharding",
    "agent": "Prometheus agent",
    "everything": "Cluster-wide Prometheus",
}
