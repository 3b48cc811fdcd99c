//! The line below the bar: a text has made way for another one, and can be brought back.

use yew::prelude::{Callback, Html, MouseEvent, html};

use crate::state::Kept;

/// The notice.
pub(crate) fn notice(kept: &Kept, bring_back: Callback<MouseEvent>, let_go: Callback<MouseEvent>) -> Html {
    let (message, back, leave) = match kept {
        Kept::Crashed(_) => ("promwright crashed on your last text. It is kept.", "Open it again", "Discard it"),
        Kept::Replaced(_) => ("The example has replaced your text.", "Bring it back", "Dismiss"),
    };
    html! {
        <div class="notice" role="status">
            <p>{ message }</p>
            <button type="button" onclick={bring_back}>{ back }</button>
            <button type="button" class="quiet" onclick={let_go}>{ leave }</button>
        </div>
    }
}
