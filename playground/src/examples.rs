//! The examples of the menu: the files of `examples/`, which tests render.

/// One example.
pub(crate) struct Example {
    /// The file's name without its ending.
    pub(crate) name: &'static str,
    /// What it shows, in a few words.
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
    "service-monitor": "A ServiceMonitor and its Prometheus",
    "pod-monitor": "A PodMonitor",
    "probe": "A Probe of websites",
    "probe-ingress": "A Probe of Ingresses",
    "http-sd": "HTTP service discovery",
    "file-sd": "Files",
    "dns-srv": "DNS SRV records",
    "consul": "Consul with a token",
    "kubernetes-pods": "Kubernetes pods",
    "ec2": "EC2 instances",
    "relabelings": "Relabelling",
    "scrape-class": "Scrape classes",
    "remote-write": "Remote write",
    "sharding": "Shards",
    "agent": "A Prometheus agent",
    "everything": "A Prometheus for everything",
}
