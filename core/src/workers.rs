//! How much work is done at once: what has threads is the host.

/// What is done at many things, none of which needs another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Texts are read, and their manifests admitted.
    Read,
    /// Prometheus and PrometheusAgent objects are reconciled.
    Reconcile,
}

/// Does the same work at many items.
pub trait Workers {
    /// The result for each item, in the order of the items. The work receives the item's index.
    fn map<T: Sync, R: Send>(&self, step: Step, items: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R>;
}

/// One item after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct InTurn;

impl Workers for InTurn {
    fn map<T: Sync, R: Send>(&self, _: Step, items: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
        items.iter().enumerate().map(|(index, item)| work(index, item)).collect()
    }
}
