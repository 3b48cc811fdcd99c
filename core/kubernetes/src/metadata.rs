//! Object metadata: which names, namespaces, labels and annotations the API server accepts.
//!
//! Each check returns the API server's messages in its order; none if the value is valid. They are ported from
//! k8s.io/apimachinery v0.36: `pkg/util/validation`, `pkg/api/validate/content` and `pkg/api/validation`. Lengths are in bytes.

use promwright_go::lowercase;

/// The regular expression of a DNS label, as quoted in messages.
const DNS1123_LABEL: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

/// The regular expression of a DNS subdomain, as quoted in messages.
const DNS1123_SUBDOMAIN: &str = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

/// The regular expression of the name in a label key, as quoted in messages.
const LABEL_KEY: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

/// The regular expression of a label value, as quoted in messages.
const LABEL_VALUE: &str = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";

/// The greatest length of a DNS label, of the name in a label key, and of a label value.
const LABEL_LENGTH: usize = 63;

/// The greatest length of a DNS subdomain.
const SUBDOMAIN_LENGTH: usize = 253;

/// The greatest total size of an object's annotations, keys and values together, in bytes.
pub const ANNOTATIONS_SIZE: usize = 256 * 1024;

/// The errors in an object's name, which must be a DNS subdomain (`IsDNS1123Subdomain`).
pub fn dns1123_subdomain(name: &str) -> Vec<String> {
    let mut messages = Vec::new();
    if name.len() > SUBDOMAIN_LENGTH {
        messages.push(format!("must be no more than {SUBDOMAIN_LENGTH} characters"));
    }
    if !is_subdomain(name) {
        messages.push(subdomain_mismatch());
    }
    messages
}

/// The errors in a namespace's name, which must be a DNS label (`IsDNS1123Label`).
pub fn dns1123_label(name: &str) -> Vec<String> {
    let mut messages = Vec::new();
    if name.len() > LABEL_LENGTH {
        messages.push(format!("must be no more than {LABEL_LENGTH} characters"));
    }
    if is_label(name) {
    } else if is_subdomain(name) {
        messages.push("must not contain dots".to_owned());
    } else {
        messages.push(mismatch(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', \
             and must start and end with an alphanumeric character",
            DNS1123_LABEL,
            &["my-name", "123-abc"],
        ));
    }
    messages
}

/// The errors in `generateName`: those of a name, but it may end in a dash (`NameIsDNSSubdomain` of a prefix).
pub fn generate_name(prefix: &str) -> Vec<String> {
    // Upstream replaces the dash and the byte before it with one letter, so that byte is not checked, and 254 bytes are valid.
    match prefix.strip_suffix('-') {
        Some(rest) if !rest.is_empty() => {
            let (kept, last) = rest.split_at(rest.char_indices().next_back().map_or(0, |(start, _)| start));
            // Of a multi-byte character, the other bytes remain, and they are not valid in a name.
            let left = "?".repeat(last.len() - 1);
            dns1123_subdomain(&format!("{kept}{left}a"))
        }
        _ => dns1123_subdomain(prefix),
    }
}

/// The errors in a label key (`IsQualifiedName`, which is `IsLabelKey`): a name, or a DNS subdomain, `/` and a name.
pub fn qualified_name(key: &str) -> Vec<String> {
    let mut messages = Vec::new();
    let name = match key.split_once('/') {
        None => key,
        Some((prefix, name)) if !name.contains('/') => {
            if prefix.is_empty() {
                messages.push("prefix part must be non-empty".to_owned());
            } else {
                if prefix.len() > SUBDOMAIN_LENGTH {
                    messages.push(format!("prefix part must be no more than {SUBDOMAIN_LENGTH} bytes"));
                }
                if !is_subdomain(prefix) {
                    messages.push(format!("prefix part {}", subdomain_mismatch()));
                }
            }
            name
        }
        Some(_) => {
            return vec![format!(
                "a valid label key {} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
                label_key_mismatch()
            )];
        }
    };
    if name.is_empty() {
        messages.push("name part must be non-empty".to_owned());
    } else if name.len() > LABEL_LENGTH {
        messages.push(format!("name part must be no more than {LABEL_LENGTH} bytes"));
    }
    if !is_label_key_name(name) {
        messages.push(format!("name part {}", label_key_mismatch()));
    }
    messages
}

/// The errors in a label value (`IsValidLabelValue`).
pub fn label_value(value: &str) -> Vec<String> {
    let mut messages = Vec::new();
    if value.len() > LABEL_LENGTH {
        messages.push(format!("must be no more than {LABEL_LENGTH} bytes"));
    }
    if !value.is_empty() && !is_label_key_name(value) {
        messages.push(mismatch(
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', \
             and must start and end with an alphanumeric character",
            LABEL_VALUE,
            &["MyValue", "my_value", "12345"],
        ));
    }
    messages
}

/// The errors in an annotation key (`ValidateAnnotations`): those of a label key, but case is ignored.
///
/// The total size of an object's annotations has its own limit: [`ANNOTATIONS_SIZE`].
pub fn annotation_key(key: &str) -> Vec<String> {
    qualified_name(&lowercase(key))
}

