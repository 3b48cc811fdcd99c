//! The page's layout.

use yew::prelude::{Callback, Html, MouseEvent, component, html, use_effect_with, use_reducer, use_state};

use crate::editor::{Editor, announce};
use crate::findings::Findings;
use crate::notice::notice;
use crate::output::Output;
use crate::page;
use crate::problems::{summary, worst};
use crate::state::{Action, State};
use crate::toolbar::Toolbar;

/// The parts of the page, of which a phone shows one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Manifests,
    Configuration,
    Findings,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Manifests => "manifests",
            Part::Configuration => "configuration",
            Part::Findings => "findings",
        }
    }
}

/// The page.
#[component(App)]
pub(crate) fn app() -> Html {
    let state = use_reducer(State::first);
    let part = use_state(|| Part::Manifests);

    let typed = dispatch(&state, Action::Type);
    let open = dispatch(&state, Action::Example);
    let version = dispatch(&state, Action::Version);
    let show = dispatch(&state, Action::Show);
    let ask = dispatch(&state, Action::Ask);
    // The buttons of the notice go with it, and the focus goes on to the text.
    let bring_back = dispatch(&state, |_| Action::BringBack).reform(to_the_text);
    let let_go = dispatch(&state, |_| Action::LetGo).reform(to_the_text);
    let jump = {
        let (state, part) = (state.clone(), part.clone());
        Callback::from(move |(from, to)| {
            part.set(Part::Manifests);
            state.dispatch(Action::Jump(from, to));
        })
    };
    let choose = |this: Part, label: Html| {
        let chosen = part.clone();
        let pressed = (*part == this).to_string();
        html! { <button type="button" aria-pressed={pressed} onclick={move |_| chosen.set(this)}>{ label }</button> }
    };
    use_effect_with(summary(&state.problems), |words| announce(words));
    let written = !state.current.trim().is_empty();

    html! {
        <div class="page" data-part={part.name()}>
            <Toolbar current={state.current.clone()} version={state.version.clone()} version_chosen={version} {open} />
            if let Some(kept) = &state.kept {
                { notice(kept, bring_back, let_go) }
            }
            <nav class="parts" aria-label="Parts of the page">
                { choose(Part::Manifests, html! { "Manifests" }) }
                { choose(Part::Configuration, html! { "Configuration" }) }
                { choose(Part::Findings, html! { <>{ "Findings " }<span class="count" data-severity={worst(&state.problems)}>{ state.problems.len() }</span></> }) }
            </nav>
            <main>
                <section class="pane manifests" aria-labelledby="manifests-title">
                    <header>
                        <h2 id="manifests-title">{ "Manifests" }</h2>
                        <p class="hint" id="editor-hint">{ "F8: next problem. Escape, then Tab: leave." }</p>
                    </header>
                    <Editor
                        text={state.text.clone()}
                        replaced={state.replaced}
                        problems={state.problems.clone()}
                        jump={state.jump}
                        traced={state.traced.clone()}
                        changed={typed}
                        ask={ask.clone()}
                    />
                    <p class="traced" aria-hidden="true">{ &state.traced.words }</p>
                </section>
                <Output
                    configurations={state.configurations.clone()}
                    shown={state.shown}
                    traced={state.traced.clone()}
                    {show}
                    {ask}
                    {written}
                />
                <Findings
                    problems={state.problems.clone()}
                    configurations={state.configurations.clone()}
                    shown={state.shown}
                    {written}
                    {jump}
                />
            </main>
            <p class="unseen" id="announcement" role="status" />
        </div>
    }
}

fn to_the_text(event: MouseEvent) -> MouseEvent {
    page::focus("manifests-text");
    event
}

/// A callback that turns what it is given into an action.
fn dispatch<T: 'static>(state: &yew::UseReducerHandle<State>, action: fn(T) -> Action) -> Callback<T> {
    let dispatcher = state.dispatcher();
    Callback::from(move |value| dispatcher.dispatch(action(value)))
}
