//! Which resources an instance selects, and why it does not select the others.

use promwright_wasm::browser::Configuration;
use yew::prelude::{Callback, Html, MouseEvent, html};

use crate::problems::formatted;

/// How many resources are shown at first, as in the list of problems.
const FIRST: usize = 200;

/// The table of an instance's resources; `show_all` shows it in full.
pub(crate) fn table(configuration: Option<&Configuration>, show_all: bool, on_more: Callback<MouseEvent>) -> Html {
    let Some(configuration) = configuration.filter(|configuration| !configuration.resources.is_empty()) else {
        return html! { <p class="empty">{ "No resources to show." }</p> };
    };
    let limit = if show_all { usize::MAX } else { FIRST };
    let resources = &configuration.resources;
    html! {
        <>
            <table class="resources">
                <caption>{ "What " }<strong>{ &configuration.instance }</strong>{ " selects" }</caption>
                <thead>
                    <tr><th scope="col">{ "Resource" }</th><th scope="col">{ "State" }</th><th scope="col">{ "Why not" }</th></tr>
                </thead>
                <tbody>
                    { for resources.iter().take(limit).map(|resource| html! {
                        <tr data-state={resource.state.clone()}>
                            <th scope="row">{ &resource.name }</th>
                            <td class="state">{ state(&resource.state) }</td>
                            <td>{ resource.reason.as_deref().map(formatted) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            { show_more(resources.len().saturating_sub(limit), on_more) }
        </>
    }
}

/// The state of a resource in words.
fn state(state: &str) -> &'static str {
    match state {
        "accepted" => "Selected",
        "rejected" => "Rejected",
        _ => "Not selected",
    }
}

/// The button that shows the rest of a long list.
pub(crate) fn show_more(count: usize, on_more: Callback<MouseEvent>) -> Html {
    html! {
        if count > 0 {
            <p class="more"><button type="button" onclick={on_more}>{ format!("Show {count} more") }</button></p>
        }
    }
}
