//! The panel below: problems, and which resources are selected.

use std::rc::Rc;

use promwright_wasm::browser::{Configuration, Problem};
use yew::prelude::{Callback, Html, Properties, component, html, use_state};

use crate::tabs::{Tab, row};
use crate::{page, problems, resources};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FindingsProperties {
    pub(crate) problems: Rc<[Problem]>,
    pub(crate) configurations: Rc<[Configuration]>,
    /// Which configuration is shown.
    pub(crate) shown: usize,
    /// Whether there is any text.
    pub(crate) written: bool,
    /// Moves the cursor to a stretch of the text.
    pub(crate) jump: Callback<(u32, u32)>,
}

/// The panel.
#[component(Findings)]
pub(crate) fn findings(properties: &FindingsProperties) -> Html {
    let FindingsProperties { problems, configurations, shown, written, jump } = properties;
    let selected = use_state(|| 0);
    // Whether long lists are shown to their end.
    let all = use_state(|| false);
    let count = configurations.get(*shown).map_or(0, |configuration| configuration.resources.len());
    let tabs = [
        Tab { id: "problems-tab", label: "Problems", count: problems.len(), severity: problems::worst(problems) },
        Tab { id: "selection-tab", label: "Selection", count, severity: None },
    ];
    let labelled_by = tabs.get(*selected).map_or("", |tab| tab.id);
    let select = {
        let (selected, all) = (selected.clone(), all.clone());
        Callback::from(move |index| {
            selected.set(index);
            all.set(false);
        })
    };
    let more = {
        let all = all.clone();
        Callback::from(move |_| {
            all.set(true);
            // The button that had the focus is gone.
            page::focus("findings");
        })
    };
    html! {
        <section class="pane findings" aria-label="Findings">
            <header>{ row("Findings", "findings", &tabs, *selected, &select) }</header>
            <div id="findings" class="scroll" role="tabpanel" tabindex="0" aria-labelledby={labelled_by}>
                if *selected == 0 {
                    { problems::list(problems, *written, jump, *all, more) }
                } else {
                    { resources::table(configurations.get(*shown), *all, more) }
                }
            </div>
        </section>
    }
}
