//! Bindings to the editors in `js/src/editor.js`, which are mounted once and then updated.

use std::rc::Rc;

use promwright_wasm::browser::{Configuration, Problem, Question};
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use web_sys::Element;
use yew::prelude::{
    AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_mut_ref, use_node_ref,
};

use crate::output;
use crate::traced::Traced;

#[wasm_bindgen]
extern "C" {
    /// One editor.
    pub(crate) type View;
}

// `js/src/start.js` defines this global before the app starts.
#[wasm_bindgen(js_namespace = promwrightEditor)]
extern "C" {
    #[wasm_bindgen(js_name = mountEditor)]
    fn mount_editor(parent: &Element, text: &str, on_change: &Closure<dyn FnMut(String)>, on_rest: &OnRest) -> View;
    #[wasm_bindgen(js_name = mountOutput)]
    fn mount_output(parent: &Element, on_rest: &OnRest) -> View;
    #[wasm_bindgen(js_name = openText)]
    fn open_text(view: &View, text: &str);
    #[wasm_bindgen(js_name = setText)]
    fn set_text(view: &View, text: &str);
    #[wasm_bindgen(js_name = setProblems)]
    fn set_problems(view: &View, problems: &JsValue);
    #[wasm_bindgen(js_name = goTo)]
    fn go_to(view: &View, from: u32, to: u32);
    fn highlight(view: &View, bounds: &[u32]);
    pub(crate) fn announce(text: &str);
    #[wasm_bindgen(js_name = highlightLines)]
    fn highlight_lines(view: &View, lines: &[u32]);
}

/// Called when the cursor rests: with its UTF-16 offset in the manifests, or its line in the configuration.
type OnRest = Closure<dyn FnMut(u32)>;

/// A range to select in the manifests. `count` distinguishes jumps to the same range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Jump {
    pub(crate) count: u32,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct EditorProperties {
    /// The initial text. The editor reads it again when `replaced` changes.
    pub(crate) text: AttrValue,
    /// How many times the text was replaced from outside the editor.
    pub(crate) replaced: u32,
    pub(crate) problems: Rc<[Problem]>,
    pub(crate) jump: Jump,
    pub(crate) traced: Rc<Traced>,
    pub(crate) on_edit: Callback<String>,
    pub(crate) on_trace: Callback<Question>,
}

/// The manifests editor.
#[component(Editor)]
pub(crate) fn editor(properties: &EditorProperties) -> Html {
    let parent = use_node_ref();
    let view = use_mut_ref(|| None::<View>);
    {
        let (view, parent) = (view.clone(), parent.clone());
        let (text, on_edit, on_trace) =
            (properties.text.clone(), properties.on_edit.clone(), properties.on_trace.clone());
        use_effect_with((), move |()| {
            // The editor lives as long as the page, so its callbacks are leaked on purpose.
            let on_change = Closure::new(move |text: String| on_edit.emit(text));
            let on_rest = Closure::new(move |offset| on_trace.emit(Question::Place(offset)));
            *view.borrow_mut() =
                parent.cast::<Element>().map(|parent| mount_editor(&parent, &text, &on_change, &on_rest));
            on_change.forget();
            on_rest.forget();
        });
    }
    {
        let view = view.clone();
        let text = properties.text.clone();
        use_effect_with(properties.replaced, move |replaced| {
            if let Some(view) = view.borrow().as_ref()
                && *replaced > 0
            {
                open_text(view, &text);
            }
        });
    }
    {
        let view = view.clone();
        use_effect_with(properties.problems.clone(), move |problems| {
            if let Some(view) = view.borrow().as_ref() {
                set_problems(view, &marks(problems));
            }
        });
    }
    {
        let view = view.clone();
        use_effect_with(properties.traced.clone(), move |traced| {
            if let Some(view) = view.borrow().as_ref() {
                highlight(view, &traced.bounds);
            }
        });
    }
    use_effect_with(properties.jump, move |jump| {
        if let Some(view) = view.borrow().as_ref()
            && jump.count > 0
        {
            go_to(view, jump.from, jump.to);
        }
    });
    html! { <div class="editor" id="manifests" ref={parent} /> }
}

/// The problems that have a range, as objects for `setProblems`.
fn marks(problems: &[Problem]) -> JsValue {
    let marks = web_sys::js_sys::Array::new();
    for problem in problems {
        let Some(range) = problem.range else { continue };
        let mark = web_sys::js_sys::Object::new();
        let set = |key: &str, value: JsValue| {
            // Setting a property of a new object cannot fail.
            let _ = web_sys::js_sys::Reflect::set(&mark, &key.into(), &value);
        };
        set("from", range.from.into());
        set("to", range.to.into());
        set("severity", problem.severity.as_str().into());
        set("message", problem.message.as_str().into());
        set("help", problem.help.as_deref().into());
        marks.push(&mark);
    }
    marks.into()
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OutputViewProperties {
    pub(crate) configurations: Rc<[Configuration]>,
    /// The index of the configuration that is shown.
    pub(crate) shown: usize,
    pub(crate) traced: Rc<Traced>,
    pub(crate) on_trace: Callback<Question>,
}

/// The read-only view of the configuration.
#[component(OutputView)]
pub(crate) fn output_view(properties: &OutputViewProperties) -> Html {
    let parent = use_node_ref();
    let view = use_mut_ref(|| None::<View>);
    {
        let (view, parent, on_trace) = (view.clone(), parent.clone(), properties.on_trace.clone());
        use_effect_with((), move |()| {
            let on_rest = Closure::new(move |line| on_trace.emit(Question::Line(line)));
            *view.borrow_mut() = parent.cast::<Element>().map(|parent| mount_output(&parent, &on_rest));
            on_rest.forget();
        });
    }
    {
        let view = view.clone();
        use_effect_with((properties.configurations.clone(), properties.shown), move |(configurations, shown)| {
            if let Some(view) = view.borrow().as_ref() {
                set_text(view, output::text(configurations, *shown));
            }
        });
    }
    use_effect_with(properties.traced.clone(), move |traced| {
        if let Some(view) = view.borrow().as_ref() {
            highlight_lines(view, &traced.lines);
        }
    });
    html! { <div class="editor" id="configuration" ref={parent} /> }
}
