//! The bottom panel: problems, and which resources are selected.

use std::rc::Rc;

use promwright_wasm::browser::{Configuration, Problem};
use yew::prelude::{Callback, Html, Properties, component, html, use_state};

use crate::tabs::{Tab, row};
use crate::{page, problems, resources};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FindingsProperties {
    pub(crate) problems: Rc<[Problem]>,
    pub(crate) configurations: Rc<[Configuration]>,
    /// The index of the configuration that is shown.
    pub(crate) shown: usize,
    /// Whether the editor has any text.
    pub(crate) has_text: bool,
    /// Selects a range of the text.
    pub(crate) on_jump: Callback<(u32, u32)>,
}

/// The panel.
#[component(Findings)]
pub(crate) fn findings(properties: &FindingsProperties) -> Html {
    let FindingsProperties { problems, configurations, shown, has_text, on_jump } = properties;
    let selected = use_state(|| 0);
    // Whether long lists are shown in full.
    let show_all = use_state(|| false);
    let count = configurations.get(*shown).map_or(0, |configuration| configuration.resources.len());
    let tabs = [
        Tab { id: "problems-tab", label: "Problems", count: problems.len(), severity: problems::worst(problems) },
        Tab { id: "selection-tab", label: "Selection", count, severity: None },
    ];
    let labeled_by = tabs.get(*selected).map_or("", |tab| tab.id);
    let on_select = {
        let (selected, show_all) = (selected.clone(), show_all.clone());
        Callback::from(move |index| {
            selected.set(index);
            show_all.set(false);
        })
    };
    let on_more = {
        let show_all = show_all.clone();
        Callback::from(move |_| {
            show_all.set(true);
            // The focused button disappears.
            page::focus("findings");
        })
    };
    html! {
        <section class="pane findings" aria-label="Problems and selection">
            <header>{ row("Problems and selection", "findings", &tabs, *selected, &on_select) }</header>
            <div id="findings" class="scroll" role="tabpanel" tabindex="0" aria-labelledby={labeled_by}>
                if *selected == 0 {
                    { problems::list(problems, *has_text, on_jump, *show_all, on_more) }
                } else {
                    { resources::table(configurations.get(*shown), *show_all, on_more) }
                }
            </div>
        </section>
    }
}
