//! The page's state and the actions that change it.

use std::cell::RefCell;
use std::rc::Rc;

use promwright_wasm::browser::{Configuration, Problem, Question, Request, Session};
use yew::prelude::{AttrValue, Reducible};

use crate::editor::Jump;
use crate::examples::EXAMPLES;
use crate::storage;
use crate::traced::Traced;

/// An earlier text that can be restored.
#[derive(Clone, PartialEq)]
pub(crate) enum Saved {
    /// The text that the page crashed on.
    Crashed(AttrValue),
    /// The text that an example replaced.
    Replaced(AttrValue),
}

/// The page's state.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// The text that the editor was last set to; later edits are in `current`.
    pub(crate) text: AttrValue,
    /// How many times `text` was replaced.
    pub(crate) replaced: u32,
    /// The text in the editor.
    pub(crate) current: AttrValue,
    /// The Prometheus version from the menu; `None`: the version in the manifests.
    pub(crate) version: Option<String>,
    pub(crate) configurations: Rc<[Configuration]>,
    pub(crate) problems: Rc<[Problem]>,
    /// The index of the configuration that is shown.
    pub(crate) shown: usize,
    pub(crate) jump: Jump,
    pub(crate) traced: Rc<Traced>,
    pub(crate) saved: Option<Saved>,
    session: Shared,
}

/// A cache between evaluations. It does not affect what is shown, so all values compare equal.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Session>>);

impl PartialEq for Shared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

pub(crate) enum Action {
    /// The user edited the text.
    Edit(String),
    /// The user opened an example.
    Example(&'static str),
    /// The user changed the Prometheus version; `None`: the version in the manifests.
    Version(Option<String>),
    /// Show the configuration with this index.
    Show(usize),
    /// Select a range of the text.
    Jump(u32, u32),
    /// The cursor rests: trace its line or field.
    Trace(Question),
    /// Restore the saved text.
    Restore,
    /// Discard the saved text.
    Discard,
}

impl State {
    /// The state at the start of a visit.
    pub(crate) fn first() -> Self {
        let text = storage::text().unwrap_or_else(|| EXAMPLES.first().map_or("", |example| example.text).to_owned());
        let text = AttrValue::from(text);
        Self {
            text: text.clone(),
            replaced: 0,
            current: text,
            version: None,
            configurations: Rc::from([]),
            problems: Rc::from([]),
            shown: 0,
            jump: Jump::default(),
            traced: Rc::default(),
            saved: storage::crashed_text().map(|text| Saved::Crashed(text.into())),
            session: Shared::default(),
        }
        .evaluated()
    }

    fn request(&self) -> Request {
        Request { text: self.current.to_string(), prometheus_version: self.version.clone(), strict: false }
    }

    fn evaluated(mut self) -> Self {
        let answer = self.session.0.borrow_mut().answer(&self.request());
        self.problems = answer.problems.into();
        self.configurations = answer.configurations.into();
        self.shown = self.shown.min(self.configurations.len().saturating_sub(1));
        self
    }

    fn opened(self, text: AttrValue) -> Self {
        let (replaced, traced) = (self.replaced + 1, Rc::default());
        Self { text: text.clone(), current: text, replaced, shown: 0, traced, ..self }.evaluated()
    }

    fn traced(&self, question: Question) -> Traced {
        let instance = self.configurations.get(self.shown).map_or("", |configuration| &configuration.instance);
        let origins = self.session.0.borrow_mut().trace(&self.request(), instance, question);
        Traced::new(self.traced.count + 1, question, &origins)
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let state = (*self).clone();
        Rc::new(match action {
            Action::Edit(text) => {
                // Someone who edits the example does not need the text that it replaced.
                let saved = state.saved.clone().filter(|saved| matches!(saved, Saved::Crashed(_)));
                State { current: text.into(), saved, ..state }.evaluated()
            }
            Action::Example(text) => {
                let is_own = !state.current.trim().is_empty()
                    && EXAMPLES.iter().all(|example| example.text != state.current.as_str());
                let saved = match &state.saved {
                    Some(Saved::Crashed(_)) => state.saved.clone(),
                    _ if is_own => Some(Saved::Replaced(state.current.clone())),
                    saved => saved.clone(),
                };
                State { saved, ..state }.opened(text.into())
            }
            Action::Version(version) => State { version, traced: Rc::default(), ..state }.evaluated(),
            Action::Show(shown) => State { shown, traced: Rc::default(), ..state },
            Action::Trace(question) => State { traced: state.traced(question).into(), ..state },
            Action::Jump(from, to) => State { jump: Jump { count: state.jump.count + 1, from, to }, ..state },
            Action::Restore => match state.saved.clone() {
                Some(Saved::Crashed(text)) => {
                    storage::discard_crashed_text();
                    State { saved: None, ..state }.opened(text)
                }
                Some(Saved::Replaced(text)) => State { saved: None, ..state }.opened(text),
                None => state,
            },
            Action::Discard => {
                storage::discard_crashed_text();
                State { saved: None, ..state }
            }
        })
    }
}
