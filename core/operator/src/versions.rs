//! The versions of Prometheus that the operator knows.

/// The versions that prometheus-operator 0.93.0 is tested with, oldest first.
#[rustfmt::skip]
pub const SUPPORTED: &[&str] = &[
    "v2.45.0", "v2.46.0", "v2.47.0", "v2.47.1", "v2.47.2", "v2.48.0", "v2.48.1", "v2.49.0", "v2.49.1",
    "v2.50.0", "v2.50.1", "v2.51.0", "v2.51.1", "v2.51.2", "v2.52.0",
    "v2.53.0", "v2.53.1", "v2.53.2", "v2.53.3", "v2.54.0", "v2.54.1", "v2.55.0", "v2.55.1",
    "v3.0.0", "v3.0.1", "v3.1.0", "v3.2.0", "v3.2.1", "v3.3.0", "v3.3.1", "v3.4.0", "v3.4.1", "v3.4.2",
    "v3.5.0", "v3.5.1", "v3.5.2", "v3.5.3", "v3.5.4", "v3.5.5", "v3.6.0", "v3.7.0", "v3.7.1", "v3.7.2", "v3.7.3",
    "v3.8.0", "v3.8.1", "v3.9.0", "v3.9.1", "v3.10.0", "v3.11.0", "v3.11.1", "v3.11.2", "v3.11.3", "v3.12.0",
    "v3.13.0", DEFAULT,
];

/// The version that the operator runs where a Prometheus names none.
pub const DEFAULT: &str = "v3.13.1";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use promwright_prometheus::version::Version;

    use super::*;

    #[test]
    fn operator_versions_are_sorted() {
        let versions: Vec<_> = SUPPORTED.iter().map(|version| Version::parse(version).unwrap()).collect();
        assert!(versions.is_sorted_by(|a, b| a < b));
        assert_eq!(SUPPORTED.last(), Some(&DEFAULT));
    }
}
