//! Which resources the Prometheus selects, and why not the others.

use promwright_wasm::browser::Configuration;
use yew::prelude::{Callback, Html, MouseEvent, html};

use crate::problems::words;

/// How many resources are shown at first, as for problems.
const FIRST: usize = 200;

/// The table of the resources of a configuration; `all` is whether the long rest is shown too.
pub(crate) fn table(configuration: Option<&Configuration>, all: bool, more: Callback<MouseEvent>) -> Html {
    let Some(configuration) = configuration.filter(|configuration| !configuration.resources.is_empty()) else {
        return html! { <p class="empty">{ "There are no scrape resources yet." }</p> };
    };
    let limit = if all { usize::MAX } else { FIRST };
    let resources = &configuration.resources;
    html! {
        <>
            <table class="resources">
                <caption>{ "What " }<strong>{ &configuration.instance }</strong>{ " selects" }</caption>
                <thead>
                    <tr><th scope="col">{ "Resource" }</th><th scope="col">{ "Selected" }</th><th scope="col">{ "Why not" }</th></tr>
                </thead>
                <tbody>
                    { for resources.iter().take(limit).map(|resource| html! {
                        <tr data-taken={resource.taken.to_string()}>
                            <th scope="row">{ &resource.name }</th>
                            <td class="taken">{ if resource.taken { "Yes" } else { "No" } }</td>
                            <td>{ resource.reason.as_deref().map(words) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            { rest(resources.len().saturating_sub(limit), more) }
        </>
    }
}

/// The button that shows the rest of a long list.
pub(crate) fn rest(count: usize, more: Callback<MouseEvent>) -> Html {
    html! {
        if count > 0 {
            <p class="rest"><button type="button" onclick={more}>{ format!("Show {count} more") }</button></p>
        }
    }
}
