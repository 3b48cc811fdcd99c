//! Conformance: what this project answers to recorded questions, against what the real systems answered.
//!
//! A [`Case`] is one question with its recorded answer. Every type of case has a file here with up to two functions:
//! `answer` asks `promwright-core` and puts what it says into the shape of the case's `want`, and `compare` says whether the
//! two agree where more than equal fields decides. [`run`] is the table of the types.

mod admit;
mod case;
mod check;
mod duration;
mod emit;
mod filter;
mod generate;
mod json;
mod label_selector;
mod load;
mod message;
mod operator;
mod outcome;
mod quantity;
mod read;
mod reconcile;
mod reemit;
mod regexp;
mod report;
mod runner;
mod semver;

use std::fmt::Display;

use serde_json::{Value, json};

use outcome::compare_fields;

pub use case::{Additional, Case, Options, Resource};
pub use filter::Filter;
pub use operator::options;
pub use outcome::{Difference, Outcome};
pub use report::Report;
pub use runner::{Line, Ran, read_lines, run_all};

/// Compares an answer with the recorded one, which comes first.
type Compare = fn(&Value, &Value) -> Outcome;

/// Asks the project a case's question and compares its answer with the recorded one.
pub fn run(case: &Case<'_>) -> Outcome {
    let (answer, compare): (_, Compare) = match case.kind.as_str() {
        "generate" => (generate::answer(case), generate::compare),
        "check" => (check::answer(case), check::compare),
        "admit" => (admit::answer(case), admit::compare),
        "reconcile" => (reconcile::answer(case), reconcile::compare),
        "load" => (Err(unanswered()), load::compare),
        "yaml-emit" => (Ok(emit::answer(case)), compare_fields),
        "yaml-emit-sorted" => (Ok(emit::answer_sorted(case)), compare_fields),
        "yaml-reemit" => (Ok(reemit::answer(case)), compare_fields),
        "manifest-read" => (Ok(read::answer(case)), read::compare),
        "regexp" => (Ok(regexp::answer(case)), compare_fields),
        "duration" => (Ok(duration::answer(case)), compare_fields),
        "quantity" => (Ok(quantity::answer(case)), compare_fields),
        "semver" => (Ok(semver::answer(case)), compare_fields),
        "label-selector" => (Ok(label_selector::answer(case)), compare_fields),
        "relabel" => (Err(unanswered()), compare_fields),
        _ => return Outcome::failed("type", "a type of case that the runner knows", &case.kind),
    };
    match answer {
        Ok(answer) => compare(&case.want, &answer),
        Err(reason) => Outcome::failed("answer", "an answer", &reason),
    }
}

fn unanswered() -> operator::Unanswered {
    "this project does not answer this type of case yet".to_owned()
}

/// An answer that says no.
fn refusal(error: impl Display) -> Value {
    json!({"error": error.to_string()})
}
