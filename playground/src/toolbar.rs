//! The bar at the top: examples, the version of Prometheus, the theme.

use promwright_wasm::browser::prometheus_versions;
use web_sys::HtmlSelectElement;
use yew::prelude::{AttrValue, Callback, Event, Html, Properties, TargetCast, component, html, use_state};

use crate::examples::EXAMPLES;
use crate::storage;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ToolbarProperties {
    /// The text as it stands: an example is chosen as long as nothing has been changed in it.
    pub(crate) current: AttrValue,
    pub(crate) version: Option<String>,
    pub(crate) version_chosen: Callback<Option<String>>,
    pub(crate) open: Callback<&'static str>,
}

/// The bar at the top.
#[component(Toolbar)]
pub(crate) fn toolbar(properties: &ToolbarProperties) -> Html {
    let theme = use_state(storage::theme);
    let pick_example = {
        let open = properties.open.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            if let Some(example) = EXAMPLES.iter().find(|example| example.name == select.value()) {
                open.emit(example.text);
            }
        })
    };
    let pick_version = {
        let version_chosen = properties.version_chosen.clone();
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            version_chosen.emit(Some(value).filter(|value| !value.is_empty()));
        })
    };
    let pick_theme = {
        let theme = theme.clone();
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            storage::set_theme(&value);
            theme.set(value);
        })
    };
    let example =
        EXAMPLES.iter().find(|example| example.text == properties.current.as_str()).map_or("", |example| example.name);
    let option = |value: &'static str, label: &'static str, chosen: &str| {
        html! { <option {value} selected={value == chosen}>{ label }</option> }
    };
    html! {
        <header class="bar">
            <h1>{ "promwright" }</h1>
            <p class="tagline">{ "What prometheus-operator 0.93.0 makes of your manifests" }</p>
            <div class="controls">
                <label>
                    <span>{ "Example" }</span>
                    <select id="example" onchange={pick_example}>
                        <option value="" hidden=true selected={example.is_empty()}>{ "Choose…" }</option>
                        { for EXAMPLES.iter().map(|this| option(this.name, this.title, example)) }
                    </select>
                </label>
                <label>
                    <span>{ "Prometheus" }</span>
                    <select id="version" onchange={pick_version}>
                        { option("", "version of manifests", properties.version.as_deref().unwrap_or_default()) }
                        { for prometheus_versions().into_iter().map(|version| option(version, version, properties.version.as_deref().unwrap_or_default())) }
                    </select>
                </label>
                <label>
                    <span>{ "Theme" }</span>
                    <select id="theme" onchange={pick_theme}>
                        { option("system", "System", &theme) }
                        { option("light", "Light", &theme) }
                        { option("dark", "Dark", &theme) }
                    </select>
                </label>
            </div>
        </header>
    }
}
