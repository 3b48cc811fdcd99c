//! The page's state and layout.

use std::rc::Rc;

use promwright_wasm::browser::{Answer, Request, answer};
use yew::prelude::{AttrValue, Callback, Html, Reducible, component, html, use_effect_with, use_reducer, use_state};

use crate::editor::{Editor, Jump};
use crate::examples::EXAMPLES;
use crate::output::Output;
use crate::problems::{Problems, summary};
use crate::resources::Resources;
use crate::storage;
use crate::toolbar::Toolbar;

/// Everything that the page shows.
#[derive(Clone, PartialEq)]
struct State {
    /// The text at the last replacement from outside; what is typed since is the editor's.
    text: AttrValue,
    replaced: u32,
    /// The text as it stands.
    current: AttrValue,
    version: Option<String>,
    answer: Rc<Answer>,
    problems: Rc<[promwright_wasm::browser::Problem]>,
    /// Which configuration is shown.
    shown: usize,
    jump: Jump,
    /// The text that the page crashed on, until it is opened or left.
    rescued: Option<AttrValue>,
}

enum Action {
    Type(String),
    Open(AttrValue),
    Version(Option<String>),
    Show(usize),
    Jump(u32, u32),
    LeaveRescued,
}

impl State {
    fn first() -> Self {
        let visit = storage::last_visit();
        storage::forget_crash();
        let example = EXAMPLES.first().map_or("", |example| example.text);
        let (text, rescued) = match visit.text {
            Some(text) if visit.crashed => (example.into(), Some(text.into())),
            Some(text) => (text.into(), None),
            None => (AttrValue::from(example), None),
        };
        Self {
            text: text.clone(),
            replaced: 0,
            current: text,
            version: None,
            answer: Rc::default(),
            problems: Rc::from([]),
            shown: 0,
            jump: Jump::default(),
            rescued,
        }
        .evaluated()
    }

    fn evaluated(mut self) -> Self {
        let mut answer = answer(&Request {
            text: self.current.to_string(),
            prometheus_version: self.version.clone(),
            strict: false,
        });
        self.problems = std::mem::take(&mut answer.problems).into();
        self.shown = self.shown.min(answer.configurations.len().saturating_sub(1));
        self.answer = Rc::new(answer);
        self
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let state = (*self).clone();
        Rc::new(match action {
            Action::Type(text) => {
                storage::keep_text(&text);
                State { current: text.into(), ..state }.evaluated()
            }
            Action::Open(text) => {
                storage::keep_text(&text);
                let replaced = state.replaced + 1;
                State { text: text.clone(), current: text, replaced, shown: 0, rescued: None, ..state }.evaluated()
            }
            Action::Version(version) => State { version, ..state }.evaluated(),
            Action::Show(shown) => State { shown, ..state },
            Action::Jump(from, to) => State { jump: Jump { count: state.jump.count + 1, from, to }, ..state },
            Action::LeaveRescued => State { rescued: None, ..state },
        })
    }
}

/// Which part a phone shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Manifests,
    Configuration,
    Problems,
}

/// The page.
#[component(App)]
pub(crate) fn app() -> Html {
    let state = use_reducer(State::first);
    let part = use_state(|| Part::Manifests);
    let lower = use_state(|| false);

    // For measuring, and for tests: how many times the page has answered.
    {
        let answers = state.answer.clone();
        use_effect_with(answers, |_| {
            if let Some(root) = gloo::utils::document().document_element() {
                let count = root.get_attribute("data-answers").and_then(|count| count.parse::<u32>().ok()).unwrap_or(0);
                let _ = root.set_attribute("data-answers", &(count + 1).to_string());
            }
        });
    }

    let dispatch = |action: fn(String) -> Action| {
        let state = state.clone();
        Callback::from(move |text| state.dispatch(action(text)))
    };
    let open = {
        let state = state.clone();
        Callback::from(move |text: AttrValue| state.dispatch(Action::Open(text)))
    };
    let version = {
        let state = state.clone();
        Callback::from(move |version| state.dispatch(Action::Version(version)))
    };
    let show = {
        let state = state.clone();
        Callback::from(move |shown| state.dispatch(Action::Show(shown)))
    };
    let jump = {
        let (state, part) = (state.clone(), part.clone());
        Callback::from(move |(from, to)| {
            part.set(Part::Manifests);
            state.dispatch(Action::Jump(from, to));
        })
    };
    let counts = summary(&state.problems);
    let tab = |this: Part, label: Html| {
        let part_of = part.clone();
        let selected = *part == this;
        let onclick = Callback::from(move |_| part_of.set(this));
        html! { <button type="button" class="part" aria-pressed={selected.to_string()} {onclick}>{label}</button> }
    };
    let shown_part = match *part {
        Part::Manifests => "manifests",
        Part::Configuration => "configuration",
        Part::Problems => "problems",
    };
    let resources = state.answer.configurations.get(state.shown).map(|configuration| configuration.resources.clone());
    let pick_lower = |value: bool| {
        let lower = lower.clone();
        Callback::from(move |_| lower.set(value))
    };

    html! {
        <div class="page" data-part={shown_part}>
            <Toolbar version={state.version.clone()} version_chosen={version} open={open.clone()} />
            if let Some(text) = state.rescued.clone() {
                <div class="notice" role="alert">
                    <p>{ "The page crashed on your last text. It is kept." }</p>
                    <button type="button" onclick={{ let open = open.clone(); Callback::from(move |_| open.emit(text.clone())) }}>
                        { "Open it again" }
                    </button>
                    <button type="button" class="quiet" onclick={{ let state = state.clone(); Callback::from(move |_| state.dispatch(Action::LeaveRescued)) }}>
                        { "Leave it" }
                    </button>
                </div>
            }
            <nav class="parts" aria-label="Parts of the page">
                { tab(Part::Manifests, html! { "Manifests" }) }
                { tab(Part::Configuration, html! { "Configuration" }) }
                { tab(Part::Problems, html! { <>{ "Problems " }<span class="count">{ state.problems.len() }</span></> }) }
            </nav>
            <main>
                <section class="pane manifests" aria-labelledby="manifests-title">
                    <header><h2 id="manifests-title">{ "Manifests" }</h2></header>
                    <Editor
                        text={state.text.clone()}
                        replaced={state.replaced}
                        problems={state.problems.clone()}
                        jump={state.jump}
                        changed={dispatch(Action::Type)}
                    />
                </section>
                <Output answer={state.answer.clone()} shown={state.shown} {show} />
                <section class="pane problems" aria-label="Findings">
                    <header>
                        <div class="tabs" role="tablist" aria-label="Findings">
                            <button type="button" role="tab" id="problems-tab" aria-controls="findings" aria-selected={(!*lower).to_string()} onclick={pick_lower(false)}>
                                { "Problems " }<span class="count">{ state.problems.len() }</span>
                            </button>
                            <button type="button" role="tab" id="resources-tab" aria-controls="findings" aria-selected={lower.to_string()} onclick={pick_lower(true)}>
                                { "Selection " }<span class="count">{ resources.as_ref().map_or(0, Vec::len) }</span>
                            </button>
                        </div>
                    </header>
                    <div id="findings" class="findings" role="tabpanel" tabindex="0" aria-labelledby={if *lower { "resources-tab" } else { "problems-tab" }}>
                        if *lower {
                            <Resources resources={resources.unwrap_or_default()} />
                        } else {
                            <Problems problems={state.problems.clone()} {jump} />
                        }
                    </div>
                </section>
            </main>
            <div class="announcement" role="status" aria-live="polite">{ counts }</div>
        </div>
    }
}
