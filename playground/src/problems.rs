//! The list of problems: what, where, who says it, and what to do.

use promwright_wasm::browser::Problem;
use yew::prelude::{Callback, Html, MouseEvent, html};

use crate::resources::rest;

/// How many problems are shown at first: each keystroke draws the list anew, and nobody reads hundreds.
const FIRST: usize = 100;

/// The list of problems. `jump` moves the cursor to a stretch of the text, and `all` is whether the long rest is shown too.
pub(crate) fn list(
    problems: &[Problem],
    written: bool,
    jump: &Callback<(u32, u32)>,
    all: bool,
    more: Callback<MouseEvent>,
) -> Html {
    if problems.is_empty() {
        let all_is_well = if written {
            "No problems: the API server and the operator take everything."
        } else {
            "Nothing to look at yet."
        };
        return html! { <p class="empty">{ all_is_well }</p> };
    }
    let limit = if all { usize::MAX } else { FIRST };
    html! {
        <>
            <ol class="problem-list">
                { for problems.iter().take(limit).map(|problem| item(problem, jump)) }
            </ol>
            { rest(problems.len().saturating_sub(limit), more) }
        </>
    }
}

fn item(problem: &Problem, jump: &Callback<(u32, u32)>) -> Html {
    let place = problem.range.map(|range| format!("Line {}, column {}", range.line, range.column));
    let body = html! {
        <>
            <span class="severity" data-severity={problem.severity.clone()}>{ &problem.severity }</span>
            <span class="message">{ words(&problem.message) }</span>
            if let Some(help) = &problem.help {
                <span class="help">{ words(help) }</span>
            }
            <span class="facts">
                if let Some(place) = place { <span class="place">{ place }</span> }
                if let Some(object) = &problem.object { <span>{ object }</span> }
                <span>{ who(&problem.layer) }</span>
                <span>{ &problem.code }</span>
            </span>
        </>
    };
    match problem.range {
        Some(range) => {
            let jump = jump.clone();
            let onclick = Callback::from(move |_| jump.emit((range.from, range.to)));
            html! { <li><button type="button" class="problem" {onclick}>{ body }</button></li> }
        }
        None => html! { <li><div class="problem">{ body }</div></li> },
    }
}

/// Who says it.
fn who(layer: &str) -> &str {
    match layer {
        "yaml" => "YAML",
        "schema" | "cel" => "API server",
        "selection" | "generation" => "operator",
        layer => layer,
    }
}

/// The severity of the worst problem.
pub(crate) fn worst(problems: &[Problem]) -> Option<&'static str> {
    ["error", "warning", "information"]
        .into_iter()
        .find(|severity| problems.iter().any(|problem| problem.severity == *severity))
}

/// A message, with what stands between backticks set as code.
pub(crate) fn words(message: &str) -> Html {
    let pieces = message.split('`');
    // Messages of others may hold a lone backtick, which then means itself.
    if pieces.clone().count().is_multiple_of(2) {
        return html! { message };
    }
    pieces
        .enumerate()
        .map(|(index, piece)| {
            if index % 2 == 1 {
                html! { <code>{ piece }</code> }
            } else {
                html! { piece }
            }
        })
        .collect()
}

/// What a screen reader is told.
pub(crate) fn summary(problems: &[Problem]) -> String {
    let count = |severity: &str| problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (count("error"), count("warning"));
    let some = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    match (errors, warnings) {
        (0, 0) => "No errors, no warnings".to_owned(),
        _ => format!("{}, {}", some(errors, "error"), some(warnings, "warning")),
    }
}
