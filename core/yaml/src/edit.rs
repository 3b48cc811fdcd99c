//! Edits of a text of YAML or JSON that change one thing and keep everything else: comments, order, quotes, indentation.
//!
//! Each function gives the text to put in the place of a span, or `None` where it cannot be sure of the result.

use crate::{Data, Span, Value};

/// A key with another name, in the quotes that it has.
pub fn renamed_key(text: &str, span: Span, name: &str) -> Option<String> {
    let is_plain =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_plain(name) {
        return None;
    }
    let old = slice(text, span)?;
    match old.bytes().next()? {
        quote @ (b'"' | b'\'') => old.len().gt(&1).then(|| format!("{0}{name}{0}", char::from(quote))),
        // A tag, an anchor or an alias belongs to the key.
        b'!' | b'&' | b'*' | b'?' => None,
        _ => Some(name.to_owned()),
    }
}

/// A string in the place of another one, in the quotes that it has.
pub fn replaced_string(text: &str, span: Span, value: &str) -> Option<String> {
    // A block scalar may have a comment behind its first line.
    if slice(text, span)?.starts_with(['|', '>']) {
        return None;
    }
    // What is inserted is one of the words of a schema, which no reader mistakes for another type.
    renamed_key(text, span, value).filter(|_| !matches!(value, "true" | "false" | "null" | "yes" | "no" | "on" | "off"))
}

/// A plain scalar as a string, in double quotes.
pub fn quoted(text: &str, span: Span) -> Option<String> {
    let old = slice(text, span)?;
    let is_simple = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-' | b'_' | b':');
    (!old.is_empty() && old.bytes().all(is_simple)).then(|| format!("\"{old}\""))
}

/// A value as the only item of a list: `[value]`, or for a block mapping `- ` before its first line, and its other lines indented by
/// two. `is_in_flow` says whether the value is inside brackets or braces.
pub fn wrapped_in_list(text: &str, value: &Value<'_>, is_in_flow: bool) -> Option<String> {
    let old = slice(text, value.span)?;
    let first = old.bytes().next()?;
    // A tag or an anchor belongs to the value, and a block scalar, a list or an explicit key has no short form.
    if matches!(first, b'!' | b'&' | b'*' | b'|' | b'>' | b'-' | b'?' | b':') {
        return None;
    }
    match value.data {
        Data::Object(_) if first == b'{' => Some(format!("[{old}]")),
        Data::Object(_) => wrapped_block(text, value.span, old).filter(|_| !is_in_flow),
        Data::List(_) => None,
        _ if matches!(first, b'"' | b'\'') => Some(format!("[{old}]")),
        // In brackets a comma or a bracket would end the item, and a colon or a question mark make it a mapping.
        _ => {
            let is_safe = !old.contains(['\n', ',', '?', '[', ']', '{', '}', '#', '"', '\'']) && !old.contains(": ");
            is_safe.then(|| format!("[{old}]"))
        }
    }
}

/// A block mapping as an item.
fn wrapped_block(text: &str, span: Span, old: &str) -> Option<String> {
    // Its lines stand one below the other only if the first one starts a line of the text.
    let before = text.get(..span.start as usize)?.rsplit('\n').next()?;
    if !before.bytes().all(|byte| byte == b' ') {
        return None;
    }
    let mut lines = old.split('\n');
    let mut wrapped = format!("- {}", lines.next()?);
    for line in lines {
        wrapped.push('\n');
        if !line.trim_end_matches('\r').is_empty() {
            wrapped.push_str("  ");
        }
        wrapped.push_str(line);
    }
    Some(wrapped)
}

fn slice(text: &str, span: Span) -> Option<&str> {
    text.get(span.start as usize..span.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Object;

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap_or_default() as u32;
        Span { start, end: start + part.len() as u32 }
    }

    fn object() -> Data<'static> {
        Data::Object(Object::default())
    }

    fn wrapped(text: &str, part: &str, data: Data<'static>) -> Option<String> {
        wrapped_in_list(text, &Value { span: span(text, part), data }, false)
    }

    #[test]
    fn one_thing_changes() {
        let text = "a_b: x # c\n\"c_d\": 'Y'\ne: 10\nf: {g: 1}\nh: &a x\ni: a, b\n";
        assert_eq!(renamed_key(text, span(text, "a_b"), "aB").as_deref(), Some("aB"));
        assert_eq!(renamed_key(text, span(text, "\"c_d\""), "cD").as_deref(), Some("\"cD\""));
        assert_eq!(replaced_string(text, span(text, "'Y'"), "HTTPS").as_deref(), Some("'HTTPS'"));
        assert_eq!(quoted(text, span(text, "10")).as_deref(), Some("\"10\""));
        assert_eq!(wrapped(text, "{g: 1}", object()).as_deref(), Some("[{g: 1}]"));
        assert_eq!(wrapped(text, "10", Data::Int(10)).as_deref(), Some("[10]"));
        assert_eq!(wrapped(text, "&a x", Data::String("x".into())), None);
        assert_eq!(wrapped(text, "a, b", Data::String("a, b".into())), None);
        let block = "a:\n  b: 1\n  # c\n\n  d:\n    - e\n";
        let wrapped = wrapped(block, "b: 1\n  # c\n\n  d:\n    - e", object());
        assert_eq!(wrapped.as_deref(), Some("- b: 1\n    # c\n\n    d:\n      - e"));
    }
}
