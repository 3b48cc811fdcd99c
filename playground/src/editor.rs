//! The glue to the editors of `js/src/editor.js`: mounted once, and told what has changed.

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

// `js/src/start.js` puts the functions of `js/src/editor.js` there before the app starts.
#[wasm_bindgen(js_namespace = promwrightEditor)]
extern "C" {
    #[wasm_bindgen(js_name = mountEditor)]
    fn mount_editor(parent: &Element, text: &str, changed: &Closure<dyn FnMut(String)>, rested: &Rested) -> View;
    #[wasm_bindgen(js_name = mountOutput)]
    fn mount_output(parent: &Element, rested: &Rested) -> View;
    #[wasm_bindgen(js_name = openText)]
    fn open_text(view: &View, text: &str);
    #[wasm_bindgen(js_name = setText)]
    fn set_text(view: &View, text: &str);
    #[wasm_bindgen(js_name = setProblems)]
    fn set_problems(view: &View, problems: &JsValue);
    #[wasm_bindgen(js_name = goTo)]
    fn go_to(view: &View, from: u32, to: u32);
    fn light(view: &View, places: &[u32]);
    pub(crate) fn announce(words: &str);
    #[wasm_bindgen(js_name = lightLines)]
    fn light_lines(view: &View, lines: &[u32]);
}

/// Called with the place where the cursor rests.
type Rested = Closure<dyn FnMut(u32)>;

/// Where to move the cursor. Every wish is a new one, even to the same place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Jump {
    pub(crate) count: u32,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct EditorProperties {
    /// The text at first, and whenever `replaced` changes.
    pub(crate) text: AttrValue,
    /// Counts how often the text was replaced from outside.
    pub(crate) replaced: u32,
    pub(crate) problems: Rc<[Problem]>,
    pub(crate) jump: Jump,
    pub(crate) traced: Rc<Traced>,
    pub(crate) changed: Callback<String>,
    pub(crate) ask: Callback<Question>,
}

/// The editor for manifests.
#[component(Editor)]
pub(crate) fn editor(properties: &EditorProperties) -> Html {
    let parent = use_node_ref();
    let view = use_mut_ref(|| None::<View>);
    {
        let (view, parent) = (view.clone(), parent.clone());
        let (text, changed, ask) = (properties.text.clone(), properties.changed.clone(), properties.ask.clone());
        use_effect_with((), move |()| {
            // The editor stays as long as the page, and so do its listeners.
            let changed = Closure::new(move |text: String| changed.emit(text));
            let rested = Closure::new(move |place| ask.emit(Question::Place(place)));
            *view.borrow_mut() = parent.cast::<Element>().map(|parent| mount_editor(&parent, &text, &changed, &rested));
            changed.forget();
            rested.forget();
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
                light(view, &traced.places);
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

/// The problems that have a place, as the editor takes them.
fn marks(problems: &[Problem]) -> JsValue {
    let marks = web_sys::js_sys::Array::new();
    for problem in problems {
        let Some(range) = problem.range else { continue };
        let mark = web_sys::js_sys::Object::new();
        let set = |key: &str, value: JsValue| {
            // Setting a field of a fresh object cannot fail.
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
    /// Which configuration is shown.
    pub(crate) shown: usize,
    pub(crate) traced: Rc<Traced>,
    pub(crate) ask: Callback<Question>,
}

/// The view of a configuration.
#[component(OutputView)]
pub(crate) fn output_view(properties: &OutputViewProperties) -> Html {
    let parent = use_node_ref();
    let view = use_mut_ref(|| None::<View>);
    {
        let (view, parent, ask) = (view.clone(), parent.clone(), properties.ask.clone());
        use_effect_with((), move |()| {
            let rested = Closure::new(move |line| ask.emit(Question::Line(line)));
            *view.borrow_mut() = parent.cast::<Element>().map(|parent| mount_output(&parent, &rested));
            rested.forget();
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
            light_lines(view, &traced.lines);
        }
    });
    html! { <div class="editor" id="configuration" ref={parent} /> }
}
