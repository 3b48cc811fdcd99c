//! The toolbar: examples, Prometheus version, theme.

use promwright_wasm::browser::prometheus_versions;
use web_sys::HtmlSelectElement;
use yew::prelude::{AttrValue, Callback, Event, Html, Properties, TargetCast, component, html, use_state};

use crate::examples::EXAMPLES;
use crate::storage;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ToolbarProperties {
    /// The text in the editor. The menu shows an example's name while its text is unchanged.
    pub(crate) current: AttrValue,
    pub(crate) version: Option<String>,
    pub(crate) on_version: Callback<Option<String>>,
    pub(crate) on_example: Callback<&'static str>,
}

/// The toolbar.
#[component(Toolbar)]
pub(crate) fn toolbar(properties: &ToolbarProperties) -> Html {
    let theme = use_state(storage::theme);
    let change_example = {
        let on_example = properties.on_example.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            if let Some(example) = EXAMPLES.iter().find(|example| example.name == select.value()) {
                on_example.emit(example.text);
            }
        })
    };
    let change_version = {
        let on_version = properties.on_version.clone();
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            on_version.emit(Some(value).filter(|value| !value.is_empty()));
        })
    };
    let change_theme = {
        let theme = theme.clone();
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            storage::set_theme(&value);
            theme.set(value);
        })
    };
    let example =
        EXAMPLES.iter().find(|example| example.text == properties.current.as_str()).map_or("", |example| example.name);
    let option = |value: &'static str, label: &'static str, selected: &str| {
        html! { <option {value} selected={value == selected}>{ label }</option> }
    };
    html! {
        <header class="bar">
            <h1>{ "promwright" }</h1>
            <p class="tagline">{ "Preview what prometheus-operator 0.93.0 generates" }</p>
            <div class="controls">
                <label>
                    <span>{ "Example" }</span>
                    <select id="example" onchange={change_example}>
                        <option value="" hidden=true selected={example.is_empty()}>{ "Choose…" }</option>
                        { for EXAMPLES.iter().map(|this| option(this.name, this.title, example)) }
                    </select>
                </label>
                <label>
                    <span>{ "Prometheus" }</span>
                    <select id="version" onchange={change_version}>
                        { option("", "From manifests", properties.version.as_deref().unwrap_or_default()) }
                        { for prometheus_versions().into_iter().map(|version| option(version, version, properties.version.as_deref().unwrap_or_default())) }
                    </select>
                </label>
                <label>
                    <span>{ "Theme" }</span>
                    <select id="theme" onchange={change_theme}>
                        { option("system", "System", &theme) }
                        { option("light", "Light", &theme) }
                        { option("dark", "Dark", &theme) }
                    </select>
                </label>
            </div>
        </header>
    }
}
