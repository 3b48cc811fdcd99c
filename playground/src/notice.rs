//! The line below the bar: a text has made way for another one, and can be brought back.

use yew::prelude::{Callback, Html, MouseEvent, Properties, component, html};

use crate::state::Kept;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct NoticeProperties {
    pub(crate) kept: Kept,
    pub(crate) bring_back: Callback<MouseEvent>,
    pub(crate) let_go: Callback<MouseEvent>,
}

/// The notice.
#[component(Notice)]
pub(crate) fn notice(properties: &NoticeProperties) -> Html {
    let (message, back, leave) = match properties.kept {
        Kept::Crashed(_) => ("promwright crashed on your last text. It is kept.", "Open it again", "Discard it"),
        Kept::Replaced(_) => ("The example has replaced your text.", "Bring it back", "Dismiss"),
    };
    html! {
        <div class="notice" role="status">
            <p>{ message }</p>
            <button type="button" onclick={properties.bring_back.clone()}>{ back }</button>
            <button type="button" class="quiet" onclick={properties.let_go.clone()}>{ leave }</button>
        </div>
    }
}
