//! The configuration that is shown, with copy and download.

use std::rc::Rc;

use promwright_wasm::browser::Answer;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlSelectElement, Url};
use yew::prelude::{AttrValue, Callback, Event, Html, Properties, TargetCast, component, html, use_state};

use crate::editor::OutputView;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OutputProperties {
    pub(crate) answer: Rc<Answer>,
    pub(crate) shown: usize,
    pub(crate) show: Callback<usize>,
}

/// The configuration that is shown.
#[component(Output)]
pub(crate) fn output(properties: &OutputProperties) -> Html {
    let copied = use_state(|| false);
    let configurations = &properties.answer.configurations;
    let text: AttrValue = configurations
        .get(properties.shown)
        .and_then(|configuration| configuration.text.clone())
        .unwrap_or_default()
        .into();
    let pick = {
        let show = properties.show.clone();
        Callback::from(move |event: Event| {
            if let Ok(index) = event.target_unchecked_into::<HtmlSelectElement>().value().parse() {
                show.emit(index);
            }
        })
    };
    let copy = {
        let (text, copied) = (text.clone(), copied.clone());
        Callback::from(move |_| {
            // The promise is let go: a browser that refuses says so itself.
            let _ = gloo::utils::window().navigator().clipboard().write_text(&text);
            copied.set(true);
        })
    };
    let download = {
        let text = text.clone();
        Callback::from(move |_| download(&text))
    };
    let empty = text.is_empty();
    html! {
        <section class="pane configuration" aria-labelledby="configuration-title">
            <header>
                <h2 id="configuration-title">{ "Configuration" }</h2>
                if configurations.len() > 1 {
                    <select aria-label="Prometheus" onchange={pick}>
                        { for configurations.iter().enumerate().map(|(index, configuration)| html! {
                            <option value={index.to_string()} selected={index == properties.shown}>{ &configuration.instance }</option>
                        }) }
                    </select>
                }
                <div class="actions">
                    <button type="button" onclick={copy} disabled={empty}>{ if *copied { "Copied" } else { "Copy" } }</button>
                    <button type="button" onclick={download} disabled={empty}>{ "Download" }</button>
                </div>
            </header>
            if empty {
                <p class="empty">{ "There is no configuration: the problems below say why." }</p>
            }
            <OutputView {text} />
        </section>
    }
}

/// Hands the text over as a file.
fn download(text: &str) {
    let save = || -> Result<(), JsValue> {
        let parts = web_sys::js_sys::Array::of1(&JsValue::from_str(text));
        let kind = BlobPropertyBag::new();
        kind.set_type("application/yaml");
        let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = gloo::utils::document().create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download("prometheus.yaml");
        link.click();
        Url::revoke_object_url(&address)
    };
    // A browser that cannot save files has told so by then.
    let _ = save();
}
