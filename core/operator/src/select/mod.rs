//! Which resources a Prometheus selects, and why it does not select others (upstream: `selectObjects` and `SelectNamespacesFromCache`).

use std::collections::BTreeMap;

use promwright_kubernetes::label_selector::{Mismatch, Selector, Term};
use promwright_kubernetes::map::Map;
use promwright_kubernetes::object::Metadata;

use crate::api::prometheus::LabelSelector;

/// The label that every namespace has: its name. The API server sees to it.
pub const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// What is known of the namespaces.
#[derive(Clone, Debug, Default)]
pub struct Namespaces<'a> {
    /// The labels by name, for the namespaces among the inputs.
    pub labels: BTreeMap<&'a str, Map<'a, &'a str>>,
    /// Whether a selector matches a namespace that is not among the inputs. In a cluster there is no such namespace.
    pub assume_unknown: bool,
}

/// One selector over resources and one over their namespaces, checked.
#[derive(Debug)]
pub struct Selection<'a> {
    /// `None` selects nothing.
    resources: Option<Selector<'a>>,
    /// `None` selects the Prometheus' own namespace.
    namespaces: Option<Selector<'a>>,
    own_namespace: &'a str,
}

/// A selector that is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSelector {
    /// Whether it selects namespaces.
    is_of_namespaces: bool,
    /// What is wrong with it.
    pub error: String,
    /// The same as the operator says it.
    pub says: String,
}

impl InvalidSelector {
    /// The field of a Prometheus that holds the selector for a kind: `scrapeConfigNamespaceSelector`.
    pub fn field(&self, kind: &str) -> String {
        selector_field(kind, self.is_of_namespaces)
    }
}

/// The field of a Prometheus that holds a selector for a kind, such as `scrapeConfigSelector`.
pub fn selector_field(kind: &str, is_of_namespaces: bool) -> String {
    let mut field = kind.to_owned();
    if let Some(first) = field.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    field + if is_of_namespaces { "NamespaceSelector" } else { "Selector" }
}

/// Why a resource is not selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSelected {
    /// The Prometheus has no selector for the kind.
    NoSelector,
    /// The Prometheus has no namespace selector for the kind, so it looks in its own namespace only.
    OtherNamespace {
        /// The Prometheus' namespace.
        own: String,
    },
    /// The namespace's labels do not match.
    NamespaceLabels(Vec<String>),
    /// There is no such namespace.
    NoNamespace,
    /// The resource's labels do not match.
    Labels(Vec<String>),
}

/// A resource that is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    /// The namespace's labels are not known, so they are assumed to match.
    pub assumed_namespace: bool,
}

impl<'a> Selection<'a> {
    /// Checks the selectors.
    ///
    /// # Errors
    /// A selector is not valid, which stops the operator from writing any configuration.
    pub fn new(
        own_namespace: &'a str,
        resources: Option<&LabelSelector<'a>>,
        namespaces: Option<&LabelSelector<'a>>,
    ) -> Result<Self, InvalidSelector> {
        let namespaces = namespaces.map(|selector| selector.requirements().compile()).transpose().map_err(|error| {
            let says = format!("failed to convert namespace label selector to selector: {error}");
            InvalidSelector { is_of_namespaces: true, error: error.to_string(), says }
        })?;
        let resources = resources.map(|selector| selector.requirements().compile()).transpose().map_err(|error| {
            let error = error.to_string();
            InvalidSelector { is_of_namespaces: false, says: error.clone(), error }
        })?;
        Ok(Self { resources, namespaces, own_namespace })
    }

