//! Threads: what is done at many inputs is done on all cores.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use promwright_core::{Step, Workers};

use crate::progress::Progress;

/// The greatest number of items that a thread takes at once.
const LARGEST_CHUNK: usize = 64;

/// How many threads there are, and who is told how far they are.
#[derive(Debug)]
pub(crate) struct Threads {
    count: usize,
    progress: Progress,
}

impl Threads {
    /// As many threads as are asked for, else as there are cores; one where there are no threads, as in WebAssembly.
    pub(crate) fn new(count: Option<NonZeroUsize>, progress: Progress) -> Self {
        let count = count.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        Self { count, progress }
    }

    /// What comes of each item, in the order of the items. The work is told the item's index.
    pub(crate) fn run<T: Sync, R: Send>(
        &self,
        what: &'static str,
        items: &[T],
        work: impl Fn(usize, &T) -> R + Sync,
    ) -> Vec<R> {
        self.progress.begin(what, items.len());
        let size = (items.len() / (8 * self.count)).clamp(1, LARGEST_CHUNK);
        let chunks: Vec<&[T]> = items.chunks(size).collect();
        let next = AtomicUsize::new(0);
        let run = || {
            let mut done = Vec::new();
            // Whoever is done with a chunk takes the next one that nobody has taken.
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(chunk) = chunks.get(number) else { return done };
                let indices = number * size..;
                let results: Vec<R> = indices.zip(*chunk).map(|(index, item)| work(index, item)).collect();
                self.progress.advance(chunk.len());
                done.push((number, results));
            }
        };
        let mut done = thread::scope(|scope| {
            let others = 1..self.count.min(chunks.len());
            // A thread that does not start leaves more to this one.
            let others = others.filter_map(|_| thread::Builder::new().spawn_scoped(scope, run).ok());
            let others: Vec<_> = others.collect();
            let mut done = run();
            for other in others {
                done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            done
        });
        self.progress.end();
        done.sort_unstable_by_key(|(number, _)| *number);
        done.into_iter().flat_map(|(_, results)| results).collect()
    }
}

impl Workers for Threads {
    fn map<T: Sync, R: Send>(&self, step: Step, items: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
        let what = match step {
            Step::Read => "Reading manifests",
            Step::Reconcile => "Writing configurations",
        };
        self.run(what, items, work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let expected: Vec<_> = items.iter().map(|item| (*item, item * 2)).collect();
        for count in [1, 2, 3, 8, 2000] {
            let threads = Threads::new(NonZeroUsize::new(count), Progress::hidden());
            assert_eq!(threads.run("Counting", &items, |index, item| (index, item * 2)), expected, "{count} threads");
            assert!(threads.run("Counting", &items[..0], |index, _| index).is_empty());
        }
    }
}
