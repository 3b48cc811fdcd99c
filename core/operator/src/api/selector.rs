//! Label selectors, as resources state them.

use promwright_kubernetes::Section;
use promwright_kubernetes::label_selector;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::ListType;

/// Which labels an object must have to be chosen. An empty selector chooses everything.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit, atomic)]
pub struct LabelSelector<'a> {
    /// Labels and the values they must have, all of them.
    pub match_labels: Map<'a, &'a str>,
    /// Further requirements, all of which must hold.
    #[section(list = ListType::Atomic)]
    pub match_expressions: Vec<LabelRequirement<'a>>,
}

/// What an object's label must be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct LabelRequirement<'a> {
    /// The label's name.
    #[section(required)]
    pub key: &'a str,
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`. The API server takes any text; the operator does not.
    #[section(required)]
    pub operator: &'a str,
    /// The values that `In` and `NotIn` speak of.
    #[section(list = ListType::Atomic)]
    pub values: Vec<&'a str>,
}

impl<'a> LabelSelector<'a> {
    /// The selector to be checked and used.
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

/// The namespaces that targets are looked for in: the resource's own where nothing is set.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct NamespaceSelector<'a> {
    /// Whether all namespaces are looked at, which wins over the names.
    pub any: bool,
    /// The namespaces by name.
    pub match_names: Vec<&'a str>,
}

/// Objects are selected by relabelling, after Prometheus has got all of them.
pub const RELABEL_CONFIG: &str = "RelabelConfig";
/// Objects are selected by the Kubernetes API.
pub const ROLE_SELECTOR: &str = "RoleSelector";
/// How objects are selected.
pub const SELECTOR_MECHANISMS: &[&str] = &[RELABEL_CONFIG, ROLE_SELECTOR];