    /// Whether a resource is selected.
    ///
    /// # Errors
    /// Why it is not.
    pub fn select(&self, metadata: &Metadata<'_>, namespaces: &Namespaces<'_>) -> Result<Selected, NotSelected> {
        let Some(resources) = &self.resources else { return Err(NotSelected::NoSelector) };
        let mut assumed_namespace = false;
        match (&self.namespaces, namespaces.labels.get(metadata.namespace)) {
            (None, _) if metadata.namespace == self.own_namespace => {}
            (None, _) => return Err(NotSelected::OtherNamespace { own: self.own_namespace.to_owned() }),
            (Some(selector), Some(labels)) => {
                let mismatches = selector.mismatches(|name| labels.get(name).copied());
                if !mismatches.is_empty() {
                    return Err(NotSelected::NamespaceLabels(describe_first(&mismatches)));
                }
            }
            (Some(selector), None) => {
                let (by_name, others): (Vec<_>, Vec<_>) =
                    selector.terms().iter().partition(|term| term.key == NAME_LABEL);
                let name = Some(metadata.namespace);
                let mismatches: Vec<_> = by_name.into_iter().filter(|term| !term.holds(name)).collect();
                if !mismatches.is_empty() {
                    let mismatches = mismatches.into_iter().map(|term| Mismatch { term, found: name });
                    return Err(NotSelected::NamespaceLabels(mismatches.map(|mismatch| describe(&mismatch)).collect()));
                }
                if !others.is_empty() && !namespaces.assume_unknown {
                    return Err(NotSelected::NoNamespace);
                }
                assumed_namespace = !others.is_empty();
            }
        }
        let mismatches = resources.mismatches(|name| metadata.labels.get(name).copied());
        if mismatches.is_empty() {
            Ok(Selected { assumed_namespace })
        } else {
            Err(NotSelected::Labels(describe_first(&mismatches)))
        }
    }
}

/// So many failed requirements, and so many values of one, are put into words: it is done for each resource that is not selected,
/// and any one of them is reason enough.
const FEW: usize = 10;

/// Which requirements failed, and how many more did.
fn describe_first(mismatches: &[Mismatch<'_, '_>]) -> Vec<String> {
    let more = mismatches.len().checked_sub(FEW).filter(|more| *more > 0);
    let more = more.map(|more| format!("and {more} more requirements"));
    mismatches.iter().take(FEW).map(describe).chain(more).collect()
}

/// Which requirement failed on which value.
fn describe(mismatch: &Mismatch<'_, '_>) -> String {
    let Term { key, operator, values } = mismatch.term;
    let requirement = match values.split_at_checked(FEW) {
        Some((first, rest @ [_, _, ..])) => {
            let first = Term { key, operator: *operator, values: first.to_vec() };
            format!("{first} and {} more values", rest.len())
        }
        _ => mismatch.term.to_string(),
    };
    match mismatch.found {
        Some("") => format!("`{requirement}` is required, and the label is empty"),
        Some(value) => format!("`{requirement}` is required, and the label is `{value}`"),
        None => format!("`{requirement}` is required, and the label is not set"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use promwright_kubernetes::label_selector::{LabelSelector as Requirements, Requirement};

    #[test]
    fn a_few_of_many_requirements_are_described() {
        let names: Vec<_> = (10..22).map(|number| format!("l{number}")).collect();
        let values = names.iter().map(String::as_str).collect();
        let requirements = Requirements {
            match_labels: names.iter().map(|name| (name.as_str(), "x")).collect(),
            match_expressions: vec![Requirement { key: "a", operator: "In", values }],
        };
        let selector = requirements.compile().unwrap();
        let words = describe_first(&selector.mismatches(|_| None));
        assert_eq!(words.len(), FEW + 1);
        let many =
            "`a in (l10,l11,l12,l13,l14,l15,l16,l17,l18,l19) and 2 more values` is required, and the label is not set";
        assert_eq!(words.first().unwrap(), many);
        assert_eq!(words.get(1).unwrap(), "`l10=x` is required, and the label is not set");
        assert_eq!(words.last().unwrap(), "and 3 more requirements");
        assert_eq!(describe_first(&selector.mismatches(|name| (name != "a").then_some("x"))).len(), 1);
    }
}