fn subdomain_mismatch() -> String {
    mismatch(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', \
         and must start and end with an alphanumeric character",
        DNS1123_SUBDOMAIN,
        &["example.com"],
    )
}

fn label_key_mismatch() -> String {
    mismatch(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        LABEL_KEY,
        &["MyName", "my.name", "123-abc"],
    )
}

/// The message of a failed match (`RegexError`).
fn mismatch(rule: &str, expression: &str, examples: &[&str]) -> String {
    let examples = examples.iter().map(|example| format!("'{example}', ")).collect::<Vec<_>>().join(" or ");
    format!("{rule} (e.g. {examples}regex used for validation is '{expression}')")
}

fn is_subdomain(text: &str) -> bool {
    text.split('.').all(is_label)
}

fn is_label(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    is_word(text, letter, |byte| letter(byte) || byte == b'-')
}

fn is_label_key_name(text: &str) -> bool {
    is_word(text, |byte| byte.is_ascii_alphanumeric(), |byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// Whether a text starts and ends with a byte of `edge` and has only bytes of `inner` in between.
fn is_word(text: &str, edge: impl Fn(u8) -> bool, inner: impl Fn(u8) -> bool) -> bool {
    match text.as_bytes() {
        [] => false,
        [only] => edge(*only),
        [first, between @ .., last] => edge(*first) && edge(*last) && between.iter().all(|&byte| inner(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SUBDOMAIN: &str = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', \
        and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is \
        '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    const LABEL: &str = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', \
        and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is \
        '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    const KEY: &str = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an \
        alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is \
        '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    #[test]
    fn names_are_subdomains() {
        let none: Vec<String> = Vec::new();
        for good in ["a", "0", "a-b.c", "a.b-c.0", &"a".repeat(253)] {
            assert_eq!(dns1123_subdomain(good), none, "{good}");
        }
        for bad in ["", "A", "a.", ".a", "a..b", "-a", "a-", "a-.b", "a b", "a\n", "é"] {
            assert_eq!(dns1123_subdomain(bad), [SUBDOMAIN], "{bad:?}");
        }
        assert_eq!(dns1123_subdomain(&"A".repeat(254)), ["must be no more than 253 characters", SUBDOMAIN]);
    }

    #[test]
    fn namespaces_are_labels() {
        assert_eq!(dns1123_label("my-name"), Vec::<String>::new());
        assert_eq!(dns1123_label("my.name"), ["must not contain dots"]);
        assert_eq!(dns1123_label(""), [LABEL]);
        assert_eq!(dns1123_label(&"a".repeat(64)), ["must be no more than 63 characters"]);
        assert_eq!(dns1123_label(&"X".repeat(64)), ["must be no more than 63 characters", LABEL]);
    }

    #[test]
    fn generated_names_may_end_in_a_dash() {
        for good in ["a-", "a.b-", "a--", &format!("{}-", "a".repeat(253))] {
            assert_eq!(generate_name(good), Vec::<String>::new(), "{good}");
        }
        for bad in ["", "-", "-a-", "a.é-", "A.a-"] {
            assert_eq!(generate_name(bad), [SUBDOMAIN], "{bad}");
        }
    }

    #[test]
    fn label_keys_are_qualified_names() {
        for good in ["app", "A_b.C-d", "example.com/app", "a/0"] {
            assert_eq!(qualified_name(good), Vec::<String>::new(), "{good}");
        }
        assert_eq!(qualified_name(""), ["name part must be non-empty".to_owned(), format!("name part {KEY}")]);
        assert_eq!(qualified_name("é"), [format!("name part {KEY}")]);
        assert_eq!(qualified_name("/a"), ["prefix part must be non-empty"]);
        assert_eq!(qualified_name("A/a"), [format!("prefix part {SUBDOMAIN}")]);
        assert_eq!(
            qualified_name("a/b/c"),
            [format!(
                "a valid label key {KEY} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            )]
        );
        assert_eq!(
            qualified_name(&format!("{0}/{0}", "a".repeat(254))),
            ["prefix part must be no more than 253 bytes", "name part must be no more than 63 bytes"]
        );
    }

    #[test]
    fn label_values_may_be_empty() {
        for good in ["", "a", "1.2_3-4"] {
            assert_eq!(label_value(good), Vec::<String>::new(), "{good}");
        }
        for bad in ["-", "a b", "a.", "é"] {
            let messages = label_value(bad);
            assert_eq!(messages.len(), 1, "{bad}");
            assert!(
                messages.iter().all(|message| message.contains("'MyValue',  or 'my_value',  or '12345', ")),
                "{messages:?}"
            );
        }
        assert_eq!(label_value(&"a".repeat(64)), ["must be no more than 63 bytes"]);
    }

    #[test]
    fn annotation_keys_ignore_case() {
        assert_eq!(qualified_name("Example.com/a").len(), 1);
        assert_eq!(annotation_key("Example.com/a"), Vec::<String>::new());
        // Two non-ASCII characters whose lower case is ASCII.
        assert_eq!(annotation_key("\u{130}\u{212a}"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            dns1123_subdomain(&text);
            dns1123_label(&text);
            generate_name(&text);
            qualified_name(&text);
            label_value(&text);
            annotation_key(&text);
        }
    }
}
