//! The notice below the toolbar: an earlier text can be restored.

use yew::prelude::{Callback, Html, MouseEvent, html};

use crate::state::Saved;

/// The notice.
pub(crate) fn notice(saved: &Saved, on_restore: Callback<MouseEvent>, on_discard: Callback<MouseEvent>) -> Html {
    let (message, restore, discard) = match saved {
        Saved::Crashed(_) => {
            ("promwright crashed on your last text. The text is saved.", "Open it again", "Discard it")
        }
        Saved::Replaced(_) => ("The example replaced your text.", "Restore my text", "Dismiss"),
    };
    html! {
        <div class="notice" role="status">
            <p>{ message }</p>
            <button type="button" onclick={on_restore}>{ restore }</button>
            <button type="button" class="quiet" onclick={on_discard}>{ discard }</button>
        </div>
    }
}
