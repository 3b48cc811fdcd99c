//! Which resources the Prometheus selects, and why not the others.

use std::rc::Rc;

use promwright_wasm::browser::Configuration;
use yew::prelude::{Callback, Html, MouseEvent, Properties, component, html, use_state};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ResourcesProperties {
    pub(crate) configurations: Rc<[Configuration]>,
    /// Which configuration is shown.
    pub(crate) shown: usize,
}

/// How many resources are shown at first, as for problems.
const FIRST: usize = 200;

/// The table of resources.
#[component(Resources)]
pub(crate) fn resources(properties: &ResourcesProperties) -> Html {
    let limit = use_state(|| FIRST);
    let configuration = properties.configurations.get(properties.shown);
    let Some(configuration) = configuration.filter(|configuration| !configuration.resources.is_empty()) else {
        return html! { <p class="empty">{ "There are no scrape resources yet." }</p> };
    };
    let more = {
        let limit = limit.clone();
        Callback::from(move |_| limit.set(usize::MAX))
    };
    let resources = &configuration.resources;
    html! {
        <>
            <table class="resources">
                <caption>{ "What " }<strong>{ &configuration.instance }</strong>{ " selects" }</caption>
                <thead>
                    <tr><th scope="col">{ "Resource" }</th><th scope="col">{ "Selected" }</th><th scope="col">{ "Why not" }</th></tr>
                </thead>
                <tbody>
                    { for resources.iter().take(*limit).map(|resource| html! {
                        <tr data-taken={resource.taken.to_string()}>
                            <th scope="row">{ &resource.name }</th>
                            <td class="taken">{ if resource.taken { "Yes" } else { "No" } }</td>
                            <td>{ resource.reason.clone().unwrap_or_default() }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            <Rest count={resources.len().saturating_sub(*limit)} {more} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct RestProperties {
    /// How many are not shown.
    pub(crate) count: usize,
    pub(crate) more: Callback<MouseEvent>,
}

/// The button that shows the rest of a long list.
#[component(Rest)]
pub(crate) fn rest(properties: &RestProperties) -> Html {
    if properties.count == 0 {
        return Html::default();
    }
    html! {
        <p class="rest"><button type="button" onclick={properties.more.clone()}>{ format!("Show {} more", properties.count) }</button></p>
    }
}
