//! How the API server, a Go program, writes values into its messages.

use promwright_go::{Quoted, float};
use promwright_yaml::write::json;
use promwright_yaml::{Data, Value};

/// A value in a message (`field.Error.ErrorBody`): strings in Go's quotes, lists and objects as JSON.
pub(super) fn bad_value(value: &Value<'_>) -> String {
    match &value.data {
        Data::String(text) => Quoted(text).to_string(),
        Data::Float(number) => float::general(*number),
        _ => json(value),
    }
}
