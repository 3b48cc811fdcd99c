//! The list of problems: what, where, who says it, and what to do.

use std::rc::Rc;

use promwright_wasm::browser::Problem;
use yew::prelude::{Callback, Html, Properties, component, html};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ProblemsProperties {
    pub(crate) problems: Rc<[Problem]>,
    /// Moves the cursor to a stretch of the text.
    pub(crate) jump: Callback<(u32, u32)>,
}

/// The list of problems.
#[component(Problems)]
pub(crate) fn problems(properties: &ProblemsProperties) -> Html {
    if properties.problems.is_empty() {
        return html! { <p class="empty">{ "No problems: the API server and the operator take everything." }</p> };
    }
    html! {
        <ol class="problem-list">
            { for properties.problems.iter().map(|problem| item(problem, &properties.jump)) }
        </ol>
    }
}

fn item(problem: &Problem, jump: &Callback<(u32, u32)>) -> Html {
    let place = problem.range.map(|range| format!("{}:{}", range.line, range.column));
    let body = html! {
        <>
            <span class="severity" data-severity={problem.severity.clone()}>{ &problem.severity }</span>
            <span class="message">{ &problem.message }</span>
            if let Some(help) = &problem.help {
                <span class="help">{ help }</span>
            }
            <span class="facts">
                if let Some(place) = &place { <span class="place">{ place }</span> }
                if let Some(object) = &problem.object { <span>{ object }</span> }
                <span>{ &problem.layer }</span>
                <code>{ &problem.code }</code>
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
