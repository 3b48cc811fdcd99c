//! URLs.

use std::str;

use promwright_go::url;

/// Reads any text as a URL. Its parts are parts of the text.
pub fn url(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    match url::parse(text) {
        Ok(url) => {
            assert!(text.get(..url.scheme.len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case(&url.scheme)));
            assert!(text.contains(url.host) && text.contains(url.path), "{url:?}");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
