//! Tabs, as the keyboard and screen readers expect them: one stop for the tab key, arrows between them.

use yew::prelude::{Callback, Html, KeyboardEvent, html};

use crate::page;

/// One tab.
pub(crate) struct Tab {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    /// How many things are behind it.
    pub(crate) count: usize,
    /// How bad the worst of them is.
    pub(crate) severity: Option<&'static str>,
}

/// The row of tabs: what they are about, the element that shows what is behind the selected one, and what selects another one.
pub(crate) fn row(
    label: &'static str,
    panel: &'static str,
    tabs: &[Tab],
    selected: usize,
    select: &Callback<usize>,
) -> Html {
    let onkeydown = {
        let (ids, select): (Vec<_>, _) = (tabs.iter().map(|tab| tab.id).collect(), select.clone());
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
            select.emit(next);
            if let Some(id) = ids.get(next) {
                page::focus(id);
            }
        })
    };
    let tab = |(index, tab): (usize, &Tab)| {
        let (select, is_selected) = (select.clone(), index == selected);
        html! {
            <button
                type="button"
                role="tab"
                id={tab.id}
                aria-controls={panel}
                aria-selected={is_selected.to_string()}
                tabindex={if is_selected { "0" } else { "-1" }}
                onclick={move |_| select.emit(index)}
            >
                { tab.label }{ " " }<span class="count" data-severity={tab.severity}>{ tab.count }</span>
            </button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={label} {onkeydown}>{ for tabs.iter().enumerate().map(tab) }</div>
    }
}
