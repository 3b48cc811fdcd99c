//! Which resources the Prometheus selects, and why not the others.

use promwright_wasm::browser::Resource;
use yew::prelude::{Html, Properties, component, html};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ResourcesProperties {
    pub(crate) resources: Vec<Resource>,
}

/// The table of resources.
#[component(Resources)]
pub(crate) fn resources(properties: &ResourcesProperties) -> Html {
    if properties.resources.is_empty() {
        return html! { <p class="empty">{ "There are no scrape resources yet." }</p> };
    }
    html! {
        <table class="resources">
            <thead><tr><th scope="col">{ "Resource" }</th><th scope="col">{ "In the configuration" }</th><th scope="col">{ "Why not" }</th></tr></thead>
            <tbody>
                { for properties.resources.iter().map(|resource| html! {
                    <tr>
                        <th scope="row">{ &resource.name }</th>
                        <td>{ if resource.taken { "yes" } else { "no" } }</td>
                        <td>{ resource.reason.clone().unwrap_or_default() }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
