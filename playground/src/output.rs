//! The generated configuration, with buttons to copy and download it.

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
    pub(crate) on_instance: Callback<usize>,
    pub(crate) on_trace: Callback<Question>,
    /// Whether the editor has any text.
    pub(crate) has_text: bool,
}

/// The state of the copy button.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CopyState {
    Ready,
    Copied,
    Failed,
}

/// The pane of the configuration.
#[component(Output)]
pub(crate) fn output(properties: &OutputProperties) -> Html {
    let OutputProperties { configurations, shown, traced, on_instance, on_trace, has_text } = properties.clone();
    let copy_state = use_state_eq(|| CopyState::Ready);
    {
        // The clipboard no longer holds what is shown.
        let copy_state = copy_state.clone();
        use_effect_with((configurations.clone(), shown), move |_| copy_state.set(CopyState::Ready));
    }
    let on_change = Callback::from(move |event: Event| {
        if let Ok(index) = event.target_unchecked_into::<HtmlSelectElement>().value().parse() {
            on_instance.emit(index);
        }
    });
    let on_copy = {
        let (configurations, copy_state) = (configurations.clone(), copy_state.clone());
        Callback::from(move |_| copy(text(&configurations, shown), &copy_state))
    };
    let on_download = {
        let configurations = configurations.clone();
        // If the download fails, the browser reports it.
        Callback::from(move |_| drop(download(text(&configurations, shown))))
    };
    let empty = text(&configurations, shown).is_empty();
    let instance = configurations.get(shown).map(|configuration| configuration.instance.clone()).unwrap_or_default();
    html! {
        <section class="pane configuration" aria-labelledby="configuration-title">
            <header>
                <h2 id="configuration-title">{ "Configuration" }</h2>
                if configurations.len() > 1 {
                    <select id="instance" aria-label="Instance" title={instance} onchange={on_change}>
                        { for configurations.iter().enumerate().map(|(index, configuration)| html! {
                            <option value={index.to_string()} selected={index == shown}>{ &configuration.instance }</option>
                        }) }
                    </select>
                } else {
                    <span class="instance" title={instance.clone()}>{ instance }</span>
                }
                <div class="actions">
                    <button type="button" id="copy" onclick={on_copy} disabled={empty} aria-live="polite">
                        { match *copy_state { CopyState::Ready => "Copy", CopyState::Copied => "Copied", CopyState::Failed => "Copy failed" } }
                    </button>
                    <button type="button" id="download" onclick={on_download} disabled={empty}>{ "Download" }</button>
                </div>
            </header>
            if empty {
                <p class="empty">
                    { if has_text { "No configuration was generated. See the problems below." } else { "The configuration appears here as you type." } }
                </p>
            }
            <OutputView {configurations} {shown} traced={traced.clone()} {on_trace} />
            <p class="traced" id="traced" aria-live="polite">
                { if traced.text.is_empty() && !empty { "Put the cursor on a line to see which fields produce it." } else { &traced.text } }
            </p>
        </section>
    }
}

/// The text of the configuration that is shown.
pub(crate) fn text(configurations: &[Configuration], shown: usize) -> &str {
    configurations.get(shown).and_then(|configuration| configuration.text.as_deref()).unwrap_or_default()
}

/// Copies the text to the clipboard and records whether that worked.
fn copy(text: &str, copy_state: &yew::UseStateHandle<CopyState>) {
    let Some(window) = page::window() else { return };
    // `navigator.clipboard` is undefined in an insecure context, although the type is not optional.
    if !window.is_secure_context() {
        return copy_state.set(CopyState::Failed);
    }
    let promise = window.navigator().clipboard().write_text(text);
    let copy_state = copy_state.clone();
    spawn_local(async move {
        copy_state.set(if promise.await.is_ok() { CopyState::Copied } else { CopyState::Failed });
    });
}

/// Downloads the text as a file.
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
