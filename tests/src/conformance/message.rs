//! The wording of errors: compared and counted, but never what decides.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Outcome;

/// How the messages of Go libraries begin wherever the operator quotes them: YAML, X.509, TLS and net/url.
const QUOTES: [&str; 4] = ["yaml: ", "x509: ", "tls: ", "parse \""];

/// The entry by which the API server says that it has stopped early. It comes and goes with the order of its checks.
const STOPPED_EARLY: &str = "some validation rules were not checked";

impl Outcome {
    /// Two messages that should be equal unless the recorded one quotes a Go library.
    pub(super) fn own_message(&mut self, what: &str, want: &str, got: &str) {
        if !QUOTES.iter().any(|quote| want.contains(quote)) {
            self.message(what, want, got);
        }
    }

    /// The details of the API server's errors, in whichever order, for every type and path that both lists have.
    pub(super) fn api_messages(&mut self, what: &str, want: &Value, got: &Value) {
        let got = api_errors(got);
        for (place, want) in api_errors(want) {
            let Some(got) = got.get(&place) else { continue };
            let what = format!("{what} {place}");
            let (both, missing): (Vec<_>, Vec<_>) = want.iter().partition(|detail| got.contains(detail));
            let others: Vec<_> = got.iter().filter(|detail| !want.contains(detail)).collect();
            for detail in both {
                self.message(&what, detail, detail);
            }
            for (index, detail) in missing.into_iter().enumerate() {
                self.message(&what, detail, others.get(index).map_or("(nothing)", |detail| detail));
            }
        }
    }
}

/// The API server's errors without the entry that says that it stopped early: the details by "type path".
pub(super) fn api_errors(errors: &Value) -> BTreeMap<String, Vec<&str>> {
    let mut details: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for error in errors.as_array().into_iter().flatten() {
        let field = |name| error.get(name).and_then(Value::as_str).unwrap_or_default();
        if !field("detail").contains(STOPPED_EARLY) {
            details.entry(format!("{} {}", field("type"), field("path"))).or_default().push(field("detail"));
        }
    }
    details
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn quoted_libraries_are_left_out() {
        let mut outcome = Outcome::default();
        outcome.own_message("error", "generating failed: yaml: line 3: oops", "generating failed");
        outcome.own_message("error", "proxy configuration: parse \"a\\b\": invalid character", "other");
        assert_eq!(outcome.messages, 0);
        outcome.own_message("error", "port required", "port needed");
        assert_eq!((outcome.messages, outcome.messages_equal()), (1, 0));
        assert!(outcome.passed());
    }

    #[test]
    fn details_are_compared_where_both_have_the_error() {
        let error = |path: &str, detail: &str| json!({"type": "T", "path": path, "detail": detail});
        let want = json!([error("a", "1"), error("a", "2"), error("b", "3"), error("<nil>", STOPPED_EARLY)]);
        let got = json!([error("a", "2"), error("a", "x"), error("c", "3")]);
        let mut outcome = Outcome::default();
        outcome.api_messages("errors", &want, &got);
        assert_eq!((outcome.messages, outcome.messages_equal()), (2, 1));
        let reworded = &outcome.reworded[0];
        assert_eq!((reworded.want.as_str(), reworded.got.as_str()), ("1", "x"));
    }
}
