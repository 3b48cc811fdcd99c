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

/// The parts of the page. A phone shows one at a time.
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

    let on_edit = dispatch(&state, Action::Edit);
    let on_example = dispatch(&state, Action::Example);
    let on_version = dispatch(&state, Action::Version);
    let on_instance = dispatch(&state, Action::Show);
    let on_trace = dispatch(&state, Action::Trace);
    // The notice disappears with its buttons, so the focus moves to the editor.
    let on_restore = dispatch(&state, |_| Action::Restore).reform(focus_editor);
    let on_discard = dispatch(&state, |_| Action::Discard).reform(focus_editor);
    let on_jump = {
        let (state, part) = (state.clone(), part.clone());
        Callback::from(move |(from, to)| {
            part.set(Part::Manifests);
            state.dispatch(Action::Jump(from, to));
        })
    };
    let part_button = |this: Part, label: Html| {
        let part = part.clone();
        let pressed = (*part == this).to_string();
        html! { <button type="button" aria-pressed={pressed} onclick={move |_| part.set(this)}>{ label }</button> }
    };
    use_effect_with(summary(&state.problems), |text| announce(text));
    let has_text = !state.current.trim().is_empty();

    html! {
        <div class="page" data-part={part.name()}>
            <Toolbar current={state.current.clone()} version={state.version.clone()} {on_version} {on_example} />
            if let Some(saved) = &state.saved {
                { notice(saved, on_restore, on_discard) }
            }
            <nav class="parts" aria-label="Parts of the page">
                { part_button(Part::Manifests, html! { "Manifests" }) }
                { part_button(Part::Configuration, html! { "Configuration" }) }
                { part_button(Part::Findings, html! { <>{ "Problems " }<span class="count" data-severity={worst(&state.problems)}>{ state.problems.len() }</span></> }) }
            </nav>
            <main>
                <section class="pane manifests" aria-labelledby="manifests-title">
                    <header>
                        <h2 id="manifests-title">{ "Manifests" }</h2>
                        <p class="hint" id="editor-hint">{ "F8: next problem. Esc, then Tab: leave the editor." }</p>
                    </header>
                    <Editor
                        text={state.text.clone()}
                        replaced={state.replaced}
                        problems={state.problems.clone()}
                        jump={state.jump}
                        traced={state.traced.clone()}
                        {on_edit}
                        on_trace={on_trace.clone()}
                    />
                    <p class="traced" aria-hidden="true">{ &state.traced.text }</p>
                </section>
                <Output
                    configurations={state.configurations.clone()}
                    shown={state.shown}
                    traced={state.traced.clone()}
                    {on_instance}
                    {on_trace}
                    {has_text}
                />
                <Findings
                    problems={state.problems.clone()}
                    configurations={state.configurations.clone()}
                    shown={state.shown}
                    {has_text}
                    {on_jump}
                />
            </main>
            <p class="visually-hidden" id="announcement" role="status" />
        </div>
    }
}

fn focus_editor(event: MouseEvent) -> MouseEvent {
    page::focus("manifests-text");
    event
}

/// A callback that converts its argument to an action and dispatches it.
fn dispatch<T: 'static>(state: &yew::UseReducerHandle<State>, action: fn(T) -> Action) -> Callback<T> {
    let dispatcher = state.dispatcher();
    Callback::from(move |value| dispatcher.dispatch(action(value)))
}
