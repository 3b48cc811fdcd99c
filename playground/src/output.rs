//! The configuration that is shown, with copy and download.

use std::rc::Rc;

use promwright_wasm::browser::{Configuration, Question};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlSelectElement, Url};
use yew::platform::spawn_local;
use yew::prelude::{Callback, Event, Html, Properties, TargetCast, component, html, use_effect_with, use_state_eq};

use crate::editor::OutputView;
use crate::page;
use crate::traced::Traced;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OutputProperties {
    pub(crate) configurations: Rc<[Configuration]>,
    pub(crate) shown: usize,
    pub(crate) traced: Rc<Traced>,
    pub(crate) show: Callback<usize>,
    pub(crate) ask: Callback<Question>,
    /// Whether there is any text.
    pub(crate) written: bool,
}

/// What became of a wish to copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    NotYet,
    Done,
    Refused,
}

/// The configuration that is shown.
#[component(Output)]
pub(crate) fn output(properties: &OutputProperties) -> Html {
    let OutputProperties { configurations, shown, traced, show, ask, written } = properties.clone();
    let copied = use_state_eq(|| Copied::NotYet);
    {
        // What was copied is not what is shown any more.
        let copied = copied.clone();
        use_effect_with((configurations.clone(), shown), move |_| copied.set(Copied::NotYet));
    }
    let pick = Callback::from(move |event: Event| {
        if let Ok(index) = event.target_unchecked_into::<HtmlSelectElement>().value().parse() {
            show.emit(index);
        }
    });
    let on_copy = {
        let (configurations, copied) = (configurations.clone(), copied.clone());
        Callback::from(move |_| copy(text(&configurations, shown), &copied))
    };
    let on_download = {
        let configurations = configurations.clone();
        // A browser that cannot save files says so itself.
        Callback::from(move |_| drop(download(text(&configurations, shown))))
    };
    let empty = text(&configurations, shown).is_empty();
    let instance = configurations.get(shown).map(|configuration| configuration.instance.clone()).unwrap_or_default();
    html! {
        <section class="pane configuration" aria-labelledby="configuration-title">
            <header>
                <h2 id="configuration-title">{ "Configuration" }</h2>
                if configurations.len() > 1 {
                    <select id="instance" aria-label="Configuration of" title={instance} onchange={pick}>
                        { for configurations.iter().enumerate().map(|(index, configuration)| html! {
                            <option value={index.to_string()} selected={index == shown}>{ &configuration.instance }</option>
                        }) }
                    </select>
                } else {
                    <span class="instance" title={instance.clone()}>{ instance }</span>
                }
                <div class="actions">
                    <button type="button" id="copy" onclick={on_copy} disabled={empty} aria-live="polite">
                        { match *copied { Copied::NotYet => "Copy", Copied::Done => "Copied", Copied::Refused => "Not allowed" } }
                    </button>
                    <button type="button" id="download" onclick={on_download} disabled={empty}>{ "Download" }</button>
                </div>
            </header>
            if empty {
                <p class="empty">
                    { if written { "No configuration comes of this. The problems say why." } else { "The configuration appears here as you write." } }
                </p>
            }
            <OutputView {configurations} {shown} traced={traced.clone()} {ask} />
            <p class="traced" id="traced" aria-live="polite">
                { if traced.words.is_empty() && !empty { "Put the cursor on a line to see which fields make it." } else { &traced.words } }
            </p>
        </section>
    }
}

/// The text that is shown.
pub(crate) fn text(configurations: &[Configuration], shown: usize) -> &str {
    configurations.get(shown).and_then(|configuration| configuration.text.as_deref()).unwrap_or_default()
}

/// Puts the text on the clipboard, and says whether the browser allowed it.
fn copy(text: &str, copied: &yew::UseStateHandle<Copied>) {
    let Some(window) = page::window() else { return };
    // Without a secure connection there is no clipboard, whatever the types say.
    if !window.is_secure_context() {
        return copied.set(Copied::Refused);
    }
    let promise = window.navigator().clipboard().write_text(text);
    let copied = copied.clone();
    spawn_local(async move {
        copied.set(if promise.await.is_ok() { Copied::Done } else { Copied::Refused });
    });
}

/// Hands the text over as a file.
fn download(text: &str) -> Result<(), JsValue> {
    let Some(document) = page::document() else { return Ok(()) };
    let parts = web_sys::js_sys::Array::of1(&JsValue::from_str(text));
    let kind = BlobPropertyBag::new();
    kind.set_type("application/yaml");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download("prometheus.yaml");
    link.click();
    Url::revoke_object_url(&address)
}
