//! The list of problems: message, help, place, object, source and code.

use promwright_wasm::browser::Problem;
use yew::prelude::{Callback, Html, MouseEvent, html};

use crate::resources::show_more;

/// How many problems are shown at first: the list is rendered again on every keystroke.
const FIRST: usize = 100;

/// The list of problems. `on_jump` selects a range of the text; `show_all` shows the list in full.
pub(crate) fn list(
    problems: &[Problem],
    has_text: bool,
    on_jump: &Callback<(u32, u32)>,
    show_all: bool,
    on_more: Callback<MouseEvent>,
) -> Html {
    if problems.is_empty() {
        let message = if has_text { "No problems found." } else { "Nothing to check yet." };
        return html! { <p class="empty">{ message }</p> };
    }
    let limit = if show_all { usize::MAX } else { FIRST };
    html! {
        <>
            <ol class="problem-list">
                { for problems.iter().take(limit).map(|problem| item(problem, on_jump)) }
            </ol>
            { show_more(problems.len().saturating_sub(limit), on_more) }
        </>
    }
}

fn item(problem: &Problem, on_jump: &Callback<(u32, u32)>) -> Html {
    let place = problem.range.map(|range| format!("Line {}, column {}", range.line, range.column));
    let body = html! {
        <>
            <span class="severity" data-severity={problem.severity.clone()}>{ &problem.severity }</span>
            <span class="message">
                if !problem.path.is_empty() { <code>{ &problem.path }</code>{ ": " } }
                { formatted(&problem.message) }
            </span>
            if let Some(effect) = &problem.effect {
                <span class="help">{ formatted(effect) }</span>
            }
            if let Some(help) = &problem.help {
                <span class="help">{ formatted(help) }</span>
            }
            <span class="facts">
                if let Some(place) = place { <span class="place">{ place }</span> }
                if let Some(object) = &problem.object { <span>{ object }</span> }
                <span>{ source(&problem.layer) }</span>
                <span>{ &problem.code }</span>
            </span>
        </>
    };
    match problem.range {
        Some(range) => {
            let on_jump = on_jump.clone();
            let onclick = Callback::from(move |_| on_jump.emit((range.from, range.to)));
            html! { <li><button type="button" class="problem" {onclick}>{ body }</button></li> }
        }
        None => html! { <li><div class="problem">{ body }</div></li> },
    }
}

/// Who reports problems of a layer.
fn source(layer: &str) -> &str {
    match layer {
        "yaml" => "YAML",
        "schema" | "cel" => "API server",
        layer => layer,
    }
}

/// The severity of the worst problem.
pub(crate) fn worst(problems: &[Problem]) -> Option<&'static str> {
    ["error", "warning", "information"]
        .into_iter()
        .find(|severity| problems.iter().any(|problem| problem.severity == *severity))
}

/// Renders a message with text in backticks as code.
pub(crate) fn formatted(message: &str) -> Html {
    let pieces = message.split('`');
    // Upstream messages may contain unpaired backticks: show such a message as is.
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

/// The announcement for screen readers.
pub(crate) fn summary(problems: &[Problem]) -> String {
    let count = |severity: &str| problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (count("error"), count("warning"));
    let counted = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    };
    match (errors, warnings) {
        (0, 0) => "No errors or warnings".to_owned(),
        _ => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}
