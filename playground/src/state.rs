//! What the page shows, and what changes it.

use std::cell::RefCell;
use std::rc::Rc;

use promwright_wasm::browser::{Configuration, Problem, Question, Request, Session};
use yew::prelude::{AttrValue, Reducible};

use crate::editor::Jump;
use crate::examples::EXAMPLES;
use crate::storage;
use crate::traced::Traced;

/// A text that made way for another one and can be brought back.
#[derive(Clone, PartialEq)]
pub(crate) enum Kept {
    /// The page crashed on it.
    Crashed(AttrValue),
    /// An example was opened.
    Replaced(AttrValue),
}

/// Everything that the page shows.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// The text at the last replacement from outside; what is typed since is the editor's.
    pub(crate) text: AttrValue,
    /// How often it was replaced.
    pub(crate) replaced: u32,
    /// The text as it stands.
    pub(crate) current: AttrValue,
    /// The version of Prometheus that was chosen, or that of the manifests.
    pub(crate) version: Option<String>,
    pub(crate) configurations: Rc<[Configuration]>,
    pub(crate) problems: Rc<[Problem]>,
    /// Which configuration is shown.
    pub(crate) shown: usize,
    pub(crate) jump: Jump,
    pub(crate) traced: Rc<Traced>,
    pub(crate) kept: Option<Kept>,
    session: Shared,
}

/// What is remembered from one text to the next; it makes no difference to what is shown.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Session>>);

impl PartialEq for Shared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

pub(crate) enum Action {
    /// The text was changed in the editor.
    Type(String),
    /// An example was chosen.
    Example(&'static str),
    /// A version of Prometheus was chosen, or that of the manifests.
    Version(Option<String>),
    /// A configuration was chosen.
    Show(usize),
    /// A problem was followed to a stretch of the text.
    Jump(u32, u32),
    /// The cursor rests: what belongs to its place?
    Ask(Question),
    /// The text that made way is wanted back.
    BringBack,
    /// It is not.
    LetGo,
}

impl State {
    /// What a visit starts with.
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
            kept: storage::crashed_text().map(|text| Kept::Crashed(text.into())),
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
            Action::Type(text) => {
                // Whoever goes on writing has no use for the text that an example has replaced.
                let kept = state.kept.clone().filter(|kept| matches!(kept, Kept::Crashed(_)));
                State { current: text.into(), kept, ..state }.evaluated()
            }
            Action::Example(text) => {
                let own = !state.current.trim().is_empty()
                    && EXAMPLES.iter().all(|example| example.text != state.current.as_str());
                let kept = match &state.kept {
                    Some(Kept::Crashed(_)) => state.kept.clone(),
                    _ if own => Some(Kept::Replaced(state.current.clone())),
                    kept => kept.clone(),
                };
                State { kept, ..state }.opened(text.into())
            }
            Action::Version(version) => State { version, traced: Rc::default(), ..state }.evaluated(),
            Action::Show(shown) => State { shown, traced: Rc::default(), ..state },
            Action::Ask(question) => State { traced: state.traced(question).into(), ..state },
            Action::Jump(from, to) => State { jump: Jump { count: state.jump.count + 1, from, to }, ..state },
            Action::BringBack => match state.kept.clone() {
                Some(Kept::Crashed(text)) => {
                    storage::forget_crashed_text();
                    State { kept: None, ..state }.opened(text)
                }
                Some(Kept::Replaced(text)) => State { kept: None, ..state }.opened(text),
                None => state,
            },
            Action::LetGo => {
                storage::forget_crashed_text();
                State { kept: None, ..state }
            }
        })
    }
}
