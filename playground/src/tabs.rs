//! Tabs that follow the ARIA pattern: one tab stop, arrow keys between tabs.

use yew::prelude::{Callback, Html, KeyboardEvent, html};

use crate::page;

/// One tab.
pub(crate) struct Tab {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    /// How many items its panel has.
    pub(crate) count: usize,
    /// The highest severity among them.
    pub(crate) severity: Option<&'static str>,
}

/// The row of tabs. `label` is its accessible name, `panel` the id of the tab panel.
pub(crate) fn row(
    label: &'static str,
    panel: &'static str,
    tabs: &[Tab],
    selected: usize,
    on_select: &Callback<usize>,
) -> Html {
    let onkeydown = {
        let (ids, on_select): (Vec<_>, _) = (tabs.iter().map(|tab| tab.id).collect(), on_select.clone());
        Callback::from(move |event: KeyboardEvent| {
            let last = ids.len().saturating_sub(1);
            let next = match event.key().as_str() {
                "ArrowLeft" => selected.checked_sub(1).unwrap_or(last),
                "ArrowRight" if selected == last => 0,
                "ArrowRight" => selected + 1,
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            on_select.emit(next);
            if let Some(id) = ids.get(next) {
                page::focus(id);
            }
        })
    };
    let tab = |(index, tab): (usize, &Tab)| {
        let (on_select, is_selected) = (on_select.clone(), index == selected);
        html! {
            <button
                type="button"
                role="tab"
                id={tab.id}
                aria-controls={panel}
                aria-selected={is_selected.to_string()}
                tabindex={if is_selected { "0" } else { "-1" }}
                onclick={move |_| on_select.emit(index)}
            >
                { tab.label }{ " " }<span class="count" data-severity={tab.severity}>{ tab.count }</span>
            </button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={label} {onkeydown}>{ for tabs.iter().enumerate().map(tab) }</div>
    }
}
