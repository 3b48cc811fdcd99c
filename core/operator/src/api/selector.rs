//! Label selectors in resources.

use promwright_kubernetes::Section;
use promwright_kubernetes::label_selector;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::ListType;

/// Labels that an object must have to be selected. An empty selector selects everything.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit, atomic)]
pub struct LabelSelector<'a> {
    /// Labels and their required values. All of them must match.
    pub match_labels: Map<'a, &'a str>,
    /// Additional requirements. All of them must match.
    #[section(list = ListType::Atomic)]
    pub match_expressions: Vec<LabelRequirement<'a>>,
}

/// A requirement for a label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct LabelRequirement<'a> {
    /// Name of the label.
    #[section(required)]
    pub key: &'a str,
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`. The API server accepts any text; the operator rejects other values.
    #[section(required)]
    pub operator: &'a str,
    /// Values for `In` and `NotIn`.
    #[section(list = ListType::Atomic)]
    pub values: Vec<&'a str>,
}

impl<'a> LabelSelector<'a> {
    /// The selector in the form that is checked and matched.
    pub fn requirements(&self) -> label_selector::LabelSelector<'a> {
        let requirement = |requirement: &LabelRequirement<'a>| label_selector::Requirement {
            key: requirement.key,
            operator: requirement.operator,
            values: requirement.values.clone(),
        };
        label_selector::LabelSelector {
            match_labels: self.match_labels.iter().map(|(label, value)| (label, *value)).collect(),
            match_expressions: self.match_expressions.iter().map(requirement).collect(),
        }
    }
}

/// Namespaces to discover targets in. Defaults to the resource's own namespace.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct NamespaceSelector<'a> {
    /// Whether to include all namespaces. Takes precedence over `matchNames`.
    pub any: bool,
    /// Names of the namespaces.
    pub match_names: Vec<&'a str>,
}

/// Prometheus discovers all objects and selects them by relabeling.
pub const RELABEL_CONFIG: &str = "RelabelConfig";
/// The Kubernetes API returns only the selected objects.
pub const ROLE_SELECTOR: &str = "RoleSelector";
/// How objects are selected.
pub const SELECTOR_MECHANISMS: &[&str] = &[RELABEL_CONFIG, ROLE_SELECTOR];
